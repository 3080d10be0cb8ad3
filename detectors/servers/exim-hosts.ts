/** The hosts that an option of Exim's names: by itself, by macros, by expansions and by tables that it looks up. */
import { moduleEnd, sliceOf } from '../../src/detect/building.ts';
import type { Match, Tools } from '../../src/detect/detector.ts';
import type { Hop } from '../../src/evaluate/value.ts';
import type { Range, TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { Defined } from './exim-configuration.ts';
import { asExpr, expanded, type Macros } from './exim-macros.ts';
import { tableAt } from './tables.ts';

/** What an option is looked at with: its file's macros and those of others, and where it stands. */
export interface Option {
  readonly key: string;
  readonly macros: Macros;
  /** Macros of the whole configuration. */
  readonly all: ReadonlyMap<string, Defined>;
  /** Where `use` stands. */
  readonly facts: Facts;
  readonly tools: Tools;
  /** The option as it is written, before its macros are replaced. */
  readonly use: TextExpr;
  /** The place of the scanned file that led here, if the option stands in another one, and the way from there. */
  readonly from?: { readonly anchor: Range; readonly via: readonly Hop[] } | undefined;
}

/** A colon ends a host, two stand for one (the port's). */
const COLON = /\s*(?<!:):(?!:)\s*/;

/** Macros that lead from one file to the next. */
export const DEEPEST = 4;

/** Hosts that a router or transport names; the recipient's own domain is none. */
export function* hostsOf(value: TextExpr, option: Option, depth = 0): Generator<Match> {
  const { key, facts, use } = option;
  const whole = definedElsewhere(value.value.trim(), option);
  if (whole) {
    if (depth < DEEPEST) yield* hostsOf(bodyOf(whole), within(whole, option), depth + 1);
    return;
  }
  const lead = /^\s*<(?!%=)(\S)\s*/.exec(value.value);
  const separators = lead?.[1] ? new RegExp(`\\s*[${lead[1].replace(/[\]\\^-]/g, '\\$&')}]\\s*`) : COLON;
  const body = sliceOf(value, lead?.[0].length ?? 0, value.value.length);
  const own = isOwn(body, use) ? body.range : use.range;
  const base = { place: moduleEnd(facts), key, form: 'list', separators } as const;
  const results = resultsOf(body);
  for (const host of results) {
    const at = isOwn(host, use) ? host.range : use.range;
    yield { ...base, ...pointing(at, option), host: asExpr(host, use.range), strict: true };
  }
  const rows = [...tableRows(body, option)];
  yield* rows;
  if (results.length > 0 || rows.length > 0 || body.value.trim() === '') return;
  if (/\$\{?(domain|local_part|host|h_\w+|sender_address_domain)\b/.test(body.value)) return;
  if (/^\s*\$\{/.test(body.value)) {
    const note = body.value.slice(0, 60);
    yield { place: base.place, key, ...pointing(own, option), host: { kind: 'unknown', range: own, note } };
    return;
  }
  const items = itemsOf(body, separators);
  const others = items.map((item) => hostElsewhere(item, option));
  if (others.every((other) => !other)) {
    yield { ...base, ...pointing(own, option), host: asExpr(body, own) };
    return;
  }
  for (const [index, item] of items.entries()) {
    const other = others[index];
    if (!other) yield { ...base, ...pointing(item.range, option), host: asExpr(item, item.range) };
    else if (depth < DEEPEST)
      for (const match of hostsOf(bodyOf(other.macro), within(other.macro, option), depth + 1))
        yield { ...match, ...portBehind(other, match) };
  }
}

const itemsOf = (body: TextExpr, separators: RegExp): readonly TextExpr[] => {
  const items: TextExpr[] = [];
  let start = 0;
  for (const found of [...body.value.matchAll(new RegExp(separators.source, 'g')), undefined]) {
    const end = found?.index ?? body.value.length;
    if (end > start) items.push(sliceOf(body, start, end));
    start = end + (found?.[0].length ?? 0);
  }
  return items;
};

/** A host that a macro of another file gives, with the port that stands behind it. */
interface Elsewhere {
  readonly macro: Defined;
  readonly port: string | undefined;
}

function hostElsewhere(item: TextExpr, option: Option): Elsewhere | undefined {
  const { name = '', port } = /^"?(?<name>[A-Z]\w*)(?:::(?<port>\w+))?"?$/.exec(item.value.trim())?.groups ?? {};
  const macro = definedElsewhere(name, option);
  if (!macro) return undefined;
  const said = port === undefined ? undefined : (option.all.get(port)?.value.value ?? option.macros.get(port)?.value);
  return { macro, port: said ?? port };
}

/** The port stands at no place of the file that names the host. */
const portBehind = ({ port }: Elsewhere, { host }: Match): Partial<Match> =>
  port === undefined || !host ? {} : { port: { kind: 'text', value: port, range: host.range, computed: true } };

/** The macro of another file that a text is. */
export const definedElsewhere = (name: string, { all, macros, facts }: Option): Defined | undefined => {
  const found = macros.has(name) ? undefined : all.get(name);
  return found && found.part.facts !== facts ? found : undefined;
};

export const bodyOf = ({ value, part }: Defined): TextExpr => unquoted(expanded(value, part.macros));

/** How a macro of another file is looked at, on behalf of an option. */
export const within = ({ value, part }: Defined, option: Option): Option => {
  const { anchor, via = [] } = pointing(option.use.range, option);
  const hop: Hop = { facts: part.facts, range: value.range, kind: 'defined', name: option.key };
  return { ...option, macros: part.macros, facts: part.facts, use: value, from: { anchor, via: [...via, hop] } };
};

/** What is pointed to in the file that is scanned, and the way from there. */
const pointing = (own: Range, { from, facts, use, key }: Option): Pick<Match, 'anchor' | 'via'> =>
  from === undefined
    ? { anchor: own }
    : { anchor: from.anchor, via: [...from.via, { facts, range: use.range, kind: 'set', name: key }] };

/** Whether a text stands in the option itself, as against a macro. */
const isOwn = ({ range }: TextExpr, use: TextExpr): boolean =>
  range.start >= use.range.start && range.end <= use.range.end && range.start <= range.end;

/** `${lookup{$domain}lsearch{/etc/exim4/routes}}` and its like with `*`, `wild` or `partial` (chapter 9.3). */
const LOOKUP =
  /\$\{lookup\b[^\n]{0,400}?(?:partial\d*(?:\([^)]*\))?-)?n?(?:wild)?(?:lsearch|iplsearch)\*?@?[ \t]*\{(?<path>[^{}\n]+)\}/g;

/** Hosts in the tables that are looked up, one list a row. */
function* tableRows(body: TextExpr, option: Option): Generator<Match> {
  const paths = [...body.value.matchAll(LOOKUP)].flatMap(({ groups }) => groups?.path?.trim() ?? []);
  for (const path of paths) yield* rowsOfTable(path, option);
}

/** The hosts of a table by its path, in which macros may stand. */
export function* rowsOfTable(path: string, option: Option): Generator<Match> {
  const table = tableAt(option.facts, pathOf(path, option), option.tools);
  const { anchor, via = [] } = pointing(option.use.range, option);
  for (const { value } of table?.rows ?? []) {
    if (!table || value.kind !== 'text') continue;
    const list = firstWord(value);
    const inTable = { ...option, facts: table.place.facts, use: list, macros: NO_MACROS, from: undefined };
    for (const match of hostsOf(list, inTable)) yield { ...match, anchor, via: [...via, ...table.via] };
  }
}

const pathOf = (path: string, { all }: Option): string =>
  path.replace(/[A-Z]\w*/g, (name) => all.get(name)?.value.value ?? name);

export const NO_MACROS: Macros = new Map();
export const NO_OTHERS: Option['all'] = new Map();

/** Conditions of two strings, and those of none; the rest have one (chapter 11.7). */
const TWO = /^(?:eqi?|gei?|gti?|lei?|lti?|match\w*|inlisti?|[<>]?=|[<>])\b|^[<>=]/;
const NONE = /^(?:def:|first_delivery|queue_running)/;

/** What an expansion gives: `${if eq{a}{b}{yes}{no}}`, `${lookup{key}lsearch{file}{$value}{otherwise}}`; results alone, and literal. */
function resultsOf(value: TextExpr): TextExpr[] {
  const head = /^\s*\$\{(if|lookup)\s*!?\s*/.exec(value.value);
  if (!head) return [];
  const rest = value.value.slice(head[0].length);
  const operands = head[1] === 'lookup' ? 2 : TWO.test(rest) ? 2 : NONE.test(rest) ? 0 : 1;
  const groups: TextExpr[] = [];
  let level = 0;
  let start = 0;
  for (let at = head[0].length; at < value.value.length && level >= 0; at += 1) {
    if (value.value[at] === '{') {
      if (level === 0) start = at + 1;
      level += 1;
    } else if (value.value[at] === '}') {
      level -= 1;
      if (level === 0) groups.push(sliceOf(value, start, at));
    }
  }
  return groups.slice(operands).filter(({ value: text }) => text.trim() !== '' && !text.includes('$'));
}

/** Options may follow the hosts, which are in quotes when they hold blanks; those of an expansion do not end it. */
export function firstWord(value: TextExpr): TextExpr {
  const quoted = /^"([^"]*)"/.exec(value.value)?.[1];
  if (quoted !== undefined) return sliceOf(value, 1, 1 + quoted.length);
  if (value.value.includes('$')) return value;
  return sliceOf(value, 0, value.value.replace(/(?<!\s)\s+(byname|bydns|randomize|no_randomize)\b.*$/s, '').length);
}

export const unquoted = (value: TextExpr): TextExpr =>
  /^".*"$/s.test(value.value) ? sliceOf(value, 1, value.value.length - 1) : value;
