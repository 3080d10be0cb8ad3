/**
 * Sendmail: `to=` lines name the relay, `from=` lines the client under the same word. Forms: deliver.c (logdelivery)
 * and collect.c of sendmail's own source.
 */
import { isLoopback } from '../../relays/known.ts';
import type { LogLine } from '../input/line.ts';
import { type Endpoint, type Journal, type Outcome, type Source, UNKNOWN_SOURCE } from '../model.ts';
import { deferredBefore, type Queue, type Queued, queuesByHost } from '../queue.ts';
import { addressOf, commonDomain, domainOf, endpointOf, holdsInTurn, interner, kept } from '../words.ts';
import type { LineContext, LogReader } from './reader.ts';

/** Ids: a letter or digit each for year, month … then a process id (queue.c, assign_queueid). */
const LINE = /^([0-9A-Za-z]{8}\d{6,10}|[0-9A-Za-z]{12,16}): (.*)$/;

/** What stands behind `from=`; looked for once, for a line may say that very often. */
const ARRIVED = /^: from=.*?, size=\d+, class=/;

/** Mailers that deliver on the machine: cf/mailer of sendmail's own configuration. */
const LOCAL_MAILERS = new Set([
  'local',
  'prog',
  '*file*',
  '*include*',
  'cyrus',
  'cyrusv2',
  'procmail',
  'maildrop',
  'discard',
  'lmtp',
]);

