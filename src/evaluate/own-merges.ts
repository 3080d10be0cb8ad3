/** Functions of the program itself that merge objects, however deep: they are called so, and call themselves for what lies within. */
import type { CallExpr, ObjectExpr } from '../model/expr.ts';
import { oncePer } from '../model/once.ts';
import { callsByName, lastName } from './call-index.ts';
import { argumentsObject } from './calls.ts';
import type { Context } from './context.ts';
import { type FoundFunction, functionsOf } from './functions.ts';
import type { Place } from './value.ts';

const MERGING = /merge|update|extend|overlay|overri/i;

/** What a call of such a function makes: `deep_merge(DEFAULTS, yaml.safe_load(f))`; undefined of any other call. */
export function mergedByOwn(context: Context, call: CallExpr, place: Place): ObjectExpr | undefined {
  const name = lastName(call.callee);
  if (call.args.length !== 2 || !MERGING.test(name)) return undefined;
  const functions = functionsOf(context, call.callee, place);
  // Within the function itself its parts are not merged once more.
  const isWithin = functions.some(({ definition }) => definition === place.frame?.definition);
  return functions.length > 0 && !isWithin && functions.every((one) => callsItself(one, name))
    ? deepOf(call)
    : undefined;
}

/** Made once of each call, as all made expressions are. */
const deepOf = oncePer((call: CallExpr): ObjectExpr => ({ ...argumentsObject(call), deep: true }));

const callsItself = ({ facts, definition }: FoundFunction, name: string): boolean =>
  definition.params.length === 2 &&
  (callsByName(facts).get(name) ?? []).some(
    ({ call: { range } }) => range.start > definition.range.start && range.end < definition.range.end,
  );
