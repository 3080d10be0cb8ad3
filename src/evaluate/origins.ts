/**
 * What names stand for: which library function a callee is, of which class a value is an instance, which definition
 * in the project a name refers to.
 *
 * A canonical name is dotted, whatever the language: `nodemailer.createTransport`, `smtplib.SMTP`,
 * `PHPMailer.PHPMailer.PHPMailer`; a member of an instance is `<class>#<member>`.
 */
import { chainOf, type Expr, type ObjectExpr } from '../model/expr.ts';
import type { CallSite, ClassDef, Export, Facts, FunctionDef, Import, Program } from '../model/facts.ts';
import { callsByName } from './call-index.ts';
import { fileNamedBy } from './data-files.ts';
import { classScope, declarations, reaching } from './scopes.ts';
import { moduleEnd, type Place, type Project, type StructureValue, type Value } from './value.ts';

export interface FoundFunction {
  readonly facts: Facts;
  readonly definition: FunctionDef;
}

export interface FoundClass {
  readonly facts: Facts;
  readonly definition: ClassDef;
}

export interface FoundExpr {
  readonly expr: Expr;
  readonly place: Place;
}

export interface Origins {
  /** Every canonical name of what an expression refers to. */
  origins(expr: Expr, place: Place): readonly string[];
  /** Canonical class names of the value an expression has. */
  types(expr: Expr, place: Place): readonly string[];
  imported(name: string, place: Place): readonly FoundExpr[];
  /** A member of a module or class that `of` names. */
  exported(of: Expr, key: string, place: Place): readonly FoundExpr[];
  classesOf(value: StructureValue): readonly FoundClass[];
  /** The bases of the class around a place, nearest first. */
  basesAround(place: Place): readonly FoundClass[];
  /** Classes of the file whose base the class around a place is. */
  subclassesAround(place: Place): readonly FoundClass[];
  /** What the data file holds that a loading call names. */
  dataFile(call: Extract<Expr, { kind: 'call' }>, place: Place): readonly FoundExpr[];
  /** The value of the file that a `require` loads. */
  required(call: Extract<Expr, { kind: 'call' }>, place: Place): readonly FoundExpr[];
  functionsOf(callee: Expr, place: Place): readonly FoundFunction[];
  /** The calls of a function or constructing, in its file and in the files the project knows to use it. */
  callsOf(facts: Facts, definition: FunctionDef): readonly { readonly site: CallSite; readonly facts: Facts }[];
}

interface Needs {
  readonly project: Project | undefined;
  valuesOf(expr: Expr, place: Place): readonly Value[];
}

