/** Finds port, user, password and TLS beside a host by the names they have in all systems. */
import type { Entry, Expr } from '../model/expr.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import type { Match, TlsValue } from './detector.ts';
import { described, namedPair } from './pairs.ts';
import { RANK_WORDS } from './ranks.ts';

const HOST_WORDS =
  /(outgoing_?server|smart_?host|relay_?host|host_?name|host_?address|server_?host|server_?name|server_?(?:ip_?)?addr(ess)?|hosts?|server|address|addr|relay|url|uri|dsn|endpoint|hub)$/i;
const HOST_ENDINGS = ['host', 'hostname', 'server', 'address', 'relay'];

/** The last of those words alone: beside `MP_SMTP_RELAY_HOST` stands `MP_SMTP_RELAY_PORT`. */
const LAST_HOST_WORD = /_?(host_?name|host|server|address|addr|name)$/i;

/** DSpace writes a dot as `__P__` in its variables. https://wiki.lyrasis.org/display/DSDOC7x/Configuration+Reference */
const fold = (key: string): string => key.toLowerCase().replace(/__p__|[-_.@\s]/g, '');

const PORT = [
  ...[
    'port',
    'hostport',
    'serverport',
    'smtpport',
    'mailport',
    'portno',
    'portnumber',
    'serverportnumber',
    'sslsmtpport',
  ],
];
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
  'smtps',
  'forcetls',
  'usetlswrapper',
  'tlswrapper',
  'issecure',
  'sslenabled',
  'sslenable',
  'implicittls',
  'sslonconnect',
  // Jakarta Mail's way before `ssl.enable`: mail.smtp.socketFactory.class
  'socketfactoryclass',
];
const STARTTLS = [
  // System.Net.Mail's, log4net's and NLog's: https://learn.microsoft.com/dotnet/api/system.net.mail.smtpclient.enablessl
  'enablessl',
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
  'tlspolicy',
  'tlsportpolicy',
  'starttlspolicy',
  'transportstrategy',
  'connectionsecurity',
  'securesocketoptions',
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

/** Names that only mail's own TLS has: they count beside a prefixed host without its prefix, as in `smtpServer` and `enableSsl`. */
const UNMISTAKABLE = new Set([
  'starttls',
  'usestarttls',
  'enablestarttls',
  'enablestarttlsauto',
  'enablessl',
  'sslonconnect',
]);

/** `PORT=3000` beside `SMTP_HOST` is where the application itself listens; beside it mail goes to one of these. */
const MAIL_PORT = /^(25|26|465|587|588|2465|2500|2525|2587|3025|10\d\d)$/;

const isOwnPort = (name: string, value: Expr): boolean =>
  name === 'port' &&
  (value.kind === 'env'
    ? value.fallback !== undefined && isOwnPort(name, value.fallback)
    : value.kind === 'text' && !MAIL_PORT.test(value.value));

const isValue = (value: Expr | undefined): value is Expr => value !== undefined && value.kind !== 'object';

/** Objects beside a host that hold more of it. */
const HOLDING = new Set([
  'auth',
  'credentials',
  'authentication',
  'tls',
  'secureconnection',
  'ssl',
  'connectionconfig',
]);

/** Whether any of the entries beside an entry is such a one: asked once of all that stand side by side, however many. */
export function anyBeside(is: (entry: Entry) => boolean): (siblings: readonly Entry[]) => boolean {
  const answers = oncePer((siblings: readonly Entry[]) => ({ any: siblings.some(is) }));
  return (siblings) => answers(siblings).any;
}

/** The texts that stand beside an entry under keys that fit: put together once for all that stand side by side. */
export function textsUnder(fits: RegExp): (siblings: readonly Entry[]) => ReadonlySet<string> {
  return oncePer(
    (siblings: readonly Entry[]) =>
      new Set(siblings.flatMap(({ key, value }) => (value.kind === 'text' && fits.test(key) ? [value.value] : []))),
  );
}

const textsByKey = oncePer((siblings: readonly Entry[]): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  for (const { key, value } of siblings)
    if (value.kind === 'text' && !texts.has(key)) texts.set(key, value.value.toLowerCase());
  return texts;
});

/** The first text under a key beside an entry, in lower case; empty when there is none. */
export const textBeside = (siblings: readonly Entry[], key: string): string => textsByKey(siblings).get(key) ?? '';

/** What a bare true means under a name. */
export type TlsMeanings = Readonly<Record<string, TlsValue['whenTrue']>>;

/** What belongs to a host. */
export type Related = Pick<Match, 'port' | 'user' | 'password' | 'tls' | 'verify'>;

