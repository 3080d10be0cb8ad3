/**
 * The files of a commit, as if they lay in the scan's root. Most are the same in the work tree: their bytes are read there, and
 * only those that differ were written anywhere (a scan of a commit costs what differs, not what there is).
 */
import path from 'node:path';
import { leadsOut } from '../model/paths.ts';
import type { Entry, Kind, Root } from './root.ts';

/** Where a file's bytes are on the disk, or where a link leads; by the path relative to the root, with `/`. Plain data for threads. */
export type CommitFiles = ReadonlyMap<string, { readonly onDisk: string } | { readonly link: string }>;

/** As many links are followed as Linux follows: https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MOST_LINKS = 40;

const FILE: Kind = { isFile: () => true, isDirectory: () => false, isSymbolicLink: () => false };
const FOLDER: Kind = { isFile: () => false, isDirectory: () => true, isSymbolicLink: () => false };
const LINK: Kind = { isFile: () => false, isDirectory: () => false, isSymbolicLink: () => true };

/** A file that no disk has. */
const NOWHERE = '';

/** `folder` is absolute. Nothing outside of it is there. */
export function commitRoot(folder: string, files: CommitFiles): Root {
  const folders = foldersOf(files);
  /** A tree made by hand may hold a folder of the same name, too: that counts, as where files are written. */
  const fileAt = (at: string) => (folders.has(at) ? undefined : files.get(at));
  const kindAt = (at: string): Kind | undefined => {
    if (folders.has(at)) return FOLDER;
    const found = fileAt(at);
    return found && ('link' in found ? LINK : FILE);
  };

  /** The path relative to the root with all links followed, the last step's only if `whole`; undefined where it leads out. */
  const followed = (file: string, whole: boolean): string | undefined => {
    const relative = relativeTo(folder, file);
    let open = relative?.split('/').filter((step) => step !== '');
    let at = '';
    for (let links = 0; open !== undefined && open.length > 0; ) {
      const [step = '', ...rest] = open;
      const next = at === '' ? step : `${at}/${step}`;
      const found = fileAt(next);
      if (found && 'link' in found && (whole || rest.length > 0)) {
        links += 1;
        const target = relativeTo(folder, path.resolve(folder, at, found.link));
        open = links > MOST_LINKS || target === undefined ? undefined : [...target.split('/'), ...rest];
        at = '';
      } else {
        at = next;
        open = rest;
      }
      open = open?.filter((one) => one !== '');
    }
    return open && at;
  };

  const absolute = (at: string): string => path.join(folder, at);
  return {
    folder,
    kind(file) {
      const at = followed(file, false);
      return at === undefined ? undefined : kindAt(at);
    },
    list(file) {
      const at = followed(file, true);
      const entries = at === undefined ? undefined : folders.get(at);
      if (!entries) throw new Error('there is no such folder');
      return [...entries].map((name): Entry => ({ name, ...(kindAt(at ? `${at}/${name}` : name) ?? FILE) }));
    },
    real(file) {
      const at = followed(file, true);
      if (at === undefined || !kindAt(at)) throw new Error('it leads nowhere');
      return absolute(at);
    },
    onDisk(file) {
      const found = fileAt(followed(file, true) ?? '');
      return found && 'onDisk' in found ? found.onDisk : NOWHERE;
    },
  };
}

/** The names in each folder; the root's is the empty one. */
function foldersOf(files: CommitFiles): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  for (const file of files.keys()) {
    const steps = file.split('/');
    for (const [index, name] of steps.entries()) {
      const folder = steps.slice(0, index).join('/');
      const names = folders.get(folder) ?? new Set();
      folders.set(folder, names.add(name));
    }
  }
  return folders;
}

/** With `/`; undefined for what lies outside. */
function relativeTo(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file);
  return leadsOut(relative) ? undefined : relative.split(path.sep).join('/');
}
