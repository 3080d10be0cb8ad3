/** Values that are made of several: any one of some options, texts put together from parts. */
import type { Chosen, EitherExpr, Expr, JoinExpr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { guardsOfWay } from './conditions.ts';
import { type Context, chosen, MAX_HOPS, MAX_VALUES, type State } from './context.ts';
import { agree, bothGuards, shared } from './guards.ts';
import { asFallback, unknownText } from './holes.ts';
import { askedName, wholeText, withoutEmptyHoles } from './texts.ts';
import type { Guard, Hop, Place, Segment, TextValue, Value } from './value.ts';

/** Each option; what follows a variable is used when that is unset. */
export function alternatives(
  context: Context,
  { options, ways }: Pick<EitherExpr, 'options' | 'ways'>,
  place: Place,
  state: State,
): readonly Value[] {
  const { enter } = context;
  let unset: string | undefined;
  return options.flatMap((option, arm) => {
    const way = ways?.[arm] ?? [];
    const states = holding(context, way, place, chosen(state, { choice: options, arm }, ...guardsOfWay(way, place)));
    const values = states.flatMap((one) => enter(option, place, one)).filter(withoutEmptyHoles);
    const name = unset;
    unset ??= values.map(askedName).find((asked) => asked !== undefined);
    return name === undefined ? values : values.map((value) => asFallback(value, name));
  });
}

/** The states in which the conditions that count are what they have to be, or may be: all values of a condition are looked at. */
function holding(context: Context, way: readonly Chosen[], place: Place, state: State): readonly State[] {
  return way.reduce<readonly State[]>(
    (states, { value, holds }) =>
      value ? states.flatMap((one) => whereHolds(context, value, holds, place, one)).slice(0, MAX_VALUES) : states,
    [state],
  );
}

const whereHolds = ({ enter }: Context, value: Expr, holds: boolean, place: Place, state: State): readonly State[] =>
  enter(value, place, state).flatMap((one) => {
    const text = one.kind === 'text' ? wholeText(one) : undefined;
    return text !== undefined && !FALSE.test(text) !== holds ? [] : [{ ...state, guards: one.guards }];
  });

/** Texts that a switch is off by. */
const FALSE = /^(?:false|0|no|off|none)?$/i;

/** No text that names relays is put together from more parts, or has more characters: what is longer is not known. */
const MAX_SEGMENTS = 500;
const MAX_CHARACTERS = 100_000;

/** A way to put parts together, while it grows. */
interface Growing {
  readonly segments: Segment[];
  readonly hops: readonly Hop[];
  readonly guards: readonly Guard[];
  readonly fallbackOf: string | undefined;
  readonly length: number;
}

/** The text of every way to put the parts together. */
export function joined(context: Context, expr: JoinExpr, place: Place, state: State): readonly Value[] {
  if (expr.parts.length > MAX_SEGMENTS) return [unknownText(expr, place, state)];
  const { hops, guards } = state;
  let made: readonly Growing[] = [{ segments: [], hops, guards, fallbackOf: undefined, length: 0 }];
  for (const part of expr.parts) {
    const tails = textsOfPart(context, part, place, state);
    const ways = made.flatMap((head) => fitting(tails, head).map((tail) => ({ head, tail })));
    if (ways.length > MAX_VALUES) context.cut();
    const next = ways.slice(0, MAX_VALUES).map((way) => grown(way, hops.length));
    if (next.some(isTooLong) || !context.budget.spend('segments', next.length * (next[0]?.segments.length ?? 0)))
      return [unknownText(expr, place, state)];
    made = next;
  }
  return made.map(({ fallbackOf, length, ...way }) => ({
    kind: 'text',
    ...way,
    facts: place.facts,
    range: expr.range,
    ...(fallbackOf === undefined ? {} : { fallbackOf }),
  }));
}

/** The tails that go with a head, first those that share most of its choices: the port of the file that names the host. */
function fitting(tails: readonly TextValue[], { guards, hops }: Growing): readonly TextValue[] {
  const found = tails.filter((tail) => agree(guards, tail.guards));
  const home = configuredIn(hops);
  if (found.length < 2 || (guards.length === 0 && !home)) return found;
  return found
    .map((tail) => ({ tail, same: shared(tail.guards, guards), atHome: configuredIn(tail.hops) === home ? 1 : 0 }))
    .sort((a, b) => b.same - a.same || b.atHome - a.atHome)
    .map(({ tail }) => tail);
}

/** The file that gives a value: what holds everywhere is no choice, but a file's own port goes with its host. */
const configuredIn = (hops: readonly Hop[]): Facts | undefined =>
  hops.findLast(({ kind }) => kind === 'configured')?.facts;

const isTooLong = ({ segments, length }: Growing): boolean => segments.length > MAX_SEGMENTS || length > MAX_CHARACTERS;

/** A part put behind what is there; the first `known` hops are those of both. */
const grown = ({ head, tail }: { readonly head: Growing; readonly tail: TextValue }, known: number): Growing => ({
  segments: [...head.segments, ...segmentsWithin(tail)],
  hops: [...head.hops, ...tail.hops.slice(known)].slice(0, MAX_HOPS),
  guards: bothGuards(head.guards, tail.guards),
  fallbackOf: head.fallbackOf ?? tail.fallbackOf,
  length: tail.segments.reduce((length, one) => length + lengthOf(one), head.length),
});

const lengthOf = (segment: Segment): number => (segment.kind === 'literal' ? segment.text.value.length : 0);

function textsOfPart({ enter }: Context, part: Expr, place: Place, state: State): readonly TextValue[] {
  const values = enter(part, place, state).map((value) =>
    value.kind === 'text' ? value : unknownText(part, place, state),
  );
  return values.length > 0 ? values : [unknownText(part, place, state)];
}

/** Of the texts that a segment is a part of so many are remembered, from the inside: the smallest that holds a host is asked for. */
const MOST_WITHIN = 8;

/** The segments of a text that becomes a part of another; those put together elsewhere remember where. */
function segmentsWithin({ segments, facts, range }: TextValue): TextValue['segments'] {
  if (segments.length < 2) return segments;
  const composed = { facts, range };
  return segments.map((segment) => {
    const { within = [] } = segment;
    return within.length < MOST_WITHIN ? { ...segment, within: [...within, composed] } : segment;
  });
}
