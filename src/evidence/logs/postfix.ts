/**
 * Postfix: delivery lines name the relay, other lines of the same queue id name who sent the message.
 * Forms: src/global/log_adhoc.c, src/smtpd/smtpd.c, src/pickup/pickup.c and src/qmgr of Postfix's own source.
 */
import { isLoopback } from '../../relays/known.ts';
import type { LogLine } from '../input/line.ts';
import type { Endpoint, Journal, Outcome, Source } from '../model.ts';
import { deferredBefore, type Queue, type Queued, queuesByHost } from '../queue.ts';
import { domainOf, endpointInReason, endpointOf, holdsInTurn, interner, kept, remembered } from '../words.ts';
import type { LineContext, LogReader } from './reader.ts';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  sent: 'delivered',
  deferred: 'deferred',
  bounced: 'failed',
  expired: 'failed',
};

/** Services that deliver into mailboxes or to programs, whatever their `relay=` says. */
const LOCAL_SERVICES = new Set(['local', 'virtual', 'pipe', 'lmtp', 'discard', 'dovecot', 'maildrop', 'cyrus']);

/** Queue ids are hexadecimal, or of letters and digits when long: http://www.postfix.org/postconf.5.html#enable_long_queue_ids */
const LONGEST_ID = 24;

const DELIVERY = /^[0-9A-Za-z]{5,24}: to=</;

