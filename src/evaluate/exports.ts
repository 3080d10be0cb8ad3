/** What a file gives to those that import it, under a name. */
import type { Expr, ObjectExpr } from '../model/expr.ts';
import type { Export, Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { importsOf } from './imports.ts';
import { moduleEnd } from './places.ts';
import { reaching } from './scopes.ts';
import type { Guard, Place, Project } from './value.ts';

/** An expression in some file, and where it is to be evaluated. */
export interface FoundExpr {
  readonly expr: Expr;
  readonly place: Place;
  /** The keys that lead from it to what is meant: nothing is, where it is known and has no such key. */
  readonly path?: readonly string[];
  /** Which of several files it is taken from. */
  readonly guards?: readonly Guard[];
}

/** The names that were asked of each file on the way: modules that re-export each other are asked once. */
type Asked = Map<Facts, Set<string>>;

/** Of what stands in no file so: no step leads there. */
export const NOWHERE = { start: 0, end: 0 };

/** What a module gives under a name, `*` its whole value. Modules without explicit exports offer all their top-level names. */
export function exportsOf(
  project: Project | undefined,
  facts: Facts | undefined,
  name: string,
  asked: Asked = new Map(),
): readonly FoundExpr[] {
  if (!facts || !isFirst(asked, facts, name)) return [];
  if (!facts.program) return dataExport(facts, name);
  const { exports } = facts.program;
  if (exports.length === 0 || facts.format !== 'javascript') return topLevel(facts, name);
  const own = exportsNamed(facts).get(name) ?? [];
  if (name === '*' && own.length === 0) return wholeModule(project, facts, asked);
  const found = own.length > 0 ? own : (exportsNamed(facts).get('*') ?? []);
  const followed = found.flatMap((one) =>
    followExport(project, one, one.name === '*' ? name : undefined, facts, asked),
  );
  return followed.length > 0 || name === 'default' ? followed : memberOfDefault(project, facts, name, asked);
}

const exportsNamed = oncePer(({ program }: Facts) => grouped(program?.exports ?? [], ({ name }) => name));

function isFirst(asked: Asked, facts: Facts, name: string): boolean {
  const names = asked.get(facts) ?? new Set();
  if (names.has(name)) return false;
  asked.set(facts, names.add(name));
  return true;
}

/** `const { host } = require('./config')` where that says `module.exports = config`. */
const memberOfDefault = (
  project: Project | undefined,
  facts: Facts,
  name: string,
  asked: Asked,
): readonly FoundExpr[] =>
  exportsOf(project, facts, 'default', asked).map((found) => ({ ...found, path: [...(found.path ?? []), name] }));

/** The value of a whole module: what it exports as its value, or else an object of all its exports. */
function wholeModule(project: Project | undefined, facts: Facts, asked: Asked): readonly FoundExpr[] {
  const whole = exportsOf(project, facts, 'default', asked);
  if (whole.length > 0) return whole;
  const object = objectOf(facts);
  return object.entries.length > 0 ? [{ expr: object, place: moduleEnd(facts) }] : [];
}

const objectOf = oncePer(({ program }: Facts): ObjectExpr => {
  const entries = (program?.exports ?? []).flatMap(({ name, value, from, range }) =>
    from === undefined && name !== '*' ? [{ key: name, keyRange: range, value }] : [],
  );
  return { kind: 'object', entries, range: NOWHERE };
});

function followExport(
  project: Project | undefined,
  one: Export,
  starred: string | undefined,
  facts: Facts,
  asked: Asked,
): readonly FoundExpr[] {
  if (one.from === undefined) return [{ expr: one.value, place: moduleEnd(facts) }];
  const name = starred ?? (one.value.kind === 'ref' ? one.value.name : one.name);
  // Of what an index hands on with a star, the one file that has the name is asked, not hundreds.
  return exportsOf(project, project?.module(facts, one.from, starred), name, asked);
}

/** Languages whose modules offer what they have from others as their own. */
const HANDING_ON: ReadonlySet<string> = new Set(['python', 'javascript', 'ruby', 'rust', 'php', 'bash']);

const moduleNames = new WeakMap<Facts, Map<string, Expr>>();

/** A name at the top of a file. */
export function topLevel(facts: Facts, name: string): readonly FoundExpr[] {
  const place = moduleEnd(facts);
  const returned = facts.program?.returns ?? [];
  if ((name === '*' || name === 'default') && returned.length > 0) return returned.map((expr) => ({ expr, place }));
  const set = reaching(place, [name]);
  const range = set.at(-1)?.assignment.target.range;
  // A module of Lua is the table that it returns.
  if (!range && facts.path.endsWith('.lua')) return returned.map((expr) => ({ expr: memberExpr(expr, name), place }));
  const known =
    range ??
    importsOf(facts, name)[0]?.range ??
    (HANDING_ON.has(facts.format) ? facts.program?.imports.find((one) => one.all)?.range : undefined);
  return known ? [{ expr: kept(moduleNames, facts, name, () => ({ kind: 'ref', name, range: known })), place }] : [];
}

function dataExport(facts: Facts, name: string): readonly FoundExpr[] {
  const root = facts.documents[0];
  if (!root) return [];
  const place = moduleEnd(facts);
  if (name === '*' || name === 'default') return [{ expr: root, place }];
  const entries = root.kind === 'object' ? root.entries : [];
  return entries.filter((entry) => entry.key === name).map((entry) => ({ expr: entry.value, place }));
}

const members = new WeakMap<Expr, Map<string, Expr>>();

/** `of.name`, of an expression that the file itself does not write so. */
export const memberExpr = (of: Expr, name: string): Expr =>
  kept(members, of, name, () => ({
    kind: 'member',
    of,
    key: { kind: 'text', value: name, range: of.range },
    range: of.range,
  }));

/** Made expressions are made once: the evaluator knows by their identity what it has evaluated, or is about to. */
function kept<K extends object>(cache: WeakMap<K, Map<string, Expr>>, of: K, name: string, make: () => Expr): Expr {
  const known = cache.get(of) ?? new Map<string, Expr>();
  cache.set(of, known);
  const expr = known.get(name) ?? make();
  known.set(name, expr);
  return expr;
}
