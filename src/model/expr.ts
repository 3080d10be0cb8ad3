/**
 * The one algebra of values. Every reader, of a data format or of a programming language, lowers what it reads to
 * these expressions; everything after `read` knows only them.
 */
import { oncePer } from './once.ts';
import { countWhile } from './sorted.ts';

/** A stretch of a file's text: UTF-16 offsets, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a stretch of a decoded value comes from: value index `at` stands at source offset `source`. */
export interface Piece {
  readonly at: number;
  readonly source: number;
}

/** Literal text. `range` is the content alone, without quotes. */
export interface TextExpr {
  readonly kind: 'text';
  readonly value: string;
  readonly range: Range;
  /**
   * Only where the value is not the source text itself (escapes, folded lines): from each piece on, value and source
   * run in step up to the next piece. Left out when value and source text are the same.
   */
  readonly pieces?: readonly Piece[];
  /** The value is decoded (base64 in a Secret): every part of it stands for the whole range. */
  readonly encoded?: boolean;
  /** The value stands nowhere, for the program makes it of other texts: every part of it stands for the whole range. */
  readonly computed?: true;
}

/** The value of an environment variable, with what is used when it is unset. */
export interface EnvExpr {
  readonly kind: 'env';
  readonly name: string;
  /** The ConfigMap or Secret whose key `name` is. */
  readonly resource?: string;
  readonly fallback?: Expr;
  /** `name` is a flag of the program's command line, and not a variable. */
  readonly flag?: true;
  /** What its own file gives it there: a pipeline's variables, of which the nearest one above holds. */
  readonly given?: readonly Expr[];
  /** It is a member of what this named template of Helm's is given by those who include it. */
  readonly inputOf?: string;
  /** What is given is a default: who calls the file may give it another value. */
  readonly isInput?: true;
  /** What chooses one of `given`, and by which key each: a stage. */
  readonly chosenBy?: { readonly choice: string; readonly keys: readonly string[] };
  readonly range: Range;
}

/** What holds the names of Helm's templates, as a ConfigMap holds its keys. */
export const NAMED_TEMPLATE = 'define';

/** A name to be looked up in the scope where the expression stands. The receiver of a method is always `this`. */
export interface RefExpr {
  readonly kind: 'ref';
  readonly name: string;
  readonly range: Range;
  /** What it is said to be an instance of here: by a cast, by the declaration that it is given to. */
  readonly as?: Expr;
}

/** `of.key`, `of['key']`, `of->key`: a static key is a TextExpr. */
export interface MemberExpr {
  readonly kind: 'member';
  readonly of: Expr;
  readonly key: Expr;
  readonly range: Range;
  readonly as?: Expr;
}

/** Text put together from parts: concatenation, templates, format strings. */
export interface JoinExpr {
  readonly kind: 'join';
  readonly parts: readonly Expr[];
  readonly range: Range;
}

/** What a condition has to be for one of the values that it chooses among. */
export interface Chosen {
  /** Where the condition is written. */
  readonly by: Range;
  /** Patterns of which what is written there has to match one: those of an arm of a `match` or a `switch`. */
  readonly is?: readonly Range[];
  readonly holds: boolean;
  /** The condition itself, of which what it comes to counts. */
  readonly value?: Expr;
}

/** Any one of several values: `a ?? b`, `c ? a : b`, `a or b`. In order of preference. */
export interface EitherExpr {
  readonly kind: 'either';
  readonly options: readonly Expr[];
  /** The conditions of each option, where conditions choose. */
  readonly ways?: readonly (readonly Chosen[])[];
  readonly range: Range;
}

/** One key of an object. A spread (`...defaults`, `<<: *base`, `**kwargs`) has `spread` set and an empty key. */
export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Expr;
  readonly spread?: boolean;
  /** The key is the value of this expression; `key` is at most what the source writes. */
  readonly computed?: Expr;
}

/** A mapping: object literal, dictionary, associative array, YAML map, INI section. Later entries win. */
export interface ObjectExpr {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  /** Objects that several of its spreads hold by the same key are merged as well. */
  readonly deep?: true;
  readonly range: Range;
}

export interface ListExpr {
  readonly kind: 'list';
  readonly items: readonly Expr[];
  readonly range: Range;
}

/** An argument of a call; `name` for keyword arguments, `spread` for `...args` and `*args`, `'named'` for `**kwargs`. */
export interface Argument {
  readonly name?: string;
  readonly value: Expr;
  readonly spread?: boolean | 'named';
}

