/** What a version control system keeps of a tree, as the walk asks for it. Paths are relative to the root, with `/`. */
export interface Tracked {
  isFile(path: string): boolean;
  /** Whether anything in the folder is tracked. */
  isFolder(path: string): boolean;
  /** How many tracked files and submodules are left out of the work tree (a sparse check-out). */
  readonly absent: number;
}

/** Of a folder that was written from a commit: all that is in it. */
export const everything: Tracked = { isFile: () => true, isFolder: () => true, absent: 0 };
