/** What makes a host that is called like a mail server something else: the kind of thing it belongs to. */
import type { EntryFact } from '../../src/detect/entries.ts';
import { withinHanded } from '../../src/detect/handed.ts';
import { anyBeside, textBeside } from '../../src/detect/siblings.ts';
import type { Entry } from '../../src/model/expr.ts';

/** Keys under which an object says what it is. */
const KIND = /^@?(?:class(?:name)?|type|kind|platform|plugin|protocol|scheme|driver|module|conn_?type|connector)$/i;

/** What waits for mail. */
const LISTENER = /listen|smtpd|smtp_?(?:in|server)$|inbound|receiv/i;

/** Protocols and programs that are not mail going out. */
const OTHER_KIND = new RegExp(
  [
    // mail coming in
    'imaps?(?![a-z])|pop3?s?(?![a-z])|fetchmail|incoming|inbox',
    // files, directories, logins, time, names
    '(?<![a-z])s?ftps?(?![a-z])|ldaps?|(?<![a-z])ssh|(?<![a-z])ntp|(?<![a-z])dns|(?<![a-z])snmp|syslog|(?<![a-z])nfs',
    // data and messages
    'mysql|mariadb|postgres|mongo|redis|rabbitmq|amqp|kafka|mqtt|elasticsearch|jdbc',
    // checks, and the web
    'blackbox|prob(?:e|er)(?![a-z])|(?<![a-z])ping|healthcheck|monitor|^https?$|webhook',
  ].join('|'),
  'i',
);

/** Parents that look at a host or log in there: Ansible's `wait_for`, Jenkins' `ssh` launchers, probes of all kinds. */
const OTHER_PARENT =
  /^(?:wait_for(?:_connection)?|uri|ssh|s?ftps?|ldaps?|ntp|imaps?|pop3?s?|nc|ping|probes?|health_?checks?|checks?|monitors?|blackbox|(?:liveness|readiness|startup)probe|tcpsocket|httpget|known_hosts|inbox|web|www|site|website|storefront|https?|ui|(?:default_)?url_options|prox(?:y|ies)|(?:web|http|forward)_?prox(?:y|ies)|scan_?to_?\w+|(?:shared_?)?folders?|shares?|smb|cifs|nfs|syslog|backups?|repositor(?:y|ies))$/i;

/** What stands below them names things, for people and for searches. */
const LABELS = /^(?:labels?|annotations|matchers|matchlabels|(?:metric_)?relabel_configs|tags)$/i;

/** Ports of mail that is fetched, of directories, logins, the web and data. */
const OTHER_PORT =
  /^(?:22|53|80|110|123|143|161|389|443|445|514|636|993|995|2049|3128|3306|4190|5432|5222|6379|8080|8443|5672|9200)$/;

const saying =
  (kind: RegExp, port?: RegExp) =>
  (entries: readonly Entry[]): boolean =>
    entries.length < 60 &&
    entries.some(
      ({ key, value }) =>
        value.kind === 'text' &&
        ((KIND.test(key) && kind.test(value.value)) || (port?.test(value.value) === true && /^@?port$/i.test(key))),
    );

/** A port in words is the text beside a field to fill in, as in translations: `host: 'E-Mail-Host', port: 'E-Mail-Port'`. */
const saysLabels = anyBeside(
  ({ key, value }) =>
    /(?:^|[_.-])port$|[a-z]Port$/.test(key) &&
    value.kind === 'text' &&
    /[A-Z][a-z]|[a-z] [a-z]|\p{Ll}.*\p{Lu}|[\u0080-\uFFFF]/u.test(value.value) &&
    !/[{}$%<]/.test(value.value),
);

/** What a mail server is told of its own names: beside one stand its others, and its records of DNS. */
const OWN_NAMES = /^(?:(?:web|ui|mx|track(?:ing)?|helo)_?host_?name|mx_records|spf_include|return_path(?:_domain)?)$/i;

const hasOwnNames = anyBeside(({ key }) => OWN_NAMES.test(key));

const isOwnName = (found: EntryFact): boolean => {
  const { path, siblings } = found;
  const last = path.at(-1) ?? '';
  // Mailman 2's Defaults.py: the domain of the lists' addresses, beside that of their pages.
  if (last === 'DEFAULT_EMAIL_HOST') return textBeside(siblings, 'DEFAULT_URL_HOST') !== '';
  if (!/host_?name$/i.test(last)) return false;
  // Postal's names for its users' records: https://docs.postalserver.io/getting-started/dns-configuration
  if (path.at(-2) === 'dns') return true;
  if (hasOwnNames(siblings) || isNameInDomain(last, siblings) || isNameAlone(found)) return true;
  // FusionPBX, PHPMailer: beside `smtp_host`, `smtp_hostname` is what the client calls itself.
  const host = last.replace(/_?name$/i, '');
  return /smtp|mail/i.test(host) && textBeside(siblings, host) !== '';
};

