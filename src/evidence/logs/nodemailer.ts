/** nodemailer with `logger` and `debug`: a connection's address, then what client and server say. */
import { type Endpoint, type Journal, NOWHERE } from '../model.ts';
import { endpointIn, endpointOf, interner, kept } from '../words.ts';
import { createDialogue, type Dialogue } from './dialogue.ts';
import type { LogReader } from './reader.ts';
import { talkTeller } from './talk.ts';

/** `DEBUG [NM1DMiajoYU] S: 220 …`; the name of the connection is nodemailer's own. */
const LINE = /^(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) +\[(#?[\w+/-]{6,24})\] (.*)$/;

const MOST = 5000;

interface Connection {
  name: string | undefined;
  endpoint: Endpoint;
  readonly dialogue: Dialogue;
}

export function nodemailer(journal: Journal): LogReader {
  const same = interner();
  const connections = new Map<string, Connection>();

  const teller = talkTeller(journal, { program: 'nodemailer', saysHost: true, isFresh: true });

  return {
    format: 'nodemailer',
    programs: [],
    owns: ({ text }) =>
      LINE.test(text) ||
      /^(?:DEBUG|INFO|ERROR) +(?:Creating transport: nodemailer|Sending mail using SMTP|Sending message <)/.test(text),
    read(line, context) {
      const [, id, words = ''] = LINE.exec(line.text) ?? [];
      if (id === undefined) return;
      let connection = connections.get(id);
      if (!connection) {
        connection = { name: undefined, endpoint: NOWHERE, dialogue: createDialogue() };
        if (connections.size >= MOST) {
          const [oldest] = connections.keys();
          if (oldest !== undefined) connections.delete(oldest);
        }
        connections.set(kept(id), connection);
      }
      const { dialogue } = connection;
      const resolved = /^Resolved (\S+) as (\S+)/.exec(words);
      const reached = /^Connection established to (\S+)/.exec(words)?.[1];
      const refused = /^connect E[A-Z]+ (\S+:\d+)/.exec(words)?.[1];
      const answer = /^S: (\d{3})(?: |$)/.exec(words)?.[1];
      if (resolved) {
        connection.name = same(resolved[1] ?? '');
        connection.endpoint = endpointOf(resolved[1], resolved[2]);
      } else if (reached !== undefined || refused !== undefined) {
        const { ip, host, port } = endpointIn(reached ?? refused ?? '');
        connection.endpoint = { ...endpointOf(connection.name ?? host ?? undefined, ip ?? undefined), port };
        if (refused !== undefined) teller.tell(connection, 'failed', 1, line, context);
        else dialogue.sent('connect');
      } else if (words.startsWith('C: ')) dialogue.sent(words.slice(3));
      else if (/^<\d+ bytes encoded/.test(words)) dialogue.messageSent();
      else if (answer !== undefined) teller.answer(connection, Number(answer), line, context);
    },
  };
}
