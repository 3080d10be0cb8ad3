/**
 * What speaks against a host that only its name, or the name of its key, shows to be a relay: the section, class or key
 * around it says another protocol, or the port beside it is another's.
 */
import { classAround } from '../evaluate/classes.ts';
import { fold } from '../select/needs.ts';
import type { Match } from './detector.ts';
import { withinHanded } from './handed.ts';

/** Protocols and roles that share hosts' names with mail's own servers. */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set([
  // fetching mail, filtering it, handing it to mailboxes
  ...['imap', 'imaps', 'imap4', 'pop', 'pops', 'pop3', 'pop3s', 'sieve', 'managesieve', 'lmtp', 'inbox', 'fetchmail'],
  // directories, files, logs
  ...['ldap', 'ldaps', 'ftp', 'ftps', 'sftp', 'ssh', 'syslog', 'snmp', 'nntp', 'ntp'],
  // data
  ...['mysql', 'postgres', 'postgresql', 'redis', 'mongo', 'mongodb', 'amqp', 'rabbitmq', 'kafka', 'elasticsearch'],
  // web
  ...['http', 'https', 'url_options', 'asset_host', 'webhook', 'websocket', 'tracker'],
]);

const SMTP = /smtp|e?mail(?:er|s)?$|mail_?(?:host|server|relay)|smarthost|relay_?host|submission/i;

/** Ports of other protocols that a relay does not listen on. https://www.iana.org/assignments/service-names-port-numbers/ */
const OTHER_PORTS: ReadonlySet<number> = new Set([
  ...[21, 22, 53, 80, 110, 119, 143, 161, 220, 389, 443, 514, 636, 993, 995, 4190, 8000, 8080, 8443],
  ...[3306, 5432, 5672, 6379, 9092, 9200, 11211, 27017],
]);

/** What stands beside `HostName` in tables of machines to log in to. https://man.openbsd.org/ssh_config.5 */
const OF_SSH = /\b(?:IdentityFile|ProxyJump|ForwardAgent)\b/i;

/** A name's words as they may be written: `GUESTBOOK_IMAP`, `imapServer`, `default_url_options`. */
const wordsOf = (name: string): readonly string[] =>
  name.split(/[_.\-\s]|(?<=[a-z0-9])(?=[A-Z])/).map((word) => fold(word));

const isOther = (name: string): boolean =>
  OTHER_PROTOCOLS.has(name.toLowerCase()) ||
  /url_?options$|^asset_?host$/i.test(name) ||
  wordsOf(name).some((word) => OTHER_PROTOCOLS.has(word));

/** Whether what stands around a match by its key says that it is no relay's. */
export function isOfAnotherProtocol({ key, place, certainty }: Match, port: number | null): boolean {
  const names = key.split('.');
  const around = withinHanded(names.slice(0, -1));
  const last = names.at(-1) ?? '';
  // The nearest name counts: `imap.smtp.host` is SMTP's, `EMAIL_IMAP.host` is not.
  const nearest = around.findLast((name) => isOther(name) || SMTP.test(name));
  if (nearest !== undefined && isOther(nearest) && !/smtp/i.test(nearest) && !/smtp/i.test(last)) return true;
  if (certainty !== 'likely') return false;
  if (port !== null && OTHER_PORTS.has(port)) return true;
  if (fold(last) === 'hostname' && !/smtp/i.test(key) && OF_SSH.test(place.facts.source.text)) return true;
  const inClass = classAround(place)?.definition.name;
  return inClass !== undefined && isOther(inClass) && !SMTP.test(inClass) && !/smtp|relay/i.test(key);
}
