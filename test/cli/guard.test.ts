/** The parts of the guard against real repositories. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type GuardedRequest, guardedScan } from '../../src/cli/guarded-scan.ts';
import { optionalValue } from '../../src/cli/optional-value.ts';
import { requestFor } from '../guarded.ts';
import { type Files, POLICY, repositoryIn, type TestRepository, temporaryFolder } from '../repository.ts';

// Git is started many times, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** One without a policy. */
function bareRepository(files: Files): TestRepository {
  const root = temporaryFolder();
  made.push(root);
  const found = repositoryIn(root);
  found.commit(files);
  return found;
}

const repository = (files: Files): TestRepository => bareRepository({ '.smtp-scan.yml': POLICY, ...files });

async function scan(root: string, request: Partial<GuardedRequest> = {}) {
  const { result } = await guardedScan(requestFor(root, request));
  return result.findings
    .filter(({ suppressed }) => !suppressed)
    .map(({ rule, path: file, line }) => `${rule} ${file}:${line}`);
}

const changed = (base = 'main') => ({ range: { base } });
const OLD = 'SMTP_HOST=mx1.old-dc.example\n';
const GOOD = 'SMTP_HOST=smtp-relay.corp.example\n';

describe('only what is new', () => {
  it('leaves out what the base has, and finds what is added', async () => {
    const { root, git, commit } = repository({ 'a/.env': OLD });
    git('switch', '-q', '-c', 'topic');
    commit({ 'b/.env': OLD, 'README.md': 'x' });
    expect(await scan(root)).toEqual(['legacy-relay a/.env:1', 'legacy-relay b/.env:1']);
    expect(await scan(root, changed())).toEqual(['legacy-relay b/.env:1']);
  });

  it('counts no finding as new because its line moved or its file was renamed', async () => {
    const { root, git, commit } = repository({
      '.env': `A=1\nB=2\nC=3\n${OLD}D=4\nE=5\n`,
      'x/.env': `A=1\nB=2\nC=3\n${OLD}`,
    });
    git('switch', '-q', '-c', 'topic');
    commit({ '.env': `NEW=1\nA=1\nB=2\nC=3\n${OLD}D=4\nE=5\n`, 'x/.env': null, 'y ü/.env': `A=1\nB=2\nC=3\n${OLD}` });
    expect(await scan(root, changed())).toEqual([]);
  });

  it('counts a second equal one, and one on a changed line, as new', async () => {
    const { root, git, commit } = repository({ 'main.cf': 'relayhost = mx1.old-dc.example\n', '.env': OLD });
    git('switch', '-q', '-c', 'topic');
    commit({ '.env': `${OLD}MAIL_HOST=mx1.old-dc.example\n` });
    expect(await scan(root, changed())).toEqual(['legacy-relay .env:2']);
  });

  it('finds a relay that comes back through a changed default, the call untouched', async () => {
    const call =
      "const nodemailer = require('nodemailer');\nconst { host } = require('./config');\nnodemailer.createTransport({ host, port: 587 });\n";
    const { root, git, commit } = repository({
      'send.js': call,
      'config.js': "exports.host = process.env.RELAY || 'smtp-relay.corp.example';\n",
    });
    git('switch', '-q', '-c', 'topic');
    commit({ 'config.js': "exports.host = process.env.RELAY || 'mx1.old-dc.example';\n" });
    expect((await scan(root, changed())).filter((finding) => finding.startsWith('legacy-relay'))).toEqual([
      'legacy-relay config.js:1',
    ]);
  });

  it('looks at what is not committed yet, and hides nothing behind attributes', async () => {
    const { root, git, commit, write } = repository({ '.env': GOOD });
    git('switch', '-q', '-c', 'topic');
    commit({ '.gitattributes': '*.env binary\n.env -diff export-ignore\n', '.env': OLD });
    write({ 'b/.env': OLD });
    expect(await scan(root, changed())).toEqual(['legacy-relay .env:1', 'legacy-relay b/.env:1']);
  });

  it('reads a diff whose lines look like headers, and names that need quotes', async () => {
    const { root, git, commit } = repository({ 'a.sql': 'x\n', 'q"uote/.env': `A=1\n${OLD}` });
    git('switch', '-q', '-c', 'topic');
    commit({ 'a.sql': '++ b/q"uote/.env\n@@ -1 +1,9 @@\n', 'q"uote/.env': `A=1\n${OLD}B=2\n` });
    expect(await scan(root, changed())).toEqual([]);
    commit({ 'q"uote/.env': 'A=1\nSMTP_HOST=mx1.old-dc.example # again\n' });
    expect(await scan(root, changed())).toEqual(['legacy-relay q"uote/.env:2']);
  });

  it('scans a folder of a monorepo', async () => {
    const { root, git, commit } = repository({
      'apps/shop/.env': OLD,
      'apps/shop/.smtp-scan.yml': POLICY,
      'apps/crm/.env': GOOD,
    });
    git('switch', '-q', '-c', 'topic');
    commit({ 'apps/crm/.env': OLD, 'apps/shop/x/.env': OLD });
    expect(await scan(path.join(root, 'apps/shop'), changed())).toEqual(['legacy-relay x/.env:1']);
  });

  it('survives submodules, binary files and deleted ones', async () => {
    const inner = repository({ '.env': OLD });
    const { root, git, commit } = repository({ 'logo.png': Uint8Array.of(137, 80, 78, 71, 0, 1, 10, 2), '.env': OLD });
    git('switch', '-q', '-c', 'topic');
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'mailer');
    commit({ 'logo.png': Uint8Array.of(137, 80, 78, 71, 0, 9, 10, 10, 3), '.env': null });
    expect(await scan(root, changed())).toEqual(['legacy-relay mailer/.env:1']);
  });

  it('compares a submodule with the commit that the base names', async () => {
    const inner = repository({ '.env': OLD });
    const { root, git, commit } = repository({ 'README.md': 'x' });
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'mailer');
    commit({});
    git('switch', '-q', '-c', 'topic');
    commit({ 'README.md': 'y' });
    expect(await scan(root)).toEqual(['legacy-relay mailer/.env:1']);
    expect(await scan(root, changed())).toEqual([]);
    repositoryIn(path.join(root, 'mailer'), true).commit({ 'b/.env': OLD });
    commit({});
    expect(await scan(root, changed())).toEqual(['legacy-relay mailer/b/.env:1']);
  });

  it('takes no file that git ignores for new, unless what uses it is', async () => {
    const { root, git, commit, write } = repository({ '.gitignore': '.env\n', 'README.md': 'x' });
    git('switch', '-q', '-c', 'topic');
    commit({ 'README.md': 'y' });
    write({ '.env': OLD, 'kept/.env': OLD });
    git('add', '-f', 'kept/.env');
    expect(await scan(root)).toEqual(['legacy-relay .env:1', 'legacy-relay kept/.env:1']);
    expect(await scan(root, changed())).toEqual(['legacy-relay kept/.env:1']);
    write({ 'send.js': "require('nodemailer').createTransport({ host: process.env.SMTP_HOST });\n" });
    expect((await scan(root, changed())).filter((one) => one.startsWith('legacy'))).toEqual([
      'legacy-relay .env:1',
      'legacy-relay kept/.env:1',
    ]);
  });

  it('says that a commit is compared with itself, and passes a change that is empty', async () => {
    const { root, git } = repository({ '.env': OLD });
    await expect(scan(root, changed())).rejects.toThrow('nothing was compared');
    git('switch', '-q', '-c', 'topic');
    git('commit', '-q', '--allow-empty', '-m', 'again');
    expect(await scan(root, changed())).toEqual([]);
  });

  it('says what to fetch in a shallow clone', async () => {
    const { root, git, commit } = repository({ '.env': GOOD });
    git('switch', '-q', '-c', 'topic');
    commit({ '.env': OLD });
    commit({ 'x.md': 'x' });
    const clone = temporaryFolder();
    made.push(clone);
    execFileSync('git', ['clone', '-q', '--depth=1', '--branch=topic', `file://${root}`, clone]);
    await expect(scan(clone, changed())).rejects.toThrow(/'main' is not in this clone, which is shallow.*--unshallow/);
  });

  it('takes no option for a commit', async () => {
    const { root } = repository({ '.env': GOOD });
    await expect(scan(root, changed('--output=x'))).rejects.toThrow('not in this clone');
  });
});

