/** `if`, `case`, `cond`, `with`: macros with a block, and a value. */
import { type Expr, isNull } from '../../../model/expr.ts';
import { anyItem, childOf, field, fields, type Lowering, valueOfArms } from '../../lower.ts';
import { choosing, knownOfWays } from '../../matched-arms.ts';
import { either, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { truthOf } from '../../truth.ts';
import { bind } from './patterns.ts';

type Control = (node: Node, to: Lowering) => Expr;

export const controls: Readonly<Record<string, Control>> = {
  if: (node, to) => conditional(node, to, false),
  unless: (node, to) => conditional(node, to, true),
  case: (node, to) => cases(node, to),
  cond: (node, to) => cases(node, to),
  with: comprehension,
  for: comprehension,
  try: comprehension,
};

export const argumentsOf = (node: Node): Node[] => {
  const list = childOf(node, 'arguments');
  return list ? parts(list) : [];
};

/** The body of `do` or `else`, as a block or as a keyword. */
export function bodyOf(node: Node, name: 'do' | 'else', to: Lowering): Node | undefined {
  const block = childOf(node, 'do_block');
  if (block) return name === 'do' ? block : childOf(block, `${name}_block`);
  const keywords = argumentsOf(node).find((one) => one.type === 'keywords');
  const pair = keywords && parts(keywords).find((one) => to.textOf(one).startsWith(`${name}:`));
  return (pair && field(pair, 'value')) ?? undefined;
}

const BLOCKS = /^(do_block|else_block|body|block|after_block|rescue_block|catch_block)$/;

/** Walks a body; its value is that of its last expression. */
export function valueOfBody(node: Node, to: Lowering): Expr {
  if (!BLOCKS.test(node.type)) return to.expr(node);
  const own = parts(node).filter((part) => !BLOCKS.test(part.type));
  to.walkAll(own.slice(0, -1));
  return own.length > 0 ? to.expr(own.at(-1)) : unknown(rangeOf(node));
}

const anyOf = (values: readonly Expr[], node: Node): Expr => {
  const known = values.filter((value) => value.kind !== 'unknown' || isNull(value));
  return either(known.length > 0 ? known : values, rangeOf(node));
};

function conditional(node: Node, to: Lowering, negated: boolean): Expr {
  const [condition] = argumentsOf(node);
  const asked = to.expr(condition);
  const truth = truthOf(asked);
  const holds = truth === undefined ? undefined : truth !== negated;
  const values: Expr[] = [];
  for (const [index, name] of (['do', 'else'] as const).entries()) {
    const body = bodyOf(node, name, to);
    if (!body || holds === (name === 'else')) continue;
    to.builder.branch(node.startIndex, index, () => values.push(valueOfBody(body, to)));
  }
  if (condition) to.builder.decides(node.startIndex, { by: rangeOf(condition), holds: !negated, value: asked });
  return valueOfArms(condition, values, rangeOf(node), () => anyOf(values, node), !negated);
}

function cases(node: Node, to: Lowering): Expr {
  const [given] = argumentsOf(node);
  const subject = given && to.expr(given);
  const block = childOf(node, 'do_block');
  const ways = choosing(
    node,
    given,
    armsOf(block).map((arm) => fields(arm, 'left')),
    to,
  );
  return knownOfWays(clauses(block, subject, node, to), ways, rangeOf(node));
}

const armsOf = (block: Node | undefined): Node[] =>
  block ? parts(block).filter((part) => part.type === 'stab_clause') : [];

/** The values of the clauses of a block. Without a subject their heads are conditions. */
function clauses(block: Node | undefined, subject: Expr | undefined, node: Node, to: Lowering): Expr[] {
  const values: Expr[] = [];
  for (const [index, arm] of armsOf(block).entries()) {
    const head = field(arm, 'left');
    const body = field(arm, 'right');
    to.builder.branch(node.startIndex, index, () => {
      if (subject) bind(head && parts(head)[0], subject, head ?? arm, to);
      else to.walk(head);
      if (body) values.push(valueOfBody(body, to));
    });
  }
  return values;
}

/** `with` and `for` bind what is right of their arrows. */
function comprehension(node: Node, to: Lowering): Expr {
  const isLoop = field(node, 'target')?.text === 'for';
  for (const one of argumentsOf(node)) {
    const isArrow = one.type === 'binary_operator' && field(one, 'operator')?.type === '<-';
    if (isLoop && isArrow) bind(field(one, 'left'), anyItem(to.expr(field(one, 'right'))), one, to);
    else if (one.type !== 'keywords') to.walk(one);
  }
  const values: Expr[] = [];
  const body = bodyOf(node, 'do', to);
  to.builder.branch(node.startIndex, 0, () => {
    if (body) values.push(valueOfBody(body, to));
  });
  const otherwise = bodyOf(node, 'else', to);
  if (otherwise) values.push(...clauses(otherwise, unknown(rangeOf(otherwise)), otherwise, to));
  return isLoop ? unknown(rangeOf(node), 'a list made by a loop') : anyOf(values, node);
}