/** The values beside a host by their folded names; made once for all the hosts that stand among them. */
const namesOf = oncePer((siblings: readonly Entry[]): ReadonlyMap<string, Expr> => {
  const byName = new Map<string, Expr>();
  for (const { key, value } of mergedIn(siblings)) byName.set(fold(key), value);
  for (const { key, value, spread } of siblings) {
    if (spread) continue;
    byName.set(fold(key.split('.').at(-1) ?? key), (value.kind === 'object' && described(value)) || value);
    if (value.kind !== 'object' || !HOLDING.has(fold(key))) continue;
    for (const nested of value.entries) byName.set(fold(nested.key), nested.value);
  }
  for (const { key, value } of siblings) {
    const name = fold(key);
    const session = name === 'properties' ? ofSession(value, '') : name === 'property' ? ofProperties(value) : [];
    for (const one of session) byName.set(fold(one.key), one.value);
  }
  return byName;
});

/** What YAML's `<<: *base` puts beside the others, which win over it: https://yaml.org/type/merge.html */
const mergedIn = (siblings: readonly Entry[]): readonly Entry[] =>
  siblings.flatMap(({ value, spread }) => (spread && value.kind === 'object' ? value.entries : []));

/** Jakarta Mail's own keys, which a Session's properties hold: https://jakarta.ee/specifications/mail/2.1/apidocs/ */
export const SESSION_KEY = /^(?:properties\.)?mail\.smtps?\./;

const keysByValue = oncePer(
  (siblings: readonly Entry[]): ReadonlyMap<Expr, string> => new Map(siblings.map(({ key, value }) => [value, key])),
);

/** Beside dotted keys these many without a dot may belong to any group; of more none is known to. */
const MOST_WITHOUT_DOT = 60;

