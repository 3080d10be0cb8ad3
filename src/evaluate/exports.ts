/** What a file gives to those that import it, under a name. */
import type { Expr, ObjectExpr } from '../model/expr.ts';
import type { Export, Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { moduleEnd } from './places.ts';
import { reaching } from './scopes.ts';
import type { Place, Project } from './value.ts';

/** An expression in some file, and where it is to be evaluated. */
export interface FoundExpr {
  readonly expr: Expr;
  readonly place: Place;
}

/** Re-exports are followed over this many files. */
const MAX_REEXPORTS = 8;

const NOWHERE = { start: 0, end: 0 };

/** What a module gives under a name, `*` its whole value. Modules without explicit exports offer all their top-level names. */
export function exportsOf(
  project: Project | undefined,
  facts: Facts | undefined,
  name: string,
  depth = 0,
): readonly FoundExpr[] {
  if (!facts || depth > MAX_REEXPORTS) return [];
  if (!facts.program) return dataExport(facts, name);
  const { exports } = facts.program;
  if (exports.length === 0 || facts.format !== 'javascript') return topLevel(facts, name);
  const own = exports.filter((one) => one.name === name);
  if (name === '*' && own.length === 0) return wholeModule(project, facts, depth);
  const found = own.length > 0 ? own : exports.filter((one) => one.name === '*');
  const followed = found.flatMap((one) =>
    followExport(project, one, one.name === '*' ? name : undefined, facts, depth),
  );
  return followed.length > 0 || name === 'default' ? followed : memberOfDefault(project, facts, name, depth);
}

/** `const { host } = require('./config')` where that says `module.exports = config`. */
const memberOfDefault = (
  project: Project | undefined,
  facts: Facts,
  name: string,
  depth: number,
): readonly FoundExpr[] =>
  exportsOf(project, facts, 'default', depth + 1).map(({ expr, place }) => ({ expr: memberExpr(expr, name), place }));

/** The value of a whole module: what it exports as its value, or else an object of all its exports. */
function wholeModule(project: Project | undefined, facts: Facts, depth: number): readonly FoundExpr[] {
  const whole = exportsOf(project, facts, 'default', depth + 1);
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
  asked: string | undefined,
  facts: Facts,
  depth: number,
): readonly FoundExpr[] {
  if (one.from === undefined) return [{ expr: one.value, place: moduleEnd(facts) }];
  const name = asked ?? (one.value.kind === 'ref' ? one.value.name : one.name);
  return exportsOf(project, project?.module(facts, one.from), name, depth + 1);
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
  const known =
    range ??
    facts.program?.imports.find((one) => one.local === name || (one.all && HANDING_ON.has(facts.format)))?.range;
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
