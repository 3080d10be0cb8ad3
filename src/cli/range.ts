/** `--changed` and `--staged`: what is compared with what, and which folder is scanned for it. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { baseOf } from '../git/base.ts';
import { type Changes, changesSince } from '../git/diff.ts';
import { commitOf, GitProblem, ignoredAmong, type Repository, repositoryOf } from '../git/git.ts';
import { exportCommit, exportIndex } from '../git/tree.ts';
import { UserError } from './errors.ts';

export interface Range {
  /** The folder to scan: the work tree, or what is staged, written to a folder of its own. */
  readonly scanRoot: string;
  readonly changes: Changes;
  /** For people: what was compared. */
  readonly said: string;
  /** Which of the files git ignores: no change can bring them. */
  ignoredAmong(files: readonly string[]): ReadonlySet<string>;
  /** Writes the files of the base commit and gives their folder. */
  exportBase(): string;
  /** Removes what was written. */
  close(): void;
}

/**
 * @param wanted the name of a base commit, or `staged` for the index against HEAD
 * @throws UserError when there is nothing to compare with, or a commit is compared with itself.
 */
export function openRange(root: string, wanted: { readonly base: string | undefined } | 'staged'): Range {
  return orUserError(wanted === 'staged' ? '--staged' : '--changed', () => {
    const repository = repositoryOf(root);
    return wanted === 'staged' ? stagedRange(repository) : changedRange(root, repository, wanted.base);
  });
}

/** What git could not do is the user's to mend. */
export function orUserError<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GitProblem) throw new UserError(`${option}: ${error.message}`);
    throw error;
  }
}

function changedRange(root: string, repository: Repository, wanted: string | undefined): Range {
  const base = baseOf(repository, wanted, process.env);
  const changes = changesSince(repository, base.commit, 'work tree');
  const called = `${base.name} (${base.commit.slice(0, 10)})`;
  if (base.isHead && changes.empty) {
    throw new UserError(
      `--changed: the checked-out commit is ${called} itself and nothing is changed, so nothing was compared: name the commit before, as in --changed=HEAD~1, or scan everything`,
    );
  }
  const folders = temporaryFolders();
  return {
    scanRoot: root,
    changes,
    said: changes.empty ? `nothing differs from ${called}, so nothing can be new` : `only what is new since ${called}`,
    ignoredAmong: (files) => orUserError('--changed', () => ignoredAmong(repository, files)),
    exportBase: () =>
      orUserError('--changed', () => exported(folders, (folder) => exportCommit(repository, base.commit, folder))),
    close: folders.close,
  };
}

function stagedRange(repository: Repository): Range {
  const head = commitOf(repository, 'HEAD');
  // Before the first commit everything that is staged is new: git's own name for the empty tree.
  const before = head ?? repository.run(['hash-object', '-t', 'tree', '--stdin']).toString('utf8').trim();
  const changes = changesSince(repository, before, 'index');
  const folders = temporaryFolders();
  return {
    scanRoot: exported(folders, (folder) => exportIndex(repository, folder)),
    changes,
    said: changes.empty ? 'nothing is staged, so nothing can be new' : 'only what is staged',
    ignoredAmong: () => new Set(),
    exportBase: () =>
      orUserError('--staged', () =>
        exported(folders, (folder) => head !== undefined && exportCommit(repository, head, folder)),
      ),
    close: folders.close,
  };
}

interface Folders {
  make(): string;
  close(): void;
}

function temporaryFolders(): Folders {
  const made: string[] = [];
  return {
    make() {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'smtp-scan-'));
      made.push(folder);
      return folder;
    },
    close() {
      for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function exported(folders: Folders, write: (folder: string) => void): string {
  const folder = folders.make();
  try {
    write(folder);
    return folder;
  } catch (error) {
    folders.close();
    throw error;
  }
}
