/** Adds up what the evidence shows: for each source and each server, how much, when, and where it stands. */
import type { Attempt, Endpoint, Journal, Place, Source, Strength } from './model.ts';
import { STRENGTHS } from './model.ts';
import { isMailboxServer } from './providers.ts';

/** Milliseconds since 1970. */
export interface Span {
  first: number | null;
  last: number | null;
}

/** What one source gave to one server. */
export interface Tally extends Span {
  readonly source: Source;
  readonly endpoint: Endpoint;
  /** Recipients. */
  delivered: number;
  deferred: number;
  failed: number;
  /** Of these, recipients of mail that was queued before the change. */
  readonly before: { delivered: number; deferred: number; failed: number };
  /** When its messages came into the queue. */
  readonly queued: Span;
  /** Recipients whose domain is the server's own: it may be their mail server, and no relay. */
  atRecipients: number;
  strength: Strength;
  /** The first line that shows it, and the last. */
  readonly at: Place;
  until: Place;
}

export interface Note {
  readonly what: string;
  readonly time: number | null;
  readonly place: Place;
}

export interface Problem {
  readonly message: string;
  readonly place: Place;
  readonly failed: boolean;
}

export interface Ledger extends Journal {
  readonly tallies: () => readonly Tally[];
  readonly reloads: readonly Note[];
  readonly losses: readonly Note[];
  readonly problems: readonly Problem[];
  readonly counts: { readonly local: number };
  /** What became of messages that were asked for beforehand by their Message-ID, as the logs show it. */
  readonly confirmed: ReadonlyMap<string, readonly Pick<Attempt, 'endpoint' | 'outcome'>[]>;
}

/** Sources and servers beyond these are added up together. */
const MOST_TALLIES = 50_000;
const MOST_NOTES = 1000;
const OTHERS: Source = { host: null, program: '(others)', client: null, user: null, from: null };

export interface LedgerOptions {
  /** Mail that was queued before this time is told apart. */
  readonly changedAt?: number;
  /** Attempts before, or from this time on, are left out; those without a time are not. */
  readonly from?: number;
  readonly until?: number;
  /** Message-IDs whose attempts are to be told. */
  readonly asked?: ReadonlySet<string>;
}

export function createLedger({ changedAt, from, until, asked }: LedgerOptions = {}): Ledger {
  /** By source, then by server: an attempt's key is put together once a source, and servers are few. */
  const tallies = new Map<string, Map<string, Tally>>();
  let count = 0;
  const reloads: Note[] = [];
  const losses: Note[] = [];
  const problems: Problem[] = [];
  const counts = { local: 0 };
  const confirmed = new Map<string, Pick<Attempt, 'endpoint' | 'outcome'>[]>();

  const tallyOf = (attempt: Attempt): Tally => {
    const key = sourceKey(attempt.source);
    let bySource = tallies.get(key);
    const server = endpointKey(attempt.endpoint);
    const known = bySource?.get(server);
    if (known) return known;
    if (count >= MOST_TALLIES && attempt.source !== OTHERS) return tallyOf({ ...attempt, source: OTHERS });
    if (!bySource) {
      bySource = new Map();
      tallies.set(key, bySource);
    }
    count += 1;
    const tally: Tally = {
      source: attempt.source,
      endpoint: attempt.endpoint,
      delivered: 0,
      deferred: 0,
      failed: 0,
      before: { delivered: 0, deferred: 0, failed: 0 },
      queued: { first: null, last: null },
      atRecipients: 0,
      strength: attempt.strength,
      at: attempt.place,
      until: attempt.place,
      first: null,
      last: null,
    };
    bySource.set(server, tally);
    return tally;
  };

  return {
    tallies: () => [...tallies.values()].flatMap((bySource) => [...bySource.values()]),
    reloads,
    losses,
    problems,
    counts,
    confirmed,
    attempt(attempt) {
      const { outcome, recipients, time, queued, endpoint, domain, again } = attempt;
      if (time !== null && ((from !== undefined && time < from) || (until !== undefined && time >= until))) return;
      const tally = tallyOf(attempt);
      if (again !== true) {
        tally[outcome] += recipients;
        if (wasWaiting(queued, time, changedAt)) tally.before[outcome] += recipients;
        if (attempt.direct || (domain !== null && isOwnServer(endpoint.host, domain))) tally.atRecipients += recipients;
      }
      if (STRENGTHS.indexOf(attempt.strength) < STRENGTHS.indexOf(tally.strength)) tally.strength = attempt.strength;
      tally.until = attempt.place;
      widen(tally, time);
      widen(tally.queued, queued);
      const { messageId } = attempt;
      if (messageId !== null && asked?.has(messageId))
        confirmed.set(messageId, [...(confirmed.get(messageId) ?? []).slice(0, 20), { endpoint, outcome }]);
    },
    local: (recipients) => {
      counts.local += recipients;
    },
    reloaded: (time, host, place) => {
      if (reloads.length < MOST_NOTES) reloads.push({ what: host ?? '', time, place });
    },
    lost: (what, time, place) => {
      if (losses.length < MOST_NOTES) losses.push({ what, time, place });
    },
    problem: (message, place, failed = false) => {
      if (problems.length < MOST_NOTES) problems.push({ message, place, failed });
    },
  };
}

/**
 * In the queue at the time of the change. What left before it is no such mail: it shows the way of its own time. A list of
 * what waits does not say when it was tried, but it is not new.
 */
export const wasWaiting = (queued: number | null, time: number | null, changedAt: number | undefined): boolean =>
  changedAt !== undefined && queued !== null && queued <= changedAt && (time === null || time > changedAt);

/** What tells sources apart. */
export const sourceKey = ({ host, program, client, user, from }: Source): string =>
  `${host ?? ''}\n${program ?? ''}\n${client ?? ''}\n${user ?? ''}\n${from ?? ''}`;

/** Readers give the same object for the same server where they can. */
const keys = new WeakMap<Endpoint, string>();

function endpointKey(endpoint: Endpoint): string {
  const known = keys.get(endpoint);
  if (known !== undefined) return known;
  const key = `${endpoint.host}\n${endpoint.ip}\n${endpoint.port}\n${endpoint.connector}`;
  keys.set(endpoint, key);
  return key;
}

export function widen(span: Span, time: number | null): void {
  if (time === null) return;
  if (span.first === null || time < span.first) span.first = time;
  if (span.last === null || time > span.last) span.last = time;
}

/** Whether a server is the recipients' own, by its name: then no relay was used. */
export function isOwnServer(host: string | null, domain: string): boolean {
  if (host === null) return false;
  return host === domain || host.endsWith(`.${domain}`) || isMailboxServer(host);
}
