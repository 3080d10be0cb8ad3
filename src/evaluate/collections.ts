/** Lists and mappings as wholes: any entry, entries as pairs, what a function makes of each item. */
import {
  type Argument,
  type CallExpr,
  type Entry,
  type Expr,
  type ListExpr,
  type MemberExpr,
  memberUnder,
  type ObjectExpr,
} from '../model/expr.ts';
import type { CallRules } from './calls.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { functionsOf } from './functions.ts';
import { bothGuards } from './guards.ts';
import { matchesAny } from './lookup.ts';
import { atReturn } from './places.ts';
import { storedAny } from './stored.ts';
import { isWritten, OPEN, textsOf } from './texts.ts';
import type { Asked, Place, StructureValue, TextValue, Value } from './value.ts';

/** Entries of one mapping that are looked at when the key is not known. */
const MAX_ENTRIES = 200;
const MAX_DEPTH = 4;

/** Any value of a list or mapping; a text that a list was split from stands for any part of it. */
export const anyEntry = (context: Context, of: Expr, place: Place, state: State): readonly Value[] =>
  context.enter(of, place, state).flatMap((value) => (value.kind === 'text' ? [value] : valuesIn(context, value)));

/** The entries whose keys a partly known key may be: `HOSTS["relay_" + zone]`; any where what is known is a default. */
export function fittingEntries(
  context: Context,
  { of, key }: MemberExpr,
  place: Place,
  state: State,
): readonly Value[] {
  const keys = context.enter(key, place, state);
  const isOpen = ({ fallbackOf, segments }: TextValue): boolean => fallbackOf !== undefined || segments.some(isHole);
  const open = keys.filter((value): value is TextValue => value.kind === 'text' && isOpen(value));
  const asked = keys.length > 0 && keys.every(isUnknown) ? anyKeyAsked(context, of, place, state) : [];
  if (asked.length > 0) return asked;
  if (open.length === 0) return [];
  const fits = open.map((value) => (value.fallbackOf === undefined ? patternOf(value) : /^/));
  return context
    .enter(of, place, state)
    .flatMap((value) =>
      value.kind === 'structure' ? valuesIn(context, value, (entry) => fits.some((one) => one.test(entry))) : [],
    );
}

const isUnknown = (value: Value): boolean =>
  value.kind === 'structure' ? value.expr.kind === 'call' : value.segments.every(isHole);

/** Any key of a section that is asked for outside: `Rails.configuration.tenants[name]`. */
const anyKeyAsked = (context: Context, of: Expr, place: Place, state: State): readonly Value[] =>
  context
    .enter(of, place, state)
    .filter((value) => askedFor(value)?.space === 'config' && (askedFor(value)?.path.length ?? 0) > 0)
    .flatMap((value) => context.memberOf(value, OPEN, state));

/** What a value stands for, when it is nothing but a question to the project. */
function askedFor(value: Value): Asked | undefined {
  const [only, further] = value.kind === 'text' ? value.segments : [];
  return only?.kind === 'hole' && !further ? only.hole.asked : undefined;
}

const isOfAnyKey = (value: Value): boolean => askedFor(value)?.path.includes(OPEN) ?? false;

/** A section that files define, of which variables of the environment may set a part. */
const isOfFiles = (value: Value): boolean =>
  value.kind === 'text' && value.segments.every((one) => one.kind === 'hole' && one.hole.decided);

/** What each entry of a mapping holds, as a choice of its own. */
export const itemsOfMapping = (context: Context, value: StructureValue): readonly Value[] =>
  value.expr.kind === 'object' ? valuesIn(context, value) : [];

const isHole = ({ kind }: TextValue['segments'][number]): boolean => kind === 'hole';

const patternOf = ({ segments }: TextValue): RegExp =>
  new RegExp(
    `^${segments.map((one) => (one.kind === 'hole' ? '.*' : one.text.value.replace(/[^\w]/g, '\\$&'))).join('')}$`,
    's',
  );

/** The values in a structure, those of what is spread into it among them. */
function valuesIn(
  context: Context,
  value: StructureValue,
  fits: (key: string) => boolean = () => true,
  depth = 0,
): readonly Value[] {
  const { expr, place, hops, guards } = value;
  const state = { depth: depth + 1, hops, guards };
  const stored = storedAny(context, value, fits, state);
  if (stored.length > 0) return [...stored, ...valuesIn(context, { ...value, via: undefined }, fits, depth)];
  if (expr.kind === 'list')
    return expr.items.flatMap((item) => context.enter(item, place, chosen(state, { choice: expr, arm: item })));
  if (expr.kind !== 'object' || depth > MAX_DEPTH) return [];
  return expr.entries.slice(0, MAX_ENTRIES).flatMap((entry) => {
    if (entry.spread)
      return context
        .enter(entry.value, place, state)
        .flatMap((inner) => (inner.kind === 'structure' ? valuesIn(context, inner, fits, depth + 1) : []));
    const way = chosen(state, { choice: expr, arm: entry });
    return fits(entry.key) ? context.enter(entry.value, place, over(way, givenBy(entry, place))) : [];
  });
}

