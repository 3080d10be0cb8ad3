/**
 * What functions set that are handed to a library's own way to configure it: `services.AddPost(o => o.Host = h)` of
 * `AddPost(this IServiceCollection services, Action<PostOptions> configure)`.
 */
import { chainOf } from '../model/expr.ts';
import type { Assignment, Facts, FunctionDef } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { callsByName } from './call-index.ts';
import { functionScope } from './scopes.ts';
import type { Project } from './value.ts';

/** The name by which the reader of C# hands on that a type is a function over another one. */
const OVER = '<Action>';

interface Setting {
  readonly facts: Facts;
  readonly assignment: Assignment;
}

/** What functions set as a key of a type's objects that others hand to the functions of some files. */
export const setByHanded = (
  project: Project | undefined,
  files: readonly Facts[],
  type: string,
  key: string,
): readonly Setting[] =>
  files.flatMap((file) =>
    (takingByType(file).get(type) ?? []).flatMap(({ name = '' }) =>
      [file, ...(project?.callers(file, name) ?? [])].flatMap((caller) =>
        handedTo(caller, name).flatMap((handed) => setIn(caller, handed, key)),
      ),
    ),
  );

/** The functions of a file that take one over a type, by the type's name. */
const takingByType = oncePer((facts: Facts): ReadonlyMap<string, readonly FunctionDef[]> => {
  const found = new Map<string, FunctionDef[]>();
  for (const definition of facts.program?.functions ?? [])
    for (const { type } of definition.params) {
      const [over, of] = [...((type && chainOf(type)) ?? [])].reverse();
      if (over === OVER && of !== undefined && definition.name !== undefined) grow(found, of, [definition]);
    }
  return found;
});

/** The functions written in place among the arguments of a file's calls of a name. */
const handedTo = (facts: Facts, name: string): readonly FunctionDef[] =>
  (callsByName(facts).get(name) ?? []).flatMap(({ call }) =>
    call.args.flatMap(({ value }) => (value.kind === 'function' ? (facts.program?.functions[value.fn] ?? []) : [])),
  );

/** What a function sets as a key of its first parameter. */
const setIn = (facts: Facts, { params: [first], scope }: FunctionDef, key: string): readonly Setting[] =>
  (first && settingsByField(facts).get(`${scope} ${first.name} ${key}`)) ?? [];

/** What is set on a field of a name, by the function that does it, the name and the field. */
const settingsByField = oncePer((facts: Facts): ReadonlyMap<string, readonly Setting[]> => {
  const found = new Map<string, Setting[]>();
  const { program } = facts;
  for (const assignment of program?.assignments ?? []) {
    const [object, field, further] = chainOf(assignment.target) ?? [];
    if (program && object !== undefined && field !== undefined && further === undefined)
      grow(found, `${functionScope(program, assignment.scope)} ${object} ${field}`, [{ facts, assignment }]);
  }
  return found;
});