const MAX_ORIGIN_DEPTH = 6;
const MAX_BASES = 8;
/** Names too common for a caller to be told by the name alone. */
const COMMON_METHODS = new Set([
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

export function createOrigins({ project, valuesOf }: Needs): Origins {
  const active = new Set<Expr>();
  const memo = new WeakMap<
    Expr,
    { readonly scope: number; readonly facts: Facts; readonly names: readonly string[] }
  >();

  const imports = (program: Program, name: string): readonly Import[] =>
    program.imports.filter((found) => found.local === name);

  function origins(expr: Expr, place: Place): readonly string[] {
    if (active.size > MAX_ORIGIN_DEPTH || active.has(expr)) return [];
    const known = memo.get(expr);
    if (known && known.scope === place.scope && known.facts === place.facts) return known.names;
    const complete = active.size === 0;
    active.add(expr);
    try {
      const names = unique(originsOf(expr, place));
      if (complete) memo.set(expr, { scope: place.scope, facts: place.facts, names });
      return names;
    } finally {
      active.delete(expr);
    }
  }

  function originsOf(expr: Expr, place: Place): readonly string[] {
    if (expr.kind === 'ref') return originsOfName(expr.name, place);
    if (expr.kind === 'call') return originsOfCall(expr, place);
    if (expr.kind !== 'member' || expr.key.kind !== 'text') return [];
    const key = expr.key.value;
    const direct = chainOf(expr);
    const assigned = direct ? reaching(place, direct).filter((bound) => bound.chain.length === direct.length) : [];
    const followed = assigned
      .slice(0, 4)
      .flatMap((bound) => aliasOrigins(bound.assignment.value, place, bound.assignment));
    const members = origins(expr.of, place).map((origin) => `${origin}.${key}`);
    const instances = types(expr.of, place).map((type) => `${type}#${key}`);
    // A subclass that calls its base's constructor constructs the base.
    const base = key === 'constructor' && expr.of.kind === 'ref' && expr.of.name === 'super';
    return [...members, ...instances, ...followed, ...(base ? classNames(place, true) : [])];
  }

  function originsOfName(name: string, place: Place): readonly string[] {
    const { program } = place.facts;
    const plain = name.replaceAll('\\', '.').replaceAll('::', '.');
    if (!program) return [plain];
    if (name === 'this' || name === 'super') return classNames(place, name === 'super');
    const fromImports = imports(program, name).map(canonicalImport);
    const qualified = name.includes('\\') ? qualifiedImport(program, name) : [];
    const bound = reaching(place, [name]).slice(0, 4);
    const followed = bound.flatMap((found) => aliasOrigins(found.assignment.value, place, found.assignment));
    const classes = program.classes.filter((definition) => definition.name === name);
    const inherited = classes.flatMap((definition) => baseNames({ facts: place.facts, definition }));
    return [...fromImports, ...qualified, ...followed, ...inherited, plain];
  }

  /** `const make = nodemailer.createTransport` makes `make` an alias; any other value none. */
  function aliasOrigins(
    value: Expr,
    place: Place,
    at: { scope: number; branch: readonly string[]; range: { start: number } },
  ): readonly string[] {
    const inside: Place = { facts: place.facts, scope: at.scope, branch: at.branch, at: at.range.start };
    if (value.kind === 'ref' || value.kind === 'member') return origins(value, inside);
    if (value.kind === 'either') return value.options.flatMap((option) => aliasOrigins(option, place, at));
    return value.kind === 'call' && isRequire(value) ? origins(value, inside) : [];
  }

  function originsOfCall(expr: Extract<Expr, { kind: 'call' }>, place: Place): readonly string[] {
    if (isRequire(expr)) {
      const module = expr.args[0]?.value;
      return module?.kind === 'text' ? [module.value] : [];
    }
    return origins(expr.callee, place).map((origin) => `${origin}()`);
  }

  function classNames(place: Place, baseOnly: boolean): readonly string[] {
    const around = classAround(place);
    if (!around) return [];
    const names = baseNames({ facts: place.facts, definition: around });
    return baseOnly || around.name === undefined ? names : [around.name, ...names];
  }

  /** Canonical names of a class's bases, and of theirs where the file or the project defines them. */
  function baseNames(found: FoundClass, depth = 0): readonly string[] {
    if (depth > MAX_BASES) return [];
    return found.definition.bases.flatMap((base) => {
      const names = origins(base, moduleEnd(found.facts));
      const further =
        depth < 3
          ? classesNamed(base, found.facts).flatMap((next) =>
              next.definition === found.definition ? [] : baseNames(next, depth + 1),
            )
          : [];
      return [...names, ...further];
    });
  }

  function types(expr: Expr, place: Place): readonly string[] {
    if (expr.kind === 'ref' && (expr.name === 'this' || expr.name === 'super')) return classNames(place, false);
    if (expr.kind === 'ref' && /^[A-Z]/.test(expr.name) && reaching(place, [expr.name]).length === 0) return [];
    const values = valuesOf(expr, place).flatMap((value) => (value.kind === 'structure' ? typesOf(value) : []));
    return unique([...values, ...declaredTypes(expr, place)]);
  }

  /** `Transport t = null; … t = session.getTransport();`: the declaration's type holds whatever is assigned. */
  const declaredTypes = (expr: Expr, place: Place): readonly string[] =>
    declarations(place, chainOf(expr) ?? []).flatMap(({ value }) =>
      value.kind === 'instance' ? origins(value.type, place) : [],
    );

  function typesOf({ expr, place }: StructureValue): readonly string[] {
    if (expr.kind === 'call') {
      const named = origins(expr.callee, place).flatMap((origin) => [
        origin.replace(/\.(new|New|newInstance|getInstance|instance|create|__new__|alloc)$/, ''),
        origin,
      ]);
      // A subclass that another file defines; one of this file is followed by its name.
      const elsewhere = expr.construct
        ? classesNamed(expr.callee, place.facts).filter(({ facts }) => facts !== place.facts)
        : [];
      return [...named, ...elsewhere.flatMap((found) => baseNames(found))];
    }
    if (expr.kind === 'instance') return origins(expr.type, place);
    return [];
  }

  function imported(name: string, place: Place): readonly FoundExpr[] {
    const { program } = place.facts;
    if (!program || !project) return [];
    const found = imports(program, name).flatMap((one) => {
      const named = exportsOf(project.module(place.facts, moduleOf(place.facts, one)), one.name);
      return named.length > 0 || place.facts.format !== 'python'
        ? named
        : exportsOf(project.module(place.facts, submodule(one)), '*');
    });
    if (found.length > 0) return found;
    const starred = program.imports
      .filter((one) => one.all)
      .flatMap((one) => exportsOf(project.module(place.facts, one.module), name));
    if (starred.length > 0) return starred;
    if (!/^[A-Z][A-Za-z0-9_]*$/.test(name) && place.facts.format !== 'go') return [];
    return project.named(place.facts, name).flatMap((facts) => exportsOf(facts, name));
  }

  /** What a module gives under a name. Modules without explicit exports offer all their top-level names. */
  function exportsOf(facts: Facts | undefined, name: string, depth = 0): readonly FoundExpr[] {
    if (!facts || depth > MAX_BASES) return [];
    if (!facts.program) return dataExport(facts, name);
    const place = moduleEnd(facts);
    const { exports } = facts.program;
    if (exports.length === 0 || facts.format !== 'javascript') return topLevel(facts, name);
    const own = exports.filter((one) => one.name === name);
    if (name === '*' && own.length === 0) return wholeModule(facts, depth);
    const found = own.length > 0 ? own : exports.filter((one) => one.name === '*');
    const followed = found.flatMap((one) =>
      followExport(one, one.name === '*' ? name : undefined, facts, place, depth),
    );
    return followed.length > 0 || name === 'default' ? followed : memberOfDefault(facts, name, depth);
  }

  /** `const { host } = require('./config')` where that says `module.exports = config`. */
  function memberOfDefault(facts: Facts, name: string, depth: number): readonly FoundExpr[] {
    return exportsOf(facts, 'default', depth + 1).map(({ expr, place }) => ({ expr: memberExpr(expr, name), place }));
  }

  /** The value of a whole module: what it exports as its value, or else an object of all its exports. */
  function wholeModule(facts: Facts, depth: number): readonly FoundExpr[] {
    const whole = exportsOf(facts, 'default', depth + 1);
    if (whole.length > 0 || !facts.program) return whole;
    let object = moduleObjects.get(facts);
    if (!object) {
      const entries = facts.program.exports.flatMap(({ name, value, from, range }) =>
        from === undefined && name !== '*' ? [{ key: name, keyRange: range, value }] : [],
      );
      object = { kind: 'object', entries, range: { start: 0, end: 0 } };
      moduleObjects.set(facts, object);
    }
    return object.entries.length > 0 ? [{ expr: object, place: moduleEnd(facts) }] : [];
  }

  function followExport(
    one: Export,
    asked: string | undefined,
    facts: Facts,
    place: Place,
    depth: number,
  ): readonly FoundExpr[] {
    if (one.from === undefined) return [{ expr: one.value, place }];
    const name = asked ?? (one.value.kind === 'ref' ? one.value.name : one.name);
    return exportsOf(project?.module(facts, one.from), name, depth + 1);
  }

  function topLevel(facts: Facts, name: string): readonly FoundExpr[] {
    const returned = facts.program?.returns ?? [];
    if ((name === '*' || name === 'default') && returned.length > 0)
      return returned.map((expr) => ({ expr, place: moduleEnd(facts) }));
    const known =
      reaching(moduleEnd(facts), [name]).length > 0 ||
      facts.program?.imports.some((one) => one.local === name || one.all);
    return known
      ? [
          {
            expr: kept(moduleNames, facts, name, () => ({ kind: 'ref', name, range: NOWHERE })),
            place: moduleEnd(facts),
          },
        ]
      : [];
  }

  function dataExport(facts: Facts, name: string): readonly FoundExpr[] {
    const root = facts.documents[0];
    if (!root) return [];
    if (name === '*' || name === 'default') return [{ expr: root, place: moduleEnd(facts) }];
    return root.kind === 'object'
      ? root.entries
          .filter((entry) => entry.key === name)
          .map((entry) => ({ expr: entry.value, place: moduleEnd(facts) }))
      : [];
  }

  function exported(of: Expr, key: string, place: Place): readonly FoundExpr[] {
    const chain = chainOf(of);
    const { program } = place.facts;
    if (!program || !chain) return isRequireOf(of) ? exportsOf(requireTarget(of, place), key) : [];
    const name = chain[0] ?? '';
    const whole =
      chain.length === 1 ? imports(program, name).filter((one) => one.name === '*' || one.name === 'default') : [];
    const submodules =
      place.facts.format === 'python' && chain.length === 1
        ? imports(program, name).filter((one) => one.name !== '*')
        : [];
    const dotted = place.facts.format === 'python' && chain.length > 1 ? [chain.join('.')] : [];
    const modules = [...whole.map((one) => one.module), ...submodules.map(submodule), ...dotted];
    const fromModule = modules.flatMap((module) => exportsOf(project?.module(place.facts, module), key));
    if (fromModule.length > 0) return fromModule;
    const classes = classesNamed(of, place.facts);
    return classes.flatMap(({ facts, definition }) => {
      const inside: Place = { facts, scope: definition.scope, branch: [], at: Number.POSITIVE_INFINITY };
      if (reaching(inside, ['this', key]).length > 0)
        return [{ expr: memberExpr({ kind: 'ref', name: 'this', range: of.range }, key), place: inside }];
      return facts.format === 'ruby' ? returnsOf(facts, definition, key) : [];
    });
  }

  /** Ruby calls methods without parentheses: `Options.smtp` is what the method returns. */
  function returnsOf(facts: Facts, definition: ClassDef, name: string): readonly FoundExpr[] {
    const index = definition.methods.get(name);
    const method = index === undefined ? undefined : facts.program?.functions[index];
    return (method?.returns ?? []).map(({ value, branch, range }) => ({
      expr: value,
      place: { facts, scope: method?.scope ?? 0, branch, at: range.start },
    }));
  }

  function required(call: Extract<Expr, { kind: 'call' }>, place: Place): readonly FoundExpr[] {
    return isRequire(call) ? exportsOf(requireTarget(call, place), '*') : [];
  }

  function dataFile(call: Extract<Expr, { kind: 'call' }>, place: Place): readonly FoundExpr[] {
    const given = call.args.find(
      (argument) => argument.name === undefined || /^(file|stream|fp)/.test(argument.name),
    )?.value;
    const name = given && project ? fileNamedBy(given, place) : undefined;
    const facts = name === undefined ? undefined : project?.file(place.facts, name);
    return facts ? exportsOf(facts, '*') : [];
  }

  const requireTarget = (expr: Expr, place: Place): Facts | undefined => {
    const module = expr.kind === 'call' ? expr.args[0]?.value : undefined;
    return module?.kind === 'text' ? project?.module(place.facts, module.value) : undefined;
  };

  /** The classes of the project that a name refers to. */
  function classesNamed(expr: Expr, facts: Facts): readonly FoundClass[] {
    const chain = chainOf(expr);
    const name = chain?.at(-1)?.split('\\').at(-1);
    if (!chain || name === undefined) return [];
    const own = (facts.program?.classes ?? [])
      .filter((definition) => definition.name === name)
      .map((definition) => ({ facts, definition }));
    if (own.length > 0 || !project) return own;
    const others = imports(facts.program ?? emptyProgram, chain[0] ?? '').map((one) => ({
      one,
      target: project.module(facts, moduleOf(facts, one)),
    }));
    const files = others.flatMap(({ target }) => (target ? [target] : []));
    const starred = files.length > 0 ? [] : starredFiles(facts);
    const holding = starred.filter((file) => file.program?.classes.some((definition) => definition.name === name));
    const searched = files.length > 0 ? files : holding.length > 0 ? holding : project.named(facts, name);
    return searched.flatMap((file) => {
      const wanted = others.find(({ target }) => target === file)?.one.name;
      const names = new Set([name, wanted === 'default' || wanted === '*' || wanted === undefined ? name : wanted]);
      return (file.program?.classes ?? [])
        .filter(
          (definition) =>
            names.has(definition.name ?? '') || (wanted === 'default' && file.program?.classes.length === 1),
        )
        .map((definition) => ({ facts: file, definition }));
    });
  }

  /** Files whose names all become visible: required files of Ruby and PHP, and those that they require. */
  function starredFiles(facts: Facts): readonly Facts[] {
    const found = new Set<Facts>();
    let level: readonly Facts[] = [facts];
    for (let depth = 0; depth < 4 && level.length > 0; depth += 1) {
      level = level
        .flatMap((file) =>
          (file.program?.imports ?? []).filter((one) => one.all).map((one) => project?.module(file, one.module)),
        )
        .flatMap((file) => (file && !found.has(file) ? [file] : []));
      for (const file of level) found.add(file);
    }
    return [...found];
  }

  function classesOf({ expr, place }: StructureValue): readonly FoundClass[] {
    if (expr.kind === 'instance') return classesNamed(expr.type, place.facts);
    if (expr.kind !== 'call') return [];
    const { callee } = expr;
    const target =
      callee.kind === 'member' &&
      callee.key.kind === 'text' &&
      /^(new|New|newInstance|getInstance|instance)$/.test(callee.key.value)
        ? callee.of
        : callee;
    if (target.kind === 'ref' && (target.name === 'this' || target.name === 'super')) {
      const around = classAround(place);
      return around ? [{ facts: place.facts, definition: around }] : [];
    }
    return classesNamed(target, place.facts);
  }

  function classAround(place: Place): ClassDef | undefined {
    const { program } = place.facts;
    const scope = program && classScope(program, place.scope);
    const owner = scope === undefined ? undefined : program?.scopes[scope]?.owner;
    return owner === undefined ? undefined : program?.classes[owner];
  }

  function subclassesAround(place: Place): readonly FoundClass[] {
    const around = classAround(place);
    if (around?.name === undefined) return [];
    const classes = (place.facts.program?.classes ?? []).filter(
      (one) => one !== around && one.bases.some((base) => chainOf(base)?.at(-1) === around.name),
    );
    return classes.slice(0, MAX_BASES).map((definition) => ({ facts: place.facts, definition }));
  }

  function basesAround(place: Place): readonly FoundClass[] {
    const around = classAround(place);
    const found: FoundClass[] = [];
    let level: readonly FoundClass[] = around ? [{ facts: place.facts, definition: around }] : [];
    while (level.length > 0 && found.length < MAX_BASES) {
      const seen = new Set([around, ...found.map((one) => one.definition)]);
      level = level
        .flatMap(({ facts, definition }) => definition.bases.flatMap((base) => classesNamed(base, facts)))
        .filter((one) => !seen.has(one.definition));
      found.push(...level);
    }
    return found;
  }

  function functionsOf(callee: Expr, place: Place): readonly FoundFunction[] {
    const direct = valuesOfCallee(callee, place);
    if (direct.length > 0) return direct;
    if (callee.kind !== 'member' || callee.key.kind !== 'text') return [];
    const method = callee.key.value;
    const isSelf = callee.of.kind === 'ref' && (callee.of.name === 'this' || callee.of.name === 'super');
    const around = isSelf ? classAround(place) : undefined;
    const own = around ? [{ facts: place.facts, definition: around }, ...basesAround(place)] : [];
    const named = own.length > 0 ? own : [...classesNamed(callee.of, place.facts), ...instances(callee.of, place)];
    return named.flatMap(({ facts, definition }) => {
      const index = definition.methods.get(method);
      const found = index === undefined ? undefined : facts.program?.functions[index];
      return found ? [{ facts, definition: found }] : [];
    });
  }

  const instances = (expr: Expr, place: Place): readonly FoundClass[] =>
    valuesOf(expr, place).flatMap((value) => (value.kind === 'structure' ? classesOf(value) : []));

  function valuesOfCallee(callee: Expr, place: Place): readonly FoundFunction[] {
    if (callee.kind === 'call') return [];
    return valuesOf(callee, place).flatMap((value) => {
      if (value.kind !== 'structure' || value.expr.kind !== 'function') return [];
      const definition = value.place.facts.program?.functions[value.expr.fn];
      return definition ? [{ facts: value.place.facts, definition }] : [];
    });
  }

  function callsOf(facts: Facts, definition: FunctionDef): readonly { site: CallSite; facts: Facts }[] {
    const inClass = definition.inClass === undefined ? undefined : facts.program?.classes[definition.inClass];
    const constructing = definition.name === 'constructor' && inClass !== undefined;
    const name = constructing ? inClass.name : definition.name;
    if (name === undefined) return [];
    const files = [facts, ...(project?.callers(facts, name) ?? [])];
    return files.flatMap((file) =>
      (constructing ? [name, 'new', 'constructor'] : [name])
        .flatMap((last) => callsByName(file).get(last) ?? [])
        .filter((site) => isCallOf(site, name, constructing, inClass !== undefined, file === facts))
        .map((site) => ({ site, facts: file })),
    );
  }

  function isCallOf(site: CallSite, name: string, constructing: boolean, method: boolean, sameFile: boolean): boolean {
    const { callee } = site.call;
    const chain = calleeNames(callee);
    const last = chain.at(-1)?.split('\\').at(-1);
    if (constructing)
      return (
        last === name || (last === 'new' && chain.at(-2) === name) || (last === 'constructor' && chain[0] === 'super')
      );
    if (last !== name) return false;
    if (!method) return chain.length === 1 || !sameFile;
    return chain.length > 1 && (chain[0] === 'this' || !COMMON_METHODS.has(name));
  }

  return {
    origins,
    types,
    imported,
    exported,
    classesOf,
    basesAround,
    subclassesAround,
    dataFile,
    required,
    functionsOf,
    callsOf,
  };
}

const moduleObjects = new WeakMap<Facts, ObjectExpr>();

const NOWHERE = { start: 0, end: 0 };

/** Made expressions are made once: the evaluator knows by their identity what it has evaluated, or is about to. */
function kept<K extends object>(cache: WeakMap<K, Map<string, Expr>>, of: K, name: string, make: () => Expr): Expr {
  const known = cache.get(of) ?? new Map<string, Expr>();
  cache.set(of, known);
  const expr = known.get(name) ?? make();
  known.set(name, expr);
  return expr;
}

const moduleNames = new WeakMap<Facts, Map<string, Expr>>();
const members = new WeakMap<Expr, Map<string, Expr>>();

const memberExpr = (of: Expr, name: string): Expr =>
  kept(members, of, name, () => ({
    kind: 'member',
    of,
    key: { kind: 'text', value: name, range: of.range },
    range: of.range,
  }));

/** The names of a callee from its end: `a().b.c` is `['', 'b', 'c']`. */
function calleeNames(callee: Expr): readonly string[] {
  if (callee.kind === 'ref') return [callee.name];
  if (callee.kind === 'member' && callee.key.kind === 'text') return [...calleeNames(callee.of), callee.key.value];
  return [''];
}

/** PHP imports name the class, which has a file of its own. */
const moduleOf = (facts: Facts, one: Import): string =>
  facts.format === 'php' && one.module !== '' ? `${one.module}\\${one.name}` : one.module;

/** `from package import module` in Python. */
const submodule = (one: Import): string =>
  one.module.endsWith('.') ? `${one.module}${one.name}` : `${one.module}.${one.name}`;

function canonicalImport(found: Import): string {
  const module = found.module.replaceAll('\\', '.').replaceAll('::', '.');
  return found.name === '*' || found.name === 'default' ? module : `${module}.${found.name}`;
}

/** `Mail\Transport` where `use Acme\Mail` stands above. */
function qualifiedImport(program: Program, name: string): readonly string[] {
  const [head, ...rest] = name.split('\\');
  return program.imports
    .filter((found) => found.local === head)
    .map((found) => [canonicalImport(found), ...rest].join('.'));
}

const isRequire = (expr: Expr): boolean =>
  expr.kind === 'call' &&
  expr.callee.kind === 'ref' &&
  (expr.callee.name === 'require' || expr.callee.name === 'import');

const isRequireOf = isRequire;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const emptyProgram: Program = {
  scopes: [],
  assignments: [],
  calls: [],
  functions: [],
  classes: [],
  imports: [],
  exports: [],
  returns: [],
};
