import { rmSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { suppressionsCommand } from '../../src/cli/suppressions-command.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 60_000 });
const root = temporaryFolder();
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

it('lists ignore comments, exceptions and baseline entries', async () => {
  repositoryIn(root).commit({
    '.smtp-scan.yml': 'exceptions:\n  - { host: smtp.sendgrid.net, reason: bulk mail, until: 2020-01-31 }\n',
    '.smtp-scan-baseline.json':
      '{"version":1,"findings":[{"fingerprint":"0a","rule":"legacy-relay","path":"x.ini","key":"host","host":"mx1.old-dc.example"}]}',
    'src/mail.js':
      'a();\nb(); // smtp-scan: ignore legacy-relay mx1.old-dc.example -- fax \u001b[31mgateway until 2099-01-01\n',
    '.env': '# smtp-scan: ignore unapproved-relay\nSMTP_HOST=smtp.sendgrid.net\n',
  });
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  expect(await suppressionsCommand([root])).toBe(0);
  expect(await suppressionsCommand([root, '--json'])).toBe(0);
  const [text = '', json = ''] = written;
  const day = new Date().toISOString().slice(0, 10);
  expect(text).not.toContain('\u001b');
  expect(text.split('\n')).toEqual([
    `ignore    .env:1  unapproved-relay  (no reason: does not count)  (since ${day})`,
    expect.stringMatching(
      /^ignore {4}src\/mail\.js:2 {2}legacy-relay mx1\.old-dc\.example {2}fax .*gateway {2}\(since .*, until 2099-01-01\)$/,
    ),
    expect.stringMatching(
      /^exception \.smtp-scan\.yml:2 {2}any relay rule smtp\.sendgrid\.net {2}bulk mail {2}\(since .*, ended 2020-01-31\)$/,
    ),
    'baseline  x.ini  legacy-relay mx1.old-dc.example  known when the baseline was written',
    '',
  ]);
  expect(JSON.parse(json)).toMatchObject([
    { kind: 'ignore', reason: null },
    { kind: 'ignore', until: '2099-01-01' },
    { kind: 'exception', expired: true },
    { kind: 'baseline' },
  ]);
});
