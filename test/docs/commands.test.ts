/** Every command that the documentation shows is run: blocks, recipes for CI, and code within sentences. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CommandSpec, commands as commandTable, isCommand, specOf } from '../../src/cli/commands.ts';
import { bundleInto, project } from '../bundle.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';
import { blocks, blocksOf, inlineCode, kindOf, textOf } from './markdown.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const folder = temporaryFolder();
const shims = path.join(folder, 'shims');
let base = '';

function shim(name: string, script: string): void {
  const file = path.join(shims, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

beforeAll(() => {
  const dist = path.join(folder, 'dist');
  bundleInto(dist);
  mkdirSync(shims);
  shim('smtp-scan', `exec node "${dist}/cli.js" "$@"`);
  shim('npx', 'while [ "$1" != "${1#-}" ]; do shift; done\n[ "$1" = smtp-scan ] || exit 97\nexec "$@"');
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(path.join(project, 'package.json'), 'utf8'),
  );
  const known = ['ci', 'test', 'pack', ...Object.keys(scripts).map((name) => `"run ${name}"`)];
  shim('npm', `[ "$1" = run ] && set -- "run $2"\ncase "$1" in ${known.join('|')}) exit 0;; esac\nexit 96`);
  const origin = path.join(folder, 'origin');
  mkdirSync(origin);
  const repository = repositoryIn(origin);
  cpSync(path.join(project, 'fixtures/demo'), path.join(origin, 'fixtures/demo'), { recursive: true });
  cpSync(path.join(project, 'fixtures/demo/.smtp-scan.yml'), path.join(origin, '.smtp-scan.yml'));
  base = repository.commit({ 'apps/shop/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
  repository.git('switch', '-q', '-c', 'topic');
  repository.commit({ 'apps/crm/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let clones = 0;

/** What the command wrote and how it ended, in a fresh check-out of the topic branch. */
function run(command: string) {
  clones += 1;
  const cwd = path.join(folder, `clone-${clones}`);
  execFileSync('git', ['clone', '-q', '--branch=topic', `file://${path.join(folder, 'origin')}`, cwd], {
    stdio: 'pipe',
  });
  if (command.includes('init')) rmSync(path.join(cwd, '.smtp-scan.yml'));
  if (command.includes(' --baseline') && !command.includes('--write'))
    writeFileSync(path.join(cwd, '.smtp-scan-baseline.json'), '{"version":1,"findings":[]}');
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: `${shims}:${process.env.PATH}`,
      HOME: folder,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      TARGET: 'refs/heads/main',
      CHANGE_TARGET: 'main',
    },
  });
  return { status, stdout, stderr, cwd };
}

/** A command does what it says when it gets as far as a verdict, and writes the files that it names. */
function expectToWork(command: string): ReturnType<typeof run> {
  const ran = run(command);
  expect(ran.stderr).not.toMatch(/internal error|there is no option/);
  expect([0, 1]).toContain(ran.status);
  for (const [, file = ''] of command.matchAll(/--format=\w+=(\S+)/g))
    expect(existsSync(path.join(ran.cwd, file))).toBe(true);
  return ran;
}

it('every block is of a kind that a test runs', () => {
  // `plain` blocks are pictures of the tree, and files of other programs; `diff` stands in rules only, `console` in the tour.
  const kinds = new Set(blocks.map(kindOf));
  expect([...kinds].sort()).toEqual([
    '',
    'caller',
    'console',
    'diff',
    'dotenv',
    'groovy',
    'js',
    'policy',
    'recipe',
    'session',
    'sh',
    'ts',
    'workflow',
  ]);
  expect(
    blocksOf('')
      .map(({ page }) => page)
      .sort(),
  ).toEqual(['CONTRIBUTING.md', 'docs/rules.md']);
  expect(new Set(blocksOf('diff').map(({ page }) => page))).toEqual(new Set(['docs/rules.md']));
});

