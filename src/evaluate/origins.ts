/**
 * What names stand for: which library function a callee is, of which class a value is an instance.
 *
 * A canonical name is dotted, whatever the language: `nodemailer.createTransport`, `smtplib.SMTP`,
 * `PHPMailer.PHPMailer.PHPMailer`; a member of an instance is `<class>#<member>`.
 */

import type { Budget } from '../model/budget.ts';
import { type CallExpr, chainOf, type Expr, type MemberExpr } from '../model/expr.ts';
import type { ClassDef, Facts, Format } from '../model/facts.ts';
import { classAround, classesCalled, classesNamed, type FoundClass, isReceiver } from './classes.ts';
import { declaredType } from './declared-parameters.ts';
import { canonicalImport, dotted, importsOf, isRequire, qualifiedImport, requiredModule } from './imports.ts';
import { atAssignment, moduleEnd } from './places.ts';
import { type Bound, declarations, reaching } from './scopes.ts';
import { textsOf } from './texts.ts';
import type { Place, Project, StructureValue, Value } from './value.ts';

export interface Origins {
  /** Every canonical name of what an expression refers to. */
  origins(expr: Expr, place: Place): readonly string[];
  /** Canonical class names of the value an expression has. */
  types(expr: Expr, place: Place): readonly string[];
}

interface Needs {
  readonly project: Project | undefined;
  /** The file's: broken code may declare a name a hundred times, each time with a type that begins with the same name. */
  readonly budget: Budget;
  evaluate(expr: Expr, place: Place): readonly Value[];
}

const MAX_DEPTH = 6;
/** Bases of bases are followed this often. */
const MAX_BASES = 3;
/** No program has a class with as many bases, theirs among them; generated chains of thousands would be listed for each link. */
const MOST_BASES = 100;
/** Of the assignments that may give a name its value, this many are looked at. */
const MAX_ASSIGNMENTS = 4;

/** Languages in which a text may stand for the class or function that it names: `new $class`, `'Net::SMTP'->new`. */
export const NAMING: ReadonlySet<Format> = new Set(['php', 'perl', 'bash']);

const nameIn = (text: string): string => dotted(text.replace(/^\\+/, ''));

/** Methods of a class that give an instance of it. */
const MAKING = /\.(new|New|newInstance|getInstance|instance|create|__new__|alloc)$/;

