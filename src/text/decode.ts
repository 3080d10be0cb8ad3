/** Bytes to text. */
import { isAscii, isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | 'windows-1252';

/** `bom` tells whether a byte order mark stood in front of the text; it is not part of `text`. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  readonly bom: boolean;
}

/** What tells an encoding without a mark stands at the start. */
const SAMPLE_BYTES = 8000;

/** Fewer bytes than this say nothing about UTF-16 without a byte order mark. */
const LEAST_WIDE_BYTES = 8;

/** Whether ASCII words may stand in some bytes otherwise than one byte a letter. */
export const mayBeWide = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.includes(0);

/**
 * Decodes a file's content: UTF-8, UTF-16 or UTF-32 by their marks, UTF-16 and UTF-32 by their pattern of zero bytes, UTF-8
 * where it is valid, and windows-1252 (which holds latin1's letters, and in which every byte has a meaning) for the rest.
 * Every UTF-16 code unit of a file is one of the text, so offsets can be mapped back.
 *
 * Programs read configuration on over a NUL byte, so nothing is taken for binary: a lone NUL is a blank.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeAscii(bytes.subarray(3), true);
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0)
    return decodeUtf32(bytes.subarray(4), 'utf-32le', true);
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff)
    return decodeUtf32(bytes.subarray(4), 'utf-32be', true);
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2), 'utf-16le', true);
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be', true);
  const encoding = widePattern(bytes.subarray(0, SAMPLE_BYTES));
  if (encoding === undefined) return decodeAscii(bytes, false);
  return encoding === 'utf-16le' || encoding === 'utf-16be'
    ? decodeUtf16(bytes, encoding, false)
    : decodeUtf32(bytes, encoding, false);
}

/** Stretches of UTF-16 in other text. */
const WIDE_WORDS = /(?:[\x20-\x7e]\0){6,}|(?:\0[\x20-\x7e]){6,}/g;

/**
 * What a file holds in another encoding than the one that it is decoded by: bytes of ASCII in UTF-16, UTF-16 between ASCII.
 * Undefined when it has one encoding.
 */
export function otherEncodingIn(bytes: Buffer): Buffer | undefined {
  if (!bytes.includes(0)) return undefined;
  const { encoding } = decode(bytes);
  if (encoding.startsWith('utf-16') || encoding.startsWith('utf-32')) return bytes;
  const wide = bytes.toString('latin1').match(WIDE_WORDS);
  return wide ? Buffer.from(wide.join('\n').replaceAll('\0', ''), 'latin1') : undefined;
}

function decodeAscii(bytes: Uint8Array, bom: boolean): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blank = (text: string): string => (bytes.includes(0) ? text.replaceAll('\0', ' ') : text);
  if (isAscii(bytes)) return { text: blank(buffer.toString('latin1')), encoding: 'utf-8', bom };
  if (isUtf8(bytes)) return { text: blank(buffer.toString('utf8')), encoding: 'utf-8', bom };
  const text = buffer
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
  return { text: blank(text), encoding: 'windows-1252', bom };
}

/**
 * What windows-1252 has where latin1 has control characters, from 0x80 on (https://encoding.spec.whatwg.org/index-windows-1252.txt).
 * Node's own TextDecoder takes windows-1252 for latin1 in several releases (https://github.com/nodejs/node/issues/56542).
 */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', bom: boolean): DecodedText {
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), encoding, bom };
}

/** UTF-32, which Node's TextDecoder does not know. What is no character is U+FFFD. */
function decodeUtf32(bytes: Uint8Array, encoding: 'utf-32le' | 'utf-32be', bom: boolean): DecodedText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = encoding === 'utf-32le';
  const parts: string[] = [];
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    const code = view.getUint32(at, isLittle);
    parts.push(code === 0 ? ' ' : code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
  }
  return { text: parts.join(''), encoding, bom };
}

/** By where in each group of four the zeros of ASCII characters stand, which other text between them has few of. */
function widePattern(sample: Uint8Array): Exclude<Encoding, 'utf-8' | 'windows-1252'> | undefined {
  if (sample.length < LEAST_WIDE_BYTES || !sample.includes(0)) return undefined;
  const zeros: [number, number, number, number] = [0, 0, 0, 0];
  const groups = sample.length >> 2;
  for (let at = 0; at < groups * 4; at += 4)
    for (const offset of [0, 1, 2, 3] as const) if (sample[at + offset] === 0) zeros[offset] += 1;
  const [first, second, third, fourth] = zeros;
  const isMany = (count: number): boolean => count > groups * 0.5;
  const isFew = (count: number): boolean => count < groups * 0.1;
  if (isMany(second) && isMany(third) && isMany(fourth) && isFew(first)) return 'utf-32le';
  if (isMany(first) && isMany(second) && isMany(third) && isFew(fourth)) return 'utf-32be';
  if (isMany(second) && isMany(fourth) && isFew(first) && isFew(third)) return 'utf-16le';
  if (isMany(first) && isMany(third) && isFew(second) && isFew(fourth)) return 'utf-16be';
  return undefined;
}
