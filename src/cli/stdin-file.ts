/** `-` with `--stdin-filename FILE`: a file that an editor holds and that need not be on the disk as it is. */
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { UserError } from './errors.ts';
import { namedPaths } from './named-paths.ts';
import { type RootAndPaths, rootAndPaths } from './root.ts';

export interface Given extends RootAndPaths {
  /** The file's name, relative to the root or not, and its bytes. */
  readonly stdin?: { readonly file: string; readonly bytes: Uint8Array };
}

/** @throws UserError for one without the other, for other paths beside `-`, and for a name outside the working directory. */
export async function givenPaths(positionals: readonly string[], filename: string | undefined): Promise<Given> {
  const isRead = positionals.includes('-');
  if (!isRead && filename === undefined) return rootAndPaths(await namedPaths(positionals, 'files or folders'));
  if (!isRead) throw new UserError('--stdin-filename names what - reads: give - as the path');
  if (filename === undefined)
    throw new UserError(
      '- reads a file from standard input, and its name says what it is: --stdin-filename apps/shop/.env',
    );
  if (positionals.length > 1) throw new UserError('- reads one file; other paths beside it make no sense');
  const file = path.relative(process.cwd(), path.resolve(filename));
  if (file === '' || file.startsWith('..') || path.isAbsolute(file))
    throw new UserError(`--stdin-filename: ${filename} lies outside the working directory`);
  return { root: process.cwd(), paths: [file], stdin: { file, bytes: await buffer(process.stdin) } };
}

/** The bytes by the path that the scan has for them. */
export const contentsOf = (
  { stdin }: Given,
  paths: readonly string[],
): { readonly contents?: ReadonlyMap<string, Uint8Array> } =>
  stdin ? { contents: new Map([[(paths[0] ?? stdin.file).split(path.sep).join('/'), stdin.bytes]]) } : {};
