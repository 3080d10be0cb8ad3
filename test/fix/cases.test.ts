/** What a fix makes of single files, and what it leaves with which reason. */
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adviceOf } from '../../src/fix/obstacles.ts';
import { openBytes } from '../../src/fix/open-file.ts';
import type { JudgedSetting } from '../../src/model/finding.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';
import { plainSetting } from '../setting.ts';
import { fixFolder } from './folder.ts';

vi.setConfig({ testTimeout: 60_000 });

const settingOf: JudgedSetting = {
  ...plainSetting,
  path: '.env',
  line: 1,
  column: 11,
  endLine: 1,
  endColumn: 29,
  host: 'mx1.old-dc.example',
  verdict: 'legacy',
};

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const POLICY = `legacy:
  - { host: mx1.old-dc.example, also: [192.0.2.25, "2001:db8::25", smtp.sendgrid.net], replacement: "relay.corp.example:587" }
  - { host: mx2.old-dc.example, replacement: relay.corp.example }
  - { host: mx3.old-dc.example, replacement: "relay.corp.example:465" }
  - { host: mx4.old-dc.example, replacement: "[2001:db8::587]:587" }
  - { host: mx5.old-dc.example }
`;

async function fixed(files: Readonly<Record<string, string | Uint8Array>>, keepCredentials = false) {
  const root = temporaryFolder();
  made.push(root);
  repositoryIn(root).write(files);
  const { policy } = loadPolicy(POLICY, '.smtp-scan.yml', () => undefined);
  if (!policy) throw new Error('the policy of the test cannot be used');
  const { files: changed, left } = await fixFolder({ root, policy, keepCredentials });
  return { changed, left: left.map(({ path, line, reason }) => `${path}:${line} ${reason}`) };
}

/** The text of a single file after the fix. */
async function textAfter(name: string, text: string | Uint8Array, keepCredentials = false): Promise<string> {
  const { changed, left } = await fixed({ [name]: text }, keepCredentials);
  expect(left).toEqual([]);
  const [file] = changed;
  if (!file) throw new Error('nothing was changed');
  const opened = openBytes(file.path, file.after);
  return typeof opened === 'string' ? '' : opened.source.text;
}

describe('host and port', () => {
  it.each([
    [
      '.env',
      'SMTP_HOST="mx1.old-dc.example" # old\r\nSMTP_PORT=25\r\n',
      'SMTP_HOST="relay.corp.example" # old\r\nSMTP_PORT=587\r\n',
    ],
    ['.env', 'SMTP_HOST=mx2.old-dc.example\nSMTP_PORT=25', 'SMTP_HOST=relay.corp.example\nSMTP_PORT=25'],
    ['.env', 'MAILER_DSN=smtp://mx1.old-dc.example\n', 'MAILER_DSN=smtp://relay.corp.example:587\n'],
    [
      '.env',
      'MAILER_DSN="smtps://MX1.old-dc.example:465?verify_peer=1"\n',
      'MAILER_DSN="smtp://relay.corp.example:587?verify_peer=1"\n',
    ],
    ['.env', 'MAILER_DSN=smtp://mx3.old-dc.example:25\n', 'MAILER_DSN=smtps://relay.corp.example:465\n'],
    ['.env', 'MAILER_DSN=smtp://mx4.old-dc.example:25\n', 'MAILER_DSN=smtp://[2001:db8::587]:587\n'],
    ['.env', 'MAILER_DSN=smtp://[2001:db8::25]:25\n', 'MAILER_DSN=smtp://relay.corp.example:587\n'],
    ['postfix/main.cf', 'relayhost = [mx1.old-dc.example]\n', 'relayhost = [relay.corp.example]:587\n'],
    ['postfix/main.cf', 'relayhost = mx1.old-dc.example\n', 'relayhost = relay.corp.example:587\n'],
    ['postfix/main.cf', 'relayhost = [mx1.old-dc.example]:smtp\n', 'relayhost = [relay.corp.example]:587\n'],
    [
      'config.yml',
      'smtp: { "host": "mx1\\u002eold-dc.example", port: 25 }\n',
      'smtp: { "host": "relay.corp.example", port: 587 }\n',
    ],
    [
      'config.json',
      '{"smtp":{"host":"mx1.old\\u002ddc.example","port":25}}',
      '{"smtp":{"host":"relay.corp.example","port":587}}',
    ],
    [
      'application.properties',
      'spring.mail.host=mx1.old\\u002ddc.example\nspring.mail.port=25\n',
      'spring.mail.host=relay.corp.example\nspring.mail.port=587\n',
    ],
    [
      'compose.yml',
      'services:\n  shop:\n    environment:\n      - SMTP_HOST=mx1.old-dc.example\n      - SMTP_PORT=25\n',
      'services:\n  shop:\n    environment:\n      - SMTP_HOST=relay.corp.example\n      - SMTP_PORT=587\n',
    ],
  ])('%s: %j', async (name, before, wanted) => {
    expect(await textAfter(name, before)).toBe(wanted);
  });

  it('defaults of variables change like what is written in place', async () => {
    const text = (host: string, port: number): string =>
      `import nodemailer from 'nodemailer';\nnodemailer.createTransport({ host: process.env.SMTP_HOST ?? '${host}', port: process.env.SMTP_PORT ?? ${port} });\n`;
    expect(await textAfter('mail.js', text('mx1.old-dc.example', 25))).toBe(text('relay.corp.example', 587));
  });

  it('a port in another file changes with the host', async () => {
    const { changed, left } = await fixed({
      'mail.js': `import nodemailer from 'nodemailer';\nimport { PORT } from './ports.js';\nnodemailer.createTransport({ host: 'mx1.old-dc.example', port: PORT });\n`,
      'ports.js': 'export const PORT = 25;\n',
    });
    expect(left).toEqual([]);
    expect(changed.map(({ path, after: bytes }) => [path, bytes.toString()])).toEqual([
      ['mail.js', expect.stringContaining("host: 'relay.corp.example', port: PORT")],
      ['ports.js', 'export const PORT = 587;\n'],
    ]);
  });
});

