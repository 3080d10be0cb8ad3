/** Which functions a callee may be, and which calls may be of a function. */
import type { Expr, MemberExpr } from '../model/expr.ts';
import type { CallSite, ClassDef, Facts, FunctionDef } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { callsByName, isShort } from './call-index.ts';
import {
  basesAround,
  classAround,
  classesNamed,
  classesOf,
  type FoundClass,
  isBase,
  isReceiver,
  methodOf,
} from './classes.ts';
import type { Context } from './context.ts';
import { declaredType } from './declared-parameters.ts';
import { dispatchedCalls, tablesWith } from './dispatched-calls.ts';
import { handedCalls } from './handed-calls.ts';
import { importsOf, submodule, wholeImports } from './imports.ts';
import { moduleCalls } from './module-calls.ts';
import { atCall, classEnd } from './places.ts';
import { functionAround, scopeIndex } from './scopes.ts';
import { beginningOf, setTogether } from './set-together.ts';
import { ofNone, subclassesAround } from './subclasses.ts';
import type { Guard, Place, Project } from './value.ts';

export interface FoundFunction {
  readonly facts: Facts;
  readonly definition: FunctionDef;
  /** Of which class the receiver is, where several have the method. */
  readonly guards?: readonly Guard[];
}

export interface FoundCall {
  readonly facts: Facts;
  readonly site: CallSite;
}

/** Names too common for a caller to be told by the name alone. */
export const COMMON_METHODS: ReadonlySet<string> = new Set([
  'send',
  'connect',
  'create',
  'get',
  'set',
  'init',
  'run',
  'start',
  'open',
  'call',
  'apply',
  'then',
  'push',
  'add',
  'new',
  'parse',
  'load',
  'update',
]);

/** The functions of the project that a callee stands for. */
export function functionsOf(context: Context, callee: Expr, place: Place): readonly FoundFunction[] {
  const direct = functionValues(context, callee, place);
  if (direct.length > 0) return direct;
  const own = callee.kind === 'ref' && place.facts.format === 'plain' ? classAround(place) : undefined;
  if (own && callee.kind === 'ref') return methodsOfAll(context, callee.name, false, own, place);
  if (callee.kind !== 'member' || callee.key.kind !== 'text') return [];
  const name = callee.key.value;
  const around = isReceiver(callee.of) ? classAround(place) : undefined;
  if (around) return methodsOfAll(context, name, isBase(callee.of), around, place);
  const methods = receivers(context, callee.of, place).flatMap((found) => {
    const nearest = [found, ...basesOfClass(context, found, name)].find((one) => methodOf(one, name));
    const method = nearest && methodOf(nearest, name);
    return method ? [{ facts: nearest.facts, definition: method }] : [];
  });
  return methods.length > 0 || place.facts.format !== 'kotlin' ? methods : extensionsOf(context, callee, name, place);
}

/** The bases of a class that has no method of the name itself. */
const basesOfClass = ({ project }: Context, found: FoundClass, name: string): readonly FoundClass[] =>
  methodOf(found, name) ? [] : basesAround(project, classEnd(found));

/** Functions that extend a type are called like its methods; one of its own comes first. https://kotlinlang.org/docs/extensions.html */
const extensionsOf = (context: Context, callee: MemberExpr, name: string, place: Place): readonly FoundFunction[] =>
  functionValues(context, { kind: 'ref', name, range: callee.range }, place).filter(
    ({ definition }) => isExtension(definition) || isImplied(callee),
  );

/** A receiver that is not written: within an extension a bare name is a member of what that is called on, or a function of the package. */
const isImplied = ({ of, range }: MemberExpr): boolean => of.range.start < range.start || of.range.end > range.end;

const isExtension = ({ params }: FunctionDef): boolean => params.at(-1)?.receiver ?? false;

function functionValues({ evaluate }: Context, callee: Expr, place: Place): readonly FoundFunction[] {
  if (callee.kind === 'call') return [];
  return evaluate(callee, place).flatMap((value) => {
    if (value.kind !== 'structure' || value.expr.kind !== 'function') return [];
    const { facts } = value.place;
    const definition = facts.program?.functions[value.expr.fn];
    return definition ? [{ facts, definition, ...(value.guards.length > 0 ? { guards: value.guards } : {}) }] : [];
  });
}