describe('what is staged', () => {
  it('is scanned as it is staged, whatever the work tree holds', async () => {
    const { root, git, write } = repository({ '.env': GOOD, 'b/.env': OLD });
    write({ 'a/.env': OLD, 'c/.env': OLD });
    git('add', '-f', 'a/.env');
    write({ 'a/.env': GOOD });
    expect((await scan(root, { range: 'staged' })).filter((finding) => finding.startsWith('legacy-relay'))).toEqual([
      'legacy-relay a/.env:1',
    ]);
  });

  it('may be nothing, or the first commit', async () => {
    const { root, git } = repository({ '.env': OLD });
    expect(await scan(root, { range: 'staged' })).toEqual([]);
    git('checkout', '-q', '--orphan', 'fresh');
    expect(await scan(root, { range: 'staged' })).toEqual(['legacy-relay .env:1']);
  });
});

describe('the baseline', () => {
  it('knows what it lists, through renames, but not a second one', async () => {
    const { root, write, git } = repository({ '.env': OLD, 'x/.env': OLD });
    const baseline = path.join(root, 'known.json');
    await scan(root, { baseline, writeBaseline: true });
    expect(await scan(root, { baseline })).toEqual([]);
    git('mv', 'x', 'y');
    write({ '.env': `# moved\n\n  ${OLD}MAIL_HOST=mx1.old-dc.example\n` });
    expect(await scan(root, { baseline })).toEqual(['legacy-relay .env:4']);
  });

  it('is refused when it is none', async () => {
    const { root } = repository({ '.env': OLD });
    const baseline = path.join(root, 'known.json');
    await expect(scan(root, { baseline })).rejects.toThrow('there is no file');
    for (const text of ['[]', '{', '{"version":1,"findings":[{"fingerprint":1}]}', 'null']) {
      writeFileSync(baseline, text);
      await expect(scan(root, { baseline })).rejects.toThrow('cannot be used');
    }
  });
});

