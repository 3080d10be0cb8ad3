/** From servers, as the evidence names them, to relays: one entry for all names and addresses of one. */
import type { Verdict } from '../model/setting.ts';
import type { LegacyRelay } from '../policy/policy.ts';
import type { KnownRelays } from './known-relays.ts';
import { type Span, sourceKey, type Tally, widen } from './ledger.ts';
import { ownerOf } from './messages/hop.ts';
import { type Place, type Source, STRENGTHS, type Strength } from './model.ts';
import { senderOf } from './providers.ts';

export interface Counts {
  /** Recipients whose mail the server took. */
  readonly deliveries: number;
  /** Recipients whose mail has to wait, each once. */
  readonly deferred: number;
  readonly failed: number;
}

export interface Seen extends Counts {
  /** Milliseconds since 1970. */
  readonly first: number | null;
  readonly last: number | null;
  readonly strength: Strength;
  /** The first line that shows it. */
  readonly evidence: Place;
}

export interface SeenRelay extends Seen {
  /** The policy's name for it, or the name, address or connector that the evidence has. */
  readonly host: string;
  readonly ip: string | null;
  /** The one that was used most. */
  readonly port: number | null;
  /** All that the evidence calls it, sorted. */
  readonly names: readonly string[];
  readonly ports: readonly number[];
  readonly verdict: Verdict;
  readonly legacy: LegacyRelay | undefined;
  /** The name or address by which it is known as legacy, when the evidence calls it otherwise. */
  readonly through: string | undefined;
}

export interface SeenSource extends Seen, Source {
  /** The relay's `host`; null where mail went straight to the recipients' servers. */
  readonly relay: string | null;
  readonly verdict: Verdict;
  /** Of these, recipients of mail that was queued before the change. */
  readonly before: Counts;
  /** When its mail came into the queue. */
  readonly queued: Readonly<Span>;
}

