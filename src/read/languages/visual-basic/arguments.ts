/** Arguments of a call, in place or named. */
import type { Argument } from '../../../model/expr.ts';
import { closingOf, isNext, peek, take } from '../../token-cursor.ts';
import type { Context } from './context.ts';

/** The arguments in brackets; the cursor stands on the first. */
export function argumentsIn(context: Context): Argument[] {
  const { cursor } = context;
  const close = closingOf(cursor, cursor.at);
  cursor.at += 1;
  const found: Argument[] = [];
  while (cursor.at < close) {
    const before = cursor.at;
    if (!take(cursor, ',')) {
      const name = isNext(cursor, ':=', 1) ? peek(cursor) : undefined;
      if (name) cursor.at += 2;
      const value = context.expression();
      found.push(name ? { name: name.word, value } : { value });
    }
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return found;
}