/**
 * A method of the class around, or of the nearest of its bases that has it, and as subclasses have it: one without a body has it
 * from them alone. What `super` names is a base's.
 */
function methodsOfAll(
  { project }: Context,
  name: string,
  isOfBase: boolean,
  around: FoundClass,
  place: Place,
): readonly FoundFunction[] {
  const nearest = [...(isOfBase ? [] : [around]), ...basesAround(project, place)].find((found) =>
    methodOf(found, name),
  );
  const overriding = isOfBase ? [] : subclassesAround(project, place).filter((found) => methodOf(found, name));
  const methods = (found: FoundClass, guards: readonly Guard[]): readonly FoundFunction[] => {
    const definition = methodOf(found, name);
    return definition ? [{ facts: found.facts, definition, ...(guards.length > 0 ? { guards } : {}) }] : [];
  };
  return [
    ...(nearest ? methods(nearest, ofNone(overriding)) : []),
    ...overriding.flatMap((found) => methods(found, [found.guard])),
  ];
}

/** The classes whose methods may be called on an expression. */
function receivers({ project, evaluate }: Context, of: Expr, place: Place): readonly FoundClass[] {
  const instances = evaluate(of, place).flatMap((value) =>
    value.kind === 'structure' ? classesOf(project, value) : [],
  );
  return [
    ...classesNamed(project, of, place.facts),
    ...(instances.length > 0 ? instances : declaredClasses(project, of, place)),
  ];
}

/** Of a parameter that is passed something of which nothing is known, its type says the class. */
function declaredClasses(project: Project | undefined, of: Expr, place: Place): readonly FoundClass[] {
  const type = of.kind === 'ref' ? declaredType(place.facts, of.name, place) : undefined;
  return type ? classesNamed(project, type, place.facts) : [];
}

/** The calls of a function or constructing, in its file and in the files the project knows to use it. */
export function callsOf(project: Project | undefined, facts: Facts, definition: FunctionDef): readonly FoundCall[] {
  const named = callsByOwnName(project, facts, definition);
  const loaded = moduleCalls(project, facts, definition).filter((one) => !named.some(({ site }) => site === one.site));
  return loaded.length === 0 ? named : [...named, ...loaded];
}

function callsByOwnName(project: Project | undefined, facts: Facts, definition: FunctionDef): readonly FoundCall[] {
  const name = nameCalled(facts, definition);
  if (name === undefined) return callsThrough(facts, tablesWith(facts, undefined, definition.range), []);
  const calls = (file: Facts): readonly FoundCall[] => {
    const known = knownCalls(file);
    const found = known.get(definition) ?? callsIn(file, facts, definition, name);
    known.set(definition, found);
    return found;
  };
  const own = calls(facts);
  const files = project?.callers(facts, name) ?? [];
  const others = files.flatMap(calls);
  const called = others.length === 0 ? own : [...own, ...others.filter(mayReach(project, facts, definition, name))];
  const through = [facts, ...files].flatMap((file) => {
    const tables = tablesWith(file, name, file === facts ? definition.range : undefined);
    return callsThrough(
      file,
      tables,
      tables.flatMap((table) => project?.callers(file, table) ?? []),
    );
  });
  return through.length === 0 ? called : [...called, ...through];
}

/** On which object each call of the function around a place sets something; empty where not all of them say that. */
export function objectsSetBy(project: Project | undefined, { facts, scope }: Place): readonly (readonly Guard[])[] {
  const { program } = facts;
  const definition = program && functionAround(program, scope);
  if (definition?.inClass === undefined) return [];
  const objects = callsOf(project, facts, definition).map((one) => setTogether(facts, definition, one.site, one.facts));
  return objects.every(({ length }) => length > 0) ? objects : [];
}

/** The calls of whatever a table holds. */
const callsThrough = (facts: Facts, tables: readonly string[], others: readonly Facts[]): readonly FoundCall[] =>
  tables.length === 0
    ? []
    : [...new Set([facts, ...others])].flatMap((file) =>
        tables.flatMap((table) => (dispatchedCalls(file).get(table) ?? []).map((site) => ({ site, facts: file }))),
      );

/** Of a file the calls of a function: it may have thousands by one name, and each of its parameters asks for them. */
const knownCalls = oncePer((_: Facts) => new WeakMap<FunctionDef, readonly FoundCall[]>());