export function sendmail(journal: Journal): LogReader {
  const queues = queuesByHost();
  const same = interner();

  const sourceOf = ({ host }: LogLine): Source => ({
    ...UNKNOWN_SOURCE,
    host: host === null ? null : same(host),
    program: 'sendmail',
  });
  const unknown = (line: LogLine) => (): Queued => ({
    source: sourceOf(line),
    since: null,
    messageId: null,
    settled: false,
  });

  const arrive = (queue: Queue, id: string, rest: string, line: LogLine, context: LineContext): void => {
    const sender = rest.slice(5, endOfValue(rest, 5));
    const from = domainOf(sender);
    const by = / relay=([^,]+)/.exec(rest)?.[1]?.trim();
    const login = / authid=([^,\s]+)/.exec(rest)?.[1];
    const messageId = / msgid=(<[^,>\s]+>)/.exec(rest)?.[1];
    const local = by === undefined ? undefined : /^([^@\s]+)@localhost/.exec(by)?.[1];
    const client = by === undefined || local !== undefined ? null : clientName(by);
    const known = queue.get(id);
    queue.open(id, {
      source: {
        ...sourceOf(line),
        client: client === null ? null : same(client),
        user: login === undefined ? (local === undefined ? null : same(local)) : same(login),
        from: from === null ? null : same(from),
      },
      since: context.timeOf(line),
      messageId: messageId === undefined ? null : kept(messageId),
      settled: client === null || !isLoopback(client),
    });
    // The submission program gave it on under this id, and its line came first.
    if (known?.settled && client !== null && isLoopback(client)) inherit(queue.at(id, unknown(line)), known);
  };

  const deliver = (queue: Queue, id: string, rest: string, line: LogLine, context: LineContext): void => {
    const outcome = outcomeOf(rest);
    if (!outcome) return;
    const end = endOfValue(rest, 3);
    const recipients = rest
      .slice(3, end)
      .split(',')
      .filter((one) => one !== '');
    const fields = rest.slice(end);
    const mailer = /^(?:.*?), mailer=([^,]+)/.exec(fields)?.[1] ?? '';
    const relay = /, relay=(.*?)(?=, (?:dsn|reply|stat)=)/.exec(fields)?.[1];
    const queued = queue.at(id, unknown(line));
    const endpoint = relay === undefined ? undefined : relayOf(relay);
    if (LOCAL_MAILERS.has(mailer) || !endpoint || (endpoint.ip !== null && isLoopback(endpoint.ip))) {
      if (outcome !== 'delivered') return;
      journal.local(recipients.length);
      handedOn(queue, queued, rest, line);
      return;
    }
    const time = context.timeOf(line);
    const delay = delayOf(/ delay=([\d:+]+)/.exec(fields)?.[1]);
    const again =
      outcome === 'deferred' && deferredBefore(queued, rest.slice(3, end), endpoint.host ?? endpoint.ip ?? '');
    journal.attempt({
      source: queued.source,
      endpoint,
      outcome,
      recipients: Math.max(1, recipients.length),
      domain: commonDomain(recipients),
      time,
      queued: queued.since ?? (time === null || delay === null ? null : time - delay),
      messageId: queued.messageId,
      strength: 'sender',
      place: context.placeOf(line),
      ...(again ? { again } : {}),
    });
  };

  /** The submission program hands mail to the server on the same machine, which gives it an id of its own. */
  const handedOn = (queue: Queue, queued: Queued, rest: string, line: LogLine): void => {
    const next = /stat=Sent \((\S+) Message accepted/.exec(rest)?.[1];
    if (next === undefined) return;
    const other = queue.get(next);
    if (other) inherit(other, queued);
    else queue.open(next, { ...unknown(line)(), source: queued.source, since: queued.since, settled: true });
  };

  return {
    format: 'sendmail',
    programs: ['sendmail', 'sm-mta', 'sm-msp', 'sm-msp-queue', 'sm-que', 'sm-acceptingconnections'],
    owns({ text }) {
      const from = text.indexOf(': from=');
      const arrived = from >= 0 && ARRIVED.test(text.slice(from));
      return LINE.test(text) && (arrived || holdsInTurn(text, [': to=', ', mailer=', ', stat=']));
    },
    read(line, context) {
      const [, id, rest] = LINE.exec(line.text) ?? [];
      if (id === undefined || rest === undefined) return;
      const queue = queues.of(line.host);
      if (rest.startsWith('from=')) arrive(queue, id, rest, line, context);
      else if (rest.startsWith('to=')) deliver(queue, id, rest, line, context);
      else {
        // A bounce is a message of its own.
        const bounce = /^([0-9A-Za-z]{12,18}): (?:DSN|return to sender|postmaster notify|sender notify):/.exec(
          rest,
        )?.[1];
        if (bounce !== undefined)
          queue.open(bounce, {
            ...unknown(line)(),
            source: { ...sourceOf(line), from: '<>' },
            since: context.timeOf(line),
          });
      }
    },
    queued: queues.find,
    end: () => queues.tell(journal),
  };
}

function inherit(queued: Queued, from: Queued): void {
  queued.source = { ...from.source, from: queued.source.from ?? from.source.from };
  queued.since = from.since ?? queued.since;
  queued.settled = true;
}

/** A list of addresses ends where the next key begins. */
function endOfValue(text: string, start: number): number {
  const found = /, (?:[a-z]+=)/.exec(text.slice(start));
  return found ? start + found.index : text.length;
}

/** `stat=` is the last field, and the other server's words stand in it. */
function outcomeOf(rest: string): Outcome | undefined {
  const stat = /, stat=(Sent|Deferred|queued|quarantined|.)/.exec(rest)?.[1];
  if (stat === undefined || stat === 'queued' || stat === 'quarantined') return undefined;
  return stat === 'Sent' ? 'delivered' : stat === 'Deferred' || / dsn=4\./.test(rest) ? 'deferred' : 'failed';
}

/** `relay-old.example.net. [192.0.2.25]`, `[127.0.0.1] [127.0.0.1]`, a domain alone. */
function relayOf(text: string): Endpoint {
  const found = /^(\S+) \[([^\]]+)\]/.exec(text.trim());
  return found
    ? endpointOf(found[1]?.replace(/^\[|\]$/g, ''), found[2])
    : endpointOf(text.trim().split(' ')[0], undefined);
}

/** `web01.example.org [10.0.0.5] (may be forged)`: the name, or the address. */
function clientName(text: string): string {
  const found = /^(?:(\S+) )?\[([^\]]+)\]/.exec(text);
  if (!found) return text.split(' ')[0] ?? text;
  const [, name, address = ''] = found;
  return name === undefined || addressOf(name) !== null || /may be forged/.test(text)
    ? address
    : name.replace(/\.$/, '');
}

/** `00:01:30`, `1+02:00:00` with days: milliseconds. */
function delayOf(text: string | undefined): number | null {
  const found = /^(?:(\d+)\+)?(\d+):(\d\d):(\d\d)$/.exec(text ?? '');
  if (!found) return null;
  return ((Number(found[1] ?? 0) * 24 + Number(found[2])) * 3600 + Number(found[3]) * 60 + Number(found[4])) * 1000;
}
