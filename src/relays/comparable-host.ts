/** Hosts as two are compared. */
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

/** A host name as it is compared: lower case, no brackets, no final dot. */
export const normalHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '');

/** Every way that inet_aton(3) takes an IPv4 address: one to four numbers, decimal, octal or hexadecimal. */
const NUMBERS = /^(?:0x[\da-f]*|\d+)(?:\.(?:0x[\da-f]*|\d+)){0,3}$/;

/**
 * A host as two are compared: international names in their ASCII form (full-width letters and dots are letters and dots),
 * addresses in one spelling, IPv4 addresses that are mapped into IPv6 as what they are (RFC 4291, 2.5.5.2).
 */
export function comparableHost(host: string): string {
  const name = normalHost(host);
  const bare = name.replace(/%.*$/, '');
  if (isIPv6(bare)) return sameIPv6(bare);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is meant
  return NUMBERS.test(name) || /[^\x00-\x7f]/.test(name) ? normalHost(domainToASCII(name)) || name : name;
}

function sameIPv6(address: string): string {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const value = Number.parseInt(mapped[1] ?? '', 16) * 0x10000 + Number.parseInt(mapped[2] ?? '', 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
}
