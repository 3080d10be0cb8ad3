/** Edits put into a file's bytes: everything beside them stays the bytes that it was. */
import type { Edit } from '../model/finding.ts';
import { byteOffset, encode, type OpenFile, rangeOf } from './open-file.ts';

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

/**
 * The file's bytes with the edits made; edits that say the same are made once.
 *
 * @throws Error when two of them overlap or one stands nowhere: whoever plans has to see to it.
 */
export function applyEdits(file: OpenFile, edits: readonly Edit[]): Buffer {
  const splices = spliced(file, edits);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, bytes } of splices) {
    if (start < at) throw new Error(`two edits of ${file.path} overlap`);
    parts.push(file.bytes.subarray(at, start), bytes);
    at = end;
  }
  return Buffer.concat([...parts, file.bytes.subarray(at)]);
}

function spliced(file: OpenFile, edits: readonly Edit[]): readonly Splice[] {
  const byPlace = new Map<string, Splice>();
  for (const edit of edits) {
    const range = rangeOf(file, edit);
    if (!range) throw new Error(`an edit of ${file.path} stands nowhere`);
    const splice = {
      start: byteOffset(file, range.start),
      end: byteOffset(file, range.end),
      bytes: encode(file, edit.replacement),
    };
    byPlace.set(`${splice.start} ${splice.end} ${edit.replacement}`, splice);
  }
  return [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
