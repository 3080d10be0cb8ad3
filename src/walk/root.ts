/** The files below a scan's root, as a scan sees them: those of a folder, or those that a commit has of it. */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { type CommitFiles, commitRoot } from './commit-root.ts';

/** What a directory says of an entry. */
export interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export type Kind = Omit<Entry, 'name'>;

/**
 * Asked with absolute paths. What is remembered of files (`rememberedIn`) lives as long as this object, which is one scan: files
 * may change between two.
 */
export interface Root {
  /** Absolute. */
  readonly folder: string;
  /** What lies at a path, no link followed; undefined where nothing does. */
  kind(file: string): Kind | undefined;
  /** @throws Error when there is no such folder, or it may not be read. */
  list(folder: string): readonly Entry[];
  /** A path with all links followed. @throws Error when it leads nowhere. */
  real(file: string): string;
  /** Where on the disk the bytes of a file are. */
  onDisk(file: string): string;
}

/** `files` are those of a commit, where they are not the folder's own. */
export const rootOf = (folder: string, files?: CommitFiles): Root => {
  const absolute = path.resolve(folder);
  return files ? commitRoot(absolute, files) : folderRoot(absolute);
};

const folderRoot = (folder: string): Root => ({
  folder,
  kind(file) {
    try {
      return lstatSync(file, { throwIfNoEntry: false });
    } catch {
      return undefined; // a folder of the path is a file
    }
  },
  list: (one) => readdirSync(one, { withFileTypes: true }),
  real: (file) => realpathSync(file),
  onDisk: (file) => file,
});
