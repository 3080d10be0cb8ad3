/** Fields of instances: what classes, their bases, their constructors and literals of their type give them. */
import path from 'node:path';
import { type CallExpr, chainOf, type Expr, type RefExpr } from '../model/expr.ts';
import type { Assignment, CallSite, Facts, Program } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { isForeignTest } from '../select/role.ts';
import { assigned } from './assigned.ts';
import { callsByName } from './call-index.ts';
import { frameOf, returned } from './call-results.ts';
import { basesAround, classAround, classesOf, type FoundClass, methodOf } from './classes.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { declaredType } from './declared-parameters.ts';
import { declaredStandard, filledFrom } from './filled-classes.ts';
import { agree, bothGuards, unless } from './guards.ts';
import { setByHanded } from './handed-setters.ts';
import { asking } from './look-ups.ts';
import { reachable, setLaterByMethods } from './names.ts';
import { entry } from './objects.ts';
import { atAssignment, atCall, classEnd, inFrame, moduleEnd } from './places.ts';
import { reaching } from './scopes.ts';
import { ofNone, subclassesAround } from './subclasses.ts';
import { isKnown, withoutEmptyHoles } from './texts.ts';
import type { Place, Project, StructureValue, Value } from './value.ts';
import { setInBlocks } from './yielded-objects.ts';

/** Languages whose objects are made by naming their fields. */
const STRUCT_LITERALS: ReadonlySet<string> = new Set(['go', 'rust', 'elixir']);
const MAX_LITERALS = 8;

/** Fields and getters of a class of the project that a value is an instance of. */
export const instanceMember = (context: Context, value: StructureValue, key: string, state: State): readonly Value[] =>
  classesOf(context.project, value).flatMap((found) => memberOfClass(context, value, found, key, state));

function memberOfClass(
  context: Context,
  value: StructureValue,
  found: FoundClass,
  key: string,
  state: State,
): readonly Value[] {
  const position = /^\d+$/.test(key) ? methodOf(found, 'constructor')?.params[Number(key)]?.name : undefined;
  if (position !== undefined) return memberOfClass(context, value, found, position, state);
  const passed = madeWith(context, value, found, key, state);
  if (passed.length > 0) return passed;
  const at = constructed(value, found);
  const isFilled = value.expr.kind === 'call' && value.expr.args.some((argument) => argument.spread);
  const fields = reachable(context, ['this', key], at, state).filter((one) => !isFilled || withoutEmptyHoles(one));
  const filled = filledField(context, found, key, fields, at, state);
  const configured = [...configuredField(context, found, key, state), ...setInBlocks(context, found, key, state)];
  if (configured.length > 0) return [...configured, ...(filled.length > 0 ? filled : fields)];
  if (filled.length > 0) return filled;
  if (fields.length > 0) return [...fields, ...setLaterByMethods(context, ['this', key], at, state)];
  const own = [found, ...(found.facts.format === 'plain' ? basesAround(context.project, classEnd(found)) : [])];
  for (const one of own) {
    const getter = methodOf(one, key);
    if (getter) return returned(context, one.facts, getter, state, { asked: key });
  }
  return [];
}

/**
 * What functions set on the instance that they are handed, by the parameter's type: `services.Configure<MailOptions>(o => o.Host = …)`.
 * https://learn.microsoft.com/dotnet/core/extensions/options#bind-hierarchical-configuration
 */
function configuredField(
  context: Context,
  { facts, definition: { name } }: FoundClass,
  key: string,
  state: State,
): readonly Value[] {
  if (facts.format !== 'csharp' || name === undefined) return [];
  const types = new Set([name]);
  const files = [facts, ...(context.project?.callers(facts, name) ?? [])].filter(
    (file) => file === facts || !isForeignTest(file.path, facts.path),
  );
  const typed = files.flatMap((file) => settersOf(file, types, key).map((one) => ({ facts: file, assignment: one })));
  return [...typed, ...setByHanded(context.project, files, name, key)].flatMap(({ facts: file, assignment }) => {
    const way = chosen(state, { choice: setterOf(file, assignment), arm: 'called' });
    const hop = { facts: file, range: assignment.range, kind: 'set', name: key } as const;
    return context.enter(assignment.value, atAssignment(file, assignment), over(way, hop));
  });
}

/** A field that a framework fills, with what the class itself gives it where that does not; empty where none does. */
export function filledField(
  context: Context,
  found: FoundClass,
  key: string,
  own: readonly Value[],
  place: Place,
  state: State,
): readonly Value[] {
  const { range } = found.definition;
  const standard = own.length > 0 ? own : declaredStandard(context, found, key, state);
  return filledFrom(context, found, key)
    .filter(({ guards }) => agree(state.guards, guards))
    .flatMap(({ asked, guards, from }, index) =>
      asking(
        context,
        { asked, range: from?.range ?? range },
        index === 0 ? standard : [],
        from ? moduleEnd(from.facts) : place,
        chosen(state, ...guards),
      ),
    );
}

