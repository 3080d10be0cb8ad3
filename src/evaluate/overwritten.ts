/** Assignments that never reach anything: the next one to the same name runs before anybody can ask. */
import type { Assignment, Branch, Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { boundsOf } from './scopes.ts';

/** So much may stand between the two. */
const MAX_BETWEEN = 2_000;

/** Lines that are comments in one language or another. */
const COMMENTS = /^[ \t]*(?:\/\/|#|\*|\/\*|--|;).*$/gm;

/** Made once a file. */
export const overwritten = oncePer((facts: Facts): ReadonlySet<Assignment> => {
  const found = new Set<Assignment>();
  if (!facts.program) return found;
  for (const bounds of boundsOf(facts.program)) {
    const last = new Map<string, Assignment>();
    for (const { assignment, chain } of bounds) {
      const name = chain.join('.');
      const before = last.get(name);
      if (before && chain[0] !== 'this' && isReplaced(facts, before, assignment, chain[0] ?? '')) found.add(before);
      last.set(name, assignment);
    }
  }
  return found;
});

/** In one scope, on every way, with nothing between that reads the name or calls what may. */
function isReplaced({ source }: Facts, before: Assignment, after: Assignment, name: string): boolean {
  if (before.scope !== after.scope || !isPassed(after.branch, before.branch)) return false;
  const { end } = before.range;
  if (after.range.start < end || after.range.start - end > MAX_BETWEEN) return false;
  const between = source.text.slice(end, after.range.start).replace(COMMENTS, '');
  const value = source.text.slice(after.value.range.start, after.value.range.end);
  return !/[({]|\b(?:return|throw|raise|exit|die|break|continue|next|last)\b/.test(between) && ![between, value].some((text) => text.split(/\W+/).includes(name));
}

const isPassed = (after: Branch, before: Branch): boolean =>
  after.length <= before.length && after.every((step, index) => step === before[index]);
