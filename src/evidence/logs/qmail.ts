/** qmail-send: messages, deliveries and their results by number; https://www.qmail.org/man/man5/qmail-log.html */
import { isLoopback } from '../../relays/known.ts';
import { type Journal, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { addressOf, domainOf, interner } from '../words.ts';
import type { LogReader } from './reader.ts';

const OUTCOMES: Readonly<Record<string, Outcome>> = { success: 'delivered', deferral: 'deferred', failure: 'failed' };

/** splogger puts seconds before the line. */
const LINE = /^(?:\d{9,11}\.\d+ )?(new msg|info msg|starting delivery|delivery|end msg) (\d+)(?:: (.*)|)$/;

const MOST = 20_000;

interface Message {
  from: string | null;
  user: string | null;
  readonly since: number | null;
  readonly deferred: Set<string>;
}

export function qmail(journal: Journal): LogReader {
  const same = interner();
  const messages = new Map<string, Message>();
  const deliveries = new Map<string, { readonly message: string; readonly to: string; readonly local: boolean }>();

  return {
    format: 'qmail',
    programs: ['qmail', 'qmail-send'],
    owns: ({ text }) => LINE.test(text),
    read(line, context) {
      const [, kind, number = '', rest = ''] = LINE.exec(line.text) ?? [];
      if (kind === 'new msg' && messages.size < MOST)
        messages.set(number, { from: null, user: null, since: context.timeOf(line), deferred: new Set() });
      else if (kind === 'end msg') messages.delete(number);
      else if (kind === 'info msg') {
        const [, sender, uid] = /from <([^>]*)> qp \d+ uid (\d+)/.exec(rest) ?? [];
        const message = messages.get(number);
        if (message && sender !== undefined) {
          const from = domainOf(sender);
          message.from = from === null ? null : same(from);
          message.user = uid === undefined ? null : same(`uid ${uid}`);
        }
      } else if (kind === 'starting delivery' && deliveries.size < MOST) {
        const [, message, where, to] = /^msg (\d+) to (local|remote) (\S+)/.exec(rest) ?? [];
        if (message !== undefined && to !== undefined)
          deliveries.set(number, {
            message,
            to: Buffer.from(to, 'latin1').toString('latin1'),
            local: where === 'local',
          });
      } else if (kind === 'delivery') {
        const outcome = OUTCOMES[/^(\w+):/.exec(rest)?.[1] ?? ''];
        const delivery = deliveries.get(number);
        deliveries.delete(number);
        if (!outcome || !delivery) return;
        // qmail-remote says `ADDRESS accepted message` and `Connected to ADDRESS but …` (qmail-remote.c).
        const ip = addressOf(
          /(?:^\w+: (?:User_and_password_not_set,_continuing_without_authentication\.\/)?|Connected_to_)([\d.]+|[\da-f:]+)_/i.exec(
            rest,
          )?.[1] ?? '',
        );
        if (delivery.local || (ip !== null && isLoopback(ip))) {
          if (outcome === 'delivered') journal.local(1);
          return;
        }
        const message = messages.get(delivery.message);
        const key = `${delivery.to} ${ip}`;
        const again = outcome === 'deferred' && (message?.deferred.has(key) ?? false);
        if (message && message.deferred.size < 1000) message.deferred.add(key);
        journal.attempt({
          source: {
            ...UNKNOWN_SOURCE,
            host: line.host === null ? null : same(line.host),
            program: 'qmail',
            user: message?.user ?? null,
            from: message?.from ?? null,
          },
          endpoint: { host: null, ip, port: null },
          outcome,
          recipients: 1,
          domain: domainOf(delivery.to),
          time: context.timeOf(line),
          queued: message?.since ?? null,
          messageId: null,
          strength: 'sender',
          place: context.placeOf(line),
          ...(again ? { again } : {}),
        });
      }
    },
  };
}
