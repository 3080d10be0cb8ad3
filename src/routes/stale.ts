/** What differs between a committed document and the one that would be written. */
import { visible } from '../report/escape.ts';

const MOST = 20;
const LONGEST = 200;

/**
 * Lines that only one of the two has, marked `-` and `+`, at most so many that a person reads them; empty when both are
 * the same. A check-out may have other line breaks than what was written.
 */
export function differences(committed: string, fresh: string): readonly string[] {
  const before = linesOf(committed);
  const after = linesOf(fresh);
  if (before.join('\n') === after.join('\n')) return [];
  const gone = without(before, after).map((line) => `- ${line}`);
  const come = without(after, before).map((line) => `+ ${line}`);
  const all = [...gone, ...come];
  if (all.length === 0) return ['the same lines in another order'];
  const shown = all.slice(0, MOST).map((line) => visible(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line));
  return all.length > MOST ? [...shown, `and ${all.length - MOST} more lines`] : shown;
}

const linesOf = (text: string): readonly string[] => text.replaceAll('\r\n', '\n').split('\n');

function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return all.filter((line) => !known.has(line));
}
