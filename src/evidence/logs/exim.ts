/**
 * Exim's main log: `<=` arrival, `=>` and `->` delivery, `==` deferral, `**` failure, joined by the message id.
 * https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html
 */
import { isLoopback } from '../../relays/known.ts';
import type { LogLine } from '../input/line.ts';
import { type Endpoint, type Journal, NOWHERE, type Outcome, type Source, UNKNOWN_SOURCE } from '../model.ts';
import { deferredBefore, type Queue, type Queued, queuesByHost } from '../queue.ts';
import { domainOf, endpointOf, interner, kept } from '../words.ts';
import type { LineContext, LogReader } from './reader.ts';

/** Ids are longer from Exim 4.97 on. Other log selectors put a process id before it. */
const LINE = /^(?:\[\d+\] )?([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}) (.*)$/;

/** syslog lines have Exim's own stamp once more. */
const OWN_STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})? /;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  '=>': 'delivered',
  '->': 'delivered',
  '>>': 'delivered',
  '==': 'deferred',
  '**': 'failed',
};

/** `H=name (helo) [ip]:port`; the name may lack. */
const HOST = / H=(?:([^\s([]+) )?(?:\([^)]*\) )?\[([^\]]+)\](?::(\d+))?/;

/** `T="…"`, `DN="…"`: subjects and names of certificates may say anything, also what looks like another field. */
const QUOTED = / [A-Z]+="(?:[^"\\]|\\.)*"/g;

export function exim(journal: Journal): LogReader {
  const queues = queuesByHost();
  const same = interner();
  /** The last server that could not be reached for a message: its deferral does not name it again. */
  const tried = new Map<string, Endpoint>();

  const sourceOf = ({ host }: LogLine): Source => ({
    ...UNKNOWN_SOURCE,
    host: host === null ? null : same(host),
    program: 'exim',
  });
  const unknown = (line: LogLine) => (): Queued => ({
    source: sourceOf(line),
    since: null,
    messageId: null,
    settled: true,
  });

  const arrive = (queue: Queue, id: string, rest: string, line: LogLine, context: LineContext): void => {
    const [, sender = ''] = /^<= (\S+)/.exec(rest) ?? [];
    const from = domainOf(sender);
    const fields = rest.replace(QUOTED, '');
    const host = HOST.exec(fields);
    const login = / A=[^\s:]+:(\S+)/.exec(fields)?.[1];
    const local = / U=(\S+)/.exec(fields)?.[1];
    const client = host?.[1] ?? host?.[2];
    const user = login ?? (client === undefined ? local : undefined);
    const messageId = / id=(\S+)/.exec(fields)?.[1];
    queue.open(id, {
      source: {
        ...sourceOf(line),
        client: client === undefined ? null : same(client),
        user: user === undefined ? null : same(user),
        from: from === null ? null : same(from),
      },
      since: context.timeOf(line),
      messageId: messageId === undefined ? null : `<${kept(messageId)}>`,
      settled: true,
    });
  };

  const attempt = (
    queue: Queue,
    id: string,
    outcome: Outcome,
    rest: string,
    line: LogLine,
    context: LineContext,
  ): void => {
    const recipient = recipientOf(rest.slice(3));
    // What the other server said comes last, and may say anything.
    const fields = rest
      .slice(3 + recipient.length)
      .replace(/ C=".*$/, '')
      .replace(QUOTED, '');
    const transport = / T=(\S+)/.exec(fields)?.[1] ?? '';
    const host = HOST.exec(fields);
    const queued = queue.at(id, unknown(line));
    if (outcome === 'delivered' && !host) {
      journal.local(1);
      return;
    }
    const endpoint = host ? endpointOf(host[1], host[2], host[3]) : (tried.get(id) ?? NOWHERE);
    if ((endpoint.ip !== null && isLoopback(endpoint.ip)) || /^(local_|address_|lmtp)/.test(transport)) {
      if (outcome === 'delivered') journal.local(1);
      return;
    }
    const again = outcome === 'deferred' && deferredBefore(queued, recipient, endpoint.host ?? endpoint.ip ?? '');
    journal.attempt({
      source: queued.source,
      endpoint,
      outcome,
      recipients: 1,
      domain: domainOf(recipient),
      time: context.timeOf(line),
      queued: queued.since,
      messageId: queued.messageId,
      strength: 'sender',
      place: context.placeOf(line),
      ...(again ? { again } : {}),
      // Debian's and Exim's own name for the router that looks the recipients' MX up.
      ...(/ R=dnslookup/.test(fields) ? { direct: true } : {}),
    });
  };

  return {
    format: 'exim',
    programs: ['exim', 'exim4'],
    owns: ({ text }) => LINE.test(text) && /^(?:\[\d+\] )?\S+ (?:<=|=>|->|>>|\*\*|==|Completed|H=)/.test(text),
    read(line, context) {
      const [, id, rest] = LINE.exec(line.text.replace(OWN_STAMP, '')) ?? [];
      if (id === undefined || rest === undefined) return;
      const queue = queues.of(line.host);
      const outcome = OUTCOMES[rest.slice(0, 2)];
      if (rest.startsWith('<= ')) arrive(queue, id, rest, line, context);
      else if (outcome) attempt(queue, id, outcome, rest, line, context);
      else if (rest === 'Completed') {
        queue.close(id);
        tried.delete(id);
      } else if (rest.startsWith('H=')) {
        const host = HOST.exec(` ${rest}`);
        if (host && tried.size < 10_000) tried.set(id, endpointOf(host[1], host[2], host[3]));
      }
    },
    end: () => queues.tell(journal),
  };
}

/** The first word; a quoted local part may hold blanks. */
function recipientOf(text: string): string {
  return /^"(?:[^"\\]|\\.)*"\S*/.exec(text)?.[0] ?? /^\S*/.exec(text)?.[0] ?? '';
}
