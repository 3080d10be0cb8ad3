/** Values of names: what assignments, parameters and other files give them. */
import type { RefExpr } from '../model/expr.ts';
import { type Context, over, type State } from './context.ts';
import { type FoundExpr, NOWHERE } from './exports.ts';
import { hole } from './holes.ts';
import { matchesAny } from './lookup.ts';
import { imported } from './other-files.ts';
import { parameter } from './parameters.ts';
import { atAssignment, inFrame } from './places.ts';
import { type Bound, reaching } from './scopes.ts';
import type { Place, Value } from './value.ts';

/** Values of a bare name: assignments, parameters, imports, constants of other files. */
export function named(context: Context, { name, range }: RefExpr, place: Place, state: State): readonly Value[] {
  const container = context.memberLookups.find((lookup) => matchesAny(lookup.of, [name]));
  if (container) return [hole(range, place, state, { note: name, container: container.kind === 'env' })];
  const values = reachable(context, [name], place, state);
  if (values.length > 0) return values.map((value) => reachedBy([name], place, value));
  const elsewhere = definedElsewhere(context, name, imported(context.project, name, place), state);
  if (elsewhere.length > 0) return elsewhere;
  const isVariable = place.facts.format === 'bash';
  return [hole(range, place, state, isVariable ? { env: name, note: name } : { note: name })];
}

/** What other files hold under a name. */
export const definedElsewhere = (
  { enter }: Context,
  name: string,
  found: readonly FoundExpr[],
  state: State,
): readonly Value[] =>
  found.flatMap(({ expr, place }) => {
    const hop = { facts: place.facts, range: expr.range, kind: 'defined', name } as const;
    return enter(expr, place, expr.range === NOWHERE ? state : over(state, hop));
  });

/** A structure remembers its name: what is set on that name later is a part of it too. */
export const reachedBy = (chain: readonly string[], place: Place, value: Value): Value =>
  value.kind === 'structure' && value.expr.kind !== 'function' ? { ...value, via: { chain, place } } : value;

/** The values that assignments and parameters give to a chain of names. */
export function reachable(context: Context, chain: readonly string[], place: Place, state: State): readonly Value[] {
  const bounds = reaching(place, chain);
  const found = bounds.flatMap((bound) => assigned(context, bound, chain, place, state));
  const surely = bounds.some(
    ({ assignment, chain: set }) => assignment.branch.length === 0 && set.length === chain.length,
  );
  const [first, ...rest] = chain;
  if (first === undefined || (surely && found.length > 0)) return found;
  return [...found, ...parameter(context, first, rest, place, state)];
}

function assigned(
  { within }: Context,
  { assignment, chain: set }: Bound,
  chain: readonly string[],
  { facts, frame }: Place,
  state: State,
): readonly Value[] {
  const at = inFrame(atAssignment(facts, assignment), frame);
  const hop = { facts, range: assignment.range, kind: 'set', name: set.join('.') } as const;
  return within(assignment.value, chain.slice(set.length), at, over(state, hop));
}