export function createOrigins({ project, budget, evaluate }: Needs): Origins {
  const active = new Set<Expr>();
  const memo = new WeakMap<
    Expr,
    { readonly scope: number; readonly facts: Facts; readonly names: readonly string[] }
  >();

  /** Names of classes' bases, found as far up as there was room when they were asked for: who has less room takes them as they are. */
  const bases = new WeakMap<
    ClassDef,
    { readonly depth: number; readonly within: number; readonly names: readonly string[] }
  >();

  function origins(expr: Expr, place: Place): readonly string[] {
    // A step of a fold may ask for what the step around it does: by the names alone, that is `all.merge`.
    if (active.has(expr)) return [chainOf(expr)?.join('.') ?? []].flat();
    if (active.size > MAX_DEPTH) return [];
    const known = memo.get(expr);
    if (known && known.scope === place.scope && known.facts === place.facts) return known.names;
    if (!budget.spend('steps')) return [];
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
    if (expr.kind === 'ref') return ofName(expr.name, place);
    if (expr.kind === 'call') return ofCall(expr, place);
    if (expr.kind === 'text' && NAMING.has(place.facts.format)) return [nameIn(expr.value)];
    return expr.kind === 'member' ? keysOf(expr, place).flatMap((key) => ofMember(expr, key, place)) : [];
  }

  function ofName(name: string, place: Place): readonly string[] {
    const { facts } = place;
    if (!facts.program) return [dotted(name)];
    if (name === 'this' || name === 'super') return classNames(place, name === 'super');
    const fromImports = importsOf(facts, name).map(canonicalImport);
    const qualified = name.includes('\\') ? qualifiedImport(facts, name) : [];
    const followed = aliases(reaching(place, [name]), place);
    const inherited = classesCalled(facts, name).flatMap((definition) => baseNames({ facts, definition }));
    return [...fromImports, ...qualified, ...followed, ...inherited, dotted(name)];
  }

  /** `n['create' + kind]`: a key that is computed is one of what it may be. */
  const keysOf = ({ key }: MemberExpr, place: Place): readonly string[] =>
    key.kind === 'text' ? [key.value] : textsOf(evaluate(key, place)).slice(0, MAX_ASSIGNMENTS);

  function ofMember(expr: MemberExpr, key: string, place: Place): readonly string[] {
    const chain = chainOf(expr);
    const assigned = chain ? reaching(place, chain).filter((bound) => bound.chain.length === chain.length) : [];
    const followed = aliases(assigned, place);
    const members = origins(expr.of, place).map((origin) => `${origin}.${key}`);
    const instances = types(expr.of, place).map((type) => `${type}#${key}`);
    // A subclass that calls its base's constructor constructs the base.
    const base = key === 'constructor' && expr.of.kind === 'ref' && expr.of.name === 'super';
    return [...members, ...instances, ...followed, ...(base ? classNames(place, true) : [])];
  }

  function ofCall(call: CallExpr, place: Place): readonly string[] {
    if (call.result) return [];
    if (!isRequire(call)) return origins(call.callee, place).map((origin) => `${origin}()`);
    const module = requiredModule(call);
    if (module !== undefined) return [module];
    const [given] = call.args;
    return given ? textsOf(evaluate(given.value, place)).slice(0, 1) : [];
  }

  const aliases = (bounds: readonly Bound[], { facts }: Place): readonly string[] =>
    bounds
      .slice(0, MAX_ASSIGNMENTS)
      .flatMap(({ assignment }) => aliased(assignment.value, atAssignment(facts, assignment)));

  /** `const make = nodemailer.createTransport` makes `make` an alias; any other value none. */
  function aliased(value: Expr, place: Place): readonly string[] {
    if (value.kind === 'ref' || value.kind === 'member' || isRequire(value)) return origins(value, place);
    if (NAMING.has(place.facts.format) && (value.kind === 'text' || value.kind === 'join' || value.kind === 'call'))
      return textsOf(evaluate(value, place)).slice(0, 1).map(nameIn);
    return value.kind === 'either' ? value.options.flatMap((option) => aliased(option, place)) : [];
  }

  function classNames(place: Place, baseOnly: boolean): readonly string[] {
    const around = classAround(place);
    if (!around) return [];
    const names = baseNames(around);
    return baseOnly || around.definition.name === undefined ? names : [around.definition.name, ...names];
  }

  /** Canonical names of a class's bases, and of theirs where the file or the project defines them. */
  function baseNames({ facts, definition }: FoundClass, depth = 0): readonly string[] {
    const known = bases.get(definition);
    if (known && known.depth <= depth && known.within <= active.size) return known.names;
    const within = active.size;
    const all = unique(
      definition.bases.flatMap((base) => {
        const own = origins(base, moduleEnd(facts));
        const classes = depth < MAX_BASES ? classesNamed(project, base, facts) : [];
        const further = classes.filter((next) => next.definition !== definition);
        return [...own, ...further.flatMap((next) => baseNames(next, depth + 1))];
      }),
    );
    if (all.length > MOST_BASES) budget.giveUp(`one of its classes has more than ${MOST_BASES} bases`);
    const names = all.slice(0, MOST_BASES);
    bases.set(definition, { depth, within, names });
    return names;
  }

  function types(expr: Expr, place: Place): readonly string[] {
    if (isReceiver(expr)) return classNames(place, false);
    if (expr.kind === 'ref' && /^[A-Z]/.test(expr.name) && reaching(place, [expr.name]).length === 0) return [];
    const values = evaluate(expr, place).flatMap((value) => (value.kind === 'structure' ? typesOf(value) : []));
    return unique([...values, ...declaredTypes(expr, place)]);
  }

  /** `Transport t = null; … t = session.getTransport();`: the declaration's type holds whatever is assigned or passed. */
  function declaredTypes(expr: Expr, place: Place): readonly string[] {
    const declared = declarations(place, chainOf(expr) ?? []).flatMap(({ value }) => saidType(value));
    const passed = expr.kind === 'ref' ? declaredType(place.facts, expr.name, place) : undefined;
    const cast = expr.kind === 'instance' ? [] : saidType(expr);
    const types = [...cast, ...declared.slice(0, MAX_ASSIGNMENTS), ...(passed ? [passed] : [])];
    return types.flatMap((type) => origins(type, place));
  }

  function typesOf({ expr, place }: StructureValue): readonly string[] {
    if (expr.kind === 'instance') return origins(expr.type, place);
    if (expr.kind !== 'call' || expr.result) return [];
    const named = origins(expr.callee, place).flatMap((origin) => [origin.replace(MAKING, ''), origin]);
    // A subclass that another file defines; one of this file is followed by its name.
    const elsewhere = expr.construct
      ? classesNamed(project, expr.callee, place.facts).filter(({ facts }) => facts !== place.facts)
      : [];
    return [...named, ...elsewhere.flatMap((found) => baseNames(found))];
  }

  return { origins, types };
}

/** What a program says that a value is an instance of. */
const saidType = (value: Expr): readonly Expr[] => {
  if (value.kind === 'instance') return [value.type];
  return (value.kind === 'ref' || value.kind === 'member') && value.as ? [value.as] : [];
};

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
