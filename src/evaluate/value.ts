/** What an expression can turn out to be. An expression has several values when several places may decide it. */
import type { CallExpr, Expr, Range, TextExpr } from '../model/expr.ts';
import type { Branch, Facts, FunctionDef, ScopeId } from '../model/facts.ts';

/** Where an expression stands: names in it are looked up from here, assignments after `at` have not happened yet. */
export interface Place {
  readonly facts: Facts;
  readonly scope: ScopeId;
  readonly branch: Branch;
  /** Offset of the use; Infinity when everything in the module has run. */
  readonly at: number;
  /** The call through which the function around was entered, when it is known. */
  readonly frame?: Frame;
}

/** One call of a function: what its parameters are, this time. */
export interface Frame {
  readonly definition: FunctionDef;
  readonly call: CallExpr;
  readonly place: Place;
  /** How many frames this one is within. */
  readonly depth: number;
}

/**
 * What happens to a value on its way: a name is assigned it · a call passes it · another file defines it · an object in
 * place gives it as an option · a function returns it · a variable or key is read.
 */
export type HopKind = 'set' | 'passed' | 'defined' | 'given' | 'returned' | 'read';

/** A step on the way from a use to a literal: something for people to look at. */
export interface Hop {
  readonly facts: Facts;
  readonly range: Range;
  readonly kind: HopKind;
  /** What holds the value from here on, dotted; of `returned` the function. */
  readonly name: string;
}

/** An expression that puts a text together, which became a part of a longer one. */
export interface Composed {
  readonly facts: Facts;
  readonly range: Range;
}

/** A stretch of a text value: literal, or a hole that something outside fills. */
export type Segment = (
  | { readonly kind: 'literal'; readonly text: TextExpr; readonly facts: Facts }
  | { readonly kind: 'hole'; readonly hole: Hole }
) & {
  /** The shorter texts that it is a part of, the shortest first. */
  readonly within?: readonly Composed[];
};

/** What is not known of a text. */
export interface Hole {
  /** The environment variable it comes from. */
  readonly env?: string;
  /** A key in some configuration, when that is what is read. */
  readonly config?: string;
  /** It is the whole environment: its members are variables. */
  readonly container?: boolean;
  /** What stands there, in the source's words. */
  readonly note: string;
  readonly facts: Facts;
  readonly range: Range;
}

/** Text, put together from segments in order. `range` is the whole expression in `facts`. */
export interface TextValue {
  readonly kind: 'text';
  readonly segments: readonly Segment[];
  readonly facts: Facts;
  readonly range: Range;
  readonly hops: readonly Hop[];
  /** It is used when this environment variable is unset, or this argument not given. */
  readonly fallbackOf?: string;
}

/** An object, list, function, call result or instance, with the place its parts are to be evaluated at. */
export interface StructureValue {
  readonly kind: 'structure';
  readonly expr: Exclude<Expr, { kind: 'text' | 'env' | 'ref' | 'member' | 'join' | 'either' | 'unknown' }>;
  readonly place: Place;
  readonly hops: readonly Hop[];
  /** The name it was reached by: members may have been set on it, step by step, after it was made. */
  readonly via?: { readonly chain: readonly string[]; readonly place: Place };
}

export type Value = TextValue | StructureValue;

/** A file that may declare a name, and what the name is called in it, from the outermost class on. */
export interface FoundSymbol {
  readonly facts: Facts;
  readonly names: readonly string[];
}

/** Other files of the project, for names that are imported. Synchronous: what is not loaded is noted and asked again. */
export interface Project {
  /** The file that `module`, as written in `from`, stands for. */
  module(from: Facts, module: string): Facts | undefined;
  /** Of the files that a PHP file includes, over any number of steps, the nearest that seems to declare a name. */
  included(from: Facts, name: string): Facts | undefined;
  /** The data file that a path written in `from` names, beside it or from a folder above. */
  file(from: Facts, path: string): Facts | undefined;
  /** Loaded files, other than `from`, that call a function or construct a class of this name. */
  callers(from: Facts, name: string): readonly Facts[];
  /** Where the name may be declared that `from` writes as `path`: files, and the path of the name within each. */
  symbols(from: Facts, path: readonly string[]): readonly FoundSymbol[];
}
