/** Files of a commit or of the index, read as they are: no filters, no attributes. */
import { closeSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commitOf, GitProblem, type Repository, split, submoduleAt } from './git.ts';
import { indexFile, readIndex } from './index-file.ts';

/** A regular file or a link. */
export interface Blob {
  readonly id: string;
  /** Relative to the scan root of the repository around all others. */
  readonly path: string;
  readonly mode: string;
  /** Whose object it is: a submodule has its own. */
  readonly repository: Repository;
}

export const isRegular = ({ mode }: { readonly mode: string }): boolean => /^100\d{3}$/.test(mode);
export const isLink = ({ mode }: { readonly mode: string }): boolean => mode === LINK;

const LINK = '120000';
const SUBMODULE = '160000';

/** What one call of `cat-file` gives at most: bounds what is held in memory. */
const BATCH_BLOBS = 500;
const BATCH_BYTES = 64 * 1024 * 1024;

/** Submodules within submodules. */
const DEEPEST = 10;

/** The text of a regular file at a commit; undefined when there is none. `file` is relative to the top. */
export function textAt(repository: Repository, commit: string, file: string, limit: number): string | undefined {
  const [entry] = split(repository.run(['ls-tree', '-z', '-l', '--full-tree', commit, '--', file]));
  const found = entry === undefined ? undefined : ENTRY.exec(entry);
  if (!found?.[1] || !found[2] || !isRegular({ mode: found[1] }) || found[4] !== file) return undefined;
  if (Number(found[3]) > limit) throw new GitProblem(`${file} is larger than ${limit} bytes`);
  return repository.run(['cat-file', 'blob', found[2]]).toString('utf8');
}

/** Whether the path is something else than a regular file at a commit: a link, a folder, a submodule. */
export function isOtherAt(repository: Repository, commit: string, file: string): boolean {
  const [entry] = split(repository.run(['ls-tree', '-z', '-l', '--full-tree', commit, '--', file]));
  const mode = entry === undefined ? undefined : ENTRY.exec(entry)?.[1];
  return mode !== undefined && !isRegular({ mode });
}

/** `100644 blob <id>     120\tpath`: https://git-scm.com/docs/git-ls-tree#_output_format */
const ENTRY = /^(\d+) (?:blob|commit|tree) ([0-9a-f]+) +(\d+|-)\t([\s\S]*)$/;

