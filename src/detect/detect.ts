/** Runs detectors over one file's Facts and turns their matches into settings. */
import { isIP } from 'node:net';
import type { Evaluator } from '../evaluate/evaluator.ts';
import { shownSource, wholeText } from '../evaluate/texts.ts';
import type { Hole, Hop, TextValue, Value } from '../evaluate/value.ts';
import { chainOf, type Expr, type Range, rangeIn } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { Diagnostic, Location, Role, RouteKind, Setting, Source, Step, Transport } from '../model/setting.ts';
import { looksLikeHost, type ParsedRelay, parseRelay, parseRelayList } from '../relays/host.ts';
import { isPlaceholder } from '../relays/placeholder.ts';
import { serviceOf } from '../relays/services.ts';
import { fileMatcher } from '../select/file-names.ts';
import { meets, wordsIn } from '../select/needs.ts';
import type { Detector, Match, Tools } from './detector.ts';
import { isLibrary } from './libraries.ts';

export interface Detection {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Stands for a hole in the text that is parsed; a private-use character cannot be part of a host. */
const HOLE = '\uE000';

/** Runs every detector on a file. One that throws becomes a diagnostic; the others' settings stay. */
export function detect(facts: Facts, detectors: readonly Detector[], evaluator: Evaluator, role: Role): Detection {
  const settings: Setting[] = [];
  const diagnostics: Diagnostic[] = [];
  if (isLibrary(facts)) return { settings, diagnostics };
  for (const file of [facts, ...embeddedOf(facts)]) {
    const words = wordsIn(file.source);
    const name = file.name ?? file.path;
    const tools: Tools = { ...evaluator, isFile: (globs) => fileMatcher(globs)(name) };
    for (const detector of detectors) {
      if (detector.formats && !detector.formats.includes(file.format)) continue;
      if (detector.files && !fileMatcher(detector.files)(name)) continue;
      try {
        for (const matcher of detector.settings) {
          if (!meets(matcher.needs, words)) continue;
          for (const match of matcher(file, tools))
            settings.push(...settingsOf(match, detector, file, evaluator, role));
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        diagnostics.push({
          path: facts.path,
          message: `detector ${detector.id} failed on this file (${reason}); its settings are missing`,
        });
      }
    }
  }
  return { settings: distinct(settings), diagnostics };
}

const embeddedOf = (facts: Facts): readonly Facts[] =>
  (facts.embedded ?? []).flatMap((inner) => [inner, ...embeddedOf(inner)]);

interface Found {
  readonly host: string | null;
  readonly facts: Facts;
  readonly range: Range;
  readonly source: Source;
  readonly ref: string | null;
  readonly hops: readonly Hop[];
  readonly parsed: ParsedRelay | undefined;
  readonly decided?: boolean;
  readonly partial?: boolean;
}

function settingsOf(match: Match, detector: Detector, facts: Facts, evaluator: Evaluator, role: Role): Setting[] {
  const found = foundBy(match, facts, evaluator);
  if (found.length === 0) return [];
  const beside = besideOf(match, evaluator);
  return found.map((one) => {
    const trail = trailOf(one, match, facts);
    return {
      ...locationOf(one.facts, one.range),
      host: one.host,
      port: one.parsed?.port ?? beside.port,
      transport: one.parsed && one.parsed.transport !== 'unknown' ? one.parsed.transport : beside.transport,
      authenticated: beside.user || (one.parsed?.user ?? false),
      secret: beside.secret || (one.parsed?.password ?? false),
      insecure: beside.insecure || (one.parsed?.insecure ?? false),
      detector: detector.id,
      key: match.key,
      ref: one.ref,
      source: one.source,
      role,
      layer: match.layer ?? detector.layer,
      route: match.api === undefined ? (match.route ?? routeOf(match, one.parsed)) : 'api',
      certainty: match.certainty ?? 'certain',
      trail,
      ...(match.host || match.api !== undefined ? {} : { implicit: true }),
      ...(one.decided ? { decided: true } : {}),
      ...(one.partial ? { partial: true } : {}),
    };
  });
}

function foundBy(match: Match, facts: Facts, evaluator: Evaluator): Found[] {
  if (match.api !== undefined) return apisOf(match, match.api, facts, evaluator);
  return match.host ? foundIn(match, match.host, facts, evaluator) : impliedBy(match, facts);
}

/** Providers whose API is used. Nothing but their names can be said; what is not written down is no route. */
function apisOf(
  { host, anchor, place }: Match,
  api: NonNullable<Match['api']>,
  facts: Facts,
  evaluator: Evaluator,
): Found[] {
  const named = (ref: string, at: { facts: Facts; range: Range }, hops: readonly Hop[]): Found => ({
    host: null,
    ...at,
    source: 'service',
    ref,
    hops,
    parsed: undefined,
  });
  if (typeof api === 'string') return [named(api, { facts, range: host?.range ?? anchor }, [])];
  const values = host ? evaluator.evaluate(host, place).flatMap((value) => flattened(value, evaluator)) : [];
  return values.flatMap((value) => {
    const text = wholeText(value);
    const provider = text === undefined ? undefined : api(text);
    return provider === undefined ? [] : [named(provider, laidOut(value).at(0, text?.length ?? 0), value.hops)];
  });
}

const routeOf = (match: Match, parsed: ParsedRelay | undefined): RouteKind =>
  parsed && (parsed.mx || (match.mxUnlessBracketed && !parsed.bracketed && isIP(parsed.host) === 0)) ? 'mx' : 'relay';

/** The library's own default, pointed to at the call. */
function impliedBy(match: Match, facts: Facts): Found[] {
  if (match.implicit === undefined || match.implicit === null) {
    return [
      { host: null, facts, range: match.anchor, source: 'environment', ref: match.key, hops: [], parsed: undefined },
    ];
  }
  return [
    { host: null, facts, range: match.anchor, source: 'default', ref: match.implicit, hops: [], parsed: undefined },
  ];
}

function foundIn(match: Match, host: Expr, facts: Facts, evaluator: Evaluator): Found[] {
  const values = evaluator.evaluate(host, match.place).flatMap((value) => flattened(value, evaluator));
  const hosts = values.flatMap((value) => literals(match, value));
  const anyHost = hosts.length > 0;
  if (match.strict || match.literalOnly) {
    if (match.literalOnly || values.every((value) => wholeText(value) !== undefined))
      return [...hosts, ...useOf(match, host, hosts, facts)];
  }
  const holes = values.flatMap((value) => open(match, value, facts));
  if (anyHost) return [...hosts, ...givenElsewhere(holes, hosts, match, facts), ...useOf(match, host, hosts, facts)];
  if (holes.length > 0 || values.length > 0) return onePerLine(holes);
  // An option that is written in place stands within the object that holds it.
  const own = match.host?.range;
  const range = own && own.start >= match.anchor.start && own.end <= match.anchor.end ? own : match.anchor;
  const ref = shownSource(facts.source.text, range);
  return [
    {
      ...{ host: null, facts, range, source: 'environment', ref },
      ...{ hops: [], parsed: undefined },
    },
  ];
}

const lineOf = (facts: Facts, range: Range): number => facts.source.position(range.start).line;

/** Options that are also given in another place, which leaves the host open. */
function givenElsewhere(holes: readonly Found[], hosts: readonly Found[], match: Match, facts: Facts): Found[] {
  const lines = new Set(
    [match.anchor, ...hosts.filter((one) => one.facts === facts).map((one) => one.range)].map((range) =>
      lineOf(facts, range),
    ),
  );
  return onePerLine(holes.filter((hole) => !lines.has(lineOf(hole.facts, hole.range))));
}

/** A use whose host another place decides is a place to know, too. */
function useOf(match: Match, host: Expr, hosts: readonly Found[], facts: Facts): Found[] {
  const first = hosts.find((found) => found.host !== null);
  const range = match.anchor;
  const here = (found: Found): boolean =>
    isWithin(found, match, facts) || (found.facts === facts && lineOf(facts, found.range) === lineOf(facts, range));
  if (!first || first.hops.length === 0 || hosts.some(here)) return [];
  const ref = chainOf(host)?.join('.') ?? match.key;
  const { hops } = first;
  return [{ ...{ host: null, facts, range, source: 'environment', ref, hops, parsed: undefined }, decided: true }];
}

/** Options given in several places are open in each of them; of what hides one place the first that has a name. */
function onePerLine(holes: readonly Found[]): Found[] {
  const byLine = new Map<number, Found>();
  for (const hole of holes) {
    const { line } = hole.facts.source.position(hole.range.start);
    const known = byLine.get(line);
    if (!known || (known.ref === null && hole.ref !== null)) byLine.set(line, hole);
  }
  return [...byLine.values()];
}

/** Texts of a value; lists give each of their items. */
function flattened(value: Value, evaluator: Evaluator, depth = 0): readonly TextValue[] {
  if (value.kind === 'text') return [value];
  const { expr, place } = value;
  if (expr.kind !== 'list' || depth > 2) return [];
  return expr.items.flatMap((item) =>
    evaluator.evaluate(item, place).flatMap((inner) => flattened(inner, evaluator, depth + 1)),
  );
}

/** The hosts that a text names; none when it names no host or a hole hides it. */
function literals(match: Match, value: TextValue): Found[] {
  const { text, at } = laidOut(value);
  if (match.form === 'service') return serviceFound(value, text);
  const parsed = match.form === 'list' ? parseRelayList(text, match.separators ?? /[;,\s]+/) : parseRelay(text);
  return parsed.flatMap((relay): Found[] => {
    const written = text.slice(relay.start, relay.end);
    const token = relay.host.includes(HOLE) ? undefined : tokenIn(written, value.facts);
    if (token !== undefined) return [filledIn(token, written, value, at(relay.start, relay.end))];
    if (relay.host === '' || relay.host.includes(HOLE) || NO_HOST.test(relay.host)) return [];
    if (match.strict && !looksLikeHost(relay.host)) return [];
    const range = at(relay.start, relay.end);
    return [
      {
        host: relay.host,
        facts: range.facts,
        range: range.range,
        source: value.fallbackOf ? 'default' : 'literal',
        ref: value.fallbackOf ?? null,
        hops: value.hops,
        parsed: relay,
      },
    ];
  });
}

/** Capitals joined by underscores, which no host name has (RFC 1123, 2.1): an installer fills them in. */
const TOKEN = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;
/** A shell fills in `$NAME`, a program `{name}`, where the reader of the file sees nothing but text. */
const FILLED = /\$\{?(?<name>[A-Za-z_]\w*)\}?/;
const FORMATTED = /^\{(?<name>[A-Za-z_]\w*)\}$/;

/** What the text of a host waits for, if it is not the host itself. */
function tokenIn(host: string, facts: Facts): string | undefined {
  if (TOKEN.test(host)) return isPlaceholder(host) ? undefined : host;
  return (FILLED.exec(host) ?? (facts.program ? FORMATTED.exec(host) : null))?.groups?.name;
}

const filledIn = (token: string, host: string, value: TextValue, where: { facts: Facts; range: Range }): Found => ({
  ...{ ...where, host: null, source: 'environment', ref: token, hops: value.hops, parsed: undefined },
  ...(TOKEN.test(host) || FORMATTED.test(host) || FILLED.exec(host)?.[0] === host ? {} : { partial: true }),
});

/** Words that configuration writes for nothing at all. */
const NO_HOST = /^(null|\(null\)|nil|none|undefined|false|true|empty|\(empty\)|unset|disabled|no|0)$/;

function serviceFound(value: TextValue, text: string): Found[] {
  const service = serviceOf(text);
  if (!service) return [];
  const { facts, range } = laidOut(value).at(0, text.length);
  const parsed: ParsedRelay = {
    host: service.host,
    start: 0,
    end: text.length,
    port: service.port,
    transport: service.secure ? 'implicit' : 'unknown',
    user: false,
    password: false,
    bracketed: false,
  };
  return [{ host: service.host, facts, range, source: 'service', ref: text, hops: value.hops, parsed }];
}

/** The text with holes marked, and the way back from its indices to a range in some file. */
function laidOut(value: TextValue): { text: string; at: (from: number, to: number) => { facts: Facts; range: Range } } {
  let text = '';
  const starts: number[] = [];
  for (const segment of value.segments) {
    starts.push(text.length);
    text += segment.kind === 'literal' ? segment.text.value : HOLE;
  }
  return {
    text,
    at(from, to) {
      for (const [index, segment] of value.segments.entries()) {
        const start = starts[index] ?? 0;
        if (segment.kind !== 'literal' || from < start || to > start + segment.text.value.length) continue;
        return { facts: segment.facts, range: rangeIn(segment.text, from - start, to - start) };
      }
      return { facts: value.facts, range: value.range };
    },
  };
}

/** What hides the host of a text, if something does. */
function open(match: Match, value: TextValue, facts: Facts): Found[] {
  const { hole, partial } = hostHole(match, value) ?? {};
  if (!hole) return [];
  // No host, said in place, is none. A field that is empty at first is filled by somebody else.
  if (hole.note === 'null' && value.hops.length === 0) return [];
  const ref = hole.env ?? hole.config ?? (hole.note === 'null' ? match.key : hole.note);
  const read = { facts: hole.facts, range: hole.range, note: `${ref} is read here` };
  return [
    {
      host: null,
      facts,
      range: whereOpen(match, value, facts),
      source: 'environment',
      ref,
      hops: [...value.hops, read],
      parsed: undefined,
      ...(partial ? { partial } : {}),
    },
  ];
}

/** Hops to an option of an object, in place or set later. */
const GIVEN = /is given here$|^(?!this\.)\S*\.\S* is set here$/;

/** Where in this file the host is asked for: the option that the use is given, or the expression itself. */
function whereOpen(match: Match, value: TextValue, facts: Facts): Range {
  const given = value.hops.find((hop) => hop.facts === facts && GIVEN.test(hop.note));
  if (given) {
    const isPart =
      value.facts === facts && value.range.start >= given.range.start && value.range.end <= given.range.end;
    return isPart ? value.range : given.range;
  }
  return value.hops.length === 0 && value.facts === facts ? value.range : match.anchor;
}

function hostHole(match: Match, value: TextValue): { readonly hole?: Hole; readonly partial: boolean } | undefined {
  const { text } = laidOut(value);
  if (!text.includes(HOLE)) return undefined;
  const parsed = match.form === 'list' ? parseRelayList(text, match.separators ?? /[;,\s]+/) : parseRelay(text);
  const hidden = parsed.find((relay) => relay.host.includes(HOLE));
  if (parsed.length > 0 && !hidden) return undefined;
  const holes = value.segments.flatMap((segment) => (segment.kind === 'hole' ? [segment.hole] : []));
  const before = hidden ? (text.slice(0, hidden.start).match(new RegExp(HOLE, 'g'))?.length ?? 0) : 0;
  const hole = holes[before] ?? holes[0];
  return { ...(hole ? { hole } : {}), partial: hidden !== undefined && hidden.host !== HOLE };
}

interface Beside {
  readonly port: number | null;
  readonly transport: Transport;
  readonly user: boolean;
  readonly secret: boolean;
  readonly insecure: boolean;
}

function besideOf(match: Match, evaluator: Evaluator): Beside {
  const texts = (expr: Expr | undefined): readonly TextValue[] =>
    expr ? evaluator.evaluate(expr, match.place).flatMap((value) => (value.kind === 'text' ? [value] : [])) : [];
  const words = (expr: Expr | undefined): string[] => texts(expr).flatMap((value) => wholeText(value) ?? []);
  const port = words(match.port)
    .map(Number)
    .find((number) => Number.isInteger(number) && number > 0 && number < 65536);
  const passwords = words(match.password).filter((text) => text !== '' && !isMadeUp(text));
  const secretUser = texts(match.user).some((value) => wholeText(value) !== '' && !isNull(value));
  return {
    port: port ?? null,
    transport: transportOf(match, words, port),
    user: secretUser || passwords.length > 0,
    secret: passwords.length > 0,
    insecure: words(match.verify).some((word) => /^(false|0|no|none|off|verify_none)$/i.test(word)),
  };
}

const isNull = (value: TextValue): boolean =>
  value.segments.every((segment) => segment.kind === 'hole' && segment.hole.note === 'null');

/** Passwords that nobody could use: samples and empty words. */
const isMadeUp = (text: string): boolean =>
  /^(null|none|false|true|~|x+|\*+|<.*>|\[.*\]|your.*|.*(change|replace).?me.*|pass(word|wd|phrase)?|secret|example|test|todo|my.?password|smtp_?password|mail_?password|email_?password|.*_here)$/i.test(
    text,
  );

function transportOf(match: Match, words: (expr: Expr | undefined) => string[], port: number | undefined): Transport {
  let known: Transport = 'unknown';
  for (const { value, whenTrue } of match.tls ?? []) {
    const all = words(value);
    // Both answers of a function that reads a switch: `return text in ('1', 'true')`.
    if (all.some((word) => /^true$/i.test(word)) && all.some((word) => /^false$/i.test(word))) continue;
    for (const word of all) {
      const said = saidTransport(word, whenTrue);
      if (said === 'implicit' || said === 'starttls') return said;
      if (said === 'none') known = 'none';
    }
  }
  return known === 'unknown' && port === 465 ? 'implicit' : known;
}

function saidTransport(word: string, whenTrue: 'implicit' | 'starttls'): Transport {
  if (/^(true|1|yes|on|enabled?)$/i.test(word)) return whenTrue;
  if (/^(ssl|smtps|implicit|ssl\/tls|force_tls|tls_wrapper|sslonconnect|submissions)$/i.test(word)) return 'implicit';
  if (/starttls|^tls(v1.*)?$|required|always|mandatory/i.test(word)) return 'starttls';
  return /^(none|plain|notls|never|disabled?)$/i.test(word) ? 'none' : 'unknown';
}

function trailOf(found: Found, match: Match, facts: Facts): readonly Step[] {
  if (found.hops.length === 0) return [];
  const use = { ...locationOf(facts, match.anchor), note: `${match.key} uses it` };
  const passed = found.hops.filter((hop) => hop.facts !== found.facts || hop.range.start !== found.range.start);
  if (found.host === null && match.api === undefined)
    return passed.some((hop) => !isWithin(hop, match, facts))
      ? [use, ...found.hops.map((hop) => ({ ...locationOf(hop.facts, firstLine(hop)), note: hop.note }))]
      : [];
  const hops = passed.map((hop) => ({ ...locationOf(hop.facts, firstLine(hop)), note: hop.note }));
  if (hops.length === 0 && isWithin(found, match, facts)) return [];
  const last = {
    ...locationOf(found.facts, found.range),
    note: `${found.host ?? found.ref} is named here`,
  };
  return [use, ...hops, last];
}

/** The host stands in the very expression that uses it. */
const isWithin = (found: Pick<Found, 'facts' | 'range'>, match: Match, facts: Facts): boolean =>
  found.facts === facts && found.range.start >= match.anchor.start - 1 && found.range.end <= match.anchor.end + 1;

/** A step points to one line: the range may be a whole function. */
function firstLine(hop: Hop): Range {
  const { text } = hop.facts.source;
  const stop = text.slice(hop.range.start, hop.range.end).search(/[\r\n]/);
  return stop < 0 ? hop.range : { start: hop.range.start, end: hop.range.start + stop };
}

export function locationOf(facts: Facts, range: Range): Location {
  const start = facts.source.position(range.start);
  const end = facts.source.position(range.end);
  return { path: facts.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

const CERTAINTY = { certain: 0, likely: 1 } as const;

/**
 * One setting for one host text: the same place found by several detectors, or by the name and by a use, is kept once,
 * with the surest detector's word and the longest trail.
 */
export function distinct(settings: readonly Setting[]): Setting[] {
  const byPlace = new Map<string, Setting>();
  for (const setting of settings) {
    const what = setting.host ?? `\0${setting.endLine}${setting.route === 'api' ? setting.ref : ''}`;
    const id = `${setting.path}\0${setting.line}\0${setting.column}\0${what}`;
    const other = byPlace.get(id);
    byPlace.set(id, other ? better(other, setting) : setting);
  }
  return [...byPlace.values()];
}

function better(a: Setting, b: Setting): Setting {
  const [first, second] = CERTAINTY[b.certainty] < CERTAINTY[a.certainty] ? [b, a] : [a, b];
  return {
    ...first,
    port: first.port ?? second.port,
    transport: first.transport === 'unknown' ? second.transport : first.transport,
    authenticated: first.authenticated || second.authenticated,
    secret: first.secret || second.secret,
    ref: first.ref ?? second.ref,
    trail: second.trail.length > first.trail.length ? second.trail : first.trail,
  };
}
