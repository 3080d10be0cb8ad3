/**
 * Finds every literal that can reach an expression, in the file and, through a Project, in the files it imports.
 *
 * Bounded: recursion ends at a depth, alternatives at a number, and an expression that is being evaluated is not
 * entered again. What lies beyond becomes a hole, never an error.
 */
import {
  type CallExpr,
  chainOf,
  type Entry,
  type EnvExpr,
  type Expr,
  type ObjectExpr,
  type Range,
  type RefExpr,
} from '../model/expr.ts';
import type { ClassDef, Facts, FunctionDef } from '../model/facts.ts';
import { argument } from '../model/facts.ts';
import { templated } from '../read/templated.ts';
import { type CallRules, callValue } from './calls.ts';
import { type Lookup, matchesAny } from './lookup.ts';
import { createOrigins, type Origins } from './origins.ts';
import { defaultOf, fieldsOf, schemaOf } from './schemas.ts';
import { type Bound, reaching, scopeIndex } from './scopes.ts';
import { askedName, different, textsOf, withoutEmptyHoles } from './texts.ts';
import {
  type Hole,
  type Hop,
  moduleEnd,
  type Place,
  type Project,
  type StructureValue,
  type TextValue,
  type Value,
} from './value.ts';

/** Languages whose objects are made by naming their fields. */
const STRUCT_LITERALS: ReadonlySet<string> = new Set(['go', 'rust', 'elixir']);
const MAX_LITERALS = 8;
/** What templates put into other languages' texts; `${…}` is left to those languages. */
const FILLED_IN = /\{\{|<%=/;

const MAX_DEPTH = 40;
const MAX_HOPS = 30;
const MAX_VALUES = 24;
const MAX_STEPS = 5_000;
/** Over all evaluations of one file: generated code may hold thousands of calls worth a look. */
const MAX_STEPS_OF_FILE = 200_000;

export interface Evaluator extends Origins {
  /** Every value the expression may have; at least one. */
  evaluate(expr: Expr, place: Place): readonly Value[];
  /** The values of `of[key]`; empty when nothing is known of such a member. */
  member(of: Expr, key: string, place: Place): readonly Value[];
  /** The entry of an object, without following anything but spreads; undefined when there is none. */
  readonly project: Project | undefined;
}

export interface EvaluatorOptions {
  readonly lookups: readonly Lookup[];
  readonly calls: CallRules;
  readonly project?: Project;
}

/** What an evaluation carries along. */
interface State {
  readonly depth: number;
  readonly hops: readonly Hop[];
}

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { lookups, project } = options;
  const open = new Set<Expr>();
  const memo = new WeakMap<Expr, readonly { readonly place: Place; readonly values: readonly Value[] }[]>();
  let steps = 0;
  let spent = 0;

  const evaluator: Evaluator = {
    ...createOrigins({ project, valuesOf: (expr, place) => evaluator.evaluate(expr, place) }),
    project,
    evaluate(expr, place) {
      if (open.size === 0) steps = 0;
      return limit(enter(expr, place, { depth: 0, hops: [] }));
    },
    member(of, key, place) {
      if (open.size === 0) steps = 0;
      const range = of.range;
      return limit(
        memberOf(
          { kind: 'member', of, key: { kind: 'text', value: key, range }, range },
          place,
          { depth: 0, hops: [] },
          false,
        ),
      );
    },
  };

  const limit = (values: readonly Value[]): readonly Value[] =>
    values.length > 1 ? different(values, MAX_VALUES) : values;

  function enter(expr: Expr, place: Place, state: State): readonly Value[] {
    steps += 1;
    spent += 1;
    if (state.depth > MAX_DEPTH || steps > MAX_STEPS || spent > MAX_STEPS_OF_FILE || open.has(expr)) return [];
    const known = memo
      .get(expr)
      ?.find((one) => one.place.facts === place.facts && one.place.scope === place.scope && one.place.at === place.at);
    if (known) return after(state.hops, known.values);
    open.add(expr);
    try {
      const values = limit(valuesOf(expr, place, { depth: state.depth + 1, hops: [] }));
      memo.set(expr, [...(memo.get(expr) ?? []), { place, values }]);
      return after(state.hops, values);
    } finally {
      open.delete(expr);
    }
  }

  /** Values reached over some hops. */
  function after(hops: readonly Hop[], values: readonly Value[]): readonly Value[] {
    return hops.length === 0
      ? values
      : values.map((value) => ({ ...value, hops: [...hops, ...value.hops].slice(0, MAX_HOPS) }));
  }

  function valuesOf(expr: Expr, place: Place, state: State): readonly Value[] {
    switch (expr.kind) {
      case 'text': {
        // A program may itself be filled in first: `'{{ mail_host }}'` in settings.py.j2.
        const filled = place.facts.program && FILLED_IN.test(expr.value) ? templated(expr) : expr;
        if (filled.kind !== 'text') return enter(filled, place, state);
        return [
          {
            kind: 'text',
            segments: [{ kind: 'literal', text: expr, facts: place.facts }],
            facts: place.facts,
            range: expr.range,
            hops: state.hops,
          },
        ];
      }
      case 'env':
        return environment(expr, place, state);
      case 'ref':
        return named(expr, place, state);
      case 'member':
        return memberOf(expr, place, state, true);
      case 'join':
        return joined(expr.parts, expr, place, state);
      case 'either':
        return alternatives(expr.options, place, state);
      case 'call':
        return called(expr, place, state);
      case 'unknown':
        return [hole(expr, place, state, { note: expr.note ?? 'a value that is not followed' })];
      default:
        return [{ kind: 'structure', expr, place, hops: state.hops }];
    }
  }

  /** Each option; what follows a variable is used when that is unset. */
  function alternatives(alternative: readonly Expr[], place: Place, state: State): readonly Value[] {
    let unset: string | undefined;
    return alternative.flatMap((option) => {
      const values = enter(option, place, state).filter(withoutEmptyHoles);
      const name = unset;
      unset ??= values.map(askedName).find((asked) => asked !== undefined);
      return name === undefined ? values : values.map((value) => asFallback(value, name));
    });
  }

  function environment(expr: EnvExpr, place: Place, state: State): readonly Value[] {
    return withFallback(expr, expr.name, 'env', expr.fallback, place, state);
  }

  function withFallback(
    at: Expr,
    name: string,
    kind: Lookup['kind'],
    fallback: Expr | undefined,
    place: Place,
    state: State,
  ): readonly Value[] {
    const asked = hole(at, place, state, kind === 'env' ? { env: name, note: name } : { config: name, note: name });
    if (!fallback) return [asked];
    const standard = enter(fallback, place, state).map((value) =>
      value.kind === 'text' ? { ...value, fallbackOf: value.fallbackOf ?? name } : value,
    );
    return [asked, ...standard];
  }

  function hole(at: Expr, place: Place, state: State, known: Pick<Hole, 'env' | 'config' | 'note'>): TextValue {
    const made: Hole = { ...known, facts: place.facts, range: at.range };
    return {
      kind: 'text',
      segments: [{ kind: 'hole', hole: made }],
      facts: place.facts,
      range: at.range,
      hops: state.hops,
    };
  }

  /** Values of a bare name: assignments, parameters, imports, constants of other files. */
  function named(expr: RefExpr, place: Place, state: State): readonly Value[] {
    const container = lookups.find((lookup) => lookup.form === 'member' && matchesAny(lookup.of, [expr.name]));
    if (container) return [hole(expr, place, state, { note: expr.name })];
    const values = reachable([expr.name], place, state);
    if (values.length > 0) return values.map((value) => reachedBy([expr.name], place, value));
    const imported = importedName(expr.name, place, state);
    if (imported.length > 0) return imported;
    return [
      hole(
        expr,
        place,
        state,
        place.facts.format === 'bash' ? { env: expr.name, note: expr.name } : { note: expr.name },
      ),
    ];
  }

  /** A structure remembers its name: what is set on that name later is a part of it too. */
  const reachedBy = (chain: readonly string[], place: Place, value: Value): Value =>
    value.kind === 'structure' && value.expr.kind !== 'function' ? { ...value, via: { chain, place } } : value;

  /** The values that assignments and parameters give to a chain of names. */
  function reachable(chain: readonly string[], place: Place, state: State): readonly Value[] {
    const found = reaching(place, chain).flatMap((bound) => assigned(bound, chain, place, state));
    const surely = reaching(place, chain).some(
      (bound) => bound.assignment.branch.length === 0 && bound.chain.length === chain.length,
    );
    const first = chain[0];
    if (first === undefined || (surely && found.length > 0)) return found;
    return [...found, ...parameter(first, chain.slice(1), place, state)];
  }

  function assigned(bound: Bound, chain: readonly string[], place: Place, state: State): readonly Value[] {
    const { assignment } = bound;
    const at: Place = {
      facts: place.facts,
      scope: assignment.scope,
      branch: assignment.branch,
      at: assignment.range.start,
    };
    const rest = chain.slice(bound.chain.length);
    const hop = { facts: place.facts, range: assignment.range, note: `${bound.chain.join('.')} is set here` };
    const deeper = { ...state, hops: addHop(state.hops, hop) };
    return rest.length === 0 ? enter(assignment.value, at, deeper) : within(assignment.value, rest, at, deeper);
  }

  /** `expr.a.b`, for a path of static keys. */
  function within(expr: Expr, path: readonly string[], place: Place, state: State): readonly Value[] {
    const [key, ...rest] = path;
    if (key === undefined) return enter(expr, place, state);
    return enter(expr, place, state).flatMap((value) => intoValue(value, key, rest, state));
  }

  function intoValue(value: Value, key: string, rest: readonly string[], state: State): readonly Value[] {
    const found = structureMember(value, key, state);
    if (rest.length === 0) return found;
    const [next, ...further] = rest;
    return next === undefined ? found : found.flatMap((inner) => intoValue(inner, next, further, state));
  }

  /** The member of an already evaluated value. */
  function structureMember(value: Value, key: string, state: State): readonly Value[] {
    if (value.kind === 'text') return [];
    const deeper = { ...state, hops: value.hops };
    const { expr, place, via } = value;
    if (via) {
      const set = reaching(via.place, [...via.chain, key]).some((bound) => bound.chain.length > via.chain.length);
      const found = set ? reachable([...via.chain, key], via.place, deeper) : [];
      if (found.length > 0) return found;
    }
    if (expr.kind === 'object') return entry(expr, key, place, deeper);
    if (expr.kind === 'list') {
      const item = /^\d+$/.test(key) ? expr.items[Number(key)] : undefined;
      return item ? enter(item, place, deeper) : [];
    }
    if (expr.kind !== 'call' && expr.kind !== 'instance') return [];
    const described = expr.kind === 'call' ? describedVariable(expr, key, place, deeper) : [];
    if (described.length > 0) return described;
    const found = instanceMember(value, key, deeper);
    return found.length > 0 || expr.kind === 'instance' ? found : literalField(expr, key, place, deeper);
  }

  /** `Config{Host: "x"}.Host` of Go, `Config { host }.host` of Rust, `%Conf{host: "x"}.host` of Elixir. */
  function literalField(call: CallExpr, key: string, place: Place, state: State): readonly Value[] {
    const fields = call.construct && STRUCT_LITERALS.has(place.facts.format) ? call.args[0]?.value : undefined;
    return fields?.kind === 'object' ? entry(fields, key, place, state) : [];
  }

  /** A field that the file gives a value where it constructs the receiver's type by a struct literal. */
  function constructedField(chain: readonly string[], place: Place, state: State): readonly Value[] {
    const { facts } = place;
    if (!facts.program || !STRUCT_LITERALS.has(facts.format)) return [];
    const receiver: RefExpr = { kind: 'ref', name: 'this', range: { start: 0, end: 0 } };
    const types = new Set(evaluator.origins(receiver, place));
    const sites = facts.program.calls.filter(
      ({ call }) => call.construct && types.has(chainOf(call.callee)?.at(-1) ?? ''),
    );
    return sites
      .slice(0, MAX_LITERALS)
      .flatMap(({ call, scope, branch }) =>
        within(call, chain.slice(1), { facts, scope, branch, at: call.range.start }, state),
      );
  }

  function entry(object: ObjectExpr, key: string, place: Place, state: State): readonly Value[] {
    for (let index = object.entries.length - 1; index >= 0; index -= 1) {
      const found = object.entries[index];
      if (!found) continue;
      if (!found.spread && found.key === key) return enter(found.value, place, given(found, place, state));
      if (found.spread) {
        const spread = within(found.value, [key], place, state);
        if (spread.length > 0) return [...spread, ...before(object, index, key, place, state)];
      }
    }
    return [];
  }

  /** What stands before a spread that may or may not hold the key. */
  function before(object: ObjectExpr, index: number, key: string, place: Place, state: State): readonly Value[] {
    const rest = object.entries.slice(0, index).findLast((found) => !found.spread && found.key === key);
    return rest ? enter(rest.value, place, given(rest, place, state)) : [];
  }

  const given = (found: Entry, place: Place, state: State): State => ({
    ...state,
    hops: addHop(state.hops, { facts: place.facts, range: found.value.range, note: `${found.key} is given here` }),
  });

  /** Fields and getters of a class of the project that a value is an instance of. */
  function instanceMember(value: StructureValue, key: string, outer: State): readonly Value[] {
    // A field may lead back to an instance of its own class; what is known already is entered no more, only counted.
    if (outer.depth > MAX_DEPTH) return [];
    const state = { ...outer, depth: outer.depth + 1 };
    return evaluator.classesOf(value).flatMap(({ facts, definition }) => {
      const at: Place = { facts, scope: definition.scope, branch: [], at: Number.POSITIVE_INFINITY };
      const fields = reachable(['this', key], at, state);
      if (fields.length > 0)
        return isSettings(facts, definition)
          ? fromVariable(key.toUpperCase(), fields, definition.range, at, state)
          : fields;
      const getter = definition.methods.get(key);
      const method = getter === undefined ? undefined : facts.program?.functions[getter];
      return method ? returned(facts, method, state) : [];
    });
  }

  /** Classes whose fields are filled from variables of their names. */
  const isSettings = (facts: Facts, definition: ClassDef): boolean =>
    definition.bases.some((base) =>
      matchesAny(options.calls.settingsClasses, evaluator.origins(base, moduleEnd(facts))),
    );

  function fromVariable(
    name: string,
    standard: readonly Value[],
    range: Range,
    place: Place,
    state: State,
  ): readonly Value[] {
    const asked = hole({ kind: 'unknown', range }, place, state, { env: name, note: name });
    return [asked, ...standard.map((value) => asFallback(value, name))];
  }

  /** `cleanEnv(process.env, { X: str({ default: 'x' }) }).X`: a variable that a schema describes. */
  function describedVariable(call: CallExpr, key: string, place: Place, state: State): readonly Value[] {
    const schema = schemaOf(options.calls, call, evaluator.origins(call.callee, place));
    const fields = schema ? enter(schema, place, state) : [];
    return fields.flatMap((value) => {
      const object = value.kind === 'structure' ? fieldsOf(value.expr) : undefined;
      const field = object?.entries.findLast((found) => found.key === key);
      if (value.kind !== 'structure' || !field) return [];
      const standard = defaultOf(field.value);
      return fromVariable(
        key,
        standard ? enter(standard, value.place, state) : [],
        field.value.range,
        value.place,
        state,
      );
    });
  }

  function returned(facts: Facts, definition: FunctionDef, state: State): readonly Value[] {
    return definition.returns.flatMap(({ value, branch, range }) =>
      enter(value, { facts, scope: definition.scope, branch, at: range.start }, state),
    );
  }

  /**
   * `of.key`. With `orHole`, what is not known becomes a hole that names the chain; without, nothing is returned.
   */
  function memberOf(
    expr: Extract<Expr, { kind: 'member' }>,
    place: Place,
    state: State,
    orHole: boolean,
  ): readonly Value[] {
    const lookup = memberLookup(expr, place, state);
    if (lookup) return lookup;
    const chain = chainOf(expr);
    if (chain) {
      const direct = [...reachable(chain, place, state)];
      if (chain[0] === 'this' && chain.length > 1) direct.push(...subclassField(chain, place, state));
      if (direct.length > 0) return direct.map((value) => reachedBy(chain, place, value));
      if (chain[0] === 'this' && chain.length > 1) {
        const inherited = inheritedField(chain, place, state);
        if (inherited.length > 0) return inherited;
        const constructed = constructedField(chain, place, state);
        if (constructed.length > 0) return constructed;
      }
    }
    const keys = expr.key.kind === 'text' ? [expr.key.value] : textsOf(enter(expr.key, place, state));
    const values = keys.flatMap((key) => through(expr.of, key, place, state));
    if (values.length > 0 || !orHole) return values;
    return [hole(expr, place, state, { note: chain?.join('.') ?? sourceOf(expr, place) })];
  }

  function memberLookup(
    expr: Extract<Expr, { kind: 'member' }>,
    place: Place,
    state: State,
  ): readonly Value[] | undefined {
    const of = evaluator.origins(expr.of, place);
    const lookup = lookups.find((candidate) => candidate.form === 'member' && matchesAny(candidate.of, of));
    if (!lookup) return undefined;
    const keys = expr.key.kind === 'text' ? [expr.key.value] : textsOf(enter(expr.key, place, state));
    return keys.length > 0
      ? keys.flatMap((key) => withFallback(expr, key, lookup.kind, undefined, place, state))
      : undefined;
  }

  /** A member through the container's value or, for imports and classes, through another file. */
  function through(of: Expr, key: string, place: Place, state: State): readonly Value[] {
    const inside = enter(of, place, state).flatMap((value) => structureMember(value, key, state));
    if (inside.length > 0) return inside;
    return evaluator.exported(of, key, place).flatMap((found) => {
      const hop = { facts: found.place.facts, range: found.expr.range, note: `${key} is defined here` };
      return enter(found.expr, found.place, { ...state, hops: addHop(state.hops, hop) });
    });
  }

  /** A field of a base class as the file's subclasses set it. */
  function subclassField(chain: readonly string[], place: Place, state: State): readonly Value[] {
    return evaluator
      .subclassesAround(place)
      .flatMap(({ facts, definition }) =>
        reachable(chain, { facts, scope: definition.scope, branch: [], at: Number.POSITIVE_INFINITY }, state),
      );
  }

  function inheritedField(chain: readonly string[], place: Place, state: State): readonly Value[] {
    return evaluator
      .basesAround(place)
      .flatMap(({ facts, definition }) =>
        reachable(chain, { facts, scope: definition.scope, branch: [], at: Number.POSITIVE_INFINITY }, state),
      );
  }

  function importedName(name: string, place: Place, state: State): readonly Value[] {
    return evaluator.imported(name, place).flatMap((found) => {
      const hop = { facts: found.place.facts, range: found.expr.range, note: `${name} is defined here` };
      return enter(found.expr, found.place, { ...state, hops: addHop(state.hops, hop) });
    });
  }

  /** What callers pass for the parameter `name` of the function around `place`, and its own default. */
  function parameter(name: string, path: readonly string[], place: Place, state: State): readonly Value[] {
    const { program } = place.facts;
    if (!program) return [];
    const scope = program.scopes[scopeIndex(program).home(place.scope, name)];
    const definition =
      scope?.kind === 'function' && scope.owner !== undefined ? program.functions[scope.owner] : undefined;
    const index = definition?.params.findIndex((param) => param.name === name) ?? -1;
    const param = definition?.params[index];
    if (!definition || !param || !scope) return [];
    const inside: Place = { facts: place.facts, scope: scope.id, branch: [], at: definition.range.start };
    const standard = param.fallback
      ? within(param.fallback, path, inside, state).map((value) => asFallback(value, name))
      : [];
    const passed = evaluator.callsOf(place.facts, definition).flatMap(({ site, facts }) => {
      const value = param.rest ? undefined : argument(site.call.args, name, index);
      if (!value) return [];
      const at: Place = { facts, scope: site.scope, branch: site.branch, at: site.call.range.start };
      const hop = { facts, range: site.call.range, note: `${name} is passed here` };
      return within(value, path, at, { ...state, hops: addHop(state.hops, hop) });
    });
    const typed =
      param.type && passed.length === 0 && standard.length === 0 ? typedParameter(param.type, path, inside, state) : [];
    return [...passed, ...standard, ...typed];
  }

  function typedParameter(type: Expr, path: readonly string[], place: Place, state: State): readonly Value[] {
    return within({ kind: 'instance', type, range: type.range }, path, place, state);
  }

  const asFallback = (value: Value, name: string): Value =>
    value.kind === 'text' ? { ...value, fallbackOf: value.fallbackOf ?? name } : value;

  /** The text of every way to put the parts together. */
  function joined(parts: readonly Expr[], at: Expr, place: Place, state: State): readonly Value[] {
    let made: TextValue[] = [{ kind: 'text', segments: [], facts: place.facts, range: at.range, hops: state.hops }];
    for (const part of parts) {
      const values = enter(part, place, state).map((value) =>
        value.kind === 'text' ? value : hole(part, place, state, { note: sourceOf(part, place) }),
      );
      const options = values.length > 0 ? values : [hole(part, place, state, { note: sourceOf(part, place) })];
      made = made
        .flatMap((head) =>
          options.map((tail): TextValue => {
            const extra = tail.hops.slice(state.hops.length);
            const fallbackOf = head.fallbackOf ?? tail.fallbackOf;
            return {
              ...head,
              segments: [...head.segments, ...tail.segments],
              hops: [...head.hops, ...extra],
              ...(fallbackOf ? { fallbackOf } : {}),
            };
          }),
        )
        .slice(0, MAX_VALUES);
    }
    return made;
  }

  function called(call: CallExpr, place: Place, state: State): readonly Value[] {
    const origins = evaluator.origins(call.callee, place);
    const lookup = lookups.find((candidate) => candidate.form === 'call' && matchesAny(candidate.of, origins));
    if (lookup) {
      const found = lookedUp(lookup, call, place, state);
      if (found) return found;
    }
    const passed = callValue(options.calls, call, origins);
    if (passed) return alternatives(passed, place, state);
    const held = matchesAny(options.calls.loading, origins)
      ? evaluator.dataFile(call, place)
      : evaluator.required(call, place);
    if (held.length > 0) return held.flatMap((found) => enter(found.expr, found.place, state));
    const returns = evaluator.functionsOf(call.callee, place).flatMap(({ facts, definition }) => {
      const hop = { facts, range: definition.range, note: `${definition.name ?? 'the function'} returns it` };
      return returned(facts, definition, { ...state, hops: addHop(state.hops, { ...hop, range: headOf(definition) }) });
    });
    if (returns.length > 0) return returns;
    return [{ kind: 'structure', expr: call, place, hops: state.hops }];
  }

  function lookedUp(lookup: Lookup, call: CallExpr, place: Place, state: State): readonly Value[] | undefined {
    const parts = Array.from({ length: lookup.parts ?? 1 }, (_, index) =>
      argument(call.args, undefined, (lookup.name ?? 0) + index),
    );
    const names = parts
      .map((part) => (part ? textsOf(enter(part, place, state)) : []))
      .reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head}.${tail}`)));
    if (names.length === 0) return undefined;
    const { fallback } = lookup;
    const standard =
      fallback &&
      (fallback.named?.map((named) => argument(call.args, named, undefined)).find(Boolean) ??
        argument(call.args, undefined, fallback.index));
    return names.flatMap((name) => withFallback(call, name, lookup.kind, standard, place, state));
  }

  return evaluator;
}

const headOf = (definition: FunctionDef) => ({ start: definition.range.start, end: definition.range.start });

const addHop = (hops: readonly Hop[], hop: Hop): readonly Hop[] => (hops.length >= MAX_HOPS ? hops : [...hops, hop]);

function sourceOf(expr: Expr, place: Place): string {
  const source = place.facts.source.text.slice(expr.range.start, Math.min(expr.range.end, expr.range.start + 80));
  return source.replace(/\s+/g, ' ');
}
