/**
 * `--policy-ref REF`: policy, baseline, ignore comments and what counts as left out, as the commit has them that a change is
 * made to. A change cannot approve its own relay.
 */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { type Changes, changesSince } from '../git/changes.ts';
import { commitOf, isShallow, type Repository, repositoryOf } from '../git/git.ts';
import { alteredAndLeftOut } from '../git/left-out.ts';
import { isOtherAt, textAt } from '../git/tree.ts';
import { findIgnores, type Ignore, ignoreIdentity } from '../policy/ignores.ts';
import { readFile } from '../walk/read-file.ts';
import { UserError } from './errors.ts';
import { textOf } from './file-text.ts';
import { orUserError } from './range.ts';
import { LARGEST_BASELINE, LARGEST_POLICY } from './read-text.ts';

export interface Trusted {
  /** The commit's full id. */
  readonly commit: string;
  /** Whether a path, relative to the root, lies inside the repository: then the change could alter it. */
  holds(file: string): boolean;
  /**
   * The text of a file as the commit has it, by its path relative to the root; undefined when it has none.
   *
   * @throws UserError when it is larger than `limit` bytes, or no regular file.
   */
  read(file: string, limit?: number): string | undefined;
  /** Files that were read and that the work tree has differently. */
  changed(): readonly string[];
  /** How the files of a folder, the scan root or what was written for it, differ from the commit. */
  changes(folder: string): Changes;
  /** What differs from the commit and is left out of a sparse check-out, so that nobody looked at it. */
  unseen(): readonly string[];
  /** Whether the commit has the ignore comment, on the same text; each of its comments counts once. */
  ignoresFor(folder: string): (ignore: Ignore) => boolean;
}

/** @throws UserError when the clone lacks the commit. */
export function trustedAt(root: string, ref: string): Trusted {
  return orUserError('--policy-ref', () => {
    const repository = repositoryOf(root);
    const commit = commitOf(repository, ref);
    if (commit === undefined)
      throw new UserError(
        `--policy-ref: the commit '${ref}' is not in this clone${isShallow(repository) ? ', which is shallow' : ''}. Run: git fetch --no-tags --depth=1 origin COMMIT`,
      );
    return trusted(root, repository, commit);
  });
}

function trusted(root: string, repository: Repository, commit: string): Trusted {
  const asked = new Map<string, string | undefined>();
  const at = (file: string, limit: number): string | undefined => {
    const target = path.posix.join(repository.prefix, file);
    if (target.startsWith('../')) return undefined;
    return orUserError('--policy-ref', () => {
      const text = textAt(repository, commit, target, limit);
      if (text === undefined && isOtherAt(repository, commit, target))
        throw new UserError(`--policy-ref: ${file} is no regular file in the base commit, so it is not read`);
      return text;
    });
  };
  const folders = new Map<string, Changes>();
  const changes = (folder: string): Changes => {
    const found = folders.get(folder) ?? orUserError('--policy-ref', () => changesSince(repository, commit, folder));
    folders.set(folder, found);
    return found;
  };
  return {
    commit,
    holds: (file) => !path.isAbsolute(file) && !path.posix.join(repository.prefix, file).startsWith('../'),
    read(file, limit = LARGEST_POLICY) {
      if (asked.has(file)) return asked.get(file);
      const text = at(file, limit);
      asked.set(file, text);
      return text;
    },
    changed: () => [...asked].filter(([file, text]) => !isAlike(textIn(root, file), text)).map(([file]) => file),
    changes,
    unseen: () =>
      orUserError('--policy-ref', () => alteredAndLeftOut({ repository, commit, base: changes(root).base }, root)),
    ignoresFor(folder) {
      const open = new Map<string, Map<string, number>>();
      const openIn = (file: string): Map<string, number> => {
        const before = changes(folder).nameBefore(file);
        const text = before === undefined ? '' : (textAtBase(repository, commit, before) ?? '');
        const found = open.get(file) ?? counted(findIgnores(file, text).map((ignore) => identity(ignore, text)));
        open.set(file, found);
        return found;
      };
      return (ignore) => {
        const known = openIn(ignore.at.path);
        const name = identity(ignore, textOf(path.join(folder, ignore.at.path)));
        const left = known.get(name) ?? 0;
        known.set(name, left - 1);
        return left > 0;
      };
    },
  };
}

const LARGEST_COMMENTED = 64 * 1024 * 1024;

const textAtBase = (repository: Repository, commit: string, file: string): string | undefined =>
  orUserError('--policy-ref', () =>
    textAt(repository, commit, path.posix.join(repository.prefix, file), LARGEST_COMMENTED),
  );

function counted(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** With the text that the comment stands for: an old comment does not cover a new relay on its line. */
function identity(ignore: Ignore, text: string): string {
  const target = text.split(/\r\n|\r|\n/)[ignore.to - 1] ?? '';
  return `${ignoreIdentity(ignore)}\0${target.trim()}`;
}

/** A check-out may write other line breaks than the commit has (`core.autocrlf`). */
const isAlike = (one: string | undefined, other: string | undefined): boolean =>
  one?.replaceAll('\r\n', '\n') === other?.replaceAll('\r\n', '\n');

function textIn(root: string, file: string): string | undefined {
  const target = path.join(root, file);
  const content = lstatSync(target, { throwIfNoEntry: false })?.isFile()
    ? readFile(target, LARGEST_BASELINE)
    : undefined;
  return content && 'bytes' in content ? Buffer.from(content.bytes).toString('utf8') : undefined;
}
