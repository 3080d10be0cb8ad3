/** The role that a branch gives to what stands in it: `if (process.env.NODE_ENV === 'development') { … }`. */

import type { Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { Role } from '../model/setting.ts';
import { countWhile } from '../model/sorted.ts';

interface Stretch {
  readonly range: Range;
  readonly role: Role;
}

/** Calls and assignments that run in development or in tests only: the outermost ones, by where they start. */
const stretches = oncePer(({ program }: Facts): readonly Stretch[] => {
  const roles = program?.roles;
  if (!program || !roles || roles.size === 0) return [];
  const places = [...program.assignments, ...program.calls.map(({ call, branch }) => ({ range: call.range, branch }))];
  const found = places.flatMap(({ range, branch }) => {
    const role = branch.map((step) => roles.get(step)).find((one) => one !== undefined);
    return role ? [{ range, role }] : [];
  });
  return outermost(found);
});

function outermost(found: readonly Stretch[]): readonly Stretch[] {
  const sorted = found.toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const kept: Stretch[] = [];
  for (const one of sorted) if (one.range.end > (kept.at(-1)?.range.end ?? -1)) kept.push(one);
  return kept;
}

/** The role of a literal at `range`, where a branch around it has one. */
export function branchRole(facts: Facts, range: Range): Role | undefined {
  const all = stretches(facts);
  const around = all[countWhile(all, (one) => one.range.start <= range.start) - 1];
  return around && range.end <= around.range.end ? around.role : undefined;
}
