/** The bytes of a file. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type FileContent =
  /** `bytes` is a view into a buffer that the next call uses again. */
  { readonly bytes: Uint8Array } | Unread;

export interface Unread {
  /** In words. */
  readonly problem: string;
  /** It is a file, and holds something. */
  readonly unread?: true;
  readonly closed?: Closed;
}

/** A file that is packed, encrypted or kept elsewhere, so that its own bytes say nothing. */
export interface Closed {
  /** What could be read of it all the same. */
  readonly partial: Uint8Array;
  readonly isEncrypted: boolean;
}

const MEGABYTE = 1024 * 1024;

/**
 * The most bytes of a file that are read: hand-written files are far smaller, and what is made of larger ones has no room
 * beside the rest of a scan. A larger file that speaks of mail is told of.
 */
export const LARGEST_FILE = 4 * MEGABYTE;

let buffer = new Uint8Array(256 * 1024);

/** A fifo without a writer blocks whoever opens it, unless they say so. Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a regular file of at most `limit` bytes. Never throws, and never blocks on a fifo, socket or device: what is
 * not read is said in words.
 */
export function readFile(file: string, limit: number): FileContent {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, FLAGS);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { problem: 'not a regular file; it was not read' };
    if (stats.size > limit) return tooLarge(limit);
    const length = readAll(descriptor, stats.size, limit);
    return length > limit ? tooLarge(limit) : { bytes: buffer.subarray(0, length) };
  } catch (error) {
    return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}`, unread: true };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const tooLarge = (limit: number): FileContent => ({
  problem: `larger than ${limit >= MEGABYTE ? `${limit / MEGABYTE} MB` : `${limit} bytes`}; it was not read`,
  unread: true,
});

/** Fills the buffer, up to the size that the file had when it was opened; files of /proc say 0 and are read to the end. */
function readAll(descriptor: number, size: number, limit: number): number {
  grow(size + 1, 0);
  let length = 0;
  while (length <= limit) {
    if (length === buffer.length) grow(length * 2, length);
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === size) break;
  }
  return length;
}

/** Makes room for `least` bytes, keeping the first `used`. */
function grow(least: number, used: number): void {
  if (least <= buffer.length) return;
  const larger = new Uint8Array(Math.max(least, buffer.length * 2));
  larger.set(buffer.subarray(0, used));
  buffer = larger;
}