/**
 * `MAIL_HOSTNAME` beside `MAIL_DOMAIN`, with no port to go to and nobody to log in as: how a mail server calls itself. Of
 * what says SMTP nothing is said by that: a domain beside it is what a client says at HELO.
 */
const isNameInDomain = (name: string, siblings: readonly Entry[]): boolean => {
  const stem = /^(?<stem>(?:\w+[_-])?mail(?:_?server)?[_-]?)host_?name$/i.exec(name)?.groups?.stem;
  if (stem === undefined || siblings.length > MOST_BESIDE) return false;
  const endings = siblings.flatMap(({ key }) =>
    key.toLowerCase().startsWith(stem.toLowerCase()) ? [key.slice(stem.length).toLowerCase()] : [],
  );
  return (
    endings.includes('domain') && !endings.some((one) => /^(?:smtp_?)?(?:port|user|pass|encryption|tls)/.test(one))
  );
};

/** Keys of what a client needs beside its relay, or of the mail that it sends. */
const OF_CLIENT = /port|user|login|pass|auth|tls|ssl|encrypt|secur|from|sender|smtp|relay|transport|mailer/i;
/** What relays are called. */
const LIKE_RELAY = /^(?:e?mail|smtp|relay|smarthost|mx|mta|out|send|submission|post)/i;

/** `mail_hostname = web01.…` with nothing beside it that a client needs: the name that a machine gives itself in its mail. */
const isNameAlone = ({ path, value, siblings }: EntryFact): boolean =>
  /(?:^|[_:.-])mail_?host_?name$/i.test(path.at(-1) ?? '') &&
  value.kind === 'text' &&
  !LIKE_RELAY.test(value.value) &&
  siblings.length <= MOST_BESIDE &&
  !siblings.some((one) => one.value !== value && OF_CLIENT.test(one.key));

/** Domains of mailboxes, which are no relays' names: these have `smtp.` before them. */
const MAILBOXES =
  /^(?:g(?:oogle)?mail|outlook|hotmail|live|yahoo|icloud|gmx|web|qq|163|126|naver|mail|yandex|proton|protonmail|fastmail)\.(?:com|net|org|de|ru|me|fr|co\.\w\w)$/i;

/**
 * `EMAIL_HOST=shop@gmail.com`, in the role of EMAIL_HOST_USER: the address of a provider of mailboxes, or one whose password
 * stands beside it where another key says the server.
 */
const isSenderAddress = ({ path, value, siblings }: EntryFact): boolean => {
  const key = path.at(-1) ?? '';
  const domain = value.kind === 'text' ? /^[\w.+-]+@(?<domain>[\w.-]+)$/.exec(value.value)?.groups?.domain : undefined;
  if (domain === undefined || !/(?:^|_)e?mail_?host$/i.test(key) || /smtp/i.test(key)) return false;
  if (MAILBOXES.test(domain)) return true;
  const isUser = textBeside(siblings, `${key}_PASSWORD`) !== '' && textBeside(siblings, `${key}_USER`) === '';
  return isUser && siblings.length <= MOST_BESIDE && siblings.some((one) => isServer(one, key));
};

const isServer = ({ key, value }: Entry, beside: string): boolean =>
  key !== beside &&
  /(?:smtp|mail)_?(?:server|host|smtp)$/i.test(key) &&
  value.kind === 'text' &&
  !value.value.includes('@');

/** More settings than any server is given. */
const MOST_BESIDE = 500;

/** A host that is looked at: Nagios' `define host { host_name …, address … }`, Icinga's `object Host`, Zabbix' `hosts: [{ host, interfaces }]`. */
const isMonitored = (one: EntryFact): boolean =>
  (/^address6?$/i.test(one.path.at(-1) ?? '') && (isCheckedHost(one.siblings) || isIcingaHost(one))) ||
  (/^host$/i.test(one.path.at(-1) ?? '') && isZabbixHost(one.siblings));

/** As far as an object's head stands from its address. */
const FAR = 2000;

/** `object Host "mx" { address = "h" }`. https://icinga.com/docs/icinga-2/latest/doc/09-object-types/#host */
function isIcingaHost({ keyRange: { start }, place: { facts } }: EntryFact): boolean {
  if (facts.format !== 'ini') return false;
  const before = facts.source.text.slice(Math.max(0, start - FAR), start);
  return /^(?:Host|Endpoint)$/.test([...before.matchAll(/\b(?:object|template)[ \t]+(\w+)/g)].at(-1)?.[1] ?? '');
}

