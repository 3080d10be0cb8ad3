/** The files of a scan root by name, for questions that a path answers. Listed when first asked, once a root. */
import path from 'node:path';
import { grouped } from '../../model/grouped.ts';
import { oncePer } from '../../model/once.ts';
import type { Entry, Root } from '../../walk/root.ts';
import { skippedDirectories } from '../../walk/skipped.ts';

/** A tree of more files than these is known in part; the order is by name, so that it is always the same part. */
const MAX_FILES = 100_000;
const MAX_DEPTH = 40;

export interface Tree {
  /** Sorted, relative to the root, with `/`. */
  readonly files: readonly string[];
  /** By base name without its ending, as `plain` writes it. */
  readonly byBase: ReadonlyMap<string, readonly string[]>;
}

/** `net_map`, `net-map`, `NetMap` and `netmap` are one name to the conventions of languages. */
export const plain = (name: string): string => name.toLowerCase().replace(/[_.-]/g, '');

export const treeOf = oncePer((root: Root): Tree => {
  const files: string[] = [];
  list(root, '', files, 0);
  return { files, byBase: grouped(files, baseOf) };
});

/** What a file is called, without its ending, as `plain` writes it. */
export const baseOf = (file: string): string => plain(path.posix.basename(file, path.posix.extname(file)));

/** No link is followed. */
function list(root: Root, folder: string, files: string[], depth: number): void {
  for (const entry of entriesIn(root, path.join(root.folder, folder))) {
    if (files.length >= MAX_FILES) return;
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) files.push(file);
    else if (entry.isDirectory() && depth < MAX_DEPTH && !skippedDirectories.has(entry.name))
      list(root, file, files, depth + 1);
  }
}

function entriesIn(root: Root, folder: string): readonly Entry[] {
  try {
    return [...root.list(folder)].sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Of several files those that share the most folders with `from`: what is nearer is meant. */
export function nearest(from: string, files: readonly string[]): readonly string[] {
  const shared = files.map((file) => commonFolders(from, file));
  const most = Math.max(...shared);
  return files.filter((_, index) => shared[index] === most);
}

function commonFolders(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const end = left.findIndex((part, index) => part !== right[index]);
  return end < 0 ? left.length : end;
}

/**
 * Of files in the order in which a tree lists them those that stand around a place in it: the ones that share the most folders
 * with `from` are beside it. Looked for by halves, because each of very many files may ask.
 */
export function around(from: string, listed: readonly string[], most: number): readonly string[] {
  if (listed.length <= most) return listed;
  const wanted = inOrder(from);
  let [low, high] = [0, listed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(listed[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  const start = Math.min(Math.max(0, low - (most >> 1)), listed.length - most);
  return listed.slice(start, start + most);
}

/** A folder's name ends before every character that another one may go on with. */
const inOrder = (file: string): string => file.replaceAll('/', '\0');

/** A folder and all those above it, up to the root. */
export function upward(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = path.posix.dirname(folder); at !== folders.at(-1); at = path.posix.dirname(at)) folders.push(at);
  return folders;
}
