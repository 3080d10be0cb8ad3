/** Expressions: one row for each node type. */
import { type Argument, chainOf, type Entry, type Expr } from '../../../model/expr.ts';
import {
  concat,
  field,
  type Language,
  type Lowering,
  literally,
  member,
  operands,
  ref,
  call as register,
} from '../../lower.ts';
import { object, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { negated } from '../../truth.ts';
import { deserialized } from './deserialized.ts';
import { name, path } from './types.ts';

const inner = (node: Node, to: Lowering): Expr => to.expr(parts(node).at(-1));

export const expressions: Language['expressions'] = {
  identifier: (node, to) => (to.textOf(node) === 'None' ? unknown(rangeOf(node), 'null') : name(node, to)),
  self: (node) => ref('this', rangeOf(node)),
  scoped_identifier: path,
  generic_function: (node, to) =>
    field(node, 'function')?.type === 'field_expression' ? to.expr(field(node, 'function')) : path(node, to),
  field_expression(node, to) {
    const key = field(node, 'field');
    return member(to.expr(field(node, 'value')), key ? literally(key, to) : unknown(rangeOf(node)), rangeOf(node));
  },
  index_expression(node, to) {
    const [of, key] = parts(node);
    return member(to.expr(of), to.expr(key), rangeOf(node));
  },
  call_expression: call,
  struct_expression: struct,
  array_expression: list,
  tuple_expression: list,
  unit_expression: (node) => unknown(rangeOf(node)),
  reference_expression: (node, to) => to.expr(field(node, 'value')),
  type_cast_expression: (node, to) => to.expr(field(node, 'value')),
  try_expression: inner,
  await_expression: inner,
  parenthesized_expression: inner,
  unary_expression(node, to) {
    const value = inner(node, to);
    const operator = to.source.charAt(node.startIndex);
    if (operator === '*') return value;
    if (operator === '!') return negated(value, rangeOf(node));
    return operator === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  },
  binary_expression: binary,
};

const operatorOf = (node: Node): string => field(node, 'operator')?.type ?? '';

function binary(node: Node, to: Lowering): Expr {
  const operator = operatorOf(node);
  const values = operands(node, (one) => one.type === 'binary_expression' && operatorOf(one) === operator);
  const lowered = values.map((one) => to.expr(one));
  return operator === '+' ? concat(lowered, rangeOf(node)) : unknown(rangeOf(node));
}

/** Only there for the type checker, or the value itself. */
const TRANSPARENT = /^(Some|Ok|Cow\.Borrowed|Cow\.Owned)$/;
/** Their closure is called for the value in its stead. */
const LAZY = /^(unwrap_or_else|or_else|get_or_init|get_or_insert_with)$/;

function call(node: Node, to: Lowering): Expr {
  const fn = field(node, 'function');
  const callee = to.expr(fn);
  const method = callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';
  const list = field(node, 'arguments');
  const given = list ? parts(list).filter((one) => one.type !== 'attribute_item') : [];
  const args = given.map((one): Argument => {
    const isLazy = one.type === 'closure_expression' && LAZY.test(method);
    return { value: to.expr(isLazy ? field(one, 'body') : one) };
  });
  const [only, more] = args;
  if (only && !more && /(?:^|::)Lazy(?:Lock|Cell)?::new$/.test(to.textOf(fn ?? node)))
    return made(only.value, node, to);
  if (method === 'set' && callee.kind === 'member' && only && !more) setCell(callee.of, only.value, node, to);
  const wraps = only && !more && TRANSPARENT.test(to.textOf(fn ?? node).replace('::', '.'));
  return wraps ? only.value : deserialized(register(to, { callee, args, range: rangeOf(node) }), node, to);
}

/** `LazyLock::new(|| Config::load())` is what the function gives. https://doc.rust-lang.org/std/sync/struct.LazyLock.html */
const made = (callee: Expr, node: Node, to: Lowering): Expr => register(to, { callee, args: [], range: rangeOf(node) });

/** `CONFIG.set(config)` gives a cell of the module its value. */
function setCell(cell: Expr, value: Expr, node: Node, to: Lowering): void {
  if (cell.kind !== 'ref' || !/^[A-Z][A-Z\d_]*$/.test(cell.name)) return;
  to.builder.branch(node.startIndex, 0, () => to.builder.assign(cell, value, rangeOf(node)));
}

/** `Config { host, port: 25, ..base }`. */
function struct(node: Node, to: Lowering): Expr {
  const body = field(node, 'body');
  const type = path(field(node, 'name'), to);
  const given = (body ? parts(body) : []).flatMap((one) => entry(one, type, to));
  // The base stands last and gives only what is not written before it.
  const entries = [...given.filter(({ spread }) => spread), ...given.filter(({ spread }) => !spread)];
  const value = object(entries, body ? rangeOf(body) : rangeOf(node));
  return register(to, {
    callee: type,
    args: [{ value }],
    construct: true,
    range: rangeOf(node),
  });
}

function entry(node: Node, type: Expr, to: Lowering): Entry[] {
  if (node.type === 'base_field_initializer')
    return [{ key: '', keyRange: rangeOf(node), value: base(parts(node)[0], type, to), spread: true }];
  const short = node.type === 'shorthand_field_initializer' ? parts(node).at(-1) : undefined;
  const key = short ?? field(node, 'field');
  if (!key) return [];
  return [{ key: to.textOf(key), keyRange: rangeOf(key), value: to.expr(short ?? field(node, 'value')) }];
}

/** `..Default::default()` is the type's own. */
function base(node: Node | undefined, type: Expr, to: Lowering): Expr {
  const value = to.expr(node);
  const isDefault = value.kind === 'call' && chainOf(value.callee)?.join('.') === 'Default.default';
  if (!node || !isDefault) return value;
  const callee = member(type, text('default', rangeOf(node)), rangeOf(node));
  return register(to, { callee, args: [], range: rangeOf(node) });
}

/** `[value; 4]` is a list of one. */
function list(node: Node, to: Lowering): Expr {
  const items = parts(node).filter((one) => one.type !== 'attribute_item');
  return { kind: 'list', items: items.map((one) => to.expr(one)), range: rangeOf(node) };
}
