/**
 * Python's smtplib with `set_debuglevel(1)` or `(2)`: the server is named by `connect:` or, when the log begins after
 * that, only by itself in its greeting.
 */
import { isLoopback } from '../../relays/known.ts';
import type { LogLine } from '../input/line.ts';
import { type Endpoint, type Journal, NOWHERE, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { commonDomain, domainOf, endpointOf, interner } from '../words.ts';
import { createDialogue } from './dialogue.ts';
import type { LineContext, LogReader } from './reader.ts';

const LINE = /^(?:\d\d:\d\d:\d\d\.\d+ )?(connect|send|reply|data): (.*)$/;
const OWN = /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:connect: (?:to )?\(|send: b?['"]|reply: (?:b['"]|retcode \()|data: \(\d)/;

export function smtplib(journal: Journal): LogReader {
  const same = interner();
  let endpoint: Endpoint = NOWHERE;
  let dialogue = createDialogue();
  let dead = false;

  const tell = (outcome: Outcome, recipients: number, line: LogLine, context: LineContext): void => {
    if (recipients === 0) return;
    if (isLoopback(endpoint.host ?? endpoint.ip ?? '')) {
      if (outcome === 'delivered') journal.local(recipients);
      return;
    }
    const from = dialogue.from === null ? null : domainOf(dialogue.from);
    journal.attempt({
      source: {
        ...UNKNOWN_SOURCE,
        host: line.host === null ? null : same(line.host),
        program: 'smtplib',
        from: from === null ? null : same(from),
      },
      endpoint,
      outcome,
      recipients,
      domain: commonDomain(dialogue.recipients),
      time: context.timeOf(line),
      queued: null,
      messageId: null,
      strength: 'client',
      place: context.placeOf(line),
    });
  };

  return {
    format: 'smtplib',
    programs: [],
    owns: ({ text }) => OWN.test(text),
    read(line, context) {
      const [, kind, words = ''] = LINE.exec(line.text) ?? [];
      const to = kind === 'connect' ? /^(?:to )?\('([^']*)', (\d+)\)/.exec(words) : null;
      if (to) {
        endpoint = endpointOf(to[1], undefined, to[2]);
        dialogue = createDialogue();
        dialogue.sent('connect');
        dead = false;
        return;
      }
      if (kind === 'send') {
        const command = /^b?['"](.*?)(?:\\r\\n)?['"]$/.exec(words)?.[1] ?? '';
        if (/^(ehlo|helo|lhlo) /i.test(command) && dead) {
          endpoint = NOWHERE;
          dialogue = createDialogue();
          dead = false;
        }
        if (/\\r\\n\.(?:\\r\\n)?$/.test(command)) dialogue.messageSent();
        else dialogue.sent(command);
        if (/^quit$/i.test(command)) dead = true;
        return;
      }
      if (kind !== 'reply') return;
      // The greeting names the server, if nothing else does.
      const greeting = /^b'(?:220|250)[ -]([\w.-]+\.[\w-]+)(?:[ \\]|$)/.exec(words)?.[1];
      if (greeting !== undefined && endpoint.host === null && endpoint.ip === null && !/^\d+\.\d/.test(greeting))
        endpoint = endpointOf(greeting, undefined);
      const code = /^retcode \((\d{3})\)/.exec(words)?.[1];
      const result = code === undefined ? undefined : dialogue.answered(Number(code));
      if (!result) return;
      tell('delivered', result.accepted, line, context);
      tell('failed', result.refused, line, context);
    },
  };
}
