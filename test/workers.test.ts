/** However many threads share the work, the bytes are the same: the built program, over all fixtures as one tree. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleInto, project } from './bundle.ts';
import { temporaryFolder } from './repository.ts';

const built = temporaryFolder();
const tree = temporaryFolder();
beforeAll(() => {
  bundleInto(built);
  cpSync(path.join(project, 'fixtures'), tree, { recursive: true });
}, 120_000);
afterAll(() => {
  for (const folder of [built, tree]) rmSync(folder, { recursive: true, force: true });
});

const scan = (...options: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(built, 'cli.js'), tree, '--no-ignore', '--fail-on', 'never', '--approve', 'relay.example', ...options],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  expect(stderr).toBe('');
  // As one tree the fixtures have more files with keys like `smtp.host` than are asked for one use, which is said.
  expect(status).toBe(2);
  return stdout;
};

it.each(['json', 'sarif'])('%s', { timeout: 240_000 }, (format) => {
  const alone = scan('--format', format, '--jobs', '1');
  expect(alone.length).toBeGreaterThan(20_000);
  for (const jobs of ['1', '3']) expect(scan('--format', format, '--jobs', jobs)).toBe(alone);
});
