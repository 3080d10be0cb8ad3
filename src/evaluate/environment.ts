/** What a program reads from its environment or configuration: by look-ups in calls and members, by schemas. */
import { type CallExpr, chainOf, type Expr, type MemberExpr } from '../model/expr.ts';
import { argument, TYPED_JVM } from '../model/facts.ts';
import { type Context, chosen, MAX_DEPTH, type State } from './context.ts';
import { asFallback } from './holes.ts';
import { asking } from './look-ups.ts';
import { type Lookup, lookupOf } from './lookup.ts';
import { isObject } from './objects.ts';
import { appliedIn, defaultsOf, fieldsOf, isNested, receiverOf } from './schemas.ts';
import { reaching } from './scopes.ts';
import { isOfSection } from './standards.ts';
import { isKnown, isWritten, keysIn, OPEN, textsOf } from './texts.ts';
import type { Asked, Place, StructureValue, Value } from './value.ts';

/** `process.env.X`, `os.environ['X']`; undefined when the container is no look-up's, or the name is not known. */
export function readMember(
  context: Context,
  expr: MemberExpr,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const typed = place.facts.format === 'csharp' ? context.types(expr.of, place) : [];
  const of = [...context.origins(expr.of, place), ...typed];
  const lookup = lookupOf(context.memberLookups, of, place.facts.format);
  if (!lookup || isOwnVariable(expr.of, place)) return undefined;
  const names = keysOf(context, expr, place, state);
  if (names.length === 0) return undefined;
  const { range } = expr;
  const shown = lookup.kind === 'config' ? chainOf(expr)?.join('.') : undefined;
  return names.flatMap((name) =>
    asking(context, { asked: askedOf(lookup, name), range, ...(shown ? { shown } : {}) }, [], place, state),
  );
}

/** Perl's `$config` of a program is not the function `config` of its framework. */
const isOwnVariable = (of: Expr, place: Place): boolean =>
  place.facts.format === 'perl' && of.kind === 'ref' && reaching(place, [of.name]).length > 0;

/** The texts that the key of a member may be. */
const keysOf = ({ enter }: Context, { key }: MemberExpr, place: Place, state: State): readonly string[] =>
  key.kind === 'text' ? [key.value] : textsOf(enter(key, place, state));

/** `os.getenv('X', 'd')`; undefined when the callee is no look-up, or the name is not known. */
export function readCall(
  context: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const found = lookupOf(context.callLookups, origins, place.facts.format);
  if (!found || isOfGivenSection(context, found, call, place, state)) return undefined;
  const lookup = found.sections && isOfSection(context, call.args[1]?.value, place, state) ? OF_SECTION(found) : found;
  const names = namesRead(context, lookup, call, place, state);
  if (names.length === 0) return undefined;
  const standard = fallbackOf(lookup, call);
  return names.flatMap((name) =>
    asking(
      context,
      { asked: askedOf(lookup, name), range: call.range, ...(lookup.whole?.includes(name) ? { shown: name } : {}) },
      standard ? context.enter(standard, place, state) : [],
      place,
      state,
    ),
  );
}

/** Whether what a key is asked of is known to be a section, `new Sender(config.getConfig("mail"))`: then it is a key of that. */
const isOfGivenSection = (
  { enter }: Context,
  { kind, form }: Lookup,
  { callee }: CallExpr,
  place: Place,
  state: State,
): boolean =>
  kind === 'config' &&
  form === 'call' &&
  callee.kind === 'member' &&
  TYPED_JVM.has(place.facts.format) &&
  enter(callee.of, place, state).some(isSection);

const isSection = (value: Value): boolean => {
  const [only, further] = value.kind === 'text' ? value.segments : [];
  if (only?.kind !== 'hole' || further) return false;
  return only.hole.asked?.space === 'config' && only.hole.asked.path.length > 0;
};

const OF_SECTION = (lookup: Lookup): Lookup => ({ ...lookup, parts: 2, fallback: { named: ['fallback'] } });

/** What a look-up asks for by a name; keys of configuration are dotted, or joined by colons (.NET) or slashes (Magento). */
const askedOf = (lookup: Lookup, name: string): Asked =>
  lookup.isFolded ? { space: 'env', path: [name.replace(/[!?]$/, '').toUpperCase()] } : askedAs(lookup, name);

const askedAs = ({ kind, under, whole }: Lookup, name: string): Asked =>
  whole?.includes(name)
    ? { space: 'config', path: [] }
    : kind === 'env' || (kind === 'named' && /^[A-Z][A-Z0-9_]*$/.test(name))
      ? { space: 'env', path: [name] }
      : { space: 'config', path: [...(under === undefined ? [] : [under]), ...name.split(/[.:/]/)] };

