/** Which assignments may have given a name or member its value at a place. */

import { chainOf } from '../model/expr.ts';
import type { Assignment, Branch, FunctionDef, Program, ScopeId } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { countWhile } from '../model/sorted.ts';
import { wholeLiteral } from '../read/reader.ts';
import type { Place } from './value.ts';

/** An assignment, with its target's names and the scope whose name it sets. */
export interface Bound {
  readonly assignment: Assignment;
  readonly chain: readonly string[];
  readonly home: ScopeId;
}

/** The assignments that may decide a chain of names, in source order: asked for at each use, so taken apart once. */
interface Deciding {
  readonly all: readonly Bound[];
  readonly byFunction: ReadonlyMap<ScopeId, readonly Bound[]>;
  /** Whether those of each function end in the order in which they stand. */
  readonly isOrdered: boolean;
  readonly declaring: readonly Assignment[];
}

interface ScopeIndex {
  /** `<home>:<first name>` → assignments in source order. */
  readonly byName: ReadonlyMap<string, readonly Bound[]>;
  /** Those that may decide a chain that begins with a name of the scope. */
  deciding(home: ScopeId, chain: readonly string[]): Deciding;
  home(scope: ScopeId, name: string): ScopeId;
  /** The scope that declares a name, as it is seen from another one; undefined where none does. */
  declaring(scope: ScopeId, name: string): ScopeId | undefined;
}

export const scopeIndex = oncePer(buildIndex);

function buildIndex(program: Program): ScopeIndex {
  const homes = new Map((program.homes ?? []).map((one) => [`${one.scope}:${one.name}`, one.home]));
  const declared = new Set<string>();
  for (const { target, scope, declares } of program.assignments) {
    const name = target.kind === 'ref' ? target.name : undefined;
    if (declares && name !== undefined) declared.add(`${scope}:${name}`);
  }
  program.functions.forEach(({ params, scope }) => {
    for (const { name } of params) declared.add(`${scope}:${name}`);
  });
  const written = new Set<string>();
  const chains = chainsOf(program);
  program.assignments.forEach(({ scope }, at) => {
    const chain = chains[at];
    if (chain?.length === 1) written.add(`${functionScope(program, scope)}:${chain[0]}`);
  });
  const home = (scope: ScopeId, name: string): ScopeId => {
    if (name === 'this') return classScope(program, scope) ?? functionScope(program, scope);
    let last: ScopeId | undefined;
    for (let at: ScopeId | undefined = scope; at !== undefined; at = program.scopes[at]?.parent) {
      const known = homes.get(`${at}:${name}`);
      if (known !== undefined) return known;
      if (declared.has(`${at}:${name}`)) return at;
      if (
        program.scopes[at]?.kind !== 'block' &&
        program.scopes[at]?.kind !== 'class' &&
        written.has(`${at}:${name}`)
      ) {
        last ??= at;
      }
    }
    return last ?? functionScope(program, scope);
  };
  const declaring = (scope: ScopeId, name: string): ScopeId | undefined => {
    let at: ScopeId | undefined = scope;
    while (at !== undefined && !declared.has(`${at}:${name}`)) at = program.scopes[at]?.parent;
    return at;
  };
  const byName = new Map<string, Bound[]>();
  program.assignments.forEach((assignment, at) => {
    const chain = chains[at];
    const first = chain?.[0];
    if (chain === undefined || first === undefined) return;
    const where = assignment.declares && chain.length === 1 ? assignment.scope : home(assignment.scope, first);
    const key = `${where}:${first}`;
    const list = byName.get(key);
    const bound = { assignment, chain, home: where };
    if (list) list.push(bound);
    else byName.set(key, [bound]);
  });
  const known = new Map<string, Deciding>();
  const deciding = (where: ScopeId, chain: readonly string[]): Deciding => {
    const key = `${where}:${chain.join('\0')}`;
    const found = known.get(key) ?? takenApart(program, byName.get(`${where}:${chain[0]}`) ?? [], chain);
    known.set(key, found);
    return found;
  };
  return { byName, deciding, home, declaring };
}

/** The names that each assignment sets; `options[key]` where the file says once what `key` is. */
function chainsOf(program: Program): readonly (readonly string[] | undefined)[] {
  return program.assignments.map(({ target }) => {
    const chain = chainOf(target);
    if (chain || target.kind !== 'member' || target.key.kind !== 'ref') return chain;
    const of = chainOf(target.of);
    const key = constantText(program, target.key.name);
    return of && key !== undefined ? [...of, key] : undefined;
  });
}

/** The text of a name of a program that is given one literal, and nothing else: `const KeyHost = "mail.host"`. */
export const constantText = (program: Program, name: string): string | undefined => constantsIn(program).get(name);

