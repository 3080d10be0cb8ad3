/** The matcher language: what detectors are written in. */

import { matchesAny } from '../evaluate/lookup.ts';
import { overwritten } from '../evaluate/overwritten.ts';
import { atAssignment } from '../evaluate/places.ts';
import { textsOf } from '../evaluate/texts.ts';
import type { Place } from '../evaluate/value.ts';
import { chainOf, type Entry, type Expr, type MemberExpr } from '../model/expr.ts';
import type { CallSite, Facts } from '../model/facts.ts';
import { fold, type Need, wordsOfName } from '../select/needs.ts';
import {
  type ArgumentSpec,
  argumentOf,
  callsOf,
  type Extra,
  extraOf,
  isImplied,
  keyOfCall,
  lastNamesOf,
  needsOf,
} from './call-sites.ts';
import { type Over, openedFor, saysWhere } from './connections.ts';
import { asWritten, inPrograms, type Match, type Matcher, type TlsValue, type Tools } from './detector.ts';
import { type EntryFact, entriesNamed, entriesOf } from './entries.ts';
import { withFieldsElsewhere } from './fields-beside.ts';
import { nearInBundle } from './near-in-bundle.ts';
import { hasOption, optionOf } from './options.ts';
import { fieldsBeside, fieldsOfMade } from './same-object.ts';
import { anyBeside, ofSameGroup, type Related, related, SESSION_KEY, type TlsMeanings } from './siblings.ts';
import { writtenTogether } from './template-arms.ts';

export { isNull } from '../model/expr.ts';
export { arg, argumentOf, itself, named } from './call-sites.ts';
export { hasOption, optionOf, options } from './options.ts';
export { anyBeside, textBeside, textsUnder } from './siblings.ts';

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

const matchOfEntry = (entry: EntryFact, { pair, tlsNames, ...extra }: Extra): Match => ({
  host: entry.value,
  place: entry.place,
  key: entry.path.join('.'),
  anchor: entry.value.range.end > entry.value.range.start ? entry.value.range : entry.keyRange,
  ...related(entry.path.at(-1) ?? '', ofSameGroup(entry.value, writtenTogether(entry)), tlsNames),
  ...(pair ? { port: optionOf(entry.value, '1') } : {}),
  ...extra,
});

/** Values that can name a host; objects and lists of objects are containers. */
const isLeaf = (value: Expr): boolean =>
  value.kind !== 'object' &&
  value.kind !== 'function' &&
  !(value.kind === 'list' && value.items.every((item) => item.kind === 'object'));

/** What configuration management takes away. */
const isAbsent = anyBeside(({ key, value }) => key === 'state' && value.kind === 'text' && value.value === 'absent');

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
  const needs = compiled.map(({ parts }): Need => {
    const keys = parts.filter((part) => !part.includes('*'));
    return [...keys.flatMap(wordsOfName), ...nearInBundle(keys)];
  });
  return asWritten(needs, function* (facts, tools) {
    for (const found of simple ? entriesNamed(facts, lasts) : entriesOf(facts)) {
      if (!isLeaf(found.value) || !compiled.some((pattern) => matchesPath(pattern, found.path))) continue;
      if (isAbsent(found.siblings)) continue;
      yield matchOfEntry(withFieldsElsewhere(found, tools), extra);
    }
  });
}

/** Entries that a function of the detector picks; for rules that no pattern can say. `needs`: what none goes without. */
export function entriesWhere(
  pick: (found: EntryFact, facts: Facts, tools: Tools) => boolean,
  extra: Extra = {},
  needs?: readonly Need[],
): Matcher {
  return asWritten(needs, function* (facts, tools) {
    for (const found of entriesOf(facts))
      if (isLeaf(found.value) && pick(found, facts, tools) && !isAbsent(found.siblings))
        yield matchOfEntry(withFieldsElsewhere(found, tools), extra);
  });
}

export interface CallSpec extends Extra {
  /** Canonical names of the callee: `smtplib.SMTP`, `SMTP#connect`, `*#setHostName`. */
  readonly of: readonly string[];
  readonly host?: ArgumentSpec;
  readonly port?: ArgumentSpec;
  readonly user?: ArgumentSpec;
  readonly password?: ArgumentSpec;
  readonly implicitTls?: ArgumentSpec;
  readonly startTls?: ArgumentSpec;
  readonly noTls?: ArgumentSpec;
  /** An argument that is an object with the rest: `new Zend_Mail_Transport_Smtp($host, $config)`. */
  readonly beside?: ArgumentSpec;
  /** An argument that is a connection already; where it is known what opened it, that says the host. */
  readonly over?: Over;
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
      if (!host && (isGivenLater(facts, site) || !isImplied(spec, site, place, tools))) continue;
      const tls = [
        ...tlsArgument(site, spec.implicitTls, 'implicit'),
        ...tlsArgument(site, spec.startTls, 'starttls'),
        ...tlsArgument(site, spec.noTls, 'none'),
      ];
      const options = argumentOf(site, spec.beside);
      const beside = {
        ...(host ? besideCall(facts, site, host, place, tools, spec.tlsNames) : {}),
        ...(options ? besideIn(options, place, tools) : {}),
      };
      const found: Match = {
        ...extraOf(spec),
        ...beside,
        host,
        place,
        key: keyOfCall(site, place),
        anchor: host?.range ?? site.call.range,
        port: argumentOf(site, spec.port) ?? (spec.pair && host ? optionOf(host, '1') : beside.port),
        user: argumentOf(site, spec.user) ?? beside.user,
        password: argumentOf(site, spec.password) ?? beside.password,
        tls: [...tls, ...(beside.tls ?? [])],
      };
      // Where the address says nothing, the name that the client is given may.
      const opened = spec.over ? openedFor(spec.over, site, place, tools).filter((one) => saysWhere(one, tools)) : [];
      if (opened.length === 0) yield found;
      for (const one of opened)
        yield { ...found, ...one, transport: one.transport ?? found.transport, anchor: one.host.range };
    }
  });
}

