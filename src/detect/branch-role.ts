/** The role that a branch gives to what stands in it: `if (process.env.NODE_ENV === 'development') { … }`. */
import type { Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { Role } from '../model/setting.ts';

interface Stretch {
  readonly range: Range;
  readonly role: Role;
}

/** Calls and assignments that run in development or in tests only. */
const stretches = oncePer(({ program }: Facts): readonly Stretch[] => {
  const roles = program?.roles;
  if (!program || !roles || roles.size === 0) return [];
  const places = [...program.assignments, ...program.calls.map(({ call, branch }) => ({ range: call.range, branch }))];
  return places.flatMap(({ range, branch }) => {
    const role = branch.map((step) => roles.get(step)).find((one) => one !== undefined);
    return role ? [{ range, role }] : [];
  });
});

/** The role of a literal at `range`, where a branch around it has one. */
export const branchRole = (facts: Facts, range: Range): Role | undefined =>
  stretches(facts).find((one) => one.range.start <= range.start && range.end <= one.range.end)?.role;
