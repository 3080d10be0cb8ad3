/**
 * Exchange's SMTP send protocol log: what its connectors and the other servers say to each other.
 * https://learn.microsoft.com/en-us/exchange/mail-flow/connectors/protocol-logging
 */
import { createDialogue, type Dialogue } from '../logs/dialogue.ts';
import { type Endpoint, type Journal, UNKNOWN_SOURCE } from '../model.ts';
import { commonDomain, domainOf, endpointIn, hostOf } from '../words.ts';
import type { Row, TableReader } from './columns.ts';

const MOST_SESSIONS = 20_000;

interface Session {
  readonly dialogue: Dialogue;
  endpoint: Endpoint;
}

export function exchangeSend(journal: Journal, timeOf: (text: string) => number | null): TableReader {
  const sessions = new Map<string, Session>();

  const sessionOf = (row: Row): Session => {
    const id = row.get('session-id');
    const known = sessions.get(id);
    if (known) return known;
    const connector = row.get('connector-id');
    const made: Session = {
      dialogue: createDialogue(),
      endpoint: { ...endpointIn(row.get('remote-endpoint')), ...(connector === '' ? {} : { connector }) },
    };
    if (sessions.size >= MOST_SESSIONS) {
      const [oldest] = sessions.keys();
      if (oldest !== undefined) sessions.delete(oldest);
    }
    sessions.set(id, made);
    made.dialogue.sent('connect');
    return made;
  };

  const answered = (session: Session, row: Row, data: string): void => {
    const code = /^(\d{3})(?: |$)/.exec(data)?.[1];
    if (code === undefined) return;
    const { dialogue } = session;
    const name = code === '220' ? hostOf(/^220 (\S+)/.exec(data)?.[1] ?? '') : null;
    // The greeting is what the server calls itself; the address is the connection's own.
    if (name?.includes('.') && session.endpoint.host === null) session.endpoint = { ...session.endpoint, host: name };
    const result = dialogue.answered(Number(code));
    if (!result) return;
    const time = timeOf(row.get('date-time'));
    const from = dialogue.from === null ? null : domainOf(dialogue.from);
    const common = {
      source: { ...UNKNOWN_SOURCE, program: 'exchange', from },
      endpoint: session.endpoint,
      domain: commonDomain(dialogue.recipients),
      time,
      queued: null,
      messageId: null,
      strength: 'sender',
      place: row.place,
    } as const;
    if (result.accepted > 0) journal.attempt({ ...common, outcome: 'delivered', recipients: result.accepted });
    if (result.refused > 0)
      journal.attempt({ ...common, outcome: result.temporary ? 'deferred' : 'failed', recipients: result.refused });
  };

  return {
    format: 'exchange-send',
    fits: (columns, logType) =>
      columns.has('session-id') && columns.has('remote-endpoint') && columns.has('data') && !/receive/i.test(logType),
    read(row) {
      const event = row.get('event');
      const data = row.get('data');
      const session = sessionOf(row);
      const remote = endpointIn(row.get('remote-endpoint'));
      if (remote.ip !== null) session.endpoint = { ...session.endpoint, ip: remote.ip, port: remote.port };
      if (event === '>') session.dialogue.sent(data);
      else if (event === '<') answered(session, row, data);
      else if (event === '-') sessions.delete(row.get('session-id'));
    },
  };
}
