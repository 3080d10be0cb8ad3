/** Texts in base64: whole files are written so where a format has no room for line breaks. */
import { gunzipSync } from 'node:zlib';

/** Shorter runs are words, longer ones no configuration. */
const SHORTEST = 24;
const LONGEST = 400_000;

/** More is no configuration file. */
const MOST_UNPACKED = 400_000;

/** What gzip packs begins so. */
const PACKED = 'H4sI';

/** The text that is written in base64, packed by gzip or not; undefined for what holds no text. */
export function base64Text(written: string): string | undefined {
  const digits = written.trim().replace(/[\r\n]+[ \t]*/g, '');
  if (digits.length < SHORTEST || digits.length > LONGEST || !/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) return undefined;
  // The start tells: random bytes are no text.
  if (!digits.startsWith(PACKED) && !isText(Buffer.from(digits.slice(0, SHORTEST), 'base64'))) return undefined;
  const bytes = unpacked(Buffer.from(digits, 'base64'));
  return bytes && isText(bytes) ? bytes.toString('utf8') : undefined;
}

function unpacked(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch {
    return undefined; // cut off, or larger
  }
}

/** Letters of ASCII for the most part, and no control characters. */
function isText(bytes: Buffer): boolean {
  let letters = 0;
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
    if (byte < 0x7f) letters += 1;
  }
  return letters >= bytes.length * 0.9;
}

/** What gzip unpacks of one file: the digits themselves are bounded by the file's size, what they unpack to is not. */
const MOST_UNPACKED_TOGETHER = 8_000_000;

/** Words for what is not looked at any more: the file is read. */
const MAY_BE_ANY = 'smtp mail relayhost';

/** The text of one run of digits. Only its start has to look like a text: the rest may be filling. */
function textIn(digits: string): string | undefined {
  if (digits.startsWith(PACKED)) return base64Text(digits);
  const start = Buffer.from(digits.slice(0, SHORTEST), 'base64');
  if (isText(start)) return Buffer.from(digits, 'base64').toString('latin1');
  return isWideText(start) ? Buffer.from(digits, 'base64').toString('utf16le') : undefined;
}

/** UTF-16 of letters of ASCII, as PowerShell takes its commands. */
const isWideText = (bytes: Buffer): boolean =>
  bytes.every((byte, index) => index % 2 === 0 || byte === 0) &&
  isText(Buffer.from(bytes.toString('utf16le'), 'latin1'));

/** The texts in base64 that stand in some bytes, one behind the other; empty when there are none. */
export function base64TextsIn(bytes: Buffer): string {
  const found: string[] = [];
  let unpackedHere = 0;
  for (let at = SHORTEST - 1; at < bytes.length; at += SHORTEST) {
    if (!isDigit(bytes[at])) continue;
    let start = at;
    while (start > 0 && isDigit(bytes[start - 1])) start -= 1;
    let end = at + 1;
    while (end < bytes.length && isDigit(bytes[end])) end += 1;
    if (end - start >= SHORTEST && mayBeText(bytes, start)) {
      const digits = bytes.toString('latin1', start, end);
      const isPacked = digits.startsWith(PACKED);
      const text = isPacked && unpackedHere >= MOST_UNPACKED_TOGETHER ? MAY_BE_ANY : textIn(digits);
      if (isPacked) unpackedHere += text?.length ?? 0;
      if (text !== undefined) found.push(text);
    }
    // The next place that is looked at lies behind the run.
    at = end - 1;
  }
  return found.join('\n');
}

/** The first six bits of a byte of ASCII are less than 32, which is a letter up to `f`. What gzip packs begins with `H4sI`. */
function mayBeText(bytes: Buffer, start: number): boolean {
  if (bytes.toString('latin1', start, start + 4) === PACKED) return true;
  for (let at = start; at < start + SHORTEST; at += 4) if (!isLow(bytes[at] ?? 0)) return false;
  return true;
}

/** `A` to `Z`, `a` to `f`. */
const isLow = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x66);

const DIGITS = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((one) => one.charCodeAt(0)),
);
const IS_DIGIT = Uint8Array.from({ length: 256 }, (_, byte) => (DIGITS.has(byte) ? 1 : 0));
const isDigit = (byte: number | undefined): boolean => byte !== undefined && IS_DIGIT[byte] === 1;
