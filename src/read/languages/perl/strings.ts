/** Perl's strings: escapes and interpolated variables. https://perldoc.perl.org/perlop#Quote-and-Quote-like-Operators */

import type { Expr, Range } from '../../../model/expr.ts';
import { shownCode } from '../../../text/shown.ts';
import { member, ref } from '../../lower.ts';
import { character, decoded, type Escapes, type Hole, interpolated } from '../../lower-text.ts';
import { range, text, unknown } from '../../reader.ts';
import type { PerlToken } from './tokens.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', e: '\x1b', f: '\f' };

const DOUBLE: Escapes = {
  pattern: /\\(?:x\{([\da-fA-F]+)\}|x([\da-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/g,
  value: ([, braced, short, octal, other = '']) => {
    const hex = braced ?? short;
    if (octal !== undefined) return character(octal, 8);
    return hex === undefined ? (NAMED[other] ?? other) : character(hex, 16);
  },
};

const SINGLE: Escapes = { pattern: /\\([\\'])/g, value: ([, escaped = '']) => escaped };

const INTERPOLATED =
  /\\[\s\S]|\$\{\s*(\w+)\s*\}|\$((?:::)?[A-Za-z_]\w*(?:::\w+)*)((?:(?:->)?(?:\{['"]?-?\w+['"]?\}|\[-?\d+\]))*)|\$(?:\d+|&)|[$@]\{/g;
const SUBSCRIPT = /\{['"]?(-?\w+)['"]?\}|\[(-?\d+)\]/g;

/** The value of a string token. */
export function stringOf(source: string, token: PerlToken): Expr {
  const at = token.content ?? range(token.end, token.end);
  if (!token.interpolates) return decoded(source, at, SINGLE);
  return interpolated(at, holesOf(source, at), (part) => decoded(source, part, DOUBLE));
}

function holesOf(source: string, at: Range): Hole[] {
  const holes: Hole[] = [];
  const pattern = new RegExp(INTERPOLATED);
  pattern.lastIndex = at.start;
  for (let found = pattern.exec(source); found && found.index < at.end; found = pattern.exec(source)) {
    const [whole, braced, plain, subscripts = ''] = found;
    if (whole.startsWith('\\')) continue;
    const where = range(found.index, Math.min(found.index + whole.length, at.end));
    if (braced ?? plain) holes.push({ range: where, value: variable(braced ?? plain ?? '', subscripts, where) });
    else if (/^[$@]\{$/.test(whole)) {
      const close = source.indexOf('}', found.index);
      const end = close < 0 || close >= at.end ? at.end : close + 1;
      holes.push({
        range: range(found.index, end),
        value: unknown(range(found.index, end), shownCode(source.slice(found.index, end))),
      });
      pattern.lastIndex = end;
    } else holes.push({ range: where, value: unknown(where, shownCode(whole)) });
  }
  return holes;
}

const variable = (name: string, subscripts: string, at: Range): Expr =>
  [...subscripts.matchAll(SUBSCRIPT)].reduce<Expr>(
    (of, [, key, index]) => member(of, text(key ?? index ?? '', at), at),
    ref(name, at),
  );

/** The words of `qw(a b)`. */
export const wordsOf = (source: string, at: Range): Expr[] =>
  [...source.slice(at.start, at.end).matchAll(/\S+/g)].map((found) =>
    text(found[0], range(at.start + found.index, at.start + found.index + found[0].length)),
  );