/** Lines that no other program writes, whatever its tag: `syslog_name` may be anything. */
const OWN = /^[0-9A-Za-z]{5,24}: (?:client=[^[]*\[|uid=\d+ from=<|message-id=<|from=<.*>, size=\d+, nrcpt=)/;

interface Delivery {
  readonly to: string;
  readonly relay: string;
  /** Seconds since the message came in. */
  readonly delay: number;
  readonly status: string;
  readonly reason: string;
}

export function postfix(journal: Journal): LogReader {
  const queues = queuesByHost();
  const same = interner();
  /** Message-ID → the message that came in with it: a filter hands it back under a new queue id. */
  const byMessageId = new Map<string, Queued>();

  const sourceOf = (line: LogLine): Source => ({
    host: line.host === null ? null : same(line.host),
    program: instanceOf(line.program),
    client: null,
    user: null,
    from: null,
  });
  const unknown = (line: LogLine) => (): Queued => ({
    source: sourceOf(line),
    since: null,
    messageId: null,
    settled: false,
  });
  const opened = (queue: Queue, id: string, line: LogLine, context: LineContext, who: Partial<Source>): void => {
    const settled = who.client === undefined || who.client === null || !isHere(who.client);
    queue.open(id, { source: { ...sourceOf(line), ...who }, since: context.timeOf(line), messageId: null, settled });
  };

  const client = (queue: Queue, id: string, rest: string, line: LogLine, context: LineContext): void => {
    const end = endOf(rest, 7);
    const more = end < rest.length ? rest.slice(end) : '';
    const original = / orig_client=([^\s,]+)/.exec(more)?.[1];
    const name = clientName(original ?? rest.slice(7, end));
    const user = / sasl_username=([^\s,]+)/.exec(more)?.[1];
    opened(queue, id, line, context, { client: same(name), user: user === undefined ? null : same(user) });
  };

  const messageId = (queue: Queue, id: string, rest: string, line: LogLine): void => {
    const written = rest.slice(11);
    if (!/^<[^<>\s]{3,250}>/.test(written)) return;
    const queued = queue.at(id, unknown(line));
    queued.messageId = kept(written.slice(0, written.indexOf('>') + 1));
    const before = queued.settled ? undefined : byMessageId.get(queued.messageId);
    if (before && before !== queued) inherit(queued, before);
    else if (byMessageId.size < 50_000) byMessageId.set(queued.messageId, queued);
  };

  const deliver = (queue: Queue, id: string, rest: string, line: LogLine, context: LineContext): void => {
    const delivery = deliveryOf(rest);
    const outcome = delivery && OUTCOMES[delivery.status];
    if (!delivery || !outcome) return;
    const queued = queue.at(id, unknown(line));
    const endpoint = endpointOfDelivery(delivery, line.program);
    if (endpoint === 'local') {
      if (outcome === 'delivered') {
        journal.local(1);
        handedBack(queue, queued, delivery.reason);
      }
      return;
    }
    const time = context.timeOf(line);
    const since = time === null || Number.isNaN(delivery.delay) ? queued.since : time - delivery.delay * 1000;
    const again =
      outcome === 'deferred' && deferredBefore(queued, delivery.to, endpoint.host ?? endpoint.ip ?? delivery.relay);
    const { source } = queued;
    journal.attempt({
      source,
      endpoint,
      outcome,
      recipients: 1,
      domain: domainOf(delivery.to),
      time,
      queued: queued.since ?? since,
      messageId: queued.messageId,
      strength: 'sender',
      place: context.placeOf(line),
      ...(again ? { again } : {}),
    });
  };

  /** A content filter took the message and gave it back: the new id is the same message. */
  const handedBack = (queue: Queue, queued: Queued, reason: string): void => {
    const next = /.*\bqueued as ([0-9A-Za-z]{5,24})\b/.exec(reason)?.[1];
    const again = next === undefined ? undefined : queue.get(next);
    if (again && !again.settled) inherit(again, queued);
  };

  const events = (line: LogLine, context: LineContext): void => {
    if (/^(?:reload -- version|daemon started -- version)/.test(line.text))
      journal.reloaded(context.timeOf(line), line.host === null ? null : same(line.host), context.placeOf(line));
  };

  return {
    format: 'postfix',
    programs: ['postfix'],
    owns: ({ text }) => OWN.test(text) || (DELIVERY.test(text) && holdsInTurn(text, ['>, relay=', ', status='])),
    skips: saysNothing,
    read(line, context) {
      const { text } = line;
      const colon = text.indexOf(': ');
      if (colon < 5 || colon > LONGEST_ID) {
        if (text.charCodeAt(0) === 114 || text.charCodeAt(0) === 100) events(line, context);
        return;
      }
      const rest = text.slice(colon + 2);
      const first = rest.charCodeAt(0);
      const id = text.slice(0, colon);
      const queue = queues.of(line.host);
      if (first === 116 && rest.startsWith('to=<')) deliver(queue, id, rest, line, context);
      else if (first === 99 && rest.startsWith('client=')) client(queue, id, rest, line, context);
      else if (first === 117 && rest.startsWith('uid=')) {
        const user = `uid ${rest.slice(4, endOf(rest, 4))}`;
        opened(queue, id, line, context, { user: same(user) });
      } else if (first === 102 && rest.startsWith('from=<')) {
        const queued = queue.at(id, unknown(line));
        if (queued.source.from === null) {
          const from = domainOf(rest.slice(6, closing(rest, 6)));
          queued.source = { ...queued.source, from: from === null ? null : same(from) };
        }
      } else if (first === 109 && rest.startsWith('message-id=')) messageId(queue, id, rest, line);
      else if (first === 114 && rest === 'removed') {
        const queued = queue.get(id);
        if (queued?.messageId != null && byMessageId.get(queued.messageId) === queued) forget(queued);
        queue.close(id);
      }
    },
    queued: queues.find,
    end: () => queues.tell(journal),
  };

  function forget({ messageId: id }: Queued): void {
    if (id !== null) byMessageId.delete(id);
  }
}

function inherit(queued: Queued, from: Queued): void {
  queued.source = { ...from.source, from: queued.source.from ?? from.source.from };
  queued.since = from.since ?? queued.since;
  queued.settled = true;
}

/** `postfix-out` of `postfix-out/smtp`. Services (`postfix/relayold/smtp`) say how mail leaves, not who sends it. */
const instanceName = remembered((program) => kept(program.split('/')[0] || 'postfix'));

const instanceOf = (program: string | null): string => instanceName(program ?? 'postfix');

function endOf(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 32) return at;
  }
  return text.length;
}

