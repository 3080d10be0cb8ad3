/**
 * Microsoft 365's message trace: the summary names the outbound connector, and never the next server.
 * https://learn.microsoft.com/en-us/exchange/monitoring/trace-an-email-message/message-trace-modern-eac
 */
import { type Journal, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { addressOf, domainOf } from '../words.ts';
import { listOf, type TableReader } from './columns.ts';

/** The last event of a recipient decides; each list ends in what became of the mail. */
function outcomeOf(events: string): Outcome | 'local' | undefined {
  const last = events
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .findLast((one) => /^(send|deliver|delivered|fail|failed|defer|filteredasspam|quarantined|drop)/.test(one));
  if (last === undefined) return undefined;
  if (last.startsWith('send')) return 'delivered';
  if (last.startsWith('deliver')) return 'local';
  if (last.startsWith('fail')) return 'failed';
  return last.startsWith('defer') ? 'deferred' : undefined;
}

export function messageTrace(journal: Journal, timeOf: (text: string) => number | null): TableReader {
  return {
    format: 'microsoft-365',
    fits: (columns) =>
      columns.has('recipient-status') &&
      columns.has('message-id') &&
      (columns.has('origin-timestamp-utc') || columns.has('origin-timestamp')),
    read(row) {
      const directionality = row.get('directionality');
      if (!/^(2|originating|outbound)$/i.test(directionality)) return;
      const connector = row.get('connector-id');
      const time = timeOf(row.get('origin-timestamp-utc') || row.get('origin-timestamp'));
      for (const status of listOf(row.get('recipient-status'))) {
        const [recipient = '', events = ''] = status.split('##');
        const outcome = outcomeOf(events);
        if (outcome === 'local') journal.local(1);
        if (outcome === undefined || outcome === 'local') continue;
        journal.attempt({
          source: {
            ...UNKNOWN_SOURCE,
            program: 'microsoft-365',
            client: addressOf(row.get('original-client-ip')),
            from: domainOf(row.get('sender-address')),
          },
          endpoint: {
            host: null,
            ip: null,
            port: null,
            connector: connector === '' ? 'none (Exchange Online)' : connector,
          },
          outcome,
          recipients: 1,
          domain: domainOf(recipient),
          time,
          queued: time,
          messageId: row.get('message-id') || null,
          strength: 'sender',
          place: row.place,
          // Without a connector Exchange Online delivers to the recipients' MX.
          ...(connector === '' ? { direct: true } : {}),
        });
      }
    },
  };
}
