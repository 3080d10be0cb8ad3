/** Questions about values: their whole text, whether two are one, what a hole asks for. */
import { chainOf, type Expr, type Range } from '../model/expr.ts';
import { shownCode, shownName } from '../text/shown.ts';
import type { TextValue, Value } from './value.ts';

/** The complete texts among values. */
export function textsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => {
    const whole = value.kind === 'text' ? wholeText(value) : undefined;
    return whole === undefined ? [] : [whole];
  });
}

/** The text of a value without holes. */
export function wholeText(value: TextValue): string | undefined {
  let whole = '';
  for (const segment of value.segments) {
    if (segment.kind === 'hole') return undefined;
    whole += segment.text.value;
  }
  return whole;
}

/** What stands in a key for what is not known of it. */
export const OPEN = '*';

/**
 * The keys among values; where none is known whole, those of which inner steps are open, with `*` for these:
 * `tenants.$id.relay` is `tenants.*.relay`.
 */
export function keysIn(values: readonly Value[]): readonly string[] {
  const whole = textsOf(values);
  return whole.length > 0 ? whole : [...new Set(values.flatMap((value) => openKey(value) ?? []))];
}

const OPEN_KEY = /^[\w-]+[.:](?:[\w*-]+[.:])*[\w-]+$/;

function openKey(value: Value): string | undefined {
  if (value.kind !== 'text') return undefined;
  const key = value.segments.map((one) => (one.kind === 'hole' ? OPEN : one.text.value)).join('');
  return OPEN_KEY.test(key) ? key : undefined;
}

/** The values that differ: the same literal is often reached over many ways, of which the one that asks less elsewhere counts. */
export function different(values: readonly Value[]): readonly Value[] {
  const seen = new Map<object, Map<string, number>>();
  const found: Value[] = [];
  for (const value of values) {
    const id = identityOf(value);
    const ways = (id && seen.get(id)) ?? new Map<string, number>();
    const way = holeKey(value);
    const at = ways.get(way);
    const known = at === undefined ? undefined : found[at];
    if (at !== undefined && known) {
      if (definitionsTo(value) < definitionsTo(known)) found[at] = value;
      continue;
    }
    if (id) seen.set(id, ways.set(way, found.length));
    found.push(value);
  }
  return found;
}

const definitionsTo = ({ hops }: Value): number => hops.filter(({ kind }) => kind === 'configured').length;

/** What is open is open wherever it is handed on: each way to it counts. */
const holeKey = (value: Value): string =>
  value.kind === 'text' && value.segments[0]?.kind === 'hole' ? value.hops.map(({ range }) => range.start).join() : '';

function identityOf(value: Value): object | undefined {
  if (value.kind === 'structure') return value.via || value.expr.kind === 'call' ? undefined : value.expr;
  const [only, second] = value.segments;
  if (!only || second) return undefined;
  return only.kind === 'literal' ? only.text : only.hole.range;
}

/** The variable or key whose value a value is, when nothing stands beside it. */
export const askedName = (value: Value): string | undefined => {
  const only =
    value.kind === 'text' && value.segments.length === 1 && value.fallbackOf === undefined
      ? value.segments[0]
      : undefined;
  return only?.kind === 'hole' && only.hole.asked?.path.length ? only.hole.asked.path.join('.') : undefined;
};

/** Something is known of the value: what it is made of, a part of its text, or what to ask for. */
export const isKnown = (value: Value): boolean => isWritten(value) || askedName(value) !== undefined;

/** At least a part of the value stands somewhere. */
export const isWritten = (value: Value): boolean =>
  value.kind === 'structure' || value.segments.some(({ kind }) => kind === 'literal');

export const withoutEmptyHoles = (value: Value): boolean =>
  !(
    value.kind === 'text' &&
    value.segments.length === 1 &&
    value.segments[0]?.kind === 'hole' &&
    value.segments[0].hole.note === 'null'
  );

/** As much of an expression's source as names it: what may hold a secret is left out. */
export const shownSource = (text: string, { start, end }: Range): string =>
  shownCode(text.slice(start, Math.min(end, start + MOST_SOURCE)));

/** More of an expression says no more of its name. */
const MOST_SOURCE = 240;

/** The static name of a chain as it may be shown: a key that is no plain name is left out. */
export const shownChain = (expr: Expr): string | undefined => chainOf(expr)?.map(shownName).join('.');

/** Whether a value is a member of something of which nothing is known: it may not be there at all. */
export const isPossible = (value: Value): boolean =>
  value.kind === 'text' && value.segments.every((one) => one.kind === 'hole' && one.hole.possible);