describe('TLS goes with the port', () => {
  const node = (host: string, port: number, secure: boolean): string =>
    `require('nodemailer').createTransport({ host: '${host}', port: ${port}, secure: ${secure} });\n`;
  it('from the first byte to STARTTLS and back', async () => {
    expect(await textAfter('a.js', node('mx1.old-dc.example', 465, true))).toBe(node('relay.corp.example', 587, false));
    expect(await textAfter('a.js', node('mx3.old-dc.example', 587, false))).toBe(node('relay.corp.example', 465, true));
  });

  it('both switches of Django, in its own spelling', async () => {
    const django = (host: string, port: number, tls: string, ssl: string): string =>
      `EMAIL_HOST = '${host}'\nEMAIL_PORT = ${port}\nEMAIL_USE_TLS = ${tls}\nEMAIL_USE_SSL = ${ssl}\n`;
    expect(await textAfter('settings.py', django('mx3.old-dc.example', 587, 'True', 'False'))).toBe(
      django('relay.corp.example', 465, 'False', 'True'),
    );
  });

  it('is left when nothing asks for it, or a word is not sure', async () => {
    expect((await fixed({ 'postfix/main.cf': 'relayhost = [mx3.old-dc.example]:25\n' })).left).toEqual([
      'postfix/main.cf:1 transport',
    ]);
    expect((await fixed({ '.env': 'SMTP_HOST=mx1.old-dc.example\nSMTP_PORT=465\nSMTP_TLS=TLS\n' })).left).toEqual([
      '.env:1 transport',
    ]);
  });
});

describe('encodings and escapes', () => {
  const text = 'Grüße an alle\r\nSMTP_HOST=mx1.old-dc.example\rSMTP_PORT=25\n';
  const wanted = 'Grüße an alle\r\nSMTP_HOST=relay.corp.example\rSMTP_PORT=587\n';
  it.each([
    ['UTF-8', Buffer.from(text), Buffer.from(wanted)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${wanted}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${wanted}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), Buffer.from(`\ufeff${wanted}`, 'utf16le').swap16()],
    ['latin1', Buffer.from(text, 'latin1'), Buffer.from(wanted, 'latin1')],
  ])('%s', async (_, before, bytes) => {
    const { changed } = await fixed({ '.env': before });
    expect(changed[0]?.after).toEqual(bytes);
  });

  it('values of Secrets are encoded anew, with what else they hold', async () => {
    const base64 = (value: string): string => Buffer.from(value).toString('base64');
    const secret = (host: string, port: string, url: string): string =>
      `apiVersion: v1\nkind: Secret\ndata:\n  SMTP_HOST: ${base64(host)}\n  SMTP_PORT: ${base64(port)}\n  MAILER_DSN: "${base64(url)}"\n`;
    expect(
      await textAfter('k8s/mail.yaml', secret('mx1.old-dc.example\n', '25', 'smtp://mx1.old-dc.example:25/?a=ü')),
    ).toBe(secret('relay.corp.example\n', '587', 'smtp://relay.corp.example:587/?a=ü'));
  });
});

