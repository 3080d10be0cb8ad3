/** The classes of the project: by name, of a value, around a place, and their bases. */
import { type CallExpr, chainOf, type Expr, type InstanceExpr } from '../model/expr.ts';
import { argument, type CallSite, type ClassDef, type Facts, type Format, type FunctionDef } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { callsByName } from './call-index.ts';
import { importsOf, moduleOf, wholeImports } from './imports.ts';
import { atCall } from './places.ts';
import { classScope } from './scopes.ts';
import { classesAt } from './symbols.ts';
import type { Frame, Place, Project, StructureValue } from './value.ts';

export interface FoundClass {
  readonly facts: Facts;
  readonly definition: ClassDef;
}

const MAX_CLASSES = 8;
/** Files that required files require: followed this far. */
const MAX_REQUIRED = 4;
/** Methods of a class that give an instance of it. */
const MAKING = /^(new|New|newInstance|getInstance|instance|from|tryFrom)$/;

/** The object whose method runs, by its class or as its base. */
export const isReceiver = (expr: Expr): boolean =>
  expr.kind === 'ref' && (expr.name === 'this' || expr.name === 'super');

/** `super`: a base of the class, whatever the class itself has. */
export const isBase = (expr: Expr): boolean => expr.kind === 'ref' && expr.name === 'super';

export function methodOf({ facts, definition }: FoundClass, name: string): FunctionDef | undefined {
  const index = definition.methods.get(name);
  return index === undefined ? undefined : facts.program?.functions[index];
}

/** A file's classes by their names: each class of a long chain asks for another one. */
const byName = oncePer((classes: readonly ClassDef[]) => grouped(classes, ({ name }) => name));

export const classesCalled = ({ program }: Facts, name: string): readonly ClassDef[] =>
  (program && byName(program.classes).get(name)) ?? [];

/** The classes of the project that a name refers to. */
export function classesNamed(project: Project | undefined, expr: Expr, facts: Facts): readonly FoundClass[] {
  const chain = chainOf(expr);
  const name = chain?.at(-1)?.split('\\').at(-1);
  if (!chain || name === undefined) return [];
  const own = classesCalled(facts, name).map((definition) => ({ facts, definition }));
  if (own.length > 0 || !project) return own;
  const imported = importsOf(facts, chain[0] ?? '').flatMap((one) => {
    const target = project.module(facts, moduleOf(facts, one));
    return target ? [{ target, name: one.name }] : [];
  });
  const required = imported.length > 0 ? [] : holdingFile(project, facts, name);
  if (imported.length === 0 && required.length === 0)
    return project.symbols(facts, chain).flatMap((found) => classesAt(found));
  return [...imported.map(({ target }) => target), ...required].flatMap((file) => {
    const wanted = imported.find(({ target }) => target === file)?.name;
    const names = new Set([name, wanted === 'default' || wanted === '*' || wanted === undefined ? name : wanted]);
    return classesIn(
      file,
      (definition, all) => names.has(definition.name ?? '') || (wanted === 'default' && all.length === 1),
    );
  });
}

const classesIn = (
  facts: Facts,
  isWanted: (definition: ClassDef, all: readonly ClassDef[]) => boolean,
): readonly FoundClass[] => {
  const all = facts.program?.classes ?? [];
  return all.filter((definition) => isWanted(definition, all)).map((definition) => ({ facts, definition }));
};

/** The required or included file with the class, whose names are visible without an import of each. */
function holdingFile(project: Project, facts: Facts, name: string): readonly Facts[] {
  const holding = facts.format === 'php' ? project.included(facts, name) : requiredFile(project, facts, name);
  return holding ? [holding] : [];
}

/**
 * The nearest file with the class, of those whose names all become visible: required files of Ruby, and those that they
 * require. Farther ones are loaded only when no nearer one is it.
 */
function requiredFile(project: Project, facts: Facts, name: string): Facts | undefined {
  const seen = new Set<Facts>();
  let level: readonly Facts[] = [facts];
  for (let depth = 0; depth < MAX_REQUIRED && level.length > 0; depth += 1) {
    const modules = level.flatMap((file) => wholeImports(file).map((module) => project.module(file, module)));
    level = [...new Set(modules)].flatMap((file) => (file && !seen.has(file) ? [file] : []));
    const found = level.find(({ program }) => program?.classes.some((one) => one.name === name));
    if (found) return found;
    for (const file of level) seen.add(file);
  }
  return undefined;
}

/** The classes that a value is an instance of. */
export function classesOf(project: Project | undefined, { expr, place }: StructureValue): readonly FoundClass[] {
  if (expr.kind === 'instance') return classesNamed(project, expr.type, place.facts);
  if (expr.kind !== 'call') return [];
  const { callee } = expr;
  const makes = callee.kind === 'member' && callee.key.kind === 'text' && MAKING.test(callee.key.value);
  const target = makes ? callee.of : callee;
  // Ruby: `new(…)` in a method of the class itself.
  const isOwn = isReceiver(target) || (expr.construct && target.kind === 'ref' && target.name === 'new');
  if (isOwn) return [classAround(place) ?? []].flat();
  const named = classesNamed(project, target, place.facts);
  return named.length > 0 || target.kind !== 'ref' ? named : passedClasses(project, target.name, place.frame);
}

