/** How far a scanned tree reaches. */
import { lstatSync } from 'node:fs';
import path from 'node:path';

/** The folder and those around it, as far as its repository or, outside of one, the working directory reaches. */
export function foldersUpward(root: string): readonly string[] {
  const all = [root];
  for (let folder = root; path.dirname(folder) !== folder; ) {
    folder = path.dirname(folder);
    all.push(folder);
  }
  const top = all.findIndex((folder) => lstatSync(path.join(folder, '.git'), { throwIfNoEntry: false }));
  return all.slice(0, Math.max(top, all.indexOf(process.cwd()), 0) + 1);
}

/**
 * Where the scanned tree begins, whose files may be a stranger's: the top of its repository, or else the root, or the
 * working directory when that holds it.
 */
export const treeOf = (root: string): string => foldersUpward(root).at(-1) ?? root;
