/**
 * Plainly named settings in files no other detector knows: `smtpServer`, `mail.smtp.host`, `email: { host }`.
 * A guess by name, so its word is `likely`, and only a text that looks like a host counts.
 */
import { detector, type Matcher, needing } from '../../src/detect/detector.ts';
import { type EntryFact, entriesOf } from '../../src/detect/entries.ts';
import { anyBeside, entriesWhere, textsUnder } from '../../src/detect/matchers.ts';
import { RANK_WORDS, withoutRank } from '../../src/detect/ranks.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { Format } from '../../src/model/facts.ts';
import { looksLikeHost } from '../../src/relays/host.ts';
import { isNameBeside, isOwnVariable } from './environment.ts';
import { DATA_NEEDS, URL_TEXT } from './generic-needs.ts';
import { listens } from './listeners.ts';
import { isLabel } from './names.ts';
import { isOfOtherKind } from './other-kinds.ts';
import { wordsOf } from './words.ts';

const MAIL =
  /^(smtps?|e?mails?|mailers?|mailing|emailer|submission|smarthost|mta|nodemailer|postfix|sendmail|ssmtp|msmtp|phpmailer|outgoingmail)$/;
const MAIL_INSIDE =
  /^(smtp|e?mail(er)?)(settings?|config(uration)?|options?|server|host|sender|service|transport|conf|params|notifier|client|account|relay)s?$/;
export const SMTP =
  /^(smtps?|submission|smarthost|ssmtp|msmtp|smtp(settings|config|options|server|client|transport|relay|conf))$/;
const HOST =
  /^(host|hostname|hostport|hostaddress|server|serverhost|servername|relay|relayhost|smarthost|serveraddress|hub|mailhub)$/;
const WEAK_HOST = /^(address|addr|url|uri|dsn|endpoint|connection)$/;
/** Whole keys that say it all, in one word; in Spanish, Portuguese and French, too, and in their order of words. */
const WHOLE =
  /^(smtphost(name)?|smtpserver(host(name)?|name|address|addr)?|smtpsrv|smtpaddr(ess)?|smtprelay(host)?|smtpsmarthost|smtpurl|smtpuri|smtpendpoint|mailhost|mailserver(host)?|mailserver(address|ipdomain)|emailhost(name)?|emailserver|emailsmtp(host|server)|mailsmtp(host|server)|mailersmtp(host|server)|smarthost|relayhost|(mailhub|mailrelay|mailgateway|smtpgateway)(addr(ess)?|name)?|outgoing(mail)?(server|host)|smtphosts|smtpservers|mailerdsn|mailerhost|smtpconnection(uri|url|string)|smtptransport(host|server)|(host|server|servidor|serveur)smtp|(smtp|e?mail)servidor|smtpserveur|servidor(de)?correo)$/;

/** What makes a mail-ish key something else: inbound, own names, credentials, addresses, interface texts. */
const NEAR_MISS =
  /^(imaps?|pop3?s?|store|bounces?|helo|ehlo|listen(er|ing)?|bind|local|localhost|inbound|incoming|autoconfig|autodiscover|receive[rd]?|receiving|retriever?|from|sender|senders|recipients?|reply|replyto|to|cc|bcc|user(name)?|login|pass(word)?|domains?|ports?|timeout|https?|web|ui|dkim|spf|dmarc|mx|proxy|socks|trust|lmtp|luser|smtpd|milter|ldap|redis|mysql|postgres|database|db|callback|webhook|label|placeholder|description|title|help|hint|tooltip|message|error|required|invalid|regex|pattern|template|cert|certificate|ca|key|allowed|allow|deny|blocked|whitelist|blacklist|trusted|verify|identity|image|container|kafka|elasticsearch|mongo(db)?|rabbitmq|amqp|ssh|ftp|sftp|git|s3|storage|test|mock|sieve|dovecot|jmap|catchall|alias(es)?|website|site|unsubscribe|support|admin|type|driver|mode|enabled?|status|feature|policy|version|package|module|service|depends|volumes?|networks?|labels?|annotations?|expose|links?|aliases|hosts|command|entrypoint|healthcheck|backend|provider|class|handler)$/;

const CONTAINER =
  /^(sender|default|defaults|production|development|test|staging|prod|dev|options|config|configuration|settings|server|connection|transport|params|args|values?|properties|smtp|outgoing|relay|account|env|data|native|primary|secondary|fallback|[0-9]+)$/;

