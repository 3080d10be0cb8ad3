/**
 * What is searched for words and names: a text as it is written, and behind it what its escapes, base64 and pieces hide.
 * Nearly all bytes of a tree pass here, and few hide anything: bytes are looked at one by one, and only what stands around an
 * escape becomes a text.
 */
import { base64TextsIn } from './base64-text.ts';
import { wordsInCodes } from './codes.ts';
import { decode, mayBeWide } from './decode.ts';
import { wordsInPieces } from './pieces.ts';
import { mayBeEscaped, nextEscape, unescaped } from './unescaped.ts';

/** No keyword spans more on either side of a letter that is written as an escape. */
const AROUND = 400;

/** A word that the edge of a stretch cuts is no word; its rest is no longer than this, or no keyword. */
const LONGEST_CUT = 100;

/** What `!!binary` is before may be as long. */
const BINARY = 0x21;
const LONGEST_BINARY = 4_000;

/** From one offset up to another. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What stands around the escapes, each place once. */
function stretchesOf(bytes: Buffer): readonly Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  let end = 0;
  for (let at = nextEscape(bytes, 0); at >= 0; at = nextEscape(bytes, at + 1)) {
    if (at - AROUND > end) {
      if (end > 0) found.push({ start, end });
      start = Math.max(0, at - AROUND);
    }
    end = at + AROUND + (bytes[at] === BINARY ? LONGEST_BINARY : 0);
  }
  if (end > 0) found.push({ start, end });
  return found;
}

const isOfWord = (sign: string | undefined): boolean => sign !== undefined && /\w/.test(sign);

/** The text of a stretch, from the first whole word to the last. */
function textOf(bytes: Buffer, { start, end }: Stretch): string {
  const text = bytes.toString('latin1', start, end);
  let from = 0;
  if (start > 0) while (from < LONGEST_CUT && isOfWord(text[from])) from += 1;
  let to = text.length;
  if (end < bytes.length) while (text.length - to < LONGEST_CUT && isOfWord(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** What stands around escapes, without them; empty where none stands for a part of a name. */
const aroundEscapes = (bytes: Buffer): string =>
  stretchesOf(bytes)
    .flatMap((stretch) => unescaped(textOf(bytes, stretch))?.text ?? [])
    .join('\n');

/** What escapes (`plain` is what they leave), base64 and pieces hide; undefined when nothing does. */
function hiddenIn(bytes: Buffer, plain: string): string | undefined {
  const texts = base64TextsIn(bytes);
  const words = wordsInPieces(plain === '' ? [bytes] : [bytes, Buffer.from(plain, 'latin1')]);
  return plain === '' && texts === '' && words === '' ? undefined : `\n${plain}\n${texts}\n${words}`;
}

/** A text as it is searched for all that a matcher needs: all of it once more without escapes, for parts of a need stand far apart. */
export function searchedText(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const plain = mayBeEscaped(bytes) ? unescaped(bytes.toString('latin1'))?.text : undefined;
  const codes = wordsInCodes(text);
  return text + (hiddenIn(bytes, plain ?? '') ?? '') + (codes === '' ? '' : `\n${codes}`);
}

/** The bytes of a file as they are searched for keywords and names: a byte for each letter of ASCII, whatever its encoding and escapes. */
export function searchedBytes(bytes: Buffer): Buffer {
  const narrow = mayBeWide(bytes) ? Buffer.from(decode(bytes).text, 'latin1') : bytes;
  const hidden = hiddenIn(narrow, aroundEscapes(narrow));
  return hidden === undefined ? narrow : Buffer.concat([narrow, Buffer.from(hidden, 'latin1')]);
}
