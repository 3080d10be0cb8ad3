/**
 * Files of variables whose own names say nothing: `load_dotenv("app/settings.bin")`, compose's `env_file: data`, systemd's
 * `EnvironmentFile=`. They are read as what they are taken for.
 */
import path from 'node:path';
import { foldersAround } from '../link/units.ts';
import { isDocument } from '../mentions/context.ts';

/** Kustomize's generators take `envs: [web.dat]`. */
const LOADERS = ['dotenv', 'env_file', 'env-file', 'EnvironmentFile', 'envFile', 'EnvFile', 'envs:'];

/** How far behind the loader the name may stand, and at how many places of one file is looked. */
const SHORTLY = 200;
const MOST_PLACES = 1000;

/** What may be the names of env files in some bytes, as they are written there. */
export function envFilesNamedIn(bytes: Buffer): readonly string[] {
  const found = new Set<string>();
  let left = MOST_PLACES;
  for (const loader of LOADERS)
    for (let at = bytes.indexOf(loader); at >= 0 && left > 0; at = bytes.indexOf(loader, at + loader.length)) {
      left -= 1;
      const behind = bytes.toString('utf8', at + loader.length, at + loader.length + SHORTLY);
      for (const [name] of behind.matchAll(/[\w./@-]*\w/g)) found.add(name);
    }
  return [...found];
}

/**
 * Those of the files that others name as env files.
 *
 * @param naming files, and what may be names in them
 * @param isOpen whether a file is one that was not read as what its name says: the name says nothing, or the file is left out
 */
export function envFilesAmong(
  naming: readonly { readonly path: string; readonly envFiles?: readonly string[] }[],
  isOpen: (file: string) => boolean,
): readonly string[] {
  const found = new Set<string>();
  for (const { path: from, envFiles = [] } of naming)
    for (const name of envFiles)
      for (const folder of foldersAround(from)) {
        const file = path.posix.join(folder, name);
        if (!isDocument(file) && isOpen(file)) found.add(file);
      }
  return [...found].sort();
}
