/** Loads a TypeScript module of the project into a script: bundled by esbuild, packages left where they are installed. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const project = fileURLToPath(new URL('..', import.meta.url));

/** Inside node_modules, so that the bundle's imports of packages resolve as the source's do. */
const CACHE = path.join(project, 'node_modules', '.cache');

/** Gives the exports of `entry`, a path relative to the project. */
export async function loadSource(entry) {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(path.join(CACHE, 'smtp-scan-'));
  try {
    const outfile = path.join(folder, 'source.mjs');
    await build({
      absWorkingDir: project,
      entryPoints: [entry],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
