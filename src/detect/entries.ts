/**
 * Every keyed value of a file, whatever the format: YAML keys, INI options, dictionary entries, assignments, keyword
 * arguments, `NAME=value` items and `{ name, value }` pairs. What detectors match key paths against.
 */

import { overwritten } from '../evaluate/overwritten.ts';
import { atAssignment, atCall, atReturn, moduleEnd } from '../evaluate/places.ts';
import { scopeIndex } from '../evaluate/scopes.ts';
import type { Place } from '../evaluate/value.ts';
import { createBudget } from '../model/budget.ts';
import {
  type CallExpr,
  chainOf,
  type Entry,
  type Expr,
  type ListExpr,
  type ObjectExpr,
  type Range,
} from '../model/expr.ts';
import type { Assignment, Branch, Facts, Program } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { fold } from '../select/needs.ts';
import { columnOf, described, namedPair, passedThrough, rowPair, textPair, unitVariables, valueRow } from './pairs.ts';
import { storedPair } from './stored-pairs.ts';
import { asVariables, isVariableMap } from './variable-maps.ts';

export interface EntryFact {
  /** Keys from the root; dotted keys are split, list items have their index. */
  readonly path: readonly string[];
  readonly keyRange: Range;
  readonly value: Expr;
  /** The entries beside it; the object it stands in, or assignments to the same object. */
  readonly siblings: readonly Entry[];
  /** The entries of the objects around that one, from the inside: what they say of themselves (`type`, `class`). */
  readonly around?: readonly (readonly Entry[])[];
  readonly place: Place;
}

/** Readers refuse what is nested deeper, or read it as text. */
const MAX_DEPTH = 200;
/** A settings table has a few columns more than the name and the value. */
const MAX_COLUMNS = 30;
/** An element with more of them inside is a list of other things. */
const MAX_BESIDE = 500;
/** Of more assignments beside each other the arms of `if` are not told apart: each would be compared with each. */
const MOST_TOLD_APART = 1000;
/** As many of the objects around are kept as can say what an entry is part of. */
const MAX_AROUND = 3;

interface Collected {
  readonly entries: readonly EntryFact[];
  /** What did not fit, in words. */
  readonly exceeded: readonly string[];
  readonly repeated: number;
}

const collected = oncePer(collect);

/** In the order of the file; made once a file. */
export const entriesOf = (facts: Facts): readonly EntryFact[] => collected(facts).entries;

/** In what the entries of a file are not complete, in words. */
export const exceededBy = (facts: Facts): readonly string[] => collected(facts).exceeded;

/** Entries that aliases stand for: as many more than a file has characters as somebody likes. */
export const repeatedIn = (facts: Facts): number => collected(facts).repeated;

const byLastName = oncePer((facts: Facts) => grouped(entriesOf(facts), ({ path }) => fold(path.at(-1) ?? '')));

/** The entries whose last key, folded, is one of these, in the order of the names and of the file. */
export function* entriesNamed(facts: Facts, names: readonly string[]): Generator<EntryFact> {
  const byName = byLastName(facts);
  for (const name of names) yield* byName.get(name) ?? [];
}

/** What stands beside an entry: of a bundle's hundred thousands few are asked for it. */
type Siblings = () => readonly Entry[];

const NONE: Siblings = () => [];

/** An entry whose neighbours are put together when they are asked for. */
const entryFact = (
  fact: Pick<EntryFact, 'path' | 'keyRange' | 'value' | 'place'>,
  siblings: Siblings,
  around: readonly Siblings[],
): EntryFact => ({
  path: fact.path,
  keyRange: fact.keyRange,
  value: fact.value,
  place: fact.place,
  get siblings() {
    return siblings();
  },
  get around() {
    return around.map((one) => one());
  },
});

