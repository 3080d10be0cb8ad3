/** The text of git's own files. */
import { readFile } from '../walk/read-file.ts';

const LARGEST = 64 * 1024;

/** The text of a regular file of at most `limit` bytes; undefined when there is none. Never blocks. */
export function smallFile(file: string, limit = LARGEST): string | undefined {
  const content = readFile(file, limit);
  return 'bytes' in content ? Buffer.from(content.bytes).toString('utf8') : undefined;
}
