/** Texts without escapes: percent signs, backslashes, entities. What a program reads of them is what counts. */
import { countWhile } from '../model/sorted.ts';

/** `%2e`, `\x2e`, `\u002e`, `\u{2e}`, `&#46;`, `&#x2e;`, `=2E`: one character of ASCII each that may stand in a host. */
const ESCAPE =
  /%(?<percent>[2-7][\da-f])|\\x(?<byte>[2-7][\da-f])|\\u(?:00(?<unit>[2-7][\da-f])|\{0*(?<point>[2-7][\da-f])\})|&#(?:(?<decimal>\d{2,3})|x0*(?<hex>[2-7][\da-f]));/gi;

export interface Unescaped {
  readonly text: string;
  /** The offset in the text as it was of an offset in this one. */
  from(offset: number): number;
}

/** Whether some bytes may hold escapes; asked before they become text. */
export const mayBeEscaped = (bytes: Buffer): boolean =>
  bytes.includes(0x25) || bytes.includes('\\x') || bytes.includes('\\u') || bytes.includes('&#');

/** A host's letter, digit, dot or dash as an escape: `%2E`, `\x2d`. */
const OF_HOST =
  /(?:%|\\x|\\u00|\\u\{0*|&#x0*)(?:2[de]|3\d|[46][1-9a-f]|[57][\da])|&#0*(?:4[56]|[5-9]\d|1[01]\d|12[0-2]);/i;

/** The text without escapes; undefined when none stands for a part of a host. */
export function unescaped(text: string): Unescaped | undefined {
  if (!OF_HOST.test(text)) return undefined;
  const starts: number[] = [];
  const shifts: number[] = [];
  let result = '';
  let at = 0;
  for (const found of text.matchAll(ESCAPE)) {
    const { percent, byte, unit, point, decimal, hex } = found.groups ?? {};
    const code =
      decimal === undefined ? Number.parseInt(percent ?? byte ?? unit ?? point ?? hex ?? '', 16) : Number(decimal);
    if (code < 0x20 || code > 0x7e) continue;
    result += text.slice(at, found.index) + String.fromCharCode(code);
    at = found.index + found[0].length;
    starts.push(result.length);
    shifts.push(at - result.length);
  }
  return { text: result + text.slice(at), from: (offset) => offset + (shifts[lastAtMost(starts, offset)] ?? 0) };
}

/** The index of the last number that is not greater; -1 when there is none. */
const lastAtMost = (numbers: readonly number[], most: number): number =>
  countWhile(numbers, (number) => number <= most) - 1;
