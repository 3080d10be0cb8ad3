/** The action's file, its inputs, and what a hostile change tries on it. What happens in whole pull requests: scenarios. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { validateAction } from '@action-validator/core';
import { describe, expect, it, vi } from 'vitest';
import { project } from '../bundle.ts';
import { POLICY } from '../repository.ts';
import { found, GOOD, OLD, workshop } from './change.ts';

// A runner starts a process for each step, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const { change, act, folder } = workshop();

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

  it('lets bash run everything, which a runner on Windows has, too', () => {
    const shells = [...text.matchAll(/\bshell: (.*)/g)].map(([, shell]) => shell);
    expect(shells).toEqual([...text.matchAll(/\brun: /g)].map(() => 'bash'));
  });
});

describe('inputs', () => {
  it('report everything unless only what is new is wanted', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY, '.env': OLD }, { 'README.md': 'x' });
    expect(act(workspace, event).outputs).toMatchObject({ 'exit-code': '1', errors: '1' });
    expect(act(workspace, event, { 'changed-only': 'true' }).outputs).toMatchObject({ 'exit-code': '0', errors: '0' });
    expect(act(workspace, event, { 'fail-on': 'never' })).toMatchObject({ passed: true, outputs: { errors: '1' } });
  });

  it('judge by another commit when they say so', () => {
    const { workspace, event } = change(
      { '.smtp-scan.yml': POLICY, '.env': GOOD },
      { '.smtp-scan.yml': 'approved: [mx1.old-dc.example]\n', '.env': OLD },
    );
    expect(act(workspace, event).passed).toBe(false);
    expect(act(workspace, event, { 'policy-ref': 'HEAD' }).passed).toBe(true);
  });

  it('name relays and a policy, also where the repository has none', () => {
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

  it('say where SARIF goes', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { '.env': OLD });
    const ran = act(workspace, event, { 'sarif-file': 'out/shop.sarif', category: 'shop' });
    expect(ran.outputs['sarif-file']).toBe(path.join(workspace, 'out/shop.sarif'));
    expect(found(ran.outputs['sarif-file'])).toEqual(['error legacy-relay .env']);
    expect(ran.used).toEqual([{ sarif_file: ran.outputs['sarif-file'], category: 'shop' }]);
  });

  it('that mean nothing, and an event without a base, fail', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { 'README.md': 'x' });
    expect(act(workspace, event, { upload: 'yes' }).passed).toBe(false);
    expect(act(workspace, event, { version: '1 --help' }).passed).toBe(false);
    expect(act(workspace, { name: 'pull_request', payload: {} }).passed).toBe(false);
    expect(act(workspace, event, { path: 'nowhere' })).toMatchObject({ passed: false, outputs: { 'exit-code': '2' } });
  });
});

describe('an upload', () => {
  it('of Dependabot is not tried', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { 'README.md': 'x' });
    expect(act(workspace, { ...event, actor: 'dependabot[bot]' })).toMatchObject({ passed: true, used: [] });
  });

  it('that fails, or is not wanted, leaves the gate', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { '.env': OLD });
    const ran = act(workspace, event, {}, { usedOutcome: 'failure' });
    expect(ran.passed).toBe(false);
    expect(ran.log).toContain('::warning title=smtp-scan::SARIF could not be uploaded');
    expect(act(workspace, event, { upload: 'false' })).toMatchObject({ passed: false, used: [] });
  });
});

describe('annotations', () => {
  const annotated = (ran: { readonly log: string }): boolean => /^::error file=\.env,line=1,/m.test(ran.log);

  it('are left to code scanning where the upload works, and made up for where it does not', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { '.env': OLD });
    expect(annotated(act(workspace, event))).toBe(false);
    const failed = act(workspace, event, {}, { usedOutcome: 'failure' });
    expect(annotated(failed)).toBe(true);
    expect(failed.log.indexOf('::warning title')).toBeLessThan(failed.log.indexOf('::error file'));
    expect(annotated(act(workspace, event, { upload: 'false' }))).toBe(true);
    expect(annotated(act(workspace, { ...event, actor: 'dependabot[bot]' }))).toBe(true);
  });

  it('are on or off when that is said, whatever the upload does', () => {
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { '.env': OLD });
    expect(annotated(act(workspace, event, { annotations: 'on' }))).toBe(true);
    const off = act(workspace, event, { annotations: 'off' }, { usedOutcome: 'failure' });
    expect(annotated(off)).toBe(false);
    expect(off.passed).toBe(false);
    expect(annotated(act(workspace, event, { annotations: 'off', upload: 'false' }))).toBe(false);
    expect(act(workspace, event, { annotations: 'yes' }).passed).toBe(false);
  });

  it('are no findings where nothing is judged, and then told in any case', () => {
    const { workspace, event } = change({ 'README.md': 'x' }, { '.env': OLD });
    for (const annotations of ['off', 'auto'])
      expect(act(workspace, event, { annotations }).log).toContain('::warning title=smtp-scan judges nothing::');
  });
});

describe('a hostile change', () => {
  it('cannot speak to the runner or the shell', () => {
    const name = 'a\u001b[31m::set-output name=x::y $(touch pwned)/.env';
    const { workspace, event } = change(
      { '.smtp-scan.yml': POLICY },
      { [name]: `# ::add-mask::x\n${OLD}`, 'b\n::stop-commands::z/.env': OLD },
    );
    const ran = act(workspace, event, {
      annotations: 'on',
      args: '--color "never"',
      category: '"; touch pwned; $(touch pwned)',
    });
    expect(ran.passed).toBe(false);
    expect(existsSync(path.join(workspace, 'pwned'))).toBe(false);
    const commands = ran.log.split('\n').filter((line) => line.trimStart().startsWith('::'));
    expect(commands.every((line) => /^::(error|warning|notice) /.test(line))).toBe(true);
    expect(ran.log + ran.summary).not.toContain('\u001b');
  });

  it('cannot have git run a program by making the scanned folder look like a repository', () => {
    const trap = path.join(folder, 'sprung');
    const bare = {
      'apps/HEAD': 'ref: refs/heads/main\n',
      'apps/objects/x': '',
      'apps/refs/x': '',
      'apps/config': `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n\tfsmonitor = "touch ${trap};false"\n\tsshCommand = "touch ${trap};false"\n[remote "origin"]\n\turl = ssh://git@corp.example/x\n`,
    };
    const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, { ...bare, 'apps/.env': OLD }, { depth: 1 });
    const ran = act(workspace, event, { path: 'apps', 'changed-only': 'true' });
    expect(existsSync(trap)).toBe(false);
    expect(ran.passed).toBe(false);
  });
});

/** npm's registry with one package; gives its address. A process of its own, since the runner waits for its steps. */
async function registry(tarball: Uint8Array, version: string) {
  const file = path.join(folder, 'registry.mjs');
  const packed = path.join(folder, 'smtp-scan.tgz');
  writeFileSync(packed, tarball);
  writeFileSync(
    file,
    `import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const server = createServer((request, response) => {
  const address = 'http://localhost:' + server.address().port;
  if (request.url.endsWith('.tgz')) return response.end(readFileSync(${JSON.stringify(packed)}));
  const dist = { tarball: address + '/smtp-scan.tgz' };
  const one = { name: 'smtp-scan', version: '${version}', bin: 'dist/cli.js', dist };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ name: 'smtp-scan', 'dist-tags': { latest: '${version}' }, versions: { '${version}': one } }));
});
server.listen(0, 'localhost', () => console.log(server.address().port));
`,
  );
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (bytes) => resolve(String(bytes).trim())),
  );
  return { address: `http://localhost:${port}/`, close: () => child.kill() };
}

