/** Control flow, all of which has a value. */
import { type Chosen, type Expr, isNull } from '../../../model/expr.ts';
import { anyItem, conditionTruth, field, fields, type Language, type Lowering, valueOfArms } from '../../lower.ts';
import { choosing, knownOfWays } from '../../matched-arms.ts';
import { either, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { bind, leaving } from './statements.ts';

export const control: Language['expressions'] = {
  block,
  unsafe_block: (node, to) => to.expr(parts(node)[0]),
  async_block: (node, to) => to.expr(parts(node).at(-1)),
  const_block: (node, to) => to.expr(parts(node).at(-1)),
  if_expression: conditional,
  match_expression: match,
  let_condition: letCondition,
  let_chain: (node, to) => {
    to.walkAll(parts(node));
    return unknown(rangeOf(node));
  },
  for_expression(node, to) {
    const value = to.expr(field(node, 'value'));
    to.builder.branch(node.startIndex, 0, () => {
      bind(field(node, 'pattern'), anyItem(value), field(node, 'value') ?? node, to);
      to.walk(field(node, 'body'));
    });
    return unknown(rangeOf(node));
  },
  while_expression(node, to) {
    to.walk(field(node, 'condition'));
    to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body')));
    return unknown(rangeOf(node));
  },
  loop_expression(node, to) {
    to.walk(field(node, 'body'));
    return unknown(rangeOf(node));
  },
  return_expression(node, to) {
    const [value] = parts(node);
    if (value) to.builder.returns(to.expr(value), rangeOf(node));
    return unknown(rangeOf(node));
  },
};

/** The last expression, when nothing ends it, is a block's value. */
export const tailOf = (node: Node): Node | undefined => {
  const last = parts(node).at(-1);
  return last && !/(_statement|_declaration|_item|^label)$/.test(last.type) ? last : soleStatement(last);
};

/** `if … {} else {}` at the end is written as a statement. */
function soleStatement(last: Node | undefined): Node | undefined {
  const [inner] = last?.type === 'expression_statement' ? parts(last) : [];
  const ended = last?.children.some((child) => child?.type === ';');
  return inner && !ended ? inner : undefined;
}

function block(node: Node, to: Lowering): Expr {
  const tail = tailOf(node);
  const all = parts(node);
  to.walkAll(tail ? all.slice(0, -1) : all);
  return tail ? leaving(to.expr(tail), node.startIndex, to) : unknown(rangeOf(node));
}

function letCondition(node: Node, to: Lowering): Expr {
  bind(field(node, 'pattern'), to.expr(field(node, 'value')), node, to);
  return unknown(rangeOf(node));
}

/** What some arms give; those that leave the function or stop the program give nothing. */
const anyOf = (values: readonly Expr[], node: Node): Expr => {
  const known = values.filter((value) => value.kind !== 'unknown' || isNull(value));
  return either(known.length > 0 ? known : values, rangeOf(node));
};

function conditional(node: Node, to: Lowering): Expr {
  const values: Expr[] = [];
  let at: Node | null = node;
  let index = 0;
  let first: Chosen | null | undefined;
  while (at) {
    const arm: Node = at;
    const asked = arm.type === 'if_expression' ? field(arm, 'condition') : null;
    const value = to.expr(asked);
    first ??= asked && { by: rangeOf(asked), holds: true, value };
    const truth = asked ? conditionTruth(asked, value, to) : true;
    const body = arm.type === 'if_expression' ? field(arm, 'consequence') : arm;
    if (truth !== false) {
      to.builder.branch(node.startIndex, index, () => values.push(leaving(to.expr(body), node.startIndex, to)));
    }
    if (truth) break;
    index += 1;
    const next: Node | null = field(arm, 'alternative');
    at = next ? (parts(next)[0] ?? null) : null;
  }
  const condition = field(node, 'condition');
  if (first && index === 1) to.builder.decides(node.startIndex, first);
  return valueOfArms(condition, index === 1 ? values : [], rangeOf(node), () => anyOf(values, node));
}

function match(node: Node, to: Lowering): Expr {
  const subject = to.expr(field(node, 'value'));
  const body = field(node, 'body');
  const values: Expr[] = [];
  const arms = body ? parts(body) : [];
  const ways = choosing(
    node,
    field(node, 'value'),
    arms.map((arm) => fields(arm, 'pattern')),
    to,
  );
  for (const [index, arm] of arms.entries()) {
    const pattern = field(arm, 'pattern');
    to.builder.branch(node.startIndex, index, () => {
      bind(pattern, subject, pattern ?? arm, to);
      to.walk(pattern && field(pattern, 'condition'));
      values.push(leaving(to.expr(field(arm, 'value')), node.startIndex, to));
    });
  }
  return knownOfWays(values, ways, rangeOf(node));
}
