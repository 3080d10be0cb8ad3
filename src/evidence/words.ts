/**
 * Small readings that many formats share. Logs are read as Latin-1, a character a byte, because that costs least; what
 * is kept is made text here.
 */
import { isIP } from 'node:net';
import { normalHost } from '../relays/comparable-host.ts';
import { type Endpoint, NOWHERE } from './model.ts';

/** Longer names and addresses are cut: what a line may hold is up to whoever wrote it. */
const LONGEST = 255;

// biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is meant
const BEYOND_ASCII = /[^\x00-\x7f]/;

/**
 * A copy of the text as it is meant: UTF-8 where it is. A copy, for a part of a string keeps the whole in memory; of
 * ASCII it is made by joining, which V8 writes out anew when the result is cut.
 */
export function kept(text: string): string {
  const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  return BEYOND_ASCII.test(cut) ? Buffer.from(cut, 'latin1').toString('utf8') : ` ${cut}`.slice(1);
}

/** Whether the texts stand in a line one behind the other. An expression would try all of each with all of the next. */
export function holdsInTurn(line: string, texts: readonly string[]): boolean {
  let from = 0;
  return texts.every((text) => {
    const at = line.indexOf(text, from);
    from = at + text.length;
    return at >= 0;
  });
}

/** The same string for the same text, so that what is repeated is kept once. At most `limit` texts are remembered. */
export function interner(limit = 20_000): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const copy = kept(text);
    if (known.size < limit) known.set(Buffer.from(text, 'latin1').toString('latin1'), copy);
    return copy;
  };
}

/** What a function of a text gave, remembered: a log has few relays and domains, and names them in every line. */
export function remembered<T>(of: (text: string) => T, limit = 20_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const value = of(text);
    if (known.size < limit) known.set(` ${text}`.slice(1), value);
    return value;
  };
}

const domainName = remembered((domain) => kept(normalHost(domain.replace(/>$/, ''))));

/** The domain of an envelope address, lower case; `<>` for the empty one, null when there is none. */
export function domainOf(address: string): string | null {
  if (address === '' || address === '<>') return '<>';
  const at = address.lastIndexOf('@');
  return at < 0 ? null : domainName(address.slice(at + 1)) || null;
}

/** The domain that all addresses share. */
export function commonDomain(addresses: readonly string[]): string | null {
  const domains = new Set(addresses.map(domainOf));
  const [only = null] = domains;
  return domains.size === 1 ? only : null;
}

export const addressOf = (text: string): string | null => {
  const bare = text
    .replace(/^\[|\]$/g, '')
    .replace(/^IPv6:/i, '')
    .toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  return isIP(mapped ?? bare) > 0 ? (mapped ?? bare) : null;
};

export const portOf = (text: string | undefined): number | null => {
  const port = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port < 65536 ? port : null;
};

/** A name that is none of `unknown`, `localhost`-less junk: what a server could be called. */
export function hostOf(text: string): string | null {
  const name = normalHost(text.trim());
  return name !== '' && name !== 'unknown' && name !== 'none' && /^[\p{L}\p{N}_.:%-]+$/u.test(name) ? name : null;
}

/** The endpoint of a name and an address; a name that is an address is the address. */
export function endpointOf(name: string | undefined, ip: string | undefined, port?: string | number | null): Endpoint {
  const host = name === undefined ? null : hostOf(name);
  const own = host === null ? null : addressOf(host);
  return {
    host: own === null ? host : null,
    ip: (ip === undefined ? null : addressOf(ip)) ?? own,
    port: typeof port === 'string' ? portOf(port) : (port ?? null),
  };
}

/** `host:port`, `[v6]:port`, `10.0.0.1:25`, a name or address alone. */
export function endpointIn(text: string): Endpoint {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  if (bracketed) return endpointOf(bracketed[1], undefined, bracketed[2]);
  const alone = addressOf(text);
  if (alone !== null) return { host: null, ip: alone, port: null };
  const colon = text.lastIndexOf(':');
  return colon < 0 ? endpointOf(text, undefined) : endpointOf(text.slice(0, colon), undefined, text.slice(colon + 1));
}

/**
 * The server that a reason for a deferral speaks of: it was to be used, whether or not it was reached.
 * Postfix's own words: https://github.com/vdukhovni/postfix/blob/master/postfix/src/smtp/smtp_connect.c
 */
const REASONS = [
  /\bconnect to ([^\s[]+)\[([^\]]+)\](?::(\d+))?/,
  /\bhost ([^\s[]+)\[([^\]]+)\](?::(\d+))? (?:said|refused)/,
  /\b(?:lost connection with|conversation with|delivery temporarily suspended: lost connection with) ([^\s[]+)\[([^\]]+)\](?::(\d+))?/,
  // Sendmail's: https://www.sendmail.org, sendmail/deliver.c
  /\bConnection (?:refused by|timed out with) ([\w-]+(?:\.[\w-]+)+)()/,
  /\bunable to look up host ([^\s:]+)()/,
  /\bName service error for name=([^\s]+) type=A\b()/,
];

export function endpointInReason(reason: string): Endpoint {
  for (const form of REASONS) {
    const found = form.exec(reason);
    if (found) return endpointOf(found[1], found[2], found[3]);
  }
  return NOWHERE;
}