/** The end of a class as one construction of it leaves the instance: its constructor's parameters are what that call passes. */
function constructed({ expr, place }: StructureValue, found: FoundClass): Place {
  const end = classEnd(found);
  const definition = methodOf(found, 'constructor');
  if (!definition || expr.kind !== 'call') return end;
  const chain = chainOf(expr.callee);
  const name = chain?.findLast((step) => !/^(new|New|this)$/.test(step)) ?? (chain && found.definition.name);
  if (name === undefined || name.split(/[\\.]|::/).at(-1) !== found.definition.name) return end;
  return inFrame(end, frameOf(definition, expr, place));
}

/**
 * `MailConfig(host='…')`: a class without a constructor of its own takes its fields by name (dataclass, NamedTuple, attrs,
 * pydantic, a struct of Swift); `new MailConfig { Host = "…" }` of C# sets them whatever its constructors take.
 */
function madeWith(
  { enter, within }: Context,
  { expr, place }: StructureValue,
  { definition }: FoundClass,
  key: string,
  state: State,
): readonly Value[] {
  if (expr.kind !== 'call') return [];
  const { format } = place.facts;
  const isMemberwise = format === 'python' || format === 'plain';
  if (format !== 'csharp' && (!isMemberwise || definition.methods.has('constructor'))) return [];
  return expr.args.flatMap((argument) => {
    if (argument.spread) return within(argument.value, [key], place, state);
    return argument.name === key ? enter(argument.value, place, state) : [];
  });
}

/** `Config{Host: "x"}.Host` of Go, `Config { host }.host` of Rust, `%Conf{host: "x"}.host` of Elixir. */
export function literalField(
  context: Context,
  call: CallExpr,
  key: string,
  place: Place,
  state: State,
): readonly Value[] {
  const fields = call.construct && STRUCT_LITERALS.has(place.facts.format) ? call.args[0]?.value : undefined;
  return fields?.kind === 'object' ? entry(context, fields, key, place, state) : [];
}

/** A field of the class around a place, with what its subclasses set it to; `own` is what the class itself does. */
export function fieldOfAll(
  context: Context,
  chain: readonly string[],
  own: readonly Value[],
  place: Place,
  state: State,
): readonly Value[] {
  const overriding = subclassesAround(context.project, place).map((found) => ({
    found,
    values: reachable(context, chain, classEnd(found), chosen(state, found.guard)),
  }));
  const setting = overriding.filter(({ values }) => values.length > 0);
  const none = ofNone(setting.map(({ found }) => found));
  return [
    ...own.map((value) => ({ ...value, guards: bothGuards(value.guards, none) })),
    ...setting.flatMap(({ values }) => values),
  ];
}

/** A field of the class around a place as its bases set it or, failing that, literals of its type. */
export function inheritedField(
  context: Context,
  chain: readonly string[],
  place: Place,
  state: State,
): readonly Value[] {
  const inherited = fieldOf(context, basesAround(context.project, place), chain, state);
  if (inherited.length > 0) return inherited;
  const constructed = constructedField(context, chain, place, state);
  return constructed.length > 0 ? constructed : declaredField(context, chain, place, state);
}

/** A field of the receiver as the type's declaration says what it is: by the tags of Go's structs. */
function declaredField(context: Context, [, ...path]: readonly string[], place: Place, state: State): readonly Value[] {
  const around = place.facts.format === 'go' ? classAround(place) : undefined;
  const name = around?.definition.name;
  if (name === undefined) return [];
  const declaring = [place.facts, ...(context.project?.symbols(place.facts, [name]) ?? []).map(({ facts }) => facts)];
  return [...new Set(declaring)].flatMap((facts) => reachable(context, [name, ...path], moduleEnd(facts), state));
}

const fieldOf = (
  context: Context,
  classes: readonly FoundClass[],
  chain: readonly string[],
  state: State,
): readonly Value[] => classes.flatMap((found) => reachable(context, chain, classEnd(found), state));

