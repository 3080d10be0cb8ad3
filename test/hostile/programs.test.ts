/** Programs that hide a host, a key or a library; and what programs do with hosts that is no hiding. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import { underPolicy } from '../../src/cli/root.ts';
import { requestFor } from '../guarded.ts';
import { type Files, repositoryIn, temporaryFolder } from '../repository.ts';
import { EVIL, hidden, shown, unread } from './programs.ts';

// Git is started, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const POLICY = `approved: [new-relay.corp.example, new-${EVIL}]\n`;

/** What people write, and what is read from outside. */
const ordinary: Readonly<Record<string, Files>> = {
  'js, base64 out of the environment': {
    'app/m.js': `require('nodemailer').createTransport({ host: Buffer.from(process.env.SMTP_HOST, 'base64').toString() });\n`,
  },
  'js, an address taken apart': {
    'app/m.js': `const [host, port] = (process.env.RELAY || 'new-relay.corp.example:25').split(':');\nrequire('nodemailer').createTransport({ host, port });\n`,
  },
  'js, a default without its scheme': {
    'app/m.js': `const host = (process.env.RELAY || 'smtp://new-relay.corp.example').replace(/^smtp:\\/\\//, '');\nrequire('nodemailer').createTransport({ host });\n`,
  },
  'js, a setting of a database': {
    'app/m.js': `async function send(db) {\n  const row = await db.get("SELECT value FROM settings WHERE name = 'smtp_host'");\n  require('nodemailer').createTransport({ host: row.value });\n}\n`,
  },
  'js, a setting by its name': {
    'app/m.js': `const { getSetting } = require('./settings');\nrequire('nodemailer').createTransport({ host: getSetting('smtp_host') });\n`,
  },
  'js, decrypted configuration': {
    'app/m.js': `const { decrypt } = require('./crypto');\nconst config = require('./config');\nrequire('nodemailer').createTransport({ host: decrypt(config.mail.host) });\n`,
  },
  'kotlin, a text with a look-up of its own': {
    'app/M.kt': `import org.apache.commons.mail.SimpleEmail\n\nfun send() {\n  val email = SimpleEmail()\n  email.hostName = "smtp_host".setting()\n}\n`,
  },
  'js, the first that answers': {
    'app/m.js': `const { isUp } = require('./probe');\nconst relays = ['new-relay.corp.example', 'new-out.evil-corp.com'];\nrequire('nodemailer').createTransport({ host: relays.find((one) => isUp(one)) });\n`,
  },
  'python, base64 out of the environment': {
    'app/m.py': `import base64, os, smtplib\nsmtplib.SMTP(base64.b64decode(os.environ["SMTP_HOST_B64"]).decode())\n`,
  },
  'python, a parameter': {
    'app/m.py': `import smtplib\ndef send(host):\n    smtplib.SMTP(host.strip().lower().replace(" ", ""))\n`,
  },
  'python, the domain of a recipient': {
    'app/m.py': `import smtplib\ndef send(to):\n    smtplib.SMTP("mx." + to.split("@")[-1])\n`,
  },
  'php, a row of a database': {
    'app/m.php': `<?php\n$row = $db->query("SELECT * FROM settings")->fetch();\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = base64_decode($row['smtp_host']);\n`,
  },
  'php, a list out of configuration': {
    'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = implode(';', $config['smtp_hosts']);\n`,
  },
  'bash, a secret of the cluster': {
    'deploy/run.sh': `#!/bin/bash\nexport SMTP_HOST=$(kubectl get secret mail -o jsonpath='{.data.host}' | base64 -d)\n`,
  },
  'bash, the own name': { 'deploy/run.sh': `#!/bin/bash\nexport SMTP_HOST="smtp.$(hostname -d | tr A-Z a-z)"\n` },
  'ruby, an approved name joined': {
    'app/m.rb': `require 'net/smtp'\nNet::SMTP.start(['new-relay', 'corp', 'example'].join('.'), 25)\n`,
  },
};

const folderOf = (kind: string, index: number): string => `${kind}${index}`;

interface Stop {
  readonly rule: string;
  readonly host: string | null | undefined;
}

/** By folder: all inputs are scanned at once, each in a folder of its own. */
const stops = new Map<string, Stop[]>();
const unreadFolders = new Set<string>();
let root = '';

const filesOf = (kind: string, inputs: Readonly<Record<string, Files>>): Files =>
  Object.fromEntries(
    Object.values(inputs).flatMap((files, index) =>
      Object.entries(files).map(([name, content]) => [`${folderOf(kind, index)}/${name}`, content]),
    ),
  );

beforeAll(async () => {
  root = temporaryFolder();
  const repository = repositoryIn(root);
  repository.commit({ '.smtp-scan.yml': POLICY });
  repository.git('switch', '-q', '-c', 'topic');
  repository.commit({
    ...filesOf('shown', shown),
    ...filesOf('hidden', hidden),
    ...filesOf('unread', unread),
    ...filesOf('ordinary', ordinary),
  });
  const { result } = await guardedScan(
    requestFor(root, { ...underPolicy({ root, paths: [] }, 'main'), policyRef: 'main', range: { base: 'main' } }),
  );
  for (const { path: file, failed } of result.diagnostics)
    if (failed) unreadFolders.add(file.slice(0, file.indexOf('/')));
  for (const { rule, level, path: file, setting } of result.findings) {
    if (level !== 'error') continue;
    const folder = file.slice(0, file.indexOf('/'));
    const host = setting === null ? undefined : result.settings[setting]?.host;
    stops.set(folder, [...(stops.get(folder) ?? []), { rule, host }]);
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const stopsOf = (kind: string, index: number): readonly Stop[] => stops.get(folderOf(kind, index)) ?? [];
const numbered = (inputs: Readonly<Record<string, Files>>): [string, number][] =>
  Object.keys(inputs).map((name, index) => [name, index]);

describe('a host is found that is written as', () => {
  it.each(numbered(shown))('%s', (_, index) => {
    expect(stopsOf('shown', index).map(({ host }) => host)).toContain(EVIL);
  });
});

describe('a host is said to be hidden that is written as', () => {
  it.each(numbered(hidden))('%s', (_, index) => {
    expect(stopsOf('hidden', index).map(({ rule }) => rule)).toContain('hidden-relay');
  });
});

describe('a file is said to be read in part with', () => {
  it.each(numbered(unread))('%s', (_, index) => {
    expect(unreadFolders).toContain(folderOf('unread', index));
  });
});

describe('nothing is hidden in', () => {
  it.each(numbered(ordinary))('%s', (_, index) => {
    expect(stopsOf('ordinary', index)).toEqual([]);
  });
});
