/** Strings, and composite literals: `T{Host: "x"}` is the construction of a T, lists and maps are what they are. */
import type { Entry, Expr } from '../../../model/expr.ts';
import { field, type Language, type Lowering, literally, call as register } from '../../lower.ts';
import { character, decoded, type Escapes } from '../../lower-text.ts';
import { object, range, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { writesDestination } from './flags.ts';
import { fieldNames, isEmbedded } from './structs.ts';
import { typeOf } from './types.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', v: '\v', f: '\f', a: '\x07' };

/** https://go.dev/ref/spec#Rune_literals */
const ESCAPES: Escapes = {
  pattern: /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/g,
  value: ([, two, four, eight, octal, named = '']) => {
    const hex = two ?? four ?? eight;
    if (hex !== undefined) return character(hex, 16);
    return octal === undefined ? (NAMED[named] ?? named) : character(octal, 8);
  },
};

/** Without the quotes, of which broken code may lack the last. */
function string(node: Node, to: Lowering, escapes?: Escapes): Expr {
  const whole = to.textOf(node);
  const closed = whole.length > 1 && whole.endsWith(whole.charAt(0));
  return decoded(
    to.source,
    range(node.startIndex + 1, Math.max(node.startIndex + 1, node.endIndex - (closed ? 1 : 0))),
    escapes,
  );
}

export const literals: Language['expressions'] = {
  interpreted_string_literal: (node, to) => string(node, to, ESCAPES),
  raw_string_literal: (node, to) => string(node, to),
  rune_literal: (node, to) => string(node, to, ESCAPES),
  int_literal: literally,
  float_literal: literally,
  true: (node) => text('true', rangeOf(node)),
  false: (node) => text('false', rangeOf(node)),
  nil: (node) => unknown(rangeOf(node), 'null'),
  composite_literal: (node, to) => composite(field(node, 'type'), field(node, 'body'), node, to),
  literal_value: (node, to) => composite(null, node, node, to),
  literal_element: (node, to) => to.expr(parts(node)[0]),
};

/** A literal of a type; the types of elements may be left out (`[]Server{{Host: "x"}}`). */
function composite(type: Node | null, body: Node | null, node: Node, to: Lowering): Expr {
  const content = contentOf(type, body, node, to);
  const callee = typeOf(type, to);
  if (content.kind === 'object' && type && /Flag$/.test(to.textOf(type))) writesDestination(content.entries, node, to);
  return callee ? register(to, { callee, args: [{ value: content }], construct: true, range: rangeOf(node) }) : content;
}

function contentOf(type: Node | null, body: Node | null, node: Node, to: Lowering): Expr {
  const elements = body ? parts(body) : [];
  const of = type && (field(type, 'element') ?? field(type, 'value'));
  const isList = type ? /^(slice|array|implicit_length_array)_type$/.test(type.type) : false;
  const names = isList || !type ? undefined : fieldNames(type, to);
  if (names && elements.every((one) => one.type === 'literal_element'))
    return object(
      elements.flatMap((one, index) => {
        const key = names[index];
        return key === undefined
          ? []
          : withPromoted({ key, keyRange: rangeOf(one), value: value(one, of, to) }, type, to);
      }),
      rangeOf(node),
    );
  if (isList || elements.some((one) => one.type === 'literal_element')) {
    const items = elements.map((one) => value(one.type === 'keyed_element' ? field(one, 'value') : one, of, to));
    return { kind: 'list', items, range: rangeOf(node) };
  }
  return object(
    elements.flatMap((one) =>
      entry(one, of, type?.type === 'map_type', to).flatMap((field) => withPromoted(field, type, to)),
    ),
    rangeOf(node),
  );
}

/** An embedded struct's fields are those of the outer one, too, unless that has its own. */
const withPromoted = (one: Entry, type: Node | null, to: Lowering): Entry[] =>
  type && isEmbedded(type, one.key, to)
    ? [{ key: '', keyRange: one.keyRange, value: one.value, spread: true }, one]
    : [one];

function value(element: Node | null, of: Node | null, to: Lowering): Expr {
  const inner = element?.type === 'literal_element' ? parts(element)[0] : element;
  return inner?.type === 'literal_value' ? composite(of, inner, inner, to) : to.expr(inner);
}

function entry(element: Node, of: Node | null, isMap: boolean, to: Lowering): Entry[] {
  const name = field(element, 'key');
  if (!name) return [];
  const key = isMap || !/^\w+$/.test(to.textOf(name)) ? to.expr(name) : literally(name, to);
  const given = value(field(element, 'value'), of, to);
  return [
    key.kind === 'text'
      ? { key: key.value, keyRange: key.range, value: given }
      : { key: to.textOf(name), keyRange: rangeOf(name), value: given, computed: key },
  ];
}
