/** Values of names: what assignments, parameters and other files give them. */
import type { Range, RefExpr } from '../model/expr.ts';
import type { Format } from '../model/facts.ts';
import { assigned } from './assigned.ts';
import { basesAround, classAround, standsForInstance } from './classes.ts';
import { guardOfArm, guardsOfArm } from './conditions.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { type FoundExpr, memberExpr, NOWHERE } from './exports.ts';
import { unless } from './guards.ts';
import { setOver, setWhereHanded } from './handed-objects.ts';
import { hole } from './holes.ts';
import { asking } from './look-ups.ts';
import { lookupOf, wholeOf } from './lookup.ts';
import { imported } from './other-files.ts';
import { parameter } from './parameters.ts';
import { type Bound, mayBeUnset, reaching, setByMethods } from './scopes.ts';
import { receiverOf } from './symbols.ts';
import { isKnown, isWritten } from './texts.ts';
import type { Guard, Place, Value, Via } from './value.ts';

/** Languages whose programs set options over defaults by functions that are handed the object. */
export const HANDING: ReadonlySet<Format> = new Set(['go']);

/** Values of a bare name: assignments, parameters, imports, constants of other files. */
export function named(context: Context, expr: RefExpr, place: Place, state: State): readonly Value[] {
  const { name, range } = expr;
  const container = lookupOf(context.memberLookups, [name], place.facts.format);
  if (container)
    return [
      hole(range, place, state, {
        note: name,
        asked: wholeOf(container),
      }),
    ];
  const values = reachable(context, [name], place, state);
  if (values.length > 0)
    return [
      ...values.map((value) => reachedBy([name], place, value)),
      ...(place.facts.format === 'bash' && mayBeUnset(place, name) ? before(context, name, range, place, state) : []),
    ];
  const members = inherited(context, name, place, state);
  if (members.length > 0) return members;
  const elsewhere = definedElsewhere(context, name, imported(context.project, name, place), state);
  if (elsewhere.length > 0) return elsewhere;
  const object = standsForInstance(context.project, expr, place);
  if (object) return [{ kind: 'structure', expr: object, place, hops: state.hops, guards: state.guards }];
  // A constant that no file in sight defines may be one of the configuration.
  if (place.facts.format !== 'bash' && !/^[A-Z][A-Z0-9_]+$/.test(name))
    return [hole(range, place, state, { note: name })];
  return asking(context, { asked: { space: 'env', path: [name] }, range }, [], place, state);
}

/** What a variable of a shell is from before, where a script sets it on some ways only: a file that it sources, the environment. */
function before(context: Context, name: string, range: Range, place: Place, state: State): readonly Value[] {
  const sourced = definedElsewhere(context, name, imported(context.project, name, place), state);
  const values = [...sourced, ...asking(context, { asked: { space: 'env', path: [name] }, range }, [], place, state)];
  return values.filter(isWritten);
}

/** Languages in which a bare name may be a member that a class has from its bases, mixed-in modules or other parts. */
const INHERITING: ReadonlySet<Format> = new Set(['java', 'kotlin', 'scala', 'groovy', 'csharp', 'ruby', 'plain']);

function inherited(context: Context, name: string, place: Place, state: State): readonly Value[] {
  const around = INHERITING.has(place.facts.format) ? classAround(place) : undefined;
  if (!around || basesAround(context.project, place).length === 0) return [];
  return context.enter(memberExpr(receiverOf(around.definition), name), place, state).filter(isKnown);
}

/** What other files hold under a name. */
export const definedElsewhere = (
  { within }: Context,
  name: string,
  found: readonly FoundExpr[],
  state: State,
): readonly Value[] =>
  found.flatMap(({ expr, place, path = [], guards = [] }) => {
    const hop = { facts: place.facts, range: expr.range, kind: 'defined', name } as const;
    const way = chosen(state, ...guards);
    return within(expr, path, place, expr.range === NOWHERE ? way : over(way, hop));
  });

/** A structure remembers its names, the last ones: what is set on them later is a part of it too. */
export const reachedBy = (chain: readonly string[], place: Place, value: Value): Value =>
  value.kind === 'structure' && value.expr.kind !== 'function'
    ? { ...value, via: { chain, place, ...earlier(value.via) } }
    : value;

const MOST_NAMES = 3;

/** The names from before, of which the oldest are left out. */
function earlier(via: Via | undefined, kept = 1): Pick<Via, 'before'> {
  if (!via || via.type || kept >= MOST_NAMES) return {};
  const { before: older, ...own } = via;
  return { before: { ...own, ...earlier(older, kept + 1) } };
}

/** The values that assignments and parameters give to a chain of names. */
export function reachable(context: Context, chain: readonly string[], place: Place, state: State): readonly Value[] {
  const bounds = reaching(place, chain);
  const found = bounds.flatMap((bound, index) =>
    assigned(
      context,
      bound,
      chain,
      place,
      chosen(state, ...branchGuards(bound, bounds.slice(index + 1, index + 1 + MOST_PASSED), place)),
    ),
  );
  const surely = bounds.some(
    ({ assignment, chain: set }) => assignment.branch.length === 0 && set.length === chain.length,
  );
  const [first, ...rest] = chain;
  if (first === undefined || (surely && found.length > 0)) return found;
  const values = [...found, ...parameter(context, first, rest, place, state)];
  // What stands in a field at first may be a default, which functional options replace.
  const isField = rest.length > 0 && first !== 'this' && (HANDING.has(place.facts.format) || !values.some(isKnown));
  return isField ? setOver(values, setWhereHanded(context, first, rest, place, state)) : values;
}

/** What methods set a field to that its class declares with a value. */
export const setLaterByMethods = (
  context: Context,
  chain: readonly string[],
  place: Place,
  state: State,
): readonly Value[] =>
  setByMethods(place, chain).flatMap((bound) => assigned(context, bound, chain, place, state).filter(isWritten));

/** Of the assignments that may replace one so many are told apart by their branches, from the next one on. */
const MOST_PASSED = 40;

/** The branches that the assignment stands in, and that no later assignment was passed. */
function branchGuards({ assignment }: Bound, later: readonly Bound[], place: Place): readonly Guard[] {
  const { branch } = place;
  const from = { ...place, scope: assignment.scope };
  const own = assignment.branch;
  const taken = own.filter((step, index) => branch[index] !== step).flatMap((step) => guardsOfArm(step, from));
  const around = later.flatMap((one) => {
    const step = one.assignment.branch.find((each, index) => own[index] !== each);
    const construct = step?.slice(0, step.indexOf(':') + 1);
    return step === undefined || construct === undefined || own.some((each) => each.startsWith(construct))
      ? []
      : [unless(guardOfArm(step, from))];
  });
  return [...taken, ...around];
}
