/** The files of a commit, to be scanned where they lie: what the work tree has with the very same bytes is not written once more. */
import path from 'node:path';
import type { CommitFiles } from '../walk/commit-root.ts';
import { readFile } from '../walk/read-file.ts';
import { blobId } from './same.ts';
import { type Blob, contents, exportBlobs, isLink, isRegular } from './tree.ts';

/** Larger ones are taken from the commit. */
const LARGEST = 64 * 1024 * 1024;

export interface CommitTree {
  readonly files: CommitFiles;
  /** Whether the folder that it was compared with has the very bytes of one. */
  isSame(file: string): boolean;
}

/**
 * @param folder what is compared with: the work tree
 * @param apart an empty folder for what differs
 * @throws GitProblem for a file that is missing
 */
export function commitTree(blobs: readonly Blob[], folder: string, apart: string): CommitTree {
  const regular = blobs.filter(isRegular);
  const same = new Set(regular.flatMap((blob) => (hasBytesOf(blob, path.join(folder, blob.path)) ? [blob.path] : [])));
  const differing = regular.filter((blob) => !same.has(blob.path));
  exportBlobs(differing, apart);
  const isSame = (file: string): boolean => same.has(file);
  const files = new Map<string, { readonly onDisk: string } | { readonly link: string }>();
  for (const { path: file } of regular) files.set(file, { onDisk: path.join(isSame(file) ? folder : apart, file) });
  contents(blobs.filter(isLink), (blob, content) => {
    files.set(blob.path, { link: content?.toString('utf8') ?? '' });
  });
  return { files, isSame };
}

/** By their hash: what git's index says of a file could be due to a filter that the change brings. */
function hasBytesOf({ id, repository }: Blob, file: string): boolean {
  const content = readFile(file, LARGEST);
  return 'bytes' in content && blobId(content.bytes, repository.hash) === id;
}
