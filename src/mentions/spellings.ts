/**
 * All ways in which a relay's name or address is written, as texts that a byte search can look for.
 *
 * Addresses: `inet_aton` takes one to four numbers, each decimal, octal or hexadecimal (POSIX `inet_addr`), and IPv6 writes
 * IPv4 in its last two groups (RFC 4291, 2.5.5; NAT64, RFC 6052).
 */
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';

export interface Spelling {
  /** What is looked for, lower case; base64 as it is. */
  readonly text: string;
  /** How it stands there. `part` is a piece that stands in every text the pattern means. */
  readonly form: 'plain' | 'base64' | 'part';
  /** Of base64 the whole, of which `text` is a half: lines of it are broken anywhere. */
  readonly whole?: string;
}

/** A name without a dot that is a plain word stands in any prose: `relay`. */
const isWord = (name: string): boolean => !/[.:]/.test(name) && !/\d|-.*-/.test(name);

/** The spellings of one pattern of the policy: a name, one with wildcards, an address, a range. */
export function spellingsOf(pattern: string): readonly Spelling[] {
  const host = pattern
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (host.includes('/')) return rangePart(host);
  if (isIPv4(host)) return named(ipv4Spellings(host));
  if (isIPv6(host)) return named(ipv6Spellings(host));
  if (host.includes('*')) return host.includes('.') ? [{ text: longestFixed(host), form: 'part' }] : [];
  if (isWord(host)) return [];
  return named([...new Set([host, domainToASCII(host), domainToUnicode(host)])].filter((name) => name !== ''));
}

/** Texts as they are, and in base64. */
const named = (texts: readonly string[]): readonly Spelling[] => [
  ...texts.map((text): Spelling => ({ text: bytesOf(text), form: 'plain' })),
  ...[...new Set(texts)].slice(0, 3).flatMap(base64Spellings),
];

/** A text as its bytes in UTF-8, one character each: bytes are searched as latin1. */
const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What stands in every host that a pattern with wildcards means: `.old-dc.example` of `*.old-dc.example`. */
const longestFixed = (pattern: string): string =>
  pattern.split(/\*+/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');

/** The whole octets or groups of a range's prefix. */
function rangePart(range: string): readonly Spelling[] {
  const [address = '', bits = '0'] = range.split('/');
  if (isIPv4(address)) {
    const octets = address.split('.').slice(0, Math.floor(Number(bits) / 8));
    return octets.length === 0 ? [] : [{ text: `${octets.join('.')}.`, form: 'part' }];
  }
  const groups = groupsOf(address).slice(0, Math.floor(Number(bits) / 16));
  return groups.length === 0 ? [] : [{ text: `${groups.map((group) => group.toString(16)).join(':')}:`, form: 'part' }];
}

function ipv4Spellings(address: string): readonly string[] {
  const octets = address.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  const all = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hex = (number: number, width = 0): string => number.toString(16).padStart(width, '0');
  const octal = (number: number, width = 0): string => number.toString(8).padStart(width, '0');
  const groups = `${hex((a << 8) | b)}:${hex((c << 8) | d)}`;
  const wide = `${hex((a << 8) | b, 4)}:${hex((c << 8) | d, 4)}`;
  const texts = [
    address,
    octets.map((octet) => String(octet).padStart(3, '0')).join('.'),
    octets.map((octet) => `0${octal(octet)}`).join('.'),
    octets.map((octet) => (octet === 0 ? '0' : `0${octal(octet)}`)).join('.'),
    octets.map((octet) => octal(octet, 4)).join('.'),
    octets.map((octet) => `0x${hex(octet)}`).join('.'),
    octets.map((octet) => `0x${hex(octet, 2)}`).join('.'),
    `${a}.${b}.${(c << 8) | d}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    String(all),
    `0x${hex(all)}`,
    `0x${hex(all, 8)}`,
    `0${octal(all)}`,
    groups,
    wide,
  ];
  // `10.2` and `0:1` stand in anything.
  return [...new Set(texts)].filter((text) => text.length >= 7);
}

/** The eight groups of an address. */
function groupsOf(address: string): readonly number[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return numbers(head);
  const [before, after] = [numbers(head), numbers(tail)];
  return [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0), ...after];
}

function ipv6Spellings(address: string): readonly string[] {
  const groups = groupsOf(address);
  const full = groups.map((group) => group.toString(16));
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  return [...new Set([address, short, full.join(':'), full.map((group) => group.padStart(4, '0')).join(':')])];
}

/** Fewer characters of base64 than these say nothing. */
const SHORTEST_HALF = 8;

/** The characters of base64 that a text decides alone, for each place at which it may begin in a group of three bytes. */
function base64Spellings(text: string): readonly Spelling[] {
  return [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')].flatMap((bytes) =>
    [0, 1, 2].flatMap((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
      const from = before === 0 ? 0 : before + 1;
      const to = Math.floor(((before + bytes.length) * 8) / 6);
      return halvesOf(encoded.slice(from, to));
    }),
  );
}

function halvesOf(whole: string): readonly Spelling[] {
  const middle = whole.length >> 1;
  const halves = middle >= SHORTEST_HALF ? [whole.slice(0, middle), whole.slice(middle)] : [whole];
  return halves.map((text) => ({ text, form: 'base64', whole }));
}
