/** Which files of the repository may be read for another one. */
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { decode } from '../text/decode.ts';
import { readFile } from '../walk/read-file.ts';

const folders = new Map<string, boolean>();
const files = new Map<string, boolean>();

/** As many answers as are kept; a tree in which more names are asked for asks some of them again. */
const MOST_KEPT = 100_000;

/** Whether `file`, relative to the root, is a regular file inside it; no symbolic link on the way leads out of it. */
export function isFileInside(root: string, file: string): boolean {
  const full = path.join(root, file);
  const known = files.get(full);
  if (known !== undefined) return known;
  if (files.size >= MOST_KEPT) files.clear();
  const inside = isRegularInside(root, file);
  files.set(full, inside);
  return inside;
}

function isRegularInside(root: string, file: string): boolean {
  if (file.startsWith('../') || path.isAbsolute(file)) return false;
  try {
    const stats = lstatSync(path.join(root, file), { throwIfNoEntry: false });
    return (stats?.isFile() ?? false) && isInside(root, path.posix.dirname(file));
  } catch {
    return false; // a folder of the path is a file
  }
}

function isInside(root: string, folder: string): boolean {
  const full = path.join(root, folder);
  let inside = folders.get(full);
  if (inside === undefined) {
    const relative = path.relative(realpathSync(root), realpathSync(full));
    inside = relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
    folders.set(full, inside);
  }
  return inside;
}

/** The text of a file of at most `limit` bytes; empty when there is none. `file` is absolute. */
export function textOf(file: string, limit: number): string {
  const content = readFile(file, limit);
  const decoded = 'bytes' in content ? decode(content.bytes) : undefined;
  return decoded && 'text' in decoded ? decoded.text : '';
}
