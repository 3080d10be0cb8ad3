/** Names and operators. */
import type { Expr } from '../../../model/expr.ts';
import {
  andThen,
  concat,
  field,
  type Language,
  type Lowering,
  literally,
  member,
  operands,
  orElse,
  ref,
} from '../../lower.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { callWith } from './calls.ts';
import { argumentsOf, valueOfBody } from './control.ts';
import { lambda } from './functions.ts';
import { bind } from './patterns.ts';

export const expressions: Language['expressions'] = {
  identifier: (node, to) =>
    (to.textOf(node) === '__MODULE__' ? moduleAround(node, to) : undefined) ?? ref(to.textOf(node), rangeOf(node)),
  alias,
  access_call(node, to) {
    return member(to.expr(field(node, 'target')), to.expr(field(node, 'key')), rangeOf(node));
  },
  binary_operator: binary,
  unary_operator: unary,
  anonymous_function: lambda,
  block: (node, to) => valueOfBody(node, to),
  dot: (node, to) => {
    const right = field(node, 'right');
    const left = field(node, 'left');
    // `:gen_tcp.connect`: a module of Erlang.
    const of = left?.type === 'atom' ? ref(to.textOf(left).slice(1), rangeOf(left)) : to.expr(left);
    // `Kernel.||`: operators are functions of a module.
    const isNamed = right?.type === 'identifier' || right?.type === 'operator_identifier';
    return isNamed ? member(of, literally(right, to), rangeOf(node)) : unknown(rangeOf(node));
  },
};

/** `App.Mailer`. */
function alias(node: Node, to: Lowering): Expr {
  let at = node.startIndex;
  let value: Expr | undefined;
  for (const name of to.textOf(node).split('.')) {
    const own = { start: at, end: at + name.length };
    value = value ? member(value, text(name, own), { start: node.startIndex, end: own.end }) : ref(name, own);
    at = own.end + 1;
  }
  return value ?? unknown(rangeOf(node));
}

/** `__MODULE__`: the name of the module around. https://hexdocs.pm/elixir/Kernel.SpecialForms.html#__MODULE__/0 */
function moduleAround(node: Node, to: Lowering): Expr | undefined {
  for (let at = node.parent; at; at = at.parent) {
    const target = at.type === 'call' ? field(at, 'target') : null;
    if (!target || to.textOf(target) !== 'defmodule') continue;
    const [name] = argumentsOf(at);
    return name?.type === 'alias' ? alias(name, to) : undefined;
  }
  return undefined;
}

const operatorOf = (node: Node): string => field(node, 'operator')?.type ?? '';

const isOperator = (node: Node | null, operator: string): boolean =>
  node?.type === 'binary_operator' && operatorOf(node) === operator;

function binary(node: Node, to: Lowering): Expr {
  const operator = operatorOf(node);
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (operator === '|>') return piped(node, to);
  if (operator === '<>')
    return concat(
      fromRight(node, operator).map((one) => to.expr(one)),
      rangeOf(node),
    );
  if (operator === '=' || operator === '<-') {
    const value = to.expr(right);
    bind(left, value, node, to);
    return value;
  }
  const values = [to.expr(left), to.expr(right)] as const;
  if (operator === '||' || operator === 'or') return orElse(...values, rangeOf(node));
  if (operator === '&&' || operator === 'and') return andThen(...values);
  if (operator === '++') return added(...values, node);
  return unknown(rangeOf(node));
}

/** The operands of an operator that nests to the right. */
function fromRight(node: Node, operator: string): Node[] {
  const found: Node[] = [];
  let at: Node | null = node;
  while (at && isOperator(at, operator)) {
    const left = field(at, 'left');
    if (left) found.push(left);
    at = field(at, 'right');
  }
  return at ? [...found, at] : found;
}

/** Later keys of a keyword list do not win, but nobody repeats one. */
function added(left: Expr, right: Expr, node: Node): Expr {
  if (left.kind === 'list' && right.kind === 'list')
    return { kind: 'list', items: [...left.items, ...right.items], range: rangeOf(node) };
  if (left.kind !== 'object' && right.kind !== 'object') return unknown(rangeOf(node));
  const entries = [left, right].map((value) => ({ key: '', keyRange: value.range, value, spread: true }));
  return { kind: 'object', entries, range: rangeOf(node) };
}

/** `a |> f(b)` is `f(a, b)`. */
function piped(node: Node, to: Lowering): Expr {
  const [first, ...steps] = operands(node, (one) => isOperator(one, '|>'));
  return steps.reduce((value, step) => callWith(step, to, value), to.expr(first));
}

/** `@name value` gives a module attribute its value, `@name` is it. */
function unary(node: Node, to: Lowering): Expr {
  const operand = field(node, 'operand');
  const operator = operatorOf(node);
  if (operator !== '@' || !operand) {
    const value = to.expr(operand);
    return operator === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  }
  const name = operand.type === 'call' ? field(operand, 'target') : operand;
  if (!name || /^(doc|moduledoc|typedoc|spec|type|typep|opaque|callback|impl|behaviour)$/.test(to.textOf(name))) {
    return unknown(rangeOf(node));
  }
  const attribute = member(ref('this', rangeOf(name)), literally(name, to), rangeOf(node));
  const list = operand.type === 'call' ? parts(operand).at(-1) : undefined;
  if (list?.type === 'arguments')
    to.builder.assign(attribute, to.expr(parts(list)[0]), rangeOf(node), { declares: true });
  return attribute;
}