/** What a call asks for, its parts joined by dots: every way to put them together. */
function namesRead(
  context: Context,
  { kind, name = 0, parts = 1 }: Lookup,
  call: CallExpr,
  place: Place,
  state: State,
): readonly string[] {
  const { enter } = context;
  const read = kind === 'config' ? keysIn : textsOf;
  return Array.from({ length: parts }, (_, index) => argument(call.args, undefined, name + index))
    .map((part, index) => {
      const module = part ? moduleNamed(context, part, place) : [];
      if (module.length > 0) return module;
      const values = part ? enter(part, place, state) : [];
      // Of a section of which something else decides the name any may be meant.
      return index < parts - 1 && values.some(isOpen) ? [OPEN] : read(values);
    })
    .reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head}.${tail}`)));
}

/** Elixir's applications name sections of their configuration after modules: `config :app, App.Courier, relay: "h"`. https://hexdocs.pm/elixir/Config.html */
const moduleNamed = (context: Context, part: Expr, place: Place): readonly string[] =>
  place.facts.format === 'elixir' && /^[A-Z]/.test(chainOf(part)?.[0] ?? '')
    ? [context.origins(part, place)[0] ?? chainOf(part)?.join('.') ?? []].flat()
    : [];

const isOpen = (value: Value): boolean => value.kind === 'text' && textsOf([value]).length === 0;

function fallbackOf({ fallback }: Lookup, { args }: CallExpr): Expr | undefined {
  if (!fallback) return undefined;
  const named = fallback.named?.map((name) => argument(args, name, undefined)).find(Boolean);
  const given = argument(args, undefined, fallback.index);
  // `getProperty("a.port", Integer.class, 25)`: of which type it is
  const isType = given?.kind === 'unknown' && fallback.index !== undefined;
  return named ?? (isType ? (argument(args, undefined, fallback.index + 1) ?? given) : given);
}

/** Whether `of[key]` is what a schema makes of its data, and not a part of that: `schema.safeParse(process.env).data`. */
export const isParsed = (context: Context, call: CallExpr, key: string, place: Place): boolean =>
  context.calls.parsed.includes(key) &&
  appliedIn(context.calls, call, context.origins(call.callee, place)) !== undefined;

/** A field of a schema, and where it stands. */
interface Field {
  readonly expr: Expr;
  readonly place: Place;
}

/**
 * A key of what a schema makes of its data: `cleanEnv(process.env, { X: str({ default: 'x' }) }).X`. Of the environment it is
 * a variable, of other data what that holds, and else what the schema says.
 */
export function described(context: Context, value: StructureValue, key: string, state: State): readonly Value[] {
  const { expr, place, within: outer = [] } = value;
  const applied = expr.kind === 'call' && appliedIn(context.calls, expr, context.origins(expr.callee, place));
  if (!applied) return [];
  const path = [...outer, key];
  const { data } = applied;
  return fieldsAt(context, { expr: applied.schema, place }, path, state).flatMap((field) => {
    if (isNested(field.expr)) return [{ ...value, within: path }];
    const given = data ? context.within(data, path, place, state).filter(isKnown) : [];
    // A file may be another one where the program runs.
    if (given.some(isWritten) && given.every(isOfProgram)) return given;
    const { range } = field.expr;
    const standards = defaultsOf(field.expr).flatMap((one) =>
      context.enter(one.value, field.place, chosen(state, ...one.guards)),
    );
    // Data of which nothing is known may be any file of the configuration.
    const space = data ? 'config' : 'env';
    return data && context.enter(data, place, state).some(isObject)
      ? [...given, ...standards.map((one) => asFallback(one, path.join('.')))]
      : asking(context, { asked: { space, path }, range }, standards, field.place, state);
  });
}

const isOfProgram = (value: Value): boolean =>
  (value.kind === 'text' ? value.facts : value.place.facts).program !== undefined;

/** The fields at a path of a schema, through the names that hold its parts. */
function fieldsAt(context: Context, { expr, place }: Field, path: readonly string[], state: State): readonly Field[] {
  const [key, ...further] = path;
  // The value of a call such as `.default('x')` would be that of its receiver, without what it says.
  if (key === undefined && expr.kind === 'call') return [{ expr, place }];
  return context.enter(expr, place, state).flatMap((value) => {
    if (value.kind !== 'structure') return [];
    if (key === undefined) return [{ expr: value.expr, place: value.place }];
    const fields = fieldsOf(value.expr);
    const receiver = fields ? undefined : receiverOf(value.expr);
    // `schema = schema.strict()` goes on from itself.
    if (receiver && state.depth < MAX_DEPTH)
      return fieldsAt(context, { expr: receiver, place: value.place }, path, { ...state, depth: state.depth + 1 });
    const field = fields?.entries.findLast((found) => found.key === key)?.value;
    return field ? fieldsAt(context, { expr: field, place: value.place }, further, state) : [];
  });
}
