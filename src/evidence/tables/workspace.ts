/**
 * Google Workspace's email log search: a row for each event of a message; the target's address is the next server.
 * https://support.google.com/a/answer/2604578
 */
import { type Journal, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { addressOf, domainOf } from '../words.ts';
import type { TableReader } from './columns.ts';

const MOST = 100_000;

function outcomeOf(code: string, status: string): Outcome | undefined {
  if (/^[245]\d\d$/.test(code))
    return code.startsWith('2') ? 'delivered' : code.startsWith('4') ? 'deferred' : 'failed';
  if (/delivered|sent|accepted/i.test(status)) return 'delivered';
  if (/defer|delay|retry/i.test(status)) return 'deferred';
  return /bounce|reject|fail/i.test(status) ? 'failed' : undefined;
}

export function workspace(journal: Journal, timeOf: (text: string) => number | null): TableReader {
  const seen = new Set<string>();
  return {
    format: 'google-workspace',
    fits: (columns) => columns.has('event-target-ip-address') && columns.has('event-status'),
    read(row) {
      if (/^(incoming|received|inbound)/i.test(row.get('direction'))) return;
      const ip = addressOf(row.get('event-target-ip-address'));
      const outcome = outcomeOf(row.get('event-smtp-reply-code'), row.get('event-status'));
      if (ip === null || !outcome) return;
      const recipient = row.get('recipient-address');
      const messageId = row.get('message-id');
      // Stages of one delivery are rows of their own.
      const key = `${messageId} ${recipient} ${ip} ${outcome}`;
      const again = seen.has(key);
      if (again && outcome !== 'deferred') return;
      if (seen.size < MOST) seen.add(key);
      journal.attempt({
        source: { ...UNKNOWN_SOURCE, program: 'google-workspace', from: domainOf(row.get('sender')) },
        endpoint: { host: null, ip, port: null },
        outcome,
        recipients: 1,
        domain: recipient === '' ? null : domainOf(recipient),
        time: timeOf(row.get('event-date')) ?? timeOf(row.get('start-date')),
        queued: timeOf(row.get('start-date')),
        messageId: messageId === '' ? null : messageId,
        strength: 'sender',
        place: row.place,
        ...(again ? { again } : {}),
      });
    },
  };
}
