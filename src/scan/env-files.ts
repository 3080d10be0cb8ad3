/**
 * Files of variables whose own names say nothing: `load_dotenv("app/settings.bin")`, compose's `env_file: data`, systemd's
 * `EnvironmentFile=`. They are read as what they are taken for.
 */
import path from 'node:path';
import { foldersAround } from '../link/units.ts';
import { isDocument } from '../mentions/context.ts';

/** Kustomize's generators take `envs: [web.dat]`. */
const LOADERS = ['dotenv', 'env_file', 'env-file', 'EnvironmentFile', 'envFile', 'EnvFile', 'envs:'];

/** How far behind the loader the name may stand. */
const SHORTLY = 200;

/** More names than these are no list of files that anybody keeps. */
export const MOST_NAMES = 20_000;

/** `COPY conf/live.txt /app/.env`: what becomes a file of variables, whatever it is called. */
const COPIED =
  /^[ \t]*(?:RUN[ \t]+)?(?:COPY|ADD|cp|mv|install|ln)[ \t]+(?:-[-\w=:]+[ \t]+){0,4}["']?(?<name>[\w./@-]{1,200})["']?[ \t]+["']?[\w./~${}-]{0,200}\.env(?:\.\w+)?["']?[ \t]*$/gm;

const OF_NAMES = /[\w./@-]/;

/** What may be the names of env files in some bytes, as they are written there; at most `MOST_NAMES`. */
export function envFilesNamedIn(bytes: Buffer): readonly string[] {
  const found = new Set<string>();
  for (const loader of LOADERS) {
    // What stands behind two loaders is looked at once.
    let seen = 0;
    for (let at = bytes.indexOf(loader); at >= 0; at = bytes.indexOf(loader, at + loader.length)) {
      const behind = at + loader.length;
      let start = Math.max(behind, seen);
      while (start > behind && OF_NAMES.test(String.fromCharCode(bytes[start - 1] ?? 0))) start -= 1;
      seen = behind + SHORTLY;
      for (const [name] of bytes.toString('utf8', start, seen).matchAll(/[\w./@-]*\w/g)) {
        if (found.size >= MOST_NAMES) return [...found];
        found.add(name);
      }
    }
  }
  if (bytes.includes('.env'))
    for (const { groups } of bytes.toString('latin1').matchAll(COPIED)) if (groups?.name) found.add(groups.name);
  return [...found].slice(0, MOST_NAMES);
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
