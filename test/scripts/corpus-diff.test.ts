/** Two builds that say different things of the same check-outs; here they are scripts that print what they are to say. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { project } from '../bundle.ts';
import { temporaryFolder } from '../repository.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setting = (line: number, host: string, port: number | null = null) => ({
  path: '.env',
  line,
  column: 11,
  host,
  port,
  key: 'SMTP_HOST',
  detector: 'environment',
});

/** By the name of the check-out. */
function build(name: string, settings: Readonly<Record<string, readonly object[]>>): string {
  const file = path.join(folder, name);
  const said = JSON.stringify(settings);
  writeFileSync(
    file,
    `const settings = ${said}[require('path').basename(process.argv[2])];\nconsole.log(JSON.stringify({ settings }));\n`,
  );
  return file;
}

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [path.join(project, 'scripts', 'corpus-diff.mjs'), ...args], { encoding: 'utf8' });

it('says what is gone, what is new and what is otherwise', { timeout: 60_000 }, () => {
  const corpus = path.join(folder, 'corpus');
  for (const name of ['a+a', 'b+b']) mkdirSync(path.join(corpus, name), { recursive: true });
  const same = setting(1, 'smtp.corp.example');
  const before = build('old.cjs', {
    'a+a': [same, setting(2, 'x.example'), setting(3, 'y.example', 25)],
    'b+b': [same],
  });
  const after = build('new.cjs', { 'a+a': [same, same, setting(3, 'y.example', 587)], 'b+b': [same] });
  const { status, stdout } = run(before, after, corpus);
  expect(stdout.split('\n')).toEqual([
    'a+a',
    '  + .env:1:11 smtp.corp.example environment SMTP_HOST #2',
    '  - .env:2:11 x.example environment SMTP_HOST',
    '  ~ .env:3:11 y.example environment SMTP_HOST: port 25 → 587',
    '2 check-outs: 1 gone, 1 new, 1 otherwise',
    '',
  ]);
  expect(status).toBe(1);
  expect(run(before, before, corpus)).toMatchObject({
    status: 0,
    stdout: '2 check-outs: 0 gone, 0 new, 0 otherwise\n',
  });
  expect(run(before, after).status).toBe(2);
});
