/**
 * Collects a Program while a language's front end walks its syntax tree. It keeps the current scope, function and
 * branch, so that front ends only say what they see.
 */
import type { CallExpr, Chosen, Entry, Expr, FunctionExpr, Range } from '../model/expr.ts';
import type {
  Assignment,
  Branch,
  CallSite,
  ClassDef,
  Export,
  FunctionDef,
  Import,
  NameHome,
  Parameter,
  Program,
  Returned,
  RoleStretch,
  Scope,
  ScopeId,
} from '../model/facts.ts';

import { text, wholeLiteral } from './reader.ts';

export interface FunctionShape {
  readonly name?: string;
  readonly params: readonly Parameter[];
  readonly range: Range;
  /** Walks the body: parameters' destructuring first, then statements; calls `returns` for what it gives back. */
  readonly body: () => void;
}

export interface ClassShape {
  readonly name?: string;
  readonly bases: readonly Expr[];
  readonly section?: readonly string[] | undefined;
  readonly range: Range;
  /** Walks fields (as assignments to `this.<field>`) and methods. */
  readonly body: () => void;
}

export interface ProgramBuilder {
  /** Registers a call; returns it, so that front ends can write `return builder.call({...})`. */
  call(call: CallExpr): CallExpr;
  assign(target: Expr, value: Expr, range: Range, options?: { declares?: boolean }): void;
  /** A name of the scope that gets its value later, perhaps in a function: `let host`. */
  declare(name: string): void;
  /** A name that is the module's, although the function around writes to it: Python's `global host`. */
  global(name: string): void;
  import(found: Omit<Import, 'scope'>): void;
  export(found: Export): void;
  /** What the enclosing function, or at top level the file, gives back; Go's functions give several values. */
  returns(value: Expr, range: Range, further?: readonly Expr[]): void;
  /** Walks a function in a scope of its own. Directly in a class it becomes a method. */
  function(shape: FunctionShape): FunctionExpr;
  /** Walks a class in a scope of its own and binds its name in the scope around it. */
  class(shape: ClassShape): void;
  /** Walks one arm of a branching construct that starts at `offset`. */
  branch(offset: number, arm: string | number, walk: () => void): void;
  /** One of the construct's `arms` arms surely runs: it has an `else` or a `default`. */
  exhaustive(offset: number, arms: number): void;
  /** The construct at `offset` has no more than two arms, of which the first is taken for `chosen`. */
  decides(offset: number, chosen: Chosen): void;
  /** What the arms of the construct at `offset` take. */
  arms(offset: number, ways: readonly (readonly Chosen[])[]): void;
  /** What stands in `range` runs in development or in tests only. */
  runsAs(range: Range, role: 'dev' | 'test'): void;
  /**
   * Walks the body of a loop over an object's entries: what it sets under the entry's key (`to[key] = item`) is set under each
   * key that the object is written with.
   *
   * @param item the variable that holds the entry's value; `of[key]` when left out
   */
  eachEntry(
    loop: { readonly of: Expr; readonly key: string; readonly item?: string | undefined },
    walk: () => void,
  ): void;
  /** In data files a field of a type is called `key`. */
  dataKey(field: string, key: string): void;
  /** Walks a block with names of its own (JavaScript's `let`, Go's `:=`). */
  block(walk: () => void): void;
  namespace(name: string): void;
  /** What a variable of the name was last set to, in the order of the file. */
  lastSet(name: string): Expr | undefined;
  /** Whether what is walked now stands directly in a class, so that what it declares are members. */
  inClass(): boolean;
  finish(): Program;
}

/** A name, or a key of properties: what else has dots may be a host. */
const NAME = /^(?:[\w:-]{1,80}|[\w.-]{1,80}\.(?:host|port))$/;

/** A name that an argument is written in pieces of (`ini_set('SM' . 'TP', …)`) is one text; hosts keep their pieces' places. */
function withWholeNames(call: CallExpr): CallExpr {
  if (!call.args.some(({ value }) => value.kind === 'join')) return call;
  const args = call.args.map((argument) => {
    const whole = argument.value.kind === 'join' ? wholeLiteral(argument.value) : undefined;
    return whole && NAME.test(whole.value) ? { ...argument, value: whole } : argument;
  });
  return { ...call, args };
}

/** An object that a loop goes through is written with so many entries at most; more are data, not options. */
const MOST_ENTRIES = 50;

const isNamed = (expr: Expr, name: string): boolean => expr.kind === 'ref' && expr.name === name;

/** The entries that an object is written with, in place or where the variable was last set. */
function entriesOf(of: Expr, set: ReadonlyMap<string, Expr>): readonly Entry[] {
  const written = of.kind === 'ref' ? set.get(of.name) : of;
  return written?.kind === 'object' ? written.entries.slice(0, MOST_ENTRIES) : [];
}