const givenBy = ({ key, value }: Entry, { facts }: Place) =>
  ({ facts, range: value.range, kind: 'given', name: key }) as const;

/** What a call makes of a list or mapping; undefined when it is none of the rules'. */
export function collected(
  context: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const { collections } = context.calls;
  const { callee } = call;
  const [first] = call.args;
  const method = callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : undefined;
  const form = formOf(collections, origins, method, call);
  const subject = form?.isMethod && callee.kind === 'member' ? callee.of : first?.value;
  if (!form || !subject) return undefined;
  if (form.kind === 'picked')
    return picked(context, call, subject, form.isMethod ? call.args : call.args.slice(1), place, state);
  if (form.kind === 'any') return anyEntry(context, subject, place, state);
  if (form.kind === 'mapped') return mapped(context, call, form.isMethod ? 0 : 1, place, state);
  return context.enter(subject, place, state).flatMap((value) => {
    const list = value.kind === 'structure' ? listOf(value.expr, form.kind) : undefined;
    return list && value.kind === 'structure' ? [{ ...value, expr: list, via: undefined }] : [];
  });
}

/** The entries of a mapping as pairs of key and value. */
export const pairsIn = (mapping: Expr): ListExpr | undefined => listOf(mapping, 'entries');

type Kind = keyof CallRules['collections'];

function formOf(
  rules: CallRules['collections'],
  origins: readonly string[],
  method: string | undefined,
  { args }: CallExpr,
): { readonly kind: Kind; readonly isMethod: boolean } | undefined {
  for (const kind of ['entries', 'pairs', 'values', 'mapped', 'picked', 'any'] as const) {
    if (args.length > 0 && matchesAny(rules[kind].functions, origins)) return { kind, isMethod: false };
    if (method !== undefined && rules[kind].methods.includes(method)) return { kind, isMethod: true };
  }
  return undefined;
}

/** Made once of each mapping, as all made expressions are. */
const lists = new WeakMap<Expr, Map<Kind, ListExpr>>();

function listOf(expr: Expr, kind: Kind): ListExpr | undefined {
  if (expr.kind === 'list') return kind !== 'entries' ? expr : pairsOf(expr, kind, listPairs);
  return expr.kind === 'object' ? pairsOf(expr, kind, kind === 'values' ? entryValues : entryPairs) : undefined;
}

function pairsOf<T extends ListExpr | ObjectExpr>(expr: T, kind: Kind, items: (expr: T) => readonly Expr[]): ListExpr {
  const known = lists.get(expr) ?? new Map<Kind, ListExpr>();
  lists.set(expr, known);
  const list = known.get(kind) ?? { kind: 'list', items: items(expr), range: expr.range };
  known.set(kind, list);
  return list;
}

const entryValues = ({ entries }: ObjectExpr): readonly Expr[] => entries.map(({ value }) => value);

const entryPairs = ({ entries }: ObjectExpr): readonly Expr[] =>
  entries.map(({ key, keyRange, value }) => ({
    kind: 'list',
    items: [{ kind: 'text', value: key, range: keyRange }, value],
    range: value.range,
  }));

const listPairs = ({ items }: ListExpr): readonly Expr[] =>
  items.map((item, index) => ({
    kind: 'list',
    items: [{ kind: 'text', value: String(index), range: item.range }, item],
    range: item.range,
  }));

/** The members that a call picks: by the key as it is, and by the steps of a key that is a path. */
const members = new WeakMap<CallExpr, { readonly whole: Expr; readonly stepwise: Expr | undefined }>();

const memberAt = (subject: Expr, steps: readonly Expr[]): Expr =>
  steps.reduce((of, key) => ({ kind: 'member', of, key, range: key.range }), subject);

/** `'mail.host'` and `['mail', 'host']` as paths: https://lodash.com/docs#get, https://laravel.com/docs/helpers#method-data-get */
function stepped(subject: Expr, steps: readonly Expr[]): Expr | undefined {
  const [path] = steps;
  if (steps.length !== 1 || !path) return undefined;
  if (path.kind === 'list') return memberAt(subject, path.items);
  return path.kind === 'text' ? alongPath(subject, path.value, path) : undefined;
}

const alongPath = (subject: Expr, path: string, { range }: Expr): Expr | undefined =>
  path.includes('.') ? memberUnder(subject, path.split('.'), range) : undefined;

/** Members by paths that are handed on, by the call and the path: `get(all, path)` within a function. */
const handedPaths = new WeakMap<CallExpr, Map<string, Expr | undefined>>();

