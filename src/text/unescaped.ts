/**
 * Texts without escapes: percent signs, backslashes, entities, lines that go on behind a backslash. What a program reads of
 * them is what counts, so every search for a word or a name looks at a text as it is written and once more without them.
 */
import { countWhile } from '../model/sorted.ts';

const HEX = '[2-7][\\dA-Fa-f]';

/**
 * `%2e`, `\x2e`, `\u002e`, `\u{2e}`, `\U0000002e`, `\056`, `&#46;`, `&#x2e;`: one character of ASCII each; a text in a text has
 * several backslashes. YAML's `!!binary`; a backslash between a word and the line that goes on with it, or before what needs
 * none; signs without a width, decoded or as they are in UTF-8; the marks of CDATA. Each form begins with a rare sign, which keeps the search quick.
 */
const ESCAPE = new RegExp(
  [
    `%(?<percent>${HEX})`,
    `\\\\{1,4}(?:x(?<byte>${HEX})|[uU](?:(?:0000)?00(?<unit>${HEX})|\\{0*(?<point>${HEX})\\})|(?<octal>[01]?[0-7]{2}))`,
    `&#(?:(?<decimal>\\d{2,3})|[xX]0*(?<hex>${HEX}));`,
    '!!binary[ \\t]+["\']?(?<base64>[\\w+/]{4,4000}={0,2})',
    '(?<joined>\\\\(?<=[\\w.-]\\\\)(?:(?:\\r\\n|\\r|\\n)[ \\t]*(?=[\\w.-])|(?=[.-]\\w|[cghijklmopqyz])))',
    '(?<blank>(?:[\\u200b-\\u200d\\u2060\\xad\\ufeff]|\\xe2\\x80[\\x8b-\\x8d]|\\xe2\\x81\\xa0|\\xc2\\xad|\\xef\\xbb\\xbf|<!\\[CDATA\\[|\\]\\]>)(?=[\\w.-]))',
  ].join('|'),
  'g',
);

/** What follows the first byte of an escape. */
const SECOND: ReadonlyMap<string, string> = new Map([
  ['%', '234567'],
  ['\\', 'xuU01234567.-\r\ncghijklmopqyz\\'],
  ['&', '#'],
  ['!', '!'],
  ['<', '!'],
  [']', ']'],
  ['\xe2', '\x80\x81'],
  ['\xc2', '\xad'],
  ['\xef', '\xbb'],
]);

/** For each pair of bytes whether an escape may begin with it. */
const BEGINNINGS = new Uint8Array(65_536);
const FIRST = new Uint8Array(256);
for (const [first, seconds] of SECOND) {
  FIRST[first.charCodeAt(0)] = 1;
  for (const second of seconds) BEGINNINGS[(first.charCodeAt(0) << 8) | second.charCodeAt(0)] = 1;
}

export interface Unescaped {
  readonly text: string;
  /** The offset in the text as it was of an offset in this one. */
  from(offset: number): number;
}

/** Where the next escape may begin, from an offset on; -1 where none does. Asked before bytes become text. */
export function nextEscape(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length - 1; at += 1) {
    const byte = bytes[at] ?? 0;
    if (FIRST[byte] === 1 && BEGINNINGS[(byte << 8) | (bytes[at + 1] ?? 0)] === 1) return at;
  }
  return -1;
}

/** Whether some bytes may hold escapes. */
export const mayBeEscaped = (bytes: Uint8Array): boolean => nextEscape(bytes, 0) >= 0;

/** What is part of a name, or joins its parts. */
const OF_NAME = /^[\w.-]?$/;

/** The text without escapes; undefined when none stands for a part of a name. */
export function unescaped(text: string): Unescaped | undefined {
  const starts: number[] = [];
  const shifts: number[] = [];
  let result = '';
  let at = 0;
  let isNamed = false;
  for (const found of text.matchAll(ESCAPE)) {
    const said = saidBy(found.groups ?? {});
    if (said === undefined) continue;
    isNamed ||= said.length > 1 || OF_NAME.test(said);
    result += text.slice(at, found.index) + said;
    at = found.index + found[0].length;
    starts.push(result.length);
    shifts.push(at - result.length);
  }
  if (!isNamed) return undefined;
  return { text: result + text.slice(at), from: (offset) => offset + (shifts[lastAtMost(starts, offset)] ?? 0) };
}

/** What an escape stands for; undefined for what is no printable character of ASCII. */
function saidBy(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const { percent, byte, unit, point, octal, decimal, hex, joined, blank, base64 } = groups;
  if (joined !== undefined || blank !== undefined) return '';
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('latin1');
  const [digits, radix] =
    decimal !== undefined
      ? [decimal, 10]
      : octal !== undefined
        ? [octal, 8]
        : [percent ?? byte ?? unit ?? point ?? hex ?? '', 16];
  const code = Number.parseInt(digits, radix);
  return code >= 0x20 && code <= 0x7e ? String.fromCharCode(code) : undefined;
}

/** The index of the last number that is not greater; -1 when there is none. */
const lastAtMost = (numbers: readonly number[], most: number): number =>
  countWhile(numbers, (number) => number <= most) - 1;
