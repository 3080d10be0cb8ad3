/**
 * JSON that a command is given as a word: `curl -d '{"smtp_server": "h"}'`, `midclt call mail.update "{\"port\": 25}"`. A word
 * of the shell is put together of parts in quotes of either kind that touch each other (POSIX 2.2).
 */
import type { TextExpr } from '../../model/expr.ts';
import { decoded, type Escapes } from '../lower-text.ts';

/** Behind a command's option or word, not behind the sign of a key of YAML. */
const OPENING = /(?<=[\w@./-][ \t=]{1,4}|[ \t]\\\r?\n[ \t]{0,40})['"]\s{0,20}\{/g;

/** Longer words are files of their own. */
const LONGEST = 20_000;

const SPEAKS_OF_MAIL = /smtp|mail|smarthost|relay_?host|outgoing_?server/i;
const OBJECT = /^\s*\{\s*"[\s\S]*\}\s*$/;

/** In double quotes a backslash takes these as they are (POSIX 2.2.3). */
const SHELL: Escapes = { pattern: /\\[$`"\\]/g, value: ([found]) => found.slice(1) };

/** Each such word of a script that is an object of JSON and speaks of mail; `join` puts its parts together. */
export function* quotedJson(content: string, join: (parts: readonly TextExpr[]) => TextExpr): Generator<TextExpr> {
  if (!SPEAKS_OF_MAIL.test(content)) return;
  let end = 0;
  for (const found of content.matchAll(OPENING)) {
    if (found.index < end) continue;
    const word = wordAt(content, found.index);
    if (!word) continue;
    end = word.end;
    const whole = join(word.parts);
    if (OBJECT.test(whole.value) && SPEAKS_OF_MAIL.test(whole.value)) yield whole;
  }
}

const SINGLE = /'([^']*)'/y;
const DOUBLE = /"((?:[^"\\]|\\[\s\S])*)"/y;
/** Of a word this many parts: each variable within single quotes makes three. */
const MOST_PARTS = 60;

function wordAt(
  content: string,
  start: number,
): { readonly parts: readonly TextExpr[]; readonly end: number } | undefined {
  const stretch = content.slice(start, start + LONGEST);
  const parts: TextExpr[] = [];
  let at = 0;
  while (parts.length < MOST_PARTS) {
    const quotes = stretch[at] === "'" ? SINGLE : DOUBLE;
    quotes.lastIndex = at;
    const found = quotes.exec(stretch);
    if (!found) break;
    const range = { start: start + at + 1, end: start + quotes.lastIndex - 1 };
    parts.push(decoded(content, range, quotes === DOUBLE ? SHELL : undefined));
    at = quotes.lastIndex;
  }
  return parts.length > 0 ? { parts, end: start + at } : undefined;
}