const INCOMING = /^(imaps?|pop3?|inbound|incoming|receiving|listeners?|lmtp|smtpd|retriever)$/;
const OTHER_SERVER = /^(web|ldap|database)$/;

/** `smtp.host.primary`, `smtp.server.1` */
const NOTHING_BUT_RANK = new RegExp(`^(?:[1-9]|${RANK_WORDS})$`, 'i');
/** What counts where nothing else is said, by the word behind: `SmtpHostDefault`. */
const BEHIND = /^defaults?$/;

export function isRelayKey(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  // SonarQube marks what is kept encrypted at the end of the key: `email.smtp_host.secured`.
  if (last === 'secured') return isRelayKey(path.slice(0, -1));
  const unranked = withoutRank(last);
  if (unranked !== undefined) return isRelayKey([...path.slice(0, -1), unranked]);
  if (path.length > 1 && NOTHING_BUT_RANK.test(last)) return isRelayKey(path.slice(0, -1));
  // Where Ansible itself connects, in a group called mail: `ansible_host`.
  if (last.startsWith('ansible_')) return false;
  const words = wordsOf(last);
  if (words.length > 2 && BEHIND.test(words.at(-1) ?? ''))
    return isRelayKey([...path.slice(0, -1), words.slice(0, -1).join('_')]);
  const whole = words.join('');
  if (
    words.some((word) => NEAR_MISS.test(word) && !/^(local|test|admin|service|backend|default)$/.test(word)) &&
    !WHOLE.test(whole)
  )
    return false;
  const parents = path.slice(0, -1).map(wordsOf);
  // `imap_smtp_params`: the sending side of something that receives.
  const near = parents
    .slice(-2)
    .flatMap((words) =>
      words.some((word) => SMTP.test(word)) ? words.filter((word) => !/^imap|^pop/.test(word)) : words,
    );
  // GitLab's `service_desk_email` is a mailbox.
  if (near.some((word, at) => INCOMING.test(word) || (word === 'desk' && near[at - 1] === 'service'))) return false;
  // A group of web servers, a web application: its key has to say the rest.
  if (near.some((word) => OTHER_SERVER.test(word)) && !words.some((word) => SMTP.test(word))) return false;
  // The name that a client gives itself: `smtp_client_hostname` of Drupal, `local_hostname` of smtplib, `LocalDomain` of MailKit, `IDHost` of Postfix and qmail front ends.
  if (/(client|local|own|helo|ehlo)_?(?:host(?:_?name)?|domain)$|^id_?host$/i.test(last)) return false;
  // Whether the connection is secure: Windows Live Mail's SMTP_Secure_Connection.
  if (/secure_?connection$/i.test(last)) return false;
  // Where people read their mail in a browser.
  if (/web_?mail_?(?:host(?:_?name)?|server(?:_?name)?|url|addr(?:ess)?)$/i.test(last)) return false;
  // The address that a client sends from: Postfix' smtp_bind_address, Elasticsearch's smtp.local_address.
  if (/(?:local|source|src|bind|outbound_?ip)_?(?:ip_?)?addr(?:ess)?$/i.test(last)) return false;
  // CGI's REMOTE_ADDR (RFC 3875, 4.1.8) and its like: who connected, not where anything is sent.
  if (/^clientaddr(ess)?$|(remote|peer)addr(ess)?$/.test(whole)) return false;
  // The host of an authenticator is the name it expects the server to have.
  if (/^(auth|sasl)$/.test(parents.at(-1)?.at(-1) ?? '')) return false;
  if (WHOLE.test(whole)) return true;
  // Their own names: `myhostname` of main.cf, `hostname` of ssmtp.conf, `server.hostname` of Stalwart.
  if (
    whole.endsWith('hostname') &&
    path.some((key) =>
      wordsOf(key).some((word) => /^(postfix|ssmtp|stalwart|maddy|mox|haraka|mailcow|mailu|opensmtpd)$/.test(word)),
    )
  )
    return false;
  // `mail_relay_url`, `mail_server_address`: the word before says what is meant.
  if (words.length > 2 && WEAK_HOST.test(words.at(-1) ?? '') && HOST.test(words.at(-2) ?? ''))
    return isRelayKey([...path.slice(0, -1), words.slice(0, -1).join('_')]);
  const hostWord = words.at(-1) ?? '';
  const isHost = HOST.test(hostWord) || HOST.test(whole);
  const isWeak = WEAK_HOST.test(hostWord);
  if (!isHost && !isWeak) return false;
  const own = words.slice(0, -1);
  if (own.some((word) => SMTP.test(word))) return true;
  // Roles of Ansible put their own name and more in front: `bookstack_environment_variables_mail_host`.
  const isNext =
    MAIL.test(own.findLast((word) => !/^(?:config|settings)$/.test(word)) ?? '') &&
    /^(host|hostname|server)$/.test(hostWord);
  if (own.some((word) => MAIL.test(word) || MAIL_INSIDE.test(word))) return isHost && (words.length <= 4 || isNext);
  if (own.length > 1) return false;
  const context = contextOf(parents);
  return isHost
    ? context.some((word) => MAIL.test(word) || MAIL_INSIDE.test(word))
    : context.some((word) => SMTP.test(word));
}

