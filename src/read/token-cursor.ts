/** A place in a row of tokens, for the languages that are read without a grammar. */
import type { Expr } from '../model/expr.ts';
import { range, unknown } from './reader.ts';

export interface Token {
  /** `sign` and `name` are what a reader asks for by their words. */
  readonly kind: string;
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export interface TokenCursor<T extends Token = Token> {
  readonly source: string;
  readonly tokens: readonly T[];
  readonly closings: Int32Array;
  at: number;
  /** How deep the brackets are that are being read. */
  depth: number;
}

/** How deeply nested code is followed. */
export const DEEPEST = 150;

export const peek = <T extends Token>(cursor: TokenCursor<T>, ahead = 0): T | undefined =>
  cursor.tokens[cursor.at + ahead];

/** Whether a token is this sign. */
export const isSign = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'sign' && token.word === word;

/** Whether the next token is this sign or name. */
export const isNext = (cursor: TokenCursor, word: string, ahead = 0): boolean => {
  const token = peek(cursor, ahead);
  return token !== undefined && (token.kind === 'sign' || token.kind === 'name') && token.word === word;
};

/** Passes over the sign or name if it is next. */
export function take(cursor: TokenCursor, word: string): boolean {
  if (!isNext(cursor, word)) return false;
  cursor.at += 1;
  return true;
}

/** The offset behind the token before. */
export const endOf = (cursor: TokenCursor): number => cursor.tokens[cursor.at - 1]?.end ?? 0;

export const startOf = (cursor: TokenCursor): number => peek(cursor)?.start ?? cursor.source.length;

/** For each opening bracket the index of the one that closes it; of any kind, for broken code. */
export function closingsOf(tokens: readonly Token[]): Int32Array {
  const closings = new Int32Array(tokens.length).fill(tokens.length);
  const open: number[] = [];
  for (const [at, { kind, word }] of tokens.entries()) {
    if (kind !== 'sign' || word.length > 1) continue;
    if ('([{'.includes(word)) open.push(at);
    else if (')]}'.includes(word)) closings[open.pop() ?? at] = at;
  }
  return closings;
}

/** The index of the bracket that closes the one at `open`; behind the last token when none does. */
export const closingOf = (cursor: TokenCursor, open: number): number => cursor.closings[open] ?? cursor.tokens.length;

export const isOpening = (token: Token | undefined): boolean => token?.kind === 'sign' && /^[([{]$/.test(token.word);

/** Reads, item by item, what stands in the brackets that open here, and passes the closing one; an item that reads nothing is passed over. */
export function withinBrackets(cursor: TokenCursor, item: () => void): void {
  const close = closingOf(cursor, cursor.at);
  cursor.at += 1;
  while (cursor.at < close) {
    const before = cursor.at;
    item();
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
}

/** Passes over one token, or what stands in the brackets that open here. */
export function passBrackets(cursor: TokenCursor): void {
  const last = isOpening(peek(cursor)) ? closingOf(cursor, cursor.at) : cursor.at;
  cursor.at = Math.min(last + 1, cursor.tokens.length);
}

/** The same where it is nested too deep. */
export function skipped(cursor: TokenCursor): Expr {
  const start = startOf(cursor);
  passBrackets(cursor);
  return unknown(range(start, endOf(cursor)));
}