const classOf = ({ program }: Facts, { inClass }: FunctionDef): ClassDef | undefined =>
  inClass === undefined ? undefined : program?.classes[inClass];

const isConstructor = (facts: Facts, definition: FunctionDef): boolean =>
  definition.name === 'constructor' && classOf(facts, definition) !== undefined;

/** The name that calls of a function end with: of a constructor that of its class. */
export const nameCalled = (facts: Facts, definition: FunctionDef): string | undefined =>
  isConstructor(facts, definition) ? classOf(facts, definition)?.name : definition.name;

/** The calls in `file` of a function of another or the same file, by its name. */
function callsIn(file: Facts, facts: Facts, definition: FunctionDef, name: string): readonly FoundCall[] {
  const constructing = isConstructor(facts, definition);
  const inClass = classOf(facts, definition);
  const isCall = (site: CallSite): boolean => {
    const around = (): ClassDef | undefined => classAround(atCall(file, site))?.definition;
    const isOf = isCallOf(site, name, {
      inClass,
      isExtension: isExtension(definition),
      sameFile: file === facts,
      around,
    });
    if (!isOf) return false;
    return file === facts
      ? isSameName(facts, site, definition, name)
      : inClass !== undefined || isOfModule(site, file, facts);
  };
  const sites = constructing
    ? [
        ...sitesCalled(file, name).filter((site) => constructedBy(site, file).includes(name)),
        ...(constructions(file).get(name) ?? []),
      ]
    : sitesCalled(file, name).filter(isCall);
  return sites.map((site) => ({ site, facts: file }));
}

const sitesCalled = (file: Facts, last: string): readonly CallSite[] => [
  ...(callsByName(file).get(last) ?? []),
  ...(handedCalls(file).get(last) ?? []),
];

/** A file's calls that construct a class and do not end with its name: a chain of thousands of classes has one for each. */
const constructions = oncePer((file: Facts): ReadonlyMap<string, readonly CallSite[]> => {
  const found = new Map<string, CallSite[]>();
  for (const last of ['new', 'constructor', 'this', 'super'])
    for (const site of sitesCalled(file, last))
      for (const name of new Set(constructedBy(site, file))) if (name !== last) grow(found, name, [site]);
  return found;
});

/** Whether a call by a bare name may mean the function: where the name is declared anew, another one. */
function isSameName({ format, program }: Facts, { call, scope }: CallSite, { scope: own }: FunctionDef, name: string) {
  if (format !== 'javascript' || !program || call.callee.kind !== 'ref' || !isShort(name)) return true;
  const { declaring } = scopeIndex(program);
  const called = declaring(scope, name);
  return called === undefined || called === declaring(program.scopes[own]?.parent ?? own, name);
}

/** Whether a call in another file may mean a function that is no method, in the languages whose names are all declared or imported. */
function isOfModule(site: CallSite, file: Facts, facts: Facts): boolean {
  if (facts.format !== file.format) return true;
  if (facts.format === 'go') return isOfPackage(site, file, facts);
  return facts.format !== 'python' || isOfPythonModule(site, file, facts);
}

/** Python's functions are called by a name that the file imports from their module or a package around it. */
function isOfPythonModule({ call, scope }: CallSite, file: Facts, { path }: Facts): boolean {
  const [head = '', ...further] = calleeNames(call.callee);
  const imports = importsOf(file, head);
  const parts = new Set(path.replace(/\.py$/, '').split('/'));
  if (imports.length > 0)
    return imports.some((one) =>
      submodule(one)
        .split('.')
        .some((part) => part === '' || parts.has(part)),
    );
  if (further.length > 0) return further.slice(0, -1).some((part) => parts.has(part));
  const isDeclared = file.program !== undefined && scopeIndex(file.program).declaring(scope, head) !== undefined;
  return !isDeclared && wholeImports(file).length > 0;
}

/** A function of Go's is called by its bare name in the package's folder, else over an import of that. */
function isOfPackage({ call }: CallSite, file: Facts, facts: Facts): boolean {
  const [head = '', ...further] = calleeNames(call.callee);
  const folder = folderOf(facts);
  if (further.length === 0) return folderOf(file) === folder || file.program?.imports.some(({ all }) => all) === true;
  // https://go.dev/ref/mod#major-version-suffixes
  const imported = importsOf(file, head).map(({ module }) => module.replace(/\/v\d+$/, ''));
  return imported.some((module) => folder === '' || module.split('/').at(-1) === folder.split('/').at(-1));
}