/** `new type()`, `cls()`: the class that a call passes by the name of a parameter. */
function passedClasses(project: Project | undefined, name: string, frame: Frame | undefined): readonly FoundClass[] {
  for (let at = frame; at; at = at.place.frame) {
    const index = at.definition.params.findIndex((param) => param.name === name);
    const given = index < 0 ? undefined : argument(at.call.args, name, index);
    if (index >= 0) return given ? classesNamed(project, given, at.place.facts) : [];
  }
  return [];
}

/**
 * Whether a call makes an instance of a class of the project whose own constructor calls that of its base: what the base
 * is given is said there, and nothing is said by what stands at this call.
 */
export const constructsByOwn = (project: Project | undefined, expr: CallExpr, place: Place): boolean =>
  classesOf(project, { kind: 'structure', expr, place, hops: [], guards: [] }).some(
    (found) => methodOf(found, 'constructor') !== undefined && callsBase(found),
  );

const callsBase = ({ facts, definition }: FoundClass): boolean =>
  ['constructor', 'super']
    .flatMap((name) => callsByName(facts).get(name) ?? [])
    .some((site) => isBaseCall(site) && classAround(atCall(facts, site))?.definition === definition);

/** `super(…)`, `parent::__construct(…)`: the constructor of the base is called. */
export function isBaseCall({ call }: CallSite): boolean {
  const [first, second, further] = chainOf(call.callee) ?? [];
  return first === 'super' && (second === undefined || second === 'constructor') && further === undefined;
}

/** The class whose body or method a place stands in. */
export function classAround({ facts, scope }: Place): FoundClass | undefined {
  const { program } = facts;
  const home = program && classScope(program, scope);
  const owner = home === undefined ? undefined : program?.scopes[home]?.owner;
  const definition = owner === undefined ? undefined : program?.classes[owner];
  return definition && { facts, definition };
}

/** Languages in which the name of an object stands for the one instance of it, `object Night : Route`. */
const WITH_OBJECTS: ReadonlySet<Format> = new Set(['kotlin', 'scala']);
/** Languages whose enumerations have methods and no fields: `Stage::Live.relay()`. */
const isEnumeration = ({ format, path }: Facts): boolean => format === 'rust' || path.endsWith('.swift');

const instances = new WeakMap<Expr, InstanceExpr>();

/** What a name is that stands for an instance of a class: an object, a case of an enumeration. */
export function standsForInstance(
  project: Project | undefined,
  expr: Expr,
  { facts }: Place,
): InstanceExpr | undefined {
  const isObject = expr.kind === 'ref' && WITH_OBJECTS.has(facts.format) && /^[A-Z]/.test(expr.name);
  const isCase =
    expr.kind === 'member' && expr.of.kind === 'ref' && isEnumeration(facts) && /^[A-Z]/.test(expr.of.name);
  const type = isObject ? expr : isCase ? expr.of : undefined;
  if (!type || classesNamed(project, type, facts).length === 0) return undefined;
  const made = instances.get(expr) ?? { kind: 'instance', type, range: expr.range };
  instances.set(expr, made);
  return made;
}

/** The other parts of a `partial` class, which is written in several files; of one of C++ its declaration in a header. */
function partsOf(project: Project | undefined, { facts, definition: { name } }: FoundClass): readonly FoundClass[] {
  if (name === undefined || !project) return [];
  if (facts.format === 'csharp') return project.symbols(facts, [name]).flatMap(classesAt);
  const header = facts.format === 'plain' ? requiredFile(project, facts, name) : undefined;
  return [facts, ...(header ? [header] : [])].flatMap((file) =>
    facts.format === 'plain' ? classesIn(file, (one) => one.name === name) : [],
  );
}

/** The bases of the class around a place, nearest first. */
export function basesAround(project: Project | undefined, place: Place): readonly FoundClass[] {
  const around = classAround(place);
  if (!around) return [];
  const known = basesAmong(project?.loaded() ?? around.facts);
  const found = known.get(around.definition) ?? basesOf(project, around);
  known.set(around.definition, found);
  return found;
}

/** Bases of classes, as far as they are known of the files that are loaded: each name in a class asks for them. */
const basesAmong = oncePer((_loaded: object) => new WeakMap<ClassDef, readonly FoundClass[]>());

function basesOf(project: Project | undefined, around: FoundClass): readonly FoundClass[] {
  const found: FoundClass[] = [];
  let level: readonly FoundClass[] = [around];
  while (level.length > 0 && found.length < MAX_CLASSES) {
    const seen = new Set([around.definition, ...found.map((one) => one.definition)]);
    level = level
      .flatMap((one) => [
        ...one.definition.bases.flatMap((base) => classesNamed(project, base, one.facts)),
        ...partsOf(project, one),
      ])
      .filter((one) => !seen.has(one.definition));
    found.push(...level);
  }
  return found;
}
