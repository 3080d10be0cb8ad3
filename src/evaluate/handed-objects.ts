/** What functions set on an object that they are handed: `fill(&o)`, `configure(options)`, Go's functional options. */
import type { CallSite, Program } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { assigned } from './assigned.ts';
import { frameOf } from './call-results.ts';
import { type Context, chosen, type State } from './context.ts';
import { functionsOf } from './functions.ts';
import { bothGuards, unless } from './guards.ts';
import { atCall, inFrame } from './places.ts';
import { reaching, scopeIndex } from './scopes.ts';
import { isKnown } from './texts.ts';
import type { Place, Value } from './value.ts';

/** A call that is handed a name as it is. */
interface Handing {
  readonly site: CallSite;
  readonly index: number;
}

/** As many calls that an object is handed to are looked into. */
const MOST_CALLS = 8;

const handingOf = oncePer((program: Program): ReadonlyMap<string, readonly Handing[]> => {
  const handing = new Map<string, Handing[]>();
  for (const site of program.calls)
    for (const [index, { value }] of site.call.args.entries())
      if (value.kind === 'ref' && !site.call.construct) grow(handing, value.name, [{ site, index }]);
  return handing;
});

/**
 * The values that a member of a name has from the functions that the name is handed to before a place.
 *
 * @param path the members, at least one
 */
export function setWhereHanded(
  context: Context,
  name: string,
  path: readonly string[],
  place: Place,
  state: State,
): readonly Value[] {
  const { facts } = place;
  const handing = facts.program ? (handingOf(facts.program).get(name) ?? []) : [];
  if (!facts.program || handing.length === 0) return [];
  const { home } = scopeIndex(facts.program);
  const own = home(place.scope, name);
  return lastOf(handing, ({ site }) => site.call.range.end <= place.at && home(site.scope, name) === own)
    .flatMap((one) => setIn(context, one, path, inFrame(atCall(facts, one.site), place.frame), state))
    .filter(isKnown);
}

/** The last of those that are meant, in order, as many as are looked into: a name may be handed to very many calls. */
function lastOf(all: readonly Handing[], isMeant: (one: Handing) => boolean): readonly Handing[] {
  const found: Handing[] = [];
  for (let at = all.length - 1; at >= 0 && found.length < MOST_CALLS; at -= 1) {
    const one = all[at];
    if (one && isMeant(one)) found.unshift(one);
  }
  return found;
}

const CHOICE = 'set by ';

/** What the object holds at first, and what functions set over it: each function is called or not. */
export function setOver(first: readonly Value[], set: readonly Value[]): readonly Value[] {
  if (set.length === 0) return first;
  const called = set.flatMap(({ guards }) =>
    guards.filter(({ choice, not }) => !not && typeof choice === 'string' && choice.startsWith(CHOICE)),
  );
  const none = called.map(unless);
  return [...set, ...first.map((value) => ({ ...value, guards: bothGuards(value.guards, none) }))];
}

function setIn(
  context: Context,
  { site: { call }, index }: Handing,
  path: readonly string[],
  at: Place,
  state: State,
): readonly Value[] {
  return functionsOf(context, call.callee, at).flatMap(({ facts, definition }) => {
    const param = definition.params[index]?.name;
    if (param === undefined) return [];
    const chain = [param, ...path];
    const end: Place = { facts, scope: definition.scope, branch: [], at: definition.range.end };
    const inside = inFrame(end, frameOf(definition, call, at));
    const way = chosen(state, { choice: `${CHOICE}${facts.path}:${definition.range.start}`, arm: 'called' });
    return reaching(end, chain)
      .filter(({ chain: set }) => set.length > 1)
      .flatMap((bound) => assigned(context, bound, chain, inside, way));
  });
}