/** A call. A constructor call (`new X(…)`, Ruby's `X.new`, Python's `X(…)` stays a plain call) has `construct`. */
export interface CallExpr {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Argument[];
  readonly construct: boolean;
  /** Which of several results is meant; the first when left out. */
  readonly result?: number;
  readonly range: Range;
}

/** A function or method written in place; an index into `Program.functions`. */
export interface FunctionExpr {
  readonly kind: 'function';
  readonly fn: number;
  readonly range: Range;
}

/** A value of which only the type is known: a typed parameter, a declared field. `type` is a ref/member chain. */
export interface InstanceExpr {
  readonly kind: 'instance';
  readonly type: Expr;
  readonly range: Range;
}

/** What the reader does not model. `note` says in words what stands there (`database look-up`), if it is known. */
export interface UnknownExpr {
  readonly kind: 'unknown';
  readonly note?: string;
  readonly range: Range;
}

export type Expr =
  | TextExpr
  | EnvExpr
  | RefExpr
  | MemberExpr
  | JoinExpr
  | EitherExpr
  | ObjectExpr
  | ListExpr
  | CallExpr
  | FunctionExpr
  | InstanceExpr
  | UnknownExpr;

/** The static name of a chain: `a.b['c']` is `['a', 'b', 'c']`; undefined when any link is computed. */
export function chainOf(expr: Expr): readonly string[] | undefined {
  if (expr.kind === 'ref') return [expr.name];
  if (expr.kind !== 'member' || expr.key.kind !== 'text') return undefined;
  const head = chainOf(expr.of);
  return head && [...head, expr.key.value];
}

/** The member of a value under a path of keys, which stand at `range`. */
export const memberUnder = (of: Expr, keys: readonly string[], range: Range): Expr =>
  keys.reduce<Expr>((inner, value) => ({ kind: 'member', of: inner, key: { kind: 'text', value, range }, range }), of);

/** What every language has a word of its own for: `null`, `None`, `nil`, `undefined`. */
export const isNull = (expr: Expr): boolean => expr.kind === 'unknown' && expr.note === 'null';

/** The source offset of index `at` of a literal's value. */
export function offsetIn(text: TextExpr, at: number): number {
  const { pieces } = text;
  if (!pieces) return text.range.start + at;
  const found = pieces[pieceAt(pieces, at)];
  return found ? found.source + (at - found.at) : text.range.start;
}

/** The index of the piece that holds value index `at`, -1 when it stands before the first; a file may have very many. */
export const pieceAt = (pieces: readonly Piece[], at: number): number =>
  countWhile(pieces, (piece) => piece.at <= at) - 1;

/** The source range of `value.slice(from, to)` of a literal. */
export function rangeIn(text: TextExpr, from: number, to: number): Range {
  if (text.encoded || text.computed) return text.range;
  if (from >= to) return { start: offsetIn(text, from), end: offsetIn(text, from) };
  return { start: offsetIn(text, from), end: offsetIn(text, to - 1) + 1 };
}

/** What stands under a path of keys, one object within the other; of a key that stands twice the last. */
export const valueAt = (expr: Expr | undefined, ...path: readonly string[]): Expr | undefined =>
  path.reduce<Expr | undefined>((of, key) => (of?.kind === 'object' ? entryAt(of, key) : undefined), expr);

/** An object with more entries is asked by an index: a file of data may hold very many, and be asked for each of them. */
const MANY_ENTRIES = 64;

const entryAt = (of: ObjectExpr, key: string): Expr | undefined =>
  of.entries.length > MANY_ENTRIES ? byKey(of).get(key) : of.entries.findLast((entry) => entry.key === key)?.value;

const byKey = oncePer((of: ObjectExpr) => new Map(of.entries.map(({ key, value }) => [key, value])));

/** The last name of what is called: `update` of `db.update`, and of `find(x).update`; empty where that is computed. */
export const calledName = (callee: Expr): string =>
  chainOf(callee)?.at(-1) ?? (callee.kind === 'member' ? (textOf(callee.key) ?? '') : '');

/** The text that an expression is. */
export const textOf = (expr: Expr | undefined): string | undefined => (expr?.kind === 'text' ? expr.value : undefined);

/** What is said of a value that nothing names and that is not followed. */
export const NOT_FOLLOWED = 'a value that is not followed';
