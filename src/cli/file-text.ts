/** The text of a scanned file, for comments in it. */
import { decode } from '../text/decode.ts';
import { readFile } from '../walk/read-file.ts';

const LARGEST = 2 * 1024 * 1024;

/** Empty for what cannot be read, is too large or is no text. */
export function textOf(file: string, given?: Uint8Array): string {
  const content = given ? { bytes: given } : readFile(file, LARGEST);
  const decoded = 'bytes' in content ? decode(content.bytes) : undefined;
  return decoded && 'text' in decoded ? decoded.text : '';
}
