/** Paths as the user names them. Not every shell expands patterns: cmd.exe and quoted arguments hand them on as they are. */
import { lstatSync } from 'node:fs';
import { UserError } from './errors.ts';

const MAGIC = /[*?[{]/;

/**
 * The arguments with every pattern among them replaced by the paths that it means, in order. What names something that
 * is there is no pattern, whatever it looks like.
 * @throws UserError for a pattern that nothing matches.
 */
export async function namedPaths(
  args: readonly string[],
  kind: 'files' | 'files or folders' = 'files',
): Promise<readonly string[]> {
  const isPattern = (argument: string): boolean =>
    MAGIC.test(argument) && lstatSync(argument, { throwIfNoEntry: false }) === undefined;
  if (!args.some(isPattern)) return args;
  const { default: fastGlob } = await import('fast-glob');
  return args.flatMap((argument) => {
    if (!isPattern(argument)) return [argument];
    const pattern = process.platform === 'win32' ? argument.replaceAll('\\', '/') : argument;
    const found = fastGlob.sync(pattern, { dot: true, followSymbolicLinks: false, onlyFiles: kind === 'files' }).sort();
    if (found.length === 0) throw new UserError(`there are no ${kind} like ${argument}`);
    return found;
  });
}
