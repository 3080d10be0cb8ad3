/** What stands beside a host: port, transport, credentials, certificate checks. */
import type { Evaluator } from '../evaluate/evaluator.ts';
import { wholeText } from '../evaluate/texts.ts';
import type { TextValue } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import type { Transport } from '../model/setting.ts';
import { isSecret, isSecretReference } from '../relays/secrets.ts';
import type { Match } from './detector.ts';

export interface Beside {
  readonly port: number | null;
  readonly transport: Transport;
  readonly user: boolean;
  readonly secret: boolean;
  readonly insecure: boolean;
}

/** The port, the transport and the credentials of a match, from the values beside its host. */
export function besideOf(match: Match, evaluator: Evaluator): Beside {
  const texts = (expr: Expr | undefined): readonly TextValue[] =>
    expr ? evaluator.evaluate(expr, match.place).flatMap((value) => (value.kind === 'text' ? [value] : [])) : [];
  const words = (expr: Expr | undefined): string[] => texts(expr).flatMap((value) => wholeText(value) ?? []);
  const port = words(match.port)
    .map(Number)
    .find((number) => Number.isInteger(number) && number > 0 && number < 65536);
  const passwords = words(match.password).filter((text) => isSecret(text) || isSecretReference(text));
  const secretUser = texts(match.user).some((value) => wholeText(value) !== '' && !isNull(value));
  return {
    port: port ?? null,
    transport: transportOf(match, words, port),
    user: secretUser || passwords.length > 0,
    secret: passwords.some(isSecret),
    insecure: words(match.verify).some((word) => /^(false|0|no|none|off|verify_none)$/i.test(word)),
  };
}

const isNull = (value: TextValue): boolean =>
  value.segments.every((segment) => segment.kind === 'hole' && segment.hole.note === 'null');

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
