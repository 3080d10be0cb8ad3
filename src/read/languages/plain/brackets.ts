/** What stands in brackets: arguments, subscripts, lists, keys with their values. */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import { member } from '../../lower.ts';
import { object, range, unknown } from '../../reader.ts';
import { closingOf, endOf, isNext, peek, startOf, type TokenCursor, take, withinBrackets } from '../../token-cursor.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialects.ts';
import { ASSIGNING } from './operators.ts';
import type { PlainToken } from './tokens.ts';

const MOST_TYPES = 30;

/**
 * Types behind a name, `Map<String, int>(`: the index of the sign that closes them, 0 for none. What they belong to is called,
 * or, in languages that write a type first, gives a name its type: `std::unique_ptr<Client> client(`.
 */
export function closingTypes(cursor: TokenCursor<PlainToken>, { hasBareFunctions }: Dialect): number {
  let level = 0;
  for (let ahead = 0; ahead < MOST_TYPES; ahead += 1) {
    const token = peek(cursor, ahead);
    if (!token || (token.kind !== 'name' && !/^[<>,.?*&]$|^::$/.test(token.word))) return 0;
    if (token.word === '<') level += 1;
    if (token.word === '>') level -= 1;
    if (level === 0) return isUsed(cursor, ahead + 1, hasBareFunctions === true) ? cursor.at + ahead : 0;
  }
  return 0;
}

/** Whether what stands here shows that types are before it; with less a comparison may be. */
function isUsed(cursor: TokenCursor<PlainToken>, ahead: number, mayName: boolean): boolean {
  const next = peek(cursor, ahead);
  if (/^[({.]$|^::$/.test(next?.word ?? '')) return true;
  const name = /^[*&]$/.test(next?.word ?? '') ? ahead + 1 : ahead;
  return mayName && peek(cursor, name)?.kind === 'name' && /^[(=;{]$/.test(peek(cursor, name + 1)?.word ?? '');
}

/** The arguments in parentheses; the cursor stands on the first. */
export function argumentsIn(context: Context): Argument[] {
  const { cursor } = context;
  const found: Argument[] = [];
  withinBrackets(cursor, () => {
    if (take(cursor, ',') || take(cursor, ';')) return;
    const name = nameHere(context);
    if (name) cursor.at += 2;
    const value = context.expression(name ? ASSIGNING + 1 : ASSIGNING);
    // `String host`: the name behind a type, of a declaration.
    if (peek(cursor)?.kind !== 'name') found.push(name ? { name: name.word, value } : { value });
  });
  return found;
}

/** The name of an argument or the key of an entry that stands here, its sign behind it. */
function nameHere({ cursor, dialect }: Context): PlainToken | undefined {
  const name = peek(cursor);
  const sign = peek(cursor, 1);
  const isKey = name?.kind === 'name' || name?.kind === 'string';
  return isKey && sign?.kind === 'sign' && dialect.naming.includes(sign.word) ? name : undefined;
}

/** A member by its key; `char relay[] = "h"` declares the name itself. */
export function subscripted(context: Context, of: Expr, start: number): Expr {
  const { cursor } = context;
  const close = closingOf(cursor, cursor.at);
  cursor.at += 1;
  if (cursor.at === close) {
    cursor.at += 1;
    return of;
  }
  const key = context.expression();
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return member(of, key, range(start, endOf(cursor)));
}

/** Whether the braces here hold keys with their values, and no statements. */
export function holdsEntries(context: Context): boolean {
  const { cursor } = context;
  const inner: Context = { ...context, cursor: { ...cursor, at: cursor.at + 1 } };
  if (isNext(inner.cursor, '.') || isNext(inner.cursor, '[')) inner.cursor.at += 1;
  return nameHere(inner) !== undefined;
}

/** What stands in brackets: a value, a list, or keys with their values. Braces with statements are walked. */
export function bracketed(context: Context): Expr {
  const { cursor } = context;
  const start = startOf(cursor);
  const open = peek(cursor)?.word;
  const close = closingOf(cursor, cursor.at);
  if (open === '{' && !holdsEntries(context) && !isList(cursor, close)) {
    context.block();
    return unknown(range(start, endOf(cursor)));
  }
  cursor.at += 1;
  const entries: Entry[] = [];
  const items: Expr[] = [];
  while (cursor.at < close) {
    const before = cursor.at;
    if (!take(cursor, ',') && !take(cursor, ';')) item(context, entries, items);
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  const at = range(start, endOf(cursor));
  if (entries.length > 0) return object(entries, at);
  const [only, second] = items;
  return open === '(' && only && !second ? only : { kind: 'list', items, range: at };
}

/** `{ "host", 25 }`: values without statements. */
function isList(cursor: TokenCursor<PlainToken>, close: number): boolean {
  const last = Math.min(close, cursor.at + 400);
  const within = cursor.tokens.slice(cursor.at + 1, last);
  return within.length > 0 && !within.some(({ word }) => word === ';' || word === '=' || word === '{');
}

function item(context: Context, entries: Entry[], items: Expr[]): void {
  const { cursor } = context;
  // `.host = "x"`, `["host"] = "x"`
  if (isNext(cursor, '.') && peek(cursor, 1)?.kind === 'name') cursor.at += 1;
  const isSubscript =
    isNext(cursor, '[') && isNext(cursor, ']', 2) && context.dialect.naming.includes(peek(cursor, 3)?.word ?? '');
  const key = isSubscript ? peek(cursor, 1) : nameHere(context);
  if (!key) {
    items.push(context.expression());
    return;
  }
  cursor.at += isSubscript ? 4 : 2;
  const keyRange = key.content ?? range(key.start, key.end);
  const value = context.expression(ASSIGNING + 1);
  entries.push({ key: cursor.source.slice(keyRange.start, keyRange.end), keyRange, value });
}
