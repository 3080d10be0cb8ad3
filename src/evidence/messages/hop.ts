/** One handing-over as a `Received:` field shows it, and what speaks against it. */
import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../../relays/known.ts';
import type { Place } from '../model.ts';
import { providerOf } from '../providers.ts';
import type { Received } from './received.ts';

export type Mark =
  /** The field is no `Received:` that could be understood. */
  | 'unreadable'
  /** It is dated after a server that had the message later, by more than clocks differ. */
  | 'out of order'
  /** The server above took the message from somebody else: a claim that nothing bears out, perhaps forged. */
  | 'unconnected'
  /** It stands below one that is unconnected, so it is no better. */
  | 'below a break';

export interface Hop extends Received {
  readonly place: Place;
  /** Within one machine, or into its queue: no handing-over from server to server. */
  readonly internal: boolean;
  /** Milliseconds since the hop before; null when one of them has no time. */
  readonly delay: number | null;
  readonly marks: readonly Mark[];
}

/** What no server bears out. */
export const isClaim = ({ marks }: Hop): boolean =>
  marks.includes('unreadable') || marks.includes('unconnected') || marks.includes('below a break');

/** RFC 1918, RFC 4193 and link-local addresses: they mean a machine only within their own network. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

export const isPrivate = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** `RFC 3848` names the kinds; `mapi` is Exchange's own mailbox submission. */
const WITHIN = /^(local|lmtps?a?|mapi|local-\w+|utf8local|pipe|http|https|web|nntp|uucp)$/i;

/** Whether the field tells of something within one machine. */
export function isInternal({ helo, rdns, ip, by, protocol }: Received): boolean {
  if (protocol !== null && WITHIN.test(protocol)) return true;
  if (helo === null && rdns === null && ip === null) return true;
  // `from root (uid 0)`: a user's name, where a program took the message from a process.
  if (ip === null && rdns === null && helo !== null && !helo.includes('.') && !/smtp/i.test(protocol ?? ''))
    return true;
  if (ip !== null) return isLoopback(ip) || (by !== null && (rdns === by || helo === by) && isPrivate(ip));
  return by !== null && (helo === by || (helo !== null && isLoopback(helo)));
}

/** A message that a process handed in: no server had it before. */
const isPickup = ({ helo, rdns, ip, by, protocol, note }: Received): boolean =>
  by !== null && ip === null && rdns === null && (helo === null ? note !== null : /^local$/i.test(protocol ?? ''));

/** Countries' own second levels: `example.co.uk` is the domain, not `co.uk`. */
const SECOND_LEVELS = /^(ac|co|com|edu|gob|gov|go|ltd|me|mil|ne|net|nom|or|org|plc|sch)$/;

/** What belongs to one owner, most likely: the last two labels of a name, three below a country's own second level. */
export function ownerOf(host: string): string {
  const labels = host.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const size = top.length === 2 && SECOND_LEVELS.test(second) ? 3 : 2;
  return labels.slice(-size).join('.');
}

export const sameOwner = (a: string, b: string): boolean =>
  a === b || (a.includes('.') && b.includes('.') && isIP(a) === 0 && isIP(b) === 0 && ownerOf(a) === ownerOf(b));

export function sameProvider(a: string, b: string): boolean {
  const provider = providerOf(a);
  return sameOwner(a, b) || (provider !== undefined && provider === providerOf(b));
}

/** Whether the upper field's client can be the server that wrote the lower one. What is not said cannot differ. */
export function connects(lower: Received, upper: Received, isSame: (a: string, b: string) => boolean): boolean {
  const { by } = lower;
  // Into the queue from a process of the same machine: only that machine can have had it before.
  if (isPickup(upper)) return by === null || upper.by === null || by === upper.by;
  const names = [upper.rdns, upper.helo]
    .filter((name) => name !== null)
    .filter((name) => name.includes('.') && isIP(name) === 0);
  if (by === null || !by.includes('.') || names.length === 0 || isIP(by) !== 0) return true;
  if (upper.ip !== null && (isLoopback(upper.ip) || isPrivate(upper.ip))) return true;
  return names.some((name) => sameProvider(name, by) || isSame(name, by) || isLoopback(name));
}
