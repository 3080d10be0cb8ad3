/**
 * Reads a relay as it is written in configuration: every form that mail software takes.
 *
 * `host`, `host:port`, `host::port` and `host/MX` (Exim), `[host]:port` (Postfix: no MX look-up), `[v6]:port`,
 * `smtp:[host]:port` (Postfix transport), `scheme://user:pass@host:port/path?query`, `user:pass@host:port`, `host,port` (Courier).
 */

import { isIPv6 } from 'node:net';
import type { Transport } from '../model/setting.ts';
import { normalHost } from './comparable-host.ts';
import { isSecret } from './secrets.ts';
import { querySays } from './url-query.ts';

export { looksLikeHost } from './host-name.ts';

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
  /** Where the scheme of a URL stands, if there is one: `smtps`. */
  readonly scheme?: Stretch;
  /** Where the port stands; empty, behind the host, when none is written. */
  readonly portAt?: Stretch;
  /** The name's MX records are looked up instead of its address. */
  readonly mx?: boolean;
  /** The URL's query switches certificate checks off. */
  readonly insecure?: boolean;
}

/** Indices of a text, the end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Ways to authenticate that aerc puts into the scheme (aerc-smtp(5)). */
const SASL = ['none', 'oauthbearer', 'xoauth2'];

/** Schemes under which software takes an SMTP relay. LMTP is none: it delivers into mailboxes. */
const SCHEMES: ReadonlyMap<string, Transport> = new Map(
  Object.entries({
    unknown: [
      'smtp',
      'esmtp',
      'tcp',
      'relay',
      'mailto',
      'smtp+plain',
      'smtp+login',
      'smtp+cram-md5',
      ...SASL.map((name) => `smtp+${name}`),
    ],
    // smtpd.conf(5) of OpenBSD 6.3 and before has `tls+auth://label@h`, `secure://h`
    starttls: ['submission', 'tls', 'tls+auth', 'smtp+tls', 'smtp+starttls', 'smtptls', 'starttls', 'mailtos'],
    implicit: [
      'smtps',
      'submissions',
      'ssl',
      'smtp+ssl',
      'smtps+ssl',
      'smtps+auth',
      'secure',
      'secure+auth',
      'smtps+plain',
      'smtps+login',
      'sslv2',
      'sslv3',
      // symfony/symfony src/Symfony/Component/Mailer/Bridge/Amazon/Transport/SesSmtpTransport.php
      'ses+smtp',
      'ses+smtps',
      ...SASL.map((name) => `smtps+${name}`),
    ],
    none: ['smtp+insecure', 'smtp+notls'],
  } satisfies Record<Transport, string[]>).flatMap(([transport, schemes]) =>
    schemes.map((scheme) => [scheme, transport as Transport] as const),
  ),
);

/** Schemes that stand for no relay at all: a program, nothing, a file, an HTTP API. */
const OTHER = /^[a-z][a-z0-9+.-]*:(\/\/|$)/i;

