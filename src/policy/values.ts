/** Readers of the values that stand in a policy: hosts, globs, dates, texts. */
import { isIPv6 } from 'node:net';
import { apiNames, apiOf } from '../relays/apis.ts';
import { normalHost } from '../relays/comparable-host.ts';
import { suggestion } from '../text/nearest.ts';
import { integer, list, text } from './decode.ts';
import { isDate, patternProblem, splitPort } from './match.ts';
import type { HostPattern, Replacement } from './policy.ts';

type Checked<T> = { readonly value: T } | { readonly problem: string };

export function checkedHost(value: string): Checked<HostPattern> {
  const problem = patternProblem(value);
  return problem === undefined ? { value: normalHost(value) } : { problem };
}

/** A host pattern, and a port when one is written behind it. */
export function checkedHostAndPort(value: string): Checked<Replacement> {
  const { host, port } = splitPort(value);
  if (value.startsWith('[') && !isIPv6(host))
    return { problem: 'brackets are for IPv6 addresses: write the name alone' };
  if (port !== null && (port < 1 || port > 65535)) return { problem: `a port is 1 to 65535, not ${port}` };
  const problem =
    port !== null && host.includes('/') ? 'a range of addresses takes its ports under ports' : patternProblem(host);
  return problem === undefined ? { value: { host: normalHost(host), port } } : { problem };
}

export function checkedReplacement(value: string): Checked<Replacement> {
  if (/[*/]/.test(value) && !value.includes('://')) return { problem: 'a replacement is one relay, not a pattern' };
  return checkedHostAndPort(value);
}

const LONGEST_GLOB = 1000;

function checkedGlob(value: string): Checked<string> {
  if (value.trim() === '') return { problem: 'this glob is empty' };
  if (value.includes('\\')) return { problem: "paths are written with '/'" };
  if (value.startsWith('/')) return { problem: `'${value}': paths are relative to the root, without a leading '/'` };
  if (value.startsWith('!') || /[!*+]\(/.test(value))
    return { problem: `'${value.slice(0, 60)}': a glob says what is meant, it cannot exclude or repeat` };
  if (value.length > LONGEST_GLOB)
    return { problem: `'${value.slice(0, 60)}…' is longer than ${LONGEST_GLOB} characters` };
  return value.split('/').includes('..') ? { problem: `'${value}' leads out of the root` } : { value };
}

function checkedDate(value: string): Checked<string> {
  return isDate(value)
    ? { value }
    : { problem: `'${value.slice(0, 40)}' is no date: write YYYY-MM-DD, as in 2027-01-31` };
}

function checkedReason(value: string): Checked<string> {
  return value.trim() === '' ? { problem: 'this reason is empty: say why' } : { value: value.trim() };
}

function checkedName(value: string): Checked<string> {
  return value.trim() === '' ? { problem: 'this name is empty' } : { value: value.trim() };
}

/** A provider as a policy calls it. One that nothing reports would approve nothing. */
function checkedApi(value: string): Checked<string> {
  const named = checkedName(value);
  if ('problem' in named || apiOf(value) !== undefined) return named;
  const hint = suggestion(value, apiNames);
  return { problem: `there is no HTTP API of that name${hint === '' ? `; known are ${apiNames.join(', ')}` : hint}` };
}

function checkedRelativePath(value: string): Checked<string> {
  const relative = value !== '' && !/^[/\\]|^[a-z][a-z0-9+.-]*:|\\/i.test(value);
  return relative
    ? { value }
    : { problem: 'only a file of this repository can be extended: write its relative path, as in ./mail-policy.yml' };
}

export const hostPattern = text('a host', checkedHost);
export const hostAndPort = text('a host, or a mapping', checkedHostAndPort);
export const replacement = text('a host, with or without a port', checkedReplacement);
export const hostList = list(hostPattern, { orOne: true });
export const globs = list(text('a glob', checkedGlob), { orOne: true });
export const plainGlobs = list(text('a glob', checkedGlob));
export const ports = list(integer('a port', 1, 65535), { orOne: true });
export const date = text('a date', checkedDate);
export const reason = text('a text', checkedReason);
export const relativePaths = list(text('a relative path', checkedRelativePath), { orOne: true });
export const name = text('a name', checkedName);
export const api = text('the name of a provider', checkedApi);
