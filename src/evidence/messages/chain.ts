/** The hops of one message, from the sender's side, and which server was the organisation's outbound relay. */

import { isOwnServer } from '../ledger.ts';
import type { Endpoint, Place, Strength } from '../model.ts';
import { providerOf, senderOf } from '../providers.ts';
import { domainOf } from '../words.ts';
import type { Header } from './headers.ts';
import { connects, type Hop, isClaim, isInternal, type Mark, sameOwner, sameProvider } from './hop.ts';
import { parseReceived, type Received } from './received.ts';

/** More hops than these no server lets pass (RFC 5321 section 6.3 asks for at least 100). */
export const MOST_HOPS = 200;

/** Clocks of servers differ by minutes at most. */
const SKEW = 5 * 60_000;

/** What the policy, and nothing else, knows of servers. */
export interface Knowledge {
  /** Whether two names or addresses are of one relay. */
  isSame(a: string, b: string): boolean;
  /** `legacy` or `approved` where the policy names the host. */
  named(host: string): 'legacy' | 'approved' | undefined;
  /** The same of a provider's relays all together. */
  ofProvider(provider: string): 'legacy' | 'approved' | undefined;
}

export interface OutboundRelay {
  readonly endpoint: Endpoint;
  /** Index of the hop that shows it. */
  readonly hop: number;
  /** In words. */
  readonly why: string;
  readonly strength: Strength;
  /** The message went straight to the recipients' own server. */
  readonly direct: boolean;
}

export interface Chain {
  readonly hops: readonly Hop[];
  readonly relay: OutboundRelay | null;
  /** The machine that the message comes from. */
  readonly origin: string | null;
  /** `Received:` fields that were not looked at. */
  readonly left: number;
}

const EMPTY: Received = {
  helo: null,
  rdns: null,
  ip: null,
  by: null,
  protocol: null,
  id: null,
  recipient: null,
  time: null,
  note: null,
};

/** Names that a hop gives its client and itself. */
const clientNames = ({ rdns, helo, ip }: Received): readonly string[] =>
  [rdns, helo, ip].filter((name) => name !== null);

/** What the server saw for itself; what the client called itself counts only where there is nothing else. */
const provenNames = ({ rdns, helo, ip }: Received): readonly string[] =>
  [rdns ?? helo, ip].filter((name) => name !== null);

/** A `Received:` without hosts tells what one server did within itself: `(qmail 6338 invoked by uid 399)`. */
const isStep = (received: Received): boolean =>
  received.by === null && received.helo === null && received.ip === null && received.note !== null;

export function chainOf(
  received: readonly Header[],
  path: string,
  recipients: readonly string[],
  known: Knowledge,
): Chain {
  // The servers nearest to the evidence wrote the first ones: those are kept.
  const fields = received.slice(0, MOST_HOPS).map((header) => ({ header, parsed: parseReceived(header.value) }));
  const shown = fields.filter(({ parsed }) => parsed === undefined || !isStep(parsed)).reverse();
  const hops = markedHops(
    shown.map(({ header, parsed }) => ({ place: { path, line: header.line }, parsed })),
    known,
  );
  return {
    hops,
    relay: outboundRelay(hops, recipients, known),
    origin: originOf(hops),
    left: received.length - fields.length,
  };
}

function markedHops(
  fields: readonly { readonly place: Place; readonly parsed: Received | undefined }[],
  known: Knowledge,
): readonly Hop[] {
  const broken = fields.map(({ parsed }, index) => {
    const upper = fields[index + 1]?.parsed;
    return parsed !== undefined && upper !== undefined && !connects(parsed, upper, known.isSame);
  });
  const lastBreak = broken.lastIndexOf(true);
  const late = tooLate(fields.map(({ parsed }) => parsed?.time ?? null));
  let before: number | null = null;
  return fields.map(({ place, parsed }, index) => {
    const time = parsed?.time ?? null;
    const delay = time === null || before === null ? null : time - before;
    const marks: Mark[] = [
      ...(parsed === undefined ? (['unreadable'] as const) : []),
      ...(late[index] ? (['out of order'] as const) : []),
      ...(broken[index] ? (['unconnected'] as const) : index < lastBreak ? (['below a break'] as const) : []),
    ];
    if (time !== null) before = time;
    const received = parsed ?? EMPTY;
    return { ...received, place, internal: parsed !== undefined && isInternal(received), delay, marks };
  });
}

/** Servers nearer to the evidence are believed: which times are later than those of the servers that had it next. */
function tooLate(times: readonly (number | null)[]): readonly boolean[] {
  let next = Number.POSITIVE_INFINITY;
  return times
    .toReversed()
    .map((time) => {
      const late = time !== null && time > next + SKEW;
      if (time !== null) next = Math.min(next, time);
      return late;
    })
    .reverse();
}

/** The first field names the machine that queued the message, or the one that handed it in. */
function originOf(hops: readonly Hop[]): string | null {
  const first = hops.find((hop) => !isClaim(hop));
  if (!first) return null;
  return first.internal ? first.by : (first.rdns ?? first.helo ?? first.ip);
}

