/** What a client and a server say to each other (RFC 5321), as debug logs show it: whom it was for, and what became of it. */

export interface Dialogue {
  /** A command of the client, without its end. */
  sent(command: string): void;
  /** The message was handed over; the next answer is about it. */
  messageSent(): void;
  /** The last line of an answer: its code. Gives what became of recipients, once that is known. */
  answered(
    code: number,
  ): { readonly accepted: number; readonly refused: number; readonly temporary: boolean } | undefined;
  /** The client said something that is not answered yet. */
  readonly waiting: boolean;
  readonly from: string | null;
  readonly recipients: readonly string[];
}

const MOST = 10_000;

export function createDialogue(): Dialogue {
  let waiting: string[] = [];
  let from: string | null = null;
  let asked: string[] = [];
  let accepted: string[] = [];
  let refused = 0;
  return {
    get waiting() {
      return waiting.length > 0;
    },
    get from() {
      return from;
    },
    get recipients() {
      return asked;
    },
    sent(command) {
      const verb = /^\S+/.exec(command)?.[0]?.toUpperCase() ?? '';
      if (waiting.length < MOST) waiting.push(/^(MAIL|RCPT|DATA|BDAT|QUIT)$/.test(verb) ? command : 'other');
      if (verb !== 'MAIL') return;
      from = /<([^>]*)>/.exec(command)?.[1] ?? null;
      asked = [];
      accepted = [];
      refused = 0;
    },
    messageSent() {
      waiting = ['message'];
    },
    answered(code) {
      const command = waiting.shift() ?? '';
      const address = /^RCPT\b[^<]*<([^>]*)>/i.exec(command)?.[1];
      if (address !== undefined && asked.length < MOST) {
        asked.push(address);
        if (code < 400) accepted.push(address);
        else refused += 1;
        return undefined;
      }
      const last = command === 'message' || /^BDAT\b.*\bLAST$/i.test(command);
      if (/^DATA/i.test(command) && code < 400) {
        waiting = ['message'];
        return undefined;
      }
      // An answer to the end of the message, or to a DATA that comes too early because nobody is left to send to.
      if (last || (/^DATA/i.test(command) && code >= 400)) {
        const good = last && code < 400;
        const result = {
          accepted: good ? accepted.length : 0,
          refused: refused + (good ? 0 : accepted.length),
          temporary: code >= 400 && code < 500,
        };
        accepted = [];
        refused = 0;
        return result;
      }
      return undefined;
    },
  };
}
