/** Which files of the repository may be read for another one. */
import path from 'node:path';
import { leadsOut } from '../model/paths.ts';
import { rememberedIn } from '../model/remembered.ts';
import { decode } from '../text/decode.ts';
import { readFile } from '../walk/read-file.ts';
import type { Root } from '../walk/root.ts';

/** Whether a file's name has no ending: what it is only its first line says. */
export const isWithoutEnding = (file: string): boolean => !file.includes('.', file.lastIndexOf('/') + 1);

/** Whether `file`, relative to the root, is a regular file inside it; no symbolic link on the way leads out of it. */
export const isFileInside = rememberedIn(isRegularInside);

function isRegularInside(root: Root, file: string): boolean {
  if (file.startsWith('../') || path.isAbsolute(file)) return false;
  try {
    const kind = root.kind(path.join(root.folder, file));
    return (kind?.isFile() ?? false) && isInside(root, path.posix.dirname(file));
  } catch {
    return false; // a folder of the path is gone
  }
}

const isInside = rememberedIn((root: Root, folder) => {
  const relative = path.relative(root.real(root.folder), root.real(path.join(root.folder, folder)));
  return !leadsOut(relative);
});

/** The text of a file of at most `limit` bytes, by its path relative to the root; empty when there is none. */
export function textOf(root: Root, file: string, limit: number): string {
  const content = readFile(root.onDisk(path.join(root.folder, file)), limit);
  const decoded = 'bytes' in content ? decode(content.bytes) : undefined;
  return decoded && 'text' in decoded ? decoded.text : '';
}
