/** Which folder results are relative to, and what in it is looked at. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from './errors.ts';

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
  if (!stat) throw new UserError(`there is no file or folder ${one}`);
  return stat.isDirectory() ? 'folder' : 'file';
}
