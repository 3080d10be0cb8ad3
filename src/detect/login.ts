/** Where the user and the password of a relay come from: names of variables and keys, never what they hold. */
import type { Evaluator } from '../evaluate/evaluator.ts';
import { agree } from '../evaluate/guards.ts';
import type { Guard, Value } from '../evaluate/value.ts';
import type { Match } from './detector.ts';

/** More than these are no answer to the question where to look. */
const MOST = 6;

/** A name; a piece of code may hold anything. */
const NAME = /^[A-Za-z_][\w.:/-]{0,79}$/;

/**
 * The look-ups behind a match's user and password, in the order of the source.
 *
 * @param guards the choices that the host comes from: what belongs to another host is left out.
 */
export function loginNames(match: Match, evaluator: Evaluator, guards: readonly Guard[]): readonly string[] {
  const values = [match.user, match.password].flatMap((expr) => (expr ? evaluator.evaluate(expr, match.place) : []));
  const names = values.filter((value) => agree(value.guards, guards)).flatMap(namesIn);
  return [...new Set(names)].filter((name) => NAME.test(name)).slice(0, MOST);
}

/** What a value is read from, and what would fill its holes. */
function namesIn(value: Value): readonly string[] {
  const read = value.hops.flatMap(({ kind, name }) => (kind === 'read' ? [name] : []));
  if (value.kind === 'structure') return read;
  const asked = value.segments.flatMap((segment) =>
    segment.kind === 'hole' && segment.hole.asked ? [segment.hole.asked.path.join('.')] : [],
  );
  return [...read, ...asked];
}
