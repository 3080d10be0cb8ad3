/** What backslashes mean in a shell: outside of quotes, in double ones, in `$'…'`. https://www.gnu.org/software/bash/manual/html_node/Quoting.html */
import { character, type Escapes } from '../../lower-text.ts';

const kept = ([, , other]: RegExpMatchArray): string => other ?? '';

/** Any character after one stands for itself; a line break for nothing. */
export const BARE: Escapes = { pattern: /\\(?:(\r?\n)|([\s\S]))/g, value: kept };

/** In double quotes only these are escaped. */
export const QUOTED: Escapes = { pattern: /\\(?:(\r?\n)|([$`"\\]))/g, value: kept };

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
};

export const ANSI_C: Escapes = {
  pattern: /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3})|([\s\S]))/g,
  value: ([, two, four, eight, octal, named = '']) => {
    const hex = two ?? four ?? eight;
    if (hex !== undefined) return character(hex, 16);
    return octal === undefined ? (NAMED[named] ?? named) : character(octal, 8);
  },
};