/** The words of the nearest parent that says something; plain containers are passed over. */
function contextOf(parents: readonly (readonly string[])[]): readonly string[] {
  const seen: string[] = [];
  for (let index = parents.length - 1; index >= Math.max(0, parents.length - 4); index -= 1) {
    const words = parents[index] ?? [];
    seen.push(...words, words.join(''));
    if (!words.every((word) => CONTAINER.test(word)) || words.some((word) => MAIL.test(word))) break;
  }
  return seen;
}

/** Interface texts and translations speak of SMTP hosts without being one. */
const TEXTS =
  /(^|\/)(locales?|lang|langs|languages?|i18n|l10n|translations?|messages|locale-gen)(\/|$)|\.(po|pot|arb|strings|resx)$/i;

/** Keys of interface texts and documentation beside what they describe. */
const SPEAKS_ABOUT =
  /^(labels?|placeholders?|descriptions?|titles?|help|hints?|tooltips?|examples?|patterns?|regex|messages?|errors?|summary|usage|docs?|comments?|text|name)$/;

export const speaksAbout = (path: readonly string[]): boolean =>
  wordsOf(path.at(-1) ?? '').some((word) => SPEAKS_ABOUT.test(word));

/** Keys that only become a relay's by the name they are given. */
const ANY_HOST = /^@?(host|server|address|addr|hosts|servers)$/i;
const SMTP_NAME = /^(smtp|esmtp|email-smtp|mail-?relay|smart-?host)[\w-]*\.([\w-]+\.)+[a-z]{2,}(:\d+)?$/i;

/** Lists of who may be reached, and of where names lead: the policy of this tool, firewalls, name servers. */
const LISTING =
  /^(approved?|legacy|allow(ed|list)?|den(y|ied)|denylist|block(ed|list)?|trusted|exceptions?|egress|ingress|firewall|rules?|dns|zones?|records?)$/;

/** What the first label of a server for mail going out is made of, besides the protocol. */
const LABEL_PARTS = [
  'relay|out|outbound|outgoing|mail|mailer|auth|gw|gateway|server|host|hub|submission|smarthost',
  'int|internal|ext|external|corp|office|dmz|prod|production|live|stage|staging|test|dev|new|old|legacy',
  'main|primary|secondary|backup|fallback|a|b|eu|us|uk|de|at|ch|fr|nl|ap|na|emea|apac|east|west|north|south|central',
].join('|');
const PLAIN_SMTP_NAME = new RegExp(
  `^(?:smtps?|esmtp|email-smtp|mail-?relay|smart-?host)\\d*(?:[-_]?(?:${LABEL_PARTS}))?(?:[-_](?:${LABEL_PARTS}|\\d+))*\\d*\\.`,
  'i',
);

/** Words of a section that says nothing of what its host is for. */
const saysNothing = (word: string): boolean =>
  CONTAINER.test(word) ||
  MAIL.test(word) ||
  MAIL_INSIDE.test(word) ||
  SMTP.test(word) ||
  /^(notif\w*|alert\w*|report\w*|news\w*|contact|app|application|service|services|client|remote|external|out|outbound|server|servers|hosts?|nodes?|gateway)$/.test(
    word,
  );

/**
 * `host: smtp.acme.example`, whatever stands around it: by custom the first label says what the server is for. In a section
 * of another kind (`search: { host: smtp-search.acme.example }`) it has to say that and nothing else.
 */
export function namesRelay(path: readonly string[], value: Expr, section?: string): boolean {
  if (value.kind !== 'text' || !ANY_HOST.test(path.at(-1) ?? '') || !SMTP_NAME.test(value.value)) return false;
  if (path.some((key) => CONNECTING.test(key) || wordsOf(key).some((word) => LISTING.test(word)))) return false;
  const around = [...(section === undefined ? [] : [section]), ...path.slice(0, -1)].flatMap(wordsOf);
  return around.every(saysNothing) || PLAIN_SMTP_NAME.test(value.value);
}

