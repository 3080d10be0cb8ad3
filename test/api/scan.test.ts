/** What programs import. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ScanError, scan } from '../../src/api/index.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rootOf(files: Readonly<Record<string, string>>): string {
  const root = path.join(folder, `${Math.random()}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

const FILES = {
  '.smtp-scan.yml': 'legacy: [mx1.old-dc.example]\n',
  'a/.env': 'SMTP_HOST=mx1.old-dc.example\n# smtp-scan: ignore legacy-relay -- a test\nMAIL_HOST=mx1.old-dc.example\n',
  'b/.env': 'SMTP_HOST=mx2.old-dc.example\nSMTP_PASSWORD=kx7Rw2pQ\n',
};

it('judges by the policy of the root, with relays added', async () => {
  const root = rootOf(FILES);
  const { settings, findings, policy, complete } = await scan(root, { legacy: ['mx2.old-dc.example'], jobs: 1 });
  expect([policy, complete]).toEqual(['.smtp-scan.yml', true]);
  expect(settings.map((one) => [one.path, one.line, one.host, one.verdict])).toEqual([
    ['a/.env', 1, 'mx1.old-dc.example', 'legacy'],
    ['a/.env', 3, 'mx1.old-dc.example', 'legacy'],
    ['b/.env', 1, 'mx2.old-dc.example', 'legacy'],
  ]);
  expect(findings.map(({ rule, setting }) => [rule, setting])).toEqual([
    ['legacy-relay', 0],
    ['legacy-relay', 2],
    ['relay-credentials', 2],
  ]);
});

it('keeps to the paths that it is given, and shows what is let through when asked', async () => {
  const root = rootOf(FILES);
  const { settings, findings } = await scan(root, { paths: ['a'], includeSuppressed: true, jobs: 1 });
  expect(settings.map((one) => one.path)).toEqual(['a/.env', 'a/.env']);
  expect(findings.map(({ suppressed }) => suppressed?.reason)).toEqual([undefined, 'a test']);
});

it('shows no secret', async () => {
  expect(JSON.stringify(await scan(rootOf(FILES), { jobs: 1 }))).not.toContain('kx7Rw2pQ');
});

it('says what it cannot do', async () => {
  const root = rootOf({ ...FILES, 'wrong.yml': 'legcy: [a]\n' });
  const failures = [scan(path.join(root, 'none')), scan(root, { paths: ['..'] }), scan(root, { paths: ['none'] })];
  for (const failure of [...failures, scan(root, { config: path.join(root, 'wrong.yml') })])
    await expect(failure).rejects.toThrow(ScanError);
  await expect(scan(rootOf({ '.gitkeep': '' }), { paths: ['/etc'] })).rejects.toThrow('lies outside');
});

it('guards a change as the command line does', async () => {
  const { root, git, commit } = repositoryIn(rootOf(FILES));
  const base = commit({});
  commit({ '.smtp-scan.yml': 'approved: ["*"]\n', 'c/.env': 'SMTP_HOST=mx1.old-dc.example\n' });
  const hosts = async (options: Parameters<typeof scan>[1]) => {
    const { findings, settings } = await scan(root, { jobs: 1, ...options });
    return findings.map(({ rule, setting }) => `${settings[setting ?? -1]?.path ?? ''} ${rule}`);
  };
  // At the same time: neither takes the other's folders away.
  const [changed, trusted] = await Promise.all([
    hosts({ changed: base, policyRef: base }),
    hosts({ staged: true, policyRef: base }),
  ]);
  expect(changed).toEqual(expect.arrayContaining(['c/.env legacy-relay', ' policy-changed']));
  expect(changed).not.toContain('a/.env legacy-relay');
  expect(trusted).not.toContain('c/.env legacy-relay');
  git('rm', '-q', '.smtp-scan.yml');
  await expect(scan(root, { staged: true, changed: base })).rejects.toThrow('different things');
});

it('sees what has changed since a scan before', async () => {
  const root = rootOf({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "net/*": ["old/*"] } } }',
    'old/places.ts': "export const host = 'mx1.old-dc.example';\n",
    'new/places.ts': "export const host = 'mx2.old-dc.example';\n",
    'by-path.ts':
      "import nodemailer from 'nodemailer';\nimport { host } from './relay';\nnodemailer.createTransport({ host, port: 587 });\n",
    'by-alias.ts':
      "import nodemailer from 'nodemailer';\nimport { host } from 'net/places';\nnodemailer.createTransport({ host, port: 587 });\n",
  });
  const hosts = async () =>
    (await scan(root, { jobs: 1 })).settings.flatMap((one) => (one.host === null ? [] : [[one.path, one.host]]));
  expect(await hosts()).toEqual([['old/places.ts', 'mx1.old-dc.example']]);
  writeFileSync(path.join(root, 'relay.ts'), "export const host = 'mx3.old-dc.example';\n");
  writeFileSync(path.join(root, 'tsconfig.json'), '{ "compilerOptions": { "paths": { "net/*": ["new/*"] } } }');
  expect(await hosts()).toEqual([
    ['new/places.ts', 'mx2.old-dc.example'],
    ['relay.ts', 'mx3.old-dc.example'],
  ]);
});