describe('a program that imports the package', () => {
  it.each(blocksOf('js'))('$page', ({ text }) => {
    const cwd = path.join(folder, 'program');
    const home = path.join(cwd, 'node_modules/smtp-scan');
    mkdirSync(home, { recursive: true });
    cpSync(path.join(project, 'package.json'), path.join(home, 'package.json'));
    cpSync(path.join(folder, 'dist'), path.join(home, 'dist'), { recursive: true });
    cpSync(path.join(project, 'fixtures/demo'), path.join(cwd, 'fixtures/demo'), { recursive: true });
    const { status, stdout, stderr } = spawnSync('node', ['--input-type=module', '-e', text], {
      cwd,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\S+:\d+: [a-z-]+: /m);
    expect(status).toBe(1);
  });
});

describe('a block of commands', () => {
  const lines = blocksOf('sh').flatMap(({ text }) => text.trim().split('\n'));

  it.each(lines)('%s', (line) => {
    expectToWork(line);
  });

  it('shows the picture of the demonstration', () => {
    const [first = ''] = lines;
    expect(first).toContain('fixtures/demo');
    expect(expectToWork(first)).toMatchObject({ status: 1, stdout: expect.stringContaining('✖ 5 errors, 1 warning') });
  });
});

it.each(blocksOf('session'))('a session of $page is what the program says', ({ text }) => {
  const [, command = '', said = ''] = /^\$ (.*)\n([\s\S]*)$/.exec(text) ?? [];
  expect(expectToWork(command).stdout).toBe(said);
});

describe('a recipe', () => {
  it('for GitLab finds what the change brings', () => {
    const [text = ''] = blocksOf('recipe').flatMap((block) => (block.text.includes('script:') ? [block.text] : []));
    const job = load(text) as { readonly 'smtp-relays': { readonly script: readonly string[] } };
    const { script } = job['smtp-relays'];
    const { status, cwd, stdout } = expectToWork(script.join('\n'));
    expect(status).toBe(1);
    expect(stdout).toContain('apps/crm/.env:1:11');
    expect(stdout).not.toContain('apps/shop');
    expect(JSON.parse(readFileSync(path.join(cwd, 'gl-code-quality.json'), 'utf8'))).toMatchObject([
      { location: { path: 'apps/crm/.env' } },
    ]);
  });

  it('for Azure likewise', () => {
    const [text = ''] = blocksOf('recipe').flatMap((block) => (block.text.includes('bash:') ? [block.text] : []));
    const { steps } = load(text) as { readonly steps: readonly { readonly bash?: string }[] };
    const { status, cwd } = expectToWork(steps.flatMap(({ bash }) => bash ?? []).join('\n'));
    expect(status).toBe(1);
    expect(readFileSync(path.join(cwd, 'smtp-scan.xml'), 'utf8')).toContain('failures="1"');
  });

  it('for Jenkins likewise', () => {
    const lines = blocksOf('groovy').flatMap(({ text }) =>
      [...text.matchAll(/^\s*sh '(.*)'$/gm)].map(([, line = '']) => line),
    );
    expect(lines).toHaveLength(2);
    const { status, cwd } = expectToWork(lines.join('\n'));
    expect(status).toBe(1);
    expect(readFileSync(path.join(cwd, 'smtp-scan.xml'), 'utf8')).toContain('<file name="apps/crm/.env">');
  });

  it('for a review gives GitHub what the scan wrote', () => {
    const [text = ''] = blocksOf('recipe').flatMap((block) => (block.text.includes('gh api') ? [block.text] : []));
    const { steps } = load(text) as { readonly steps: readonly { readonly run: string }[] };
    shim('gh', '[ "$1" = api ] && [ "$2" = repos/o/r/pulls/7/reviews ] && [ "$3" = --input ] && cat "$4"');
    const scan = blocksOf('sh')
      .flatMap((block) => block.text.split('\n'))
      .find((line) => line.includes('github-suggestions'));
    const post = steps.map((step) => step.run).join('\n');
    const { stdout } = expectToWork(`export GITHUB_REPOSITORY=o/r NUMBER=7\n${scan}\n${post}`);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'COMMENT', comments: [{ path: 'apps/crm/.env', line: 1 }] });
  });

  it('for pre-commit names a hook that is there and works', () => {
    const [text = ''] = blocksOf('recipe').flatMap((block) => (block.text.includes('repos:') ? [block.text] : []));
    const { repos } = load(text) as {
      readonly repos: readonly { readonly hooks: readonly { readonly id: string }[] }[];
    };
    const hooks = load(textOf('.pre-commit-hooks.yaml')) as readonly { readonly id: string; readonly entry: string }[];
    expect(repos.flatMap(({ hooks: used }) => used.map(({ id }) => id))).toEqual(hooks.map(({ id }) => id));
    for (const { entry } of hooks) {
      expect(expectToWork(entry).stderr).toContain('nothing is staged');
      const staged = `echo SMTP_HOST=mx1.old-dc.example > .env; git add -f .env; ${entry}`;
      expect(expectToWork(staged)).toMatchObject({ status: 1, stdout: expect.stringContaining('.env:1:11') });
    }
  });
});

describe('code within sentences', () => {
  /** In capitals stands what the reader has to fill in. */
  const isWhole = (code: string): boolean => !/[<…]|\b[A-Z]{2,}\b/.test(code);
  const commands = [...new Set(inlineCode.map(({ code }) => code))].filter((code) =>
    /^(npx )?smtp-scan( |$)|^(npm|npx) /.test(code),
  );

  it.each(commands.filter(isWhole))('%s', (command) => {
    expectToWork(command);
  });

  it('names options that are there', () => {
    const options = inlineCode.flatMap(({ page, code }) =>
      /^--|smtp-scan /.test(code)
        ? [...code.matchAll(/(?<![\w-])--([a-z][\w-]*)/g)].map(([, name = '']) => `${page}: ${name}`)
        : [],
    );
    expect(options.length).toBeGreaterThan(10);
    const allOptions = Object.values<CommandSpec>(commandTable).flatMap((command) => Object.keys(command.options));
    const known = new Set<string>([...allOptions, 'version']);
    expect(options.filter((option) => !known.has(option.split(': ')[1] ?? ''))).toEqual([]);
  });
});

const optionsIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name = '']) => name).sort();

it('the help names every command, every option of a scan, and the version', () => {
  const { stdout } = run('smtp-scan --help');
  expect(optionsIn(stdout)).toEqual(Object.keys(commandTable.scan.options).sort());
  for (const { usage } of Object.values(commandTable)) expect(stdout).toContain(`smtp-scan ${usage}`);
  expect(stdout).toContain('smtp-scan --version');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
});

it.each(Object.keys(commandTable).filter(isCommand))(
  'the help of %s names every option of it, and shows what works',
  (name) => {
    const { stdout, status } = run(`smtp-scan ${name} --help`);
    expect(status).toBe(0);
    expect(optionsIn(stdout)).toEqual(Object.keys(specOf(name).options).sort());
    expect(specOf(name).examples.length).toBeGreaterThan(0);
    for (const [example] of specOf(name).examples) expect(stdout).toContain(example);
    expect(run(`smtp-scan help ${name}`).stdout).toBe(stdout);
  },
);
