/**
 * Every keyed value of a file, whatever the format: YAML keys, INI options, dictionary entries, assignments, keyword
 * arguments, `NAME=value` items and `{ name, value }` pairs. What detectors match key paths against.
 */

import { moduleEnd } from '../evaluate/places.ts';
import type { Place } from '../evaluate/value.ts';
import { chainOf, type Entry, type Expr, type ObjectExpr, type Range, rangeIn, type TextExpr } from '../model/expr.ts';
import type { Facts, Program } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { fold } from '../select/needs.ts';
import { asVariables, isVariableMap } from './variable-maps.ts';

export interface EntryFact {
  /** Keys from the root; dotted keys are split, list items have their index. */
  readonly path: readonly string[];
  readonly keyRange: Range;
  readonly value: Expr;
  /** The entries beside it; the object it stands in, or assignments to the same object. */
  readonly siblings: readonly Entry[];
  readonly place: Place;
}

const MAX_ENTRIES = 200_000;
const MAX_DEPTH = 60;
/** An object that YAML aliases put in many places is walked this often. */
const MAX_VISITS = 6;
/** A settings table has a few columns more than the name and the value. */
const MAX_COLUMNS = 30;

const cache = new WeakMap<Facts, readonly EntryFact[]>();

export function entriesOf(facts: Facts): readonly EntryFact[] {
  let entries = cache.get(facts);
  if (!entries) {
    entries = collect(facts);
    cache.set(facts, entries);
  }
  return entries;
}

const named = new WeakMap<Facts, ReadonlyMap<string, readonly EntryFact[]>>();

/** The entries whose last key, folded, is one of these, in the order of the names and of the file. */
export function* entriesNamed(facts: Facts, names: readonly string[]): Generator<EntryFact> {
  let byName = named.get(facts);
  if (!byName) {
    byName = grouped(entriesOf(facts), (entry) => fold(entry.path.at(-1) ?? ''));
    named.set(facts, byName);
  }
  for (const name of names) yield* byName.get(name) ?? [];
}

