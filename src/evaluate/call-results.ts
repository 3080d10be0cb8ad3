/** What a call gives back: a variable, what it hands through, the data it loads, what the function returns. */
import type { CallExpr } from '../model/expr.ts';
import type { Facts, FunctionDef } from '../model/facts.ts';
import { callValue } from './calls.ts';
import { collected } from './collections.ts';
import { alternatives } from './composed.ts';
import { gotten } from './configurations.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { readCall } from './environment.ts';
import { functionsOf } from './functions.ts';
import { matchesAny } from './lookup.ts';
import { dataFile, required } from './other-files.ts';
import { atReturn, inFrame } from './places.ts';
import { textCall } from './text-calls.ts';
import type { Frame, Place, Value } from './value.ts';

const MAX_FRAMES = 4;

/** The values of a call; the call itself when nothing is known of it. */
export function called(context: Context, call: CallExpr, place: Place, state: State): readonly Value[] {
  const itself: Value = { kind: 'structure', expr: call, place, hops: state.hops, guards: state.guards };
  // Of a library's function only the first result is known.
  if (call.result) {
    const returns = byFunctions(context, call, place, state);
    return returns.length > 0 ? returns : [itself];
  }
  const origins = context.origins(call.callee, place);
  const read = readCall(context, call, origins, place, state);
  if (read) return read;
  const made = textCall(context, call, origins, place, state);
  if (made) return made;
  const passed = callValue(context.calls, call, origins);
  if (passed) return alternatives(context, passed, place, state);
  const held = matchesAny(context.calls.loading, origins)
    ? dataFile(context.project, call, place)
    : required(context.project, call, '*', place);
  if (held.length > 0) return held.flatMap((found) => context.enter(found.expr, found.place, state));
  const returns = byFunctions(context, call, place, state);
  if (returns.length > 0) return returns;
  const taken = collected(context, call, origins, place, state) ?? [];
  if (taken.length > 0) return taken;
  const asked = gotten(context, call, place, state);
  if (asked.length > 0) return asked;
  const constants = constantCalled(context, call, place, state);
  return constants.length > 0 ? constants : [itself];
}

/** What the project's own functions give back that a call may be of. */
const byFunctions = (context: Context, call: CallExpr, place: Place, state: State): readonly Value[] =>
  functionsOf(context, call.callee, place).flatMap(({ facts, definition }) => {
    const { start } = definition.range;
    const name = definition.name ?? 'the function';
    const hop = { facts, range: { start, end: start }, kind: 'returned', name } as const;
    const asked = `${place.facts.path} ${place.facts.source.text.slice(call.range.start, call.range.end)}`;
    const question = { asked, result: call.result ?? 0 };
    return returned(context, facts, definition, over(state, hop), question, frameOf(definition, call, place));
  });

/** Constants of Perl are functions without arguments: `Places->OUT`, `Places::OUT()`. https://perldoc.perl.org/constant */
const constantCalled = ({ enter }: Context, call: CallExpr, place: Place, state: State): readonly Value[] =>
  place.facts.format === 'perl' && call.args.length === 0
    ? enter(call.callee, place, state).filter(
        (value) => value.kind === 'text' && value.segments.some((one) => one.kind === 'literal'),
      )
    : [];

/** Who asks, and for which of the results. */
interface Question {
  readonly asked: string;
  readonly result?: number;
}

/**
 * What a function returns, entered by the call of `frame` if that is known. Which of its returns is a choice: who asks the
 * same again (`asked`) is given the same.
 */
export const returned = (
  { enter }: Context,
  facts: Facts,
  definition: FunctionDef,
  state: State,
  { asked, result = 0 }: Question,
  frame?: Frame,
): readonly Value[] =>
  definition.returns.flatMap((one) => {
    const value = result === 0 ? one.value : one.further?.[result - 1];
    if (!value) return [];
    const guards =
      definition.returns.length > 1
        ? [{ choice: `${facts.path}:${definition.range.start} for ${asked}`, arm: one.range.start }]
        : [];
    return enter(value, inFrame(atReturn(facts, definition, one), frame), chosen(state, ...guards));
  });

/** Parameters are what this call passes; calls within calls within calls are not told apart. */
export function frameOf(definition: FunctionDef, call: CallExpr, place: Place): Frame | undefined {
  const depth = (place.frame?.depth ?? 0) + 1;
  return depth > MAX_FRAMES ? undefined : { definition, call, place, depth };
}
