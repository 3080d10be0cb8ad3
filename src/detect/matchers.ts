/** The matcher language: what detectors are written in. */

import { matchesAny } from '../evaluate/lookup.ts';
import { atAssignment } from '../evaluate/places.ts';
import { textsOf } from '../evaluate/texts.ts';
import type { Place } from '../evaluate/value.ts';
import { chainOf, type Entry, type Expr } from '../model/expr.ts';
import type { CallSite, Facts } from '../model/facts.ts';
import { fold, type Need, wordsOfName } from '../select/needs.ts';
import {
  type ArgumentSpec,
  argumentOf,
  callsOf,
  type Extra,
  extraOf,
  keyOfCall,
  lastNamesOf,
  needsOf,
} from './call-sites.ts';
import { inPrograms, type Match, type Matcher, needing, type TlsValue, type Tools } from './detector.ts';
import { type EntryFact, entriesNamed, entriesOf } from './entries.ts';
import { hasOption, optionOf } from './options.ts';
import { fieldsBeside } from './same-object.ts';
import { type Related, related } from './siblings.ts';

export { arg, named } from './call-sites.ts';
export { hasOption, optionOf, options } from './options.ts';

/** A pattern for key paths, compiled: `mailers.*.host`. */
interface KeyPattern {
  readonly anchored: boolean;
  readonly parts: readonly string[];
  readonly exact: boolean;
}

function keyPattern(pattern: string, exact: boolean): KeyPattern {
  const anchored = pattern.startsWith('^');
  const parts = pattern.slice(anchored ? 1 : 0).split('.');
  return { anchored, exact, parts: exact ? parts : parts.map(fold) };
}

function matchesPath(pattern: KeyPattern, path: readonly string[]): boolean {
  const { parts, anchored, exact } = pattern;
  const at = (index: number): string => (exact ? (path[index] ?? '') : fold(path[index] ?? ''));
  const fits = (part: number, key: number): boolean => {
    if (part < 0) return !anchored || key < 0;
    if (parts[part] === '**')
      return Array.from({ length: key + 2 }, (_, skip) => key - skip).some((rest) => fits(part - 1, rest));
    if (key < 0) return false;
    return (parts[part] === '*' || parts[part] === at(key)) && fits(part - 1, key - 1);
  };
  return fits(parts.length - 1, path.length - 1);
}

const matchOfEntry = (entry: EntryFact, { pair, ...extra }: Extra): Match => ({
  host: entry.value,
  place: entry.place,
  key: entry.path.join('.'),
  anchor: entry.value.range.end > entry.value.range.start ? entry.value.range : entry.keyRange,
  ...related(entry.path.at(-1) ?? '', entry.siblings),
  ...(pair ? { port: optionOf(entry.value, '1') } : {}),
  ...extra,
});

/** Values that can name a host; objects and lists of objects are containers. */
const isLeaf = (value: Expr): boolean =>
  value.kind !== 'object' &&
  value.kind !== 'function' &&
  !(value.kind === 'list' && value.items.every((item) => item.kind === 'object'));

/**
 * Entries by key path. Patterns fit the end of the path (`^` anchors them at the root), `*` is any one key, `**` any
 * number; case, `-` and `_` do not matter. Port, user, password and TLS are found beside it by their usual names.
 */
export function entry(patterns: string | readonly string[], extra: Extra = {}): Matcher {
  return entriesMatching([patterns].flat(), false, extra);
}

/** Like `entry`, but upper and lower case and punctuation of the key count. */
export function exactEntry(patterns: string | readonly string[], extra: Extra = {}): Matcher {
  return entriesMatching([patterns].flat(), true, extra);
}

function entriesMatching(patterns: readonly string[], exact: boolean, extra: Extra): Matcher {
  const compiled = patterns.map((pattern) => keyPattern(pattern, exact));
  const simple = compiled.every((pattern) => !pattern.parts.at(-1)?.includes('*'));
  const lasts = [...new Set(compiled.map((pattern) => fold(pattern.parts.at(-1) ?? '')))];
  const needs = compiled.map(({ parts }) => parts.filter((part) => !part.includes('*')).flatMap(wordsOfName));
  return needing(needs, function* (facts) {
    for (const found of simple ? entriesNamed(facts, lasts) : entriesOf(facts)) {
      if (!isLeaf(found.value) || !compiled.some((pattern) => matchesPath(pattern, found.path))) continue;
      yield matchOfEntry(found, extra);
    }
  });
}

/** Entries that a function of the detector picks; for rules that no pattern can say. `needs`: what none goes without. */
export function entriesWhere(
  pick: (found: EntryFact, facts: Facts, tools: Tools) => boolean,
  extra: Extra = {},
  needs?: readonly Need[],
): Matcher {
  return needing(needs, function* (facts, tools) {
    for (const found of entriesOf(facts))
      if (isLeaf(found.value) && pick(found, facts, tools)) yield matchOfEntry(found, extra);
  });
}