/** `(new Swift_SmtpTransport())->setHost($host)`: the setter's call is the use. */
const isGivenLater = (facts: Facts, made: CallSite): boolean =>
  fieldsOfMade(facts, made).some(({ key }) => /^host(?:name)?$/i.test(key));

const tlsArgument = (
  site: CallSite,
  spec: ArgumentSpec | undefined,
  whenTrue: TlsValue['whenTrue'],
): readonly TlsValue[] => {
  const value = argumentOf(site, spec);
  return value ? [{ value, whenTrue }] : [];
};

/** What an object of options holds by its usual names. */
function besideIn(options: Expr, place: Place, tools: Tools): Related {
  const given = (name: string): Expr | undefined =>
    hasOption(options, name, place, tools) ? optionOf(options, name) : undefined;
  const ssl = given('ssl');
  return {
    port: given('port'),
    user: given('username'),
    password: given('password'),
    tls: ssl ? [{ value: ssl, whenTrue: 'implicit' }] : [],
  };
}

/** What is set beside a setter's host on the same object, or on the object that the call makes. */
function besideCall(
  facts: Facts,
  made: CallSite,
  host: Expr,
  place: Place,
  tools: Tools,
  meanings: TlsMeanings | undefined,
): Related {
  const { call: site, scope, branch } = made;
  const { callee, args } = site;
  const ofMade = related('host', fieldsOfMade(facts, made), meanings);
  if (callee.kind !== 'member' || callee.key.kind !== 'text') return ofMade;
  const [first] = args;
  const named = first && first.value !== host ? textsOf(tools.evaluate(first.value, place))[0] : undefined;
  const key = named ?? callee.key.value;
  return either(
    relatedOn(key, fieldsBeside(facts, callee.of, { scope, branch, at: site.range.start }, site), meanings),
    ofMade,
  );
}

/** Fields by their names without what the host's key begins with: beside `mail.smtp.host` none of `mail.imap`. */
function relatedOn(key: string, fields: readonly Entry[], meanings?: TlsMeanings): Related {
  const head = key.slice(0, key.lastIndexOf('.') + 1);
  const own = fields.flatMap((field) => {
    if (head === '' && SESSION_KEY.test(field.key))
      return [{ ...field, key: field.key.replace(SESSION_KEY, '').replaceAll('.', '') }];
    if (field.key.startsWith(head)) return [{ ...field, key: field.key.slice(head.length).replaceAll('.', '') }];
    return field.key.includes('.') ? [] : [field];
  });
  const named = key.replace(/^(?:set|with)_?(?=[A-Z_])/i, '');
  return either(related(named, own, meanings), related('host', own, meanings));
}

/** What the one says, and where it says nothing, the other. */
const either = (one: Related, other: Related): Related => ({
  port: one.port ?? other.port,
  user: one.user ?? other.user,
  password: one.password ?? other.password,
  verify: one.verify ?? other.verify,
  tls: one.tls && one.tls.length > 0 ? one.tls : (other.tls ?? []),
});

export interface PropertySpec extends Extra {
  /** Canonical members: `PHPMailer#Host`. Also the class's own assignments to `this`, in subclasses. */
  readonly of: readonly string[];
  readonly port?: string;
  readonly user?: string;
  readonly password?: string;
  readonly tls?: string;
}

/** What an assignment to a property of one of the names looks like in any language, declarations with a type included. */
const assigning = (names: ReadonlySet<string>): RegExp =>
  new RegExp(String.raw`\b(?:${[...names].join('|')})\b["'\])}?!]*\s*(?:[.+|?&]{0,2}=(?![=~])|[:,{])`);

/** The names that a member may have: one that is written, or those that are computed. */
const keyOfMember = ({ key }: MemberExpr, place: Place, tools: Tools): readonly string[] =>
  key.kind === 'text' ? [key.value] : textsOf(tools.evaluate(key, place));

/** An assignment to a property of an instance: `$mail->Host = …`. */
export function property(spec: PropertySpec): Matcher {
  const names = lastNamesOf(spec.of);
  return inPrograms([assigning(names)], function* (facts, tools) {
    for (const assignment of facts.program?.assignments ?? []) {
      const { target, value } = assignment;
      if (target.kind !== 'member' || overwritten(facts).has(assignment)) continue;
      const place = atAssignment(facts, assignment);
      const key = keyOfMember(target, place, tools).find((one) => names.has(one));
      if (key === undefined) continue;
      const canonical = tools.types(target.of, place).map((type) => `${type}#${key}`);
      if (!matchesAny(spec.of, canonical)) continue;
      const end: Place = { ...place, at: Number.POSITIVE_INFINITY };
      const beside = (name: string | undefined): Expr | undefined =>
        name !== undefined && hasOption(target.of, name, end, tools) ? optionOf(target.of, name) : undefined;
      const tls = beside(spec.tls);
      const { scope, branch, range } = assignment;
      const set = relatedOn(key, fieldsBeside(facts, target.of, { scope, branch, at: range.start }), spec.tlsNames);
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
        ...(tls && !set.tls?.length ? { tls: [{ value: tls, whenTrue: 'starttls' as const }] } : {}),
      };
    }
  });
}
