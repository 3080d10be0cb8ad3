/** Strings and what is filled into them. https://perldoc.perl.org/perlop#Quote-and-Quote-like-Operators */
import type { Expr, Range } from '../../model/expr.ts';
import { character, decoded, type Escapes, interpolated } from '../lower-text.ts';
import { dedented } from '../text-blocks.ts';
import type { Token } from './tokens.ts';

const SPECIAL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', e: '\u001b' };

const PLAIN: Escapes = { pattern: /\\(['\\])/g, value: ([whole]) => whole.slice(1) };
const FULL: Escapes = {
  pattern: /\\(?:x\{([0-9a-fA-F]+)\}|([\s\S]))/g,
  value: ([, code, sign = '']) => (code === undefined ? (SPECIAL[sign] ?? sign) : character(code, 16)),
};

/** A variable in a string, with the members that follow it: `$host`, `${host}`, `$cfg->{smtp}{host}`, `$list[0]`, `@{[…]}`. */
const FILLED =
  /(?<!\\)(?:\$(?:\{\w+\}|[A-Za-z_]\w*(?:::\w+)*)(?:(?:->)?(?:\{[\w'"-]{1,60}\}|\[-?\w{1,20}\]))*|[@$]\{[^{}\n]{1,200}\})/g;

/** The value of a string; `fill` parses what stands at a range. */
export function stringValue(
  source: string,
  { content, expands, range, value }: Token,
  fill: (at: Range) => Expr,
): Expr {
  const at = content ?? range;
  const indented = /^<<~/.test(source.slice(range.start, range.start + 3));
  const block = indented
    ? dedented(source, at, expands ? FULL : undefined)
    : { range: at, escapes: expands ? FULL : PLAIN };
  const text = (between: Range) => decoded(source, between, block.escapes);
  if (!expands) return text(block.range);
  const raw = value === '' ? source.slice(at.start, at.end) : value;
  const holes = [...raw.matchAll(FILLED)].map((found) => {
    const start = at.start + found.index;
    const place = { start, end: start + found[0].length };
    return { range: place, value: fill(place) };
  });
  return interpolated(block.range, holes, text);
}
