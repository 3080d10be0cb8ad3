/** What an assignment gives to a chain of names that begins with what is assigned to. */
import { type Context, over, type State } from './context.ts';
import { atAssignment, inFrame } from './places.ts';
import type { Bound } from './scopes.ts';
import type { Place, Value } from './value.ts';

/** @param place where the chain is asked for: of the same file, and in the same call of a function */
export function assigned(
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
