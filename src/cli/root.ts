/** Which folder results are relative to, and what in it is looked at. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { suggestion } from '../text/nearest.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { isThere, POLICY_NAMES } from './policy-file.ts';
import { foldersUpward } from './tree-of.ts';
import { type Trusted, trustedAt } from './trusted.ts';

export interface RootAndPaths {
  readonly root: string;
  /** Relative to the root; everything when empty. */
  readonly paths: readonly string[];
}

/**
 * One folder is the root itself; several paths, or a file, are looked at from the working directory.
 *
 * @throws UserError for a path that is not there, or lies outside the working directory beside others.
 */
export function rootAndPaths(given: readonly string[]): RootAndPaths {
  const [first, second] = given;
  if (first === undefined) return { root: process.cwd(), paths: [] };
  for (const one of given) kindOf(one);
  if (second === undefined && kindOf(first) === 'folder') return { root: path.resolve(first), paths: [] };
  const outside = given.find((one) => path.relative(process.cwd(), path.resolve(one)).startsWith('..'));
  if (outside !== undefined)
    throw new UserError(
      `${outside} lies outside the working directory; give its folder alone, or run smtp-scan from a folder that holds all paths`,
    );
  return { root: process.cwd(), paths: given };
}

function kindOf(one: string): 'folder' | 'file' {
  const stat = statSync(one, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`there is no file or folder ${one}${suggestion(one, Object.keys(commands))}`);
  return stat.isDirectory() ? 'folder' : 'file';
}

/**
 * The same files from the folder above that holds the policy, when there is none here: a policy speaks for all that lies
 * below it, and a scan of a part must not pass because it looks at a part. `policyRef` is the commit whose policy counts:
 * a change must not get rid of the policy by removing it, nor by putting one of its own below it.
 *
 * @throws UserError when the clone lacks that commit.
 */
export function underPolicy({ root, paths }: RootAndPaths, policyRef: string | undefined): RootAndPaths {
  const folders = foldersUpward(root);
  const trusted = policyRef === undefined ? undefined : trustedAt(root, policyRef);
  const home = (trusted && folders.find((folder) => heldPolicy(folder, root, trusted))) ?? folders.find(holdsPolicy);
  if (home === undefined || home === root) return { root, paths };
  const below = paths.length > 0 ? paths : ['.'];
  return { root: home, paths: below.map((one) => path.relative(home, path.resolve(root, one))) };
}

const filesOf = (folder: string): readonly string[] => POLICY_NAMES.map((name) => path.join(folder, name));

const holdsPolicy = (folder: string): boolean => filesOf(folder).some(isThere);

const heldPolicy = (folder: string, root: string, trusted: Trusted): boolean =>
  filesOf(folder).some((file) => trusted.read(path.relative(root, file).split(path.sep).join('/')) !== undefined);
