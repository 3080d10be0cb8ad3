/** Reads a file's bytes without ever blocking or throwing. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Larger files are not configuration; a `.env` or a mail map is never this large. */
export const MAX_BYTES = 4 * 1024 * 1024;

let buffer = Buffer.allocUnsafe(256 * 1024);

/**
 * The bytes of a regular file, in a buffer that the next call overwrites; or why it was not read. FIFOs, sockets and devices are
 * opened without waiting and refused.
 */
export function readBytes(file: string): { readonly bytes: Buffer } | { readonly problem: string } {
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    return { problem: `could not be opened: ${codeOf(error)}` };
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { problem: 'is not a regular file' };
    if (stat.size > MAX_BYTES) return { problem: `was not read: larger than ${MAX_BYTES / 1024 / 1024} MiB` };
    if (stat.size > buffer.length) buffer = Buffer.allocUnsafe(stat.size * 2);
    let length = 0;
    for (let got = -1; got !== 0 && length < buffer.length; length += got) got = readSync(handle, buffer, length, buffer.length - length, null);
    return { bytes: buffer.subarray(0, length) };
  } catch (error) {
    return { problem: `could not be read: ${codeOf(error)}` };
  } finally {
    closeSync(handle);
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
