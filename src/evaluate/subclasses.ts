/** What subclasses give to the members of the class around a place: an abstract method, an overridden property. */
import { chainOf, type Expr } from '../model/expr.ts';
import type { ClassDef, Facts } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { isForeignTest } from '../select/role.ts';
import { classAround, type FoundClass } from './classes.ts';
import { unless } from './guards.ts';
import type { Guard, Place, Project } from './value.ts';

const MAX_SUBCLASSES = 12;

export interface Subclass extends FoundClass {
  /** That an instance is of this class. */
  readonly guard: Guard;
}

/** Classes, in the file and in those that name it, whose base the class around a place is. Tests have their own. */
export function subclassesAround(project: Project | undefined, place: Place): readonly Subclass[] {
  const around = classAround(place);
  const name = around?.definition.name;
  if (!around || name === undefined) return [];
  const files = [around.facts, ...(project?.callers(around.facts, name) ?? [])];
  const choice = `${around.facts.path}:${around.definition.range.start} is`;
  return files
    .filter((facts) => !isForeignTest(facts.path, around.facts.path))
    .flatMap((facts) =>
      (classesByBase(facts).get(name) ?? [])
        .filter((definition) => definition !== around.definition)
        .map((definition) => ({
          facts,
          definition,
          guard: { choice, arm: `${facts.path}:${definition.range.start}` },
        })),
    )
    .slice(0, MAX_SUBCLASSES);
}

/** The classes of a file by the last name of each of their bases, in source order. */
const classesByBase = oncePer(({ program }: Facts): ReadonlyMap<string, readonly ClassDef[]> => {
  const byBase = new Map<string, ClassDef[]>();
  for (const definition of program?.classes ?? [])
    for (const base of new Set(definition.bases.flatMap((one) => lastPartOf(one) ?? [])))
      grow(byBase, base, [definition]);
  return byBase;
});

const lastPartOf = (base: Expr): string | undefined => chainOf(base)?.at(-1)?.split('\\').at(-1);

/** That an instance is of none of the classes. */
export const ofNone = (classes: readonly Subclass[]): readonly Guard[] => classes.map(({ guard }) => unless(guard));
