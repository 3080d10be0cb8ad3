/** The action, run step by step against real repositories. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateAction } from '@action-validator/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Files, POLICY, repositoryIn, temporaryFolder } from './repository.ts';
import { type Event, type RunnerOptions, runAction } from './runner.ts';

// A runner starts a process for each step, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = temporaryFolder();
const home = path.join(folder, 'action');

beforeAll(() => {
  cpSync(path.join(project, 'action'), path.join(home, 'action'), { recursive: true });
  cpSync(path.join(project, 'action.yml'), path.join(home, 'action.yml'));
  const build = `import { bundle } from './scripts/build.mjs'; await bundle({ cli: 'src/cli/main.ts', worker: 'src/worker.ts' }, ${JSON.stringify(path.join(home, 'dist'))}, '1.2.3');`;
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd: project });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OLD = 'SMTP_HOST=mx1.old-dc.example\n';
const GOOD = 'SMTP_HOST=smtp-relay.corp.example\n';

let made = 0;

/** A base, a change made on top of it, and the event that a forge would send. */
function change(before: Files, after: Files, options: { readonly fork?: boolean; readonly depth?: number } = {}) {
  made += 1;
  const root = path.join(folder, `repository-${made}`);
  execFileSync('mkdir', ['-p', root]);
  const repository = repositoryIn(root);
  const base = repository.commit(before);
  repository.git('switch', '-q', '-c', 'topic');
  const head = repository.commit(after);
  const workspace = path.join(folder, `workspace-${made}`);
  const depth = options.depth === undefined ? [] : [`--depth=${options.depth}`];
  execFileSync('git', ['clone', '-q', ...depth, '--branch=topic', `file://${root}`, workspace], { stdio: 'pipe' });
  const repo = { full_name: 'corp/shop' };
  const payload = {
    repository: repo,
    pull_request: {
      base: { sha: base, repo },
      head: { sha: head, repo: options.fork ? { full_name: 'someone/shop' } : repo },
    },
  };
  return { base, head, workspace, event: { name: 'pull_request', payload } satisfies Event };
}

let runs = 0;

function act(
  workspace: string,
  event: Event,
  inputs: Readonly<Record<string, string>> = {},
  more: Partial<RunnerOptions> = {},
) {
  runs += 1;
  return runAction({ home, workspace, temporary: path.join(folder, `temporary-${runs}`), event, inputs, ...more });
}

const sarifResults = (
  file: string,
): readonly {
  readonly ruleId: string;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}[] => JSON.parse(readFileSync(file, 'utf8')).runs[0].results;

const found = (file: string | undefined): readonly string[] =>
  sarifResults(file ?? '').map(
    ({ ruleId, locations }) => `${ruleId} ${locations[0]?.physicalLocation.artifactLocation.uri}`,
  );