const folderOf = ({ path }: Facts): string => path.split('/').slice(0, -1).join('/');

/** `new Mailer(…)`, `Mailer.new(…)`, `super(…)` of a subclass; `new self(…)`, `cls(…)` and `new(…)` in the class itself. */
function constructedBy(site: CallSite, file: Facts): readonly string[] {
  const chain = calleeNames(site.call.callee);
  const last = lastPart(chain);
  const around = (): FoundClass | undefined => classAround(atCall(file, site));
  if (chain.length === 1 && (last === 'this' || last === 'new')) return [around()?.definition.name ?? []].flat();
  if (chain[0] === 'super' && (last === 'constructor' || chain.length === 1)) return basesOf(around());
  return [last ?? [], (last === 'new' && chain.at(-2)) || []].flat();
}

/** The names of a class's bases, as they are written and as their own files call them. */
const basesOf = (found: FoundClass | undefined): readonly string[] =>
  (found?.definition.bases ?? []).flatMap((base) => {
    const written = lastPart(calleeNames(base)) ?? '';
    return [written, ...(found ? importsOf(found.facts, written).map((one) => one.name) : [])];
  });

/** Which calls may run the method: `this.update()` in a class with an `update` of its own runs that, or a subclass's. */
function mayReach(project: Project | undefined, facts: Facts, definition: FunctionDef, name: string) {
  const inClass = classOf(facts, definition);
  const bases = inClass ? basesAround(project, classEnd({ facts, definition: inClass })) : [];
  const own = [...(inClass ? [inClass] : []), ...bases.map((base) => base.definition)];
  return ({ site, facts: file }: FoundCall): boolean => {
    if (!inClass) return true;
    if (calleeNames(site.call.callee)[0] !== 'this') return !isOfOtherType(project, site, file, name, own);
    const around = classAround(atCall(file, site))?.definition;
    return !around?.methods.has(name) || bases.some((base) => base.definition === around);
  };
}

/** `ChartBuilder.create().node(…)`: the chain begins with another class, which has a method of the name itself. */
function isOfOtherType(
  project: Project | undefined,
  { call }: CallSite,
  file: Facts,
  name: string,
  own: readonly ClassDef[],
): boolean {
  const start = beginningOf(call);
  if (start.kind !== 'call' || call.callee.kind !== 'member' || call.callee.of.kind !== 'call') return false;
  const { callee } = start;
  const type = start.construct || callee.kind !== 'member' ? callee : callee.of;
  const called = calleeNames(type).at(-1) ?? '';
  if (own.some((one) => one.name === called) || !/^[A-Z]/.test(called)) return false;
  const found = classesNamed(project, type, file).map(({ definition }) => definition);
  return found.some((one) => one.methods.has(name));
}

interface OfClass {
  /** The class that the function is a method of. */
  readonly inClass: ClassDef | undefined;
  /** It extends a type, and is called on a value of it. */
  readonly isExtension: boolean;
  readonly sameFile: boolean;
  /** The class that the call stands in. */
  around(): ClassDef | undefined;
}

function isCallOf({ call }: CallSite, name: string, { inClass, isExtension, sameFile, around }: OfClass): boolean {
  const chain = calleeNames(call.callee);
  if (lastPart(chain) !== name) return false;
  if (isExtension) return chain.length > 1;
  if (!inClass) return chain.length === 1 || !sameFile;
  // Elixir and Ruby call a function of the same module by its bare name.
  if (chain.length === 1) return sameFile && around() === inClass;
  return chain[0] === 'this' || chain.at(-2) === inClass.name || !COMMON_METHODS.has(name);
}

const lastPart = (chain: readonly string[]): string | undefined => chain.at(-1)?.split('\\').at(-1);

/** The names of a callee from its end: `a().b.c` is `['', 'b', 'c']`. */
function calleeNames(callee: Expr): readonly string[] {
  if (callee.kind === 'ref') return [callee.name];
  if (callee.kind === 'member' && callee.key.kind === 'text') return [...calleeNames(callee.of), callee.key.value];
  return [''];
}
