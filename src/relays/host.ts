/**
 * Reads a relay as it is written in configuration: every form that mail software takes.
 *
 * `host`, `host:port`, `host::port` (Exim), `[host]:port` (Postfix: no MX look-up), `[v6]:port`, `scheme://user:pass@host:port/…`,
 * `user:pass@host:port`, `host,port` (Courier).
 */
import { isIP, isIPv6 } from 'node:net';
import type { Transport } from '../model/setting.ts';

export interface ParsedRelay {
  /** Lower case, without brackets and final dot. */
  readonly host: string;
  /** Where the host stands in the text, brackets not counted. */
  readonly start: number;
  readonly end: number;
  readonly port: number | null;
  readonly transport: Transport;
  /** A user or password stands in the text itself. */
  readonly user: boolean;
  readonly password: boolean;
  readonly bracketed: boolean;
  /** The name's MX records are looked up instead of its address. */
  readonly mx?: boolean;
}

/** Schemes under which software takes an SMTP relay. */
const SCHEMES: Readonly<Record<string, Transport>> = {
  smtp: 'unknown', smtps: 'implicit', esmtp: 'unknown', submission: 'starttls', submissions: 'implicit', tls: 'starttls', ssl: 'implicit',
  'smtp+tls': 'starttls', 'smtp+starttls': 'starttls', 'smtp+ssl': 'implicit', 'smtps+ssl': 'implicit', 'smtp+insecure': 'none', 'smtp+notls': 'none', 'smtp+plain': 'unknown', 'smtp+login': 'unknown',
  'smtps+plain': 'implicit', 'smtps+login': 'implicit', tcp: 'unknown', relay: 'unknown', mailto: 'unknown', smtptls: 'starttls', sslv2: 'implicit', sslv3: 'implicit',
};

/** Schemes that stand for no relay at all: a program, nothing, a file, an HTTP API. */
const OTHER = /^[a-z][a-z0-9+.-]*:(\/\/|$)/i;

/** Ports by the names that services(5) gives them. */
const PORT_NAMES: Readonly<Record<string, number>> = { smtp: 25, smtps: 465, submissions: 465, submission: 587 };

/** The relays that the text names: one, or none when it is something else (a path, `null://`, an e-mail address). */
export function parseRelay(text: string): ParsedRelay[] {
  const lead = text.length - text.trimStart().length;
  const body = text.trim();
  if (body === '' || body.length > 2000) return [];
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(body);
  if (!scheme) return OTHER.test(body) ? [] : authority(body, lead, 'unknown');
  const transport = SCHEMES[scheme[1]?.toLowerCase() ?? ''];
  if (transport === undefined) return [];
  const rest = body.slice(scheme[0].length);
  const stop = authorityEnd(rest);
  return authority(rest.slice(0, stop), lead + scheme[0].length, transport);
}