describe('the action file', () => {
  const text = readFileSync(path.join(project, 'action.yml'), 'utf8');

  it('is one by the public schema', () => {
    expect(validateAction(text)).toMatchObject({ actionType: 'action', errors: [] });
  });

  it('has no expression in a script, and every action pinned', () => {
    for (const [, script] of text.matchAll(/\brun: (.*)/g)) expect(script).not.toContain('${{');
    for (const [, uses] of text.matchAll(/\buses: (.*)/g))
      expect(uses).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe('a pull request', () => {
  it('that adds a legacy relay fails, with annotation, summary, SARIF and upload', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY, '.env': GOOD }, { 'api/.env': OLD });
    const ran = act(workspace, event);
    expect(ran.passed).toBe(false);
    expect(ran.outputs).toMatchObject({ errors: '1', relays: '2', 'exit-code': '1' });
    expect(ran.log).toMatch(/^::error file=api\/\.env,line=1,.*title=smtp-scan legacy-relay::/m);
    expect(ran.summary).toContain('mx1.old-dc.example');
    expect(found(ran.outputs['sarif-file'])).toContain('legacy-relay api/.env');
    expect(ran.used).toEqual([{ sarif_file: ran.outputs['sarif-file'], category: 'smtp-scan' }]);
  });

  it('is judged by the policy of its base, and says that it alters the policy', () => {
    const { workspace, event } = change(
      { '.smtp-scan.yml': POLICY, '.env': GOOD },
      { '.smtp-scan.yml': 'approved: [mx1.old-dc.example, smtp-relay.corp.example]\n', '.env': OLD },
    );
    const ran = act(workspace, event);
    expect(ran.passed).toBe(false);
    expect(found(ran.outputs['sarif-file'])).toEqual(['legacy-relay .env', 'policy-changed .smtp-scan.yml']);
    expect(act(workspace, event, { 'policy-ref': 'HEAD' }).passed).toBe(true);
  });

  it('passes when nothing it brings is new: moved, renamed, deleted, binary', () => {
    const before = {
      '.smtp-scan.yml': POLICY,
      '.env': `A=1\n${OLD}`,
      'x/.env': `A=1\nB=2\n${OLD}`,
      'gone/.env': OLD,
      'logo.png': Uint8Array.of(137, 80, 0, 1),
    };
    const { workspace, event } = change(
      before,
      {
        '.env': `N=1\nA=1\n${OLD}`,
        'x/.env': null,
        'y/.env': `A=1\nB=2\n${OLD}`,
        'gone/.env': null,
        'logo.png': Uint8Array.of(137, 80, 0, 2),
      },
      { depth: 1 },
    );
    expect(act(workspace, event).outputs).toMatchObject({ 'exit-code': '1' });
    const ran = act(workspace, event, { 'changed-only': 'true' });
    expect(ran.log).toContain('only what is new since');
    expect(ran).toMatchObject({ passed: true, outputs: { 'exit-code': '0', errors: '0' } });
  });

  it('from a fork is gated without an upload', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { '.env': OLD }, { fork: true, depth: 1 });
    const ran = act(workspace, event);
    expect(ran).toMatchObject({ passed: false, used: [] });
    expect(ran.log).toContain('::notice title=smtp-scan::');
    expect(ran.log).toContain('::error file=.env');
  });

  it('of Dependabot likewise', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { 'README.md': 'x' });
    expect(act(workspace, { ...event, actor: 'dependabot[bot]' })).toMatchObject({ passed: true, used: [] });
  });

  it('is gated where the upload fails, or is not wanted', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { '.env': OLD });
    const ran = act(workspace, event, {}, { usedOutcome: 'failure' });
    expect(ran.passed).toBe(false);
    expect(ran.log).toContain('::warning title=smtp-scan::SARIF could not be uploaded');
    expect(act(workspace, event, { upload: 'false' })).toMatchObject({ passed: false, used: [] });
  });

  it('that is empty passes, and says so', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY, '.env': OLD }, {});
    const ran = act(workspace, event, { 'changed-only': 'true' });
    expect(ran.passed).toBe(true);
    expect(ran.log).toContain('nothing differs from');
  });

  it('takes ignore comments and the baseline from its base', () => {
    const ignored = `# smtp-scan: ignore legacy-relay -- moves in January\n${OLD}`;
    const bare = `# smtp-scan: ignore legacy-relay\n${OLD}`;
    const { workspace, event } = change(
      { '.smtp-scan.yml': POLICY, 'a/.env': ignored, 'b/.env': bare, 'c/.env': GOOD },
      { 'c/.env': ignored },
    );
    const results = found(act(workspace, event).outputs['sarif-file']);
    expect(results.filter((one) => one.startsWith('legacy-relay'))).toEqual([
      'legacy-relay b/.env',
      'legacy-relay c/.env',
    ]);
    expect(results).toContain('ignore-without-reason b/.env');
    expect(results).toContain('unused-ignore c/.env');
  });

  it('without any policy passes, with one from the workflow it does not', () => {
    const { workspace, event } = change({ 'README.md': 'x' }, { '.env': OLD });
    expect(act(workspace, event).passed).toBe(true);
    expect(act(workspace, event, { legacy: 'mx1.old-dc.example\nmx2.old-dc.example' }).passed).toBe(false);
    expect(act(workspace, event, { approve: 'mx1.old-dc.example, x.example' }).passed).toBe(true);
    expect(act(workspace, event, { config: 'missing.yml' })).toMatchObject({
      passed: false,
      outputs: { 'exit-code': '2', 'sarif-file': '' },
      used: [],
    });
  });

  it('in a monorepo names files as the repository does', () => {
    const { workspace, event } = change(
      { 'apps/shop/.smtp-scan.yml': POLICY },
      { 'apps/shop/.env': OLD, 'apps/crm/.env': OLD },
    );
    const ran = act(workspace, event, { path: 'apps/shop', 'sarif-file': 'out/shop.sarif', category: 'shop' });
    expect(ran.outputs['sarif-file']).toBe(path.join(workspace, 'out/shop.sarif'));
    expect(found(ran.outputs['sarif-file'])).toEqual(['legacy-relay apps/shop/.env']);
    expect(ran.log).toContain('::error file=apps/shop/.env,');
  });

  it('cannot speak to the runner or the shell', () => {
    const name = 'a\u001b[31m::set-output name=x::y $(touch pwned)/.env';
    const { workspace, event } = change(
      { '.smtp-scan.yml': POLICY },
      { [name]: `# ::add-mask::x\n${OLD}`, 'b\n::stop-commands::z/.env': OLD },
    );
    const ran = act(workspace, event, { args: '--color "never"', category: '"; touch pwned; $(touch pwned)' });
    expect(ran.passed).toBe(false);
    expect(existsSync(path.join(workspace, 'pwned'))).toBe(false);
    const commands = ran.log.split('\n').filter((line) => line.trimStart().startsWith('::'));
    expect(commands.every((line) => /^::(error|warning|notice) /.test(line))).toBe(true);
    expect(ran.log + ran.summary).not.toContain('\u001b');
  });
});

describe('other events', () => {
  it('a merge queue is judged by its base', () => {
    const { base, head, workspace } = change(
      { '.smtp-scan.yml': POLICY },
      { '.smtp-scan.yml': 'approved: [mx1.old-dc.example]\n', '.env': OLD },
    );
    const ran = act(
      workspace,
      {
        name: 'merge_group',
        payload: { repository: { full_name: 'corp/shop' }, merge_group: { base_sha: base, head_sha: head } },
      },
      { 'changed-only': 'true' },
    );
    expect(ran.passed).toBe(false);
    expect(ran.used).toHaveLength(1);
  });

  it('a push is scanned in full, by its own policy', () => {
    const { base, head, workspace } = change({ '.smtp-scan.yml': POLICY, '.env': OLD }, { 'README.md': 'x' });
    const ran = act(
      workspace,
      { name: 'push', payload: { before: base, after: head, repository: { full_name: 'corp/shop' } } },
      { 'changed-only': 'true', 'fail-on': 'never' },
    );
    expect(ran).toMatchObject({ passed: true, outputs: { errors: '1', 'exit-code': '0' } });
  });

  it('inputs that mean nothing, and an event without a base, fail', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { 'README.md': 'x' });
    expect(act(workspace, event, { upload: 'yes' }).passed).toBe(false);
    expect(act(workspace, event, { version: '1 --help' }).passed).toBe(false);
    expect(act(workspace, { name: 'pull_request', payload: {} }).passed).toBe(false);
    expect(act(workspace, event, { path: 'nowhere' })).toMatchObject({ passed: false, outputs: { 'exit-code': '2' } });
  });
});
