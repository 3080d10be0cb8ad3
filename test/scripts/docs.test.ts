import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));

it('docs/detectors.md and docs/rules.md say what the registers say; if not: npm run generate', () => {
  const check = (): string =>
    execFileSync(process.execPath, ['scripts/generate-docs.mjs', '--check'], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  expect(check).not.toThrow();
}, 30_000);