describe('a version from npm', () => {
  /** Says that it ran, and leaves what the action reads. */
  const PROGRAM = `import { writeFileSync } from 'node:fs';
const file = (format) => process.argv.find((one) => one.startsWith('--format=' + format + '=')).slice(10 + format.length);
writeFileSync(file('json'), '{"summary":{"findings":{"error":0,"warning":7,"note":0}}}');
writeFileSync(file('sarif'), '{"runs":[{"results":[]}]}');
writeFileSync(file('markdown'), 'version 4.5.6 in ' + process.cwd());
`;

  it('is installed where the change cannot say what it is', async () => {
    const source = path.join(folder, 'package-4.5.6', 'package');
    mkdirSync(path.join(source, 'dist'), { recursive: true });
    writeFileSync(path.join(source, 'dist', 'cli.js'), PROGRAM);
    writeFileSync(
      path.join(source, 'package.json'),
      '{"name":"smtp-scan","version":"4.5.6","type":"module","bin":"dist/cli.js"}',
    );
    const tarball = execFileSync('tar', ['-cz', '-C', path.dirname(source), 'package']);
    const { address, close } = await registry(tarball, '4.5.6');
    try {
      const { workspace, event } = change(
        { '.smtp-scan.yml': POLICY },
        {
          '.npmrc': 'registry=http://localhost:1/\n',
          'package.json': '{"name":"smtp-scan","version":"4.5.6","bin":"evil.js"}',
          'node_modules/smtp-scan/package.json': '{"name":"smtp-scan","version":"4.5.6","bin":"evil.js"}',
          'node_modules/smtp-scan/evil.js': 'process.exit(0)',
        },
      );
      const environment = { npm_config_registry: address, npm_config_cache: path.join(folder, 'npm-cache') };
      const ran = act(workspace, event, { version: '4.5.6' }, { environment });
      expect(ran).toMatchObject({ passed: true, outputs: { findings: '7' } });
      expect(ran.summary).toContain(`version 4.5.6 in ${workspace}`);
      const missing = act(workspace, event, { version: '9.9.9' }, { environment });
      expect(missing.passed).toBe(false);
      expect(missing.log).toContain('::error title=smtp-scan::smtp-scan 9.9.9 could not be installed');
    } finally {
      close();
    }
  });
});