const constantsIn = oncePer((program: Program) => constantsOf(program.assignments));

function constantsOf(assignments: readonly Assignment[]): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const { target, value } of assignments)
    if (target.kind === 'ref') found.set(target.name, found.has(target.name) ? undefined : wholeLiteral(value)?.value);
  return found;
}

const endOf = ({ assignment }: Bound): number => assignment.range.end;

function takenApart(program: Program, named: readonly Bound[], chain: readonly string[]): Deciding {
  const all = named.filter((bound) => isPrefix(bound.chain, chain));
  const byFunction = grouped(all, ({ assignment }) => functionScope(program, assignment.scope));
  const isSorted = (bounds: readonly Bound[]): boolean =>
    bounds.every((bound, at) => at === 0 || endOf(bounds[at - 1] ?? bound) <= endOf(bound));
  return {
    all,
    byFunction,
    isOrdered: [...byFunction.values()].every(isSorted),
    declaring: all.flatMap(({ assignment, chain: { length } }) =>
      assignment.declares && length === chain.length ? [assignment] : [],
    ),
  };
}

/** The assignments of a program, those to each name and its parts together, in source order. */
export const boundsOf = (program: Program): Iterable<readonly Bound[]> => scopeIndex(program).byName.values();

/** The function or module scope around a scope; a class body counts as its own. */
export function functionScope(program: Program, scope: ScopeId): ScopeId {
  let at: ScopeId | undefined = scope;
  while (at !== undefined && program.scopes[at]?.kind === 'block') at = program.scopes[at]?.parent;
  return at ?? 0;
}

/** The function around a scope; undefined in a module or a class body. */
export function functionAround(program: Program, scope: ScopeId): FunctionDef | undefined {
  const around = program.scopes[functionScope(program, scope)];
  return around?.kind === 'function' && around.owner !== undefined ? program.functions[around.owner] : undefined;
}

export function classScope(program: Program, scope: ScopeId): ScopeId | undefined {
  let at: ScopeId | undefined = scope;
  while (at !== undefined && program.scopes[at]?.kind !== 'class') at = program.scopes[at]?.parent;
  return at;
}

/** What declares a variable or a field of its own class: in typed languages it says what all later values are instances of. */
export function declarations({ facts: { program }, scope }: Place, chain: readonly string[]): readonly Assignment[] {
  const [first] = chain;
  if (!program || first === undefined || chain.length > (first === 'this' ? 2 : 1)) return [];
  const { deciding, home } = scopeIndex(program);
  return deciding(home(scope, first), chain).declaring;
}

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.length <= long.length && short.every((part, index) => part === long[index]);

/** The other arm of a branching construct that the use is in: it has not run. */
function excludes(a: Branch, b: Branch): boolean {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    if (a[index] === b[index]) continue;
    return a[index]?.split(':')[0] === b[index]?.split(':')[0];
  }
  return false;
}

/**
 * The assignments that may decide `chain` at `place`, to the chain itself or to an object it is a part of; what is
 * surely overwritten before the use is left out.
 */
export function reaching(place: Place, chain: readonly string[]): readonly Bound[] {
  const { program } = place.facts;
  const first = chain[0];
  if (!program || first === undefined) return [];
  const { deciding, home } = scopeIndex(program);
  const where = home(place.scope, first);
  const { all, byFunction, isOrdered } = deciding(where, chain);
  if (all.length < 2 && first !== 'this')
    return all.filter((bound) => !excludes(bound.assignment.branch, place.branch));
  const here = functionScope(program, place.scope);
  const local = byFunction.get(here) ?? [];
  const passed = isOrdered ? passedIn(local, place) : local.filter((bound) => endOf(bound) <= place.at);
  const before = passed.filter((bound) => !excludes(bound.assignment.branch, place.branch));
  // From without, a field is what the constructor makes of what the class body says.
  if (first === 'this' && program.scopes[here]?.kind === 'class') {
    const others = all.filter((bound) => functionScope(program, bound.assignment.scope) !== here);
    if (isConstructed(program, others)) return ofOtherMethods(program, all, here);
  }
  const decided = lastSure(before, place.branch, program);
  if (decided >= 0) return [...before.slice(decided), ...setByFunctions(place, all, here)];
  if (first === 'this') return [...before, ...ofOtherMethods(program, all, here)];
  if (functionScope(program, where) === here && before.length > 0) return before;
  const inHome = all.filter(
    (bound) => functionScope(program, bound.assignment.scope) === functionScope(program, where),
  );
  const sure = lastSure(inHome, [], program);
  const kept = new Set([...(sure >= 0 ? inHome.slice(sure) : inHome), ...before]);
  return all.filter((bound) => kept.has(bound) || (!inHome.includes(bound) && !local.includes(bound)));
}

