/** The relays that a value names where it is not one relay as it should be: lists, spellings that its program does not expect, values taken apart. */
import { unescaped } from '../text/unescaped.ts';
import { comparableHost } from './comparable-host.ts';
import { LONGEST, looksLikeHost, type ParsedRelay, parseRelay, type Stretch } from './host.ts';

const isFullName = (host: string): boolean => {
  const name = comparableHost(host);
  return host.includes('\uE000') || name === 'localhost' || (/[.:]/.test(name) && looksLikeHost(name));
};

const SEPARATORS = /[;,|\s]+/;

/**
 * The relays that the value of a setting names, also in spellings that its program does not expect: several where it takes
 * one, a user before the host, a web address, quotes and slashes around it. `isUrl`: the value is a URL by right.
 */
export function relaysIn(text: string, isUrl: boolean): readonly ParsedRelay[] {
  const plain = parseRelay(text);
  if (plain.length > 0) return plain;
  const listed = parseRelayList(text, SEPARATORS);
  const parts = text.split(SEPARATORS).filter((part) => part !== '');
  if (parts.length > 1 && listed.length === parts.length && listed.every(({ host }) => isFullName(host))) return listed;
  return mistaken(text, isUrl).filter(({ host }) => isFullName(host));
}

/** What stands beside a host in a value that its program takes apart itself: a port, whether there is TLS. */
const BESIDE = /^(?:[\W\d_]|tls|ssl|starttls|smtps?|esmtp|auth|login|plain|none|mx|true|false|yes|no)*$/i;

/**
 * The relays in a text that is none as it is written: without its escapes, behind a scheme that somebody made up or misspelt,
 * several URLs in one, full names with little else beside them (`smtp.acme.example:25:tls`).
 */
export function relaysNamedIn(text: string): readonly ParsedRelay[] {
  if (text.length > LONGEST || text.includes('\uE000')) return [];
  const plain = unescaped(text);
  const inPlain = plain ? parseRelay(plain.text) : [];
  if (plain && inPlain.length > 0)
    return inPlain.map((relay) => {
      const start = plain.from(relay.start);
      return { ...relay, start, end: plain.from(relay.end - 1) + 1, portAt: { start, end: start } };
    });
  const urls = [...text.matchAll(/(?<![\w+])smtps?:\/\/[^\s()",;]+/gi)];
  if (urls.length > 0 && !text.startsWith(urls[0]?.[0] ?? ''))
    return urls.flatMap(({ 0: url, index }) => parseRelay(url).map((relay) => moved(relay, index)));
  const scheme = /^[a-z+]*smtp[a-z+]*:[/\\]+/i.exec(text)?.[0].length ?? 0;
  const rest = text.slice(scheme);
  return rest.includes('://') ? [] : fullNamesIn(rest).map((relay) => moved(relay, scheme));
}

function fullNamesIn(text: string): readonly ParsedRelay[] {
  const names = [...text.matchAll(/(?<![@/\\\p{L}\p{N}_.-])[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu)];
  const others = names.reduce((rest, [name]) => rest.replace(name, ''), text);
  if (/\s/.test(text.trim()) && !BESIDE.test(others)) return [];
  return names.flatMap(({ 0: name, index }) =>
    isFullName(name) ? parseRelay(name).map((relay) => moved(relay, index)) : [],
  );
}

const WRAPPED = /^[\s"'`(<]*(?:\/\/(?=[^/]+$))?(?<inner>.*?)[\s"'`)>/]*$/su;

function mistaken(text: string, isUrl: boolean): readonly ParsedRelay[] {
  if (text.length > LONGEST) return [];
  const inner = WRAPPED.exec(text)?.groups?.inner ?? '';
  const start = text.indexOf(inner);
  const parsed = (written: string, by: number): readonly ParsedRelay[] =>
    parseRelay(written).map((relay) => moved(relay, by));
  const web = /^https?(?=:\/\/)/i.exec(inner)?.[0];
  // A scheme as long, under which software takes a relay.
  if (web) return isUrl ? [] : parsed((web.length === 4 ? 'smtp' : 'esmtp') + inner.slice(web.length), start);
  const at = /^[^\s:@/]+@(?=[^\s@/]+$)/.exec(inner)?.[0].length;
  if (at !== undefined) return parsed(inner.slice(at), start + at).map((relay) => ({ ...relay, user: true }));
  return inner === text ? [] : parsed(inner, start);
}

const moved = (relay: ParsedRelay, by: number): ParsedRelay => {
  const further = ({ start, end }: Stretch): Stretch => ({ start: start + by, end: end + by });
  return {
    ...relay,
    ...further(relay),
    ...(relay.scheme ? { scheme: further(relay.scheme) } : {}),
    ...(relay.portAt ? { portAt: further(relay.portAt) } : {}),
  };
};

/**
 * Several relays in one text. What separates them differs from program to program (`;` PHPMailer, `,` or space Postfix,
 * `:` Exim), so it is the caller's choice.
 */
export function parseRelayList(text: string, separators: RegExp): ParsedRelay[] {
  const found: ParsedRelay[] = [];
  const flags = separators.flags.includes('g') ? separators.flags : `${separators.flags}g`;
  let from = 0;
  const add = (to: number): void => {
    for (const relay of parseRelay(text.slice(from, to))) {
      found.push(moved(relay, from));
    }
  };
  for (const separator of text.matchAll(new RegExp(separators.source, flags))) {
    add(separator.index);
    from = separator.index + separator[0].length;
  }
  add(text.length);
  return found;
}