export interface CallSpec extends Extra {
  /** Canonical names of the callee: `smtplib.SMTP`, `SMTP#connect`, `*#setHostName`. */
  readonly of: readonly string[];
  readonly host?: ArgumentSpec;
  readonly port?: ArgumentSpec;
  readonly user?: ArgumentSpec;
  readonly password?: ArgumentSpec;
  readonly tls?: { readonly arg: ArgumentSpec; readonly whenTrue: TlsValue['whenTrue'] };
  /** Looks at the call more closely before it counts. */
  readonly when?: (site: CallSite, place: Place, tools: Tools) => boolean;
  /** What no such call goes without, where its name says too little. */
  readonly needs?: readonly Need[];
}

/** A library's call that takes the host as an argument. Without that argument the library's own default decides. */
export function call(spec: CallSpec): Matcher {
  const names = lastNamesOf(spec.of);
  return inPrograms(spec.needs ?? needsOf(spec.of), function* (facts, tools) {
    for (const { site, place } of callsOf(facts, tools, spec.of, names)) {
      if (spec.when && !spec.when(site, place, tools)) continue;
      const host = argumentOf(site, spec.host);
      if (!host && spec.implicit === undefined) continue;
      const tls = spec.tls && argumentOf(site, spec.tls.arg);
      const beside = host ? besideCall(facts, site, host, place, tools) : {};
      yield {
        ...extraOf(spec),
        ...beside,
        host,
        place,
        key: keyOfCall(site),
        anchor: host?.range ?? site.call.range,
        port: argumentOf(site, spec.port) ?? (spec.pair && host ? optionOf(host, '1') : beside.port),
        user: argumentOf(site, spec.user) ?? beside.user,
        password: argumentOf(site, spec.password) ?? beside.password,
        ...(tls && spec.tls ? { tls: [{ value: tls, whenTrue: spec.tls.whenTrue }] } : {}),
      };
    }
  });
}

/** What is set beside a setter's host on the same object; a function's call is of no object. */
function besideCall(
  facts: Facts,
  { call: site, scope, branch }: CallSite,
  host: Expr,
  place: Place,
  tools: Tools,
): Related {
  const { callee, args } = site;
  if (callee.kind !== 'member' || callee.key.kind !== 'text') return {};
  const [first] = args;
  const named = first && first.value !== host ? textsOf(tools.evaluate(first.value, place))[0] : undefined;
  const key = named ?? callee.key.value;
  return relatedOn(key, fieldsBeside(facts, callee.of, { scope, branch, at: site.range.start }, site));
}

/** Fields by their names without what the host's key begins with: beside `mail.smtp.host` none of `mail.imap`. */
function relatedOn(key: string, fields: readonly Entry[]): Related {
  const head = key.slice(0, key.lastIndexOf('.') + 1);
  const own = fields.flatMap((field) => {
    if (field.key.startsWith(head)) return [{ ...field, key: field.key.slice(head.length).replaceAll('.', '') }];
    return field.key.includes('.') ? [] : [field];
  });
  return related(key.replace(/^(?:set|with)_?(?=[A-Z_])/i, ''), own);
}

export interface PropertySpec extends Extra {
  /** Canonical members: `PHPMailer#Host`. Also the class's own assignments to `this`, in subclasses. */
  readonly of: readonly string[];
  readonly port?: string;
  readonly user?: string;
  readonly password?: string;
  readonly tls?: string;
  /** What a bare true means for `tls`. */
  readonly whenTrue?: TlsValue['whenTrue'];
}

/** What an assignment to a property of one of the names looks like in any language, declarations with a type included. */
const assigning = (names: ReadonlySet<string>): RegExp =>
  new RegExp(String.raw`\b(?:${[...names].join('|')})\b["'\])}?!]*\s*(?:[.+|?&]{0,2}=(?![=~])|[:,{])`);

/** An assignment to a property of an instance: `$mail->Host = …`. */
export function property(spec: PropertySpec): Matcher {
  const names = lastNamesOf(spec.of);
  return inPrograms([assigning(names)], function* (facts, tools) {
    for (const assignment of facts.program?.assignments ?? []) {
      const { target, value } = assignment;
      if (target.kind !== 'member' || target.key.kind !== 'text' || !names.has(target.key.value)) continue;
      const place = atAssignment(facts, assignment);
      const key = target.key.value;
      const canonical = tools.types(target.of, place).map((type) => `${type}#${key}`);
      if (!matchesAny(spec.of, canonical)) continue;
      const end: Place = { ...place, at: Number.POSITIVE_INFINITY };
      const beside = (name: string | undefined): Expr | undefined =>
        name !== undefined && hasOption(target.of, name, end, tools) ? optionOf(target.of, name) : undefined;
      const tls = beside(spec.tls);
      const { scope, branch, range } = assignment;
      const set = relatedOn(key, fieldsBeside(facts, target.of, { scope, branch, at: range.start }));
      yield {
        ...extraOf(spec),
        ...set,
        host: value,
        place,
        key: chainOf(target)?.join('.') ?? key,
        anchor: value.range,
        port: set.port ?? beside(spec.port),
        user: set.user ?? beside(spec.user),
        password: set.password ?? beside(spec.password),
        ...(tls ? { tls: [{ value: tls, whenTrue: spec.whenTrue ?? 'starttls' }] } : {}),
      };
    }
  });
}
