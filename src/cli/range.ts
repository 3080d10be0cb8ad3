/** `--changed` and `--staged`: what is compared with what, and which folder is scanned for it. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { baseOf } from '../git/base.ts';
import { type Changes, changesSince } from '../git/changes.ts';
import { commitOf, GitProblem, type Repository, repositoryOf } from '../git/git.ts';
import { indexFile, readIndex } from '../git/index-file.ts';
import { alteredAndLeftOut } from '../git/left-out.ts';
import { removeTemporaryFolder, temporaryFolder } from '../git/temporary.ts';
import { trackedIn } from '../git/tracked.ts';
import { type Blob, exportBlobs, stagedBlobs } from '../git/tree.ts';
import { walk } from '../walk/walk.ts';
import { UserError } from './errors.ts';

export interface Range {
  /** The folder to scan: the work tree, or what is staged, written to a folder of its own. */
  readonly scanRoot: string;
  readonly changes: Changes;
  /** Whether the folder was written from the index. */
  readonly isExport: boolean;
  /** What the change alters and a sparse check-out leaves out, so that nobody looked at it. */
  readonly unseen: readonly string[];
  /** For people: what was compared. */
  readonly said: string;
}

/**
 * @param wanted the name of a base commit, or `staged` for the index against HEAD
 * @throws UserError when there is nothing to compare with, or a commit is compared with itself.
 */
export async function openRange(
  root: string,
  wanted: { readonly base: string | undefined } | 'staged',
): Promise<Range> {
  try {
    const repository = repositoryOf(root);
    return wanted === 'staged' ? stagedRange(repository) : await changedRange(root, repository, wanted.base);
  } catch (error) {
    throw asUserError(wanted === 'staged' ? '--staged' : '--changed', error);
  }
}

/** What git could not do is the user's to mend. */
export function orUserError<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asUserError(option, error);
  }
}

const asUserError = (option: string, error: unknown): unknown =>
  error instanceof GitProblem ? new UserError(`${option}: ${error.message}`) : error;

async function changedRange(root: string, repository: Repository, wanted: string | undefined): Promise<Range> {
  const base = baseOf(repository, wanted, process.env);
  const changes = changesSince(repository, base.commit, root);
  const unseen = alteredAndLeftOut({ repository, commit: base.commit, base: changes.base }, root);
  const isEmpty =
    unseen.length === 0 &&
    (base.isHead || isSameTree(repository, base.commit)) &&
    !(await differs(root, repository, changes));
  const called = `${base.name} (${base.commit.slice(0, 10)})`;
  if (base.isHead && isEmpty)
    throw new UserError(
      `--changed: the checked-out commit is ${called} itself and nothing is changed, so nothing was compared: name the commit before, as in --changed=HEAD~1, or scan everything`,
    );
  return {
    scanRoot: root,
    isExport: false,
    changes,
    unseen,
    said: isEmpty ? `nothing differs from ${called}, so nothing can be new` : `only what is new since ${called}`,
  };
}

function stagedRange(repository: Repository): Range {
  const staged = stagedBlobs(repository);
  const folder = exported(staged);
  // Before the first commit everything that is staged is new.
  const changes = changesSince(repository, commitOf(repository, 'HEAD'), folder);
  const same =
    staged.length === changes.base.size && staged.every((blob) => isAlike(blob, changes.base.get(blob.path)));
  return {
    scanRoot: folder,
    isExport: true,
    changes,
    unseen: [],
    said: same ? 'nothing is staged, so nothing can be new' : 'only what is staged',
  };
}

const isAlike = ({ id, mode }: Blob, other: Blob | undefined): boolean => id === other?.id && mode === other.mode;

const isSameTree = (repository: Repository, commit: string): boolean =>
  repository.ask(['rev-parse', `${commit}^{tree}`]) ===
  repository.ask(['rev-parse', `${commitOf(repository, 'HEAD')}^{tree}`]);

/** Whether the work tree differs from the base at all. What git ignores is in no change. */
async function differs(root: string, repository: Repository, { base, isSame }: Changes): Promise<boolean> {
  const sparse = skippedFiles(repository);
  const isAbsent = (file: string): boolean =>
    sparse.has(file) && !lstatSync(path.join(root, file), { throwIfNoEntry: false });
  if ([...base.keys()].some((file) => !isSame(file) && !isAbsent(file))) return true;
  const { files } = await walk(root, { tracked: trackedIn(root) });
  return files.some(({ path: file, ignored }) => !ignored && !base.has(file));
}

/** Tracked files below the root that differ from HEAD, in the work tree or as they are staged; relative to the root. */
export function uncommitted(root: string, repository: Repository): readonly string[] {
  const { base, isSame } = changesSince(repository, commitOf(repository, 'HEAD'), root);
  const sparse = skippedFiles(repository);
  const isAbsent = (file: string): boolean =>
    sparse.has(file) && !lstatSync(path.join(root, file), { throwIfNoEntry: false });
  const altered = [...base.keys()].filter((file) => !isSame(file) && !isAbsent(file));
  const staged = stagedBlobs(repository).filter((blob) => !isAlike(blob, base.get(blob.path)));
  return [...new Set([...altered, ...staged.map((blob) => blob.path)])].sort();
}

/** What a sparse check-out leaves out. */
function skippedFiles(repository: Repository): ReadonlySet<string> {
  const { prefix, hash } = repository;
  const skipped = readIndex(indexFile(repository), hash).entries.filter((entry) => entry.skipped);
  return new Set(skipped.flatMap(({ path: file }) => (file.startsWith(prefix) ? [file.slice(prefix.length)] : [])));
}

/**
 * A new folder with the files, which goes when the run ends.
 *
 * @throws GitProblem when there is no room, or a file is missing from the clone.
 */
function exported(blobs: readonly Blob[]): string {
  const folder = temporaryFolder();
  try {
    exportBlobs(blobs, folder);
    return folder;
  } catch (error) {
    removeTemporaryFolder(folder);
    throw error;
  }
}
