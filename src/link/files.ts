/** Which files of the repository may be read for another one. */
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { rememberedIn } from '../model/remembered.ts';
import { decode } from '../text/decode.ts';
import { readFile } from '../walk/read-file.ts';

/** Whether `file`, relative to the root, is a regular file inside it; no symbolic link on the way leads out of it. */
export const isFileInside = rememberedIn(isRegularInside);

function isRegularInside(root: string, file: string): boolean {
  if (file.startsWith('../') || path.isAbsolute(file)) return false;
  try {
    const stats = lstatSync(path.join(root, file), { throwIfNoEntry: false });
    return (stats?.isFile() ?? false) && isInside(root, path.posix.dirname(file));
  } catch {
    return false; // a folder of the path is a file
  }
}

const isInside = rememberedIn((root, folder) => {
  const relative = path.relative(realpathSync(root), realpathSync(path.join(root, folder)));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
});

/** The text of a file of at most `limit` bytes; empty when there is none. `file` is absolute. */
export function textOf(file: string, limit: number): string {
  const content = readFile(file, limit);
  const decoded = 'bytes' in content ? decode(content.bytes) : undefined;
  return decoded && 'text' in decoded ? decoded.text : '';
}
