/** SARIF of whole repositories: the demonstration, and trees of many systems, made of the fixtures. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { bundleInto, project } from '../bundle.ts';
import { temporaryFolder } from '../repository.ts';
import { validated } from '../validated.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TREES = 3;

/** Every fixture lies in one of a few trees, side by side as in a monorepo. */
function trees(): readonly string[] {
  const fixtures = path.join(project, 'fixtures');
  const roots = Array.from({ length: TREES }, (_, number) => path.join(folder, `corp+tree-${number}`));
  readdirSync(fixtures).forEach((name, index) => {
    const target = path.join(roots[index % TREES] ?? folder, 'services', name);
    cpSync(path.join(fixtures, name), target, {
      recursive: true,
      // What a fixture expects, and a policy of its own, are no part of what it shows.
      filter: (file) => !/(^|[\\/])(expected\.json|\.smtp-scan\.yml)$/.test(file),
    });
  });
  return roots;
}

validated('SARIF of whole repositories is valid, and one that is not is told from them', () => {
  const cli = path.join(folder, 'dist', 'cli.js');
  bundleInto(path.dirname(cli));
  const broken = path.join(folder, 'broken.sarif');
  const demo = path.join(project, 'fixtures', 'demo');
  spawnSync(process.execPath, [cli, demo, `--format=sarif=${broken}`]);
  writeFileSync(broken, readFileSync(broken, 'utf8').replace(/"startLine": \d+/, '"startLine": 0'));
  const given = [demo, ...trees(), broken];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(project, 'scripts', 'validate-sarif.mjs'), '--cli', cli, ...given],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const verdicts = stdout.split('\n').filter((line) => /^(valid|INVALID)/.test(line));
  expect(verdicts.map((line) => line.split(' ')[0])).toEqual([...given.slice(1).map(() => 'valid'), 'INVALID']);
  for (const verdict of verdicts) {
    const [, results, flows] = /: (\d+) results, (\d+) with a way/.exec(verdict) ?? [];
    expect(Number(results)).toBeGreaterThan(verdict.includes('+tree-') ? 30 : 5);
    expect(Number(flows)).toBeGreaterThan(0);
  }
  expect(stdout).toMatch(/^ {8}SARIF1007: /m);
  expect(status).toBe(1);
});
