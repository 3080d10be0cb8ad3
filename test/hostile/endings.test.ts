/** However a run is ended, it says why on one line, ends with 2 and leaves nothing behind. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleInto } from '../bundle.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const top = temporaryFolder();
const root = path.join(top, 'repository');
const temporary = path.join(top, 'temporary');
const cli = path.join(top, 'dist/cli.js');

beforeAll(() => {
  bundleInto(path.dirname(cli));
  mkdirSync(root);
  mkdirSync(temporary);
  repositoryIn(root).commit({
    '.smtp-scan.yml': 'legacy: [old.corp.example.org]\n',
    '.env': 'SMTP_HOST=old.corp.example.org\n',
  });
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const environment = { ...process.env, TMPDIR: temporary };

/** By a shell, which makes what the program gets. */
const shell = (command: string): SpawnSyncReturns<string> =>
  spawnSync('bash', ['-c', command], {
    cwd: root,
    encoding: 'utf8',
    env: { ...environment, CLI: cli, NODE: process.execPath },
  });

const oneLine = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

function expectAnEnd({ status, stderr }: Pick<SpawnSyncReturns<string>, 'status' | 'stderr'>, words: RegExp): void {
  const lines = oneLine(stderr).filter((line) => !line.includes('only what is'));
  expect([status, lines.length, lines[0]]).toEqual([2, 1, expect.stringMatching(words)]);
  expect(readdirSync(temporary)).toEqual([]);
}

describe('a run ends with 2 and one line when', () => {
  it.skipIf(!existsSync('/dev/full'))('the disk that the report goes to is full', () => {
    expectAnEnd(shell('"$NODE" "$CLI" . --format json > /dev/full'), /^smtp-scan: .*no space left on device/);
    expectAnEnd(shell('"$NODE" "$CLI" . --format json=/dev/full'), /^smtp-scan: .*no space left on device/);
  });

  it('nobody reads the report', () => {
    const ran = shell('{ sleep 1; "$NODE" "$CLI" . --format json; echo "$?" >&2; } | true');
    const [first = '', code] = oneLine(ran.stderr);
    expect([first, code]).toEqual([expect.stringMatching(/^smtp-scan: .*broken pipe/i), '2']);
  });

  it('there is no room for temporary files', () => {
    expectAnEnd(
      shell('TMPDIR=/nowhere "$NODE" "$CLI" . --changed=HEAD~0 --policy-ref=HEAD'),
      /^smtp-scan: .*temporary folder/,
    );
    expectAnEnd(shell('TMPDIR=/nowhere "$NODE" "$CLI" --staged'), /^smtp-scan: .*temporary folder/);
  });

  it('a report cannot be written', () => {
    for (const place of ['no/such/folder/x.json', '.git', '/proc/x.json'])
      expectAnEnd(shell(`"$NODE" "$CLI" . --format json=${place}`), /^smtp-scan: cannot write/);
    expect(readdirSync(root).sort()).toEqual(['.env', '.git', '.smtp-scan.yml']);
  });

  it('there is no git program', () => {
    expectAnEnd(shell('PATH=/nowhere "$NODE" "$CLI" --staged'), /^smtp-scan: --staged: there is no git/);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('it is sent %s', async (signal) => {
    const pipe = path.join(top, `out-${signal}`);
    const out = openSync(pipe, 'w');
    const many = Array.from({ length: 300 }, (_, index) => index);
    for (const index of many) {
      const lines = Array.from({ length: 60 }, () => 'n.createTransport({host: h(x)});').join('\n');
      writeFileSync(path.join(root, `m${index}.js`), `const n = require('nodemailer');\n${lines}\n`);
    }
    const child = spawn(process.execPath, [cli, '.', '--jobs=1', '--staged'], {
      cwd: root,
      env: environment,
      stdio: ['ignore', out, 'pipe'],
    });
    let stderr = '';
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    // It has begun when it has written the files of the index.
    spawnSync('git', ['add', '-A'], { cwd: root });
    const status = await new Promise<number | null>((resolve) => {
      child.on('close', resolve);
      const timer = setInterval(() => {
        if (readdirSync(temporary).length === 0) return;
        clearInterval(timer);
        child.kill(signal);
      }, 5);
      child.on('close', () => clearInterval(timer));
    });
    spawnSync('git', ['rm', '-rq', '--cached', '.'], { cwd: root });
    for (const index of many) rmSync(path.join(root, `m${index}.js`));
    expectAnEnd({ status, stderr }, new RegExp(`^smtp-scan: ended by ${signal}`));
  });
});
