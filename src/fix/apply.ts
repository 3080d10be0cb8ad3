/** Edits put into a file's bytes: everything beside them stays the bytes that it was. */
import type { Range } from '../model/expr.ts';
import type { Edit } from '../model/finding.ts';
import { byteLength, encode, type OpenFile, rangeOf } from './open-file.ts';

/**
 * The file's bytes with the edits made; edits that say the same are made once.
 *
 * @throws Error when two of them overlap or one stands nowhere: whoever plans has to see to it.
 */
export function applyEdits(file: OpenFile, edits: readonly Edit[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  let offset = file.lead;
  /** The bytes up to an offset of the text; each stretch is measured once. */
  const upTo = (to: number): Buffer => {
    const start = offset;
    offset += byteLength(file, at, to);
    at = to;
    return file.bytes.subarray(start, offset);
  };
  parts.push(file.bytes.subarray(0, file.lead));
  for (const { range, replacement } of placed(file, edits)) {
    if (range.start < at) throw new Error(`two edits of ${file.path} overlap`);
    parts.push(upTo(range.start), encode(file, replacement));
    upTo(range.end);
  }
  return Buffer.concat([...parts, file.bytes.subarray(offset)]);
}

interface Placed {
  readonly range: Range;
  readonly replacement: string;
}

function placed(file: OpenFile, edits: readonly Edit[]): readonly Placed[] {
  const byPlace = new Map<string, Placed>();
  for (const edit of edits) {
    const range = rangeOf(file, edit);
    if (!range) throw new Error(`an edit of ${file.path} stands nowhere`);
    byPlace.set(`${range.start} ${range.end} ${edit.replacement}`, { range, replacement: edit.replacement });
  }
  return [...byPlace.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
