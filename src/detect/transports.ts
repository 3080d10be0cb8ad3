/** What words, and the names that libraries give to their modes, say of a transport. */
import type { TextValue } from '../evaluate/value.ts';
import { chainOf, type Expr } from '../model/expr.ts';
import type { Transport } from '../model/setting.ts';
import type { TlsValue } from './detector.ts';

/** Constants by their last name, as their libraries declare them: outside of the repository nothing says what they hold. */
const MODES: Readonly<Record<Exclude<Transport, 'unknown'>, ReadonlySet<string>>> = {
  implicit: new Set([
    // MailKit SecureSocketOptions: https://mimekit.net/docs/html/T_MailKit_Security_SecureSocketOptions.htm
    'SslOnConnect',
    // PHPMailer: src/PHPMailer.php
    'ENCRYPTION_SMTPS',
    // go-simple-mail: email.go
    'EncryptionSSL',
    'EncryptionSSLTLS',
    // smtppool: pool.go
    'SSLTLS',
    // Simple Java Mail's TransportStrategy
    'SMTPS',
    // lettre's client::Tls
    'Wrapper',
  ]),
  starttls: new Set([
    ...['StartTls', 'StartTlsWhenAvailable', 'ENCRYPTION_STARTTLS', 'SMTP_TLS', 'SSLSTARTTLS'],
    ...['EncryptionSTARTTLS', 'EncryptionTLS'],
    // wneessen/go-mail: tls.go; go-mail/mail and gomail: smtp.go
    ...['TLSMandatory', 'TLSOpportunistic', 'MandatoryStartTLS', 'OpportunisticStartTLS'],
    // Vert.x StartTLSOptions, lettre's client::Tls
    ...['REQUIRED', 'OPTIONAL', 'Required', 'Opportunistic'],
  ]),
  none: new Set([
    ...['None', 'NoTLS', 'NoStartTLS', 'EncryptionNone', 'SSLNone'],
    // Vert.x StartTLSOptions
    'DISABLED',
  ]),
};

/** The modes that constants or variants of another package name: `SecureSocketOptions.StartTls`, `Tls::Required(p)`. */
export function modesOf(expr: Expr, values: readonly TextValue[]): readonly Transport[] {
  const built = expr.kind === 'call' ? chainOf(expr.callee)?.at(-1) : undefined;
  return [built, ...values.map(constantOf)].map(
    (name) => modes.find((mode) => name && MODES[mode].has(name)) ?? 'unknown',
  );
}

const modes = ['implicit', 'starttls', 'none'] as const;

/** The last name of a constant that alone makes a value; a variable of the environment is none, whatever its name. */
function constantOf({ segments }: TextValue): string | undefined {
  const [only, second] = segments;
  if (only?.kind !== 'hole' || second || only.hole.asked?.space === 'env') return undefined;
  return /^(?:\w+(?:\.|::|\\|->))+(?<last>\w+)$/.exec(only.hole.note)?.groups?.last;
}

/** What a word says under a key of TLS; on 465 nobody waits for STARTTLS, so that a mere yes means the other kind there. */
export function saidTransport(word: string, whenTrue: TlsValue['whenTrue'], port: number | undefined): Transport {
  const plain = whenTrue === 'starttls' && port === 465 ? 'implicit' : whenTrue;
  if (/^(true|1|yes|on|enabled?)$/i.test(word)) return plain;
  if (/^(ssl|smtps|implicit|ssl\/tls|force_tls|tls_wrapper|sslonconnect|submissions)$/i.test(word)) return 'implicit';
  // The class that makes Jakarta Mail's sockets.
  if (/^(?:[\w.]+\.)?SSLSocketFactory$/i.test(word)) return 'implicit';
  if (/^tls$/i.test(word)) return port === 465 ? 'implicit' : 'starttls';
  // Postfix's levels: https://www.postfix.org/postconf.5.html#smtp_tls_security_level
  if (/^(may|encrypt|dane|dane-only|fingerprint|verify|secure)$/i.test(word)) return plain;
  if (/starttls|^tlsv1.*$|^force$|required|always|mandatory|if_available/i.test(word)) return 'starttls';
  // A flag that is off leaves open what is on; a mode that is off says it all.
  if (whenTrue === 'starttls' && /^off$/i.test(word)) return 'none';
  return /^(none|plain|notls|never|disabled?)$/i.test(word) ? 'none' : 'unknown';
}

/** A flag that is off. */
export const isOff = (word: string): boolean => /^(false|0|no|off)$/i.test(word);
