/** The relays of a document: what the repository says of each, beside what the evidence shows. */
import type { Verdict } from '../model/setting.ts';
import { relayName } from '../relays/known.ts';
import { VERDICTS } from '../report/report.ts';
import type { Route } from './document.ts';
import type { Evidence, SeenRelay } from './evidence.ts';

/** What a policy knows of a relay's names. */
export interface RelayNames {
  /** The name under which the policy speaks of the host; the host itself when it lists it under no other. */
  readonly mainName: (host: string) => string;
  /** Whether the policy lists it as legacy. */
  readonly isLegacy: (host: string) => boolean;
  /** `host` or `host:port`; null where the policy names none. */
  readonly replacementOf: (host: string) => string | null;
}

/** What handed-over mail shows of a relay. */
export interface Seen {
  /** Delivered recipients. */
  readonly deliveries: number;
  readonly deferred: number;
  readonly failed: number;
  /** As the evidence has them, ISO 8601 where it says so. */
  readonly first: string | null;
  readonly last: string | null;
}

export type Status = 'configured' | 'configured and seen' | 'configured, not seen' | 'seen, not configured';

export interface RelayRow {
  readonly host: string;
  /** Other names and addresses of it that were found or seen. */
  readonly also: readonly string[];
  /** Whose relay it is, where that is known. */
  readonly knownAs: string | null;
  readonly verdict: Verdict;
  readonly replacement: string | null;
  /** How many routes lead to it. */
  readonly routes: number;
  readonly status: Status;
  readonly seen: Seen | null;
}

interface Gathered {
  readonly names: Set<string>;
  readonly verdicts: Set<Verdict>;
  routes: number;
  readonly seen: SeenRelay[];
}

/** The worst first, then by name. */
export function relayRows(
  routes: readonly Route[],
  evidence: Evidence | undefined,
  names: RelayNames,
): readonly RelayRow[] {
  const all = new Map<string, Gathered>();
  const of = (name: string): Gathered => {
    const known = all.get(name);
    if (known) return known;
    const fresh = { names: new Set<string>(), verdicts: new Set<Verdict>(), routes: 0, seen: [] };
    all.set(name, fresh);
    return fresh;
  };
  for (const { host, verdict } of routes) {
    if (host === null) continue;
    const relay = of(names.mainName(host));
    relay.names.add(host);
    relay.verdicts.add(verdict);
    relay.routes += 1;
  }
  for (const seen of evidence?.relays ?? []) {
    const known = seenAs(seen).map(names.mainName);
    const relay = of(known.find((name) => all.has(name)) ?? known[0] ?? 'unknown');
    for (const name of seenAs(seen)) relay.names.add(name);
    relay.verdicts.add(seenVerdict(seen, names));
    relay.seen.push(seen);
  }
  return [...all]
    .map(([host, gathered]) => rowOf(host, gathered, evidence !== undefined, names))
    .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || (a.host < b.host ? -1 : 1));
}

/** The policy of today has the first word, then the one by which the evidence was judged. */
function seenVerdict(seen: SeenRelay, names: RelayNames): Verdict {
  if (seenAs(seen).some(names.isLegacy)) return 'legacy';
  return seen.verdict ?? 'unapproved';
}

const seenAs = ({ host, ip, names }: SeenRelay): readonly string[] =>
  [host, ip, ...names].flatMap((name) => name ?? []);

function rowOf(host: string, gathered: Gathered, evidence: boolean, names: RelayNames): RelayRow {
  const { verdicts, routes, seen } = gathered;
  return {
    host,
    also: [...gathered.names].filter((name) => name !== host).sort(),
    knownAs: relayName(host) ?? null,
    verdict: VERDICTS.find((verdict) => verdicts.has(verdict)) ?? 'unresolved',
    replacement: verdicts.has('legacy') ? names.replacementOf(host) : null,
    routes,
    status: statusOf(routes > 0, seen.length > 0, evidence),
    seen: seen.length > 0 ? together(seen) : null,
  };
}

function statusOf(configured: boolean, seen: boolean, evidence: boolean): Status {
  if (!configured) return 'seen, not configured';
  if (!evidence) return 'configured';
  return seen ? 'configured and seen' : 'configured, not seen';
}

function together(all: readonly SeenRelay[]): Seen {
  const sum = (of: (one: SeenRelay) => number): number => all.reduce((total, one) => total + of(one), 0);
  const times = (of: (one: SeenRelay) => string | null): readonly string[] =>
    all.flatMap((one) => of(one) ?? []).sort();
  return {
    deliveries: sum(({ deliveries }) => deliveries),
    deferred: sum(({ deferred }) => deferred),
    failed: sum(({ failed }) => failed),
    first: times(({ first }) => first)[0] ?? null,
    last: times(({ last }) => last).at(-1) ?? null,
  };
}