/** The class whose field an entry is, or the program that it stands in: in either a bare `host` may be anything's. */
const sectionOf = ({ place: { facts, scope } }: EntryFact): string | undefined =>
  facts.program && (facts.program.classes.find((one) => one.scope === scope)?.name ?? 'program');

/** Cmdlets that log in to a machine, or look at it: `Connect-VIServer -Server`. */
const CONNECTING = /^(?:Connect|Enter|Test|Get|Resolve|Invoke)-[A-Z]/i;

/** `server.host` at the top of a file is where the program itself waits: Kibana's, Spring's, Consul's. */
const isOwnServer = ({ path, siblings }: EntryFact): boolean =>
  path.length === 2 && /^(?:server|http|web|network|app|listen(?:er)?)$/i.test(path[0] ?? '') && !hasMailPort(siblings);

const hasMailPort = anyBeside(
  ({ key, value }) =>
    /^(?:\w+\.)?port$/i.test(key) &&
    value.kind === 'text' &&
    /^(?:25|26|465|587|588|2\d25|2587|1025)$/.test(value.value),
);

/** A record of the domain name system: it says where a name leads, not who sends mail there. */
const isDnsRecord = anyBeside(
  ({ key, value }) =>
    /^ttl$/i.test(key) ||
    (/type$/i.test(key) && value.kind === 'text' && /^(A|AAAA|CNAME|MX|SRV|TXT)$/.test(value.value)),
);

const hasPort = anyBeside(({ key }) => /^@?port$/i.test(key));

/** One of several named relays: `Smtp: { Backup: { Host, Port } }`. */
const isNamedRelay = ({ path, siblings }: EntryFact): boolean =>
  path.length > 2 &&
  wordsOf(path.at(-3) ?? '').some((word) => SMTP.test(word)) &&
  hasPort(siblings) &&
  isRelayKey([...path.slice(0, -2), ...path.slice(-1)]);

const isSetting = (found: EntryFact): boolean =>
  !listens(found.path.at(-1) ?? '', found.value, found.siblings) &&
  !isManyLines(found.value) &&
  !isLabel(found.value) &&
  isRelayEntry(found);

/** A text of several lines is a file of its own. */
const isManyLines = (value: Expr): boolean =>
  value.kind === 'join' ? value.parts.some(isManyLines) : value.kind === 'text' && value.value.trim().includes('\n');

/** `<smtp>out.acme.example</smtp>`: a key of nothing but the protocol, and a name or address that can only be a host. */
const isBareSmtp = ({ path, value }: EntryFact): boolean =>
  BARE_KEY.test(path.at(-1) ?? '') &&
  !wordsOf(path.at(-1) ?? '').some((word) =>
    /^(?:helo|ehlo|listen|bind|inbound|incoming|receiv\w*|own|user|pass\w*|clave|contrase\w*|senha|usuario|key|secret)$/.test(
      word,
    ),
  ) &&
  value.kind === 'text' &&
  /^(?:[\w-]+\.){1,}[a-z][\w-]*(?::\d+)?$|^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/i.test(value.value) &&
  !/\.(?:js|ts|py|php|rb|java|conf|cfg|ini|ya?ml|json|xml|log|html?|png|svg|sock|md|txt|exe|dll|jar)$/i.test(
    value.value,
  ) &&
  !path.some((key) => wordsOf(key).some((word) => LISTING.test(word) || NO_HOSTS.test(word)));

/** The protocol alone, or as the last word: `fallback_smtp`, `alertSmtp`, `WATCHER_SMTP`. */
const BARE_KEY =
  /^@?(?:e?[sS][mM][tT][pP][sS]?|smtp_?out|outgoing_?smtp|smtp_?\d|\w+[_-](?:smtp|SMTP)|[a-z]\w*S(?:mtp|MTP))$/;

