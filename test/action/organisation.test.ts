/** The workflow for an organisation: valid, pinned, modest; and its steps, run with a made forge. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleInto, project } from '../bundle.ts';
import { POLICY, repositoryIn, temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const text = readFileSync(path.join(project, '.github/workflows/organisation.yml'), 'utf8');

describe('the workflow', () => {
  interface Job {
    readonly permissions: Readonly<Record<string, string>>;
    readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
  }
  const workflow = load(text) as { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> };
  const jobs = Object.values(workflow.jobs);

  it('is one by the public schema, and pins what it uses', () => {
    expect(validateWorkflow(text).errors).toEqual([]);
    for (const [, uses = ''] of text.matchAll(/uses: (.*)/g))
      expect(uses).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may only read', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.flatMap(({ permissions }) => Object.values(permissions)).every((level) => level === 'read')).toBe(true);
  });

  it('lets no expression become shell', () => {
    const scripts = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('its steps', () => {
  const folder = temporaryFolder();
  const tool = path.join(folder, 'tool');
  const work = path.join(folder, 'work');
  const files = { output: path.join(folder, 'output'), summary: path.join(folder, 'summary') };

  function hosted(name: string, content: Readonly<Record<string, string>>): void {
    const source = path.join(folder, 'source', name);
    const bare = path.join(folder, 'server', `${name}.git`);
    for (const one of [source, path.dirname(bare)]) mkdirSync(one, { recursive: true });
    const repository = repositoryIn(source);
    if (Object.keys(content).length > 0) repository.commit(content);
    repository.git('clone', '-q', '--bare', '.', bare);
  }

  beforeAll(() => {
    bundleInto(path.join(tool, 'dist'));
    cpSync(path.join(project, 'action'), path.join(tool, 'action'), { recursive: true });
    mkdirSync(path.join(work, 'caller'), { recursive: true });
    writeFileSync(path.join(work, 'caller/.smtp-scan.yml'), POLICY);
    hosted('corp/shop', { 'apps/.env': 'SMTP_HOST=mx1.old-dc.example\n', '.github/CODEOWNERS': 'apps/ @corp/shop\n' });
    hosted('corp/.github', { 'deploy/.env': 'SMTP_HOST=smtp-relay.corp.example\n' });
    hosted('corp/empty', {});
    const listing = [
      'false corp/shop',
      'false corp/.github',
      'false corp/empty',
      'false corp/secret',
      'true corp/old',
    ].join('\\n');
    mkdirSync(path.join(folder, 'bin'));
    // Answers as GitHub does: the organisation's repositories, no artifact of before.
    writeFileSync(
      path.join(folder, 'bin/gh'),
      `#!/bin/sh\ncase "$*" in *orgs/corp/repos*) printf '${listing}\\n';; *artifacts*) ;; *) exit 1;; esac\n`,
    );
    chmodSync(path.join(folder, 'bin/gh'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const step = (name: string, inputs: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, [path.join(tool, 'action/organisation.mjs'), name], {
      cwd: work,
      encoding: 'utf8',
      env: {
        PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`,
        HOME: folder,
        GITHUB_OUTPUT: files.output,
        GITHUB_STEP_SUMMARY: files.summary,
        GITHUB_SERVER_URL: `file://${path.join(folder, 'server')}`,
        GITHUB_REPOSITORY: 'corp/mail',
        GITHUB_REPOSITORY_OWNER: 'corp',
        GITHUB_REF_NAME: 'main',
        ...inputs,
      },
    });

  it('list what is not archived', () => {
    const { status, stdout } = step('list', { INPUT_RUNNERS: '2' });
    expect(stdout).toContain('4 repositories for 2 runners');
    expect(status).toBe(0);
    expect(readFileSync(files.output, 'utf8')).toBe('shards=[0,1]\n');
    expect(JSON.parse(readFileSync(path.join(tool, 'repositories.json'), 'utf8'))).toEqual({
      shards: [
        ['corp/.github', 'corp/secret'],
        ['corp/empty', 'corp/shop'],
      ],
      retired: ['corp/old'],
    });
  });

  it('scan a share, and say which repository could not be', () => {
    const [first, second] = ['0', '1'].map((shard) => step('scan', { INPUT_SHARD: shard }));
    expect([first?.status, second?.status]).toEqual([0, 0]);
    expect(first?.stdout).toMatch(/^corp\/\.github scanned\ncorp\/secret not cloned: /);
    expect(second?.stdout).toBe('corp/empty is empty\ncorp/shop scanned\n');
    const sarif = readFileSync(path.join(work, 'results/sarif/corp/shop.sarif'), 'utf8');
    expect(JSON.parse(sarif)).toMatchObject({ runs: [{ results: [{ ruleId: 'legacy-relay' }] }] });
  });

  it('merge all, those of a runner that failed too, and never take what is missing for clean', () => {
    rmSync(path.join(work, 'results/corp/.github.json'));
    const { status, stderr } = step('merge', { INPUT_FAIL_ON: 'never' });
    expect(stderr).toBe('');
    expect(status).toBe(2);
    const map = JSON.parse(readFileSync(path.join(work, 'map/map.json'), 'utf8'));
    expect(map.repositories).toMatchObject([
      { name: 'corp/.github', complete: false },
      { name: 'corp/empty', complete: true },
      { name: 'corp/secret', complete: false },
      { name: 'corp/shop', complete: true, verdicts: { legacy: 1 }, owners: ['@corp/shop'] },
    ]);
    expect(existsSync(path.join(work, 'map/map.html'))).toBe(true);
    expect(readFileSync(files.summary, 'utf8')).toContain('corp/.github, corp/secret were not read in full');
  });

  const shards = (names: readonly string[], runners: string): readonly (readonly string[])[] => {
    expect(step('list', { INPUT_REPOSITORIES: names.join('\n'), INPUT_RUNNERS: runners }).status).toBe(0);
    return JSON.parse(readFileSync(path.join(tool, 'repositories.json'), 'utf8')).shards;
  };

  it('share the repositories out, each to one runner', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `corp/r${index}`);
    const twenty = shards(names, '20');
    expect(twenty.map((shard) => shard.length)).toEqual(Array.from({ length: 20 }, () => 50));
    expect(twenty.flat().sort()).toEqual([...names].sort());
    expect(shards(names, '100000')).toHaveLength(256);
    expect(shards(['a/b', 'a/b'], '20')).toEqual([['a/b']]);
  });

  it.each(['nothing', '../x', 'a/..', 'a/b; rm -rf x', 'https://github.com/a/b'])('refuse the name %s', (name) => {
    expect(step('list', { INPUT_REPOSITORIES: `a/b\n${name}` })).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('write OWNER/NAME'),
    });
  });

  it('say what is wrong in one line', () => {
    const { status, stdout } = step('list', { INPUT_REPOSITORIES: 'a b' });
    expect(status).toBe(2);
    expect(stdout).toBe("::error::'a b' is no repository: write OWNER/NAME, one a line\n");
  });
});
