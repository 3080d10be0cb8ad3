/**
 * Whether a proxy, a tunnel or a rule of a firewall hands mail on to a relay, as against to a mail server that it stands
 * before. Both have the ports of mail; what tells them apart is what people call them, who may connect, and where they lead.
 */
import { isIP } from 'node:net';
import type { Awaits } from '../../src/model/setting.ts';
import { isLoopback, relayName } from '../../src/relays/known.ts';

/** One way through a proxy: what connects there ends up at the target. */
export interface Forward {
  /** The names of what holds the target, the nearest first: the backend, then the frontends that use it. */
  readonly names: readonly string[];
  /** Where it waits, as written: `127.0.0.1:2525`, `*:25`, `25`; none where nothing says. */
  readonly listens: readonly string[];
  /** The target's host and port, as written; without a port it is the listener's. */
  readonly host: string;
  readonly port?: string | undefined;
  /** It tells the target who connected (PROXY protocol): only a server of one's own believes that. */
  readonly toOwnServer?: boolean;
  /** Who connects is in the same machine or network. */
  readonly fromInside?: boolean;
}

/** Ports and services of mail that is handed in (services(5), RFC 8314), and those that relays have beside them. */
const MAIL_PORT = /^(?:25|26|465|587|588|2465|2525|2526|2587|e?smtps?|ssmtp|submissions?)$/;

export const isMailPort = (port: string | undefined): boolean => port !== undefined && MAIL_PORT.test(port);

/** The words of a name, and those that people write without a space: `mailout`, `smtpin`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);

const OUT =
  /^(?:(?:e?smtps?|e?mail|mta|port|relay)?(?:out|outbound|outgoing|egress|relays?|relayhosts?|smarthosts?|providers?|sending)|relaying)$/;
const IN =
  /^(?:(?:e?smtps?|e?mail|mta)?(?:in|inbound|incoming|ingress)|mxs?|imaps?|pops?|lmtp|sieve|receiv(?:e|er|ing)|postscreen)$/;

const says = (word: RegExp, name: string): boolean => wordsOf(name).some((one) => word.test(one));

/** What the names say, the nearest first; undefined where none says anything. */
function saidBy(names: readonly string[]): 'in' | 'out' | undefined {
  for (const name of names) {
    if (says(IN, name)) return 'in';
    if (says(OUT, name)) return 'out';
  }
  return undefined;
}

/** Whether names say that mail comes in there. */
export const leadsIn = (names: readonly string[]): boolean => saidBy(names) === 'in';

/** Names that only the own network resolves: mostly of servers of one's own. */
const INTERNAL = /\.(?:internal|local|localdomain|lan|home|corp|intranet|consul|cluster\.local|svc)\.?$|^[^.]*$/i;

/** RFC 1918, RFC 6598, RFC 4193 */
export const PRIVATE =
  /^\[?(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][\da-f]{2}:)/i;

/** A container or machine of the same network, which nothing but its network gives an address. */
const BESIDE = /^[A-Za-z][^.:]*$/;

/** A target that is filled in: the variable's name says what it is. */
const VARIABLE = /^\[?\$\{?([A-Za-z_]\w*)/;

/** A listener that only programs of the same machine reach. */
const OF_THE_MACHINE = /^(?:127\.|localhost\b|\[?::1\]?:)/i;

const portOf = (listener: string): string => /(?:^|:)([\w-]+)$/.exec(listener)?.[1] ?? '';

/**
 * Where a forward waits of which only a use of it can tell that it carries mail out; undefined for one that leads to the own
 * machine. One that mail is said to come in at leads to a server of one's own where that is a container beside it, or in the own
 * network and told who connects, if it waits for more than the machine itself: then it counts only for a legacy relay. Anywhere else neither the name nor the PROXY protocol
 * counts: both are as easily written before a relay.
 */
export function awaitsOf({ names, listens, host, port, toOwnServer }: Forward): Awaits | undefined {
  const ports = listens.map(portOf).filter((one) => one !== '');
  const isMail = ports.some(isMailPort) || (ports.length === 0 && isMailPort(port));
  if (!isMail || host === '' || isLoopback(host)) return undefined;
  const isNamedIn = saidBy(names) === 'in' || says(IN, host.split('.')[0] ?? '');
  // Nothing comes in from elsewhere where only programs of the machine connect.
  const isForMachine = listens.length > 0 && listens.every((one) => OF_THE_MACHINE.test(one));
  const isOwnServer =
    ((isNamedIn || toOwnServer) && BESIDE.test(host)) ||
    (!isForMachine && isNamedIn && toOwnServer === true && (PRIVATE.test(host) || INTERNAL.test(host)));
  return { ports, services: [], ...(isOwnServer ? { isOwnServer } : {}) };
}

/** Whether mail that arrives at the forward leaves for a relay. */
export function leadsOut(forward: Forward): boolean {
  const { listens, host, port, toOwnServer, fromInside } = forward;
  const names = [...(VARIABLE.exec(host)?.slice(1) ?? []), ...forward.names];
  const ports = listens.map(portOf);
  const isMail = port === undefined || port === '' ? ports.some(isMailPort) : isMailPort(port);
  if (host === '' || toOwnServer || isLoopback(host)) return false;
  const said = saidBy(names);
  if (said === 'out') return isMail || ports.some(isMailPort);
  if (!isMail) return false;
  if (relayName(host) !== undefined) return true;
  if (said === 'in' || says(IN, host.split('.')[0] ?? '')) return false;
  if (fromInside || listens.some((one) => OF_THE_MACHINE.test(one))) return true;
  if (listens.length === 0) return says(OUT, host.split('.')[0] ?? '');
  if (isIP(host) !== 0 || INTERNAL.test(host)) return false;
  // A balancer has the same port on both sides; who hands mail on takes the port that the relay wants.
  return port !== undefined && !ports.includes(port);
}
