/** What subclasses give to the members of the class around a place: an abstract method, an overridden property. */
import { chainOf } from '../model/expr.ts';
import { roleOf } from '../select/role.ts';
import { classAround, type FoundClass } from './classes.ts';
import type { Guard, Place, Project } from './value.ts';

const MAX_SUBCLASSES = 12;

export interface Subclass extends FoundClass {
  /** That an instance is of this class. */
  readonly guard: Guard;
}

/** Classes whose base the class around a place is: of its file or, `everywhere`, of all files that name it. Tests have their own. */
export function subclassesAround(
  project: Project | undefined,
  place: Place,
  everywhere: boolean,
): readonly Subclass[] {
  const around = classAround(place);
  const name = around?.definition.name;
  if (!around || name === undefined) return [];
  const files = [around.facts, ...(everywhere ? (project?.callers(around.facts, name) ?? []) : [])];
  const isTest = roleOf(around.facts.path) === 'test';
  const choice = `${around.facts.path}:${around.definition.range.start} is`;
  return files
    .filter((facts) => facts === around.facts || isTest || roleOf(facts.path) !== 'test')
    .flatMap((facts) =>
      (facts.program?.classes ?? []).flatMap((definition): readonly Subclass[] =>
        definition !== around.definition && definition.bases.some((base) => chainOf(base)?.at(-1) === name)
          ? [{ facts, definition, guard: { choice, arm: `${facts.path}:${definition.range.start}` } }]
          : [],
      ),
    )
    .slice(0, MAX_SUBCLASSES);
}

/** That an instance is of none of the classes. */
export const ofNone = (classes: readonly Subclass[]): readonly Guard[] =>
  classes.map(({ guard }) => ({ ...guard, not: true as const }));
