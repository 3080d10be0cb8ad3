/** Package managers' own lists, as the tree has them. */
import path from 'node:path';
import { readFile } from './read-file.ts';
import type { Root } from './root.ts';

const LARGEST = 32 * 1024 * 1024;

/** The text of a regular file, by its path relative to the root; undefined when there is none. */
export function readList(root: Root, file: string): string | undefined {
  const target = path.join(root.folder, file);
  if (!root.kind(target)?.isFile()) return undefined;
  const content = readFile(root.onDisk(target), LARGEST);
  return 'bytes' in content ? Buffer.from(content.bytes).toString('utf8') : undefined;
}
