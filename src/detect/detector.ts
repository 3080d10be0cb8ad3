/** What a detector is: data that says where one system keeps its relay. */

import type { Evaluator } from '../evaluate/evaluator.ts';
import type { Lookup } from '../evaluate/lookup.ts';
import type { Hop, Place } from '../evaluate/value.ts';
import type { Expr, Range } from '../model/expr.ts';
import type { Facts, Format } from '../model/facts.ts';
import type { Awaits, Certainty, Layer, RouteKind, Transport } from '../model/setting.ts';
import type { Need } from '../select/needs.ts';

export { LANGUAGES, PROGRAMS, SCRIPTS } from '../model/facts.ts';
export { isBundle, type Need, type Question } from '../select/needs.ts';

/** What the name of a file may end in that is filled in or copied under the name without it: a part of globs. */
export const MODEL =
  '?(.j2|.jinja|.jinja2|.erb|.epp|.tmpl|.tpl|.template|.ctmpl|.in|.example|.sample|.dist|.default|.bak|.orig)';

/** How the host is written. `relay`: all usual forms, host, host:port, URL. `service`: a name in nodemailer's table. */
export type Form = 'relay' | 'list' | 'service' | 'address';

/** A value beside the host. `whenTrue` says what a bare `true` means: of `ignoreTLS` that there is none. */
export interface TlsValue {
  readonly value: Expr;
  readonly whenTrue: 'implicit' | 'starttls' | 'none';
}

/** A place where a system's relay is decided, before its values are evaluated. */
export interface Match {
  /** The expression that names the host; undefined when the system's own default decides. */
  readonly host: Expr | undefined;
  readonly place: Place;
  /** Steps from the use to `host`, where it stands in a table that the use names. */
  readonly via?: readonly Hop[];
  /** `mailers.smtp.host`, `createTransport`. */
  readonly key: string;
  /** What to point to when no text names the host. */
  readonly anchor: Range;
  readonly form?: Form;
  /** For `list`: what separates the hosts; default `;` and `,` and white space. */
  readonly separators?: RegExp;
  readonly port?: Expr | undefined;
  readonly tls?: readonly TlsValue[];
  /** What the library does when nothing beside the host says otherwise: `SMTP_SSL`, lettre's `relay`. */
  readonly transport?: Transport | undefined;
  readonly user?: Expr | undefined;
  readonly password?: Expr | undefined;
  /** Certificate checks: an expression that is false or `none` when they are off. */
  readonly verify?: Expr | undefined;
  /** The host that the system uses when none is given. */
  readonly implicit?: string | null;
  /**
   * The provider whose HTTP API mail leaves through, or what tells it by the text of `host` (`ses`, `api.mailgun.net`). Then
   * no SMTP host is named at all.
   */
  readonly api?: string | ((text: string) => string | undefined);
  readonly certainty?: Certainty;
  readonly layer?: Layer;
  readonly route?: RouteKind;
  /** A name that is not in brackets stands for its MX hosts (Postfix, Sendmail). */
  readonly mxUnlessBracketed?: boolean;
  /** The names that the host, an address, is given to: it counts where one of them is a relay's. */
  readonly standsFor?: readonly string[];
  /** It is a forward, which counts where another setting sends mail to where it waits. */
  readonly awaits?: Awaits | undefined;
  /** Only text that looks like a host counts; anything else gives no setting (for generic keys). */
  readonly strict?: boolean;
  /** A step of a pipeline that sends mail: whoever gets it, it is no test. */
  readonly isSent?: true;
  /** With nothing but holes there is no setting at all (for keys that mean something only with a literal). */
  readonly literalOnly?: boolean;
}

export interface Tools extends Evaluator {
  /** The file is one of these, by glob on the path or base name. */
  isFile(globs: readonly string[]): boolean;
  /** The text file that a path written in `from` names, whatever it is called: a table of routes. */
  textFile(from: Facts, path: string): Facts | undefined;
  /** The text files of a folder that is named from the folder of `from`. */
  textFilesIn(from: Facts, folder: string): readonly Facts[];
}

/** Facts in, matches out; pure. */
export interface Matcher {
  (facts: Facts, tools: Tools): Iterable<Match>;
  /** Without any of these in its text a file is not worth parsing for this matcher. */
  readonly needs?: readonly Need[] | undefined;
  /** It looks at calls and assignments, which only programs have. */
  readonly inPrograms?: true | undefined;
  /** It looks at keys and texts as they are written, not at names that a program makes when it runs. */
  readonly asWritten?: true | undefined;
}

/** Says what a matcher needs. */
export const needing = (needs: readonly Need[] | undefined, matcher: Matcher): Matcher =>
  Object.assign(matcher, { needs });

/** Says what a matcher of entries or of the text itself needs. */
export const asWritten = (needs: readonly Need[] | undefined, matcher: Matcher): Matcher =>
  Object.assign(matcher, { needs, asWritten: true as const });

/** Says what a matcher of calls or assignments needs. */
export const inPrograms = (needs: readonly Need[] | undefined, matcher: Matcher): Matcher =>
  Object.assign(matcher, { needs, inPrograms: true as const });

export interface Detector {
  /** kebab-case, stable: it stands in the JSON output. */
  readonly id: string;
  readonly title: string;
  /** Where the facts come from. */
  readonly docs: string;
  readonly layer: Layer;
  /** The formats it looks at; all when left out. */
  readonly formats?: readonly Format[];
  /** Only these files (globs on the path; without a slash on the base name). They are read whatever their content. */
  readonly files?: readonly string[];
  /** For `files` whose name does not tell their format. */
  readonly format?: Format;
  /**
   * A file without any of these (case-insensitive) is not looked at. An expression must fit within one line and have no flags
   * of its own.
   */
  readonly keywords: readonly (string | RegExp)[];
  readonly settings: readonly Matcher[];
  /** Ways to read the environment or configuration that come with this system. */
  readonly lookups?: readonly Lookup[];
  /** One line for the docs: what is recognised. */
  readonly recognises?: string;
  /** What it finds are no relays but other uses of a mail host: a mailbox that is read, the host of links. */
  readonly noRelay?: true;
  /** It finds a relay by nothing but its name: the host is none where all that reads it is another use. */
  readonly byName?: true;
  /** For a use that names no host: how the product itself shows where mail goes, and how that is changed. */
  readonly held?: Held;
  /** Commands without which a change of the file does nothing, because a copy is made of it. */
  readonly remake?: string;
}

/** A setting that a product keeps in a database of its own. */
export interface Held {
  /** The query or command that shows it. */
  readonly show: string;
  /** The command, or the page of the administration, that changes it. */
  readonly change: string;
}

/** Checks nothing, adds nothing: gives the literal its type, so that a detector file reads as data. */
export const detector = (definition: Detector): Detector => definition;
