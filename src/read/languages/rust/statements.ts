/** `let`, constants, assignments, and patterns that take values apart. */
import type { Expr } from '../../../model/expr.ts';
import { concat, field, itemOf, type Language, type Lowering, ownMember, ref } from '../../lower.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { givingBack } from './deserialized.ts';
import { typeOf } from './types.ts';

export const statements: Language['statements'] = {
  let_declaration(node, to) {
    const value = field(node, 'value');
    const type = typeOf(field(node, 'type'), to);
    if (value) bind(field(node, 'pattern'), valueGiven(value, node, to), node, to);
    else if (type) bind(field(node, 'pattern'), { kind: 'instance', type, range: rangeOf(node) }, node, to);
    to.walk(field(node, 'alternative'));
  },
  const_item: constant,
  static_item: constant,
  assignment_expression(node, to) {
    const value = to.expr(field(node, 'right'));
    assign(to.expr(field(node, 'left')), value, node, to);
  },
  compound_assignment_expr(node, to) {
    const target = to.expr(field(node, 'left'));
    const added = to.expr(field(node, 'right'));
    const isSum = field(node, 'operator')?.type === '+=';
    assign(target, isSum ? concat([target, added], rangeOf(node)) : unknown(rangeOf(node)), node, to);
  },
  macro_definition: () => undefined,
  type_item: alias,
};

/** `type Mailer = AsyncSmtpTransport<Tokio1Executor>;` */
function alias(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const type = typeOf(field(node, 'type'), to);
  if (name && type && !to.builder.inClass())
    to.builder.assign(ref(to.textOf(name), rangeOf(name)), type, rangeOf(node), { declares: true });
}

function assign(target: Expr, value: Expr, node: Node, to: Lowering): void {
  if (target.kind === 'ref' || target.kind === 'member') to.builder.assign(target, value, rangeOf(node));
}

function constant(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (!name || !value) return;
  const target = to.builder.inClass() ? ownMember(name, to) : ref(to.textOf(name), rangeOf(name));
  to.builder.assign(target, valueGiven(value, node, to), rangeOf(node), { declares: true });
}

/** What is set later, once: https://doc.rust-lang.org/std/sync/struct.OnceLock.html, https://docs.rs/once_cell */
const EMPTY_CELL = /^(?:\w+::)*Once(?:Lock|Cell)::(?:const_)?new\(\)$/;

/** What a declaration is given, which may be made of the type that it declares. */
function valueGiven(value: Node, declaration: Node, to: Lowering): Expr {
  const type = field(declaration, 'type');
  if (!type) return to.expr(value);
  const held = EMPTY_CELL.test(to.textOf(value)) ? typeOf(type, to) : undefined;
  if (held) return { kind: 'instance', type: held, range: rangeOf(declaration) };
  let given: Expr = unknown(rangeOf(value));
  givingBack(type, to, () => {
    given = to.expr(value);
  });
  return given;
}

const MAX_NESTING = 20;
const THROUGH = /^(match_pattern|mut_pattern|ref_pattern|reference_pattern|captured_pattern|or_pattern)$/;

/** The values that patterns gave to names, latest last: what a block gives back is often one of its own names. */
const bound = new WeakMap<Lowering, Map<string, { readonly value: Expr; readonly at: number }>>();

/** Gives a value to every name of a pattern. `Some(x)` is x: what is not there has no value. */
export function bind(pattern: Node | null | undefined, value: Expr, whole: Node, to: Lowering, depth = 0): void {
  if (!pattern || depth > MAX_NESTING) return;
  const { type } = pattern;
  const further = (inner: Node | null | undefined, given: Expr): void => bind(inner, given, whole, to, depth + 1);
  const [first] = parts(pattern);
  if (type === 'identifier' || type === 'shorthand_field_identifier') declare(pattern, value, whole, to);
  else if (THROUGH.test(type)) further(type === 'mut_pattern' ? parts(pattern).at(-1) : first, value);
  else if (type === 'tuple_struct_pattern') {
    const inner = parts(pattern).slice(1);
    if (inner.length === 1) further(inner[0], value);
  } else if (type === 'tuple_pattern') {
    for (const [index, part] of parts(pattern).entries())
      further(part, itemOf(value, text(String(index), rangeOf(part))));
  } else if (type === 'struct_pattern') {
    for (const part of parts(pattern)) {
      const name = part.type === 'field_pattern' ? field(part, 'name') : null;
      if (name) further(field(part, 'pattern') ?? name, itemOf(value, text(to.textOf(name), rangeOf(name))));
    }
  }
}

/** Names that start like a type are constants and variants to compare with. */
function declare(name: Node, value: Expr, whole: Node, to: Lowering): void {
  const local = to.textOf(name);
  if (/^([A-Z]|_$)/.test(local)) return;
  to.builder.assign(ref(local, rangeOf(name)), value, rangeOf(whole), { declares: true });
  const names = bound.get(to) ?? new Map();
  bound.set(to, names.set(local, { value, at: name.startIndex }));
}

/** What a construct that starts at `start` gives back: names from within it stand for what they were given. */
export function leaving(value: Expr, start: number, to: Lowering): Expr {
  const known = value.kind === 'ref' ? bound.get(to)?.get(value.name) : undefined;
  return known && known.at >= start ? known.value : value;
}
