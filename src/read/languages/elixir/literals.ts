/** Literals and collections. Keyword lists and maps are objects. */
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { childOf, field, type Language, type Lowering, literally, ref, call as register } from '../../lower.ts';
import { character, decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { object, range, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  s: ' ',
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};

/** https://hexdocs.pm/elixir/String.html#module-escape-characters */
const ESCAPES: Escapes = {
  pattern: /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r?\n)|(.))/g,
  value: ([, two, four, more, , named]) => {
    const hex = two ?? four ?? more;
    if (hex !== undefined) return character(hex, 16);
    return named === undefined ? '' : (NAMED[named] ?? named);
  },
};

/** Quotes may be three; the content of those starts on the next line. Sigils in capitals have no escapes. */
function string(node: Node, to: Lowering): Expr {
  const [open = ''] = /^(~[a-zA-Z]+|:)?("""\r?\n?|'''\r?\n?|.)/.exec(to.textOf(node)) ?? [];
  const close = /["']{3}/.test(open) ? 3 : 1;
  const start = node.startIndex + open.length;
  const content = range(start, Math.max(start, endOfContent(node) - close));
  const escapes = /^~[A-Z]/.test(open) ? undefined : ESCAPES;
  const holes = parts(node)
    .filter((part) => part.type === 'interpolation')
    .map((part) => ({ range: rangeOf(part), value: to.expr(parts(part)[0]) }));
  return interpolated(content, holes, (at: Range) => decoded(to.source, at, escapes));
}

const endOfContent = (node: Node): number => childOf(node, 'sigil_modifiers')?.startIndex ?? node.endIndex;

export const literals: Language['expressions'] = {
  string,
  charlist: string,
  sigil: string,
  quoted_atom: (node, to) => string(node, to),
  atom: (node, to) => text(to.textOf(node).slice(1), range(node.startIndex + 1, node.endIndex)),
  integer: literally,
  float: literally,
  boolean: (node, to) => text(to.textOf(node), rangeOf(node)),
  nil: (node) => unknown(rangeOf(node), 'null'),
  list,
  tuple,
  map,
  bitstring,
  keywords: (node, to) => object(keywordsOf(node, to), rangeOf(node)),
};

/** `<<111, 117>>`: characters, if it holds nothing but numbers. */
function bitstring(node: Node, to: Lowering): Expr {
  const items = parts(node).map((item) => to.expr(item));
  const at = rangeOf(node);
  const list: Expr = { kind: 'list', items, range: at };
  const isPlain = items.every((item) => item.kind === 'text');
  return isPlain
    ? { kind: 'call', callee: ref('bytes', at), args: [{ value: list }], construct: false, range: at }
    : unknown(at);
}

/** `key: value` pairs. */
export function keywordsOf(node: Node, to: Lowering): Entry[] {
  return parts(node).flatMap((pair): Entry[] => {
    const name = field(pair, 'key');
    if (!name) return [];
    const key = keyOf(name, to);
    return [{ key: key.value, keyRange: key.range, value: to.expr(field(pair, 'value')) }];
  });
}

/** A keyword's name without its colon, quotes and the space after it. */
export function keyOf(name: Node, to: Lowering) {
  const whole = to.textOf(name);
  const [, quote = '', inner = ''] = /^(["']?)(.*?)\1:?\s*$/s.exec(whole) ?? [];
  const start = name.startIndex + quote.length;
  return text(inner, range(start, start + inner.length));
}

/** `[a: 1]` and `[{:a, 1}]` are the same keyword list. */
function list(node: Node, to: Lowering): Expr {
  const items = parts(node);
  const isKeywords = items.length > 0 && items.every((item) => item.type === 'keywords' || isPair(item));
  if (!isKeywords) return { kind: 'list', items: items.map((item) => to.expr(item)), range: rangeOf(node) };
  const entries = items.flatMap((item): Entry[] => {
    if (item.type === 'keywords') return keywordsOf(item, to);
    const [key, value] = parts(item);
    const name = to.expr(key);
    return name.kind === 'text' ? [{ key: name.value, keyRange: name.range, value: to.expr(value) }] : [];
  });
  return object(entries, rangeOf(node));
}

function isPair(node: Node): boolean {
  const [key, value, more] = node.type === 'tuple' ? parts(node) : [];
  return key?.type === 'atom' && key.text !== ':system' && value !== undefined && more === undefined;
}

/** `{:system, "HOST"}` and `{:system, "HOST", "default"}`: a variable that the library looks up when it starts. */
function tuple(node: Node, to: Lowering): Expr {
  const items = parts(node).map((item) => to.expr(item));
  const [kind, name, standard] = items;
  const isSystem = kind?.kind === 'text' && kind.value === 'system' && parts(node)[0]?.type === 'atom';
  if (!isSystem || name?.kind !== 'text') return { kind: 'list', items, range: rangeOf(node) };
  return { kind: 'env', name: name.value, ...(standard ? { fallback: standard } : {}), range: rangeOf(node) };
}

/** `%{a: 1, "b" => 2}`, `%{defaults | a: 1}`, `%Struct{a: 1}`. */
function map(node: Node, to: Lowering): Expr {
  const content = childOf(node, 'map_content');
  const value = object(content ? parts(content).flatMap((part) => entries(part, to)) : [], rangeOf(node));
  const struct = childOf(node, 'struct');
  const callee = struct && to.expr(parts(struct)[0]);
  return callee ? register(to, { callee, args: [{ value }], construct: true, range: rangeOf(node) }) : value;
}

function entries(node: Node, to: Lowering): Entry[] {
  if (node.type === 'keywords') return keywordsOf(node, to);
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (node.type !== 'binary_operator' || !left || !right) return [];
  if (field(node, 'operator')?.type === '|') {
    return [{ key: '', keyRange: rangeOf(left), value: to.expr(left), spread: true }, ...entries(right, to)];
  }
  const key = to.expr(left);
  const value = to.expr(right);
  return [{ key: key.kind === 'text' ? key.value : to.textOf(left), keyRange: key.range, value }];
}