export interface Grouped {
  readonly relays: readonly SeenRelay[];
  readonly sources: readonly SeenSource[];
  /** Mail that went to the recipients' own servers, past every relay. */
  readonly direct: (Seen & { readonly servers: number }) | null;
  /** Attempts that got to no server, where the log does not say which was meant. */
  readonly unattributed: Counts;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const total = ({ delivered, deferred, failed }: Tally): number => delivered + deferred + failed;

export function groupTallies(tallies: readonly Tally[], known: KnownRelays): Grouped {
  const namesByAddress = namesOf(tallies);
  const groups = new Map<string, { readonly tallies: Tally[]; readonly host: string }>();
  const straight: Tally[] = [];
  const lost: Tally[] = [];
  for (const tally of tallies) {
    const host = identityOf(tally, known, namesByAddress);
    if (host === undefined) lost.push(tally);
    else if (isDirect(tally, known)) straight.push(tally);
    else {
      const group = groups.get(host);
      if (group) group.tallies.push(tally);
      else groups.set(host, { tallies: [tally], host });
    }
  }
  const relays = [...groups.values()].map((group) => relayOf(group.host, group.tallies, known));
  const verdicts = new Map(relays.map(({ host, verdict }) => [host, verdict]));
  const sources = [
    ...[...groups].flatMap(([host, group]) => sourcesOf(group.tallies, host, verdicts.get(host) ?? 'unresolved')),
    ...sourcesOf(straight, null, 'unapproved'),
  ];
  return {
    relays: relays.sort((a, b) => compare(a.host, b.host)),
    sources: sources.sort(bySource),
    direct:
      straight.length === 0
        ? null
        : { ...seenOf(straight), servers: new Set(straight.map(({ endpoint }) => endpoint.host ?? endpoint.ip)).size },
    unattributed: countsOf(lost),
  };
}

/** Names that servers of an address have in the evidence. */
function namesOf(tallies: readonly Tally[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { endpoint } of tallies) {
    if (endpoint.ip === null || endpoint.host === null) continue;
    const known = names.get(endpoint.ip);
    if (known) known.add(endpoint.host);
    else names.set(endpoint.ip, new Set([endpoint.host]));
  }
  return names;
}

const calledIn = ({ endpoint: { host, ip } }: Tally): readonly string[] => [host, ip].filter((name) => name !== null);

/** What the relay is called: the policy's name, the name that was seen, the one name of the address, the address. */
function identityOf(
  tally: Tally,
  known: KnownRelays,
  names: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const { host, ip, connector } = tally.endpoint;
  const { legacy } = known.judge(calledIn(tally));
  if (legacy && !/[*/]/.test(legacy.host)) return legacy.host;
  // A provider has many servers, and the next message takes another of them.
  if (host !== null) return senderOf(host) === undefined ? host : ownerOf(host);
  if (ip !== null) {
    const called = names.get(ip);
    const [only] = called ?? [];
    return called?.size === 1 && only !== undefined ? only : ip;
  }
  return connector === undefined ? undefined : `connector ${connector}`;
}

/** A server that the policy names is a relay, whoever's mail it takes. */
const isDirect = (tally: Tally, known: KnownRelays): boolean =>
  tally.atRecipients * 2 > total(tally) && calledIn(tally).every((name) => known.named(name) === undefined);

function relayOf(host: string, tallies: readonly Tally[], known: KnownRelays): SeenRelay {
  const names = [...new Set(tallies.flatMap(calledIn))].sort();
  const judged = known.judge(names);
  const ports = tally(tallies, ({ endpoint }) => endpoint.port);
  const addresses = tally(tallies, ({ endpoint }) => endpoint.ip);
  return {
    host,
    ip: addresses[0] ?? null,
    port: ports[0] ?? null,
    names,
    ports: [...ports].sort((a, b) => a - b),
    ...seenOf(tallies),
    verdict: judged.verdict,
    legacy: judged.legacy,
    through: judged.through,
  };
}

/** What is there, most used first. */
function tally<T>(tallies: readonly Tally[], keyOf: (tally: Tally) => T | null): readonly T[] {
  const sums = new Map<T, number>();
  for (const one of tallies) {
    const key = keyOf(one);
    // What was delivered says more than any number of attempts.
    if (key !== null) sums.set(key, (sums.get(key) ?? 0) + one.delivered * 1e6 + total(one));
  }
  return [...sums].sort((a, b) => b[1] - a[1] || compare(String(a[0]), String(b[0]))).map(([key]) => key);
}

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((all, one) => all + of(one), 0);

const countsOf = (tallies: readonly Tally[]): Counts => ({
  deliveries: sum(tallies, ({ delivered }) => delivered),
  deferred: sum(tallies, ({ deferred }) => deferred),
  failed: sum(tallies, ({ failed }) => failed),
});

function seenOf(tallies: readonly Tally[]): Seen {
  const span: Span = { first: null, last: null };
  for (const { first, last } of tallies) {
    widen(span, first);
    widen(span, last);
  }
  const [earliest] = [...tallies].sort(
    (a, b) => (a.first ?? Infinity) - (b.first ?? Infinity) || compare(a.at.path, b.at.path) || a.at.line - b.at.line,
  );
  return {
    ...countsOf(tallies),
    ...span,
    strength: STRENGTHS.find((strength) => tallies.some((one) => one.strength === strength)) ?? 'claim',
    evidence: earliest?.at ?? { path: '', line: 0 },
  };
}

function sourcesOf(tallies: readonly Tally[], relay: string | null, verdict: Verdict): readonly SeenSource[] {
  const groups = new Map<string, Tally[]>();
  for (const one of tallies) {
    const key = sourceKey(one.source);
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const queued: Span = { first: null, last: null };
    for (const one of group) {
      widen(queued, one.queued.first);
      widen(queued, one.queued.last);
    }
    return [
      {
        ...first.source,
        relay,
        verdict,
        ...seenOf(group),
        before: {
          deliveries: sum(group, ({ before }) => before.delivered),
          deferred: sum(group, ({ before }) => before.deferred),
          failed: sum(group, ({ before }) => before.failed),
        },
        queued,
      },
    ];
  });
}

const bySource = (a: SeenSource, b: SeenSource): number =>
  compare(sourceKey(a), sourceKey(b)) || compare(a.relay ?? '', b.relay ?? '');
