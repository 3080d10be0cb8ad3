/** `fix --write` as it is run, in repositories that are not as it would like them. */
import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fixCommand } from '../../src/cli/fix-command.ts';
import { writeChanges } from '../../src/cli/write-changes.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { type Files, POLICY, repositoryIn, type TestRepository, temporaryFolder } from '../repository.ts';
import { fixFolder, scanOf } from './folder.ts';

vi.setConfig({ testTimeout: 60_000 });

const made: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const OLD = 'SMTP_HOST=mx1.old-dc.example\nSMTP_PORT=25\n';
const NEW = 'SMTP_HOST=smtp-relay.corp.example\nSMTP_PORT=587\n';

function repository(files: Files): TestRepository {
  const root = temporaryFolder();
  made.push(root);
  const found = repositoryIn(root);
  found.commit({ '.smtp-scan.yml': POLICY, ...files });
  return found;
}

async function run(root: string, ...args: readonly string[]) {
  const written = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => (chunk: string | Uint8Array) => {
    written[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  try {
    const code = await fixCommand([root, '--jobs', '1', ...args], '1.2.3');
    return { code, ...written };
  } finally {
    vi.restoreAllMocks();
  }
}

const textIn = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('the command', () => {
  it('shows a diff and changes nothing', async () => {
    const { root, git } = repository({ 'shop/.env': OLD });
    const { code, out, err } = await run(root);
    expect(code).toBe(0);
    expect(out).toContain(
      '-SMTP_HOST=mx1.old-dc.example\n-SMTP_PORT=25\n+SMTP_HOST=smtp-relay.corp.example\n+SMTP_PORT=587\n',
    );
    expect(err).toContain('smtp-scan: 1 legacy setting in 1 file can be changed, nothing is left\n');
    // The tests run elsewhere, where git would pass over the files.
    expect(err).toMatch(/apply the diff in .*smtp-scan-test-\w+, its paths start there/);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('writes, scans again, says what is left, and has nothing to do the second time', async () => {
    const { root } = repository({ 'shop/.env': OLD, 'crm/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
    const first = await run(root, '--write');
    expect(first).toMatchObject({
      code: 1,
      out: expect.stringContaining('mx1.old-dc.example → smtp-relay.corp.example:587'),
    });
    expect(first.err).toContain('1 legacy setting in 1 file changed, 1 left for you:');
    expect(first.err).toContain('crm/.env:1:11: mx1.old-dc.example stays: no port is written beside it');
    expect(textIn(root, 'shop/.env')).toBe(NEW);
    expect(textIn(root, 'crm/.env')).toBe('SMTP_HOST=mx1.old-dc.example\n');
    expect(await run(root, '--write', '--allow-dirty')).toMatchObject({ code: 1, out: '' });
    expect(await run(root)).toMatchObject({ code: 1, out: '' });
  });

  it('says where the old relay is named and no setting explains it, and counts where nothing is sent', async () => {
    const { root } = repository({
      'shop/.env': OLD,
      'shop/tunnel.py': 'open_tunnel("mx1.old-dc.example")\n',
      'README.md': 'Mail leaves by mx1.old-dc.example.\n',
    });
    const { code, err } = await run(root, '--write');
    expect(code).toBe(1);
    expect(err).toContain('shop/tunnel.py:1:14: mx1.old-dc.example, a legacy relay');
    expect(err).toContain('named in 1 place as well that should send nothing');
    const { out } = await run(root, '--allow-dirty', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ left: [{ path: 'shop/tunnel.py', reason: 'mention' }], named: 1 });
  });

  it('gives machines the edits and what is left', async () => {
    const { root } = repository({ 'shop/.env': OLD, 'crm/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
    const { out } = await run(root, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      complete: true,
      fixes: [
        {
          path: 'shop/.env',
          line: 1,
          host: 'mx1.old-dc.example',
          port: 25,
          replacement: { host: 'smtp-relay.corp.example', port: 587 },
          edits: [
            { path: 'shop/.env', line: 1, column: 11, endColumn: 29, replacement: 'smtp-relay.corp.example' },
            { path: 'shop/.env', line: 2, column: 11, endColumn: 13, replacement: '587' },
          ],
        },
      ],
      left: [{ path: 'crm/.env', line: 1, host: 'mx1.old-dc.example', reason: 'port', message: expect.any(String) }],
    });
  });

  it('takes relays from the command line, and needs some', async () => {
    const { root, commit } = repository({ '.env': 'SMTP_HOST=mx9.old-dc.example\n' });
    const given = await run(root, '--legacy', 'mx9.old-dc.example', '--replacement', 'relay.corp.example');
    expect(given).toMatchObject({ code: 0, out: expect.stringContaining('+SMTP_HOST=relay.corp.example') });
    await expect(run(root, '--replacement', '*.corp.example')).rejects.toThrow(
      '--replacement: a replacement is one relay',
    );
    commit({ '.smtp-scan.yml': null });
    await expect(run(root)).rejects.toThrow('no policy names a legacy relay');
  });

  it('leaves what the policy lets through', async () => {
    const ignored = '# smtp-scan: ignore legacy-relay -- fax gateway\n';
    const { root } = repository({ '.env': `${ignored}${OLD}` });
    expect(await run(root)).toMatchObject({ code: 0, out: '' });
  });
});

describe('a work tree that is not clean', () => {
  it('is refused unless told', async () => {
    const { root, write } = repository({ 'shop/.env': OLD, 'b.txt': 'x' });
    write({ 'b.txt': 'y' });
    await expect(run(root, '--write')).rejects.toThrow('a file has changes that are not committed (b.txt)');
    expect(textIn(root, 'shop/.env')).toBe(OLD);
    expect(await run(root, '--write', '--allow-dirty')).toMatchObject({ code: 0 });
    expect(textIn(root, 'shop/.env')).toBe(NEW);
  });

  it('so is a folder that no repository holds', async () => {
    const root = temporaryFolder();
    made.push(root);
    repositoryIn(root, true).write({ '.smtp-scan.yml': POLICY, '.env': OLD });
    await expect(run(root, '--write')).rejects.toThrow('is in no git repository');
  });
});

describe('hostile files', () => {
  it('nothing is written through a link to a file or folder', async () => {
    const outside = temporaryFolder();
    made.push(outside);
    writeFileSync(path.join(outside, '.env'), OLD);
    const { root, git } = repository({ 'shop/.env': OLD });
    mkdirSync(path.join(root, 'crm'));
    symlinkSync(path.join(outside, '.env'), path.join(root, 'crm/.env'));
    symlinkSync(outside, path.join(root, 'linked'));
    git('add', '-A', '-f');
    git('commit', '-q', '-m', 'links');
    await run(root, '--write');
    expect(textIn(outside, '.env')).toBe(OLD);
    expect(lstatSync(path.join(root, 'crm/.env')).isSymbolicLink()).toBe(true);
    expect(textIn(root, 'shop/.env')).toBe(NEW);
  });

  it('a second name of a file keeps its text', async () => {
    const { root } = repository({ 'shop/.env': OLD });
    const other = temporaryFolder();
    made.push(other);
    linkSync(path.join(root, 'shop/.env'), path.join(other, 'copy'));
    await run(root, '--write');
    expect(textIn(other, 'copy')).toBe(OLD);
    expect(textIn(root, 'shop/.env')).toBe(NEW);
  });

  it('a write-protected file is left, and permissions stay', async () => {
    const { root, git } = repository({ 'a/.env': OLD, 'b/.env': OLD });
    chmodSync(path.join(root, 'a/.env'), 0o444);
    chmodSync(path.join(root, 'b/.env'), 0o755);
    git('commit', '-q', '-a', '-m', 'modes');
    const { code, err } = await run(root, '--write');
    expect(code).toBe(1);
    expect(err).toContain('a/.env:1:11: mx1.old-dc.example stays: the file cannot be read or is write-protected');
    expect(textIn(root, 'a/.env')).toBe(OLD);
    expect(textIn(root, 'b/.env')).toBe(NEW);
    expect(lstatSync(path.join(root, 'b/.env')).mode & 0o777).toBe(0o755);
  });

  it('a file that changed since it was planned is left, with all that belongs to it', async () => {
    const mail = `const { PORT } = require('./ports');\nrequire('nodemailer').createTransport({ host: 'mx1.old-dc.example', port: PORT });\n`;
    const { root, write } = repository({ 'shop/.env': OLD, 'mail.js': mail, 'ports.js': 'exports.PORT = 25;\n' });
    const { policy } = loadPolicy(POLICY, '.smtp-scan.yml', () => undefined);
    if (!policy) throw new Error('the policy of the test cannot be used');
    const planned = await fixFolder({ root, policy });
    expect(planned.files.map((file) => file.path)).toEqual(['mail.js', 'ports.js', 'shop/.env']);
    write({ 'ports.js': 'exports.PORT = 25; // why?\n' });
    const { files, left } = await writeChanges(root, planned, scanOf({ root, policy }));
    expect(files.map((file) => file.path)).toEqual(['shop/.env']);
    expect(left).toMatchObject([{ path: 'mail.js', line: 2, reason: 'changed' }]);
    expect(textIn(root, 'mail.js')).toBe(mail);
    expect(textIn(root, 'ports.js')).toBe('exports.PORT = 25; // why?\n');
  });

  it('a file too large to be read is left alone', async () => {
    const { root } = repository({ 'big.env': `${OLD}${'#'.repeat(33 * 1024 * 1024)}\n` });
    expect(await run(root)).toMatchObject({ out: '' });
  });

  it('a folder with nothing to scan is no success', async () => {
    const { root } = repository({ '.smtp-scan.yml': `${POLICY}ignore: ['**']\n` });
    await expect(run(root)).rejects.toThrow('there is no file to scan here');
  });

  it('names with control characters are shown and never written raw', async () => {
    const { root } = repository({ 'evil::error::\u001b[2J/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
    const { err } = await run(root);
    expect(err).toContain('evil::error::\\x1b[2J/.env:1:11');
  });
});
