/**
 * What the query of a relay's URL says: `?encryption=tls&auth_mode=login` (Swift Mailer), `?verify_peer=0` and
 * `?auto_tls=false` (Symfony), `?tls.rejectUnauthorized=false` and `?secure=true` (nodemailer), `?disable_starttls=true` (Kratos).
 */
import type { Transport } from '../model/setting.ts';

export interface QuerySays {
  readonly transport: Transport;
  readonly user: boolean;
  readonly password: boolean;
  readonly insecure?: boolean;
}

const YES = /^(1|true|yes|on|require|required|always)$/i;
const NO = /^(0|false|no|off|none|never)$/i;

type Meaning = (value: string) => Transport | undefined;

const saysYes =
  (transport: Transport): Meaning =>
  (value) =>
    YES.test(value) ? transport : undefined;

/** Keys are compared in lower case and without `_`, `-` and `.`. */
const TRANSPORT: ReadonlyMap<string, Meaning> = new Map([
  ['encryption', named],
  ['security', named],
  ['tls', named],
  ['secure', saysYes('implicit')],
  ['ssl', saysYes('implicit')],
  ['requiretls', saysYes('starttls')],
  ['starttls', saysYes('starttls')],
  ['ignoretls', saysYes('none')],
  ['disablestarttls', saysYes('none')],
  ['autotls', (value: string): Transport | undefined => (NO.test(value) ? 'none' : undefined)],
]);

function named(value: string): Transport | undefined {
  if (/^(ssl|smtps|implicit)/i.test(value)) return 'implicit';
  if (/tls|^required$/i.test(value) || YES.test(value)) return 'starttls';
  return NO.test(value) ? 'none' : undefined;
}

const CHECKS = /^(verifypeer|verifypeername|tlsrejectunauthorized|rejectunauthorized|verify|checkcertificate)$/;
const NO_CHECKS = /^(skipverify|insecure|skipsslverify|insecureskipverify|tlsinsecure|allowselfsigned)$/;

/** What is known of the relay, with what the URL's rest adds. */
export function querySays(rest: string, known: QuerySays): QuerySays {
  const start = rest.indexOf('?');
  if (start < 0) return known;
  let says = known;
  for (const [name, value] of new URLSearchParams(rest.slice(start + 1).replace(/#.*$/, ''))) {
    const key = name.toLowerCase().replace(/[-_.]/g, '');
    const transport = says.transport === 'unknown' ? TRANSPORT.get(key)?.(value) : undefined;
    if (transport) says = { ...says, transport };
    if (/^(user|username)$/.test(key) && value !== '') says = { ...says, user: true };
    if (/^(pass|password)$/.test(key) && value !== '') says = { ...says, password: true };
    if ((CHECKS.test(key) && NO.test(value)) || (NO_CHECKS.test(key) && YES.test(value)))
      says = { ...says, insecure: true };
  }
  return says;
}
