/**
 * Where a folder's repository is. It is looked for here and not by git, which would take a folder of the scanned tree that
 * looks like a bare repository for one, and its configuration with it.
 */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { smallFile } from './small-file.ts';

export interface Place {
  /** The work tree's top folder, absolute, without links. */
  readonly top: string;
  /** The scan root within it: empty, or ending in `/`. */
  readonly prefix: string;
  /** What belongs to this work tree: HEAD, index. */
  readonly gitFolder: string;
  /** What all work trees of the repository share: objects, refs. */
  readonly commonFolder: string;
}

/** The repository that holds `root`; undefined when there is none. */
export function placeOf(root: string): Place | undefined {
  const from = realpathSync(root);
  for (let top = from; ; top = path.dirname(top)) {
    const gitFolder = gitFolderIn(top);
    if (gitFolder !== undefined) {
      const prefix = path.relative(top, from).split(path.sep).join('/');
      return { top, prefix: prefix === '' ? '' : `${prefix}/`, gitFolder, commonFolder: commonFolderOf(gitFolder) };
    }
    if (path.dirname(top) === top) return undefined;
  }
}

/** `.git` is a folder, or a file that names one: `gitdir: …`. https://git-scm.com/docs/gitrepository-layout */
export function gitFolderIn(top: string): string | undefined {
  const entry = path.join(top, '.git');
  const stats = statSync(entry, { throwIfNoEntry: false });
  if (!stats) return undefined;
  const named = stats.isDirectory() ? entry : /^gitdir: ([^\r\n]+)/.exec(smallFile(entry) ?? '')?.[1];
  const folder = named === undefined ? undefined : path.resolve(top, named);
  return folder !== undefined && isRepository(folder) ? folder : undefined;
}

const isRepository = (folder: string): boolean =>
  smallFile(path.join(folder, 'HEAD')) !== undefined &&
  (statSync(path.join(commonFolderOf(folder), 'objects'), { throwIfNoEntry: false })?.isDirectory() ?? false);

function commonFolderOf(gitFolder: string): string {
  const named = smallFile(path.join(gitFolder, 'commondir'))?.trim();
  return named ? path.resolve(gitFolder, named) : gitFolder;
}
