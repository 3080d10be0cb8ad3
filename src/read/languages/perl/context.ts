/** What the readers of expressions share: the place in the tokens, each other, and what they know of what they made. */
import type { Expr } from '../../../model/expr.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import type { Cursor } from './cursor.ts';

/** What expressions need of statements, which need them. */
export interface Statements {
  /** Reads a block in braces; the cursor stands on the first. */
  block(): void;
  /** Reads `sub … { … }` behind the word. */
  sub(): Expr;
  /** The package whose method is being read; its object is `$self` there. */
  packageOfMethod(): string | undefined;
}

export interface Context {
  readonly cursor: Cursor;
  readonly builder: ProgramBuilder;
  readonly statements: Statements;
  /** Sigils of variables in this file's expressions. */
  readonly sigils: WeakMap<Expr, string>;
  /** Variables that are declared where they stand. */
  readonly declared: WeakSet<Expr>;
  /** Lists that become part of a list around them; arrays in brackets do not. */
  readonly flat: WeakSet<Expr>;
  /** What `split` takes apart; of a host and its port the host is the first. */
  readonly parted: WeakSet<Expr>;
  isHash(value: Expr): boolean;
  /** A whole expression; commas at its own level make a list. */
  expression(): Expr;
  /** An expression of operators that bind at least this tightly. */
  binary(least: number): Expr;
  /** What stands between operators. */
  term(): Expr;
}
