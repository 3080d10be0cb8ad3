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
 * place gives it as an option · a function returns it · a variable or key is read · such a one is given its value.
 */
export type HopKind = 'set' | 'passed' | 'defined' | 'given' | 'returned' | 'read' | 'configured';

/** A step on the way from a use to a literal: something for people to look at. */
export interface Hop {
  readonly facts: Facts;
  readonly range: Range;
  readonly kind: HopKind;
  /** What holds the value from here on, dotted; of `returned` the function. */
  readonly name: string;
}

/**
 * One of several ways that a value was reached by: which call passed it, which branch set it, which file defines it.
 * Values of one setting come from choices that agree: see agree() in guards.ts.
 */
export interface Guard {
  /** What was chosen from: a function's callers, a branching construct, an expression with options. */
  readonly choice: object | string;
  readonly arm: object | string | number;
  /** Any arm but this one. */
  readonly not?: true;
  /** There may be more arms than are known: files of other stages. */
  readonly isOpen?: true;
}

/** How a value was reached. */
export interface Way {
  readonly hops: readonly Hop[];
  readonly guards: readonly Guard[];
}

/** What is asked outside of the program: a variable of the environment, a key of its configuration. */
export interface Asked {
  readonly space:
    | 'env'
    | 'config'
    | 'resource'
    | 'terraform'
    | 'play'
    | 'chart'
    | 'injected'
    | 'prefix'
    | 'handed'
    /** What a pipeline's template is given, by its file and the input's name. */
    | 'input'
    /** What a step of Jenkins' shared libraries is given, by its name and the key or position. */
    | 'step'
    /** What a named template of Helm's is given, by its name and the keys. */
    | 'macro'
    | 'flag';
  /**
   * The variable's name, the keys from the root of the configuration, a resource and its key, a class with the name and the
   * position of its constructor's parameter, a variable of Ansible's, a key of a chart's values, a template and its variable,
   * an output and its module, a flag of the command line; empty for all of it, and
   * where the prefix of all variables is asked.
   */
  readonly path: readonly string[];
  /** What stands between a variable's name and those of its members: `POST__NODE` is `node` of POST. */
  readonly delimiter?: string;
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
  /** What would fill it: its members are deeper keys, and variables where all of the environment is asked. */
  readonly asked?: Asked;
  /** A definition that holds here fills it: the values beside this one. */
  readonly decided?: boolean;
  /** It is a member of something of which nothing is known: it may not be there at all. */
  readonly possible?: true;
  /** The program makes it of literals, in a way that is not followed: nothing outside will ever say it. */
  readonly hidden?: true;
  /** The program computes it: an operation that is not followed. */
  readonly computed?: true;
  /** What stands there, in the source's words. */
  readonly note: string;
  readonly facts: Facts;
  readonly range: Range;
}

/** Text, put together from segments in order. `range` is the whole expression in `facts`. */
export interface TextValue extends Way {
  readonly kind: 'text';
  readonly segments: readonly Segment[];
  readonly facts: Facts;
  readonly range: Range;
  /** It is used when this environment variable is unset, or this argument not given. */
  readonly fallbackOf?: string;
}

/** An object, list, function, call result or instance, with the place its parts are to be evaluated at. */
export interface StructureValue extends Way {
  readonly kind: 'structure';
  readonly expr: Exclude<Expr, { kind: 'text' | 'env' | 'ref' | 'member' | 'join' | 'either' | 'unknown' }>;
  readonly place: Place;
  /** The name it was reached by: members may have been set on it, step by step, after it was made. */
  readonly via?: Via;
  /** The keys that lead to it in what a schema's call gives. */
  readonly within?: readonly string[];
  /** It is what the schema's own function is given, which makes another object of it. */
  readonly untransformed?: true | undefined;
}

/** A name of a structure. */
export interface Via {
  readonly chain: readonly string[];
  readonly place: Place;
  /** The names are those of a type and its fields, not of a variable. */
  readonly type?: true;
  /** The name that it had before it was given this one: `settings.exit` was a function's own `exit`. */
  readonly before?: Via;
}

export type Value = TextValue | StructureValue;

/** What gives a value to what is asked. */
export interface Definition {
  readonly expr: Expr;
  readonly place: Place;
  /** Where the name stands that is given the value. */
  readonly keyRange: Range;
  /** Definitions of one source belong together: the variables of a container, the keys of a file. */
  readonly source: string;
  /** It holds in every environment that has none of its own. */
  readonly base?: true;
  /** A schema's default: it holds where no other definition does. */
  readonly standard?: true;
  /** A variable of the environment stands for the key: it is set over what files say of the keys around. */
  readonly byVariable?: true;
  /** It holds where the use runs; a sample's or a developer's own value leaves the use open. */
  readonly decides: boolean;
}

/** A file that may declare a name, and what the name is called in it, from the outermost class on. */
export interface FoundSymbol {
  readonly facts: Facts;
  readonly names: readonly string[];
}

/** Other files of the project, for names that are imported. Synchronous: what is not loaded is noted and asked again. */
export interface Project {
  /** Stands for the files that are loaded so far, of which what is remembered holds: another object once there are more. */
  loaded(): object;
  /** The file that `module`, as written in `from`, stands for; if a name is given, only where its text has a way to offer that. */
  module(from: Facts, module: string, name?: string): Facts | undefined;
  /** The files that the path of a module may stand for of which `*` is not known; none where they are too many. */
  modules(from: Facts, pattern: string): readonly Facts[];
  /** Of the files that a PHP file includes, over any number of steps, the nearest that seems to declare a name. */
  included(from: Facts, name: string): Facts | undefined;
  /** The data file that a path written in `from` names, beside it or from a folder above. */
  file(from: Facts, path: string): Facts | undefined;
  /** Loaded files, other than `from`, that call a function or construct a class of this name. */
  callers(from: Facts, name: string): readonly Facts[];
  /** Whether files that may well call such a function are not among its callers: what is passed there may be anything. */
  passesOver(from: Facts, name: string): boolean;
  /** What gives a value to a variable or key, where it is read in `from`. */
  definitions(from: Facts, asked: Asked): readonly Definition[];
  /** Where the name may be declared that `from` writes as `path`: files, and the path of the name within each. */
  symbols(from: Facts, path: readonly string[]): readonly FoundSymbol[];
}
