/**
 * Searches files for the names and addresses of relays, by bytes, whatever the file is: what no reader understands may
 * name the old relay all the same.
 */
import type { Location } from '../model/setting.ts';
import { compileHost } from '../policy/match.ts';
import { literalSearch } from '../select/literal-search.ts';
import { decode } from '../text/decode.ts';
import { sourceText } from '../text/source-text.ts';
import { mayBeEscaped, unescaped } from '../text/unescaped.ts';
import { contextAt, type MentionContext } from './context.ts';
import { type Spelling, spellingsOf } from './spellings.ts';

/** A place that names a relay. */
export interface Mention extends Location {
  /** The pattern that means it, by its index. */
  readonly pattern: number;
  /** As it is written there, as far as it is written plainly; else the pattern. */
  readonly host: string;
  readonly context: MentionContext;
}

/** More in one file say no more. */
const MOST = 500;

/** What stands in a text: whose spelling, from where to where. */
interface Hit {
  readonly pattern: number;
  readonly host: string;
  readonly start: number;
  readonly end: number;
}

export type MentionSearch = (path: string, bytes: Buffer) => readonly Mention[];

/** A search for hosts as a policy names them. */
export function mentionSearch(patterns: readonly string[]): MentionSearch {
  const spellings = patterns.flatMap((pattern, index) =>
    spellingsOf(pattern).map((spelling) => ({
      ...spelling,
      pattern: index,
      matches: compileHost(pattern),
      of: pattern,
    })),
  );
  if (spellings.length === 0) return () => [];
  // A search is as slow as its shortest text makes it; those are looked for one by one.
  const isShort = ({ text }: Spelling): boolean => text.length < SHORT;
  const short = spellings.filter(isShort).map(({ text }) => text);
  const standing = literalSearch(
    spellings.filter((one) => !isShort(one)).flatMap(({ text, form }) => bytesFor(text, form)),
  );
  const mayStand = (bytes: Buffer): boolean => standing(bytes).length > 0 || short.some((text) => bytes.includes(text));
  return (path, bytes) => {
    const escaped = mayBeEscaped(bytes) ? unescaped(bytes.toString('latin1')) : undefined;
    const isPlain = mayStand(bytes);
    if (!isPlain && !(escaped && mayStand(Buffer.from(escaped.text, 'latin1')))) return [];
    const found = placed(path, textOf(bytes), spellings);
    // What only looks like UTF-16 is searched as the bytes that it is.
    return found.length > 0 || !bytes.includes(0) ? found : placed(path, bytes.toString('latin1'), spellings);
  };
}

const SHORT = 6;

/** As they stand in bytes: as they are, and with the zero bytes of UTF-16 and UTF-32 between, in either order. */
const bytesFor = (text: string, form: Spelling['form']): readonly string[] =>
  form === 'base64' ? [text] : [text, [...text].join('\0'), [...text].join('\0\0\0')];

/** The text of a file; of what is no text its bytes, without the zero bytes between letters of other encodings. */
function textOf(bytes: Buffer): string {
  const { text, encoding } = decode(bytes);
  return bytes.includes(0) && !encoding.startsWith('utf-16') && !encoding.startsWith('utf-32')
    ? bytes.toString('latin1')
    : text;
}

type Searched = Spelling & {
  readonly pattern: number;
  readonly matches: (host: string) => boolean;
  readonly of: string;
};

/** No spelling is longer, in any encoding. */
export const LONGEST_SPELLING = 4096;

/** Mentions of a piece of a file, with `lines` in front of it. */
export const moved = (mentions: readonly Mention[], lines: number): readonly Mention[] =>
  mentions.map((one) => ({ ...one, line: one.line + lines, endLine: one.endLine + lines }));

