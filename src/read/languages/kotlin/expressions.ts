/** Values and operators. */
import type { Expr } from '../../../model/expr.ts';
import {
  between,
  binary,
  field,
  inner,
  type Language,
  type Lowering,
  listOf,
  literally,
  member,
  nothing,
  operatorOf,
  ref,
  unary,
} from '../../lower.ts';
import { castTo } from '../../members.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { readName, thisOf } from './receivers.ts';
import { string } from './strings.ts';
import { typeOf } from './types.ts';

export const expressions: Language['expressions'] = {
  string_literal: string,
  multiline_string_literal: string,
  character_literal: between,
  number_literal: literally,
  float_literal: literally,
  identifier,
  this_expression: thisOf,
  super_expression: (node) => ref('super', rangeOf(node)),
  navigation_expression(node, to) {
    const [of, name] = parts(node);
    return name ? member(to.expr(of), literally(name, to), rangeOf(node)) : unknown(rangeOf(node));
  },
  index_expression(node, to) {
    const [of, key, second] = parts(node);
    const value = to.expr(of);
    return key && !second ? member(value, to.expr(key), rangeOf(node)) : unknown(rangeOf(node));
  },
  parenthesized_expression: inner,
  as_expression: castTo(typeOf),
  unary_expression: (node, to) =>
    operatorOf(node) === '!!' ? to.expr(field(node, 'argument') ?? parts(node)[0]) : unary('argument')(node, to),
  binary_expression: binary({ concat: '+', or: ['||', '?:'], and: ['&&'] }),
  infix_expression(node, to) {
    const [left, operator, right] = parts(node);
    const values = [to.expr(left), to.expr(right)];
    return operator && to.textOf(operator) === 'to'
      ? { kind: 'list', items: values, range: rangeOf(node) }
      : unknown(rangeOf(node));
  },
  collection_literal: listOf,
};

/** The grammar has no nodes of their own for these. */
function identifier(node: Node, to: Lowering): Expr {
  const name = to.textOf(node);
  if (name === 'null') return nothing(node);
  return name === 'true' || name === 'false' ? text(name, rangeOf(node)) : readName(node, to);
}
