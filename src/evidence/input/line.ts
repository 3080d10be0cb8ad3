/** A line of a log, once its wrappings are off. */
export interface LogLine {
  /** What the program wrote. Latin-1: a character a byte. */
  text: string;
  /** The stamp as it stands there; empty when there is none. */
  stamp: string;
  host: string | null;
  /** The host of the last line that had one. */
  lastHost: string;
  /** The tag: `postfix/smtp`; null when the line has none. */
  program: string | null;
  pid: string | null;
  /** 1-based. */
  number: number;
}

export const emptyLine = (): LogLine => ({
  text: '',
  stamp: '',
  host: null,
  lastHost: '',
  program: null,
  pid: null,
  number: 0,
});
