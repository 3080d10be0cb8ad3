/** What is not known of a text: holes, and variables that something outside sets. */
import type { Expr, Range } from '../model/expr.ts';
import type { State } from './context.ts';
import { shownSource } from './texts.ts';
import type { Hole, Place, TextValue, Value, Way } from './value.ts';

/** A text of which nothing is known but what fills it in. */
export function hole(
  range: Range,
  { facts }: Pick<Place, 'facts'>,
  { hops, guards }: Way,
  known: Omit<Hole, 'facts' | 'range'>,
): TextValue {
  const made: Hole = { ...known, facts, range };
  return { kind: 'text', segments: [{ kind: 'hole', hole: made }], facts, range, hops, guards };
}

/** A hole that shows what stands there. */
export const unknownText = (expr: Expr, place: Place, state: State): TextValue =>
  hole(expr.range, place, state, { note: shownSource(place.facts.source.text, expr.range) });

/** The value is used when `name` is unset, or not given. */
export const asFallback = (value: Value, name: string): Value =>
  value.kind === 'text' ? { ...value, fallbackOf: value.fallbackOf ?? name } : value;
