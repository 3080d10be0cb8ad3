/** A place that decides through which relay mail leaves. */
import type { Range } from './expr.ts';

export type Layer = 'server' | 'application' | 'client' | 'deployment' | 'monitoring';

/**
 * How mail leaves: to a named host · to the host's own MX records · straight to the recipient's MX ·
 * over a provider's HTTP API · through a program on this machine.
 */
export type RouteKind = 'relay' | 'mx' | 'direct' | 'api' | 'local-program';

export type Role = 'runtime' | 'sample' | 'dev' | 'test';
export type Certainty = 'certain' | 'likely';
export type Verdict = 'approved' | 'legacy' | 'unapproved' | 'local' | 'placeholder' | 'unresolved';
export type Transport = 'none' | 'starttls' | 'implicit' | 'unknown';

/**
 * Where the host text comes from: written in place · the fallback of an unset variable, or a library's own default ·
 * the environment (`host` null, or linked to its definition) · a library's table of service names ·
 * computed from a mail address.
 */
export type Source = 'literal' | 'default' | 'environment' | 'service' | 'address';

/** 1-based lines and UTF-16 columns; the end is exclusive. `path` is relative to the scan root, with `/`. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The columns of a place in bytes of UTF-8, 1-based, the end exclusive: some machines count so. Not told far out in a line. */
export interface ByteColumns {
  readonly column: number;
  readonly endColumn: number;
}

/** A literal that says a part of a relay, where it stands: putting another text there changes exactly that part. */
export interface Written extends Location {
  /** What stands there, its escapes read; never a secret. */
  readonly value: string;
  /** Only where the place holds a whole value in base64: which stretch of the decoded value it is. */
  readonly decoded?: Range;
  /** It counts only where this variable is not set. */
  readonly fallbackOf?: string;
}

/** A literal that switches TLS on or off; `whenTrue` says what a bare `true` there means. */
export interface TlsWritten extends Written {
  readonly whenTrue: 'implicit' | 'starttls';
}

/**
 * Where the parts of a relay are written, for whoever changes it. A part that is put together from several texts, or that
 * comes from outside the repository, is left out.
 */
export interface WrittenRelay {
  /** The host's own text, brackets not counted. */
  readonly host?: Written;
  /** The host with its brackets, where it has some. */
  readonly bracketed?: Written;
  /** The scheme of a URL that names the host: `smtps`. */
  readonly scheme?: Written;
  /** The empty place behind a host without a port, where the text has a place for one. */
  readonly portSlot?: Written;
  /** Port literals: more than one when several places may decide it. */
  readonly ports: readonly Written[];
  readonly tls: readonly TlsWritten[];
}

/** One step on the way from the use of a relay to the text that names it. */
export interface Step extends Location {
  /** For people: `SMTP_HOST is read here`. Never holds a value from the file but names and hosts. */
  readonly note: string;
  /** Another use of the same place, from which no steps are told. */
  readonly isFurther?: true;
}

/** Where a forward waits for those who hand mail to it. */
export interface Awaits {
  /** Ports and services of the machine or container that it runs on, as written; empty where nothing says which. */
  readonly ports: readonly string[];
  /** Names of the container that it runs in, where the file itself says so. */
  readonly services: readonly string[];
  /** It leads to a server of one's own, unless that is a legacy relay. */
  readonly isOwnServer?: boolean;
}

export interface Setting extends Location {
  /** Lower case, without brackets and final dot; null when no literal in the repository decides it. */
  readonly host: string | null;
  readonly bytes?: ByteColumns;
  readonly port: number | null;
  readonly transport: Transport;
  /** Whether a user name or password stands beside the host. */
  readonly authenticated: boolean;
  /** Whether a password or token stands there literally. The secret itself is never kept. */
  readonly secret: boolean;
  /** The variables and keys that user and password come from, if any. */
  readonly login?: readonly string[];
  /** Whether certificate checks are switched off here. */
  readonly insecure: boolean;
  readonly detector: string;
  /** The key or call that holds the host: `mailers.smtp.host`, `createTransport`. */
  readonly key: string;
  /** The env var, config key or expression that the host comes through, if any. */
  readonly ref: string | null;
  readonly source: Source;
  readonly role: Role;
  readonly layer: Layer;
  readonly route: RouteKind;
  readonly certainty: Certainty;
  /** What `ref` names is only a part of the host (`smtp.$DOMAIN`): what gives it a value names no relay. */
  readonly partial?: boolean;
  /** Of a use without a host: the program makes it of its own literals, in a way that hides it. */
  readonly hidden?: boolean;
  /** Of a use without a host: more values lead here than are followed, and those that are not may be any relay. */
  readonly isCut?: boolean;
  /** A use without a host of its own whose variable or key is given a value elsewhere in the repository. */
  readonly decided?: boolean;
  /** A mail library is used without naming a host; `ref` is the default that then decides. */
  readonly implicit?: boolean;
  /** The names that the host, an address, is given to in the place of DNS; when all files are read, the relay's among them. */
  readonly standsFor?: readonly string[];
  /** It is a forward that may carry mail that is handed in there: it does where another setting sends it to where it waits. */
  readonly awaits?: Awaits;
  /** It is no relay but another use of a host; when all files are read, what only such a use reads is none either. */
  readonly noRelay?: true;
  /** What to do beside changing the text: how a product's database is asked, which copy is made anew. For people. */
  readonly advice?: string;
  /** Where host, port and transport stand; left out when no literal names a host. */
  readonly written?: WrittenRelay;
  /** From the use to this place; empty when the use itself names the host. */
  readonly trail: readonly Step[];
}

/** What could not be read or done, for people. `line` is 1-based. */
export interface Diagnostic {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
  /** Not all that the file holds is known, and it may be a relay: the scan is not complete. */
  readonly failed?: true;
}
