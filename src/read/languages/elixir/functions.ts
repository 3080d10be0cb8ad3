/** Modules and functions. A module is a class; its functions may be called by their bare name in it. */
import type { Expr, FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { childOf, field, type Lowering, ref } from '../../lower.ts';
import { unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf, bodyOf, valueOfBody } from './control.ts';
import { bind } from './patterns.ts';

/** `defmodule App.Mailer do`. */
export function module(node: Node, to: Lowering): Expr {
  const [named] = argumentsOf(node);
  const name = named ? to.textOf(named).split('.').at(-1) : undefined;
  const block = childOf(node, 'do_block');
  to.builder.class({
    ...(name === undefined ? {} : { name }),
    bases: [],
    range: rangeOf(node),
    body: () => to.walkAll(block ? parts(block) : []),
  });
  return unknown(rangeOf(node));
}

/** `def send(to, opts \\ []) when is_binary(to) do`, `defp relay, do: "x"`. */
export function definition(node: Node, to: Lowering): Expr {
  const [first] = argumentsOf(node);
  const isGuarded = first?.type === 'binary_operator' && field(first, 'operator')?.type === 'when';
  const head = isGuarded ? field(first, 'left') : first;
  const name = head?.type === 'call' ? field(head, 'target') : head;
  if (!head || name?.type !== 'identifier') return unknown(rangeOf(node));
  const body = bodyOf(node, 'do', to);
  const value = lowerFunction(to.textOf(name), head.type === 'call' ? argumentsOf(head) : [], body, node, to);
  to.builder.assign(ref(to.textOf(name), rangeOf(name)), value, rangeOf(node), { declares: true });
  return value;
}

/** `fn x -> … end`; of several clauses the first is the function. */
export function lambda(node: Node, to: Lowering): Expr {
  const [first] = parts(node).filter((part) => part.type === 'stab_clause');
  if (!first) return unknown(rangeOf(node));
  const head = field(first, 'left');
  return lowerFunction(undefined, head ? parts(head) : [], field(first, 'right') ?? undefined, node, to);
}

function lowerFunction(
  name: string | undefined,
  params: readonly Node[],
  body: Node | undefined,
  node: Node,
  to: Lowering,
): FunctionExpr {
  return to.builder.function({
    ...(name === undefined ? {} : { name }),
    params: params.map((one, index) => parameter(one, index, to)),
    range: rangeOf(node),
    body() {
      for (const [index, one] of params.entries()) takeApart(one, index, to);
      if (!body) return;
      const value = valueOfBody(body, to);
      to.builder.returns(value, value.range);
    },
  });
}

const PLACE = (index: number): string => `(${index})`;

function parameter(node: Node, index: number, to: Lowering): Parameter {
  const isOptional = node.type === 'binary_operator' && field(node, 'operator')?.type === '\\\\';
  const name = isOptional ? field(node, 'left') : node;
  const fallback = isOptional ? { fallback: to.expr(field(node, 'right')) } : {};
  return { name: name?.type === 'identifier' ? to.textOf(name) : PLACE(index), ...fallback };
}

function takeApart(node: Node, index: number, to: Lowering): void {
  if (/^(map|list|tuple|binary_operator)$/.test(node.type)) bind(node, ref(PLACE(index), rangeOf(node)), node, to);
}