function collect(facts: Facts): Collected {
  const found: EntryFact[] = [];
  const budget = createBudget();
  const visited = new Set<Expr>();
  let repeated = 0;
  /** The entries of the objects that are being walked, from the inside. */
  let around: readonly Siblings[] = [];

  /** What YAML aliases put in several places is walked in each of them, and counted there: nine of nine of nine never end. */
  const isAffordable = (value: Expr, size: number): boolean => {
    if (!visited.has(value)) return Boolean(visited.add(value));
    repeated += 1 + size;
    return budget.spend('repeated', 1 + size);
  };

  const walk: Walk = (value, path, place, beside = []) => {
    if (path.length > MAX_DEPTH) {
      budget.giveUp(`it is nested more than ${MAX_DEPTH} levels deep`);
      return;
    }
    if (value.kind === 'object') walkObject(value, path, place, beside);
    else if (value.kind === 'list') walkList(value, path, place);
    else if (value.kind === 'either') for (const option of value.options) walk(option, path, place);
    else if (value.kind === 'call') walkCall(value, path, place);
  };

  const walkCall = (call: CallExpr, path: readonly string[], place: Place): void => {
    for (const { name, value } of call.args) {
      if (name === undefined && isLiteral(value)) walk(value, path, place);
    }
    const made = writtenBefore(call);
    if (made) walk(made, path, place);
  };

  /** The pairs of one list are beside each other: `- SMTP_HOST=h`, `- SMTP_PORT=25`. */
  const walkList = (list: ListExpr, path: readonly string[], place: Place): void => {
    const { items } = list;
    if (!isAffordable(list, items.length)) return;
    const variables = /^(environment|env)$/.test(path.at(-1) ?? '');
    const pairs = items.map(
      (item) =>
        textPair(item) ??
        (variables ? passedThrough(item) : undefined) ??
        (item.kind === 'object' ? namedPair(item) : undefined) ??
        (item.kind === 'list' ? rowPair(item.items) : undefined),
    );
    const rows = items.some((item, index) => item.kind === 'list' && pairs[index]);
    const siblings = items.flatMap(
      (item, index) => pairs[index] ?? (rows && item.kind === 'list' ? (valueRow(item.items) ?? []) : []),
    );
    addRow(items, path, place);
    items.forEach((item, index) => {
      const pair = pairs[index];
      const inner = [...path, String(index)];
      if (item.kind === 'object') walkObject(item, inner, place, siblings);
      else {
        if (pair) add(pair.key, pair.keyRange, pair.value, path, () => siblings, place);
        walk(item, inner, place);
      }
    });
  };

  const walkObject = (
    object: ObjectExpr,
    path: readonly string[],
    place: Place,
    beside: readonly Entry[] = [],
  ): void => {
    if (!isAffordable(object, object.entries.length)) return;
    const pair = namedPair(object);
    if (pair) add(pair.key, pair.keyRange, pair.value, path.slice(0, -1), () => beside, place);
    addRow(
      object.entries.map((entry) => entry.value),
      path,
      place,
    );
    const pairs = pairsAmong(object);
    const siblings = (): readonly Entry[] => object.entries;
    for (const entry of object.entries) {
      if (entry.spread) walk(entry.value, path, place);
      else add(entry.key, entry.keyRange, entry.value, path, siblings, place, pairs);
    }
  };

  /** A table's row, column by column: `<column name="property" value="smtp_host"/><column name="property_value" value="h"/>`. */
  const addRow = (columns: readonly Expr[], path: readonly string[], place: Place): void => {
    const row = namedPair({ entries: columns.flatMap(columnOf) }, MAX_COLUMNS);
    if (row) add(row.key, row.keyRange, row.value, path, NONE, place);
  };

  const add = (
    key: string,
    keyRange: Range,
    value: Expr,
    path: readonly string[],
    siblings: Siblings,
    place: Place,
    pairs: readonly Entry[] = [],
  ): void => {
    if (!budget.spend('entries')) return;
    const full = key.includes('.') ? [...path, ...key.split('.')] : [...path, key];
    found.push(entryFact({ path: full, keyRange, value, place }, siblings, around));
    const inner = value.kind === 'object' ? described(value) : undefined;
    if (inner) found.push(entryFact({ path: full, keyRange, value: inner, place }, siblings, around));
    const variables = /^(?:ini|toml)$/.test(facts.format) ? unitVariables(key, value) : [];
    for (const one of variables) add(one.key, one.keyRange, one.value, full, () => variables, place);
    if (!HOLDING.has(value.kind) && full.length <= MAX_DEPTH) return;
    const before = around;
    around = [siblings, ...around].slice(0, MAX_AROUND);
    if (value.kind === 'object') walkObject(value, full, place, pairs);
    else walk(value, full, place);
    around = before;
  };

  for (const document of facts.documents)
    walk(isVariableMap(facts.path) ? asVariables(document) : document, [], moduleEnd(facts));
  if (facts.program) walkProgram(facts, facts.program, add, walk);
  return { entries: found, exceeded: budget.exceeded(), repeated };
}

