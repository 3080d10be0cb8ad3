/** Values that are made of several: any one of some options, texts put together from parts. */
import type { Expr, JoinExpr } from '../model/expr.ts';
import { type Context, MAX_HOPS, MAX_VALUES, type State, TOO_MANY } from './context.ts';
import { asFallback, unknownText } from './holes.ts';
import { askedName, withoutEmptyHoles } from './texts.ts';
import type { Hop, Place, Segment, TextValue, Value } from './value.ts';

/** Each option; what follows a variable is used when that is unset. */
export function alternatives(
  { enter }: Context,
  options: readonly Expr[],
  place: Place,
  state: State,
): readonly Value[] {
  let unset: string | undefined;
  return options.flatMap((option) => {
    const values = enter(option, place, state).filter(withoutEmptyHoles);
    const name = unset;
    unset ??= values.map(askedName).find((asked) => asked !== undefined);
    return name === undefined ? values : values.map((value) => asFallback(value, name));
  });
}

/** No text that names relays is put together from more parts, or has more characters: what is longer is not known. */
const MAX_SEGMENTS = 500;
const MAX_CHARACTERS = 100_000;

/** A way to put parts together, while it grows. */
interface Growing {
  readonly segments: Segment[];
  readonly hops: Hop[];
  readonly fallbackOf: string | undefined;
  readonly length: number;
}

/** The text of every way to put the parts together. */
export function joined(context: Context, expr: JoinExpr, place: Place, state: State): readonly Value[] {
  let made: readonly Growing[] = [{ segments: [], hops: [...state.hops], fallbackOf: undefined, length: 0 }];
  if (expr.parts.length > MAX_SEGMENTS) return [unknownText(expr, place, state)];
  for (const part of expr.parts) {
    const tails = textsOfPart(context, part, place, state);
    const next = grown(made, tails, state.hops.length);
    if (next.length < made.length * tails.length) context.budget.giveUp(TOO_MANY);
    if (next.some(isTooLong) || !context.budget.spend('segments', next.length * (next[0]?.segments.length ?? 0)))
      return [unknownText(expr, place, state)];
    made = next;
  }
  return made.map(({ segments, hops, fallbackOf }) => ({
    kind: 'text',
    segments,
    facts: place.facts,
    range: expr.range,
    hops,
    ...(fallbackOf === undefined ? {} : { fallbackOf }),
  }));
}

const isTooLong = ({ segments, length }: Growing): boolean => segments.length > MAX_SEGMENTS || length > MAX_CHARACTERS;

/** The first ways to go on; the hops before `known` are the heads' own. */
function grown(heads: readonly Growing[], tails: readonly TextValue[], known: number): readonly Growing[] {
  const made: Growing[] = [];
  for (const head of heads)
    for (const tail of tails) {
      if (made.length === MAX_VALUES) return made;
      made.push({
        segments: [...head.segments, ...tail.segments],
        hops: [...head.hops, ...tail.hops.slice(known)].slice(0, MAX_HOPS),
        fallbackOf: head.fallbackOf ?? tail.fallbackOf,
        length: tail.segments.reduce((length, one) => length + lengthOf(one), head.length),
      });
    }
  return made;
}

const lengthOf = (segment: Segment): number => (segment.kind === 'literal' ? segment.text.value.length : 0);

function textsOfPart({ enter }: Context, part: Expr, place: Place, state: State): readonly TextValue[] {
  const values = enter(part, place, state).map((value) =>
    value.kind === 'text' ? value : unknownText(part, place, state),
  );
  return values.length > 0 ? values : [unknownText(part, place, state)];
}