describe('names of services', () => {
  it('become host and port where the options are written in place', async () => {
    const { changed, left } = await fixed({
      'a.js': `require('nodemailer').createTransport({ service: "SendGrid", auth: { user: 'apikey', pass: process.env.KEY } });\n`,
    });
    expect(left).toEqual([]);
    expect(changed[0]?.after.toString()).toContain(`({ host: "relay.corp.example", port: 587, auth:`);
  });

  it.each([
    [
      'a host beside it',
      'a.js',
      `require('nodemailer').createTransport({ service: 'SendGrid', host: process.env.H });\n`,
    ],
    ['in a variable', 'a.js', `const service = 'SendGrid';\nrequire('nodemailer').createTransport({ service });\n`],
  ])('stay with %s', async (_, name, text) => {
    const { changed, left } = await fixed({ [name]: text });
    expect(changed).toEqual([]);
    expect(left).toEqual([expect.stringMatching(/^a\.js:1 service$/)]);
  });
});

describe('what is left for a person', () => {
  const express = (host: string, rest: string): string =>
    `const nodemailer = require('nodemailer');\n${rest}nodemailer.createTransport({ host: ${host}, port: 25 });\n`;
  it.each([
    ['no replacement', { '.env': 'SMTP_HOST=mx5.old-dc.example\n' }, '.env:1 no-replacement'],
    ['a joined host', { 'a.js': express("'mx1.' + DOMAIN", "const DOMAIN = 'old-dc.example';\n") }, 'a.js:3 joined'],
    [
      'credentials',
      { '.env': 'SMTP_HOST=mx1.old-dc.example\nSMTP_PORT=25\nSMTP_PASSWORD=kx7Rw2pQ\n' },
      '.env:1 credentials',
    ],
    ['no port', { '.env': 'SMTP_HOST=mx1.old-dc.example\n' }, '.env:1 port'],
    [
      'a port of an unknown variable',
      { '.env': 'SMTP_HOST=mx1.old-dc.example\nSMTP_PORT=$MAIL_PORT\n' },
      '.env:1 port',
    ],
    [
      'a file that is not to be edited',
      {
        'config/mail.php':
          "<?php\n// Do not edit this file unless you keep it up to date yourself.\nreturn ['mailers' => ['smtp' => ['transport' => 'smtp', 'host' => env('MAIL_HOST', 'mx2.old-dc.example')]]];\n",
      },
      'config/mail.php:3 hands-off',
    ],
    [
      'a generated file',
      { '.env': '# Generated automatically, do not edit\nSMTP_HOST=mx2.old-dc.example\n' },
      '.env:2 generated',
    ],
    [
      'a database',
      { 'seed.sql': "INSERT INTO settings (name, value) VALUES ('smtp_host', 'mx2.old-dc.example');\n" },
      'seed.sql:1 database',
    ],
    [
      'two wishes for one port',
      {
        'a.py':
          "import smtplib\nPORT = 25\nsmtplib.SMTP('mx1.old-dc.example', PORT)\nsmtplib.SMTP('ok.corp.example', PORT)\n",
      },
      'a.py:3 conflict',
    ],
  ])('%s', async (_, files, place) => {
    expect(await fixed(files)).toEqual({ changed: [], left: [place] });
  });

  it('a port that a variable may decide, beside a host that is written down', async () => {
    const text =
      "require('nodemailer').createTransport({ host: 'mx1.old-dc.example', port: process.env.OUT ?? 25 });\n";
    expect(await fixed({ 'a.js': text })).toEqual({ changed: [], left: ['a.js:1 port'] });
  });

  it('credentials stay where they hold at the new relay, too', async () => {
    const dsn = (host: string): string => `MAILER_DSN=smtp://shop:kx7Rw2pQ%21@${host}:587\n`;
    expect(await textAfter('.env', dsn('mx1.old-dc.example'), true)).toBe(dsn('relay.corp.example'));
  });

  it('says what to do, and never shows a secret', () => {
    const words = adviceOf('credentials', settingOf, { host: 'relay.corp.example', port: 587, tls: 'optional' });
    expect(words).toBe(
      'mx1.old-dc.example stays: a password of the old relay is written beside it: put that of relay.corp.example:587 there and change the host with it (--keep-credentials when the same ones hold)',
    );
  });
});