describe('the trusted policy', () => {
  it('is that of the base, and says when the change alters it', async () => {
    const { root, git, commit } = repository({ '.env': GOOD });
    git('switch', '-q', '-c', 'topic');
    commit({ '.smtp-scan.yml': 'approved: ["mx1.old-dc.example", smtp-relay.corp.example]\n', '.env': OLD });
    expect(await scan(root)).toEqual([]);
    expect(await scan(root, { policyRef: 'main' })).toEqual(['legacy-relay .env:1', 'policy-changed .smtp-scan.yml:1']);
  });

  it('covers what the policy extends', async () => {
    const { root, git, commit } = repository({
      '.smtp-scan.yml': 'extends: ./policy/base.yml\n',
      'policy/base.yml': POLICY,
      '.env': OLD,
    });
    git('switch', '-q', '-c', 'topic');
    commit({ 'policy/base.yml': 'approved: [mx1.old-dc.example]\n' });
    expect(await scan(root, { policyRef: 'main' })).toEqual([
      'legacy-relay .env:1',
      'policy-changed policy/base.yml:1',
    ]);
  });

  it('lets an ignore comment count only when the base has it, on that text', async () => {
    const ignored = `# smtp-scan: ignore legacy-relay -- moves in January\n${OLD}`;
    const { root, git, commit } = repository({ 'a/.env': ignored, 'b/.env': GOOD });
    git('switch', '-q', '-c', 'topic');
    commit({ 'b/.env': ignored });
    git('mv', 'a', 'c');
    expect(await scan(root)).toEqual([]);
    expect(await scan(root, { policyRef: 'main' })).toEqual(['unused-ignore b/.env:1', 'legacy-relay b/.env:2']);
    commit({ 'c/.env': ignored.replace('SMTP_HOST', 'MAIL_HOST') });
    expect(await scan(root, { policyRef: 'main' })).toContain('legacy-relay c/.env:2');
  });

  it('takes the baseline of the base too', async () => {
    const { root, git, commit } = repository({ 'known.json': '{"version":1,"findings":[]}', '.env': GOOD });
    const baseline = path.join(root, 'known.json');
    git('switch', '-q', '-c', 'topic');
    commit({ '.env': OLD });
    await scan(root, { baseline, writeBaseline: true });
    expect(await scan(root, { baseline })).toEqual([]);
    expect(await scan(root, { baseline, policyRef: 'main' })).toEqual([
      'legacy-relay .env:1',
      'policy-changed known.json:1',
    ]);
  });

  it('is the one that the change brings, where the base has none', async () => {
    const { root, git, commit, write } = bareRepository({ 'a/.env': OLD });
    git('switch', '-q', '-c', 'topic');
    const baseline = path.join(root, 'known.json');
    commit({ 'b/.env': OLD });
    expect(await scan(root, { policyRef: 'main' })).toEqual([]);
    commit({ '.smtp-scan.yml': POLICY });
    const all = ['policy-changed .smtp-scan.yml:1', 'legacy-relay a/.env:1', 'legacy-relay b/.env:1'];
    expect(await scan(root, { policyRef: 'main' })).toEqual(all);
    expect(await scan(root, { policyRef: 'main', ...changed() })).toEqual([all[0], all[2]]);
    await scan(root, { baseline, writeBaseline: true });
    expect(await scan(root, { policyRef: 'main', baseline })).toEqual([all[0]]);
    write({ '.smtp-scan.yml': 'aproved: []\n' });
    await expect(scan(root, { policyRef: 'main' })).rejects.toThrow('the policy cannot be used');
  });

  it('is not the one that the change brings, where the workflow names relays', async () => {
    const { root, git, commit } = bareRepository({ 'README.md': 'x' });
    git('switch', '-q', '-c', 'topic');
    commit({ '.smtp-scan.yml': 'approved: [mx1.old-dc.internal]\n', '.env': 'SMTP_HOST=mx1.old-dc.internal\n' });
    const workflow = { policyRef: 'main', approve: ['smtp-relay.corp.example'] };
    expect(await scan(root, workflow)).toEqual(['unapproved-relay .env:1', 'policy-changed .smtp-scan.yml:1']);
  });

  it('is looked at when it is altered: one that could not be used is an error', async () => {
    const { root, git, commit } = repository({ '.env': GOOD });
    git('switch', '-q', '-c', 'topic');
    commit({ '.smtp-scan.yml': 'aproved: []\n' });
    const { result } = await guardedScan(requestFor(root, { policyRef: 'main' }));
    expect(result.findings).toMatchObject([
      { rule: 'policy-changed', level: 'error', message: expect.stringContaining('did you mean approved') },
    ]);
  });

  it('is not altered by a check-out that writes other line breaks', async () => {
    const ignored = `# smtp-scan: ignore legacy-relay -- moves in January\n${OLD}`;
    const { root, git, commit } = repository({ 'a/.env': ignored, 'known.json': '{"version":1,\n"findings":[]}\n' });
    git('switch', '-q', '-c', 'topic');
    commit({ 'b/.env': 'A=1\n' });
    const clone = temporaryFolder();
    made.push(clone);
    execFileSync('git', ['clone', '-q', '-c', 'core.autocrlf=true', `file://${root}`, clone]);
    expect(readFileSync(path.join(clone, '.smtp-scan.yml'), 'utf8')).toContain('\r\n');
    const request = { policyRef: 'origin/main', baseline: path.join(clone, 'known.json') };
    expect(await scan(clone, request)).toEqual([]);
    expect(await scan(clone, { ...request, ...changed('origin/main') })).toEqual([]);
    writeFileSync(path.join(clone, 'b', '.env'), OLD.replace('\n', '\r\n'));
    expect(await scan(clone, { ...request, ...changed('origin/main') })).toEqual(['legacy-relay b/.env:1']);
  });

  it('does not follow a policy that became a link, and asks for the commit', async () => {
    const { root, git } = repository({ '.env': OLD });
    git('switch', '-q', '-c', 'topic');
    rmSync(path.join(root, '.smtp-scan.yml'));
    execFileSync('ln', ['-s', '/dev/null', path.join(root, '.smtp-scan.yml')]);
    expect(await scan(root, { policyRef: 'main' })).toEqual(['legacy-relay .env:1', 'policy-changed .smtp-scan.yml:1']);
    await expect(scan(root, { policyRef: 'feedfacefeedfacefeedfacefeedfacefeedface' })).rejects.toThrow('git fetch');
  });
});