/** What of it stands in a file: a key of its own, before what may be a host. */
const BARE_SMTP = /(?:^|[\s<"'.{,])[\w-]{0,40}smtp\w{0,3}["']?[ \t]*[:=>][ \t]*["']?[\w-]+\./im;

/** Formats in which people write configuration of their own; in others a program says what a word means. */
const OWN_FORMATS: ReadonlySet<Format> = new Set(['xml', 'yaml', 'json', 'toml', 'properties', 'dotenv', 'hcl']);

/** In the many formats that are read as INI the protocol alone may be the name of a machine: `LF_ALERT_SMTP = "h"` of csf.conf. */
const isOwnFormat = (format: Format, { path }: EntryFact): boolean =>
  OWN_FORMATS.has(format) || (format === 'ini' && /[^\W_][_-]?smtp$/i.test(path.at(-1) ?? ''));

/** Under these a service's name stands for a package, a translation, a file, a person. */
const NO_HOSTS =
  /^(packages?|dependencies|requires?|modules?|imports?|files?|icons?|templates?|images?|paths?|class(es)?|locale|i18n|ports?)$/;

/** Of the keys beside a plain `host` one says by itself that it is the relay: then the host is somebody else's. */
const saysItAll = anyBeside(({ key }) => !/[.]/.test(key) && WHOLE.test(wordsOf(key).join('')) && !isPlainHost(key));

const isPlainHost = (key: string): boolean => /^@?(?:host|host_?name|server|server_?name|address)$/i.test(key);

/** `host` of the database in Joomla's `JConfig`, `hostname` of Splunk's links, each beside the server for mail. */
export const isOthersHost = ({ path, siblings }: Pick<EntryFact, 'path' | 'siblings'>): boolean =>
  isPlainHost(path.at(-1) ?? '') && !wordsOf(path.at(-2) ?? '').some((word) => SMTP.test(word)) && saysItAll(siblings);

const isRelayEntry = (found: EntryFact): boolean =>
  (isRelayKey(found.path) && !isOthersHost(found)) ||
  isNamedRelay(found) ||
  (namesRelay(found.path, found.value, sectionOf(found)) && !isDnsRecord(found.siblings) && !isOwnServer(found));

/** `hostname = "smtp"` beside the `fqdn` that is put together of it: a label is no host. */
const isLabelOfName = ({ path, value, siblings }: EntryFact): boolean =>
  value.kind === 'text' &&
  !value.value.includes('.') &&
  /^host_?name$/i.test(path.at(-1) ?? '') &&
  hasWholeName(siblings);
const hasWholeName = anyBeside(({ key }) => /^fqdn$/i.test(key));

/** A service of compose or a container of Kubernetes. */
const isContainer = anyBeside(({ key }) => key === 'image' || key === 'container_name' || key === 'build');

/** Its `hostname` is its own; what says by itself that it is a relay, as `smtp_server` does, is not. */
const isContainersOwn = ({ path, siblings }: EntryFact): boolean => {
  const last = path.at(-1) ?? '';
  const isPlain = isPlainHost(last) || /^@?(?:domain_?name|name|e?smtps?)$/i.test(last);
  return isPlain && isContainer(siblings) && siblings.some(({ key }) => key === last);
};

/** Lines of languages that nothing here reads begin otherwise: `$host = lookup(…)`, `'host': value => …`. */
const isPlainKey = ({ path }: EntryFact): boolean => /^[\w.:@/-]+$/.test(path.at(-1) ?? '');

/** Where the URL is used, as against described or taken from: certificates and mail have a `source`. */
export const isSaid = (path: readonly string[]): boolean => !speaksAbout(path) && !/^source$/i.test(path.at(-1) ?? '');

/** In such a file only a whole host name is a setting. */
const isHostName = (value: Expr): boolean =>
  value.kind === 'text' && value.value.includes('.') && looksLikeHost(value.value);

/** Lists of packages by name and version: npm, Composer, pub, Cargo, Bundler. */
const PACKAGES =
  /^(?:(?:dev|peer|optional|bundled?|build)?_?-?dependencies(?:meta)?|require(?:-dev)?|resolutions|overrides|engines|dependency_overrides)$/i;

const isPackage = ({ path }: EntryFact): boolean => PACKAGES.test(path.at(-2) ?? '');

const isUsersColumn = anyBeside(({ key }) => /^user_?(?:id|name)$/i.test(key));
const isSendersColumn = anyBeside(({ key }) => /port|pass|encryption|tls|ssl|from|smtp/i.test(key));

/** `users (user_id, username, mail_host)` of webmail: the server that keeps a person's mail. */
const isMailbox = ({ path, siblings }: EntryFact): boolean =>
  /^e?mail_?host$/i.test(path.at(-1) ?? '') && isUsersColumn(siblings) && !isSendersColumn(siblings);

/** `{"smtp_host": "mail_settings", "smtp_port": "mail_settings"}` sorts settings: no host is also a port or a password. */
const isSorted = ({ value, siblings }: EntryFact): boolean =>
  value.kind === 'text' && value.value !== '' && textsOfOthers(siblings).has(value.value);

const textsOfOthers = textsUnder(/(?:^|_)(?:port|user(?:_?name)?|pass(?:word)?)$/i);

export const isSettingIn = (found: EntryFact, path: string): boolean =>
  (!TEXTS.test(path) || isHostName(found.value)) &&
  !isContainersOwn(found) &&
  !isOwnVariable(found.path.at(-1) ?? '') &&
  !isNameBeside(found) &&
  !isLabelOfName(found) &&
  isSetting(found) &&
  !isPackage(found) &&
  !isMailbox(found) &&
  !isSorted(found) &&
  !isOfOtherKind(found);

const URL_START = new RegExp(`^(?:${URL_TEXT.source})[^\\s/]`, 'i');

/** A text, or the start of one, that is such a URL and nothing else. */
export const isUrl = (value: Expr): boolean => {
  if (value.kind === 'join') {
    const [first] = value.parts;
    return first?.kind === 'text' && new RegExp(`^(?:${URL_TEXT.source})`, 'i').test(first.value);
  }
  if (value.kind === 'env' && value.fallback) return isUrl(value.fallback);
  return value.kind === 'text' && URL_START.test(value.value) && !/\s/.test(value.value.trim());
};

const DATA = [
  'dotenv',
  'yaml',
  'json',
  'ini',
  'properties',
  'toml',
  'xml',
  'hcl',
  'dockerfile',
  'nix',
  'sql',
  'csv',
] as const;

/** Lists of what a program is started with: compose, Kubernetes, Nomad, systemd's and supervisors' like. */
const ARGUMENTS = /^(?:args?|argv|arguments|command|cmd|entrypoint|exec)$/i;
/** A flag whose value is where the program waits for mail. */
const LISTENING = /^-{1,2}[\w-]*(?:listen|bind|addr)/i;

/** `args = ["imaps://in.acme.example:993", "smtps://out.acme.example:465"]` */
const urlArguments: Matcher = needing([URL_TEXT], function* (facts) {
  for (const { path, value, place } of entriesOf(facts)) {
    if (value.kind !== 'list' || !ARGUMENTS.test(path.at(-1) ?? '')) continue;
    for (const [index, item] of value.items.entries()) {
      const before = value.items[index - 1];
      if (!isUrl(item) || (before?.kind === 'text' && LISTENING.test(before.value))) continue;
      yield { host: item, place, key: path.join('.'), anchor: item.range, strict: true, certainty: 'likely' };
    }
  }
});

export const recognises =
  'Keys such as `smtpServer`, `mail.smtp.host`, `email: { host }` in any format, when the value looks like a host; `host: smtp.…`';
export const docs = 'https://www.rfc-editor.org/rfc/rfc6409';

export const generic = detector({
  id: 'generic',
  title: 'Plainly named settings',
  docs,
  byName: true,
  layer: 'application',
  formats: DATA,
  keywords: [
    'smtp',
    'submission',
    'smarthost',
    'relayhost',
    'mailhub',
    /servidor_?(?:de_?)?correo/,
    // tables of SQL that are called after accounts
    /into\s\S{0,40}?mail_?(?:account|setting|config|transport|profile)/,
    /<[\w.-]{0,30}mail[\w.-]{0,30}\s[^>]{0,200}?(?:host|server)\w{0,10}=/,
    /mail[\w.-]{0,20}?(?:host|server|servidor|relay|addr|ur[il]|dsn|gateway)|mail[\w.-]{0,20}["']?\]?(?:\s*(?:[:=]>?|>))?\s*(?:[{[>]|[\r\n])/,
  ],
  recognises: `${recognises}; URLs such as \`smtp://…\`, \`smtp+tls://…\` under any key`,
  settings: [
    entriesWhere(
      (found, facts) => isSettingIn(found, facts.path) && (facts.format !== 'lines' || isPlainKey(found)),
      { strict: true, certainty: 'likely' },
      DATA_NEEDS,
    ),
    entriesWhere(
      (found, { format, path }) =>
        isOwnFormat(format, found) && !TEXTS.test(path) && isBareSmtp(found) && !isOfOtherKind(found),
      { strict: true, certainty: 'likely' },
      [BARE_SMTP],
    ),
    entriesWhere(
      ({ path, value }, facts) => isUrl(value) && isSaid(path) && !TEXTS.test(facts.path),
      { strict: true, certainty: 'likely' },
      [URL_TEXT],
    ),
    urlArguments,
  ],
});
