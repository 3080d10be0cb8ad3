/** nullmailer-send: one delivery at a time, over several lines. A remote is only named, without address or port. */
import { isLoopback } from '../../relays/known.ts';
import { type Endpoint, type Journal, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { commonDomain, domainOf, endpointOf, interner } from '../words.ts';
import type { LogReader } from './reader.ts';

const OWN =
  /^(?:Starting delivery: (?:host: |protocol: )|Sent file\.|Sending failed|Delivery complete, \d+ message|smtp: (?:Succeeded|Failed)|qmqp: |Rescanning queue|Starting delivery, \d+ message)/;

export function nullmailer(journal: Journal): LogReader {
  const same = interner();
  let endpoint: Endpoint | undefined;
  let from: string | null = null;
  let recipients: readonly string[] = [];
  const tried = new Set<string>();
  let file = '';

  return {
    format: 'nullmailer',
    programs: ['nullmailer', 'nullmailer-send'],
    owns: ({ text }) => OWN.test(text) || (endpoint !== undefined && /^From: <.*> to: </.test(text)),
    read(line, context) {
      const { text } = line;
      // Versions differ in the order: `host: h protocol: p file: f` and `protocol: p host: h file: f`.
      if (text.startsWith('Starting delivery: ')) {
        endpoint = endpointOf(/\bhost: (\S+)/.exec(text)?.[1], undefined);
        file = Buffer.from(/\bfile: (\S+)/.exec(text)?.[1] ?? '', 'latin1').toString('latin1');
        from = null;
        recipients = [];
        return;
      }
      const envelope = /^From: <([^>]*)> to: (.*)$/.exec(text);
      if (envelope) {
        const domain = domainOf(envelope[1] ?? '');
        from = domain === null ? null : same(domain);
        recipients = [...(envelope[2] ?? '').matchAll(/<([^>]*)>/g)].map(([, address = '']) => address);
        return;
      }
      const outcome = outcomeOf(text);
      if (!outcome || !endpoint) return;
      const to = endpoint;
      endpoint = undefined;
      const count = Math.max(1, recipients.length);
      const key = `${file} ${to.host ?? to.ip}`;
      const again = outcome === 'deferred' && tried.has(key);
      if (tried.size < 10_000) tried.add(key);
      if (isLoopback(to.host ?? to.ip ?? '')) {
        if (outcome === 'delivered') journal.local(count);
        return;
      }
      journal.attempt({
        source: { ...UNKNOWN_SOURCE, host: line.host === null ? null : same(line.host), program: 'nullmailer', from },
        endpoint: to,
        outcome,
        recipients: count,
        domain: commonDomain(recipients),
        time: context.timeOf(line),
        // A file of the queue is named by the second it came in.
        queued: /^(\d{9,11})\./.test(file) ? Number.parseInt(file, 10) * 1000 : null,
        messageId: null,
        strength: 'sender',
        place: context.placeOf(line),
        ...(again ? { again } : {}),
      });
    },
  };
}

/** send.cc: what cannot be sent stays in the queue, unless the other side refused it for good. */
function outcomeOf(text: string): Outcome | undefined {
  if (text.startsWith('Sent file.')) return 'delivered';
  if (/^Sending failed: +(?:Permanent|5\d\d)|^Permanently failed/i.test(text)) return 'failed';
  return /^(?:Sending failed|Could not exec|smtp: Failed)/.test(text) ? 'deferred' : undefined;
}
