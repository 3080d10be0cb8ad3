/**
 * What clients print of their talk with a server when they are told to be verbose: esmtp, msmtp, sSMTP, curl, swaks,
 * PHPMailer. A row says how each marks the two sides; RFC 5321 says the rest.
 */
import type { LogLine } from '../input/line.ts';
import { type Endpoint, type Journal, NOWHERE } from '../model.ts';
import { endpointOf } from '../words.ts';
import { createDialogue } from './dialogue.ts';
import type { LineContext, LogReader, MakeReader } from './reader.ts';
import { talkTeller } from './talk.ts';

interface Form {
  readonly format: string;
  /** What the server said: its code, and `-` where more lines of the answer follow. */
  readonly server: RegExp;
  /** Only the first line of an answer has a mark. */
  readonly firstOnly?: boolean;
  /** What the client said. */
  readonly client: RegExp;
  /** Before they talk: groups `host`, `ip` and `port` of the server. */
  readonly about: readonly RegExp[];
  /** A line before the talk that only this program prints. */
  readonly opening?: RegExp;
  /** A connection that came to nothing. */
  readonly refused?: RegExp;
}

const FORMS: readonly Form[] = [
  { format: 'esmtp', server: /^S: (\d{3})([ -]|$)/, firstOnly: true, client: /^C: (.*)$/, about: [] },
  {
    format: 'msmtp -v',
    server: /^<-- (\d{3})([ -]|$)/,
    client: /^--> (.*)$/,
    opening: /^(?:using account \S+ from |loaded (?:user|system) configuration file )/,
    about: [/^host = (?<host>\S+)$/, /^port = (?<port>\d+)$/],
    refused: /^msmtp: cannot connect to (?<host>[^\s,]+), port (?<port>\d+): /,
  },
  { format: 'ssmtp -v', server: /^\[<-\] (\d{3})([ -]|$)/, client: /^\[->\] (.*)$/, about: [] },
  {
    format: 'curl',
    server: /^< (\d{3})([ -]|$)/,
    client: /^> (.*)$/,
    opening: /^\* {1,3}(?:Connected to \S+ \([^)]+\) port \d+|Established connection to \S+ \(\S+ port \d+\))/,
    about: [
      /^\* {1,3}Connected to (?<host>\S+) \((?<ip>[^)]+)\) port (?<port>\d+)/,
      /^\* {1,3}Established connection to (?<host>\S+) \((?<ip>\S+) port (?<port>\d+)\)/,
    ],
    refused: /^\* Failed to connect to (?<host>\S+) port (?<port>\d+) after /,
  },
  {
    format: 'swaks',
    server: /^<(?:-|~|\*\*|~\*) {1,2}(\d{3})([ -]|$)/,
    client: /^ [-~]> (.*)$/,
    opening: /^=== Trying \S+:\d+\.\.\.$/,
    about: [/^=== Trying (?<host>[^\s:]+):(?<port>\d+)\.\.\.$/],
    refused: /^(?:=== Trying \S+\.\.\.)?\*\*\* Error connecting to (?<host>[^\s:]+):(?<port>\d+):/,
  },
  {
    format: 'phpmailer',
    server: /^SERVER -> CLIENT: (\d{3})([ -]|$)/,
    firstOnly: true,
    client: /^CLIENT -> SERVER: (.*)$/,
    opening: /^Connection: opening to \S+:\d+, /,
    about: [/^Connection: opening to (?:\w+:\/\/)?(?<host>[^\s:]+):(?<port>\d+), /],
    refused: /^SMTP ERROR: Failed to connect to server/,
  },
];

/** A server's greeting names it. */
const GREETING = /\b220[ -]([\w-]+(?:\.[\w-]+)+)(?:\s|$)/;

const transcript =
  (form: Form): MakeReader =>
  (journal: Journal): LogReader => {
    const program = form.format.split(' ')[0] ?? null;
    const teller = talkTeller(journal, { program, saysHost: false, isFresh: false });
    let endpoint: Endpoint = NOWHERE;
    let dialogue = createDialogue();
    /** The client is telling the message, whose lines are no commands. */
    let telling = false;
    /** Settings are told before there is a talk. */
    let opened = false;
    let talking = false;

    const begin = (): void => {
      endpoint = NOWHERE;
      dialogue = createDialogue();
      telling = false;
      talking = false;
    };

    const about = (text: string): boolean => {
      for (const pattern of form.about) {
        const { host, ip, port } = pattern.exec(text)?.groups ?? {};
        if (host === undefined && port === undefined) continue;
        if (talking) begin();
        const next = endpointOf(host, ip, port);
        endpoint = { host: next.host ?? endpoint.host, ip: next.ip ?? endpoint.ip, port: next.port ?? endpoint.port };
        return true;
      }
      return false;
    };

    const answer = (code: number, text: string, line: LogLine, context: LineContext): void => {
      if (!talking || (code === 220 && GREETING.test(text) && !dialogue.waiting)) {
        if (talking) begin();
        talking = true;
        dialogue.sent('connect');
        const name = GREETING.exec(text)?.[1];
        if (name !== undefined && endpoint.host === null && endpoint.ip === null)
          endpoint = endpointOf(name, undefined, endpoint.port);
      }
      telling = code === 354;
      teller.answer({ endpoint, dialogue }, code, line, context);
    };

    return {
      format: form.format,
      programs: [],
      owns: ({ text }) =>
        form.server.test(text) ||
        (form.opening?.test(text) ?? false) ||
        (form.refused?.test(text) ?? false) ||
        (talking && form.client.test(text)) ||
        (opened && form.about.some((pattern) => pattern.test(text))),
      read(line, context) {
        const { text } = line;
        if (form.opening?.test(text)) {
          if (talking) begin();
          opened = true;
        }
        if (form.refused?.test(text)) {
          if (talking) begin();
          about(text);
          const { host, port } = form.refused.exec(text)?.groups ?? {};
          if (host !== undefined) endpoint = endpointOf(host, undefined, port);
          teller.tell({ endpoint, dialogue }, 'failed', 1, line, context);
          begin();
          return;
        }
        if (about(text)) return;
        const [, code, more] = form.server.exec(text) ?? [];
        if (code !== undefined) {
          // The greeting names the server in the first of its lines.
          if (more !== '-' || form.firstOnly || !talking) answer(Number(code), text, line, context);
          return;
        }
        const command = form.client.exec(text)?.[1];
        if (command !== undefined && !telling) dialogue.sent(command);
      },
    };
  };

export const transcripts: readonly MakeReader[] = FORMS.map(transcript);
