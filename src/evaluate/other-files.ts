/** What other files of the project say: of imported names, members of modules and classes, data files. */
import { type CallExpr, chainOf, type Expr, textOf } from '../model/expr.ts';
import type { Facts, Import } from '../model/facts.ts';
import { classesNamed } from './classes.ts';
import { fileNamedBy } from './data-files.ts';
import { exportsOf, type FoundExpr } from './exports.ts';
import { importsOf, moduleOf, requiredModule, requiredPattern, submodule, wholeImports } from './imports.ts';
import { memberValues, symbolValues } from './symbols.ts';
import type { Place, Project } from './value.ts';

/** What a bare name stands for that another file defines. */
export function imported(project: Project | undefined, name: string, { facts }: Place): readonly FoundExpr[] {
  const { program } = facts;
  if (!program || !project) return [];
  const found = importsOf(facts, name).flatMap((one) => {
    const named = exportsOf(project, project.module(facts, moduleOf(facts, one)), one.name);
    return named.length > 0 || facts.format !== 'python'
      ? named
      : exportsOf(project, project.module(facts, submodule(one)), '*');
  });
  if (found.length > 0) return found;
  const starred =
    facts.format === 'php'
      ? exportsOf(project, project.included(facts, name), name)
      : wholeImports(facts).flatMap((module) => exportsOf(project, project.module(facts, module), name));
  return starred.length > 0 ? starred : project.symbols(facts, [name]).flatMap(symbolValues);
}

/** A member of a module or class that `of` names. */
export function exported(project: Project | undefined, of: Expr, key: string, place: Place): readonly FoundExpr[] {
  const chain = chainOf(of);
  if (!place.facts.program || !chain) return required(project, of, key, place);
  const fromModule = modulesNamed(chain, place).flatMap((module) =>
    exportsOf(project, project?.module(place.facts, module), key),
  );
  if (fromModule.length > 0) return fromModule;
  const inClasses = classesNamed(project, of, place.facts).flatMap((found) => memberValues(found, [key]));
  if (inClasses.length > 0) return inClasses;
  return project?.symbols(place.facts, [...chain, key]).flatMap(symbolValues) ?? [];
}

/** The modules that a chain of names may stand for, as written where they are imported. */
function modulesNamed(chain: readonly string[], { facts }: Place): readonly string[] {
  const [name = '', second] = chain;
  const isPython = facts.format === 'python';
  if (second !== undefined && !isPython) return [];
  if (second !== undefined) {
    const rest = chain.slice(1).join('.');
    const heads = importsOf(facts, name).map((one) => (one.name === '*' ? one.module : submodule(one)));
    return [...heads.map((head) => `${head}.${rest}`), chain.join('.')];
  }
  const isWhole = (one: Import): boolean => one.name === '*' || one.name === 'default';
  const found = importsOf(facts, name);
  const submodules = isPython ? found.filter((one) => one.name !== '*').map(submodule) : [];
  return [...found.filter(isWhole).map((one) => one.module), ...submodules];
}

/** What the module that a `require` loads gives under a name; `*` is its value. */
export function required(
  project: Project | undefined,
  call: Expr,
  name: string,
  { facts }: Place,
): readonly FoundExpr[] {
  const module = requiredModule(call);
  return module === undefined
    ? requiredAny(project, call, name, facts)
    : exportsOf(project, project?.module(facts, module), name);
}

/** The same of a path that the program puts together: each module that it may be is a choice, `require(`./env/${stage}`)`. */
function requiredAny(project: Project | undefined, call: Expr, name: string, facts: Facts): readonly FoundExpr[] {
  const pattern = requiredPattern(call);
  const modules = (pattern !== undefined && project?.modules(facts, pattern)) || [];
  return modules.flatMap((module) =>
    exportsOf(project, module, name).map((found) => ({
      ...found,
      guards: [{ choice: `${facts.path} ${pattern}`, arm: module.path, isOpen: true }],
    })),
  );
}

/** A bundle is named as a class is: `mail.relays` is `mail/relays.properties`. https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/ResourceBundle.html */
function bundleNamed({ callee, args: [first] }: CallExpr): string | undefined {
  const isBundle = callee.kind === 'member' && textOf(callee.key) === 'getBundle';
  return isBundle && first?.value.kind === 'text' ? `${first.value.value.replaceAll('.', '/')}.properties` : undefined;
}

/** What the data file holds that a loading call names: by an argument, or by what made its receiver. */
export function dataFile(project: Project | undefined, call: CallExpr, place: Place): readonly FoundExpr[] {
  if (!project) return [];
  const bundle = bundleNamed(call);
  if (bundle !== undefined) return exportsOf(project, project.file(place.facts, bundle), '*');
  const given = call.args.find(
    (argument) => argument.name === undefined || /^(file|stream|fp|path|literalpath)/i.test(argument.name),
  )?.value;
  const receiver = call.callee.kind === 'member' ? call.callee.of : undefined;
  for (const one of [given, receiver]) {
    const name = one && fileNamedBy(project, one, place);
    if (name !== undefined) return exportsOf(project, project.file(place.facts, name), '*');
  }
  return [];
}
