/** What a script is given by position where it is called: `./notify.sh h 25` is `$1` and `$2` of `notify.sh` (POSIX shell, 2.5.1). */
import path from 'node:path';
import { isCommented, literalAt } from '../detect/text-matches.ts';
import { moduleEnd } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Facts } from '../model/facts.ts';
import type { Named } from './entries-by-key.ts';

const POSITION = /^[1-9]$/;

/** A script by its name; a file without an ending may be one. */
const SCRIPT = /\.(?:sh|bash|ksh)$|(?:^|\/)[\w-]+$/;

/** What those who call the script are asked; undefined of all but its arguments. */
export const askedOfScript = (file: string, { space, path: [first = '', more] }: Asked): Asked | undefined =>
  space === 'env' && more === undefined && POSITION.test(first) && SCRIPT.test(file)
    ? { space: 'handed', path: [path.posix.basename(file), first] }
    : undefined;

/** Whether what is asked of those who name a file is an argument by its position. */
export const isPosition = ({ path: [, key = ''] }: Asked): boolean => POSITION.test(key);

/** A word of a command, in quotes or not; what ends the command is none. */
const WORD =
  /[ \t]+(?:\\\r?\n[ \t]*)?(?:"(?<double>[^"\n]{0,300})"|'(?<single>[^'\n]{0,300})'|(?<bare>(?:\$\(\w{1,60}\)|[^\s"'|&;<>()#]){1,300}))/dy;

/** More calls of one script are no different from these. */
const MOST_CALLS = 20;

/** The argument in each call of the script that a file has. */
export function argumentsGiven(facts: Facts, { path: [name = '', position = ''] }: Asked): readonly Named[] {
  const { text } = facts.source;
  const found: Named[] = [];
  for (let at = text.indexOf(name); at >= 0 && found.length < MOST_CALLS; at = text.indexOf(name, at + name.length)) {
    if (!isCalled(text, at)) continue;
    const range = wordAt(text, at + name.length, Number(position));
    if (range)
      found.push({
        path: [position],
        keyRange: { start: at, end: at + name.length },
        value: literalAt(facts, range),
        siblings: [],
        place: { ...moduleEnd(facts), at },
        item: `call at ${at}`,
      });
  }
  return found;
}

/** The path of a script, before its name. */
const FOLDERS = /(?<![\w./${}"'~-])"?[\w./${}~-]{0,200}$/;
/** What a command begins behind, with what is put before it. */
const BEGINS =
  /(?:^|[\n;&|(`=]|\b(?:then|do|else|exec|sudo|nohup|(?:ba|da|k)?sh)[ \t]|(?:^|\n)[ \t]*(?:@|-[ \t]|[\w.-]{1,80}:[ \t]|[\w -]{0,20}\bRUN[ \t]|(?:[\d*/,-]+[ \t]+){5}(?:\w+[ \t]+)?)["']?(?:[\w-]{1,80}:[ \t])?)[ \t]*$/;

/** Whether a name begins a command: what other commands are given is no call of it (`shellcheck a.sh b.sh`). */
function isCalled(text: string, at: number): boolean {
  if (isCommented(text, at) || /[\w.-]/.test(text[at - 1] ?? '')) return false;
  const before = text.slice(Math.max(0, at - 400), at);
  const folders = FOLDERS.exec(before)?.[0].length ?? 0;
  return BEGINS.test(before.slice(0, before.length - folders));
}

/** Names of files, which are no hosts for all their looks. */
const FILE = /\.(?:sh|bash|py|pl|rb|md|ya?ml|json|txt|conf|cfg|log|j2|in)$/i;

function wordAt(text: string, from: number, position: number): { start: number; end: number } | undefined {
  WORD.lastIndex = from;
  let found = WORD.exec(text);
  for (let count = 1; found && count < position; count += 1) found = WORD.exec(text);
  const { double, single, bare } = found?.indices?.groups ?? {};
  const [start, end] = double ?? single ?? bare ?? [0, 0];
  return end > start && !FILE.test(text.slice(start, end)) ? { start, end } : undefined;
}
