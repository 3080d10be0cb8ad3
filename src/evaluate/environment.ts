/** What a program reads from its environment or configuration: by look-ups in calls and members, by schemas. */
import { type CallExpr, chainOf, type Expr, type MemberExpr } from '../model/expr.ts';
import { argument, TYPED_JVM } from '../model/facts.ts';
import type { Context, State } from './context.ts';
import { asking } from './look-ups.ts';
import { type Lookup, lookupOf } from './lookup.ts';
import { reaching } from './scopes.ts';
import { isOfSection } from './standards.ts';
import { keysIn, OPEN, textsOf } from './texts.ts';
import type { Asked, Place, Value } from './value.ts';

/** Languages of .NET say the type of what they ask. */
const isOfDotnet = ({ facts: { format, path } }: Place): boolean => format === 'csharp' || /\.fsx?$/i.test(path);

/** `process.env.X`, `os.environ['X']`; undefined when the container is no look-up's, or the name is not known. */
export function readMember(
  context: Context,
  expr: MemberExpr,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const typed = isOfDotnet(place) ? context.types(expr.of, place) : [];
  const of = [...context.origins(expr.of, place), ...typed];
  const lookup = lookupOf(context.memberLookups, of, place.facts.format);
  if (!lookup || isOwnVariable(expr.of, place)) return undefined;
  const names = keysOf(context, expr, place, state);
  if (names.length === 0) return undefined;
  const { range } = expr;
  const shown = lookup.kind === 'config' ? chainOf(expr)?.join('.') : undefined;
  return names
    .flatMap((name): readonly Asked[] => [askedOf(lookup, name), ...asWritten(context, lookup, name, place)])
    .flatMap((asked) => asking(context, { asked, range, ...(shown ? { shown } : {}) }, [], place, state));
}

/** A variable that a file names in small letters, as Figaro's may, is one for those who ask for it so. */
function asWritten({ project }: Context, { isFolded }: Lookup, name: string, { facts }: Place): readonly Asked[] {
  const plain = name.replace(/[!?]$/, '');
  if (!isFolded || plain !== plain.toLowerCase()) return [];
  const asked: Asked = { space: 'env', path: [plain] };
  return (project?.definitions(facts, asked) ?? []).length > 0 ? [asked] : [];
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
  lookup.isFolded && name.startsWith('=')
    ? { space: 'env', path: [name.slice(1)] }
    : lookup.isFolded
      ? { space: 'env', path: [name.replace(/[!?]$/, '').toUpperCase()] }
      : askedAs(lookup, name);

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
