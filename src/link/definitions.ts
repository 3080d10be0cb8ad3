/** Finds what gives a value to a variable or configuration key that a mail setting reads. */
import { type Detector, detector } from '../detect/detector.ts';
import type { EntryFact } from '../detect/entries.ts';
import { entriesWhere } from '../detect/matchers.ts';
import type { Expr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { serviceOf } from '../relays/services.ts';

/** What a reference names, without the tool's own head: `.Values.smtp.host` is `smtp.host` of a values file. */
export function keyOfReference(reference: string): readonly string[] {
  return reference.replace(/^\.?(?:Values|var|local|vars|global|env|ENV|config)\./, '').split('.');
}

/** Names that say nothing of mail: a definition of `HOST` is hardly ever the relay's. */
const TOO_COMMON =
  /^(host|hostname|url|uri|name|address|addr|domain|server|port|value|smtp|email|mail|config|item|default|key|options?|settings|id|ip|user|type|data|result|env)$/i;

/** A plain word is a variable of a program as often as a key: `connect`, `conf`. */
const PLAIN = /^[a-z]+$/;
const SPEAKS_OF_MAIL = /mail|smtp|relay|smarthost|mta/;

/** Fields of objects (Go calls the object by a letter or three), and what requests bring: no file defines them. */
const OF_A_PROGRAM = /^(this|self|[a-z]|url|uri|srv|conn|req|res|ctx|_(POST|GET|REQUEST|COOKIE|SESSION|FILES))$/;

/** Whether a reference is one whose definitions can be searched for. */
export function isSearchable(reference: string): boolean {
  const key = keyOfReference(reference);
  const last = key.at(-1) ?? '';
  if (!/^[A-Za-z_][\w-]*$/.test(last) || last.length < 3 || OF_A_PROGRAM.test(key[0] ?? '')) return false;
  if (key.length === 1 && PLAIN.test(last) && !SPEAKS_OF_MAIL.test(last)) return false;
  return key.length > 1 ? key.every((part) => /^[\w-]+$/.test(part)) : !TOO_COMMON.test(last);
}

/** How a key may end, by the formats' signs, and how far below its parent the next may stand. */
const END = String.raw`["'\`\])}]*[ \t]*(?:[?+]?[:=]|[.>,)\[({|]|__|\r?\n)`;
const BELOW = '[\\s\\S]{0,5000}?';

/**
 * Whether a text may give one of the names a value: the parts of a dotted key stand there as keys, one below the other.
 * The words of `url.hostname`, which may be of any object, stand in any file.
 */
export function mayDefine(names: readonly string[]): (text: string) => boolean {
  const expressions = names
    .map(keyOfReference)
    .map((key) => new RegExp(key.length === 1 ? (key[0] ?? '') : key.map((part) => part + END).join(BELOW)));
  return (text) => expressions.some((expression) => expression.test(text));
}

/** Values in a program that can be a definition: a bare name there is more often another use. */
const DECIDING: ReadonlySet<Expr['kind']> = new Set(['text', 'join', 'env', 'either', 'call']);

/** `define('MAILHOST', $host)`: a name that stands for another; `MAILHOST=MAILHOST` passes it on. */
const isOtherName = (value: Expr, name: string | undefined): boolean => value.kind === 'ref' && value.name !== name;

/** A detector for exactly these names, wherever a file gives them a value. */
export function definitions(names: readonly string[]): Detector {
  const keys = grouped(names.map(keyOfReference), (key) => key.at(-1) ?? '');
  const isWanted = ({ path, value }: EntryFact, facts: Facts): boolean => {
    if (facts.program && !DECIDING.has(value.kind) && !isOtherName(value, path.at(-1))) return false;
    const wanted = (keys.get(path.at(-1) ?? '') ?? []).filter(
      (key) => !facts.program || key.length > 1 || /^[A-Z][A-Z0-9_]*$/.test(key[0] ?? ''),
    );
    return wanted.some((key) => key.every((part, index) => path[path.length - key.length + index] === part));
  };
  return detector({
    id: 'environment',
    title: 'Environment variables',
    docs: 'https://12factor.net/config',
    layer: 'application',
    keywords: [],
    settings: [
      entriesWhere((found, facts) => isWanted(found, facts) && !isService(found)),
      entriesWhere((found, facts) => isWanted(found, facts) && isService(found), { form: 'service' }),
    ],
  });
}

/** `MAIL_SERVICE=gmail`: what nodemailer's `service` option reads, which no host is. */
const isService = ({ path, value }: EntryFact): boolean =>
  /(?:service|provider)$/i.test(path.at(-1) ?? '') && value.kind === 'text' && serviceOf(value.value) !== undefined;
