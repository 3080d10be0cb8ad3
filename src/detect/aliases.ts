/**
 * Calls that may be of a library's function under another name: imports, subclasses, what is assigned from another name.
 * Asked before the costly question of what a callee stands for: in a minified file nearly every name is assigned from another
 * one, and few of them lead to one that is looked for.
 */
import { callsByName, lastName } from '../evaluate/call-index.ts';
import { dotted, importsOf, isRequire, requiredModule } from '../evaluate/imports.ts';
import { NAMING } from '../evaluate/origins.ts';
import { moduleEnd } from '../evaluate/places.ts';
import { boundsOf, scopeIndex } from '../evaluate/scopes.ts';
import { chainOf, type Expr } from '../model/expr.ts';
import type { CallSite, ClassDef, Facts, Format, Program, ScopeId } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';

/** What a name is the same as throughout a file: a variable of a scope, a member by its key, a class by its name. */
type Node = string;

const ofVariable = (home: ScopeId, name: string): Node => `${home}:${name}`;
const ofMember = (key: string): Node => `.${key}`;
const ofClass = (name: string): Node => `@${name}`;
/** An instance has the names of its class; which class is not asked. */
const OWN: Node = 'this';
/** What only evaluation, or another file, can say: it may be anything. */
const ANYTHING: Node = '*';

/** What an expression is, and the last parts of its name. */
interface Original {
  readonly nodes: readonly Node[];
  readonly names: readonly string[];
}

/** That one name may stand for another. */
interface Alias extends Original {
  readonly alias: Node;
}

interface Aliases {
  /** Names of subclasses, and names assigned from another name. */
  readonly renamed: ReadonlySet<string>;
  readonly byNode: ReadonlyMap<Node, readonly Node[]>;
  readonly byName: ReadonlyMap<string, readonly Node[]>;
}

const NONE: Aliases = { renamed: new Set(), byNode: new Map(), byName: new Map() };

/** What is called by the name that it is given to may be a function of another name, or one of several: `SMTP_SSL if secure else SMTP`. */
const MAY_NAME: ReadonlySet<Expr['kind']> = new Set(['member', 'ref', 'text', 'join']);
const mayName = (value: Expr): boolean =>
  value.kind === 'either' ? value.options.some(mayName) : MAY_NAME.has(value.kind);

const aliasesOf = oncePer((facts: Facts): Aliases => {
  const { program } = facts;
  if (!program) return NONE;
  const assigned = program.assignments.flatMap(({ target, value }) =>
    target.kind === 'ref' && mayName(value) ? [target.name] : [],
  );
  const subclasses = program.classes.flatMap(({ name, bases }) =>
    bases.length > 0 && name !== undefined ? [name] : [],
  );
  const aliases = [
    ...byAssignment(facts, program),
    ...program.classes.flatMap((one) => byInheritance(facts, program, one)),
  ];
  return {
    renamed: new Set([...subclasses, ...assigned]),
    byNode: indexed(aliases, ({ nodes }) => nodes),
    byName: indexed(aliases, ({ names }) => names),
  };
});

const indexed = (aliases: readonly Alias[], keysOf: (alias: Alias) => readonly string[]): Aliases['byNode'] =>
  new Map(
    [
      ...grouped(
        aliases.flatMap((one) => keysOf(one).map((key) => ({ key, alias: one.alias }))),
        ({ key }) => key,
      ),
    ].map(([key, all]) => [key, [...new Set(all.map(({ alias }) => alias))]]),
  );

const byAssignment = (facts: Facts, program: Program): readonly Alias[] =>
  [...boundsOf(program)].flat().flatMap(({ assignment, chain, home }) => {
    const [name = ''] = chain.slice(-1);
    const alias = chain.length === 1 ? ofVariable(home, name) : ofMember(name);
    return originals(assignment.value, facts).map((of) => ({ ...originalOf(program, of, assignment.scope), alias }));
  });

function byInheritance(facts: Facts, program: Program, definition: ClassDef): readonly Alias[] {
  const aliases = [...(definition.name === undefined ? [] : [ofClass(definition.name)]), OWN];
  const bases = definition.bases.map((base) => originalOf(program, base, moduleEnd(facts).scope));
  const elsewhere = mayBeElsewhere(definition, facts) ? [{ nodes: [ANYTHING], names: [] }] : [];
  const own = definition.name === undefined ? [] : [{ nodes: [ofClass(definition.name)], names: [definition.name] }];
  return [
    ...[...bases, ...elsewhere].flatMap((base) => aliases.map((alias) => ({ ...base, alias }))),
    ...own.map((one) => ({ ...one, alias: OWN })),
  ];
}

