/** What is not checked out although a change alters it: what a sparse check-out leaves out, and submodules. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Changes } from './changes.ts';
import { type Repository, split, submoduleAt } from './git.ts';
import { type IndexEntry, indexFile, readIndex } from './index-file.ts';

/** Names in one command: their length is bounded. */
const BATCH = 200;

const SUBMODULE = '160000';

/**
 * Files, folders and submodules of the index that are not in the work tree and differ from the commit; relative to the scan root, folders
 * with a final `/`.
 */
export function alteredAndLeftOut(
  { repository, commit, base }: { readonly repository: Repository; readonly commit: string } & Pick<Changes, 'base'>,
  root: string,
): readonly string[] {
  const { prefix, hash } = repository;
  const isAbsent = (file: string): boolean => !lstatSync(path.join(root, file), { throwIfNoEntry: false });
  const left = readIndex(indexFile(repository), hash).entries.flatMap((entry) => {
    const file = entry.path.slice(prefix.length);
    if (!entry.path.startsWith(prefix)) return [];
    const isLeftOut =
      entry.mode === SUBMODULE ? submoduleAt(repository, entry.path) === undefined : entry.skipped && isAbsent(file);
    return isLeftOut ? [{ ...entry, file }] : [];
  });
  const before = treesAt(repository, commit, left.filter(isTree));
  const isSame = (entry: IndexEntry & { readonly file: string }): boolean => {
    const { path: name, file, id, mode } = entry;
    return isTree(entry) ? before.get(name) === id : base.get(file)?.id === id && base.get(file)?.mode === mode;
  };
  return left
    .filter((entry) => !isSame(entry))
    .map(({ file }) => file)
    .sort();
}

/** Whether an entry stands for more than a file. */
const isTree = ({ path: name, mode }: IndexEntry): boolean => mode === SUBMODULE || name.endsWith('/');

/** What the commit has for folders and submodules, which the index names as a whole. */
function treesAt(repository: Repository, commit: string, entries: readonly IndexEntry[]): ReadonlyMap<string, string> {
  const names = entries.map(({ path: name }) => name.replace(/\/$/, ''));
  const found = new Map<string, string>();
  for (let at = 0; at < names.length; at += BATCH)
    for (const line of split(
      repository.run(['ls-tree', '-z', '--full-tree', commit, '--', ...names.slice(at, at + BATCH)]),
    )) {
      const [, kind, id, name] = /^(040000 tree|160000 commit) ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
      if (kind && id && name) found.set(kind.endsWith('tree') ? `${name}/` : name, id);
    }
  return found;
}