/** Finds the entries of a value; `beside`: the pairs that an object which is a pair stands among. */
type Walk = (value: Expr, path: readonly string[], place: Place, beside?: readonly Entry[]) => void;

const isLiteral = ({ kind }: Expr): boolean => kind === 'object' || kind === 'list';

/** No chain of calls behind a literal is longer. */
const MOST_CALLS = 10;

/** What a chain of calls begins with, if it is written down there: `{ … }.freeze`, `{ … }.merge(more).freeze`. */
function writtenBefore(call: CallExpr): Expr | undefined {
  let at: Expr = call;
  for (let step = 0; at.kind === 'call' && step < MOST_CALLS; step += 1) {
    if (at.callee.kind !== 'member') return undefined;
    at = at.callee.of;
  }
  return isLiteral(at) ? at : undefined;
}

/** What may hold entries of its own. */
const HOLDING: ReadonlySet<Expr['kind']> = new Set(['object', 'list', 'either', 'call']);

/** XML says a list as elements side by side: `<property name="host" …/><property name="port" …/>` are pairs beside each other. */
const pairsAmong = ({ entries }: ObjectExpr): readonly Entry[] =>
  entries.length > MAX_BESIDE
    ? []
    : entries.flatMap(({ value }) => (value.kind === 'object' ? (namedPair(value) ?? []) : []));

type Add = (
  key: string,
  keyRange: Range,
  value: Expr,
  path: readonly string[],
  siblings: Siblings,
  place: Place,
) => void;

function walkProgram(facts: Facts, program: Program, add: Add, walk: Walk): void {
  const targets = program.assignments.flatMap((assignment) => {
    const chain = chainOf(assignment.target);
    const key = chain?.at(-1);
    if (!chain || key === undefined) return [];
    const object = chain.slice(0, -1);
    const [head = ''] = chain;
    // Two functions' variables of one name are two objects.
    const home =
      chain.length === 1 || head === 'this' ? assignment.scope : scopeIndex(program).home(assignment.scope, head);
    const entry: Entry = { key, keyRange: assignment.target.range, value: assignment.value };
    return [{ assignment, entry, object, group: `${home}:${object.join('.')}` }];
  });
  const groups = grouped(targets, ({ group }) => group);
  const siblings = new Map([...groups].map(([group, found]) => [group, besideInBranches(found)]));
  const replaced = overwritten(facts);
  for (const { assignment, entry, object, group } of targets) {
    if (replaced.has(assignment)) continue;
    const path = object.filter((part) => part !== 'this');
    const beside = siblings.get(group) ?? (() => []);
    add(entry.key, entry.keyRange, entry.value, path, () => beside(assignment.branch), atAssignment(facts, assignment));
  }
  for (const site of program.calls) {
    const { call } = site;
    const place = atCall(facts, site);
    const path = calleePath(call.callee);
    const named = call.args.filter((argument) => argument.name !== undefined);
    const siblings = named.map(
      (argument): Entry => ({ key: argument.name ?? '', keyRange: argument.value.range, value: argument.value }),
    );
    for (const entry of siblings) add(entry.key, entry.keyRange, entry.value, path, () => siblings, place);
    const given = call.args.flatMap(({ value, name: label }) => (label === undefined ? [value] : []));
    // `HasData(new { Id = "SmtpServer", Value = "h" }, new { Id = "SmtpPort", Value = "25" })`
    const pairs = given.flatMap((value) => (value.kind === 'object' ? (namedPair(value) ?? []) : []));
    for (const value of given) walk(value, path, place, pairs);
    const stored = pairs.length > 0 ? undefined : storedPair(call);
    if (stored) add(stored.key, stored.keyRange, stored.value, path, NONE, place);
  }
  const namespaces = namespacesOf(program);
  program.functions.forEach((definition, index) => {
    const path = [namespaces.get(index) ?? definition.name ?? ''];
    for (const one of definition.returns) walk(one.value, path, atReturn(facts, one));
  });
  for (const value of program.returns) walk(value, [], moduleEnd(facts));
  for (const one of program.exports)
    if (one.from === undefined) walk(one.value, one.name === 'default' ? [] : [one.name], moduleEnd(facts));
}

