/** What readers of clients' own logs have in common: a client talks to one server, whose answers say what became of the mail. */
import { isLoopback } from '../../relays/known.ts';
import type { LogLine } from '../input/line.ts';
import { type Endpoint, type Journal, type Outcome, type Source, UNKNOWN_SOURCE } from '../model.ts';
import { commonDomain, domainOf, interner } from '../words.ts';
import type { Dialogue } from './dialogue.ts';
import type { LineContext } from './reader.ts';

export interface Talk {
  readonly endpoint: Endpoint;
  readonly dialogue: Dialogue;
}

export interface Client {
  readonly program: string | null;
  /** Whether its lines say on which machine it runs. */
  readonly saysHost: boolean;
  /** Whether the mail was made when it was sent, so that it cannot have waited. */
  readonly isFresh: boolean;
}

export interface TalkTeller {
  /** Mail for some recipients had an end. What goes to the machine itself has no relay. */
  tell(talk: Talk, outcome: Outcome, recipients: number, line: LogLine, context: LineContext): void;
  /** The server's answer, by its code: what becomes known of the mail is told. */
  answer(talk: Talk, code: number, line: LogLine, context: LineContext): void;
}

export function talkTeller(journal: Journal, { program, saysHost, isFresh }: Client): TalkTeller {
  const same = interner();
  const known = (word: string | null): string | null => (word === null ? null : same(word));
  const sourceOf = ({ dialogue }: Talk, line: LogLine): Source => ({
    ...UNKNOWN_SOURCE,
    ...(saysHost ? { host: known(line.host) } : {}),
    program,
    from: known(dialogue.from === null ? null : domainOf(dialogue.from)),
  });
  const tell: TalkTeller['tell'] = (talk, outcome, recipients, line, context) => {
    const { endpoint, dialogue } = talk;
    if (recipients === 0) return;
    if (isLoopback(endpoint.ip ?? endpoint.host ?? '')) {
      if (outcome === 'delivered') journal.local(recipients);
      return;
    }
    const time = context.timeOf(line);
    journal.attempt({
      source: sourceOf(talk, line),
      endpoint,
      outcome,
      recipients,
      domain: commonDomain(dialogue.recipients),
      time,
      queued: isFresh ? time : null,
      messageId: null,
      strength: 'client',
      place: context.placeOf(line),
    });
  };
  return {
    tell,
    answer(talk, code, line, context) {
      const result = talk.dialogue.answered(code);
      if (!result) return;
      tell(talk, 'delivered', result.accepted, line, context);
      tell(talk, 'failed', result.refused, line, context);
    },
  };
}
