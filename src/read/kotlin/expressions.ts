/** Values and operators. */
import type { Expr } from '../../model/expr.ts';
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
  truthOf,
} from '../lower.ts';
import { nameOf } from '../members.ts';
import { text, unknown } from '../reader.ts';
import { type Node, parts, rangeOf } from '../tree-sitter.ts';
import { thisOf } from './receivers.ts';
import { string } from './strings.ts';

const inner = (node: Node, to: Lowering): Expr => to.expr(parts(node)[0]);

export const expressions: Language['expressions'] = {
  string_literal: string,
  multiline_string_literal: string,
  character_literal: (node, to) =>
    text(to.textOf(node).slice(1, -1), { start: node.startIndex + 1, end: node.endIndex - 1 }),
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
  as_expression: (node, to) => to.expr(field(node, 'left') ?? parts(node)[0]),
  unary_expression(node, to) {
    const value = to.expr(field(node, 'argument') ?? parts(node)[0]);
    const operator = field(node, 'operator')?.type;
    if (operator === '!!') return value;
    const truth = operator === '!' ? truthOf(value) : undefined;
    if (truth !== undefined) return text(String(!truth), rangeOf(node));
    return operator === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  },
  binary_expression: binary,
  infix_expression(node, to) {
    const [left, operator, right] = parts(node);
    const values = [to.expr(left), to.expr(right)];
    return operator && to.textOf(operator) === 'to'
      ? { kind: 'list', items: values, range: rangeOf(node) }
      : unknown(rangeOf(node));
  },
  collection_literal: (node, to) => ({
    kind: 'list',
    items: parts(node).map((one) => to.expr(one)),
    range: rangeOf(node),
  }),
};

/** The grammar has no nodes of their own for these. */
function identifier(node: Node, to: Lowering): Expr {
  const name = to.textOf(node);
  if (name === 'null') return unknown(rangeOf(node), 'null');
  return name === 'true' || name === 'false' ? text(name, rangeOf(node)) : nameOf(node, to);
}

const operatorOf = (node: Node): string => field(node, 'operator')?.type ?? '';

function binary(node: Node, to: Lowering): Expr {
  const operator = operatorOf(node);
  if (operator === '+') {
    const chain = operands(node, (one) => one.type === 'binary_expression' && operatorOf(one) === '+');
    return concat(
      chain.map((one) => to.expr(one)),
      rangeOf(node),
    );
  }
  const left = to.expr(field(node, 'left'));
  const right = to.expr(field(node, 'right'));
  if (operator === '||' || operator === '?:') return orElse(left, right, rangeOf(node));
  return operator === '&&' ? andThen(left, right) : unknown(rangeOf(node));
}