/** transport(5): the transport's name, then the next hop. `relay:25` is a host with a port all the same. */
const POSTFIX_TRANSPORT = /^(?:e?smtps?|relay):(?=\[|[^\s:\d[]+\.)/i;

/** `tls:host` and `ssl:host`, as a URL without its slashes. */
const PREFIX = /^(tls|ssl|starttls):(?=\[|[^\s:\d[/]+\.)/i;

/** Ports by the names that services(5) gives them. */
export const PORT_NAMES: ReadonlyMap<string, number> = new Map([
  ['smtp', 25],
  ['smtps', 465],
  ['ssmtp', 465],
  ['submissions', 465],
  ['submission', 587],
]);

/** Longer texts are no relay; it keeps every expression's work bounded. */
export const LONGEST = 2000;

/** A sample's stand-in for the port: `smtps://user:pass@hostname:port`. */
const NAMED_PORT = /(?<=[\w\]]):<?[a-z_]+>?$/i;

/** The relays that the text names: one, or none when it is something else (a path, `null://`, an e-mail address). */
export function parseRelay(text: string): ParsedRelay[] {
  const lead = text.length - text.trimStart().length;
  const body = text.trim();
  if (body === '' || body.length > LONGEST) return [];
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(body);
  if (!scheme) return OTHER.test(body) ? [] : unschemed(body, lead);
  const transport = SCHEMES.get(scheme[1]?.toLowerCase() ?? '');
  if (transport === undefined) return [];
  const rest = body.slice(scheme[0].length);
  const from = lead + scheme[0].length;
  const stops = authorityEnds(rest);
  return stops.flatMap((stop) =>
    authority(
      stop === stops.at(-1) ? rest.slice(0, stop).replace(NAMED_PORT, '') : rest.slice(0, stop),
      from,
      transport,
    ).map((relay) => ({
      ...relay,
      scheme: { start: lead, end: lead + (scheme[1]?.length ?? 0) },
      ...querySays(rest.slice(stop), relay),
    })),
  );
}

function unschemed(body: string, lead: number): ParsedRelay[] {
  const prefix = PREFIX.exec(body);
  const from = (prefix ?? POSTFIX_TRANSPORT.exec(body))?.[0].length ?? 0;
  const place = body.slice(from);
  // `name@host` alone is somebody's address.
  if (/^[^:@]*@[^@]*$/.test(place)) return [];
  return authority(place, lead + from, SCHEMES.get(prefix?.[1]?.toLowerCase() ?? '') ?? 'unknown');
}

/**
 * Where the part with the host ends. RFC 3986 (3.2) ends it at `/`, `?` or `#`, and browsers at a backslash as well; a password
 * may hold them unescaped all the same, so that what counts is the last `@` before the query. Programs do not agree, so
 * where both readings name a host both are relays: `smtp://a.example/@b.example`.
 */
function authorityEnds(rest: string): readonly number[] {
  const at = rest.lastIndexOf('@');
  const from = at >= 0 && !/[\s?]/.test(rest.slice(0, at)) ? at : 0;
  const behind = (start: number): number => {
    const end = rest.slice(start).search(/[/?#\\\s]/);
    return end < 0 ? rest.length : start + end;
  };
  return [...new Set([behind(0), behind(from)])];
}

/** `%2D` is a dash where a URL is put together of it (RFC 3986, 3.2.2); what stands for no part of a name stays. */
const decodedHost = (host: string): string =>
  host.replace(/%(2[de]|3\d|[46][1-9a-f]|5[\daf]|7[\da])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

function authority(text: string, offset: number, transport: Transport): ParsedRelay[] {
  const at = text.lastIndexOf('@');
  const credentials = at >= 0 ? text.slice(0, at) : '';
  const found = hostAndPort(text.slice(at + 1));
  if (!found) return [];
  const start = offset + at + 1 + found.start;
  const { port } = found;
  return [
    {
      host: normalHost(decodedHost(found.host)),
      start,
      end: start + found.host.length,
      port,
      transport: transport === 'unknown' ? transportOfPort(port) : transport,
      user: at > 0,
      password: isSecret(passwordOf(credentials)),
      bracketed: found.bracketed,
      portAt: { start: offset + at + 1 + found.portAt.start, end: offset + at + 1 + found.portAt.end },
      ...(found.mx ? { mx: true } : {}),
    },
  ];
}

/** What stands behind the colon, without what something outside fills in: that is marked by a private-use character. */
const passwordOf = (credentials: string): string =>
  credentials.includes(':') ? credentials.slice(credentials.indexOf(':') + 1).replace(/\uE000/g, '') : '';

interface Written {
  readonly host: string;
  readonly start: number;
  readonly port: number | null;
  readonly bracketed: boolean;
  readonly portAt: Stretch;
  readonly mx?: boolean;
}

/** `\uE000` stands for a part that is not literal (src/text/hole.ts): it may be the port, or part of the host. */
function hostAndPort(place: string): Written | undefined {
  const bracket = /^\[([^\]\s]+)\](?:::?([\w\uE000]+)|,(\d+))?(\/.*)?$/.exec(place);
  if (bracket?.[1]) {
    const host = bracket[1].replace(/^ipv6:/i, '');
    const start = 1 + bracket[1].length - host.length;
    const port = bracket[2] ?? bracket[3];
    return { host, start, port: portOf(port), bracketed: true, portAt: portAt(bracket[1].length + 2, place, port) };
  }
  if (isIPv6(place)) {
    const end = { start: place.length, end: place.length };
    return { host: place, start: 0, port: null, bracketed: false, portAt: end };
  }
  const mx = /\/mx$/i.test(place);
  const plain = /^([^\s\p{Cc}#:/,;[\]"'<>()|\\]+|<[^<>\s]+>)(?:::?([\w\uE000]*)|,(\d+))?$/u.exec(
    mx ? place.slice(0, -3) : place,
  );
  const host = plain?.[1];
  // What is encoded and stands for no part of a name cuts it off, or is refused.
  if (host && /%[\da-f]{2}/i.test(decodedHost(host))) return undefined;
  if (host === undefined || !/[\p{L}\p{N}\uE000]/u.test(host) || isNumber(host)) return undefined;
  const written = plain?.[2] ?? plain?.[3];
  const port = portOf(written);
  if (port === null && written && !written.includes('\uE000')) return undefined;
  return { host, start: 0, port, bracketed: false, mx, portAt: portAt(host.length, place, written) };
}

/** Where the port stands behind a host that ends at `end`; the empty place there when there is none. */
function portAt(end: number, place: string, port: string | undefined): Stretch {
  if (!port) return { start: end, end };
  const start = place.indexOf(port, end);
  return { start, end: start + port.length };
}

/** `3221225985` is an address all the same (inet_aton(3)), a shorter number is a port. */
const isNumber = (host: string): boolean => /^-?\d+$/.test(host) && !/^\d{8,10}$/.test(host);

function portOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const port = PORT_NAMES.get(text.toLowerCase()) ?? (/^\d{1,5}$/.test(text) ? Number(text) : 0);
  return port > 0 && port < 65536 ? port : null;
}

/**
 * What the port alone says: 465 is TLS from the first byte (RFC 8314). On 587 and 25 STARTTLS is offered, but only the
 * client's settings say whether it is used.
 */
export const transportOfPort = (port: number | null): Transport => (port === 465 ? 'implicit' : 'unknown');
