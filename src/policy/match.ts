/** Whether a host is meant by a policy's pattern, and whether a path is meant by its globs. */
import { BlockList, isIP } from 'node:net';
import { comparableHost, normalHost } from '../relays/comparable-host.ts';
import { globTest } from '../text/glob.ts';
import type { Replacement } from './policy.ts';

const FAMILY = { 4: 'ipv4', 6: 'ipv6' } as const;
const LONGEST_PREFIX = { 4: 32, 6: 128 } as const;

const familyOf = (address: string): 4 | 6 | undefined => {
  const family = isIP(address);
  return family === 4 || family === 6 ? family : undefined;
};

/** A test for hosts, made once for a pattern. Patterns are those that `patternProblem` finds nothing wrong with. */
export function compileHost(pattern: string): (host: string) => boolean {
  const [written = '', prefix] = normalHost(pattern).split('/');
  const address = comparableHost(written);
  const family = familyOf(address);
  if (family) return addressTest(address, family, prefix === undefined ? LONGEST_PREFIX[family] : Number(prefix));
  const name = comparableHost(pattern);
  if (!name.includes('*')) return (host) => comparableHost(host) === name;
  const form = new RegExp(`^${name.split('.').map(labelForm).join('\\.')}$`);
  return (host) => {
    const own = comparableHost(host);
    return isIP(own) === 0 && form.test(own);
  };
}

const labelForm = (label: string): string => {
  if (label === '*') return '[^.]+';
  return label === '**' ? '[^.]+(?:\\.[^.]+)*' : label.replace(/[^\w\u0080-\uffff]/g, '\\$&');
};

function addressTest(address: string, family: 4 | 6, prefix: number): (host: string) => boolean {
  const addresses = new BlockList();
  addresses.addSubnet(address, prefix, FAMILY[family]);
  return (host) => {
    const bare = comparableHost(host);
    const own = familyOf(bare);
    return own !== undefined && addresses.check(bare, FAMILY[own]);
  };
}

/** Whether the pattern means the host. `*` is one whole label, `**` one or more. */
export const hostMatches = (pattern: string, host: string): boolean => compileHost(pattern)(host);

/** A test for paths, relative to the root; one that no glob narrows takes every path. */
export function compilePaths(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => true;
  return globTest(globs.map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, '/**')));
}

/** `today` and `until` are `YYYY-MM-DD`; the day itself still counts. */
export const isExpired = (until: string | undefined, today: string): boolean => until !== undefined && until < today;

export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;

/** What is wrong with a host pattern, in words; undefined when nothing is. */
export function patternProblem(text: string): string | undefined {
  if (text.includes('://') || text.includes('@')) return 'write the host alone, without scheme, user and password';
  if (familyOf(text)) return undefined;
  if (text.includes('/')) return rangeProblem(text);
  const name = text.replace(/\.$/, '');
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (text === '' || text.length > 253) return 'this is no host name';
  if (labels.every((label) => /^\*\*?$/.test(label))) return 'this would mean every host: name at least the domain';
  if (/^\*\*?$/.test(last)) return `'${text}': a wildcard cannot stand at the end`;
  const partial = labels.find((label) => label.includes('*') && !/^\*\*?$/.test(label));
  if (partial !== undefined)
    return `'${text}': a wildcard stands for a whole label, and '${partial}' is only part of one`;
  const wrong = labels.find((label) => !/^\*\*?$/.test(label) && !LABEL.test(label));
  if (wrong !== undefined) return text.includes(':') ? `'${text}': ports go under ports` : `'${text}' is no host name`;
  return /^\d+$/.test(last) ? `'${text}' is neither a host name nor an IPv4 address` : undefined;
}

function rangeProblem(text: string): string | undefined {
  const [address = '', prefix = '', more] = text.split('/');
  const family = familyOf(address);
  if (!family || more !== undefined)
    return `'${text}' is no range of addresses (10.20.0.0/16, 2001:db8::/32) and a host has no path`;
  const bits = /^(0|[1-9]\d{0,2})$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (bits === 0) return 'this would mean every address';
  return bits <= LONGEST_PREFIX[family]
    ? undefined
    : `'${text}': the prefix of IPv${family} is 1 to ${LONGEST_PREFIX[family]}`;
}

/** A host with or without a port: `smtp.corp.example:587`, `[2001:db8::25]:587`. */
export function splitPort(text: string): Replacement {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] === undefined ? null : Number(bracketed[2]) };
  const plain = /^([^:]*):(\d+)$/.exec(text);
  return plain ? { host: plain[1] ?? '', port: Number(plain[2]) } : { host: text, port: null };
}