/** The entries of each group of dotted keys, by what its keys begin with, dot included. */
const groupsByHead = oncePer((siblings: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> => {
  const bare = siblings.filter(({ key }) => !key.includes('.'));
  const common = bare.length > MOST_WITHOUT_DOT ? [] : bare;
  const members = siblings.flatMap((entry) =>
    headsOf(entry.key).flatMap((head) => {
      const member = memberOf(entry, head);
      return member ? [{ head, member }] : [];
    }),
  );
  const groups = grouped(members, ({ head }) => head);
  return new Map([...groups].map(([head, own]) => [head, [...common, ...own.map(({ member }) => member)]]));
});

/** A member of a group has no more steps below it: `properties.mail.smtp.starttls.enable`. */
const MOST_STEPS = 5;

/** What a key may begin with, up to each of its last dots. */
const headsOf = (key: string): readonly string[] => {
  const steps = key.split('.');
  const from = Math.max(1, steps.length - MOST_STEPS);
  return steps.slice(from).map((_, index) => `${steps.slice(0, from + index).join('.')}.`);
};

/** An entry under its name within a group; undefined when it belongs to a group of its own. */
function memberOf(entry: Entry, head: string): Entry | undefined {
  const rest = entry.key.slice(head.length);
  if (!rest.includes('.')) return { ...entry, key: rest };
  if (SESSION_KEY.test(rest)) return { ...entry, key: dotless(rest.replace(SESSION_KEY, '')) };
  return /^(?:starttls|ssl)\./.test(rest) ? { ...entry, key: dotless(rest) } : undefined;
}

/** Of entries with dotted keys those of the same group: beside `quarkus.mailer.host` none of `quarkus.mailer.bulk`. */
export function ofSameGroup(value: Expr, siblings: readonly Entry[]): readonly Entry[] {
  const key = keysByValue(siblings).get(value) ?? '';
  const head = key.slice(0, key.lastIndexOf('.') + 1);
  if (head === '') return siblings;
  const below = portsBelow(siblings).get(key);
  const group = groupsByHead(siblings).get(head) ?? [];
  return below ? [...group, below] : group;
}

/** `report.mail.relay.port` beside `report.mail.relay`: a port by the whole key that it stands below. */
const portsBelow = oncePer(
  (siblings: readonly Entry[]): ReadonlyMap<string, Entry> =>
    new Map(
      siblings.flatMap((entry) =>
        /\.port$/i.test(entry.key) ? [[entry.key.slice(0, -5), { ...entry, key: 'port' }]] : [],
      ),
    ),
);

/** Which of several a name says, at its end, behind a word for a host: `smtp_host_2`, `MailServer1`, `smtpServerSecondary`. */
const AT_END = `[_-]?(?:\\d{1,2}|${RANK_WORDS})$`;
const RANK = new RegExp(`(?<=host|name|server|addr|address|relay|hub)${AT_END}`, 'i');
const ANY_RANK = new RegExp(AT_END, 'i');

/** What stands beside a host of a rank: what is of that rank by its name, before what all share. */
const ofRank = oncePer((siblings: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> => {
  const ranked = siblings.flatMap((entry) => {
    const rank = ANY_RANK.exec(entry.key)?.[0];
    return rank === undefined ? [] : [{ rank, entry: { ...entry, key: entry.key.slice(0, -rank.length) } }];
  });
  const shared = siblings.filter(({ key }) => !ANY_RANK.test(key));
  return new Map(
    [...grouped(ranked, ({ rank }) => rank)].map(([rank, own]) => [
      rank,
      [...shared, ...own.map(({ entry }) => entry)],
    ]),
  );
});

const dotless = (key: string): string => key.replaceAll('.', '');

/** Liberty's `<mailSession host="h"><property name="mail.smtp.port" value="25"/>`. */
const ofProperties = (value: Expr): readonly { readonly key: string; readonly value: Expr }[] =>
  (value.kind === 'list' ? value.items.slice(0, MOST_WITHOUT_DOT) : [value]).flatMap((item) => {
    const pair = item.kind === 'object' ? namedPair(item) : undefined;
    return pair ? ofSession(pair.value, pair.key) : [];
  });

/** What stands under `mail.smtp` in `properties`, flat or nested: `mail.smtp.starttls.enable` as `starttls.enable`. */
function ofSession(value: Expr, path: string): readonly { readonly key: string; readonly value: Expr }[] {
  if (value.kind !== 'object')
    return SESSION_KEY.test(path) ? [{ key: dotless(path.replace(SESSION_KEY, '')), value }] : [];
  if (path.split('.').length > 6) return [];
  return value.entries.flatMap((one) => ofSession(one.value, path === '' ? one.key : `${path}.${one.key}`));
}

/** The word of a default behind its name: beside `SmtpHostDefault` the port is `SmtpPortDefault`. */
const BEHIND = /_?(?:defaults?|fallback)$/i;

const defaultsOf = oncePer((siblings: readonly Entry[]): readonly Entry[] =>
  siblings.flatMap((one) => (BEHIND.test(one.key) ? [{ ...one, key: one.key.replace(BEHIND, '') }] : [])),
);

/**
 * The related values among the entries beside `key`. The key's own prefix counts: beside `SMTP_HOST` the port is
 * `SMTP_PORT`, beside `host` it is `port`. An `auth: { user, pass }` object is looked into. `meanings`: what a library
 * means by names that others use otherwise.
 */
export function related(key: string, siblings: readonly Entry[], meanings: TlsMeanings = {}): Related {
  if (/[a-z]_?(?:defaults?|fallback)$/i.test(key))
    return related(key.replace(BEHIND, ''), defaultsOf(siblings), meanings);
  const last = key.split('.').at(-1) ?? key;
  const rank = RANK.exec(last)?.[0];
  if (rank !== undefined) return related(last.slice(0, -rank.length), ofRank(siblings).get(rank) ?? siblings, meanings);
  // `smtp` alone is the whole name of a host.
  const prefix = /^smtp$/i.test(last) ? '' : fold(last.replace(HOST_WORDS, ''));
  const nearer = fold(last.replace(LAST_HOST_WORD, ''));
  const byName = namesOf(siblings);
  // `SMTP_PORT` is no port of `BOUNCE_RELAYHOST` where `SMTP_HOST` stands beside both; `REPORT_SMTP_HOST` shares it.
  const isOthers = (name: string): boolean => {
    if (/smtp|mail/i.test(last)) return false;
    const stem = /^(?:smtp|mail|server)(?=port|user)/.exec(name)?.[0];
    return stem !== undefined && stem !== prefix && HOST_ENDINGS.some((end) => byName.has(stem + end));
  };
  const find = (names: readonly string[]): Expr | undefined => {
    const own = names.map((name) => byName.get(nearer + name) ?? byName.get(prefix + name)).find(isValue);
    if (own || prefix === '') return own;
    const shared = names.find((name) => {
      const value = isOthers(name) ? undefined : byName.get(name);
      return isValue(value) && !isOwnPort(name, value);
    });
    return shared === undefined ? undefined : byName.get(shared);
  };
  // Beside `mail_relay` stands `relay_port`.
  const lastWord = fold(last.split(/[-_]|(?<=[a-z])(?=[A-Z])/).at(-1) ?? '');
  const ofLastWord = (): Expr | undefined => {
    const value = HOST_WORDS.test(lastWord) ? byName.get(`${lastWord}port`) : undefined;
    return value && value.kind !== 'object' && !isOwnPort('port', value) ? value : undefined;
  };
  const own = Object.entries(meanings).map(([name, whenTrue]) => ({ name: fold(name), whenTrue }));
  const all = (names: readonly string[], whenTrue: TlsValue['whenTrue']): TlsValue[] => {
    const others = names.filter((name) => !own.some((one) => one.name === name));
    const meant = own.flatMap((one) => (one.whenTrue === whenTrue ? [one.name] : []));
    return [...meant, ...others].flatMap((name) => {
      const value =
        byName.get(nearer + name) ??
        byName.get(prefix + name) ??
        (UNMISTAKABLE.has(name) ? byName.get(name) : undefined);
      return value && value.kind !== 'object' ? [{ value, whenTrue }] : [];
    });
  };
  return {
    port: find(PORT) ?? ofLastWord(),
    user: find(USER),
    password: find(PASSWORD),
    tls: [...all(IMPLICIT, 'implicit'), ...all(STARTTLS, 'starttls')],
    verify: find(VERIFY),
  };
}