/** The expressions that a value may be another name for. */
function originals(value: Expr, facts: Facts): readonly Expr[] {
  if (value.kind === 'either') return value.options.flatMap((option) => originals(option, facts));
  if (value.kind === 'ref' || value.kind === 'member' || isRequire(value)) return [value];
  return NAMING.has(facts.format) && (value.kind === 'text' || value.kind === 'join' || value.kind === 'call')
    ? [value]
    : [];
}

/** What an expression at a scope names; of a module's path and a quoted key the last part is a name, too. */
function originalOf(program: Program, expr: Expr, scope: ScopeId): Original {
  const name = expr.kind === 'text' ? dotted(expr.value) : (requiredModule(expr) ?? lastName(expr));
  const names = [...new Set([name, name.split(/[.#/]/).at(-1) ?? name])].filter((one) => one !== '');
  return { nodes: nodesOf(program, expr, scope), names };
}

function nodesOf(program: Program, expr: Expr, scope: ScopeId): readonly Node[] {
  if (expr.kind === 'text') return [];
  if (expr.kind === 'member') return [expr.key.kind === 'text' ? ofMember(expr.key.value) : ANYTHING];
  if (expr.kind !== 'ref') return requiredModule(expr) === undefined ? [ANYTHING] : [];
  if (expr.name === 'this' || expr.name === 'super') return [OWN];
  return [ofVariable(scopeIndex(program).home(scope, expr.name), expr.name), ofClass(expr.name)];
}

/** Languages in which a class of another file has to be imported. */
const IMPORTING: ReadonlySet<Format> = new Set<Format>(['javascript']);

const mayBeElsewhere = ({ bases }: ClassDef, facts: Facts): boolean =>
  bases.some((base) => !IMPORTING.has(facts.format) || importsOf(facts, chainOf(base)?.[0] ?? '').length > 0);

/**
 * The calls of a file by one of the last names, or by what may stand for one: `import { createTransport as make }`,
 * `n[method](…)`. `isNamed` tells those by a name.
 */
export function* callsNamed(
  facts: Facts,
  lastNames: ReadonlySet<string>,
): Generator<{ readonly name: string; readonly site: CallSite; readonly isNamed: boolean }> {
  const { program } = facts;
  if (!program) return;
  const isImported = (name: string): boolean =>
    importsOf(facts, name).some((one) => one.name === '*' || one.name === 'default' || lastNames.has(one.name));
  let leading: ReadonlySet<Node> | undefined;
  const isAlias = ({ call, scope }: CallSite): boolean => {
    leading ??= leadingTo(facts, [...lastNames, ...program.imports.map(({ local }) => local).filter(isImported)]);
    return nodesOf(program, call.callee, scope).some((node) => leading?.has(node));
  };
  for (const [name, sites] of callsByName(facts)) {
    const isSought =
      lastNames.has(name) || name === 'constructor' || isImported(name) || isCalledAfter(name, lastNames);
    const isRenamed = !isSought && aliasesOf(facts).renamed.has(name);
    for (const site of sites) {
      const isNamed = isSought || (isRenamed && isAlias(site));
      if (isNamed || isComputed(site)) yield { name, site, isNamed };
    }
  }
}

/** `DebugSmtpTransport`: a subclass that another file defines, called after its base as most are. */
const isCalledAfter = (name: string, lastNames: ReadonlySet<string>): boolean => {
  for (const last of lastNames) if (IS_CLASS.test(last) && name.endsWith(last)) return true;
  return false;
};
const IS_CLASS = /^[A-Z][A-Za-z]*[a-z][A-Za-z]{3}/;

/** `n[method](…)`: only evaluation says what is called. */
const isComputed = ({ call: { callee } }: CallSite): boolean => callee.kind === 'member' && callee.key.kind !== 'text';

/** All that may stand for one of these names, over any number of others. */
function leadingTo(facts: Facts, names: readonly string[]): ReadonlySet<Node> {
  const { byNode, byName } = aliasesOf(facts);
  const found = new Set([ANYTHING, ...names.flatMap((name) => byName.get(name) ?? [])]);
  // A set gives what is added while it is gone through, too.
  for (const node of found) for (const alias of byNode.get(node) ?? []) found.add(alias);
  return found;
}