function collect(facts: Facts): EntryFact[] {
  const found: EntryFact[] = [];
  const visits = new Map<Expr, number>();

  const walk = (value: Expr, path: readonly string[], place: Place): void => {
    if (found.length > MAX_ENTRIES || path.length > MAX_DEPTH) return;
    if (value.kind === 'object') walkObject(value, path, place);
    else if (value.kind === 'list') walkList(value.items, path, place);
    else if (value.kind === 'either') for (const option of value.options) walk(option, path, place);
    else if (value.kind === 'call') walkCall(value, path, place);
  };

  const walkCall = (call: Extract<Expr, { kind: 'call' }>, path: readonly string[], place: Place): void => {
    for (const { name, value } of call.args) {
      if (name === undefined && (value.kind === 'object' || value.kind === 'list')) walk(value, path, place);
    }
  };

  /** The pairs of one list are beside each other: `- SMTP_HOST=h`, `- SMTP_PORT=25`. */
  const walkList = (items: readonly Expr[], path: readonly string[], place: Place): void => {
    const variables = /^(environment|env)$/.test(path.at(-1) ?? '');
    const pairs = items.map(
      (item) =>
        textPair(item) ??
        (variables ? passedThrough(item) : undefined) ??
        (item.kind === 'object' ? namedPair(item) : undefined),
    );
    const siblings = pairs.flatMap((pair) => pair ?? []);
    addRow(items, path, place);
    items.forEach((item, index) => {
      const pair = pairs[index];
      const inner = [...path, String(index)];
      if (item.kind === 'object') walkObject(item, inner, place, siblings);
      else {
        if (pair) add(pair.key, pair.keyRange, pair.value, path, siblings, place);
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
    const visited = visits.get(object) ?? 0;
    if (visited >= MAX_VISITS) return;
    visits.set(object, visited + 1);
    const pair = namedPair(object);
    if (pair) add(pair.key, pair.keyRange, pair.value, path.slice(0, -1), beside, place);
    addRow(
      object.entries.map((entry) => entry.value),
      path,
      place,
    );
    for (const entry of object.entries) {
      if (entry.spread) walk(entry.value, path, place);
      else add(entry.key, entry.keyRange, entry.value, path, object.entries, place);
    }
  };

  /** A table's row, column by column: `<column name="property" value="smtp_host"/><column name="property_value" value="h"/>`. */
  const addRow = (columns: readonly Expr[], path: readonly string[], place: Place): void => {
    const row = namedPair({ entries: columns.flatMap(columnOf) }, MAX_COLUMNS);
    if (row) add(row.key, row.keyRange, row.value, path, [], place);
  };

  const add = (
    key: string,
    keyRange: Range,
    value: Expr,
    path: readonly string[],
    siblings: readonly Entry[],
    place: Place,
  ): void => {
    const full = [...path, ...key.split('.')];
    found.push({ path: full, keyRange, value, siblings, place });
    const inner = value.kind === 'object' ? described(value) : undefined;
    if (inner) found.push({ path: full, keyRange, value: inner, siblings, place });
    walk(value, full, place);
  };

  for (const document of facts.documents)
    walk(isVariableMap(facts.path) ? asVariables(document) : document, [], moduleEnd(facts));
  if (facts.program) walkProgram(facts, facts.program, add, walk);
  return found;
}

type Add = (
  key: string,
  keyRange: Range,
  value: Expr,
  path: readonly string[],
  siblings: readonly Entry[],
  place: Place,
) => void;

function walkProgram(
  facts: Facts,
  program: Program,
  add: Add,
  walk: (value: Expr, path: readonly string[], place: Place) => void,
): void {
  const targets = new Map<string, Entry[]>();
  const chains = program.assignments.map((assignment) => chainOf(assignment.target));
  program.assignments.forEach(({ value, scope, target }, index) => {
    const chain = chains[index];
    const key = chain?.at(-1);
    if (!chain || key === undefined) return;
    const group = `${chain.length === 1 || chain[0] === 'this' ? scope : ''}:${chain.slice(0, -1).join('.')}`;
    const entries = targets.get(group) ?? [];
    targets.set(group, entries);
    entries.push({ key, keyRange: target.range, value });
  });
  program.assignments.forEach(({ value, scope, branch, range, target }, index) => {
    const chain = chains[index];
    const key = chain?.at(-1);
    if (!chain || key === undefined) return;
    const group = `${chain.length === 1 || chain[0] === 'this' ? scope : ''}:${chain.slice(0, -1).join('.')}`;
    const path = chain.slice(0, -1).filter((part) => part !== 'this');
    add(key, target.range, value, path, targets.get(group) ?? [], { facts, scope, branch, at: range.start });
  });
  for (const { call, scope, branch } of program.calls) {
    const place: Place = { facts, scope, branch, at: call.range.start };
    const path = calleePath(call.callee);
    const named = call.args.filter((argument) => argument.name !== undefined);
    const siblings = named.map(
      (argument): Entry => ({ key: argument.name ?? '', keyRange: argument.value.range, value: argument.value }),
    );
    for (const entry of siblings) add(entry.key, entry.keyRange, entry.value, path, siblings, place);
    for (const { value, name: label } of call.args) if (label === undefined) walk(value, path, place);
  }
  for (const definition of program.functions) {
    for (const { value, branch, range } of definition.returns) {
      walk(value, [definition.name ?? ''], { facts, scope: definition.scope, branch, at: range.start });
    }
  }
  for (const value of program.returns) walk(value, [], moduleEnd(facts));
  for (const one of program.exports)
    if (one.from === undefined) walk(one.value, one.name === 'default' ? [] : [one.name], moduleEnd(facts));
}

/** What a call's arguments stand under: `smtpServers.add({ host })` says whose host it is. */
const calleePath = (callee: Expr): readonly string[] =>
  chainOf(callee)?.filter((part) => part !== 'this') ??
  (callee.kind === 'member' && callee.key.kind === 'text' ? [callee.key.value] : ['']);

/** `NAME=value` in one text, as in compose lists and command lines (`--smtp.host=value`). */
function textPair(item: Expr): { key: string; keyRange: Range; value: Expr } | undefined {
  const first = item.kind === 'join' ? item.parts[0] : item;
  if (first?.kind !== 'text') return undefined;
  const found = /^\s*(?:--?)?([A-Za-z_][\w.-]*)\s*=/.exec(first.value);
  const key = found?.[1];
  if (!found || key === undefined) return undefined;
  const from = found[0].indexOf(key);
  const keyRange = rangeIn(first, from, from + key.length);
  const rest = restOf(first, found[0].length);
  if (item.kind !== 'join') return { key, keyRange, value: rest };
  const parts = [...(rest.value === '' ? [] : [rest]), ...item.parts.slice(1)];
  const range = { start: rest.range.start, end: item.range.end };
  const [only, second] = parts;
  return { key, keyRange, value: only && !second ? only : { kind: 'join', parts, range } };
}

/** A bare `NAME` in a list of variables takes its value from the environment around. */
function passedThrough(item: Expr): { key: string; keyRange: Range; value: Expr } | undefined {
  if (item.kind !== 'text' || !/^[A-Z_][A-Z0-9_]*$/.test(item.value)) return undefined;
  return { key: item.value, keyRange: item.range, value: { kind: 'env', name: item.value, range: item.range } };
}

/** The text from `from` on, without the quotes around it. */
function restOf(text: TextExpr, from: number): TextExpr {
  const quoted = /^(["'])(.*)\1$/s.exec(text.value.slice(from));
  const start = quoted ? from + 1 : from;
  const end = quoted ? text.value.length - 1 : text.value.length;
  const value = text.value.slice(start, end);
  const range = rangeIn(text, start, end);
  if (!text.pieces) return { kind: 'text', value, range };
  const pieces = Array.from({ length: value.length }, (_, at) => ({
    at,
    source: rangeIn(text, start + at, start + at + 1).start,
  }));
  return { kind: 'text', value, range, pieces };
}

const NAME_KEYS = names(
  'name key variable parameterkey parametername property propertyname setting settingname option optionname configkey',
);
const VALUE_KEYS = names('value content parametervalue default propertyvalue settingvalue optionvalue configvalue');

/** Keys as they are compared: without XML's mark of an attribute, in any spelling. */
function names(words: string): (entry: Entry) => boolean {
  const known = new Set(words.split(' '));
  return ({ key }) => known.has(key.toLowerCase().replace(/[@_-]/g, ''));
}

/** `sync: false` of a Render blueprint: whoever deploys is asked. https://render.com/docs/blueprint-spec#environment-variables */
const isEnteredElsewhere = (entries: readonly Entry[]): boolean =>
  entries.some(({ key, value }) => key === 'sync' && value.kind === 'text' && value.value === 'false');

/** `{ name: SMTP_HOST, value: x }`, in any of the spellings of Kubernetes, ECS, Azure and Helm `set`. */
function namedPair(
  { entries }: Pick<ObjectExpr, 'entries'>,
  most = 8,
): { key: string; keyRange: Range; value: Expr } | undefined {
  if (entries.length > most) return undefined;
  const name = entries.find(NAME_KEYS);
  const value = entries.find((entry) => VALUE_KEYS(entry) || entry.key === '#text');
  if (name?.value.kind !== 'text' || name.value.value === '' || /\s/.test(name.value.value)) return undefined;
  if (!value && isEnteredElsewhere(entries)) return passedThrough(name.value);
  if (!value) return undefined;
  return { key: name.value.value, keyRange: name.value.range, value: value.value };
}

/** Liquibase's column in XML, and within another object in YAML and JSON. https://docs.liquibase.com/change-types/insert.html */
function columnOf(item: Expr): Entry[] {
  if (item.kind !== 'object') return [];
  const [only, second] = item.entries;
  const pair = namedPair(only?.key === 'column' && !second && only.value.kind === 'object' ? only.value : item);
  return pair ? [pair] : [];
}

/** `NAME: { description: …, value: x }`: Heroku's app.json, GitLab CI, Terraform's `default`, Ansible's argument specs. */
function described(object: ObjectExpr): Expr | undefined {
  if (object.entries.length > 8) return undefined;
  const value = object.entries.find((entry) => entry.key === 'value' || entry.key === 'default');
  return value && value.value.kind !== 'object' ? value.value : undefined;
}
