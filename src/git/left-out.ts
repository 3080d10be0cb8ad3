/** What a sparse check-out leaves out although a change alters it. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Changes } from './changes.ts';
import { type Repository, split } from './git.ts';
import { type IndexEntry, indexFile, readIndex } from './index-file.ts';

/** Names in one command: their length is bounded. */
const BATCH = 200;

/**
 * Files and folders of the index that are not in the work tree and differ from the commit; relative to the scan root, folders
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
    return entry.skipped && entry.path.startsWith(prefix) && isAbsent(file) ? [{ ...entry, file }] : [];
  });
  const before = foldersAt(repository, commit, left);
  const isSame = ({ path: name, file, id, mode }: IndexEntry & { readonly file: string }): boolean =>
    name.endsWith('/') ? before.get(name) === id : base.get(file)?.id === id && base.get(file)?.mode === mode;
  return left
    .filter((entry) => !isSame(entry))
    .map(({ file }) => file)
    .sort();
}

/** The trees that the commit has for folders which the index names as a whole. */
function foldersAt(
  repository: Repository,
  commit: string,
  entries: readonly IndexEntry[],
): ReadonlyMap<string, string> {
  const names = entries.filter(({ path: name }) => name.endsWith('/')).map(({ path: name }) => name.slice(0, -1));
  const found = new Map<string, string>();
  for (let at = 0; at < names.length; at += BATCH)
    for (const line of split(
      repository.run(['ls-tree', '-z', '--full-tree', commit, '--', ...names.slice(at, at + BATCH)]),
    )) {
      const [, id, name] = /^040000 tree ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
      if (id && name) found.set(`${name}/`, id);
    }
  return found;
}
