import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));

it('docs/detectors.md, docs/rules.md, docs/demo.svg, docs/ci.md and docs/tour.md say what the program says; if not: npm run generate', () => {
  const check = (): string =>
    execFileSync(process.execPath, ['scripts/generate-docs.mjs', '--check'], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  expect(check).not.toThrow();
}, 120_000);
