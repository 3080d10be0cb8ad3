/** Finds port, user, password and TLS beside a host by the names they have in all systems. */
import type { Entry, Expr } from '../model/expr.ts';
import { oncePer } from '../model/once.ts';
import type { Match, TlsValue } from './detector.ts';

const HOST_WORDS =
  /(smart_?host|relay_?host|host_?name|host_?address|server_?host|server_?name|server_?addr(ess)?|host|server|address|addr|relay|url|uri|dsn|endpoint|hub)$/i;

const fold = (key: string): string => key.toLowerCase().replace(/[-_.@\s]/g, '');

const PORT = ['port', 'hostport', 'serverport', 'smtpport', 'mailport', 'portnumber'];
const USER = [
  'user',
  'username',
  'login',
  'authuser',
  'authusername',
  'hostuser',
  'loginuser',
  'account',
  'userid',
  'saslusername',
];
const PASSWORD = [
  'pass',
  'password',
  'passwd',
  'authpass',
  'authpassword',
  'hostpassword',
  'secret',
  'token',
  'pwd',
  'saslpassword',
];
const IMPLICIT = [
  'secure',
  'ssl',
  'usessl',
  'enablessl',
  'smtps',
  'forcetls',
  'usetlswrapper',
  'tlswrapper',
  'issecure',
  'sslenabled',
  'implicittls',
  'sslonconnect',
];
const STARTTLS = [
  'starttls',
  'usestarttls',
  'enablestarttls',
  'enablestarttlsauto',
  'tls',
  'usetls',
  'requiretls',
  'encryption',
  'crypto',
  'smtpsecure',
  'security',
  'protocol',
  'scheme',
  'securetype',
  'tlsmode',
  'starttlsenable',
  'starttlsenabled',
  'starttlsrequired',
];
const VERIFY = [
  'rejectunauthorized',
  'verifypeer',
  'tlsrejectunauthorized',
  'verify',
  'sslverify',
  'opensslverifymode',
  'tlsverify',
  'skipverify',
  'insecureskipverify',
];

/** `PORT=3000` beside `SMTP_HOST` is where the application itself listens; beside it mail goes to one of these. */
const MAIL_PORT = /^(25|26|465|587|588|2465|2500|2525|2587|3025|10\d\d)$/;

const isOwnPort = (name: string, value: Expr): boolean =>
  name === 'port' &&
  (value.kind === 'env'
    ? value.fallback !== undefined && isOwnPort(name, value.fallback)
    : value.kind === 'text' && !MAIL_PORT.test(value.value));

/** Objects beside a host that hold more of it. */
const HOLDING = new Set(['auth', 'credentials', 'authentication', 'tls', 'secureconnection', 'ssl']);

/** What belongs to a host. */
export type Related = Pick<Match, 'port' | 'user' | 'password' | 'tls' | 'verify'>;

/** The values beside a host by their folded names; made once for all the hosts that stand among them. */
const namesOf = oncePer((siblings: readonly Entry[]): ReadonlyMap<string, Expr> => {
  const byName = new Map<string, Expr>();
  for (const { key, value, spread } of siblings) {
    if (spread) continue;
    byName.set(fold(key.split('.').at(-1) ?? key), value);
    if (value.kind !== 'object' || !HOLDING.has(fold(key))) continue;
    for (const nested of value.entries) byName.set(fold(nested.key), nested.value);
  }
  return byName;
});

/**
 * The related values among the entries beside `key`. The key's own prefix counts: beside `SMTP_HOST` the port is
 * `SMTP_PORT`, beside `host` it is `port`. An `auth: { user, pass }` object is looked into.
 */
export function related(key: string, siblings: readonly Entry[]): Related {
  const last = key.split('.').at(-1) ?? key;
  const prefix = fold(last.replace(HOST_WORDS, ''));
  const byName = namesOf(siblings);
  const find = (names: readonly string[]): Expr | undefined => {
    for (const name of names) {
      const own = byName.get(prefix + name);
      const value = own ?? (prefix === '' ? undefined : byName.get(name));
      if (value && value.kind !== 'object' && (own || !isOwnPort(name, value))) return value;
    }
    return undefined;
  };
  const all = (names: readonly string[], whenTrue: TlsValue['whenTrue']): TlsValue[] =>
    names.flatMap((name) => {
      const value = byName.get(prefix + name);
      return value && value.kind !== 'object' ? [{ value, whenTrue }] : [];
    });
  return {
    port: find(PORT),
    user: find(USER),
    password: find(PASSWORD),
    tls: [...all(IMPLICIT, 'implicit'), ...all(STARTTLS, 'starttls')],
    verify: find(VERIFY),
  };
}