/** `web01.example.org[10.0.0.5]`; `unknown[10.0.0.5]` is the address. */
const clientName = remembered((text: string): string => {
  const found = /^([^[]*)\[([^\]]*)\]/.exec(text);
  if (!found) return text;
  const [, name = '', address = ''] = found;
  return name === '' || name === 'unknown' ? address : name;
});

/** Where an address that begins at `start` ends with `>`: a quoted local part may hold anything. */
function closing(text: string, start: number): number {
  let at = start;
  if (text.charCodeAt(at) === 34) {
    for (at += 1; at < text.length && text.charCodeAt(at) !== 34; at += 1) if (text.charCodeAt(at) === 92) at += 1;
  }
  const end = text.indexOf('>', at);
  return end < 0 ? text.length : end;
}

/** `to=<…>, [orig_to=<…>,] relay=…, [conn_use=…,] delay=…, delays=…, dsn=…, status=… (reason)`, in this order. */
function deliveryOf(rest: string): Delivery | undefined {
  const toEnd = closing(rest, 4);
  let at = toEnd + 1;
  if (rest.startsWith(', orig_to=<', at)) at = closing(rest, at + 11) + 1;
  if (!rest.startsWith(', relay=', at)) return undefined;
  const relayEnd = rest.indexOf(', ', at + 8);
  if (relayEnd < 0) return undefined;
  const delay = rest.indexOf('delay=', relayEnd);
  const status = rest.indexOf(', status=', relayEnd);
  if (status < 0) return undefined;
  const statusEnd = rest.indexOf(' ', status + 9);
  return {
    to: rest.slice(4, toEnd),
    relay: rest.slice(at + 8, relayEnd),
    delay: delay < 0 || delay > status ? Number.NaN : Number.parseFloat(rest.slice(delay + 6)),
    status: statusEnd < 0 ? rest.slice(status + 9) : rest.slice(status + 9, statusEnd),
    reason: statusEnd < 0 ? '' : rest.slice(statusEnd + 1),
  };
}

/** `name[ip]:port` is a server; a word, a path, a socket or this machine itself is no relay. */
const serverOf = remembered((relay: string): Endpoint | 'local' => {
  const found = /^([^[\]]+)\[([^\]]+)\](?::(\d+))?$/.exec(relay);
  if (!found) return 'local';
  const endpoint = endpointOf(found[1], found[2], found[3]);
  return endpoint.ip === null || isLoopback(endpoint.ip) ? 'local' : endpoint;
});

function endpointOfDelivery({ relay, reason }: Delivery, program: string | null): Endpoint | 'local' {
  const service = program?.slice(program.lastIndexOf('/') + 1) ?? '';
  if (LOCAL_SERVICES.has(service)) return 'local';
  return relay === 'none' ? endpointInReason(reason) : serverOf(relay);
}

/** Whether a client is this machine: then a filter may have given the message back. */
const isHere = remembered(isLoopback);

/** First letters of what follows a queue id: `to=`, `client=`, `uid=`, `from=`, `message-id=`, `removed`. */
const TELLING = new Set([...'tcufmr'].map((letter) => letter.charCodeAt(0)));

const isLetterOrDigit = (code: number | undefined): boolean =>
  code !== undefined && ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122));

/** More than half of Postfix' lines: connections, their TLS, and other steps of a message. */
function saysNothing(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  const most = Math.min(end, start + LONGEST_ID + 1);
  while (at < most && isLetterOrDigit(bytes[at])) at += 1;
  // `reload`, `daemon started`, and not `disconnect`.
  if (bytes[at] !== 58) return bytes[start] !== 114 && !(bytes[start] === 100 && bytes[start + 1] === 97);
  return !TELLING.has(bytes[at + 2] ?? 0);
}