const serverOf = ({ by }: Hop): Endpoint => ({ host: by, ip: null, port: null });

const clientOf = ({ rdns, helo, ip }: Hop): Endpoint => ({ host: rdns ?? helo, ip, port: null });

/**
 * The last server that took the message from another one wrote its line itself, and named its client there; lines below
 * are what earlier servers claim.
 */
function strengthAt(hops: readonly Hop[], index: number): Strength {
  const last = hops.findLastIndex((hop) => !hop.internal && !isClaim(hop));
  const [hop, upper] = [hops[index], hops[last]];
  if (index >= last) return 'recipient';
  return hop?.by != null && upper && index === last - 1 && provenNames(upper).includes(hop.by) ? 'recipient' : 'claim';
}

function outboundRelay(hops: readonly Hop[], recipients: readonly string[], known: Knowledge): OutboundRelay | null {
  return namedRelay(hops, known) ?? inferredRelay(hops, recipients);
}

/** A server that the policy names: a legacy one first, then the approved one nearest to the sender. */
function namedRelay(hops: readonly Hop[], known: Knowledge): OutboundRelay | null {
  for (const verdict of ['legacy', 'approved'] as const) {
    for (const [index, hop] of hops.entries()) {
      if (isClaim(hop)) continue;
      const strength = strengthAt(hops, index);
      if (hop.by !== null && known.named(hop.by) === verdict) {
        const handed = hops[index + 1];
        const address =
          handed && !isClaim(handed) && clientNames(handed).some((name) => known.isSame(name, hop.by ?? ''))
            ? handed.ip
            : null;
        return {
          endpoint: { ...serverOf(hop), ip: address },
          hop: index,
          why: `the policy lists it as ${verdict}, and it wrote that it took the message`,
          strength,
          direct: false,
        };
      }
      if (!hop.internal && provenNames(hop).some((name) => known.named(name) === verdict))
        return {
          endpoint: clientOf(hop),
          hop: index,
          why: `the policy lists it as ${verdict}, and ${hop.by ?? 'the next server'} took the message from it`,
          strength,
          direct: false,
        };
    }
  }
  return null;
}

/** Without the policy's help: the last server on the sender's side before the recipients' own. */
function inferredRelay(hops: readonly Hop[], recipients: readonly string[]): OutboundRelay | null {
  const origin = originOf(hops);
  const domains = recipients.map(domainOf).filter((domain) => domain !== null);
  const isRecipients = (host: string): boolean =>
    domains.some((domain) => isOwnServer(host, domain) || sameOwner(host, domain));
  const outside = [...hops.entries()].filter(
    ([, hop]) => !hop.internal && !isClaim(hop) && hop.by !== null && hop.by !== origin,
  );
  const [first] = outside;
  if (!first) return null;
  let [index, hop] = first;
  if (hop.by !== null && (isRecipients(hop.by) || isFromProvider(hop))) return handedOver(hops, index, origin);
  for (const [next, upper] of outside.slice(1)) {
    const { by } = upper;
    if (by === null || hop.by === null || isRecipients(by)) break;
    const sender = origin !== null && sameOwner(by, origin) && sameOwner(hop.by, origin);
    if (!sender && !sameProvider(by, hop.by)) break;
    [index, hop] = [next, upper];
  }
  const handed = hops[index + 1];
  return {
    endpoint: { ...serverOf(hop), ip: handed && !isClaim(handed) && !handed.internal ? handed.ip : null },
    hop: index,
    why:
      origin === null
        ? 'it is the first server that took the message'
        : `it is the last server on the sender's side: the message came from ${origin}`,
    strength: strengthAt(hops, index),
    direct: false,
  };
}

/** A provider's server handed it to somebody else's: whatever lies below is not shown, or no server. */
function isFromProvider(hop: Hop): boolean {
  const provider = hop.rdns === null ? undefined : senderOf(hop.rdns);
  return provider !== undefined && hop.by !== null && providerOf(hop.by) !== provider;
}

/** The recipients' server names its client: a relay, unless that is the machine the message comes from. */
function handedOver(hops: readonly Hop[], index: number, origin: string | null): OutboundRelay | null {
  const hop = hops[index];
  if (!hop) return null;
  const shown = hops.slice(0, index).some((lower) => lower.by !== null && !isClaim(lower));
  if (shown && origin !== null && clientNames(hop).includes(origin))
    return {
      endpoint: serverOf(hop),
      hop: index,
      why: `${origin} handed the message straight to the recipients' own server`,
      strength: strengthAt(hops, index),
      direct: true,
    };
  return {
    endpoint: clientOf(hop),
    hop: index,
    why: `the recipients' own server, ${hop.by}, took the message from it${shown ? '' : '; whether it had it from another machine is not shown'}`,
    strength: strengthAt(hops, index),
    direct: false,
  };
}