const isCheckedHost = anyBeside(({ key }) => /^(?:host_name|hostgroups?|check_command|service_description)$/.test(key));

/** https://www.zabbix.com/documentation/current/en/manual/xml_export_import/hosts */
const isZabbixHost = anyBeside(
  ({ key, value }) => /^(?:interfaces|templates|items)$/.test(key) && value.kind !== 'text',
);

/** What Icinga's plugin `smtp` looks at. https://icinga.com/docs/icinga-2/latest/doc/10-icinga-template-library/#smtp */
export const isCheckVariable = ({ path, place: { facts } }: EntryFact): boolean =>
  facts.format === 'ini' && path.at(-2) === 'vars' && /^s?smtp_address$/.test(path.at(-1) ?? '');

/** One account for both ways, as ERPNext and webmails keep it: beside `smtp_server`, `email_server` is where mail is fetched. */
const isFetchedFrom = ({ path, siblings }: EntryFact): boolean =>
  /^e?mail_?(?:server|host)$/i.test(path.at(-1) ?? '') && hasSmtpServer(siblings) && fetches(siblings);

const hasSmtpServer = anyBeside(({ key }) => /^smtp_?(?:server|host)$/i.test(key));
const fetches = anyBeside(({ key }) => /imap|pop3?(?![a-z])|incoming|attachment_limit/i.test(key));

/** Where a module logs in, beside where what it sets up sends mail: `hostname` and `destination_address` of Dell's and others' modules. */
const isLoggedInTo = ({ path, siblings }: EntryFact): boolean =>
  /^(?:host|hostname|base_?uri|\w+_(?:ip|url))$/i.test(path.at(-1) ?? '') &&
  hasDestination(siblings) &&
  hasLogin(siblings);

const hasDestination = anyBeside(({ key }) =>
  /^(?:destination_(?:address|ip|host)|server_(?:ip|address|name)|primary_server(?:_ip|_name)?|smtp_server|mail_server|relay_?host)$/i.test(
    key,
  ),
);
const hasLogin = anyBeside(({ key }) =>
  /^(?:user(?:name)?|password|validate_certs|provider|uname|(?:api_?)?token)$/i.test(key),
);

const saysListener = saying(LISTENER);
const saysOther = saying(OTHER_KIND, OTHER_PORT);

/**
 * Whether the object around an entry, or the one around that, says that it is no sender of mail. A key that itself says SMTP
 * is believed, as in an account of type IMAP with `smtp: { host }`, unless something listens there.
 */
export function isOfOtherKind(found: EntryFact): boolean {
  const { path, siblings, around = [] } = found;
  if (
    isLoggedInTo(found) ||
    saysLabels(siblings) ||
    isOwnName(found) ||
    isSenderAddress(found) ||
    isMonitored(found) ||
    isCheckVariable(found) ||
    isFetchedFrom(found)
  )
    return true;
  const near = [siblings, ...around.slice(0, 2)];
  if (near.some(saysListener) || path.slice(-3, -1).some((key) => LABELS.test(key))) return true;
  if (path.slice(-2).some((key) => /smtp/i.test(key))) return false;
  if (path.slice(0, -1).some((key) => /^(?:active|legacy|static)_checks$/.test(key))) return true;
  const parents = withinHanded(path.slice(-4, -1));
  // What is sent says nothing of whom it is sent to: Ansible's `uri: { url, body: { host } }`.
  const sent = parents.findLastIndex((key) => /^(?:body|json|payload)$/i.test(key));
  return parents.slice(sent + 1).some((key) => OTHER_PARENT.test(key)) || near.some(saysOther);
}

/** Ports of submission and of relays, real and of catchers. Without one the host may be anything's. */
export const MAIL_PORT = /^(?:25|26|465|587|588|1025|2465|2500|2525|2587)$/;

/** Relays there are of Nostr, RustDesk, TURN and more: a bare RELAY_HOST is mail's where its port or anything in the file says so. */
export function isOtherRelay({ path, siblings, place: { facts } }: EntryFact): boolean {
  if (path.at(-1) !== 'RELAY_HOST') return false;
  const port = siblings.length > MOST_BESIDE ? '' : textBeside(siblings, 'RELAY_PORT');
  return port === '' ? !/mail|smtp|postfix|exim/i.test(`${facts.path}${facts.source.text}`) : !MAIL_PORT.test(port);
}
