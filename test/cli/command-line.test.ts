/** What a command line may say: formats, standard input, strictness, completion; and the progress of a long scan. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commands, isCommand } from '../../src/cli/commands.ts';
import { evidenceRead, filesRead, progressLine } from '../../src/cli/progress.ts';
import { bundleInto } from '../bundle.ts';
import { POLICY, temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const folder = temporaryFolder();
const cli = path.join(folder, 'dist', 'cli.js');
const place = path.join(folder, 'shop');

beforeAll(() => {
  bundleInto(path.join(folder, 'dist'));
  mkdirSync(place);
  writeFileSync(path.join(place, '.smtp-scan.yml'), POLICY);
  writeFileSync(path.join(place, '.env'), 'SMTP_HOST=smtp-relay.corp.example\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], input?: string) =>
  spawnSync(process.execPath, [cli, ...args], {
    cwd: place,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });

describe('formats', () => {
  it.each([
    ['scan', 'json', 'sarif'],
    ['routes', 'markdown', 'json'],
    ['merge', 'markdown', 'json'],
  ])('%s refuses two on standard output, and says what helps', (command, first, second) => {
    const { status, stderr, stdout } = run([command, '.', '--format', first, '--format', second]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`not ${first} and ${second}: write one into a file, as in --format ${second}=FILE`);
  });

  it('takes one beside files', () => {
    const { status, stdout } = run(['--format', 'json', '--format', `sarif=${path.join(folder, 'x.sarif')}`]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('settings');
  });
});

describe('a file on standard input', () => {
  const read = (args: readonly string[], input: string) => run(['-', ...args], input);

  it('is scanned under its name instead of the one on the disk', () => {
    const { status, stdout } = read(['--stdin-filename', '.env'], 'SMTP_HOST=mx1.old-dc.example\n');
    expect(status).toBe(1);
    expect(stdout).toContain('.env:1:11');
    expect(stdout).toContain('1 relay in 1 place · 1 file, 1 read');
  });

  it('need not be on the disk, and its comments count', () => {
    const text = 'SMTP_HOST=mx1.old-dc.example # smtp-scan: ignore legacy-relay -- moves in January\n';
    const { status, stdout } = read(['--stdin-filename', 'new/crm/.env'], text);
    expect(status).toBe(0);
    expect(stdout).toContain('1 suppressed');
  });

  it.each([
    [['-'], 'its name says what it is'],
    [['--stdin-filename', 'a.env'], 'give - as the path'],
    [['-', '.', '--stdin-filename', 'a.env'], 'other paths beside it'],
    [['-', '--stdin-filename', '../a.env'], 'outside the working directory'],
    [['-', '--staged', '--stdin-filename', 'a.env'], 'in no commit'],
  ])('%j is refused', (args, words) => {
    const { status, stderr } = run(args, '');
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});

it('--strict takes whatever could not be read for a fault', () => {
  const broken = path.join(place, 'app.config');
  writeFileSync(broken, '<configuration smtp.host="mail" mailSettings port="25"\n');
  const [mild, strict] = [run([]), run(['--strict'])];
  rmSync(broken);
  expect(strict.status).toBe(2);
  expect(strict.stdout).toContain('the result may lack something');
  expect(mild.stdout).toContain('1 problem while reading');
});

describe('completion', () => {
  const script = (shell: string): string => run(['completion', shell]).stdout;

  const completed = (...words: readonly string[]): readonly string[] => {
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _smtp_scan; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', `${script('bash')}\n${ask}`], { encoding: 'utf8' })
      .trim()
      .split('\n');
  };

  it('in bash knows commands, their options and the values of these', () => {
    expect(completed('smtp-scan', '')).toEqual(Object.keys(commands));
    expect(completed('smtp-scan', 'fix', '--all')).toEqual(['--allow-dirty']);
    expect(completed('smtp-scan', '--st')).toEqual(['--staged', '--strict', '--stdin-filename', '--stats']);
    expect(completed('smtp-scan', '--fail-on', 'n')).toEqual(['note', 'never']);
    expect(completed('smtp-scan', 'routes', '--format', '')).toEqual(['markdown', 'html', 'json', 'csv']);
    expect(completed('smtp-scan', 'completion', 'z')).toEqual(['zsh']);
  });

  it.each(['zsh', 'fish'])('for %s names every command and option', (shell) => {
    const text = script(shell);
    for (const name of Object.keys(commands).filter(isCommand)) {
      expect(text).toContain(name);
      for (const option of Object.keys(commands[name].options))
        expect(text).toMatch(new RegExp(`(--|-l )${option}\\b`));
    }
  });

  it('knows a mistyped command', () => {
    expect(run(['tarce'])).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean trace?') });
  });

  it('says which shells there are', () => {
    expect(run(['completion', 'fishy'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('did you mean fish'),
    });
  });
});

describe('the progress of a scan', () => {
  const state = { done: 1200, total: 4000, folder: 'apps/\u001b[31mshop' };
  const nothing = (): boolean => true;
  const moves = { cursorTo: nothing, clearLine: nothing, moveCursor: nothing };
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true, ...moves });

  it('is shown on a terminal once the scan takes longer than a moment, and taken away', async () => {
    const stream = terminal();
    let clock = 0;
    const line = progressLine(stream, filesRead, {}, () => clock);
    await line?.tell(state);
    expect(stream.read()).toBeNull();
    clock = 2001;
    await line?.tell(state);
    line?.stop();
    const shown = stripVTControlCharacters(String(stream.read()));
    expect(shown).toContain('1,200 of 4,000 files read  apps/\\x1b[31mshop');
  });

  it('of evidence is its part that was read, where its size is known', () => {
    expect(evidenceRead({ done: 512, total: 1024, path: 'logs/mail.log' })).toBe('50 % read  logs/mail.log');
    expect(evidenceRead({ done: 0, total: 0, path: '-' })).toBe('reading  -');
  });

  it.each([
    ['a pipe', { isTTY: false }, {}],
    ['CI', {}, { CI: 'true' }],
    ['a terminal that is none', {}, { TERM: 'dumb' }],
  ])('is not shown in %s', (_, stream, env) => {
    expect(progressLine(Object.assign(terminal(), stream), filesRead, env)).toBeUndefined();
  });
});