describe('a value that may be left out', () => {
  it.each([
    [['--changed'], ['--changed=']],
    [
      ['--changed', 'origin/main', 'src'],
      ['--changed=origin/main', 'src'],
    ],
    [
      ['--changed', 'src'],
      ['--changed=', 'src'],
    ],
    [
      ['--changed', '--staged'],
      ['--changed=', '--staged'],
    ],
    [['--changed=x'], ['--changed=x']],
    [
      ['--', '--changed'],
      ['--', '--changed'],
    ],
  ])('%j', (args, expected) => expect(optionalValue(args, 'changed')).toEqual(expected));
});

describe('what is suppressed without need', () => {
  const stale = '# smtp-scan: ignore legacy-relay -- moves in January\nA=1\n';
  const policy = `${POLICY}exceptions: [{ host: mx1.old-dc.example, reason: fax }]\n`;

  it('is found also in a file that names no relay any more, and in the policy', async () => {
    const { root } = repository({ '.smtp-scan.yml': policy, 'a/.env': stale });
    expect(await scan(root)).toEqual(['unused-ignore .smtp-scan.yml:5', 'unused-ignore a/.env:1']);
  });

  it('is not said when only a part was looked at, where it may meet nothing', async () => {
    const { root } = repository({ '.smtp-scan.yml': policy, 'a/.env': stale, 'b/.env': OLD });
    expect(await scan(root, { paths: ['a'] })).toEqual([]);
    expect(await scan(root)).toEqual(['unused-ignore a/.env:1']);
  });
});

