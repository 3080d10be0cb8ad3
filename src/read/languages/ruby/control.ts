/** Control flow. In Ruby all of it has a value: the last expression of the arm that runs. */
import { type Expr, isNull } from '../../../model/expr.ts';
import { childOf, field, fields, type Language, type Lowering, ternary, valueOfArms, walkArms } from '../../lower.ts';
import { choosing, valueOfWays } from '../../matched-arms.ts';
import { either, unknown } from '../../reader.ts';
import { running } from '../../running.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

export const control: Language['expressions'] = {
  if: branches,
  unless: branches,
  elsif: branches,
  if_modifier: modifier,
  unless_modifier: modifier,
  while_modifier: modifier,
  until_modifier: modifier,
  rescue_modifier(node, to) {
    const value = to.expr(field(node, 'body'));
    return either([value, to.expr(field(node, 'handler'))], rangeOf(node));
  },
  conditional: ternary,
  case: cases,
  case_match: cases,
  while: loop,
  until: loop,
  for: loop,
  ...Object.fromEntries(['begin', 'body_statement', 'block_body', 'then', 'else'].map((type) => [type, bodyValue])),
  return(node, to) {
    const list = parts(node)[0];
    const value = list?.type === 'argument_list' ? parts(list)[0] : list;
    if (value) to.builder.returns(to.expr(value), rangeOf(node));
    return nothing(node);
  },
  next(node, to) {
    const list = parts(node)[0];
    return list ? to.expr(parts(list)[0] ?? list) : nothing(node);
  },
};

const nothing = (node: Node): Expr => unknown(rangeOf(node), 'null');

/** Walks a body; its value is that of its last expression, or of a `rescue` of it. */
export function bodyValue(body: Node | null | undefined, to: Lowering): Expr {
  if (!body) return unknown({ start: 0, end: 0 }, 'null');
  const all = parts(body).filter((part) => part.type !== 'heredoc_body');
  const handlers = all.filter((part) => /^(rescue|ensure|else)$/.test(part.type));
  const plain = running(all.filter((part) => !handlers.includes(part)));
  to.walkAll(plain.slice(0, -1));
  const last = plain.at(-1);
  const values = [last ? to.expr(last) : nothing(body)];
  for (const [index, handler] of handlers.entries()) {
    if (handler.type === 'ensure') to.walkAll(parts(handler));
    else
      to.builder.branch(body.startIndex, index, () => {
        values.push(bodyValue(field(handler, 'body') ?? handler, to));
      });
  }
  return anyOf(values, body);
}

function anyOf(values: readonly Expr[], node: Node): Expr {
  const given = values.filter((value) => !isNull(value));
  return given.length === 0 ? nothing(node) : either(given, rangeOf(node));
}

/** `if`/`elsif`/`else`; of `unless` the arms are the other way round, which only matters for what is surely so. */
function branches(node: Node, to: Lowering): Expr {
  const values: Expr[] = [];
  const take = (body: Node | null) => () => {
    if (body) values.push(bodyValue(body, to));
  };
  const arms: { condition?: Node | null; walk: () => void }[] = [];
  if (node.type === 'unless') {
    decides(node, false, to);
    to.builder.branch(node.startIndex, 0, take(field(node, 'consequence')));
    to.builder.branch(node.startIndex, 1, take(field(node, 'alternative')));
    if (field(node, 'alternative')) to.builder.exhaustive(node.startIndex, 2);
    return anyOf(values, node);
  }
  let at: Node | null = node;
  while (at && at.type !== 'else') {
    arms.push({ condition: field(at, 'condition'), walk: take(field(at, 'consequence')) });
    at = field(at, 'alternative');
  }
  if (at) arms.push({ walk: take(at) });
  walkArms(to, node.startIndex, arms);
  const otherwise = (): Expr => anyOf(values, node);
  return arms.length > 2 ? otherwise() : valueOfArms(arms[0]?.condition, values, rangeOf(node), otherwise);
}

/** Walks the condition of an `if` or `unless`, which says what its first arm is taken for. */
function decides(node: Node, holds: boolean, to: Lowering): void {
  const condition = field(node, 'condition');
  const value = to.expr(condition);
  if (condition) to.builder.decides(node.startIndex, { by: rangeOf(condition), holds, value });
}

function modifier(node: Node, to: Lowering): Expr {
  if (/^(?:if|unless)_/.test(node.type)) decides(node, node.type === 'if_modifier', to);
  else to.walk(field(node, 'condition'));
  let value = nothing(node);
  to.builder.branch(node.startIndex, 0, () => {
    value = to.expr(field(node, 'body'));
  });
  return value;
}

function cases(node: Node, to: Lowering): Expr {
  to.walk(field(node, 'value'));
  const values: Expr[] = [];
  const arms = parts(node).filter((part) => /^(when|in_clause|else)$/.test(part.type));
  const ways = choosing(
    node,
    field(node, 'value'),
    arms.map((arm) => (childOf(arm, 'if_guard', 'unless_guard') ? null : fields(arm, 'pattern'))),
    to,
  );
  for (const [index, arm] of arms.entries()) {
    to.walkAll(fields(arm, 'pattern'));
    const body = arm.type === 'else' ? arm : field(arm, 'body');
    to.builder.branch(node.startIndex, index, () => {
      values.push(bodyValue(body, to));
    });
  }
  if (arms.at(-1)?.type === 'else') to.builder.exhaustive(node.startIndex, arms.length);
  const given = values.map((value) => (isNull(value) ? undefined : value));
  return given.some((value) => value) ? valueOfWays(given, ways, rangeOf(node)) : nothing(node);
}

function loop(node: Node, to: Lowering): Expr {
  to.walk(field(node, 'condition') ?? field(node, 'value'));
  to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body')));
  return nothing(node);
}
