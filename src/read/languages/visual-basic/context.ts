/** What the readers of expressions and statements share: the place in the tokens, the names around, and each other. */
import type { Expr } from '../../../model/expr.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { peek, type TokenCursor } from '../../token-cursor.ts';
import type { PlainToken } from '../plain/tokens.ts';

/** The names of the class around. */
export interface OwnNames {
  readonly members: ReadonlySet<string>;
  /** The functions among them, as far as they are read. */
  readonly functions?: Map<string, Expr>;
  /** The names of the function around; none where the members stand. */
  readonly locals?: Set<string>;
}

export interface Context {
  readonly cursor: TokenCursor<PlainToken>;
  readonly builder: ProgramBuilder;
  own?: OwnNames | undefined;
  /** The function around, whose name is given what it gives back. */
  functionName?: string | undefined;
  /** What `.Host` is a member of: the value of the innermost `With`. */
  subject?: Expr | undefined;
  /** Reads one expression. */
  expression(): Expr;
  /** Reads statements up to the line that ends the block. */
  block(): void;
  /** Reads one statement. */
  statement(): void;
  /** Reads a function without a name from its parameters on. */
  lambda(start: number): Expr;
}

/** Keywords are written in any case. */
export const wordAt = (cursor: TokenCursor<PlainToken>, ahead = 0): string => keyword(peek(cursor, ahead));

export const keyword = (token: PlainToken | undefined): string =>
  token === undefined || token.kind === 'string' ? '' : token.word.toLowerCase();

/** Whether a token is missing or begins a line: what stands before it is over. */
export const isOver = (token: PlainToken | undefined): boolean => token === undefined || token.isFirst;

/** Passes over what is left of a line. */
export function passLine(cursor: TokenCursor<PlainToken>): void {
  cursor.at += 1;
  while (!isOver(peek(cursor))) cursor.at += 1;
}

/** Passes over `End If` and the like where it ends this block; others are left to the block around. */
export function ended(context: Context, ...kinds: readonly string[]): void {
  const { cursor } = context;
  const word = wordAt(cursor);
  if (word === 'end' ? kinds.includes(wordAt(cursor, 1)) : kinds.includes(word)) passLine(cursor);
}