describe('the base', () => {
  const USE =
    "import nodemailer from 'nodemailer';\nimport { host } from './relay.js';\nnodemailer.createTransport({ host });\n";
  const RELAY = "export const host = 'mx1.old-dc.example';\n";

  it('has what it has: no file that git ignores, none that the change adds or removes', async () => {
    const { root, git, commit } = repository({ '.gitignore': 'relay.js\n', 'a/use.js': USE, 'b/use.js': USE });
    git('switch', '-q', '-c', 'topic');
    commit({ 'README.md': 'x' });
    expect(await scan(root, changed())).toEqual([]);
    writeFileSync(path.join(root, 'a/relay.js'), RELAY);
    expect(await scan(root, changed())).toEqual(['legacy-relay a/relay.js:1']);
  });

  it('has the text that a change takes away, and is asked behind links', async () => {
    const { root, git, commit } = repository({ 'a/use.js': USE, 'a/relay.js': RELAY, 'b/.env': OLD, 'c/.env': OLD });
    symlinkSync('../b/.env', path.join(root, 'a/.env'));
    commit({ 'README.md': 'x' });
    git('switch', '-q', '-c', 'topic');
    commit({ 'README.md': 'y', 'c/.env': null });
    const all = await scan(root);
    expect(all).toContain('legacy-relay b/.env:1');
    expect(all).toContain('legacy-relay a/relay.js:1');
    expect(await scan(root, changed())).toEqual([]);
    commit({ 'c/.env': `# moved\n${OLD}` });
    expect(await scan(root, changed())).toEqual([]);
  });

  it('is read by its own bytes, whatever a filter of the change makes of an unchanged file', async () => {
    const { root, git, commit } = repository({ 'a/.env': '# $Id$\nA=1\n' });
    git('switch', '-q', '-c', 'topic');
    commit({ '.gitattributes': '*.env filter=relay\n' });
    git('config', 'filter.relay.smudge', `sed s/A=1/${OLD.trim()}/`);
    git('config', 'filter.relay.clean', `sed s/${OLD.trim()}/A=1/`);
    rmSync(path.join(root, 'a/.env'));
    git('checkout', '--', 'a/.env');
    expect(readFileSync(path.join(root, 'a/.env'), 'utf8')).toContain(OLD);
    expect(await scan(root, changed())).toEqual(['legacy-relay a/.env:2']);
  });
});
