/** The words of evidence: what a log line or a header shows of a message's way. */

/** Where evidence stands; lines are 1-based. `path` is as it was given, with `/`; `-` is standard input. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/**
 * How much a piece of evidence proves, strongest first: the relay's own record · the delivery line of the server that
 * handed the mail over · the line that the receiving server wrote · lines below it, which earlier hosts claim · a client's
 * debug log, which shows the connection only · a setting, which shows an intention.
 */
export const STRENGTHS = ['relay', 'sender', 'recipient', 'claim', 'client', 'configuration'] as const;
export type Strength = (typeof STRENGTHS)[number];

export type Outcome = 'delivered' | 'deferred' | 'failed';

/** The server that mail was handed to, or was to be handed to, as the evidence names it. */
export interface Endpoint {
  /** Lower case, without final dot; null when only the address is known. */
  readonly host: string | null;
  readonly ip: string | null;
  readonly port: number | null;
  /** What names the way when no server is named: an Exchange connector. */
  readonly connector?: string;
}

export const NOWHERE: Endpoint = { host: null, ip: null, port: null };

/** What sent the mail, as far as the evidence says. */
export interface Source {
  /** The machine whose log it is. */
  readonly host: string | null;
  /** `postfix`, `exim`, `nodemailer` */
  readonly program: string | null;
  /** Who handed the mail in: a host's name, or its address. */
  readonly client: string | null;
  /** The account: a login name, a Unix user, `uid 33`. */
  readonly user: string | null;
  /** The domain of the envelope sender; `<>` for bounces. */
  readonly from: string | null;
}

export const UNKNOWN_SOURCE: Source = { host: null, program: null, client: null, user: null, from: null };

/** One attempt to hand a message for one or more recipients to the next server. Times are milliseconds since 1970. */
export interface Attempt {
  readonly source: Source;
  readonly endpoint: Endpoint;
  readonly outcome: Outcome;
  readonly recipients: number;
  /** The domain of the recipients, where all are of one. */
  readonly domain: string | null;
  readonly time: number | null;
  /** When the message came into the queue. */
  readonly queued: number | null;
  readonly messageId: string | null;
  readonly strength: Strength;
  readonly place: Place;
  /** A deferral of the same recipient by the same server as before: another attempt, not another recipient. */
  readonly again?: boolean;
  /** Only the recipients' own servers can be meant: the log says that no relay was used. */
  readonly direct?: boolean;
}

/** What readers of evidence tell as they go. */
export interface Journal {
  attempt(attempt: Attempt): void;
  /** Mail that went into a mailbox or to a program on the same machine: no relay. */
  local(recipients: number): void;
  /** A server took a changed configuration. */
  reloaded(time: number | null, host: string | null, place: Place): void;
  /** Lines or messages that the log itself says are missing. */
  lost(what: string, time: number | null, place: Place): void;
  /** What could not be read, for people; `failed` when the result may lack something. */
  problem(message: string, place: Place, failed?: boolean): void;
}