/** A field that is given a value where the receiver's type is constructed by a struct literal: in its file and in those that use it. */
function constructedField(context: Context, chain: readonly string[], place: Place, state: State): readonly Value[] {
  const { facts } = place;
  if (!facts.program || !STRUCT_LITERALS.has(facts.format)) return [];
  const receiver: RefExpr = { kind: 'ref', name: 'this', range: { start: 0, end: 0 } };
  const types = [...new Set(context.origins(receiver, place))];
  const [, field = '', ...rest] = chain;
  const setters = settersOf(facts, new Set(types), field);
  const untouched = setters.map((one) => unless({ choice: setterOf(facts, one), arm: 'called' }));
  const literals = fieldOfLiterals(context, facts, types, chain.slice(1), chosen(state, ...untouched));
  const set = setters.flatMap((one) => {
    const way = chosen(state, { choice: setterOf(facts, one), arm: 'called' });
    const hop = { facts, range: one.range, kind: 'set', name: field } as const;
    return context.within(one.value, rest, atAssignment(facts, one), over(way, hop));
  });
  return [...literals, ...set];
}

/** What literals of types that a file declares give to a path of fields. */
function fieldOfLiterals(
  context: Context,
  facts: Facts,
  types: readonly string[],
  path: readonly string[],
  state: State,
): readonly Value[] {
  // Host and port of one literal, or variable, go together.
  const way = (type: string, arm: object): State => chosen(state, { choice: madeOf(facts, type), arm });
  const literals = types
    .flatMap((type) => literalsOf(context, facts, type))
    .slice(0, MAX_LITERALS)
    .flatMap(({ site, facts: file, type }) => {
      const held = holding(file, site);
      const at = atCall(file, site);
      return held
        ? reachable(context, [held.name, ...path], { ...at, branch: [], at: Infinity }, way(type, site.call))
        : context.within(site.call, path, at, way(type, site.call));
    });
  if (facts.format !== 'go' || literals.length > 0) return literals;
  const variables = types
    .filter((type) => !isWithin(facts, type, state))
    .flatMap((type) => variablesOf(context, facts, type));
  return context.guessed(() =>
    variables.slice(0, MAX_LITERALS).flatMap(({ name, file, assignment, type }) => {
      const end = { ...atAssignment(file, assignment), branch: [], at: Number.POSITIVE_INFINITY };
      const chain = [name, ...path];
      // That it is declared says nothing of what is set on it.
      return reaching(end, chain)
        .filter(({ assignment: { value } }) => value.kind !== 'instance')
        .flatMap((bound) => assigned(context, bound, chain, end, way(type, assignment)))
        .filter(withoutEmptyHoles);
    }),
  );
}

const madeOf = ({ path: file }: Facts, type: string): string => `${file}: ${type}{}`;

/** Whether it is a value of the type already that is followed: what that holds is not asked of all others. */
const isWithin = (facts: Facts, type: string, { guards }: State): boolean =>
  guards.some(({ choice, not }) => !not && choice === madeOf(facts, type));

interface Variable {
  readonly name: string;
  readonly file: Facts;
  readonly assignment: Assignment;
  readonly type: string;
}

/** `var c Config`, `c := defaults()`, whose fields are set or filled from data later. */
const variablesOf = (context: Context, facts: Facts, type: string): readonly Variable[] =>
  makingFiles(context, facts, type).flatMap((file) => {
    const declared = (declaredAs(file).get(type) ?? []).filter(
      ({ value }) =>
        value.kind === 'instance' && (file === facts || isOfPackage(context.project, file, value.type, facts)),
    );
    const filled = filledFromData(file).filter((one) =>
      context.types(one.target, atAssignment(file, one)).some((name) => isCalled(name, type, file, facts)),
    );
    return [...declared, ...filled].flatMap((assignment) =>
      assignment.target.kind === 'ref' ? [{ name: assignment.target.name, file, assignment, type }] : [],
    );
  });

/** Whether what a file calls a type, with its package or without, is the type that another file declares. */
function isCalled(name: string, type: string, file: Facts, declaring: Facts): boolean {
  const [called, packaged] = name.split(/[./]/).reverse();
  return called === type && (isBeside(file, declaring) || isFolder(packaged, declaring));
}

/** https://go.dev/doc/effective_go#package-names: a package is called as its folder. */
const isFolder = (name: string | undefined, { path: file }: Facts): boolean =>
  name === path.posix.basename(path.posix.dirname(file));

const MOST_FILLED = 8;

/** What fills a variable whose address it is given, and that no declaration gives a type: `toml.DecodeFile(path, &c)`. */
const filledFromData = oncePer(({ program }: Facts) => {
  const all = program?.assignments ?? [];
  const keyOf = ({ target, scope }: Assignment): string => `${scope}:${nameIn(target)}`;
  const declared = new Set(all.filter(({ value }) => value.kind === 'instance').map(keyOf));
  return all
    .filter((one) => {
      const { target, value } = one;
      const isFilled = target.kind === 'ref' && value.kind === 'call' && !declared.has(keyOf(one));
      // The very argument is what is set; `ctx, span := tracer.Start(ctx)` only uses the name again.
      return isFilled && value.args.some((given) => given.value === target);
    })
    .slice(0, MOST_FILLED);
});

