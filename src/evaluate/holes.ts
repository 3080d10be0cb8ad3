/** What is not known of a text: holes, and variables that something outside sets. */
import type { Expr, Range } from '../model/expr.ts';
import type { State } from './context.ts';
import type { Lookup } from './lookup.ts';
import { shownSource } from './texts.ts';
import type { Hole, Place, TextValue, Value } from './value.ts';

/** A text of which nothing is known but what fills it in. */
export function hole(
  range: Range,
  { facts }: Pick<Place, 'facts'>,
  { hops }: Pick<State, 'hops'>,
  known: Pick<Hole, 'env' | 'config' | 'note' | 'container'>,
): TextValue {
  const made: Hole = { ...known, facts, range };
  return { kind: 'text', segments: [{ kind: 'hole', hole: made }], facts, range, hops };
}

/** A hole that shows what stands there. */
export const unknownText = (expr: Expr, place: Place, state: State): TextValue =>
  hole(expr.range, place, state, { note: shownSource(place.facts.source.text, expr.range) });

/** What is read from outside. */
interface Asked {
  readonly name: string;
  readonly kind: Lookup['kind'];
  /** Where it is read. */
  readonly range: Range;
}

/** A variable or configuration key, and the values that are used when it is unset. */
export const asking = (
  { name, kind, range }: Asked,
  standard: readonly Value[],
  place: Place,
  state: State,
): readonly Value[] => [
  hole(range, place, state, kind === 'env' ? { env: name, note: name } : { config: name, note: name }),
  ...standard.map((value) => asFallback(value, name)),
];

/** The value is used when `name` is unset, or not given. */
export const asFallback = (value: Value, name: string): Value =>
  value.kind === 'text' ? { ...value, fallbackOf: value.fallbackOf ?? name } : value;
