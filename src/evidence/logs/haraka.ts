/** Haraka: its own queue says `delivered … host=`, a forwarding plugin where it forwards to; joined by the connection's UUID. */
import { isLoopback } from '../../relays/known.ts';
import { type Endpoint, type Journal, NOWHERE, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { commonDomain, domainOf, endpointIn, endpointOf, interner, kept } from '../words.ts';
import type { LogReader } from './reader.ts';

const LINE = /^\[(?:[A-Z]+)\] \[(-|[0-9A-F]{8}-[0-9A-F-]{27}[.\d]*)\] \[([^\]]+)\] +(.*)$/;

const RESULTS: Readonly<Record<string, Outcome>> = { OK: 'delivered', DENYSOFT: 'deferred', DENY: 'failed' };

const MOST = 20_000;

interface Transaction {
  client: string | null;
  from: string | null;
  messageId: string | null;
  recipients: string[];
  since: number | null;
  forwarding: Endpoint | undefined;
}

export function haraka(journal: Journal): LogReader {
  const same = interner();
  const transactions = new Map<string, Transaction>();

  /** `UUID.1.1` is a delivery of transaction `UUID.1`, which is one of connection `UUID`. */
  const transactionOf = (uuid: string): Transaction => {
    const known = transactions.get(uuid);
    if (known) return known;
    const parent = uuid.includes('.') ? transactions.get(uuid.slice(0, uuid.lastIndexOf('.'))) : undefined;
    const made: Transaction = parent
      ? { ...parent, recipients: [...parent.recipients] }
      : { client: null, from: null, messageId: null, recipients: [], since: null, forwarding: undefined };
    if (transactions.size >= MOST) {
      const [oldest] = transactions.keys();
      if (oldest !== undefined) transactions.delete(oldest);
    }
    transactions.set(kept(uuid), made);
    return made;
  };

  return {
    format: 'haraka',
    programs: ['haraka'],
    owns: ({ text }) => LINE.test(text),
    read(line, context) {
      const [, uuid = '-', part = '', words = ''] = LINE.exec(line.text) ?? [];
      if (uuid === '-') return;
      const time = context.timeOf(line);
      const transaction = transactionOf(uuid);
      const tell = (endpoint: Endpoint, outcome: Outcome, recipients: number): void => {
        const address = endpoint.ip ?? endpoint.host;
        if (address !== null && isLoopback(address)) {
          if (outcome === 'delivered') journal.local(recipients);
          return;
        }
        journal.attempt({
          source: {
            ...UNKNOWN_SOURCE,
            host: line.host === null ? null : same(line.host),
            program: 'haraka',
            client: transaction.client,
            from: transaction.from,
          },
          endpoint,
          outcome,
          recipients,
          domain: commonDomain(transaction.recipients),
          time,
          queued: transaction.since,
          messageId: transaction.messageId,
          strength: 'sender',
          place: context.placeOf(line),
        });
      };
      if (part === 'core' && words.startsWith('connect ')) {
        const ip = / ip=(\S+)/.exec(words)?.[1];
        transaction.client = ip === undefined ? null : same(ip);
      } else if (part === 'core' && words.startsWith('sender <')) {
        const from = domainOf(/^sender <([^>]*)>/.exec(words)?.[1] ?? '');
        Object.assign(transaction, {
          from: from === null ? null : same(from),
          recipients: [],
          since: time,
          forwarding: undefined,
        });
      } else if (part === 'core' && /^recipient <[^>]*> code=(?:OK|CONT)/.test(words)) {
        if (transaction.recipients.length < 1000) transaction.recipients.push(kept(/<([^>]*)>/.exec(words)?.[1] ?? ''));
      } else if (part === 'core' && words.startsWith('message mid=')) {
        const id = /^message mid=(<[^>\s]+>)/.exec(words)?.[1];
        transaction.messageId = id === undefined ? null : kept(id);
      } else if (words.startsWith('forwarding to ')) transaction.forwarding = endpointIn(words.slice(14).trim());
      else if (part === 'core' && /^hook=queue(?:_outbound)? plugin=queue\//.test(words) && transaction.forwarding) {
        const outcome = RESULTS[/ retval=(\w+)/.exec(words)?.[1] ?? ''];
        if (outcome) tell(transaction.forwarding, outcome, Math.max(1, transaction.recipients.length));
        transaction.forwarding = undefined;
      } else if (part === 'outbound' && words.startsWith('delivered ')) {
        const [, host] = / host=(\S+)/.exec(words) ?? [];
        const [, ip] = / ip=(\S+)/.exec(words) ?? [];
        const [, port] = / port=(\d+)/.exec(words) ?? [];
        const [, delivered = '1'] = / rcpts=(\d+)\/\d+\/\d+/.exec(words) ?? [];
        tell(endpointOf(host, ip, port), 'delivered', Number(delivered));
      } else if (part === 'outbound' && words.startsWith('Temp failing '))
        tell(NOWHERE, 'deferred', Math.max(1, transaction.recipients.length));
    },
  };
}