const nameIn = (expr: Expr): string | undefined => (expr.kind === 'ref' ? expr.name : undefined);

/** What declares variables of a type, by its name. */
const declaredAs = oncePer(({ program }: Facts) =>
  grouped(
    (program?.assignments ?? []).filter(({ target, value }) => target.kind === 'ref' && value.kind === 'instance'),
    ({ value }) => (value.kind === 'instance' && chainOf(value.type)?.at(-1)) || '',
  ),
);

/** The file of a type, and those that use it; what tests make of a program's types are doubles. */
const makingFiles = ({ project }: Context, facts: Facts, type: string): readonly Facts[] =>
  [facts, ...(project?.callers(facts, type) ?? [])].filter(
    (file) => file === facts || !isForeignTest(file.path, facts.path),
  );

/**
 * A field of a value of which nothing is known but its type, as a container hands it to a constructor: what the program makes of that
 * type, as far as anything is known of that. https://pkg.go.dev/go.uber.org/fx#Provide, https://pkg.go.dev/github.com/google/wire
 */
export function fieldOfMade(context: Context, value: StructureValue, key: string, state: State): readonly Value[] {
  const { expr, place } = value;
  const path = expr.kind === 'instance' && place.facts.format === 'go' ? chainOf(expr.type) : undefined;
  const name = path?.at(-1);
  if (path === undefined || name === undefined) return [];
  const declaring = (context.project?.symbols(place.facts, path) ?? []).map(({ facts }) => facts);
  const files = path.length === 1 ? [place.facts, ...declaring] : declaring;
  return context.guessed(() =>
    [...new Set(files)]
      .filter((facts) => !isWithin(facts, name, state))
      .flatMap((facts) => fieldOfLiterals(context, facts, [name], [key], state))
      .filter(isKnown),
  );
}

/** What gives a literal a name, on which more may be set: `cfg := &Config{…}; …; cfg.Host = h`. */
const holding = ({ program }: Facts, { call }: CallSite): RefExpr | undefined => program && holders(program).get(call);

const holders = oncePer((program: Program): ReadonlyMap<Expr, RefExpr> => {
  const found = new Map<Expr, RefExpr>();
  for (const { target, value } of program.assignments)
    if (target.kind === 'ref' && !found.has(value)) found.set(value, target);
  return found;
});

/** What sets a field of what it is given: `func WithHost(h string) Option { return func(c *Client) { c.host = h } }`. */
const settersOf = (facts: Facts, types: ReadonlySet<string>, field: string): readonly Assignment[] =>
  (facts.program?.assignments ?? [])
    .filter((one) => {
      const [object = '', set, more] = chainOf(one.target) ?? [];
      if (set !== field || more !== undefined || object === 'this') return false;
      const type = declaredType(facts, object, atAssignment(facts, one));
      return type !== undefined && types.has(chainOf(type)?.at(-1) ?? '');
    })
    .slice(0, MAX_LITERALS);

/** The function around: all fields that it sets are set together. */
const setterOf = ({ path }: Facts, { scope }: Assignment): string => `${path} set in ${scope}`;

interface Literal {
  readonly site: CallSite;
  readonly facts: Facts;
  readonly type: string;
}

const literalsOf = (context: Context, facts: Facts, type: string): readonly Literal[] =>
  makingFiles(context, facts, type).flatMap((file) =>
    (callsByName(file).get(type) ?? [])
      .filter(
        ({ call: { construct, callee } }) =>
          construct && (file === facts ? isOwn(file, callee) : isOfPackage(context.project, file, callee, facts)),
      )
      .map((site) => ({ site, facts: file, type })),
  );

/** In its own file a type has no package before its name. */
const isOwn = ({ format }: Facts, type: Expr): boolean => format !== 'go' || type.kind === 'ref';

/** Whether the type that a file constructs is declared beside the methods of another; a package of Go is all files of its folder. */
const isOfPackage = (project: Project | undefined, file: Facts, type: Expr, facts: Facts): boolean =>
  (file.format === 'go' && type.kind === 'ref' && isBeside(file, facts)) ||
  (project?.symbols(file, chainOf(type) ?? []) ?? []).some((declared) => isBeside(declared.facts, facts));

const isBeside = (one: Facts, other: Facts): boolean => path.posix.dirname(one.path) === path.posix.dirname(other.path);
