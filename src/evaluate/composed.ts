/** Values that are made of several: any one of some options, texts put together from parts. */
import type { Expr, JoinExpr } from '../model/expr.ts';
import { type Context, chosen, MAX_VALUES, type State } from './context.ts';
import { agree, bothGuards } from './guards.ts';
import { asFallback, unknownText } from './holes.ts';
import { askedName, withoutEmptyHoles } from './texts.ts';
import type { Place, TextValue, Value } from './value.ts';

/** Each option; what follows a variable is used when that is unset. */
export function alternatives(
  { enter }: Context,
  options: readonly Expr[],
  place: Place,
  state: State,
): readonly Value[] {
  let unset: string | undefined;
  return options.flatMap((option, arm) => {
    const values = enter(option, place, chosen(state, { choice: options, arm })).filter(withoutEmptyHoles);
    const name = unset;
    unset ??= values.map(askedName).find((asked) => asked !== undefined);
    return name === undefined ? values : values.map((value) => asFallback(value, name));
  });
}

/** The text of every way to put the parts together. */
export function joined(context: Context, { parts, range }: JoinExpr, place: Place, state: State): readonly Value[] {
  let made: TextValue[] = [
    { kind: 'text', segments: [], facts: place.facts, range, hops: state.hops, guards: state.guards },
  ];
  for (const part of parts) {
    const tails = textsOfPart(context, part, place, state);
    made = made
      .flatMap((head) =>
        tails
          .filter((tail) => agree(head.guards, tail.guards))
          .map((tail) => appended(head, tail, tail.hops.slice(state.hops.length))),
      )
      .slice(0, MAX_VALUES);
  }
  return made;
}

function textsOfPart({ enter }: Context, part: Expr, place: Place, state: State): readonly TextValue[] {
  const values = enter(part, place, state).map((value) =>
    value.kind === 'text' ? value : unknownText(part, place, state),
  );
  return values.length > 0 ? values : [unknownText(part, place, state)];
}

function appended(head: TextValue, tail: TextValue, further: TextValue['hops']): TextValue {
  const fallbackOf = head.fallbackOf ?? tail.fallbackOf;
  return {
    ...head,
    segments: [...head.segments, ...segmentsWithin(tail)],
    hops: [...head.hops, ...further],
    guards: bothGuards(head.guards, tail.guards),
    ...(fallbackOf ? { fallbackOf } : {}),
  };
}

/** The segments of a text that becomes a part of another; those put together elsewhere remember where. */
function segmentsWithin({ segments, facts, range }: TextValue): TextValue['segments'] {
  if (segments.length < 2) return segments;
  const composed = { facts, range };
  return segments.map((segment) => ({ ...segment, within: [...(segment.within ?? []), composed] }));
}
