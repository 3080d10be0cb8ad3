/** The role that a branch or a section gives to what stands in it: `if (process.env.NODE_ENV === 'development') { … }`. */

import type { Range } from '../model/expr.ts';
import type { Facts, RoleStretch } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { Role } from '../model/setting.ts';
import { countWhile } from '../model/sorted.ts';
import { sectionRoles } from './section-role.ts';

/** What runs in development or in tests only: the outermost stretches, by where they start. */
const stretches = oncePer(({ program, documents }: Facts): readonly RoleStretch[] =>
  outermost([...(program?.roles ?? []), ...sectionRoles(documents)]),
);

function outermost(found: readonly RoleStretch[]): readonly RoleStretch[] {
  const sorted = found.toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const kept: RoleStretch[] = [];
  for (const one of sorted) if (one.range.end > (kept.at(-1)?.range.end ?? -1)) kept.push(one);
  return kept;
}

/** The role of a literal at `range`, where a branch around it has one. */
export function branchRole(facts: Facts, range: Range): Role | undefined {
  const all = stretches(facts);
  const around = all[countWhile(all, (one) => one.range.start <= range.start) - 1];
  return around && range.end <= around.range.end ? around.role : undefined;
}
