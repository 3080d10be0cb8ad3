/** Operators that put texts, lists and dictionaries together. */
import type { Entry, Expr, TextExpr } from '../../../model/expr.ts';
import { concat, field, itemOf, type Lowering, operands } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { object, text, unknown } from '../../reader.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

const operatorOf = (node: Node): string => field(node, 'operator')?.type ?? '';

export function binary(node: Node, to: Lowering): Expr {
  if (operatorOf(node) === '+') {
    const chain = operands(node, (one) => one.type === 'binary_operator' && operatorOf(one) === '+');
    return sum(
      chain.map((one) => to.expr(one)),
      node,
    );
  }
  const left = to.expr(field(node, 'left'));
  const right = to.expr(field(node, 'right'));
  return combined(operatorOf(node), left, right, node);
}

/** `left <operator> right`, also for augmented assignments. */
export function combined(operator: string, left: Expr, right: Expr, node: Node): Expr {
  if (operator === '+') return sum([left, right], node);
  if (operator === '|') return merged(left, right, node);
  const filled = operator === '%' && left.kind === 'text' ? percent(left, right, node) : undefined;
  return filled ?? unknown(rangeOf(node));
}

/** Lists become one list, in which what is added to one is an item that may be several; numbers are not added up; all else is text. */
function sum(values: readonly Expr[], node: Node): Expr {
  const range = rangeOf(node);
  if (!values.some(({ kind }) => kind === 'list')) return concat(values, range);
  return { kind: 'list', items: values.flatMap((value) => (value.kind === 'list' ? value.items : [value])), range };
}

/** `defaults | more`: the right side wins. */
function merged(left: Expr, right: Expr, node: Node): Expr {
  if (left.kind !== 'object' && right.kind !== 'object') return unknown(rangeOf(node));
  const entries = [left, right].map((value): Entry => ({ key: '', keyRange: value.range, value, spread: true }));
  return object(entries, rangeOf(node));
}

/** `'%s:%s' % (a, b)`, `'%(host)s' % {…}`, `'%s' % a`. */
function percent(template: TextExpr, given: Expr, node: Node): Expr | undefined {
  const positional = given.kind === 'list' ? given.items : [given];
  return printf(template, positional, rangeOf(node), (name) => itemOf(given, text(name, template.range)));
}
