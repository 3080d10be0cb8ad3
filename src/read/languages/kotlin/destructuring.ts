/** Values that are taken apart where they are named: `val (a, b) = pair`, `pair.let { (a, b) -> … }`. */
import type { Expr, Range } from '../../../model/expr.ts';
import { childOf, itemOf, type Lowering, ref } from '../../lower.ts';
import { declareName } from '../../members.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** Gives each name of the list its part of the value. `whole` is where it happens. */
export const destructured = (
  list: Node,
  value: Expr,
  whole: Range,
  to: Lowering,
): readonly { readonly name: string; readonly item: Expr }[] =>
  parts(list).flatMap((part, index) => {
    const name = childOf(part, 'identifier');
    if (!name) return [];
    declareName(to, to.textOf(name));
    const item = itemOf(value, text(String(index), rangeOf(part)));
    to.builder.assign(ref(to.textOf(name), rangeOf(name)), item, whole, { declares: true });
    return [{ name: to.textOf(name), item }];
  });

/** The parameters of a lambda: names, and lists of names for what is taken apart. */
export const lambdaParameters = (lambda: Node): readonly Node[] => {
  const list = childOf(lambda, 'lambda_parameters');
  return (list ? parts(list) : []).filter(({ type }) => /^(?:multi_)?variable_declaration$/.test(type));
};

export const isTakenApart = ({ type }: Node): boolean => type === 'multi_variable_declaration';
