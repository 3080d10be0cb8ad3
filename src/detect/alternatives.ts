/** Options that are surely given, as against those that only some ways to make the object hold. */
import { reaching } from '../evaluate/scopes.ts';
import { wholeText } from '../evaluate/texts.ts';
import type { Place, StructureValue } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import type { Tools } from './detector.ts';

const MAX_DEPTH = 4;

/** Whether every way to make `options` gives `key` a text, so that it decides whatever else is given. */
export function isDecided(options: Expr, key: string, place: Place, tools: Tools): boolean {
  const given = tools.member(options, key, place);
  return (
    given.length > 0 &&
    given.every((value) => value.kind === 'text' && wholeText(value) !== undefined) &&
    isAlways(options, key, place, tools, 0)
  );
}

function isAlways(options: Expr, key: string, place: Place, tools: Tools, depth: number): boolean {
  const values = tools.evaluate(options, place);
  return values.every((value) => value.kind === 'structure' && holds(value, key, tools, depth));
}

function holds(value: StructureValue, key: string, tools: Tools, depth: number): boolean {
  const { expr, place, via } = value;
  const set = via ? reaching(via.place, [...via.chain, key]).filter((one) => one.chain.length > via.chain.length) : [];
  if (set.length > 0)
    return set.some(({ assignment }) => assignment.branch.every((step, at) => step === via?.place.branch[at]));
  if (expr.kind !== 'object') return true;
  return expr.entries.some((entry) =>
    entry.spread ? depth < MAX_DEPTH && isAlways(entry.value, key, place, tools, depth + 1) : entry.key === key,
  );
}
