/** No secret is shown: of 500 that are planted in all formats none stands in any output of any command. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bundleInto } from '../bundle.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';
import { MARK, planted } from './planted.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = temporaryFolder();
const root = temporaryFolder();
const cli = path.join(folder, 'cli.js');
const { files, count } = planted();

beforeAll(() => {
  bundleInto(folder);
  const repository = repositoryIn(root);
  repository.commit({ 'README.md': 'mail\n' });
  repository.git('branch', 'base');
  repository.commit({
    ...files,
    '.smtp-scan.yml':
      'approved: [smtp-relay.corp.example]\nlegacy: [smtp.corp.example]\nlocal: report\nplaceholders: report\nunresolved: error\n',
  });
});
afterAll(() => {
  for (const each of [folder, root]) rmSync(each, { recursive: true, force: true });
});

function run(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return `${stdout}${stderr}`;
}

const shownIn = (output: string): readonly string[] =>
  output.split('\n').flatMap((line) => {
    const at = line.indexOf(MARK);
    return at < 0 ? [] : [line.slice(Math.max(0, at - 60), at + 20)];
  });

it('there are 500', () => {
  expect(count).toBeGreaterThanOrEqual(500);
});

it.each<readonly string[]>([
  ...['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'markdown'].map((format) => [
    'scan',
    '.',
    '--verbose',
    '--include-suppressed',
    '--stats',
    '--format',
    format,
  ]),
  ['scan', '.', '--changed=base', '--format', 'json'],
  ['scan', '.', '--policy-ref=HEAD', '--verbose'],
  ['scan', '.', '--write-baseline', '--baseline', 'known.json'],
  ['scan', '.', '--baseline', 'known.json', '--include-suppressed', '--format', 'json'],
  ['suppressions', '.'],
  ['suppressions', '.', '--json'],
  ['init', '--stdout'],
  ['detectors'],
  ['explain', 'relay-credentials'],
])('smtp-scan %s %s %s %s %s %s %s', (...args) => {
  const output = run(...args.filter((arg) => arg !== undefined));
  expect(output).not.toBe('');
  expect(shownIn(output)).toEqual([]);
});

it('the scan finds what the secrets stand beside', () => {
  const { settings }: { settings: readonly { path: string; secret?: boolean }[] } = JSON.parse(
    run('scan', '.', '--format', 'json'),
  );
  expect(settings.length).toBeGreaterThan(200);
  expect(settings.filter(({ secret }) => secret).length).toBeGreaterThan(100);
});

it('the baseline and the policy that are written', () => {
  run('scan', '.', '--write-baseline', '--baseline', 'known.json');
  expect(shownIn(readFileSync(path.join(root, 'known.json'), 'utf8'))).toEqual([]);
});
