/** Whether a file of the work tree is what a commit has, found out by reading it: no filter of the repository is run. */

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

export type Hash = 'sha1' | 'sha256';

/** The id that git gives to a file: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export const blobId = (bytes: Uint8Array, hash: Hash): string =>
  createHash(hash).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** What a check-out on Windows writes for LF (`core.autocrlf`). */
export const withLineFeeds = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('\r\n') && isUtf8(bytes)
    ? Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n'))
    : bytes;

/** What Git LFS keeps in place of a large file: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize \d+\n?$/;

export const isPointerTo = (pointer: string, bytes: Uint8Array): boolean => {
  const id = POINTER.exec(pointer)?.[1];
  return id !== undefined && id === createHash('sha256').update(bytes).digest('hex');
};
