/**
 * Python's smtplib with `set_debuglevel(1)` or `(2)`: the server is named by `connect:` or, when the log begins after
 * that, only by itself in its greeting.
 */
import { type Endpoint, type Journal, NOWHERE } from '../model.ts';
import { endpointOf } from '../words.ts';
import { createDialogue } from './dialogue.ts';
import type { LogReader } from './reader.ts';
import { talkTeller } from './talk.ts';

const LINE = /^(?:\d\d:\d\d:\d\d\.\d+ )?(connect|send|reply|data): (.*)$/;
const OWN = /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:connect: (?:to )?\(|send: b?['"]|reply: (?:b['"]|retcode \()|data: \(\d)/;

export function smtplib(journal: Journal): LogReader {
  let endpoint: Endpoint = NOWHERE;
  let dialogue = createDialogue();
  let dead = false;

  const teller = talkTeller(journal, { program: 'smtplib', saysHost: true, isFresh: false });

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
      if (code !== undefined) teller.answer({ endpoint, dialogue }, Number(code), line, context);
    },
  };
}
