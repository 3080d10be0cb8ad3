/** Libraries that take their relay in an options object. */

import { argumentsObject } from '../evaluate/calls.ts';
import { isObject } from '../evaluate/objects.ts';
import { isPossible, textsOf, wholeText } from '../evaluate/texts.ts';
import type { Place, Value } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import type { CallSite } from '../model/facts.ts';
import type { Need } from '../select/needs.ts';
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
import { inPrograms, type Match, type Matcher, type TlsValue, type Tools } from './detector.ts';

export interface OptionsSpec extends Extra {
  /** Canonical names of the callee. */
  readonly of: readonly string[];
  /** Which argument is the options object; keyword arguments of the call count as options when left out. */
  readonly options?: ArgumentSpec;
  /** The option that holds a function which returns the options (`useFactory`), or a class and the method of it that does. */
  readonly returnedBy?: string | { readonly class: string; readonly method: string };
  /** Names of the option that holds the host, the first that is there counts. */
  readonly host: readonly string[];
  /** What stands before the names of the options: a text that the call is given, or else the library's own. */
  readonly prefix?: { readonly given: ArgumentSpec; readonly standard: string };
  /** The options object may be the host itself, as a URL text. */
  readonly orUrl?: boolean;
  readonly port?: readonly string[];
  readonly user?: readonly string[];
  readonly password?: readonly string[];
  readonly implicitTls?: readonly string[];
  readonly startTls?: readonly string[];
  readonly noTls?: readonly string[];
  /** What no such call goes without, where its name says too little. */
  readonly needs?: readonly Need[];
  /** Looks at the call before its options are looked at. */
  readonly where?: (site: CallSite, place: Place, tools: Tools) => boolean;
  readonly when?: (options: Expr, place: Place, tools: Tools) => boolean;
}

/** A member of the options, by dotted path, as an expression that the evaluator resolves wherever it is decided. */
export function optionOf(options: Expr, path: string): Expr {
  return path.split('.').reduce<Expr>(memberOf, options);
}

const memberOf = (of: Expr, key: string): Expr => ({
  kind: 'member',
  of,
  key: { kind: 'text', value: key, range: of.range },
  range: of.range,
});

/** Whether a key with dots in it stands in the options as it is. */
const isWhole = (options: Expr, key: string, place: Place, tools: Tools): boolean =>
  key.includes('.') && tools.member(options, key, place).some((value) => !isPossible(value));

/** Whether anything is known of `options.path`, wherever it is written. */
export const hasOption = (options: Expr, path: string, place: Place, tools: Tools): boolean =>
  membersAt(options, path, place, tools).some((value) => !isPossible(value));

/** Whether `options.path` may be there: what the options are is not known. */
const mayHaveOption = (options: Expr, path: string, place: Place, tools: Tools): boolean =>
  membersAt(options, path, place, tools).length > 0;

function membersAt(options: Expr, path: string, place: Place, tools: Tools): readonly Value[] {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const of = keys.length > 0 ? optionOf(options, keys.join('.')) : options;
  return tools.member(of, last, place);
}

/** Whether `options.path` may be there beyond the bounds of what is followed. */
const isCut = (options: Expr, path: string, place: Place, tools: Tools): boolean =>
  tools.isCut(membersAt(options, path, place, tools));

/** A library's call that takes an options object, in place or through any number of names. */
export function options(spec: OptionsSpec): Matcher {
  const names = lastNamesOf(spec.of);
  return inPrograms(spec.needs ?? needsOf(spec.of), function* (facts, tools) {
    for (const { site, place } of callsOf(facts, tools, spec.of, names)) {
      if (spec.where && !spec.where(site, place, tools)) continue;
      const argument = spec.options ? argumentOf(site, spec.options) : argumentsObject(site.call);
      const { returnedBy } = spec;
      const holder = typeof returnedBy === 'object' ? returnedBy.class : returnedBy;
      if (holder !== undefined && !(argument && hasOption(argument, holder, place, tools))) continue;
      const given = argument && returnedBy !== undefined ? resultOf(argument, returnedBy) : argument;
      if (given && spec.when && !spec.when(given, place, tools)) continue;
      yield* optionMatches(spec, given, site, place, tools);
    }
  });
}

/** What the function returns that stands at a path of the options, or the method of the class that does. */
function resultOf(given: Expr, by: NonNullable<OptionsSpec['returnedBy']>): Expr {
  const called = (callee: Expr, construct: boolean): Expr => ({
    kind: 'call',
    callee,
    args: [],
    construct,
    range: given.range,
  });
  if (typeof by === 'string') return called(optionOf(given, by), false);
  const named = writtenAt(given, by.class) ?? optionOf(given, by.class);
  return called(memberOf(called(named, true), by.method), false);
}

