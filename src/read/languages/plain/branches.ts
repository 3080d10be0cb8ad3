/** What runs under a condition, never, or more than once. */
import { closingOf, DEEPEST, isNext, peek, startOf, take } from '../../token-cursor.ts';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';

export const BRANCHING = /^(?:if|guard|elseif|elsif|unless)$/;
/** What begins an arm of a `switch`, up to its colon. */
const CASE = /^case$/;

/** A condition with all its arms. */
export function branches(context: Context): void {
  const { builder, cursor } = context;
  const offset = startOf(cursor);
  let arms = 0;
  for (;;) {
    cursor.at += 1;
    condition(context);
    arm(context, offset, arms);
    arms += 1;
    // `if (a) b; else c;`
    if (isNext(cursor, ';') && isNext(cursor, 'else', 1)) cursor.at += 1;
    if (!take(cursor, 'else')) return;
    if (BRANCHING.test(peek(cursor)?.word ?? '')) continue;
    arm(context, offset, arms);
    builder.exhaustive(offset, arms + 1);
    return;
  }
}

function arm(context: Context, offset: number, index: number): void {
  const { builder, cursor } = context;
  if (cursor.depth >= DEEPEST) return;
  cursor.depth += 1;
  builder.branch(offset, index, () => (isNext(cursor, '{') ? context.block() : context.statement()));
  cursor.depth -= 1;
}

function condition(context: Context, isArm = false): void {
  const { cursor } = context;
  if (isNext(cursor, '(')) {
    const close = closingOf(cursor, cursor.at);
    cursor.at += 1;
    context.statementsUntil(close);
    cursor.at = Math.min(close + 1, cursor.tokens.length);
    return;
  }
  while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, 'else') && !peek(cursor)?.isFirst) {
    if (isArm && take(cursor, ':')) return;
    const before = cursor.at;
    expression(context, 2);
    if (cursor.at === before) cursor.at += 1;
  }
}

/** A loop, or an arm of a `switch`. */
export function repeated(context: Context): void {
  const { cursor } = context;
  const offset = startOf(cursor);
  const isArm = CASE.test(peek(cursor)?.word ?? '');
  cursor.at += 1;
  condition(context, isArm);
  arm(context, offset, 0);
}
