/**
 * Texts without escapes: percent signs, backslashes, entities, lines that go on behind a backslash. What a program reads of
 * them is what counts, so every search for a word or a name looks at a text as it is written and once more without them.
 */
import { countWhile } from '../model/sorted.ts';
import { decode, mayBeWide } from './decode.ts';
import { wordsInPieces } from './pieces.ts';

/**
 * `%2e`, `\x2e`, `\u002e`, `\u{2e}`, `\U0000002e`, `\056`, `&#46;`, `&#x2e;`: one character of ASCII each; a text in a text has
 * several backslashes. YAML's `!!binary`, and a backslash between a word and the line that goes on with it.
 */
const ESCAPE =
  /%(?<percent>[2-7][\da-f])|\\{1,4}(?:x(?<byte>[2-7][\da-f])|[uU](?:(?:0000)?00(?<unit>[2-7][\da-f])|\{0*(?<point>[2-7][\da-f])\})|(?<octal>[01]?[0-7]{2}))|&#(?:(?<decimal>\d{2,3})|x0*(?<hex>[2-7][\da-f]));|(?<=[\w.-])(?<joined>\\(?:\r\n|\r|\n)[ \t]*(?=[\w.-]))|!!binary[ \t]+["']?(?<base64>[\w+/]{4,4000}={0,2})/gi;

export interface Unescaped {
  readonly text: string;
  /** The offset in the text as it was of an offset in this one. */
  from(offset: number): number;
}

/** Whether some bytes may hold escapes; asked before they become text. */
export function mayBeEscaped(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0x5c); at >= 0; at = bytes.indexOf(0x5c, at + 1))
    if (BEHIND_A_BACKSLASH.has(bytes[at + 1] ?? 0)) return true;
  for (let at = bytes.indexOf(0x25); at >= 0; at = bytes.indexOf(0x25, at + 1))
    if (isHex(bytes[at + 1]) && isHex(bytes[at + 2])) return true;
  return bytes.includes('&#') || bytes.includes('!!binary');
}

/** `\\x`, `\\u`, octal digits, lines that go on. */
const BEHIND_A_BACKSLASH: ReadonlySet<number> = new Set([...'xuU01234567\r\n'].map((sign) => sign.charCodeAt(0)));

const isHex = (code: number | undefined): boolean =>
  code !== undefined && ((code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102));

/** A letter, digit, dot, dash or underscore as an escape: `%2E`, `\x2d`. */
const OF_NAME =
  /(?:%|\\x|\\[uU](?:0000)?00|\\u\{0*|&#x0*)(?:2[de]|3\d|[46][1-9a-f]|5[\daf]|7[\da])|\\(?:05[56]|06\d|1[0-7][0-7])|&#0*(?:4[56]|[5-9]\d|1[01]\d|12[0-2]);|[\w.-]\\[\r\n]+[ \t]*[\w.-]|!!binary/i;

/** The text without escapes; undefined when none stands for a part of a name. */
export function unescaped(text: string): Unescaped | undefined {
  if (!OF_NAME.test(text)) return undefined;
  const starts: number[] = [];
  const shifts: number[] = [];
  let result = '';
  let at = 0;
  for (const found of text.matchAll(ESCAPE)) {
    const said = saidBy(found.groups ?? {});
    if (said === undefined) continue;
    result += text.slice(at, found.index) + said;
    at = found.index + found[0].length;
    starts.push(result.length);
    shifts.push(at - result.length);
  }
  return { text: result + text.slice(at), from: (offset) => offset + (shifts[lastAtMost(starts, offset)] ?? 0) };
}

/** What an escape stands for; undefined for what is no printable character of ASCII. */
function saidBy(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const { percent, byte, unit, point, octal, decimal, hex, joined, base64 } = groups;
  if (joined !== undefined) return '';
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

/** A text as it is searched for words: as it is written, and behind it what its escapes and pieces come to, if there are any. */
export function searchedText(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const searched = searchedBytes(bytes);
  return searched === bytes ? text : `${text}\n${searched.toString('latin1', bytes.length + 1)}`;
}

/** The bytes of a file as they are searched for words: a byte for each letter of ASCII, whatever its encoding, escapes and pieces. */
export function searchedBytes(bytes: Buffer): Buffer {
  const narrow = mayBeWide(bytes) ? Buffer.from(decode(bytes).text, 'latin1') : bytes;
  const plain = mayBeEscaped(narrow) ? unescaped(narrow.toString('latin1')) : undefined;
  const read = plain ? Buffer.from(plain.text, 'latin1') : undefined;
  const words = wordsInPieces(read ?? narrow);
  if (!read && words === '') return narrow;
  return Buffer.concat([narrow, NEWLINE, ...(read ? [read, NEWLINE] : []), Buffer.from(words, 'latin1')]);
}

const NEWLINE = Buffer.from('\n');
