/** Files of a commit or of the index, read as they are: no filters, no attributes, no links. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commitOf, GitProblem, type Repository, split, submoduleAt } from './git.ts';

/** A regular file. */
interface Blob {
  readonly id: string;
  /** Relative to the top. */
  readonly path: string;
}

const REGULAR = /^100\d{3}$/;
const SUBMODULE = '160000';

/** Objects of one call of `cat-file`: bounds what is held in memory. */
const BATCH = 500;

/** Larger files are no settings; the scan itself would not read them either. */
const LARGEST = 8 * 1024 * 1024;

/** The text of a regular file at a commit; undefined when there is none. `file` is relative to the top. */
export function textAt(repository: Repository, commit: string, file: string): string | undefined {
  const [entry] = split(repository.run(['ls-tree', '-z', '--full-tree', commit, '--', file]));
  const found = entry === undefined ? undefined : /^(\d+) blob ([0-9a-f]+)\t/.exec(entry);
  if (!found?.[1] || !found[2] || !REGULAR.test(found[1])) return undefined;
  return repository.run(['cat-file', 'blob', found[2]]).toString('utf8');
}

/**
 * Writes the regular files of a commit that lie under the scan root into a folder, and those of its submodules that are
 * checked out and have the commit that it names.
 */
export function exportCommit(repository: Repository, commit: string, folder: string): void {
  const under = repository.prefix === '' ? [] : ['--', repository.prefix];
  const entries = split(repository.run(['ls-tree', '-r', '-l', '-z', '--full-tree', commit, ...under])).map((entry) => {
    const [, mode = '', id = '', size = '', name = ''] =
      /^(\d+) (?:blob|commit) ([0-9a-f]+) +(\d+|-)\t([\s\S]*)$/.exec(entry) ?? [];
    return { mode, id, size: Number(size), path: name };
  });
  write(
    repository,
    entries.filter(({ mode, size }) => REGULAR.test(mode) && size <= LARGEST),
    folder,
  );
  for (const { mode, id, path: name } of entries) {
    const inner = mode === SUBMODULE && isSafe(name) ? submoduleAt(repository, name) : undefined;
    if (inner && commitOf(inner, id) !== undefined)
      exportCommit(inner, id, path.join(folder, name.slice(repository.prefix.length)));
  }
}

/** Writes what would be committed, likewise. */
export function exportIndex(repository: Repository, folder: string): void {
  const under = repository.prefix === '' ? [] : ['--', repository.prefix];
  const entries = split(repository.run(['ls-files', '--stage', '-z', ...under]));
  write(
    repository,
    entries.flatMap((entry) => {
      const [, mode = '', id = '', stage = '', name = ''] = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(entry) ?? [];
      return REGULAR.test(mode) && stage === '0' ? [{ id, path: name }] : [];
    }),
    folder,
  );
}

function write(repository: Repository, blobs: readonly Blob[], folder: string): void {
  for (let start = 0; start < blobs.length; start += BATCH) {
    const some = blobs.slice(start, start + BATCH);
    const contents = contentsOf(
      repository,
      some.map(({ id }) => id),
    );
    some.forEach((blob, index) => {
      const content = contents[index];
      const relative = blob.path.slice(repository.prefix.length);
      if (content && isSafe(relative)) writeInto(folder, relative, content);
    });
  }
}

/** A tree made by hand may hold names that git itself would never write. */
const isSafe = (file: string): boolean =>
  file.split(/[\\/]/).every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');

function writeInto(folder: string, file: string, content: Uint8Array): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

/** `cat-file --batch`: a line `<id> <type> <size>`, the bytes, a line break. */
function contentsOf(repository: Repository, ids: readonly string[]): readonly Buffer[] {
  const output = repository.run(['cat-file', '--batch'], Buffer.from(ids.map((id) => `${id}\n`).join('')));
  const contents: Buffer[] = [];
  for (let offset = 0; offset < output.length; ) {
    const end = output.indexOf(0x0a, offset);
    const header = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', offset, end));
    if (!header) throw new GitProblem('a file of the base commit is missing from this clone');
    const size = Number(header[1]);
    contents.push(output.subarray(end + 1, end + 1 + size));
    offset = end + 1 + size + 1;
  }
  return contents;
}
