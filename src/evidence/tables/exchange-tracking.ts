/**
 * Exchange's message tracking log and Microsoft 365's extended message trace, which has the same columns.
 * https://learn.microsoft.com/en-us/exchange/mail-flow/transport-logs/message-tracking
 */
import { type Endpoint, type Journal, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { addressOf, commonDomain, domainOf, endpointOf, hostOf } from '../words.ts';
import { listOf, type Row, type TableReader } from './columns.ts';

/** SEND is what Exchange 2010 calls SENDEXTERNAL; within the organisation its connector says so. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  SEND: 'delivered',
  SENDEXTERNAL: 'delivered',
  DEFER: 'deferred',
  FAIL: 'failed',
};

const WITHIN = /^intra-organization smtp send connector$/i;
const MOST = 50_000;

export function exchangeTracking(journal: Journal, timeOf: (text: string) => number | null): TableReader {
  /** Who handed the message in, by its number within the server. */
  const clients = new Map<string, { readonly client: string | null; readonly time: number | null }>();
  const deferred = new Set<string>();

  const endpointOfRow = (row: Row): Endpoint => {
    const data = row.get('custom-data');
    const ip = /OutboundProxyTargetIP[:=]\s*([^;\s,]+?)\.?(?=[;\s,]|$)/i.exec(data)?.[1];
    const name = /OutboundProxyTargetHostName[:=]\s*([^;\s,]+)/i.exec(data)?.[1];
    const connector = row.get('connector-id');
    const named = endpointOf(name ?? row.get('server-hostname'), ip ?? row.get('server-ip'));
    return { ...named, ...(connector === '' ? {} : { connector }) };
  };

  return {
    format: 'exchange-tracking',
    fits: (columns) => columns.has('event-id') && columns.has('server-hostname') && columns.has('recipient-address'),
    read(row) {
      const event = row.get('event-id').toUpperCase();
      const id = row.get('internal-message-id') || row.get('message-id');
      const time = timeOf(row.get('date-time') || row.get('date-time-utc'));
      const recipients = listOf(row.get('recipient-address'));
      if (event === 'RECEIVE' || event === 'SUBMIT') {
        const client =
          hostOf(row.get('client-hostname')) ?? addressOf(row.get('original-client-ip') || row.get('client-ip'));
        if (clients.size < MOST && !clients.has(id)) clients.set(id, { client, time });
        return;
      }
      if (event === 'DELIVER') {
        journal.local(Math.max(1, recipients.length));
        return;
      }
      const outcome = OUTCOMES[event];
      const source = row.get('source').toUpperCase();
      if (!outcome || (event === 'SEND' && source !== 'SMTP') || WITHIN.test(row.get('connector-id'))) return;
      const known = clients.get(id);
      const endpoint = endpointOfRow(row);
      // For what was deferred or has failed the columns of the server may be the server's own.
      const reached =
        outcome === 'delivered' ? endpoint : { ...endpoint, ...(source === 'SMTP' ? {} : { host: null, ip: null }) };
      const key = `${id} ${row.get('recipient-address')}`;
      const again = outcome === 'deferred' && deferred.has(key);
      if (outcome === 'deferred' && deferred.size < MOST) deferred.add(key);
      const messageId = row.get('message-id');
      journal.attempt({
        source: {
          ...UNKNOWN_SOURCE,
          program: 'exchange',
          client: known?.client ?? null,
          from: domainOf(row.get('sender-address')),
        },
        endpoint: reached,
        outcome,
        recipients: Math.max(1, recipients.length),
        domain: commonDomain(recipients),
        time,
        queued: known?.time ?? null,
        messageId: messageId === '' ? null : messageId,
        strength: 'sender',
        place: row.place,
        ...(again ? { again } : {}),
      });
    },
  };
}
