/** Subscripts, methods and calls of what stands before. */
import type { Expr } from '../../../model/expr.ts';
import { member, ref } from '../../lower.ts';
import { range, text, unknown } from '../../reader.ts';
import { called } from './calls.ts';
import type { Context } from './context.ts';
import { type Cursor, closingOf, endOf, isNext, peek, startOf, take } from './cursor.ts';
import { inParentheses } from './items.ts';

/** The expression with all that follows it; `start` is where it begins. */
export function postfix(context: Context, of: Expr, start: number): Expr {
  const { cursor } = context;
  let value = of;
  for (;;) {
    if (isSubscript(cursor) && endsSubscripted(cursor) && isSubscripted(value))
      value = subscripted(context, value, start);
    else if (isNext(cursor, '->')) value = arrowed(context, value, start);
    else if (take(cursor, '++') || take(cursor, '--')) value = unknown(range(start, endOf(cursor)));
    else return value;
  }
}

const isSubscript = (cursor: Cursor): boolean => isNext(cursor, '[') || isNext(cursor, '{');

/** Whether the token before is one that a subscript may follow without an arrow. */
function endsSubscripted(cursor: Cursor): boolean {
  const before = cursor.tokens[cursor.at - 1];
  return before?.kind === 'variable' || /^[\]}]$/.test(before?.word ?? '');
}

const isSubscripted = (value: Expr): boolean =>
  value.kind === 'ref' || value.kind === 'member' || value.kind === 'unknown';

function arrowed(context: Context, of: Expr, start: number): Expr {
  const { cursor } = context;
  cursor.at += 1;
  if (isSubscript(cursor)) return subscripted(context, of, start);
  if (isNext(cursor, '(')) return called(context, of, start, inParentheses(context), false);
  const token = peek(cursor);
  cursor.at += 1;
  if (token?.kind !== 'name') {
    const items = isNext(cursor, '(') ? inParentheses(context) : [];
    if (token?.kind === 'variable') {
      const at = range(token.start, token.end);
      return called(context, member(of, ref(token.word, at), range(start, token.end)), start, items, false);
    }
    return called(context, unknown(range(start, endOf(cursor))), start, items, false);
  }
  const callee = member(of, text(token.word, range(token.start, token.end)), range(start, token.end));
  return called(context, callee, start, isNext(cursor, '(') ? inParentheses(context) : [], token.word === 'new');
}

function subscripted({ cursor, expression }: Context, of: Expr, start: number): Expr {
  const close = isNext(cursor, '{') ? '}' : ']';
  const last = closingOf(cursor, cursor.at);
  cursor.at += 1;
  const key = (close === '}' ? bareSubscript(cursor) : undefined) ?? expression();
  cursor.at = Math.max(cursor.at, Math.min(last, cursor.tokens.length));
  take(cursor, close);
  return member(of, key, range(start, endOf(cursor)));
}

/** `{name}`, `{-name}`: a text without quotes. */
function bareSubscript(cursor: Cursor): Expr | undefined {
  const sign = isNext(cursor, '-') ? 1 : 0;
  const name = peek(cursor, sign);
  if (name?.kind !== 'name' || !isNext(cursor, '}', sign + 1)) return undefined;
  const start = startOf(cursor);
  cursor.at += sign + 1;
  return text(`${sign === 1 ? '-' : ''}${name.word}`, range(start, name.end));
}