export function createProgram(): ProgramBuilder {
  const scopes: { id: ScopeId; parent: ScopeId | undefined; kind: Scope['kind']; owner?: number }[] = [
    { id: 0, parent: undefined, kind: 'module' },
  ];
  const assignments: Assignment[] = [];
  /** What each variable was last set to. */
  const set = new Map<string, Expr>();
  const homes: NameHome[] = [];
  const calls: CallSite[] = [];
  const functions: { -readonly [K in keyof FunctionDef]: FunctionDef[K] }[] = [];
  const classes: ClassDef[] = [];
  const imports: Import[] = [];
  const exports: Export[] = [];
  const exhaustive = new Map<number, number>();
  const conditions = new Map<number, Chosen>();
  const arms = new Map<number, readonly (readonly Chosen[])[]>();
  const roles: RoleStretch[] = [];
  const dataKeys = new Map<string, Set<string>>();
  const moduleReturns: Expr[] = [];
  let namespace: string | undefined;
  let scope: ScopeId = 0;
  let branch: Branch = [];
  let openFunction: { returns: Returned[] } | undefined;
  let openClass: { index: number; methods: Map<string, number> } | undefined;

  const within = (kind: Scope['kind'], owner: number | undefined, walk: () => void): ScopeId => {
    const id = scopes.length;
    scopes.push({ id, parent: scope, kind, owner });
    const outer = scope;
    scope = id;
    try {
      walk();
    } finally {
      scope = outer;
    }
    return id;
  };

  return {
    call(written) {
      const call = withWholeNames(written);
      calls.push({ call, scope, branch });
      return call;
    },
    assign(target, value, range, options) {
      assignments.push({ target, value, scope, branch, range, ...(options?.declares ? { declares: true } : {}) });
      if (target.kind === 'ref') set.set(target.name, value);
    },
    eachEntry({ of, key, item }, walk) {
      const first = assignments.length;
      const written = entriesOf(of, set);
      walk();
      const isKey = (expr: Expr): boolean => expr.kind === 'ref' && expr.name === key;
      const isItem = (value: Expr): boolean =>
        item === undefined
          ? value.kind === 'member' && isKey(value.key) && of.kind === 'ref' && isNamed(value.of, of.name)
          : isNamed(value, item);
      for (const { target, value, ...rest } of assignments.slice(first)) {
        if (target.kind !== 'member' || !isKey(target.key) || !isItem(value)) continue;
        for (const entry of written) {
          const name = text(entry.key, entry.keyRange);
          assignments.push({ ...rest, target: { ...target, key: name }, value: entry.value });
        }
      }
    },
    declare(name) {
      homes.push({ name, scope, home: scope });
    },
    global(name) {
      homes.push({ name, scope, home: 0 });
    },
    import(found) {
      imports.push(scope === 0 ? found : { ...found, scope });
    },
    export(found) {
      exports.push(found);
    },
    returns(value, range, further = []) {
      if (openFunction)
        openFunction.returns.push({ value, branch, scope, range, ...(further.length > 0 ? { further } : {}) });
      else moduleReturns.push(value);
    },
    function(shape) {
      const index = functions.length;
      const returns: Returned[] = [];
      const method = openClass && scopes[scope]?.kind === 'class' ? openClass : undefined;
      const definition = {
        name: shape.name,
        params: shape.params,
        scope: 0,
        inClass: method?.index,
        returns,
        range: shape.range,
      };
      functions.push(definition);
      if (method && shape.name !== undefined) method.methods.set(shape.name, index);
      const outer = { branch, openFunction, openClass };
      branch = [];
      openFunction = { returns };
      openClass = undefined;
      try {
        within('function', index, () => {
          definition.scope = scope;
          shape.body();
        });
      } finally {
        ({ branch, openFunction, openClass } = outer);
      }
      return { kind: 'function', fn: index, range: shape.range };
    },
    class(shape) {
      const index = classes.length;
      const methods = new Map<string, number>();
      const outer = { branch, openFunction, openClass };
      branch = [];
      openFunction = undefined;
      openClass = { index, methods };
      const definition: { -readonly [K in keyof ClassDef]: ClassDef[K] } = {
        name: shape.name,
        namespace,
        bases: shape.bases,
        scope: 0,
        methods,
        range: shape.range,
        ...(shape.section ? { section: shape.section } : {}),
      };
      classes.push(definition);
      try {
        within('class', index, () => {
          definition.scope = scope;
          shape.body();
        });
      } finally {
        ({ branch, openFunction, openClass } = outer);
      }
    },
    branch(offset, arm, walk) {
      const outer = branch;
      branch = [...branch, `${offset}:${arm}`];
      try {
        walk();
      } finally {
        branch = outer;
      }
    },
    exhaustive(offset, arms) {
      exhaustive.set(offset, arms);
    },
    decides(offset, chosen) {
      conditions.set(offset, chosen);
    },
    arms(offset, ways) {
      arms.set(offset, ways);
    },
    runsAs(range, role) {
      roles.push({ range, role });
    },
    dataKey(field, key) {
      dataKeys.set(field, (dataKeys.get(field) ?? new Set()).add(key));
    },
    block(walk) {
      within('block', undefined, walk);
    },
    namespace(name) {
      namespace = name;
    },
    lastSet: (name) => set.get(name),
    inClass: () => scopes[scope]?.kind === 'class',
    finish() {
      return {
        scopes,
        assignments,
        homes,
        calls,
        functions,
        classes,
        imports,
        exports,
        exhaustive,
        conditions,
        arms,
        roles,
        ...(dataKeys.size > 0 ? { dataKeys: new Map([...dataKeys].map(([field, keys]) => [field, [...keys]])) } : {}),
        namespace,
        returns: moduleReturns,
      };
    },
  };
}
