/** The matcher language: what detectors are written in. */

import { matchesAny } from '../evaluate/lookup.ts';
import type { Place } from '../evaluate/value.ts';
import { chainOf, type Expr } from '../model/expr.ts';
import { argument, type CallSite, type Facts } from '../model/facts.ts';
import { fold, type Need, wordsOfName } from '../select/needs.ts';
import { type Match, type Matcher, needing, type TlsValue, type Tools } from './detector.ts';
import { type EntryFact, entriesNamed, entriesOf } from './entries.ts';
import { related } from './siblings.ts';

type Extra = Partial<
  Pick<
    Match,
    | 'form'
    | 'separators'
    | 'implicit'
    | 'api'
    | 'certainty'
    | 'layer'
    | 'route'
    | 'strict'
    | 'literalOnly'
    | 'mxUnlessBracketed'
  >
>;

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

const matchOfEntry = (entry: EntryFact, extra: Extra): Match => ({
  host: entry.value,
  place: entry.place,
  key: entry.path.join('.'),
  anchor: entry.value.range.end > entry.value.range.start ? entry.value.range : entry.keyRange,
  ...related(entry.path.at(-1) ?? '', entry.siblings),
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

/** Where a call's argument stands: by keyword, by position, or either. */
export interface ArgumentSpec {
  readonly index?: number;
  readonly named?: string | readonly string[];
}

export const arg = (index: number, ...named: readonly string[]): ArgumentSpec => ({ index, named });
export const named = (...names: readonly string[]): ArgumentSpec => ({ named: names });

/** The argument that the spec asks for. */
export function argumentOf(site: CallSite, spec: ArgumentSpec | undefined): Expr | undefined {
  if (!spec) return undefined;
  for (const name of [spec.named ?? []].flat()) {
    const value = argument(site.call.args, name, undefined);
    if (value) return value;
  }
  return spec.index === undefined ? undefined : argument(site.call.args, undefined, spec.index);
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
}

/** Calls of `of` whose callee is called by one of the last names of the patterns: a cheap test before the costly one. */
export function* callsOf(
  facts: Facts,
  tools: Tools,
  of: readonly string[],
  lastNames: ReadonlySet<string>,
): Generator<{ site: CallSite; place: Place }> {
  for (const [name, sites] of callsByName(facts)) {
    if (!lastNames.has(name) && !isAlias(name, facts, lastNames)) continue;
    for (const site of sites) {
      const place: Place = { facts, scope: site.scope, branch: site.branch, at: site.call.range.start };
      const anyReceiver = site.call.callee.kind === 'member' && of.includes(`*#${name}`);
      if (anyReceiver || matchesAny(of, tools.origins(site.call.callee, place))) yield { site, place };
    }
  }
}

const callsCache = new WeakMap<Facts, ReadonlyMap<string, readonly CallSite[]>>();

function callsByName(facts: Facts): ReadonlyMap<string, readonly CallSite[]> {
  let byName = callsCache.get(facts);
  if (!byName) {
    const made = new Map<string, CallSite[]>();
    for (const site of facts.program?.calls ?? []) {
      const name = lastName(site.call.callee);
      const sites = made.get(name);
      if (sites) sites.push(site);
      else made.set(name, [site]);
    }
    byName = made;
    callsCache.set(facts, byName);
  }
  return byName;
}

/** The name that a callee is called by; of `require('mailgun-js')({…})` the module. */
const lastName = (callee: Expr): string => {
  if (callee.kind === 'call') {
    const module = callee.callee.kind === 'ref' && callee.callee.name === 'require' ? callee.args[0]?.value : undefined;
    return module?.kind === 'text' ? module.value : '';
  }
  if (callee.kind === 'ref') return callee.name.split(/[\\.]|::/).at(-1) ?? '';
  return callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';
};

/** Local names that may stand for something else: imports, subclasses, names assigned from another name. */
interface Aliases {
  /** Local name → the name within the module; `*` and `default` may be anything. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly others: ReadonlySet<string>;
}

const aliasCache = new WeakMap<Facts, Aliases>();

function aliasesOf(facts: Facts): Aliases {
  let aliases = aliasCache.get(facts);
  if (!aliases) {
    const imports = new Map<string, string[]>();
    for (const { local, name } of facts.program?.imports ?? [])
      imports.set(local, [...(imports.get(local) ?? []), name]);
    const subclasses = (facts.program?.classes ?? []).flatMap((found) =>
      found.bases.length > 0 && found.name !== undefined ? [found.name] : [],
    );
    const assigned = (facts.program?.assignments ?? []).flatMap(({ target, value }) =>
      target.kind === 'ref' && (value.kind === 'member' || value.kind === 'ref') ? [target.name] : [],
    );
    aliases = { imports, others: new Set([...subclasses, ...assigned]) };
    aliasCache.set(facts, aliases);
  }
  return aliases;
}

/** Whether a local name may be another name for one of these: `import { createTransport as make }`. */
function isAlias(name: string, facts: Facts, lastNames: ReadonlySet<string>): boolean {
  const { imports, others } = aliasesOf(facts);
  return (
    others.has(name) ||
    (imports.get(name) ?? []).some((found) => found === '*' || found === 'default' || lastNames.has(found))
  );
}

export const lastNamesOf = (patterns: readonly string[]): ReadonlySet<string> =>
  new Set(patterns.map((pattern) => pattern.replace(/^=/, '').split(/[.#]/).at(-1) ?? ''));

/** A call or assignment of these names has one of them in its file, at the use or at the import that renames it. */
const needsOf = (names: ReadonlySet<string>): readonly Need[] | undefined =>
  names.has('default') ? undefined : [...names].map(wordsOfName);

/** A library's call that takes the host as an argument. Without that argument the library's own default decides. */
export function call(spec: CallSpec): Matcher {
  const names = lastNamesOf(spec.of);
  return needing(needsOf(names), function* (facts, tools) {
    for (const { site, place } of callsOf(facts, tools, spec.of, names)) {
      if (spec.when && !spec.when(site, place, tools)) continue;
      const host = argumentOf(site, spec.host);
      if (!host && spec.implicit === undefined) continue;
      const tls = spec.tls && argumentOf(site, spec.tls.arg);
      yield {
        ...extraOf(spec),
        host,
        place,
        key: keyOfCall(site),
        anchor: host?.range ?? site.call.range,
        port: argumentOf(site, spec.port),
        user: argumentOf(site, spec.user),
        password: argumentOf(site, spec.password),
        ...(tls && spec.tls ? { tls: [{ value: tls, whenTrue: spec.tls.whenTrue }] } : {}),
      };
    }
  });
}

function extraOf({ form, separators, implicit, api, certainty, layer, route, strict, literalOnly }: Extra): Extra {
  return { form, separators, implicit, api, certainty, layer, route, strict, literalOnly };
}

export const keyOfCall = (site: CallSite): string => chainOf(site.call.callee)?.join('.') ?? lastName(site.call.callee);

export interface OptionsSpec extends Extra {
  /** Canonical names of the callee. */
  readonly of: readonly string[];
  /** Which argument is the options object; keyword arguments of the call count as options when left out. */
  readonly options?: ArgumentSpec;
  /** Names of the option that holds the host, the first that is there counts. */
  readonly host: readonly string[];
  /** The options object may be the host itself, as a URL text. */
  readonly orUrl?: boolean;
  readonly port?: readonly string[];
  readonly user?: readonly string[];
  readonly password?: readonly string[];
  readonly implicitTls?: readonly string[];
  readonly startTls?: readonly string[];
  readonly when?: (options: Expr, place: Place, tools: Tools) => boolean;
}

/** A member of the options, by dotted path, as an expression that the evaluator resolves wherever it is decided. */
export function optionOf(options: Expr, path: string): Expr {
  const { range } = options;
  return path
    .split('.')
    .reduce<Expr>((of, key) => ({ kind: 'member', of, key: { kind: 'text', value: key, range }, range }), options);
}

/** Whether anything is known of `options.path`, wherever it is written. */
export const hasOption = (options: Expr, path: string, place: Place, tools: Tools): boolean => {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const of = keys.length > 0 ? optionOf(options, keys.join('.')) : options;
  return tools.member(of, last, place).length > 0;
};

/** A library's call that takes an options object, in place or through any number of names. */
export function options(spec: OptionsSpec): Matcher {
  const names = lastNamesOf(spec.of);
  return needing(needsOf(names), function* (facts, tools) {
    for (const { site, place } of callsOf(facts, tools, spec.of, names)) {
      const given = spec.options ? argumentOf(site, spec.options) : keywords(site);
      if (given && spec.when && !spec.when(given, place, tools)) continue;
      yield* optionMatches(spec, given, site, place, tools);
    }
  });
}

function keywords(site: CallSite): Expr {
  const entries = site.call.args.map((argument) => ({
    key: argument.name ?? '',
    keyRange: argument.value.range,
    value: argument.value,
    spread: argument.name === undefined,
  }));
  return { kind: 'object', entries, range: site.call.range };
}

function* optionMatches(
  spec: OptionsSpec,
  given: Expr | undefined,
  site: CallSite,
  place: Place,
  tools: Tools,
): Generator<Match> {
  const base = { ...extraOf(spec), place, key: keyOfCall(site), anchor: given?.range ?? site.call.range };
  if (!given) {
    if (spec.implicit !== undefined) yield { ...base, host: undefined };
    return;
  }
  const first = (paths: readonly string[] | undefined): Expr | undefined => {
    const path = paths?.find((one) => hasOption(given, one, place, tools));
    return path === undefined ? undefined : optionOf(given, path);
  };
  const beside = {
    port: first(spec.port ?? ['port']),
    user: first(spec.user ?? ['auth.user', 'user', 'username']),
    password: first(spec.password ?? ['auth.pass', 'pass', 'password']),
    tls: [
      ...(spec.implicitTls ?? ['secure']).flatMap((path) => tlsOption(given, path, 'implicit', place, tools)),
      ...(spec.startTls ?? ['requireTLS']).flatMap((path) => tlsOption(given, path, 'starttls', place, tools)),
    ],
  };
  const host = first(spec.host);
  if (host) yield { ...base, ...beside, host };
  else if (spec.orUrl && isPlugin(given, place, tools)) return;
  else if (
    spec.orUrl &&
    !tools.evaluate(given, place).some((value) => value.kind === 'structure' && value.expr.kind === 'object')
  )
    yield { ...base, host: given };
  else if (spec.implicit !== undefined) yield { ...base, ...beside, host: undefined };
}

/** An object that a package's function made brings its own way to send. */
const isPlugin = (given: Expr, place: Place, tools: Tools): boolean =>
  tools
    .evaluate(given, place)
    .some(
      (value) =>
        value.kind === 'structure' &&
        value.expr.kind === 'call' &&
        (value.expr.construct || value.place.facts.program?.imports.some((one) => rootName(value.expr) === one.local)),
    );

function rootName(expr: Expr): string | undefined {
  if (expr.kind === 'call') return rootName(expr.callee);
  if (expr.kind === 'member') return rootName(expr.of);
  return expr.kind === 'ref' ? expr.name : undefined;
}

const tlsOption = (
  given: Expr,
  path: string,
  whenTrue: TlsValue['whenTrue'],
  place: Place,
  tools: Tools,
): readonly TlsValue[] => (hasOption(given, path, place, tools) ? [{ value: optionOf(given, path), whenTrue }] : []);

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

/** An assignment to a property of an instance: `$mail->Host = …`. */
export function property(spec: PropertySpec): Matcher {
  const names = lastNamesOf(spec.of);
  return needing(needsOf(names), function* (facts, tools) {
    for (const { target, value, scope, branch, range } of facts.program?.assignments ?? []) {
      if (target.kind !== 'member' || target.key.kind !== 'text' || !names.has(target.key.value)) continue;
      const place: Place = { facts, scope, branch, at: range.start };
      const key = target.key.value;
      const canonical = tools.types(target.of, place).map((type) => `${type}#${key}`);
      if (!matchesAny(spec.of, canonical)) continue;
      const end: Place = { ...place, at: Number.POSITIVE_INFINITY };
      const beside = (name: string | undefined): Expr | undefined =>
        name !== undefined && hasOption(target.of, name, end, tools) ? optionOf(target.of, name) : undefined;
      const tls = beside(spec.tls);
      yield {
        ...extraOf(spec),
        host: value,
        place,
        key: chainOf(target)?.join('.') ?? key,
        anchor: value.range,
        port: beside(spec.port),
        user: beside(spec.user),
        password: beside(spec.password),
        ...(tls ? { tls: [{ value: tls, whenTrue: spec.whenTrue ?? 'starttls' }] } : {}),
      };
    }
  });
}