function placed(path: string, text: string, spellings: readonly Searched[]): readonly Mention[] {
  const source = sourceText(text);
  const plain = unescaped(text);
  const hits = [
    ...hitsIn(text, spellings),
    ...(plain
      ? hitsIn(plain.text, spellings).map((hit) => ({ ...hit, start: plain.from(hit.start), end: plain.from(hit.end) }))
      : []),
    ...['\0', '\0\0\0'].flatMap((zeros) => (text.includes(zeros) ? hitsIn(text, spellings.map(spread(zeros))) : [])),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Mention[] = [];
  let last: Hit | undefined;
  for (const hit of hits) {
    // The two halves of one text in base64 touch each other.
    const isSame =
      last !== undefined && (hit.start < last.end || (hit.start === last.end && hit.pattern === last.pattern));
    if (isSame || found.length >= MOST) continue;
    last = hit;
    const from = source.position(hit.start);
    const to = source.position(hit.end);
    found.push({
      path,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      pattern: hit.pattern,
      host: hit.host,
      context: contextAt(path, text, hit.start),
    });
  }
  return found;
}

/** A spelling with zero bytes between its letters, as UTF-16 and UTF-32 within other bytes have it. */
const spread =
  (zeros: string) =>
  (one: Searched): Searched => ({ ...one, form: 'plain', text: [...one.text].join(zeros) });

function hitsIn(text: string, spellings: readonly Searched[]): readonly Hit[] {
  const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return spellings.flatMap((one) => {
    const hits: Hit[] = [];
    const { text: wanted, form, pattern, of } = one;
    const within = form === 'base64' ? text : lower;
    const sought = /[\x80-\xff]/.test(wanted) ? Buffer.from(wanted, 'latin1').toString('utf8') : wanted;
    for (let at = within.indexOf(sought); at >= 0 && hits.length < MOST; ) {
      const token = form === 'part' ? tokenAround(lower, at, at + sought.length) : undefined;
      if (token) hits.push(...hostsIn(token, one));
      else if (form === 'base64' ? isWhole(within, at, one) : isAlone(lower, at, at + sought.length))
        hits.push({ pattern, host: of, start: at, end: at + sought.length });
      at = within.indexOf(sought, token ? token.start + token.text.length : at + 1);
    }
    return hits;
  });
}

/** Base64 is broken into lines: the other half may stand behind a line break. */
function isWhole(text: string, at: number, { text: half, whole = half }: Searched): boolean {
  const around = text.slice(Math.max(0, at - 2 * whole.length), at + 2 * whole.length);
  return around.replace(/\\[nr]|["'+,\s]+/g, '').includes(whole);
}

const HOST_SIGN = /[\w.:-]/;

interface Token {
  readonly text: string;
  readonly start: number;
}

/** The signs of a host around a part of one. */
function tokenAround(text: string, from: number, to: number): Token {
  const isSign = (index: number): boolean => HOST_SIGN.test(text[index] ?? ' ');
  let start = from;
  let end = to;
  while (start > 0 && from - start < 253 && isSign(start - 1)) start -= 1;
  while (end < text.length && end - to < 253 && isSign(end)) end += 1;
  return { text: text.slice(start, end), start };
}

/** The hosts in it that the pattern means. */
function hostsIn({ text, start }: Token, { pattern, matches }: Searched): readonly Hit[] {
  return [...text.matchAll(/[a-z0-9_-]+(?:\.[a-z0-9_-]+)+|[0-9a-f:]*:[0-9a-f:.]+/g)].flatMap((found) => {
    const host = found[0].replace(FILE_END, '');
    return matches(host) ? [{ pattern, host, start: start + found.index, end: start + found.index + host.length }] : [];
  });
}

/** Endings of files that are named after a host: `mx1.old-dc.example.conf`. */
const FILE_END =
  /\.(?:conf|cf|cfg|ini|ya?ml|json|toml|env|txt|log|pem|crt|cer|key|csr|p12|pfx|jks|db|lmdb|cdb|sh|py|j2|erb|tf|bak|old|orig|service|zone|hosts?)$/;
const FILE_ENDS =
  /^\.(?:conf|cf|cfg|ini|ya?ml|json|toml|env|txt|log|pem|crt|cer|key|csr|p12|pfx|jks|db|lmdb|cdb|sh|py|j2|erb|tf|bak|old|orig|service|zone|hosts?)(?![\w-])/;

/** `\n`, `%40`, `\u0040`: the last sign of an escape belongs to it, not to the name behind. */
const ESCAPED = /(?:\\[abefnrtv0]|%[\da-f]{2}|\\x[\da-f]{2}|\\u[\da-f]{4})$/;

/** Whether what stands from `start` to `end` is a name of its own, and no part of a longer one. */
function isAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 6), start);
  if (/[a-z0-9-]$|[a-z0-9_-]\.$/.test(before) && !ESCAPED.test(before)) return false;
  const after = text.slice(end, end + 12);
  if (/^[a-z0-9]|^-[a-z0-9]/.test(after)) return false;
  return !/^\.[a-z0-9]/.test(after) || FILE_ENDS.test(after);
}
