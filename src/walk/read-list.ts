/** Package managers' own lists, as the tree has them. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { readFile } from './read-file.ts';

const LARGEST = 32 * 1024 * 1024;

/** The text of a regular file, by its path relative to the root; undefined when there is none. */
export function readList(root: string, file: string): string | undefined {
  const target = path.join(root, file);
  if (!isFile(target)) return undefined;
  const content = readFile(target, LARGEST);
  return 'bytes' in content ? Buffer.from(content.bytes).toString('utf8') : undefined;
}

function isFile(target: string): boolean {
  try {
    return lstatSync(target, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false; // a folder of the path is a file
  }
}
