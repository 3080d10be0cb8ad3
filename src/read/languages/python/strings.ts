/** Strings: raw, bytes, triple-quoted, f-strings; adjacent ones are one. */
import type { Expr, Range, TextExpr } from '../../../model/expr.ts';
import { concat, field, type Lowering } from '../../lower.ts';
import { character, decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { range } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', v: '\v', f: '\f', a: '\x07' };
const ESCAPE = String.raw`\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([A-Z0-9 -]{1,80})\}|([0-7]{1,3})|(\r\n|\r|\n)|([ntrbvfa\\'"]))`;
/** The characters of a host by their names in Unicode. */
function characterNamed(name: string): string {
  const [, size, letter = ''] = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(name) ?? [];
  if (size !== undefined) return size === 'SMALL' ? letter.toLowerCase() : letter;
  return SIGNS[name] ?? '\ufffd';
}

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];
const SIGNS: Readonly<Record<string, string>> = {
  'FULL STOP': '.',
  'HYPHEN-MINUS': '-',
  'LOW LINE': '_',
  COLON: ':',
  ...Object.fromEntries(DIGITS.map((digit, index) => [`DIGIT ${digit}`, String(index)])),
};

const BRACE = String.raw`(\{\{|\}\})`;

function escapes(...patterns: readonly string[]): Escapes {
  return {
    pattern: new RegExp(patterns.join('|') || '(?!)', 'g'),
    value: ([whole, two, four, eight, name, octal, continuation, named]) => {
      if (whole === '{{' || whole === '}}') return whole.slice(1);
      const hex = two ?? four ?? eight;
      if (hex !== undefined) return character(hex, 16);
      if (name !== undefined) return characterNamed(name);
      if (octal !== undefined) return character(octal, 8);
      return continuation !== undefined || named === undefined ? '' : (NAMED[named] ?? named);
    },
  };
}

const PLAIN = escapes(ESCAPE);
const FORMAT = escapes(ESCAPE, BRACE);
/** In raw f-strings only the braces are doubled. */
const RAW_FORMAT: Escapes = { pattern: new RegExp(BRACE, 'g'), value: ([whole]) => whole.slice(1) };

function escapesOf(prefix: string): Escapes | undefined {
  const format = /[ft]/i.test(prefix);
  if (/r/i.test(prefix)) return format ? RAW_FORMAT : undefined;
  return format ? FORMAT : PLAIN;
}

export function string(node: Node, to: Lowering): Expr {
  const all = node.children.filter((child): child is Node => child !== null);
  const open = all.find((child) => child.type === 'string_start');
  const close = all.find((child) => child.type === 'string_end');
  const start = open?.endIndex ?? node.startIndex;
  const content = range(start, Math.max(start, close?.startIndex ?? node.endIndex));
  const found = escapesOf(open ? to.textOf(open) : '');
  const literal = (at: Range): TextExpr => decoded(to.source, at, found);
  const holes = all
    .filter((child) => child.type === 'interpolation')
    .map((child) => ({ range: rangeOf(child), value: to.expr(field(child, 'expression')) }));
  return interpolated(content, holes, literal);
}

export const adjacent = (node: Node, to: Lowering): Expr =>
  concat(
    parts(node).map((one) => to.expr(one)),
    rangeOf(node),
  );
