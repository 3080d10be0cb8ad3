/** The program as it is built, of the sources as they are. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('..', import.meta.url));

/** Builds the program into a folder, which then holds `cli.js`. */
export function bundleInto(folder: string): void {
  const build = `import { buildInto } from './scripts/build.mjs'; await buildInto(${JSON.stringify(folder)}, '1.2.3');`;
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd: project });
}
