/** What stands beside a host: port, transport, credentials, certificate checks. */
import type { Evaluator } from '../evaluate/evaluator.ts';
import { agree, shared } from '../evaluate/guards.ts';
import { wholeText } from '../evaluate/texts.ts';
import type { Guard, TextValue, Value } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import type { Transport } from '../model/setting.ts';
import type { Match } from './detector.ts';

export interface Beside {
  readonly port: number | null;
  readonly transport: Transport;
  readonly user: boolean;
  readonly secret: boolean;
  readonly insecure: boolean;
}

/** One host that a match comes to: what stands beside it is of the same choices. */
export interface Chosen {
  readonly guards: readonly Guard[];
  /** It is what is used when something is unset. */
  readonly isDefault: boolean;
}

/** The port, the transport and the credentials of a match's host, from the values beside it. */
export function besideOf(match: Match, evaluator: Evaluator, chosen: Chosen): Beside {
  const texts = (expr: Expr | undefined): readonly TextValue[] =>
    expr ? agreeing(evaluator.evaluate(expr, match.place), chosen) : [];
  const words = (expr: Expr | undefined): string[] => texts(expr).flatMap((value) => wholeText(value) ?? []);
  const port = words(match.port)
    .map(Number)
    .find((number) => Number.isInteger(number) && number > 0 && number < 65536);
  const passwords = words(match.password).filter((text) => text !== '' && !isMadeUp(text));
  const secretUser = texts(match.user).some((value) => wholeText(value) !== '' && !isNull(value));
  return {
    port: port ?? null,
    transport: transportOf(match, words, port),
    user: secretUser || passwords.length > 0,
    secret: passwords.length > 0,
    insecure: words(match.verify).some((word) => /^(false|0|no|none|off|verify_none)$/i.test(word)),
  };
}

/** The texts that can be of one run with the host: those first that share most of its choices, and its being a default. */
function agreeing(values: readonly Value[], { guards, isDefault }: Chosen): readonly TextValue[] {
  const texts = values.flatMap((value) => (value.kind === 'text' && agree(value.guards, guards) ? [value] : []));
  const rank = (value: TextValue): number =>
    2 * shared(value.guards, guards) + ((value.fallbackOf !== undefined) === isDefault ? 1 : 0);
  return texts
    .map((value) => ({ value, rank: rank(value) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ value }) => value);
}

const isNull = (value: TextValue): boolean =>
  value.segments.every((segment) => segment.kind === 'hole' && segment.hole.note === 'null');

/** Passwords that nobody could use: samples and empty words. */
const isMadeUp = (text: string): boolean =>
  /^(null|none|false|true|~|x+|\*+|<.*>|\[.*\]|your.*|.*(change|replace).?me.*|pass(word|wd|phrase)?|secret|example|test|todo|my.?password|smtp_?password|mail_?password|email_?password|.*_here)$/i.test(
    text,
  );

function transportOf(match: Match, words: (expr: Expr | undefined) => string[], port: number | undefined): Transport {
  let known: Transport = 'unknown';
  for (const { value, whenTrue } of match.tls ?? []) {
    const all = words(value);
    // Both answers of a function that reads a switch: `return text in ('1', 'true')`.
    if (all.some((word) => /^true$/i.test(word)) && all.some((word) => /^false$/i.test(word))) continue;
    for (const word of all) {
      const said = saidTransport(word, whenTrue);
      if (said === 'implicit' || said === 'starttls') return said;
      if (said === 'none') known = 'none';
    }
  }
  return known === 'unknown' && port === 465 ? 'implicit' : known;
}

function saidTransport(word: string, whenTrue: 'implicit' | 'starttls'): Transport {
  if (/^(true|1|yes|on|enabled?)$/i.test(word)) return whenTrue;
  if (/^(ssl|smtps|implicit|ssl\/tls|force_tls|tls_wrapper|sslonconnect|submissions)$/i.test(word)) return 'implicit';
  if (/starttls|^tls(v1.*)?$|required|always|mandatory/i.test(word)) return 'starttls';
  return /^(none|plain|notls|never|disabled?)$/i.test(word) ? 'none' : 'unknown';
}