/** A password may hold `/`, `?` or `#` unescaped: what counts is the last `@` before the next plain end. */
function authorityEnd(rest: string): number {
  const at = rest.lastIndexOf('@');
  const from = at >= 0 && !/[\s]/.test(rest.slice(0, at)) && !/^[^@]*[?]/.test(rest.slice(0, at)) ? at : 0;
  const end = rest.slice(from).search(/[/?#\s]/);
  return end < 0 ? rest.length : from + end;
}

function authority(text: string, offset: number, transport: Transport): ParsedRelay[] {
  const at = text.lastIndexOf('@');
  const credentials = at >= 0 ? text.slice(0, at) : '';
  if (at >= 0 && transport === 'unknown' && !credentials.includes(':') && /^[\w.+-]+$/.test(credentials) && offset === 0) return [];
  const place = text.slice(at + 1);
  const found = hostAndPort(place);
  if (!found) return [];
  const start = offset + at + 1 + found.start;
  const { port } = found;
  return [
    {
      host: normalHost(found.host),
      start,
      end: start + found.host.length,
      port,
      transport: transport === 'unknown' && port === 465 ? 'implicit' : transport,
      user: at > 0,
      password: credentials.includes(':') && !credentials.endsWith(':'),
      bracketed: found.bracketed,
      ...(found.mx ? { mx: true } : {}),
    },
  ];
}

interface Written {
  readonly host: string;
  readonly start: number;
  readonly port: number | null;
  readonly bracketed: boolean;
  readonly mx?: boolean;
}

function hostAndPort(place: string): Written | undefined {
  const bracket = /^\[([^\]\s]+)\](?:::?([\w\uE000]+)|,(\d+))?(\/.*)?$/.exec(place);
  if (bracket?.[1]) {
    const host = bracket[1].replace(/^ipv6:/i, '');
    return { host, start: 1 + bracket[1].length - host.length, port: portOf(bracket[2] ?? bracket[3]), bracketed: true };
  }
  if (isIPv6(place)) return { host: place, start: 0, port: null, bracketed: false };
  const mx = /\/mx$/i.exec(place);
  const body = mx ? place.slice(0, mx.index) : place;
  const plain = /^([^\s:/,;[\]"'<>()|\\]+?|<[^<>\s]+>)(?:::?([\w\uE000]*)|,(\d+))?$/.exec(body);
  if (!plain?.[1]) return undefined;
  if (plain[2] !== undefined && plain[2] !== '' && portOf(plain[2]) === null && !plain[2].includes('\uE000')) return undefined;
  return { host: plain[1], start: 0, port: portOf(plain[2] ?? plain[3]), bracketed: false, mx: mx !== null };
}

function portOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const port = PORT_NAMES[text.toLowerCase()] ?? Number(text);
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : null;
}

/** A host name as it is compared: lower case, no brackets, no final dot. */
export const normalHost = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Several relays in one text. Separators inside brackets and of one character with another meaning are the caller's choice. */
export function parseRelayList(text: string, separators: RegExp): ParsedRelay[] {
  const found: ParsedRelay[] = [];
  const splitter = new RegExp(separators.source, separators.flags.includes('g') ? separators.flags : `${separators.flags}g`);
  let from = 0;
  const add = (to: number): void => {
    for (const relay of parseRelay(text.slice(from, to))) found.push({ ...relay, start: relay.start + from, end: relay.end + from });
  };
  for (const separator of text.matchAll(splitter)) {
    add(separator.index);
    from = separator.index + separator[0].length;
  }
  add(text.length);
  return found;
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Endings of files, classes and keys that also have dots. */
const NOT_A_DOMAIN =
  /\.(php|html?|jsx?|tsx?|mjs|cjs|json|ya?ml|xml|conf|cfg|ini|toml|txt|md|log|py|rb|java|kt|go|rs|cs|sh|sql|env|properties|pem|crt|key|csr|css|scss|svg|png|jpe?g|gif|ico|pdf|zip|gz|tar|jar|class|dll|exe|so|sock|lock|tpl|tmpl|twig|erb|vue|host|port|username|password|enabled|from|smtp|mail|title|label|text|name|address|user|server|url|settings?|config|value|description|message|subject|default|required|error|hint|placeholder|help)$/i;

/**
 * Whether a text can be the name or address of a mail server. For keys that only look like a relay's: `mail.php`,
 * `com.acme.Mail`, `1.2.3`, `settings.smtp.host` are none.
 */
export function looksLikeHost(text: string): boolean {
  const host = text.replace(/\.$/, '');
  if (isIP(host)) return true;
  if (host === '' || host.length > 253) return false;
  if (/^(true|false|yes|no|on|off|null|nil|none|undefined|unset|default|auto|string|str|text|smtp|mail|email|enabled|disabled|optional|required|host|hostname|server|smtps|ssl|tls|starttls|any|all|sendmail|int|bool|object|self|this|value|test)$/i.test(host)) return /^(smtp|mail|smtps)$/i.test(host) ? true : false;
  const labels = host.split('.');
  if (!labels.every((label) => LABEL.test(label))) return false;
  const last = labels.at(-1) ?? '';
  if (/^\d+$/.test(last) || /^v?\d+(\.\d+)*$/.test(host)) return false;
  if (labels.length === 1) return /^[a-z0-9][a-z0-9_-]*$/.test(host) && !/^\d/.test(host);
  if (/^[A-Z]/.test(last) && !/^[A-Z]+$/.test(last)) return false;
  if (/^(com|org|net|io|de|javax?|jakarta)$/.test(labels[0] ?? '') && labels.length > 2) return false;
  return last.length >= 2 && !NOT_A_DOMAIN.test(host);
}
