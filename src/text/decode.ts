/** Bytes to text. */
import { isAscii, isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** `bom` tells whether a byte order mark stood in front of the text; it is not part of `text`. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  readonly bom: boolean;
}

export interface BinaryContent {
  readonly binary: true;
}

/** As git and grep do it: a NUL among the first bytes makes a file binary. */
const SAMPLE_BYTES = 8000;

/** Fewer bytes than this say nothing about UTF-16 without a byte order mark. */
const LEAST_UTF16_BYTES = 8;

/**
 * Decodes a file's content: UTF-8 or UTF-16 by their marks, UTF-16 by its pattern of zero bytes, UTF-8 where it is
 * valid, and windows-1252 (which holds latin1's letters, and in which every byte has a meaning) for the rest.
 * Every UTF-16 code unit of a file is one of the text, so offsets can be mapped back.
 */
export function decode(bytes: Uint8Array): DecodedText | BinaryContent {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeAscii(bytes.subarray(3), true);
  // FF FE 00 00 is UTF-32's mark, which nobody writes configuration in.
  if (first === 0xff && second === 0xfe && (third !== 0 || fourth !== 0))
    return decodeUtf16(bytes.subarray(2), 'utf-16le', true);
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be', true);
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (!sample.includes(0)) return decodeAscii(bytes, false);
  const encoding = utf16Pattern(sample);
  return encoding ? decodeUtf16(bytes, encoding, false) : { binary: true };
}

function decodeAscii(bytes: Uint8Array, bom: boolean): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(bytes)) return { text: buffer.toString('latin1'), encoding: 'utf-8', bom };
  if (isUtf8(bytes)) return { text: buffer.toString('utf8'), encoding: 'utf-8', bom };
  const text = buffer
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
  return { text, encoding: 'windows-1252', bom };
}

/**
 * What windows-1252 has where latin1 has control characters, from 0x80 on (https://encoding.spec.whatwg.org/index-windows-1252.txt).
 * Node's own TextDecoder takes windows-1252 for latin1 in several releases (https://github.com/nodejs/node/issues/56542).
 */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', bom: boolean): DecodedText {
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), encoding, bom };
}

/** Mostly ASCII in two bytes a character: nearly every second byte is zero, and none of the others is. */
function utf16Pattern(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = sample.length >> 1;
  if (sample.length < LEAST_UTF16_BYTES) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (sample[at] === 0) evenZeros += 1;
    if (sample[at + 1] === 0) oddZeros += 1;
  }
  if (evenZeros === 0 && oddZeros > pairs * 0.7 && isPlain(sample, 0)) return 'utf-16le';
  if (oddZeros === 0 && evenZeros > pairs * 0.7 && isPlain(sample, 1)) return 'utf-16be';
  return undefined;
}

/** Whether no ASCII control character stands in the given half: tables of small numbers look like UTF-16 else. */
function isPlain(sample: Uint8Array, offset: 0 | 1): boolean {
  for (let at = 0; at + 1 < sample.length; at += 2) {
    const low = sample[at + offset] ?? 0;
    const high = sample[at + 1 - offset] ?? 0;
    if (high === 0 && low < 0x20 && low !== 0x09 && low !== 0x0a && low !== 0x0d && low !== 0x0c) return false;
  }
  return true;
}
