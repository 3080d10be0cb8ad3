/**
 * Blocks of Go's templates that set what the dot is: `{{ with .Values.mail }}{{ .host }}{{ end }}` asks for `mail.host`, and so
 * does `{{ range .Values.mail }}`. https://pkg.go.dev/text/template#hdr-Actions
 */
import { OPEN } from '../evaluate/texts.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Facts } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';

const ACTION = /\{\{-?(?<code>[^{}\n]{1,300})\}\}/g;
const OPENS = /^(?:if|with|range|define|block)\b/;
const SETS =
  /^(?:with|range)[ \t]+(?:(?:\$(?<key>\w+)[ \t]*,[ \t]*)?\$(?<variable>\w+)[ \t]*:=[ \t]*)?(?<root>\$?\.Values)?\.?(?<path>[\w.]*)$/;
/** What the dot's members are called in an action. */
const MEMBER = /(?:^|[\s(])(?:\.(?<dot>[a-z]\w*(?:\.\w+)*)|\$(?<variable>[a-z]\w*)\.(?<rest>\w+(?:\.\w+)*))/g;

/** Deeper is no template of people. */
const DEEPEST = 12;

interface Block {
  /** The keys that the dot stands for; undefined where it stands for something else. */
  readonly dot: readonly string[] | undefined;
  /** The variable that holds an entry, and its keys. */
  readonly variable?: { readonly name: string; readonly keys: readonly string[] };
}

/** The keys that names mean in the blocks of a template, by the names as they are written. */
const meaningsIn = oncePer(({ source: { text } }: Facts): ReadonlyMap<string, readonly (readonly string[])[]> => {
  const found = new Map<string, (readonly string[])[]>();
  if (!/\{\{-?[ \t]*(?:with|range)[ \t]/.test(text)) return found;
  const blocks: Block[] = [];
  for (const { groups } of text.matchAll(ACTION)) {
    const code = (groups?.code ?? '').replace(/-$/, '').trim();
    if (code === 'end') blocks.pop();
    else if (OPENS.test(code)) {
      if (blocks.length >= DEEPEST) return found;
      blocks.push(blockOf(code, blocks.at(-1)));
    } else for (const [name, keys] of namesIn(code, blocks)) grow(found, name, [keys]);
  }
  return found;
});

function blockOf(code: string, outer: Block | undefined): Block {
  const { key, variable, root, path = '' } = SETS.exec(code)?.groups ?? {};
  const isSet = /^(?:with|range)\b/.test(code);
  if (!isSet) return /^(?:define|block)\b/.test(code) ? { dot: undefined } : { dot: outer?.dot };
  const own = path.split('.').filter((part) => part !== '');
  const around = root === undefined ? outer?.dot : [];
  if (own.length === 0 || !around) return { dot: undefined };
  const keys = [...around, ...own, ...(key === undefined ? [] : [OPEN])];
  return variable === undefined ? { dot: keys } : { dot: keys, variable: { name: variable, keys } };
}

function* namesIn(code: string, blocks: readonly Block[]): Generator<readonly [string, readonly string[]]> {
  const dot = blocks.at(-1)?.dot;
  for (const { groups } of code.matchAll(MEMBER)) {
    const { dot: written, variable, rest } = groups ?? {};
    if (written !== undefined && dot) yield [written, [...dot, ...written.split('.')]];
    const holding = blocks.findLast((one) => one.variable?.name === variable)?.variable;
    if (variable !== undefined && rest !== undefined && holding)
      yield [`${variable}.${rest}`, [...holding.keys, ...rest.split('.')]];
  }
}

/** What a name within such a block asks for, or a member of it; undefined where it stands in none. Of several blocks the first counts. */
export function askedOfBlock(template: Facts, { space, path }: Asked): Asked | undefined {
  if (space !== 'env' && space !== 'config') return undefined;
  const meanings = meaningsIn(template);
  for (let length = path.length; length > 0 && meanings.size > 0; length -= 1) {
    const [keys] = meanings.get(path.slice(0, length).join('.')) ?? [];
    if (keys && keys.length > length) return { space: 'config', path: [...keys, ...path.slice(length)] };
  }
  return undefined;
}
