/** Expressions: one row for each node type. */
import type { Entry, Expr } from '../../../model/expr.ts';
import {
  andThen,
  anyItem,
  childOf,
  conditional,
  field,
  fields,
  inner,
  type Language,
  type Lowering,
  literally,
  member,
  nothing,
  orElse,
  ref,
} from '../../lower.ts';
import { object, text, unknown, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { negated } from '../../truth.ts';
import { substituted } from '../../within/substitute.ts';
import { bind } from './assignments.ts';
import { call } from './calls.ts';
import { identifier } from './names.ts';
import { binary } from './operators.ts';
import { adjacent, string } from './strings.ts';

export const expressions: Language['expressions'] = {
  string,
  concatenated_string: adjacent,
  integer: (node, to) => literally(node, to),
  float: (node, to) => literally(node, to),
  true: (node) => text('true', rangeOf(node)),
  false: (node) => text('false', rangeOf(node)),
  none: nothing,
  identifier,
  attribute(node, to) {
    const key = field(node, 'attribute');
    const of = field(node, 'object');
    if (of && key && isEnumValue(of, key, to)) return to.expr(of);
    if (of && key && to.textOf(key) === '__dict__') return to.expr(of);
    return member(to.expr(of), key ? literally(key, to) : unknown(rangeOf(node)), rangeOf(node));
  },
  subscript,
  list,
  tuple: list,
  set: list,
  expression_list: list,
  dictionary,
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  dictionary_comprehension: comprehension,
  generator_expression: comprehension,
  parenthesized_expression: inner,
  await: inner,
  list_splat: inner,
  binary_operator: binary,
  boolean_operator(node, to) {
    const left = to.expr(field(node, 'left'));
    const right = to.expr(field(node, 'right'));
    return field(node, 'operator')?.type === 'or' ? orElse(left, right, rangeOf(node)) : andThen(left, right);
  },
  not_operator(node, to) {
    return negated(to.expr(field(node, 'argument')), rangeOf(node));
  },
  unary_operator(node, to) {
    const value = to.expr(field(node, 'argument'));
    return value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  },
  conditional_expression(node, to) {
    const [yes, condition, no] = parts(node);
    const decided = to.expr(condition);
    return conditional(decided, rangeOf(condition ?? node), to.expr(yes), to.expr(no), rangeOf(node));
  },
  named_expression(node, to) {
    const value = to.expr(field(node, 'value'));
    bind(field(node, 'name'), value, node, to);
    return value;
  },
  call,
  yield(node, to) {
    const [value] = parts(node);
    if (value) to.builder.returns(to.expr(value), rangeOf(node));
    return unknown(rangeOf(node));
  },
};

function subscript(node: Node, to: Lowering): Expr {
  const of = to.expr(field(node, 'value'));
  const keys = fields(node, 'subscript');
  const [key] = keys;
  const plain = key !== undefined && keys.length === 1 && key.type !== 'slice';
  if (key?.type === 'slice' && keys.length === 1) return sliced(of, key, node, to);
  // What the module itself holds: `globals()['smtplib']`.
  if (plain && /^(?:globals|locals)\(\)$/.test(to.textOf(field(node, 'value') ?? node))) {
    const name = wholeLiteral(to.expr(key));
    if (name) return ref(name.value, rangeOf(node));
  }
  if (!plain) to.walkAll(keys);
  return plain ? member(of, to.expr(key), rangeOf(node)) : unknown(rangeOf(node));
}

/** `text[1:-1]`, `text[::-1]`, as the calls that other languages have for it. */
function sliced(of: Expr, key: Node, node: Node, to: Lowering): Expr {
  const at = rangeOf(node);
  const written = to.textOf(key).replace(/\s/g, '');
  to.walk(key);
  const method = (name: string, ...args: readonly string[]): Expr => ({
    kind: 'call',
    callee: member(of, text(name, at), at),
    args: args.map((value) => ({ value: text(value, at) })),
    construct: false,
    range: at,
  });
  if (written === '::-1') return method('reverse');
  const [, from = '', until = ''] = /^(-?\d*):(-?\d*):?$/.exec(written) ?? [];
  const step = /^-?\d*:-?\d*:(?<step>-?\d+)$/.exec(written)?.groups?.step;
  if (step !== undefined) return method('islice', from, until, step);
  return from === '' && until === ''
    ? unknown(at)
    : method('slice', from === '' ? '0' : from, ...(until === '' ? [] : [until]));
}

function list(node: Node, to: Lowering): Expr {
  const items = parts(node).flatMap((item): readonly Expr[] => {
    const value = to.expr(item);
    if (item.type !== 'list_splat') return [value];
    return value.kind === 'list' ? value.items : [unknown(rangeOf(item), 'items of another list')];
  });
  return { kind: 'list', items, range: rangeOf(node) };
}

function dictionary(node: Node, to: Lowering): Expr {
  const entries = parts(node).flatMap((part): Entry[] => {
    if (part.type === 'dictionary_splat')
      return [{ key: '', keyRange: rangeOf(part), value: inner(part, to), spread: true }];
    const keyNode = field(part, 'key');
    if (!keyNode) {
      to.walk(part);
      return [];
    }
    const key = to.expr(keyNode);
    const value = to.expr(field(part, 'value'));
    return [
      key.kind === 'text'
        ? { key: key.value, keyRange: key.range, value }
        : { key: to.textOf(keyNode), keyRange: rangeOf(keyNode), value, computed: key },
    ];
  });
  return object(entries, rangeOf(node));
}

/** A list of what its body makes of any item. Its names are its own; dictionaries made so are not followed. */
function comprehension(node: Node, to: Lowering): Expr {
  const body = field(node, 'body');
  let item: Expr | undefined;
  const filtered = filteredDictionary(node, to);
  if (filtered) return filtered;
  to.builder.block(() => {
    const clauses = parts(node).filter((part) => part.id !== body?.id);
    const bound = clauses.flatMap((clause) => (clause.type === 'for_in_clause' ? bindItem(clause, to) : []));
    to.walkAll(clauses.filter((clause) => clause.type !== 'for_in_clause'));
    if (body?.type === 'pair') to.walk(body);
    else item = bound.reduceRight((made, { name, value }) => substituted(made, name, value), to.expr(body));
  });
  return item
    ? { kind: 'list', items: [item], range: rangeOf(node) }
    : unknown(rangeOf(node), 'a dictionary made by a loop');
}

/** `{k: v for k, v in options.items() if v}` holds what `options` does. */
function filteredDictionary(node: Node, to: Lowering): Expr | undefined {
  const [body, clause] = [field(node, 'body'), childOf(node, 'for_in_clause')];
  const [key, value] = [body, clause && field(clause, 'left')].map((one) =>
    one ? parts(one).map(to.textOf).join() : '',
  );
  const items = clause && field(clause, 'right');
  const fn = items?.type === 'call' ? field(items, 'function') : null;
  if (body?.type !== 'pair' || key !== value || fn?.type !== 'attribute') return undefined;
  if (!to.textOf(fn).endsWith('.items')) return undefined;
  const of = to.expr(field(fn, 'object'));
  return object([{ key: '', keyRange: of.range, value: of, spread: true }], rangeOf(node));
}

/** `for name in list`, where no statement stands: the names are declared in the comprehension's block. */
function bindItem(clause: Node, to: Lowering): { name: string; value: Expr }[] {
  const target = field(clause, 'left');
  const value = anyItem(to.expr(field(clause, 'right')));
  if (target?.type !== 'identifier') {
    bind(target, value, clause, to);
    return [];
  }
  to.builder.assign(to.expr(target), value, rangeOf(clause), { declares: true });
  return [{ name: to.textOf(target), value }];
}

/** `Relay.MAIN.value` is what the class says of `MAIN`. https://docs.python.org/3/library/enum.html#enum.Enum.value */
function isEnumValue(of: Node, key: Node, to: Lowering): boolean {
  const member = of.type === 'attribute' ? field(of, 'attribute') : null;
  return to.textOf(key) === 'value' && member !== null && /^[A-Z][A-Z0-9_]*$/.test(to.textOf(member));
}