/** The files of a commit that lie under the scan root, and those of its submodules that are checked out and have the commit that it names. */
export function blobsOf(repository: Repository, commit: string, above = '', depth = 0): readonly Blob[] {
  const under = repository.prefix === '' ? [] : ['--', repository.prefix];
  return split(repository.run(['ls-tree', '-r', '-z', '--full-tree', commit, ...under])).flatMap((entry) => {
    const [, mode = '', id = '', name = ''] = /^(\d+) (?:blob|commit) ([0-9a-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
    const file = above + name.slice(repository.prefix.length);
    if (!isSafe(file)) return [];
    if (isRegular({ mode }) || isLink({ mode })) return [{ id, path: file, mode, repository }];
    const inner = mode === SUBMODULE && depth < DEEPEST ? submoduleAt(repository, name) : undefined;
    return inner && commitOf(inner, id) !== undefined ? blobsOf(inner, id, `${file}/`, depth + 1) : [];
  });
}

/** What would be committed, likewise. */
export function stagedBlobs(repository: Repository): readonly Blob[] {
  const { prefix, hash } = repository;
  const { entries, shared } = readIndex(indexFile(repository), hash);
  const all = shared === undefined ? entries : splitEntries(repository, shared);
  return all.flatMap(({ path: name, mode, id, stage }) => {
    const file = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    const isWanted = isSafe(file) && stage === 0 && (isRegular({ mode }) || isLink({ mode }));
    return isWanted ? [{ id, path: file, mode, repository }] : [];
  });
}

interface Listed {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  readonly stage: number;
}

/** A list in two files is put together by git, from copies of both. */
function splitEntries(repository: Repository, shared: string): readonly Listed[] {
  repository.borrow(indexFile(repository), 'index');
  repository.borrow(path.join(repository.gitFolder, shared), shared);
  return split(repository.run(['ls-files', '--stage', '-z'])).map((entry) => {
    const [, mode = '', id = '', stage = '', name = ''] = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(entry) ?? [];
    return { path: name, mode, id, stage: Number(stage) };
  });
}

/** Writes files into a folder. Links are written as such, last, so that nothing is ever written through one. */
export function exportBlobs(blobs: readonly Blob[], folder: string): void {
  contents(blobs.filter(isRegular), (blob, content) => {
    const target = path.join(folder, blob.path);
    mkdirSync(path.dirname(target), { recursive: true });
    if (content) writeFileSync(target, content);
    else streamTo(target, blob);
  });
  contents(blobs.filter(isLink), (blob, content) => {
    const target = path.join(folder, blob.path);
    try {
      mkdirSync(path.dirname(target), { recursive: true });
      symlinkSync(content?.toString('utf8') ?? '', target);
    } catch {
      // A tree made by hand may hold a link where it also holds a folder, and not every system lets everyone make links.
    }
  });
}

/** A file that is too large to be held in memory. */
function streamTo(target: string, { id, repository }: Blob): void {
  const descriptor = openSync(target, 'wx');
  try {
    repository.runInto(descriptor, ['cat-file', 'blob', id]);
  } finally {
    closeSync(descriptor);
  }
}

/** A tree made by hand may hold names that git itself would never write. */
const isSafe = (file: string): boolean =>
  file.split(path.sep === '\\' ? /[\\/]/ : '/').every((part) => !['', '.', '..'].includes(part) && !isGitFolder(part));

/** Also as file systems see it that take letters for the same: https://nvd.nist.gov/vuln/detail/CVE-2014-9390 */
const isGitFolder = (name: string): boolean =>
  /^(\.git|git~1)[. ]*$/i.test(name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, ''));

/** Gives the bytes of each blob to `use`; undefined for one that is too large for a batch. @throws GitProblem for one that is missing. */
export function contents<B extends Blob>(
  blobs: readonly B[],
  use: (blob: B, content: Buffer | undefined) => void,
): void {
  const repositories = new Map<Repository, B[]>();
  for (const blob of blobs) {
    const known = repositories.get(blob.repository);
    if (known) known.push(blob);
    else repositories.set(blob.repository, [blob]);
  }
  for (const [repository, all] of repositories) {
    const sizes = sizesOf(repository, all);
    let some: B[] = [];
    let bytes = 0;
    const flush = (): void => {
      const found = contentsOf(repository, some);
      for (const [index, blob] of some.entries()) use(blob, found[index]);
      some = [];
      bytes = 0;
    };
    for (const [index, blob] of all.entries()) {
      const size = sizes[index] ?? 0;
      if (size > BATCH_BYTES) use(blob, undefined);
      else {
        if (some.length === BATCH_BLOBS || bytes + size > BATCH_BYTES) flush();
        some.push(blob);
        bytes += size;
      }
    }
    flush();
  }
}

const idsOf = (blobs: readonly Blob[]): Buffer => Buffer.from(blobs.map(({ id }) => `${id}\n`).join(''));

const MISSING = 'a file of the base commit is missing from this clone';

function sizesOf(repository: Repository, blobs: readonly Blob[]): readonly number[] {
  const format = '--batch-check=%(objecttype) %(objectsize)';
  const lines = repository.run(['cat-file', format], idsOf(blobs)).toString('latin1').split('\n').slice(0, -1);
  return lines.map((line) => {
    const size = /^blob (\d+)$/.exec(line)?.[1];
    if (size === undefined) throw new GitProblem(MISSING);
    return Number(size);
  });
}

/** `cat-file --batch`: a line `<id> <type> <size>`, the bytes, a line break. */
function contentsOf(repository: Repository, blobs: readonly Blob[]): readonly Buffer[] {
  if (blobs.length === 0) return [];
  const output = repository.run(['cat-file', '--batch'], idsOf(blobs));
  const found: Buffer[] = [];
  for (let offset = 0; offset < output.length; ) {
    const end = output.indexOf(0x0a, offset);
    const header = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', offset, end));
    if (!header) throw new GitProblem(MISSING);
    const size = Number(header[1]);
    found.push(output.subarray(end + 1, end + 1 + size));
    offset = end + 1 + size + 1;
  }
  return found;
}
