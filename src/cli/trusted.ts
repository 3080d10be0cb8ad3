/**
 * `--policy-ref REF`: policy, baseline and ignore comments as the commit has them that a change is made to. A change
 * cannot approve its own relay.
 */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { changesSince } from '../git/diff.ts';
import { commitOf, isShallow, type Repository, repositoryOf } from '../git/git.ts';
import { textAt } from '../git/tree.ts';
import { findIgnores, type Ignore, ignoreIdentity } from '../policy/ignores.ts';
import { UserError } from './errors.ts';
import { orUserError } from './range.ts';

export interface Trusted {
  /** Whether a path, relative to the root, lies inside the repository: then the change could alter it. */
  holds(file: string): boolean;
  /** The text of a file as the commit has it, by its path relative to the root; undefined when it has none. */
  read(file: string): string | undefined;
  /** Files that were read and that the work tree has differently. */
  changed(): readonly string[];
  /** Whether the commit has the ignore comment, on the same text. */
  hasIgnore(ignore: Ignore): boolean;
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
  const at = (file: string): string | undefined => {
    const target = path.posix.join(repository.prefix, file);
    return target.startsWith('../') ? undefined : orUserError('--policy-ref', () => textAt(repository, commit, target));
  };
  const asked = new Map<string, string | undefined>();
  const ignores = new Map<string, ReadonlySet<string>>();
  let before: ReadonlyMap<string, string> | undefined;
  /** The file's name at the commit. */
  const nameBefore = (file: string): string => {
    before ??= new Map([...changesSince(repository, commit, 'work tree').renames].map(([from, to]) => [to, from]));
    return before.get(file) ?? file;
  };
  const ignoresOf = (file: string): ReadonlySet<string> => {
    const known = ignores.get(file);
    if (known) return known;
    const text = at(file) ?? at(nameBefore(file)) ?? '';
    const found = new Set(findIgnores(file, text).map((ignore) => identity(ignore, text)));
    ignores.set(file, found);
    return found;
  };
  return {
    holds: (file) => !path.isAbsolute(file) && !path.posix.join(repository.prefix, file).startsWith('../'),
    read(file) {
      const text = at(file);
      asked.set(file, text);
      return text;
    },
    changed: () => [...asked].filter(([file, text]) => !isAlike(textIn(root, file), text)).map(([file]) => file),
    hasIgnore: (ignore) => ignoresOf(ignore.at.path).has(identity(ignore, textIn(root, ignore.at.path) ?? '')),
  };
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
  return lstatSync(target, { throwIfNoEntry: false })?.isFile() ? readFileSync(target, 'utf8') : undefined;
}
