/** Reads what stands between commas. */
import type { Expr } from '../../../model/expr.ts';
import { range, text } from '../../reader.ts';
import type { Context } from './context.ts';
import { type Cursor, isNext, peek, take } from './cursor.ts';
import type { Item } from './lists.ts';
import { ASSIGNING } from './operators.ts';

/** The items up to a closing bracket, which is left to the caller, or to the end of a list without brackets. */
export function itemsUntil({ cursor, binary }: Context, close: string | undefined): Item[] {
  const items: Item[] = [];
  while (peek(cursor) && !(close !== undefined && isNext(cursor, close)) && !endsList(cursor)) {
    const before = cursor.at;
    if (take(cursor, ',') || take(cursor, '=>')) continue;
    const value = bareKey(cursor) ?? binary(ASSIGNING);
    items.push({ value, isKey: isNext(cursor, '=>') });
    if (cursor.at === before) cursor.at += 1;
  }
  return items;
}

/** The items in parentheses; the cursor stands on the first. */
export function inParentheses(context: Context): Item[] {
  const { cursor } = context;
  cursor.at += 1;
  const items = itemsUntil(context, ')');
  take(cursor, ')');
  return items;
}

/** Whether a list without brackets ends here. */
export function endsList(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token?.kind === 'sign') return /^[;)\]}:]$/.test(token.word);
  return (
    token?.kind === 'name' &&
    /^(or|and|if|unless|for|foreach|while|until)$/.test(token.word) &&
    !isNext(cursor, '=>', 1)
  );
}

/** `name =>` is a text, whatever else the name may mean. */
export function bareKey(cursor: Cursor): Expr | undefined {
  const token = peek(cursor);
  if (token?.kind !== 'name' || !isNext(cursor, '=>', 1)) return undefined;
  cursor.at += 1;
  return text(token.word, range(token.start, token.end));
}
