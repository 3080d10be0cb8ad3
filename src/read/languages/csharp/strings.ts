/** Strings: plain, verbatim (`@"…"`), raw (`"""…"""`), each also interpolated. */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import type { Lowering } from '../../lower.ts';
import { character, decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { range } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { dedented } from '../../within/text-blocks.ts';

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  v: '\v',
  f: '\f',
  a: '\x07',
  e: '\x1b',
  '0': '\0',
};
const ESCAPE = String.raw`\\(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))`;
const BRACES = String.raw`\{\{|\}\}`;

const valueOfEscape = ([whole, byte, four, eight, other]: RegExpMatchArray): string => {
  const hex = byte ?? four ?? eight;
  if (hex !== undefined) return character(hex, 16);
  return other === undefined ? whole.slice(1) : (NAMED[other] ?? other);
};

const escapes = (...patterns: readonly string[]): Escapes => ({
  pattern: new RegExp(patterns.join('|'), 'g'),
  value: valueOfEscape,
});

const PLAIN = escapes(ESCAPE);
const VERBATIM = escapes('""');
const PLAIN_FORMAT = escapes(ESCAPE, BRACES);
const VERBATIM_FORMAT = escapes('""', BRACES);

export function string(node: Node, to: Lowering): Expr {
  const [opening = '"', prefix = '', quotes = '"'] =
    /^([$@]*)("+)/.exec(to.source.slice(node.startIndex, node.startIndex + 12)) ?? [];
  const raw = quotes.length > 2;
  const start = node.startIndex + (raw ? opening.length : prefix.length + 1);
  const content = range(start, Math.max(start, node.endIndex - (raw ? quotes.length : 1)));
  const holes = parts(node)
    .filter((part) => part.type === 'interpolation')
    .map((part) => ({
      range: rangeOf(part),
      value: to.expr(parts(part).find((one) => one.type !== 'interpolation_brace')),
    }));
  if (raw) {
    const lines = to.source[start] === '\n' || to.source[start] === '\r';
    const block = range(lines ? to.source.indexOf('\n', start) + 1 : start, content.end);
    const end = lines ? Math.max(block.start, lineEndBefore(to.source, block.end)) : block.end;
    const { range: at, escapes: found } = dedented(to.source, range(block.start, end));
    return interpolated(at, holes, (part): TextExpr => decoded(to.source, part, found));
  }
  const verbatim = prefix.includes('@');
  const found = prefix.includes('$') ? (verbatim ? VERBATIM_FORMAT : PLAIN_FORMAT) : verbatim ? VERBATIM : PLAIN;
  return interpolated(content, holes, (part): TextExpr => decoded(to.source, part, found));
}

/** The last line break before the closing quotes is not part of a raw string. */
function lineEndBefore(source: string, end: number): number {
  const at = source.lastIndexOf('\n', end - 1);
  return source[at - 1] === '\r' ? at - 1 : at;
}
