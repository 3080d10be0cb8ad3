/** What the matches of detectors come to: which hosts they name, and what hides those that they do not. */
import type { Evaluator } from '../evaluate/evaluator.ts';
import { bothGuards } from '../evaluate/guards.ts';
import { shownChain, shownSource, wholeText } from '../evaluate/texts.ts';
import type { Guard, Hole, Hop, TextValue, Value } from '../evaluate/value.ts';
import { chainOf, type Expr, type Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { Source, WrittenRelay } from '../model/setting.ts';
import { comparableHost } from '../relays/comparable-host.ts';
import { looksLikeHost, type ParsedRelay, parseRelay } from '../relays/host.ts';
import { looksLikePlaceholder } from '../relays/placeholder.ts';
import { providerRelays } from '../relays/provider-urls.ts';
import { parseRelayList, relaysIn, relaysNamedIn } from '../relays/relays-in.ts';
import { serviceOf } from '../relays/services.ts';
import { HOLE } from '../text/hole.ts';
import { shownName } from '../text/shown.ts';
import type { Match } from './detector.ts';
import { laidOut } from './laid-out.ts';
import { isWithin } from './trail.ts';
import { nameOf, nameOnTheWay } from './use-names.ts';
import { writtenParts, writtenWhole } from './written.ts';

/** A host, or a use without one, before it becomes a setting. */
export interface Found {
  readonly host: string | null;
  readonly facts: Facts;
  readonly range: Range;
  readonly source: Source;
  readonly ref: string | null;
  readonly hops: readonly Hop[];
  readonly guards: readonly Guard[];
  readonly parsed: ParsedRelay | undefined;
  /** Where its parts stand, when one literal holds the host. */
  readonly written?: WrittenRelay;
  readonly decided?: boolean;
  /** The variable or key that is asked, of a use without a host. */
  readonly asked?: string;
  readonly partial?: boolean;
  /** The program makes it of literals, in a way that hides it. */
  readonly hidden?: true;
  /** More values lead here than are followed. */
  readonly isCut?: true;
}

/** A use that names no host: `ref` says what to look for. */
const open = (ref: string, at: Pick<Found, 'facts' | 'range'>, hops: readonly Hop[]): Found => ({
  host: null,
  facts: at.facts,
  range: at.range,
  source: 'environment',
  ref,
  hops,
  guards: [],
  parsed: undefined,
});

/** What a match comes to: hosts that are written down, and uses that leave the host open. */
export function foundBy(match: Match, facts: Facts, evaluator: Evaluator): Found[] {
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
  const named = (ref: string, at: Pick<Found, 'facts' | 'range'>, hops: readonly Hop[]): Found => ({
    ...open(ref, at, hops),
    source: 'service',
  });
  if (typeof api === 'string') return [named(api, { facts, range: host?.range ?? anchor }, [])];
  const values = host ? evaluator.evaluate(host, place).flatMap((value) => flattened(value, evaluator)) : [];
  return values.flatMap((value) => {
    const text = wholeText(value);
    const provider = text === undefined ? undefined : api(text);
    return provider === undefined ? [] : [named(provider, laidOut(value).at(0, text?.length ?? 0), value.hops)];
  });
}

/** The library's own default, pointed to at the call. */
function impliedBy(match: Match, facts: Facts): Found[] {
  const at = { facts, range: match.anchor };
  if (match.implicit === undefined || match.implicit === null) return [open(match.key, at, [])];
  return [{ ...open(match.implicit, at, []), source: 'default' }];
}

/** The hosts that an expression names. Where more of its values are beyond the bounds, it is an open use as well. */
function foundIn(match: Match, host: Expr, facts: Facts, evaluator: Evaluator): Found[] {
  let isCut = false;
  const evaluate: Evaluator['evaluate'] = (expr, place) => {
    const values = evaluator.evaluate(expr, place);
    isCut ||= evaluator.isCut(values);
    return values;
  };
  const found = foundWithin(match, host, facts, { ...evaluator, evaluate });
  const isOpenHere = (one: Found): boolean => one.host === null && isWithin(one, match, facts);
  if (!isCut || match.literalOnly) return found;
  // What other places decide is not all.
  const isAnyUndecided = found.some((one) => isOpenHere(one) && !one.decided);
  const asCut = (one: Found): Found => ({ ...one, decided: one.decided === true && isAnyUndecided, isCut: true });
  if (found.some(isOpenHere)) return found.map((one) => (isOpenHere(one) ? asCut(one) : one));
  return [...found, asCut(open(chainOf(host)?.join('.') ?? match.key, { facts, range: match.anchor }, []))];
}

function foundWithin(match: Match, host: Expr, facts: Facts, evaluator: Evaluator): Found[] {
  const values = evaluator.evaluate(host, match.place).flatMap((value) => flattened(value, evaluator));
  const hosts = values.flatMap((value) => literals(match, value));
  const holes = values.flatMap((value) => hidden(match, value, facts));
  // What a file of data asks for is filled by somebody else where the value that it finds is empty: a chart's `host: ""`.
  const isForFilling = facts.program === undefined && values.length > 0 && values.every(isBlank);
  if (
    match.literalOnly ||
    (match.strict && !isForFilling && holes.every(({ decided }) => decided) && values.every(isSaid))
  )
    return [...hosts, ...usesOf(match, host, hosts, holes, facts)];
  if (hosts.length > 0) {
    const others = holes.filter(({ asked, hidden: isHidden }) => asked === undefined && !isHidden);
    return [
      ...hosts,
      ...holes.filter((one) => one.hidden),
      ...givenElsewhere(others, hosts, match, facts),
      ...usesOf(match, host, hosts, holes, facts),
    ];
  }
  if (holes.length === 0 && values.length > 0 && values.every(isBlank))
    return [open(nameOf(host) ?? match.key, { facts, range: match.anchor }, values[0]?.hops ?? [])];
  if (holes.length === 0 && values.some((value) => isGarbled(match, value)))
    return [open(match.key, { facts, range: match.anchor }, [])];
  if (holes.length > 0 || values.length > 0) {
    const isElsewhere = holes.length > 0 && holes.every((one) => one.facts !== facts || !isWithin(one, match, facts));
    return isElsewhere && holes.every(({ partial }) => partial)
      ? [...onePerLine(holes), ...useOf(match, host, holes, facts)]
      : onePerLine(holes);
  }
  // An option that is written in place stands within the object that holds it.
  const own = match.host?.range;
  const range = own && own.start >= match.anchor.start && own.end <= match.anchor.end ? own : match.anchor;
  return [
    asked(host, match, evaluator, { facts, range }) ??
      open(shownSource(facts.source.text, range), { facts, range }, []),
  ];
}

/** What is asked for by its key of an object that is not known. */
function asked(
  host: Expr,
  { place }: Match,
  evaluator: Evaluator,
  at: Pick<Found, 'facts' | 'range'>,
): Found | undefined {
  for (const value of evaluator.evaluate(host, place)) {
    if (value.kind !== 'structure' || value.expr.kind !== 'call') continue;
    const key = evaluator.keyAsked(value.expr, value.place);
    if (key === undefined) continue;
    const read = { facts: value.place.facts, range: value.expr.range, kind: 'read', name: key } as const;
    return open(key, at, [...value.hops, read]);
  }
  return undefined;
}

/** A variable that holds nothing, or words, for somebody to fill in: `host = ''`, `$Server = "YOUR SERVER"` far from its use. */
const isBlank = (value: TextValue): boolean =>
  value.hops.length > 0 && /^(?::\d+)?$|^[A-Za-z]+(?: [A-Za-z]+)+$/.test(wholeText(value)?.trim() ?? 'unknown');

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

/** The whole text is known, or a definition elsewhere gives it. */
const isSaid = (value: TextValue): boolean =>
  wholeText(value) !== undefined || value.segments.some((segment) => segment.kind === 'hole' && segment.hole.decided);

/** Look-ups that the hosts are the answers to, or that these leave open; else the use itself. */
function usesOf(
  match: Match,
  host: Expr,
  hosts: readonly Found[],
  holes: readonly Found[],
  facts: Facts,
): readonly Found[] {
  if (hosts.length === 0) return [];
  const asking = holes.filter(({ asked }) => asked !== undefined);
  const defaults = new Set(hosts.filter((one) => one.source === 'default').map((one) => one.ref));
  const open = asking.filter((one) => one.decided || !defaults.has(one.asked ?? null));
  const lines = new Set(hosts.filter((one) => one.facts === facts).map((one) => lineOf(facts, one.range)));
  const told = onePerLine(open.filter((one) => one.facts !== facts || !lines.has(lineOf(facts, one.range))));
  const isTold = open.some((one) => one.decided || isWithin(one, match, facts));
  return isTold ? told : [...told, ...useOf(match, host, hosts, facts)];
}

/** A use whose host another place decides is a place to know, too. */
function useOf(match: Match, host: Expr, hosts: readonly Found[], facts: Facts): Found[] {
  const first = hosts.find((found) => found.host !== null || found.partial);
  const range = match.anchor;
  const here = (found: Found): boolean =>
    isWithin(found, match, facts) || (found.facts === facts && lineOf(facts, found.range) === lineOf(facts, range));
  if (!first || first.hops.length === 0 || hosts.some(here)) return [];
  const ref = shownChain(host) ?? nameOnTheWay(first.hops) ?? match.key;
  return [{ ...open(ref, { facts, range }, first.hops), decided: true }];
}

/** Options given in several places are open in each of them; of what hides one place the first that has a name. */
function onePerLine(holes: readonly Found[]): Found[] {
  const byLine = new Map<number, Found>();
  for (const hole of holes) {
    const { line } = hole.facts.source.position(hole.range.start);
    const known = byLine.get(line);
    // What is open says more than what a definition fills.
    const isMore =
      known &&
      ((known.ref === null && hole.ref !== null) ||
        (known.decided && !hole.decided && hole.facts.program !== undefined));
    const told = !known || isMore || (hole.hidden && !known.hidden) ? hole : known;
    byLine.set(line, known && !saysAlike(known.parsed, hole.parsed) ? { ...told, parsed: undefined } : told);
  }
  return [...byLine.values()];
}

/** Whether the texts around two holes say the same: of `ssl://$host` on one way and `$host` on another nothing is known. */
const saysAlike = (one: ParsedRelay | undefined, other: ParsedRelay | undefined): boolean =>
  (one?.port ?? null) === (other?.port ?? null) && (one?.transport ?? 'unknown') === (other?.transport ?? 'unknown');

/** Texts of a value; lists give each of their items. */
function flattened(value: Value, evaluator: Evaluator, depth = 0): readonly TextValue[] {
  if (value.kind === 'text') return [value];
  const { expr, place } = value;
  if (expr.kind !== 'list' || depth > 2) return [];
  return expr.items.flatMap((item) =>
    evaluator
      .evaluate(item, place)
      .flatMap((inner) => flattened(inner, evaluator, depth + 1))
      .map((inner) => ({
        ...inner,
        hops: [...value.hops, ...inner.hops],
        guards: bothGuards(value.guards, inner.guards),
      })),
  );
}

const URL_KEY = /(?:ur[li]|dsn|endpoint)$/i;
/** Beside mail, web addresses stand under many keys. */
const SMTP_KEY = /smtp|relay|smart_?host/i;
const ADDRESS_KEY = /(?:addr(?:ess)?|e?mail|from|to)$/i;

/** `MAIL_URL=ops@acme.example`: a URL without a scheme, a password and a port is somebody's address. */
const ADDRESS = /^\s*[\w.+-]+@[\w.-]+\s*$/;

/** A guess by the name alone has to be spelled as it should be, for an address under `address` is mostly a mail address. */
function relaysOf(match: Match, text: string): readonly ParsedRelay[] {
  if (match.form === 'list') {
    const listed = parseRelayList(text, match.separators ?? /[;,\s]+/);
    return listed.length > 0 ? listed : relaysIn(text, false);
  }
  if (match.strict && ADDRESS_KEY.test(match.key)) return parseRelay(text);
  const last = match.key.split('.').at(-1) ?? '';
  if (URL_KEY.test(last) && ADDRESS.test(text)) return [];
  const found = relaysIn(text, URL_KEY.test(last) || (match.strict === true && !SMTP_KEY.test(last)));
  const isKnown = !match.strict || (SMTP_KEY.test(match.key) && /^[^\s/()]+$/.test(text));
  return found.length > 0 || !isKnown ? found : relaysNamedIn(text);
}

/** A text that holds a name and is none: what the program makes of it is not known. */
const isGarbled = (match: Match, value: TextValue): boolean => {
  const text = match.form === 'service' ? undefined : wholeText(value);
  return text !== undefined && /[\w-]\.[a-z]{2,}\b/i.test(text) && !/[/@\\]|^\s*[a-z][a-z0-9+.-]*:\s*$/i.test(text);
};

/** The hosts that a text names; none when it names no host or a hole hides it. */
function literals(match: Match, value: TextValue): Found[] {
  const { text, at, literalAt } = laidOut(value);
  if (match.form === 'service') return serviceFound(value, text);
  const providers = providerRelays(text).map((relay) => standsFor(relay, relay.provider, value));
  const isAll = providers.length > 0 && !/(?<![\w+])smtps?:\/\//i.test(text);
  const parsed = isAll ? [] : relaysOf(match, text);
  const hosts = parsed.flatMap((relay): Found[] => {
    const written = text.slice(relay.start, relay.end);
    const token = relay.host.includes(HOLE) ? undefined : tokenIn(written, value.facts);
    if (token !== undefined) return [filledIn(token, written, value, at(relay.start, relay.end))];
    if (relay.host === '' || relay.host.includes(HOLE) || NO_HOST.test(relay.host)) return [];
    if (match.strict && !looksLikeHost(comparableHost(relay.host))) return [];
    const range = at(relay.start, relay.end);
    const literal = literalAt(relay.start, relay.end);
    return [
      {
        host: relay.host,
        facts: range.facts,
        range: range.range,
        source: value.fallbackOf ? 'default' : 'literal',
        ref: value.fallbackOf === undefined ? null : shownName(value.fallbackOf),
        hops: value.hops,
        guards: value.guards,
        parsed: relay,
        ...(literal && !literal.text.computed
          ? { written: writtenParts(relay, literal.text, literal.facts, literal.from) }
          : {}),
      },
    ];
  });
  return [...providers, ...hosts];
}

/** Capitals joined by underscores, which no host name has (RFC 1123, 2.1): an installer fills them in. */
const TOKEN = /^(?:[A-Z][A-Z\d]*(?:_[A-Z\d]+)+|__[A-Za-z][A-Za-z\d]*(?:_[A-Za-z\d]+)*__)$/;
/** A shell fills in `$NAME`, a program `{name}`, where the reader of the file sees nothing but text. */
const FILLED = /\$\{?(?<name>[A-Za-z_]\w*)\}?/;
const FORMATTED = /^\{(?<name>[A-Za-z_]\w*)\}$/;

/** What the text of a host waits for, if it is not the host itself. */
function tokenIn(host: string, facts: Facts): string | undefined {
  if (TOKEN.test(host)) return looksLikePlaceholder(host) && !host.startsWith('__') ? undefined : host;
  return (FILLED.exec(host) ?? (facts.program ? FORMATTED.exec(host) : null))?.groups?.name;
}

const filledIn = (token: string, host: string, value: TextValue, where: { facts: Facts; range: Range }): Found => ({
  ...open(token, where, value.hops),
  ...(TOKEN.test(host) || FORMATTED.test(host) || FILLED.exec(host)?.[0] === host ? {} : { partial: true }),
});

/** Words that configuration writes for nothing at all. */
const NO_HOST = /^(null|direct|blank|\(null\)|nil|none|undefined|false|true|empty|\(empty\)|unset|disabled|no|0)$/;

function serviceFound(value: TextValue, text: string): Found[] {
  const service = serviceOf(text);
  if (!service) return [];
  const found = standsFor(
    {
      host: service.host,
      start: 0,
      end: text.length,
      port: service.port,
      transport: service.secure ? 'implicit' : 'unknown',
      user: false,
      password: false,
      bracketed: false,
    },
    text,
    value,
  );
  const host = writtenWhole(value);
  return [{ ...found, ...(host ? { written: { host, ports: [], tls: [] } } : {}) }];
}

/** A relay that a name stands for. */
function standsFor(parsed: ParsedRelay, name: string, value: TextValue): Found {
  const { facts, range } = laidOut(value).at(parsed.start, parsed.end);
  const { hops, guards } = value;
  return { host: parsed.host, facts, range, source: 'service', ref: name, hops, guards, parsed };
}

/** What hides the host of a text, if something does. */
function hidden(match: Match, value: TextValue, facts: Facts): Found[] {
  const { hole, partial, parsed } = hostHole(match, value) ?? {};
  if (!hole) return [];
  // No host, said in place, is none. A field that is empty at first is filled by somebody else.
  if (hole.note === 'null' && value.hops.length === 0) return [];
  const ref = hole.note === 'null' ? match.key : hole.note;
  const read = { facts: hole.facts, range: hole.range, kind: 'read', name: ref } as const;
  // A host that is joined of parts stands where they are joined.
  const isJoined = partial && value.hops.some(({ kind }) => kind === 'configured');
  const at = isJoined ? value : { facts, range: whereOpen(match, value, facts) };
  const decided = hole.decided && !partial;
  return [
    {
      ...open(ref, at, [...value.hops, read]),
      parsed,
      guards: value.guards,
      ...(partial ? { partial } : {}),
      ...(hole.asked ? { asked: hole.asked.path.join('.') } : {}),
      ...(decided ? { decided } : {}),
      ...(value.segments.some((one) => one.kind === 'hole' && one.hole.hidden) ? { hidden: true } : {}),
    },
  ];
}

/** Whether a hop is to an option of an object, in place or set later. */
const givesOption = ({ kind, name }: Hop): boolean =>
  kind === 'given' || (kind === 'set' && name.includes('.') && !name.startsWith('this.'));

/** The use is in a function that is passed the host itself: `def connect(host): SMTP(host)`, by whatever call. */
const isOwnParameter = ({ host }: Match, { hops: [first] }: TextValue): boolean =>
  host?.kind === 'ref' && first?.kind === 'passed' && first.name === host.name;

/** Where in this file the host is asked for: the option that the use is given, or the expression itself. */
function whereOpen(match: Match, value: TextValue, facts: Facts): Range {
  const chain = match.host ? chainOf(match.host) : undefined;
  // What makes the object whose field holds the options is not their use: `Sender{conf: c}` far from `s.conf.Host`.
  const isHolder = ({ name }: Hop): boolean => chain?.[0] === 'this' && name !== chain.at(-1);
  const given = value.hops.find((hop) => hop.facts === facts && givesOption(hop) && !isHolder(hop));
  if (given && !isOwnParameter(match, value)) {
    const isPart =
      value.facts === facts && value.range.start >= given.range.start && value.range.end <= given.range.end;
    return isPart ? value.range : given.range;
  }
  return value.hops.length === 0 && value.facts === facts ? value.range : match.anchor;
}

/** What a text says around an open host; before an `@` stands a user only in a URL. */
const around = (hiding: ParsedRelay): ParsedRelay =>
  hiding.scheme ? hiding : { ...hiding, user: false, password: false };

/** What is open in a host, and what the text says around it: `smtps://${user}@${host}:465`. */
interface HostHole {
  readonly hole?: Hole;
  readonly partial: boolean;
  readonly parsed: ParsedRelay | undefined;
}

function hostHole(match: Match, value: TextValue): HostHole | undefined {
  const { text } = laidOut(value);
  if (!text.includes(HOLE)) return undefined;
  const parsed = relaysOf(match, text);
  const hiding = parsed.find((relay) => relay.host.includes(HOLE));
  if (parsed.length > 0 && !hiding) return undefined;
  const holes = value.segments.flatMap((segment) => (segment.kind === 'hole' ? [segment.hole] : []));
  const before = hiding ? (text.slice(0, hiding.start).match(new RegExp(HOLE, 'g'))?.length ?? 0) : 0;
  const hole = holes[before] ?? holes[0];
  return {
    ...(hole ? { hole } : {}),
    partial: hiding !== undefined && hiding.host !== HOLE,
    parsed: hiding && around(hiding),
  };
}
