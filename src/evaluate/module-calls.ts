/**
 * Calls of the function that a module is: `module.exports = (conf) => …`, then `const post = require('./post'); post(conf)`, or
 * `require('./post')(conf)`. Whoever calls it need not know its name, and it need not have one.
 */
import path from 'node:path';
import type { CallSite, Facts, FunctionDef, Program } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { callsByName } from './call-index.ts';
import { requiredModule } from './imports.ts';
import type { Project } from './value.ts';

interface ModuleCall {
  readonly facts: Facts;
  readonly site: CallSite;
}

/** A local name that stands for a module, or the module itself where it is called as it is loaded. */
interface Loaded {
  readonly called: string;
  readonly module: string;
}

/** The calls of a function that a module exports as its default, or as all of it. */
export function moduleCalls(
  project: Project | undefined,
  facts: Facts,
  definition: FunctionDef,
): readonly ModuleCall[] {
  const { program } = facts;
  if (!project || !program || facts.format !== 'javascript' || !isModule(program, definition)) return [];
  return project
    .callers(facts, nameOf(facts))
    .filter((file) => file !== facts)
    .flatMap((file) =>
      loadedIn(file)
        .filter(({ module }) => isAlike(module, facts) && project.module(file, module) === facts)
        .flatMap(({ called }) => (callsByName(file).get(called) ?? []).map((site) => ({ facts: file, site }))),
    );
}

/** Whether the function is what `require` gives, or the default of an import. */
const isModule = ({ exports, functions }: Program, definition: FunctionDef): boolean =>
  exports.some(
    ({ name, value }) =>
      name === 'default' &&
      ((value.kind === 'function' && functions[value.fn] === definition) ||
        (value.kind === 'ref' && value.name === definition.name)),
  );

/** What a module is called where it is loaded: as its file or, of an `index`, as its folder. */
function nameOf({ path: file }: Facts): string {
  const stem = path.posix.basename(file).replace(/\.\w+$/, '');
  return stem === 'index' ? path.posix.basename(path.posix.dirname(file)) : stem;
}

const isAlike = (module: string, facts: Facts): boolean => module.includes(nameOf(facts));

const loadedIn = oncePer((file: Facts): readonly Loaded[] => {
  const { program } = file;
  if (!program) return [];
  const imported = program.imports.flatMap(({ local, module, name }) =>
    name === 'default' || name === '*' ? [{ called: local, module }] : [],
  );
  const required = program.assignments.flatMap(({ target, value }) => {
    const module = target.kind === 'ref' ? requiredModule(value) : undefined;
    return target.kind === 'ref' && module !== undefined ? [{ called: target.name, module }] : [];
  });
  // By its module a call is known of what that is called on.
  const direct = program.calls.flatMap(({ call: { callee } }) => {
    const module = requiredModule(callee);
    return module === undefined ? [] : [{ called: module, module }];
  });
  const all = [...imported, ...required, ...direct];
  return [...new Map(all.map((one) => [`${one.called} ${one.module}`, one])).values()];
});
