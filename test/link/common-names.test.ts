/** Functions and keys whose names stand in more files than are asked: those that mean it are found, or the scan is incomplete. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import { requestFor } from '../guarded.ts';
import { temporaryFolder } from '../repository.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const MAILER =
  "const nodemailer = require('nodemailer');\nexports.deliver = (host) => nodemailer.createTransport({ host });\n";
const MAIL_PY = 'import smtplib\nfrom config import settings\n\nsmtplib.SMTP(settings.outbound.mail.host)\n';

const many = (count: number, file: (index: number) => readonly [string, string]): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => file(index)));

async function resultOf(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  made.push(root);
  for (const [name, content] of Object.entries(files)) {
    const full = path.join(root, name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
  return (await guardedScan(requestFor(root, { approve: ['relay.corp.example.org'] }))).result;
}

async function scanned(files: Readonly<Record<string, string>>) {
  const result = await resultOf(files);
  const hosts = new Set(result.settings.flatMap(({ host }) => host ?? []));
  return { hosts: [...hosts], complete: result.complete, said: result.diagnostics.map(({ message }) => message) };
}

/** Where a relay is used of which it is not known which one. */
async function openIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { settings } = await resultOf(files);
  return settings.flatMap(({ host, decided, path: file }) => (host === null && !decided ? [file] : []));
}

describe('a function whose name stands in many files', () => {
  const others = many(60, (index) => [
    `queue/job${index}.js`,
    `queue.deliver(parcels[${index}]);\nstore.deliver('');\n`,
  ]);

  it('is followed to the file that passes it a host', async () => {
    const found = await scanned({
      'src/mailer.js': MAILER,
      ...others,
      'zz/start.js': "factory.get('mail').deliver('smtp.evil-corp.com');\n",
    });
    expect(found).toEqual({ hosts: ['smtp.evil-corp.com'], complete: true, said: [] });
  });

  it('is followed to the file that loads its own', async () => {
    const found = await scanned({
      'src/mailer.js': MAILER,
      ...others,
      'zz/start.js': "const mail = require('../src/mailer');\nconst at = 'smtp.evil-corp.com';\nmail.deliver(at);\n",
    });
    expect(found).toEqual({ hosts: ['smtp.evil-corp.com'], complete: true, said: [] });
  });

  it('is not called by the words of a comment, where a call needs parentheses', async () => {
    const found = await scanned({
      'src/mailer.py': 'import smtplib\n\n\ndef deliver(host):\n    smtplib.SMTP(host)\n',
      ...many(60, (index) => [
        `jobs/job${index}.py`,
        `from src import mailer\n\n\nclass Job${index}:\n    # mailer.deliver "this" later\n    pass\n`,
      ]),
      'zz/start.py': "from src import mailer\n\nmailer.deliver('smtp.evil-corp.com')\n",
    });
    expect(found).toEqual({ hosts: ['smtp.evil-corp.com'], complete: true, said: [] });
  });

  it('makes the scan incomplete where too many may call it', async () => {
    const found = await scanned({
      'src/mailer.js': MAILER,
      ...many(60, (index) => [
        `apps/${index}.js`,
        `const { deliver } = require('../src/mailer');\ndeliver(hosts[${index}]);\n`,
      ]),
    });
    expect(found.complete).toBe(false);
    expect(found.said).toEqual(['more than 40 files may call deliver; not all of them are followed']);
  });
});

describe('a function on the way whose name stands in many files', () => {
  const wrapped = (name: string, callers: number, argument: string): Record<string, string> => ({
    'src/mailer.js': MAILER,
    'src/wrap.js': `const mailer = require('./mailer');\nexports.${name} = (to) => mailer.deliver(to);\n`,
    ...many(callers, (index) => [
      `apps/a${index}.js`,
      `const { ${name} } = require('../src/wrap');\nconst at = places[${index}];\n${name}(at);\n`,
    ]),
    'apps/z.js': `const { ${name} } = require('../src/wrap');\nconst at = 'smtp.evil-corp.com';\n${name}(${argument});\n`,
  });

  it.each([
    ['few call it', wrapped('handOver', 5, 'at')],
    ['many call it, one with a host', wrapped('handOver', 30, "'smtp.evil-corp.com'")],
    ['many call it, and its name speaks of a relay', wrapped('throughRelay', 12, 'at')],
  ])('is followed where %s', async (_, files) => {
    expect(await scanned(files)).toEqual({ hosts: ['smtp.evil-corp.com'], complete: true, said: [] });
  });

  it('leaves the use open where not all that call it are asked, whatever the others pass', async () => {
    expect(await openIn(wrapped('handOver', 30, "'smtp.evil-corp.com'"))).toEqual(['src/mailer.js']);
    expect(await openIn(wrapped('handOver', 0, "'smtp.evil-corp.com'"))).toEqual([]);
  });

  it('does not lead to all of an application', async () => {
    const entity = many(60, (index) => [
      `app/entity${index}.js`,
      `const { open } = require('../src/wrap');\nexports.load${index} = (id) => open(store.entity${index}.get(id));\n`,
    ]);
    const found = await scanned({ ...wrapped('open', 0, 'place'), ...entity });
    expect(found).toEqual({ hosts: [], complete: true, said: [] });
  });
});

describe('a key whose words stand in many files', () => {
  it('is looked for where they are keys', async () => {
    const found = await scanned({
      'app/send.py': MAIL_PY,
      ...many(60, (index) => [
        `config/a${index}.yml`,
        `title: outbound mail\ntext: the host of outbound mail is in settings ${index}\n`,
      ]),
      'config/z.yml': 'outbound:\n  mail:\n    host: smtp.evil-corp.com\n',
    });
    expect(found).toEqual({ hosts: ['smtp.evil-corp.com'], complete: true, said: [] });
  });

  it('is not looked for in pages that hold some of them', async () => {
    const found = await scanned({
      'app/send.py': MAIL_PY,
      ...many(60, (index) => [`views/page${index}.tpl`, `<label for="outbound">Outbound host ${index}</label>\n`]),
      'config/z.yml': 'outbound:\n  mail:\n    host: smtp.evil-corp.com\n',
    });
    expect(found).toEqual({ hosts: ['smtp.evil-corp.com'], complete: true, said: [] });
  });

  it('makes the scan incomplete where too many define it', async () => {
    const found = await scanned({
      'app/send.py': MAIL_PY,
      ...many(60, (index) => [`config/a${index}.yml`, `outbound:\n  mail:\n    host: h${index}.corp.example.org\n`]),
    });
    expect(found.complete).toBe(false);
    expect(found.said).toContainEqual(
      'more than 40 files may give settings.outbound.mail.host its value here; those that are farthest are not followed',
    );
  });

  it('is not asked of interface texts', async () => {
    const found = await scanned({
      'app/send.py': MAIL_PY,
      ...many(60, (index) => [
        `public/language/${String.fromCharCode(97 + (index % 26), 97 + (index % 25))}/admin/mail${index}.json`,
        '{ "outbound": "Outbound", "mail": "Mail", "host": "Host" }\n',
      ]),
    });
    expect([found.complete, found.said]).toEqual([true, []]);
  });
});
