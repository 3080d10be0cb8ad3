/** Files that are too large to be held at once, a piece at a time. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 4 * 1024 * 1024;

/** A fifo without a writer blocks whoever opens it, unless they say so. Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export interface Chunk {
  readonly bytes: Buffer;
  /** Line breaks in front of it. */
  readonly lines: number;
}

/**
 * Gives a file's bytes in pieces of at most 4 MB, each of which repeats the last `overlap` bytes of the one before. A piece
 * is used again for the next one.
 *
 * @returns false when the file is longer than `limit`, or could not be read to its end
 */
export function readChunks(file: string, limit: number, overlap: number, visit: (chunk: Chunk) => void): boolean {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, FLAGS);
    if (!fstatSync(descriptor).isFile()) return false;
    const buffer = Buffer.alloc(CHUNK + overlap);
    let kept = 0;
    let lines = 0;
    for (let total = 0; total < limit; ) {
      const read = readSync(descriptor, buffer, kept, CHUNK, null);
      if (read === 0) return true;
      total += read;
      const bytes = buffer.subarray(0, kept + read);
      visit({ bytes, lines });
      const next = Math.min(overlap, bytes.length);
      lines += lineBreaks(bytes.subarray(0, bytes.length - next));
      buffer.copyWithin(0, bytes.length - next, bytes.length);
      kept = next;
    }
    return readSync(descriptor, buffer, 0, 1, null) === 0;
  } catch {
    return false;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function lineBreaks(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
