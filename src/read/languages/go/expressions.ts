/** Expressions: one row for each node type. */
import type { Expr } from '../../../model/expr.ts';
import { concat, field, inner, type Language, type Lowering, literally, member, operands, ref } from '../../lower.ts';
import { unknown } from '../../reader.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';
import { negated } from '../../truth.ts';
import { receiverName } from './functions.ts';

const operatorOf = (node: Node): string => field(node, 'operator')?.type ?? '';

export const expressions: Language['expressions'] = {
  identifier: (node, to) => ref(to.textOf(node) === receiverName(to) ? 'this' : to.textOf(node), rangeOf(node)),
  selector_expression(node, to) {
    const key = field(node, 'field');
    return member(to.expr(field(node, 'operand')), key ? literally(key, to) : unknown(rangeOf(node)), rangeOf(node));
  },
  index_expression: (node, to) => member(to.expr(field(node, 'operand')), to.expr(field(node, 'index')), rangeOf(node)),
  parenthesized_expression: inner,
  variadic_argument: inner,
  expression_list: inner,
  type_assertion_expression: (node, to) => to.expr(field(node, 'operand')),
  type_conversion_expression: (node, to) => to.expr(field(node, 'operand')),
  unary_expression(node, to) {
    const value = to.expr(field(node, 'operand'));
    if (/^[&*]$/.test(operatorOf(node))) return value;
    if (operatorOf(node) === '!') return negated(value, rangeOf(node));
    return operatorOf(node) === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  },
  binary_expression: binary,
};

function binary(node: Node, to: Lowering): Expr {
  const operator = operatorOf(node);
  const values = operands(node, (one) => one.type === 'binary_expression' && operatorOf(one) === operator).map((one) =>
    to.expr(one),
  );
  return operator === '+' ? concat(values, rangeOf(node)) : unknown(rangeOf(node));
}
