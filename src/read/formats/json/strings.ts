/** Strings of JSON and JSON5: escapes, with the place of every part. */
import type { Expr, Range } from '../../../model/expr.ts';
import { character, decoded, type Escapes } from '../../lower-text.ts';
import { templated } from '../../within/templated.ts';

const NAMED: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['0', '\0'],
]);

/** https://spec.json5.org/#strings, of which JSON's escapes are a part. */
const ESCAPES: Escapes = {
  pattern: /\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r\n|[\s\S])/g,
  value([found]) {
    const code = found.slice(1);
    if (/^[ux]./.test(code)) return character(code.slice(1), 16);
    return /^[\r\n]/.test(code) ? '' : (NAMED.get(code) ?? code);
  },
};

/** The string whose text, without its quotes, stands at `at`. */
export const jsonString = (content: string, at: Range): Expr => templated(decoded(content, at, ESCAPES));

/** The same as a key: decoded, and no placeholders are looked for. */
export const jsonKey = (content: string, at: Range): string => decoded(content, at, ESCAPES).value;
