/** Strings, symbols, heredocs. */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import { childOf, type Lowering } from '../../lower.ts';
import { character, decoded, type Escapes, type Hole, interpolated } from '../../lower-text.ts';
import { range, text, unknown } from '../../reader.ts';
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
  s: ' ',
};
const ESCAPE = String.raw`\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{1,3})|(\r\n|[\s\S]))`;

const valueOfEscape = ([, byte, four, code, octal, other]: RegExpMatchArray): string => {
  const hex = byte ?? four ?? code;
  if (hex !== undefined) return character(hex, 16);
  if (octal !== undefined) return character(octal, 8);
  if (other === undefined || other === '\n' || other === '\r\n') return '';
  return NAMED[other] ?? other;
};

const DOUBLE: Escapes = { pattern: new RegExp(ESCAPE, 'g'), value: valueOfEscape };
const SINGLE: Escapes = { pattern: /\\(['\\])/g, value: ([, escaped]) => escaped ?? '' };

const holesOf = (node: Node, to: Lowering): Hole[] =>
  parts(node)
    .filter((part) => part.type === 'interpolation')
    .map((part) => {
      const inner = parts(part);
      to.walkAll(inner.slice(0, -1));
      const last = inner.at(-1);
      return { range: rangeOf(part), value: last ? to.expr(last) : unknown(rangeOf(part)) };
    });

/** `'…'`, `"…"`, `%q(…)`, `:"…"`: the delimiters are the unnamed first and last child. */
export function string(node: Node, to: Lowering): Expr {
  const open = node.firstChild;
  const close = node.lastChild;
  const delimited = open !== null && close !== null && !open.isNamed && !close.isNamed && open.id !== close.id;
  const content = delimited ? range(open.endIndex, close.startIndex) : rangeOf(node);
  const escapes = delimited && /^('|%q|:')/.test(to.textOf(open)) ? SINGLE : DOUBLE;
  return interpolated(content, holesOf(node, to), (at) => decoded(to.source, at, escapes));
}

/** `:name`, and `name:` in hashes. */
export function symbol(node: Node, to: Lowering): TextExpr {
  const at = rangeOf(node);
  const colon = to.source[at.start] === ':' ? 1 : 0;
  return text(to.source.slice(at.start + colon, at.end), range(at.start + colon, at.end));
}

/** A heredoc's text stands after the line that opens it; the n-th opened one is the n-th body. */
const bodies = new WeakMap<Lowering, ReadonlyMap<number, Node>>();

function bodyOf(opening: Node, to: Lowering): Node | undefined {
  let found = bodies.get(to);
  if (!found) {
    const all = opening.tree.rootNode.descendantsOfType(['heredoc_beginning', 'heredoc_body']);
    const written = all.filter((one) => one?.type === 'heredoc_body');
    const opened = all.filter((one) => one?.type === 'heredoc_beginning');
    const pairs = opened.flatMap((one, index): [number, Node][] => {
      const body = written[index];
      return one && body ? [[one.startIndex, body]] : [];
    });
    found = new Map(pairs);
    bodies.set(to, found);
  }
  return found.get(opening.startIndex);
}

export function heredoc(node: Node, to: Lowering): Expr {
  const body = bodyOf(node, to);
  if (!body) return unknown(rangeOf(node));
  const end = childOf(body, 'heredoc_end');
  const from = to.source.indexOf('\n', body.startIndex) + 1;
  const lines = to.source.lastIndexOf('\n', (end?.startIndex ?? body.endIndex) - 1) + 1;
  const content = range(from, Math.max(from, lines));
  const opening = to.textOf(node);
  const escapes = opening.includes("'") ? undefined : DOUBLE;
  if (!opening.startsWith('<<~'))
    return interpolated(content, holesOf(body, to), (at) => decoded(to.source, at, escapes));
  const block = dedented(to.source, content, escapes);
  return interpolated(block.range, holesOf(body, to), (at) => decoded(to.source, at, block.escapes));
}
