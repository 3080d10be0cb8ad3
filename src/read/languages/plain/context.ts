/** What the readers of expressions and statements share: the place in the tokens, and each other. */
import type { Expr } from '../../../model/expr.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import type { TokenCursor } from '../../token-cursor.ts';
import type { OwnNames } from './classes.ts';
import type { Dialect } from './dialects.ts';
import type { PlainToken } from './tokens.ts';

export interface Context {
  readonly cursor: TokenCursor<PlainToken>;
  readonly builder: ProgramBuilder;
  readonly dialect: Dialect;
  /** The class, enum or namespace whose own names stand here, how deep, and how far in its lines begin. */
  owner?: { readonly name: string; readonly depth: number; readonly column?: number } | undefined;
  /** The names of the class around. */
  own?: OwnNames | undefined;
  /** What the statement before gave, where it is a mere value. */
  last?: Expr | undefined;
  /** What the arms before gave, of a function that gives its last value. */
  arms?: Expr[] | undefined;
  /** What is read stands beside a function, so that nothing beside it is its own. */
  isBeside?: boolean | undefined;
  /** Reads a value with its members, without arguments beside it. */
  argument(): Expr;
  /** Reads a statement. */
  statement(): void;
  /** Reads the statements before a token. */
  statementsUntil(end: number): void;
  /** Reads what stands in the brackets that open here, up to `close`, and leaves the cursor behind them. */
  within(walk: (close: number) => void): void;
  /** Reads a block in braces; the cursor stands on the first. */
  block(): void;
  /** Reads an expression of operators that bind at least this tightly; all when left out. */
  expression(least?: number): Expr;
  /** Reads a function from its parameters on, a property from its body on; `start` is where it begins. */
  functionHere(start: number, name?: string, kind?: FunctionKind): Expr;
}

/** What a function is in its class: a named constructor gives the object that it makes. */
export type FunctionKind = 'function' | 'constructor' | 'named' | 'property';