function byHandedPath(
  context: Context,
  call: CallExpr,
  subject: Expr,
  [path, second]: readonly Expr[],
  place: Place,
  state: State,
): readonly Value[] {
  if (!path || second || path.kind === 'text' || path.kind === 'list') return [];
  const known = handedPaths.get(call) ?? new Map<string, Expr | undefined>();
  handedPaths.set(call, known);
  return context.enter(path, place, state).flatMap((value) =>
    textsOf([value]).flatMap((text) => {
      const at = known.get(text) ?? alongPath(subject, text, path);
      known.set(text, at);
      const way = { ...state, guards: bothGuards(state.guards, value.guards) };
      return at ? context.enter(at, place, way).filter(isWritten) : [];
    }),
  );
}

/** `table.get(key, default)`, `_.get(table, 'a.b', default)`, `table.dig(:a, :b)`: members, any entry where a key is not known. */
function picked(
  context: Context,
  call: CallExpr,
  subject: Expr,
  args: readonly Argument[],
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const keys = args.filter(({ name, spread }) => name === undefined && !spread);
  const last = call.callee.kind === 'member' && call.callee.key.kind === 'text' ? call.callee.key.value : '';
  if (keys.length === 0 && OF_PAIR.has(last)) return ofPair(context, subject, last, place, state);
  const dug = last === 'dig' ? dugByList(context, subject, args, place, state) : [];
  if (dug.length > 0) return dug;
  const steps = (last === 'dig' ? keys : keys.slice(0, 1)).map(({ value }) => value);
  const known = members.get(call) ?? { whole: memberAt(subject, steps), stepwise: stepped(subject, steps) };
  members.set(call, known);
  // That a key might be configured somewhere does not make the subject a mapping.
  const written = (expr: Expr | undefined) =>
    expr ? context.enter(expr, place, state).filter((one) => isWritten(one) || isOfAnyKey(one) || isOfFiles(one)) : [];
  // A whole path is asked of the project's configuration, too, where the mapping itself has no such key.
  const stepwise = written(known.stepwise);
  const found = stepwise.length > 0 ? stepwise : byHandedPath(context, call, subject, steps, place, state);
  const values = found.length > 0 ? found : written(known.whole);
  const standard = last === 'dig' ? undefined : keys[1];
  const given = standard ? context.enter(standard.value, place, state) : [];
  // What is used instead of a section would be one: beside it a text is a key of the section, as configparser's `get` has it.
  const keysWithin = values.some(({ kind }) => kind === 'structure')
    ? textsOf(given).filter((text) => !context.calls.standards.isNoKey(text))
    : [];
  if (keysWithin.length > 0) {
    const within = values.flatMap((value) => keysWithin.flatMap((key) => context.memberOf(value, key, state)));
    return within.length > 0 ? within : undefined;
  }
  return values.length > 0 ? [...values, ...given] : undefined;
}

/** `@data.dig(*path)`: by the texts of a list, whoever makes it. */
function dugByList(
  context: Context,
  subject: Expr,
  [list, further]: readonly Argument[],
  place: Place,
  state: State,
): readonly Value[] {
  if (!list?.spread || further) return [];
  return context.enter(list.value, place, state).flatMap((value) => {
    if (value.kind !== 'structure' || value.expr.kind !== 'list') return [];
    const keys = value.expr.items.map((item) => textsOf(context.enter(item, value.place, state))[0]);
    const way = { ...state, guards: bothGuards(state.guards, value.guards) };
    return keys.length === 0 || keys.includes(undefined)
      ? []
      : context.within(
          subject,
          keys.flatMap((key) => key ?? []),
          place,
          way,
        );
  });
}

/** What the members of an entry are called, which is told as a pair: Java's, Kotlin's, Groovy's, C#'s, Scala's. */
const OF_PAIR: ReadonlyMap<string, number> = new Map([
  ...['getKey', 'key', 'Key', '_1', 'first'].map((name) => [name, 0] as const),
  ...['getValue', 'value', 'Value', '_2', 'second'].map((name) => [name, 1] as const),
]);

/** The part of an entry that a member names: `entry.getValue()`, `entry.Value`. */
export function partOfPair({ items }: ListExpr, name: string): Expr | undefined {
  const at = items.length === 2 ? OF_PAIR.get(name) : undefined;
  return at === undefined ? undefined : items[at];
}

function ofPair(
  context: Context,
  subject: Expr,
  name: string,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const found = context.enter(subject, place, state).flatMap((value) => context.memberOf(value, name, state));
  return found.length > 0 ? found : undefined;
}

const results = new WeakMap<Expr, ListExpr>();

/** The list of what the function gives back for any item. */
function mapped(
  context: Context,
  call: CallExpr,
  index: number,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const fn = call.args[index]?.value;
  const functions = fn ? functionsOf(context, fn, place) : [];
  const made = functions.flatMap(({ facts, definition }) =>
    definition.returns.map((one): StructureValue => {
      const expr = results.get(one.value) ?? { kind: 'list', items: [one.value], range: one.value.range };
      results.set(one.value, expr);
      return {
        kind: 'structure',
        expr,
        place: atReturn(facts, one),
        hops: state.hops,
        guards: state.guards,
      };
    }),
  );
  return made.length > 0 ? made : undefined;
}
