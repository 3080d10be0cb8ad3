/** What the reports of evidence share: their input, and the words for counts, times and ways. */

import type { Hop } from '../evidence/messages/hop.ts';
import type { Endpoint, Source, Strength } from '../evidence/model.ts';
import type { Counts, Seen } from '../evidence/relays.ts';
import type { Coverage } from '../evidence/repository.ts';
import type { Trace } from '../evidence/trace.ts';
import type { Finding } from '../model/finding.ts';
import { thousands } from '../model/thousands.ts';

export interface TraceReport {
  readonly trace: Trace;
  readonly findings: readonly Finding[];
  /** What a scan of `--repo` says beside it. */
  readonly repository: { readonly path: string; readonly coverage: Coverage; readonly complete: boolean } | undefined;
  /** Path of the policy, or null when there is none. */
  readonly policy: string | null;
  readonly judges: boolean;
  readonly complete: boolean;
}

/** Seconds are what logs have; parts of them only where the log had them. */
export const isoTime = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z');

/** `2026-11-23 22:35:10` */
export const shownTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

export function shownSpan({ first, last }: { readonly first: number | null; readonly last: number | null }): string {
  if (first === null || last === null) return 'at an unknown time';
  const [from, to] = [shownTime(first), shownTime(last)];
  if (from === to) return from;
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

export function shownCounts({ deliveries, deferred, failed }: Counts): string {
  const parts = [
    `${thousands(deliveries)} delivered`,
    ...(deferred > 0 ? [`${thousands(deferred)} deferred`] : []),
    ...(failed > 0 ? [`${thousands(failed)} failed`] : []),
  ];
  return parts.join(', ');
}

/** What the evidence is worth, in words. */
export const STRENGTH_WORDS: Readonly<Record<Strength, string>> = {
  relay: "the relay's own record",
  sender: "the sending server's log",
  recipient: 'the receiving server wrote it',
  claim: 'claimed by an earlier server',
  client: "a client's debug log",
  configuration: 'configuration only',
};

/** `web01 → billing · postfix on app01 · example.org` */
export function shownSource({ host, program, client, user, from }: Source): string {
  const machine = [program, host === null ? null : `on ${host}`].filter((part) => part !== null).join(' ');
  const parts = [client, user, machine === '' ? null : machine, from === '<>' ? 'bounces' : from];
  const words = parts.filter((part) => part !== null).join(' · ');
  return words === '' ? 'a source that the evidence does not name' : words;
}

export const shownEndpoint = ({ host, ip, port }: Endpoint): string => {
  const name = host ?? ip ?? '';
  const address = host !== null && ip !== null ? ` [${ip}]` : '';
  return `${name}${address}${port === null ? '' : `:${port}`}`;
};

/** `0.4 s`, `12 min`, `3 d`; a minus when it runs backwards. */
export function shownDelay(delay: number | null): string {
  if (delay === null) return '';
  const seconds = Math.abs(delay) / 1000;
  const words =
    seconds < 10
      ? `${Math.round(seconds * 10) / 10} s`
      : seconds < 120
        ? `${Math.round(seconds)} s`
        : seconds < 7200
          ? `${Math.round(seconds / 60)} min`
          : seconds < 172_800
            ? `${Math.round(seconds / 3600)} h`
            : `${Math.round(seconds / 86_400)} d`;
  return delay < 0 ? `-${words}` : `+${words}`;
}

/** Who handed over, as the receiving server saw it. */
export function shownClient({ rdns, helo, ip, note, internal }: Hop): string {
  const name = rdns ?? helo;
  if (name === null && ip === null) return note === null ? (internal ? 'within' : '?') : note;
  return `${name ?? ''}${ip === null ? '' : `${name === null ? '' : ' '}[${ip}]`}`;
}

export const hasCounts = ({ deliveries, deferred, failed }: Counts): boolean => deliveries + deferred + failed > 0;

/** More than a delivery was seen, or tried. */
export const byUse = (a: Seen, b: Seen): number =>
  b.deliveries + b.deferred + b.failed - (a.deliveries + a.deferred + a.failed);