function* optionMatches(
  spec: OptionsSpec,
  given: Expr | undefined,
  site: CallSite,
  place: Place,
  tools: Tools,
): Generator<Match> {
  const base = { ...extraOf(spec), place, key: keyOfCall(site, place), anchor: given?.range ?? site.call.range };
  if (!given) {
    if (isImplied(spec, site, place, tools)) yield { ...base, host: undefined };
    return;
  }
  const prefix = spec.prefix ? prefixOf(spec.prefix, site, place, tools) : '';
  const prefixed = (paths: readonly string[]): readonly string[] => paths.map((one) => `${prefix}${one}`);
  const pathOf = (paths: readonly string[] | undefined): string | undefined =>
    paths && prefixed(paths).find((one) => hasOption(given, one, place, tools));
  /** Keys that are dotted themselves mean the same as steps: `{ 'transport.host': 'h' }`. */
  const wholeOf = (paths: readonly string[] | undefined): Expr | undefined => {
    const key = prefixed(paths ?? []).find((one) => isWhole(given, one, place, tools));
    return key === undefined ? undefined : memberOf(given, key);
  };
  const first = (paths: readonly string[] | undefined): Expr | undefined => {
    const path = pathOf(paths);
    return path === undefined ? wholeOf(paths) : optionOf(given, path);
  };
  const beside = {
    port: first(spec.port ?? ['port']),
    user: first(spec.user ?? ['auth.user', 'user', 'username']),
    password: first(spec.password ?? ['auth.pass', 'pass', 'password']),
    tls: [
      ...prefixed(spec.implicitTls ?? ['secure']).flatMap((path) => tlsOption(given, path, 'implicit', place, tools)),
      ...prefixed(spec.startTls ?? ['requireTLS']).flatMap((path) => tlsOption(given, path, 'starttls', place, tools)),
      ...prefixed(spec.noTls ?? ['ignoreTLS']).flatMap((path) => tlsOption(given, path, 'none', place, tools)),
    ],
  };
  const hosts = prefixed(spec.host);
  const known = pathOf(spec.host);
  const whole = known === undefined ? wholeOf(spec.host) : undefined;
  const path = known ?? hosts.find((one) => mayHaveOption(given, one, place, tools));
  if (whole) yield { ...base, ...beside, host: whole };
  else if (path !== undefined)
    yield { ...base, ...beside, host: { ...optionOf(given, path), range: (writtenAt(given, path) ?? given).range } };
  else if (spec.orUrl && isPlugin(given, place, tools)) return;
  else if (spec.orUrl && !tools.evaluate(given, place).some(isObject)) yield { ...base, host: given };
  else if (isOpen(given, place, tools) || hosts.some((one) => isCut(given, one, place, tools)))
    yield { ...base, ...beside, host: optionOf(given, hosts[0] ?? 'host') };
  else if (isImplied(spec, site, place, tools)) yield { ...base, ...beside, host: undefined };
}

const prefixOf = (
  { given, standard }: NonNullable<OptionsSpec['prefix']>,
  site: CallSite,
  place: Place,
  tools: Tools,
): string => {
  const written = argumentOf(site, given);
  return (written ? textsOf(tools.evaluate(written, place))[0] : undefined) ?? standard;
};

/** Spreads of spreads are looked at so far. */
const MAX_SPREADS = 4;

/** What the options hold is not all known: of a value handed in perhaps no more than its type, or what is spread into them. */
const isOpen = (given: Expr, place: Place, tools: Tools, depth = 0): boolean =>
  tools.evaluate(given, place).some((value) => {
    if (value.kind === 'text') return wholeText(value) === undefined;
    if (value.expr.kind === 'instance') return true;
    if (value.expr.kind !== 'object' || depth > MAX_SPREADS) return depth > 0 && value.expr.kind === 'call';
    return value.expr.entries.some(
      ({ spread, value: inner }) => spread && isOpen(inner, value.place, tools, depth + 1),
    );
  });

/** What an object that is written in place says of an option. */
function writtenAt(given: Expr, path: string): Expr | undefined {
  let at: Expr | undefined = given;
  for (const key of path.split('.')) {
    if (at?.kind !== 'object') return undefined;
    at = at.entries.findLast((entry) => !entry.spread && entry.key === key)?.value;
  }
  return at;
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