/**
 * What functions of the file give a variable of its package, whose value others ask for after all of it has run: Go's `init`
 * and `Setup`.
 */
const setByFunctions = ({ facts, at }: Place, all: readonly Bound[], here: ScopeId): readonly Bound[] =>
  facts.format === 'go' && here === 0 && at === Number.POSITIVE_INFINITY
    ? all.filter(({ assignment, home }) => home === 0 && assignment.scope !== 0)
    : [];

/** Assignments to a field that methods make, where the class itself says first what it is: from without both may count. */
export function setByMethods(place: Place, chain: readonly string[]): readonly Bound[] {
  const { program } = place.facts;
  const [first] = chain;
  const here = program ? functionScope(program, place.scope) : undefined;
  if (!program || first !== 'this' || here === undefined || program.scopes[here]?.kind !== 'class') return [];
  const { deciding, home } = scopeIndex(program);
  const { all } = deciding(home(place.scope, first), chain);
  const declared = all.some((bound) => functionScope(program, bound.assignment.scope) === here);
  const others = all.filter((bound) => functionScope(program, bound.assignment.scope) !== here);
  return declared && !isConstructed(program, others) ? others : [];
}

/** Of assignments that end one after the other those passed before a place, from the last one on that no way goes around. */
function passedIn(bounds: readonly Bound[], { at, branch }: Place): readonly Bound[] {
  const end = countWhile(bounds, (bound) => endOf(bound) <= at);
  for (let index = end - 1; index >= 0; index -= 1)
    if (isPrefix(bounds[index]?.assignment.branch ?? [], branch)) return bounds.slice(index, end);
  return bounds.slice(0, end);
}

/** This many assignments to one name are looked at for branches that together leave no way around them. */
const MAX_ARMS = 48;

/** Where the last assignments begin of which every way to a place at `branch` passes one; -1 when there is a way around all. */
function lastSure(bounds: readonly Bound[], branch: Branch, program: Program): number {
  const single = bounds.findLastIndex((bound) => isPrefix(bound.assignment.branch, branch));
  if (!program.exhaustive || program.exhaustive.size === 0) return single;
  const from = Math.max(single + 1, bounds.length - MAX_ARMS);
  for (let index = bounds.length - 2; index >= from; index -= 1) {
    const branches = bounds.slice(index).map((bound) => bound.assignment.branch);
    const ways = Array.from({ length: branch.length + 1 }, (_, length) => branch.slice(0, length));
    if (ways.some((way) => isCovered(way, branches, program.exhaustive ?? new Map()))) return index;
  }
  return single;
}

/** Whether there is a way to the place on which nothing in its file gives the name a value. */
export function mayBeUnset(place: Place, name: string): boolean {
  const { program } = place.facts;
  return program !== undefined && lastSure(reaching(place, [name]), place.branch, program) < 0;
}

/** Whether every way through `branch` passes one of `branches`: itself, or all arms of a construct in it. */
function isCovered(branch: Branch, branches: readonly Branch[], exhaustive: ReadonlyMap<number, number>): boolean {
  if (branches.some((one) => isPrefix(one, branch))) return true;
  const arms = new Map<string, Set<string>>();
  for (const one of branches) {
    const step = one[branch.length];
    if (step === undefined || !isPrefix(branch, one)) continue;
    const construct = step.slice(0, step.indexOf(':'));
    arms.set(construct, (arms.get(construct) ?? new Set()).add(step));
  }
  return [...arms].some(([construct, steps]) => {
    const inside = branches.filter((one) => isPrefix(branch, one) && one.length > branch.length);
    return (
      steps.size === exhaustive.get(Number(construct)) &&
      [...steps].every((step) => isCovered([...branch, step], inside, exhaustive))
    );
  });
}

/** Fields as other methods leave them: a constructor's unconditional assignment replaces the declared value. */
function ofOtherMethods(program: Program, all: readonly Bound[], here: ScopeId): readonly Bound[] {
  const inMethod = (bound: Bound): boolean =>
    program.scopes[functionScope(program, bound.assignment.scope)]?.kind === 'function';
  const others = all.filter((bound) => functionScope(program, bound.assignment.scope) !== here);
  return isConstructed(program, others) ? others.filter(inMethod) : others;
}

const isConstructed = (program: Program, bounds: readonly Bound[]): boolean =>
  bounds.some((bound) => inConstructor(program, bound) && bound.assignment.branch.length === 0);

const inConstructor = (program: Program, { assignment }: Bound): boolean =>
  functionAround(program, assignment.scope)?.name === 'constructor';
