/** Arguments of a call, in place or named. */
import type { Argument } from '../../../model/expr.ts';
import { isNext, peek, take, withinBrackets } from '../../token-cursor.ts';
import type { Context } from './context.ts';

/** The arguments in brackets; the cursor stands on the first. */
export function argumentsIn(context: Context): Argument[] {
  const { cursor } = context;
  const found: Argument[] = [];
  withinBrackets(cursor, () => {
    if (take(cursor, ',')) return;
    const name = isNext(cursor, ':=', 1) ? peek(cursor) : undefined;
    if (name) cursor.at += 2;
    const value = context.expression();
    found.push(name ? { name: name.word, value } : { value });
  });
  return found;
}