/** What is assigned beside something in a branch: not what another arm of the same construct assigns. */
function besideInBranches(
  found: readonly { readonly assignment: Assignment; readonly entry: Entry }[],
): (branch: Branch) => readonly Entry[] {
  const all = found.map(({ entry }) => entry);
  if (found.length > MOST_TOLD_APART || found.every(({ assignment }) => assignment.branch.length === 0))
    return () => all;
  const known = new Map<string, readonly Entry[]>();
  return (branch) => {
    const id = branch.join();
    const beside =
      known.get(id) ??
      lastPassed(
        found.filter(({ assignment }) => !areOtherArms(branch, assignment.branch)),
        branch,
      );
    known.set(id, beside);
    return beside;
  };
}

/** Later entries win where siblings are looked up by name: what is only set further on under a condition goes before what surely is. */
function lastPassed(
  found: readonly { readonly assignment: Assignment; readonly entry: Entry }[],
  branch: Branch,
): readonly Entry[] {
  const isPassed = ({ assignment }: { readonly assignment: Assignment }): boolean =>
    assignment.branch.every((step, index) => branch[index] === step);
  const [sure, maybe] = [found.filter(isPassed), found.filter((one) => !isPassed(one))];
  return [...maybe, ...sure].map(({ entry }) => entry);
}

/** Whether the first step at which two branches part leads into two arms of one construct. */
function areOtherArms(one: Branch, other: Branch): boolean {
  const at = one.findIndex((step, index) => step !== other[index]);
  const [a, b] = [one[at], other[at]];
  return a !== undefined && b !== undefined && constructOf(a) === constructOf(b);
}

const constructOf = (step: string): string => step.slice(0, step.lastIndexOf(':'));

/** What a call's arguments stand under: `smtpServers.add({ host })` says whose host it is. */
const calleePath = (callee: Expr): readonly string[] =>
  chainOf(callee)?.filter((part) => part !== 'this') ??
  (callee.kind === 'member' && callee.key.kind === 'text' ? [callee.key.value] : ['']);

/** Functions that put what another gives back under a name. https://docs.nestjs.com/techniques/configuration#configuration-namespaces */
const NAMESPACING = 'registerAs';

/** The names under which what functions give back stands, by the functions' indices. */
const namespacesOf = ({ calls }: Program): ReadonlyMap<number, string> =>
  new Map(
    calls.flatMap(({ call: { callee, args } }): [number, string][] => {
      const [name, made] = args.map(({ value }) => value);
      const isNamespace = callee.kind === 'ref' && callee.name === NAMESPACING;
      return isNamespace && name?.kind === 'text' && made?.kind === 'function' ? [[made.fn, name.value]] : [];
    }),
  );
