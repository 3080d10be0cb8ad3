/** Sources that go round in circles end in what is known, not in a hang or a failure. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';
import { temporaryFolder } from '../repository.ts';

type Files = Readonly<Record<string, string>>;

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;

async function scan(files: Files) {
  count += 1;
  const folder = `${root}/${count}`;
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(`${folder}/${name}`, content);
  const { settings, diagnostics } = await collect({ root: folder, jobs: 1 });
  return { hosts: settings.map((setting) => setting.host), diagnostics };
}

const GO_METHOD = `package config

func (c *Config) inherit() {
	*c.Global = DefaultGlobalConfig()
	ec.Smarthost = cmp.Or(ec.Smarthost, c.Global.SMTPSmarthost)
	mail.SmtpHost = "smtp.corp.example"
}

func DefaultGlobalConfig() GlobalConfig {
	return GlobalConfig{}
}

func (c *GlobalConfig) UnmarshalYAML(unmarshal func(any) error) error {
	*c = DefaultGlobalConfig()
}
`;

const CASES: Readonly<Record<string, Files>> = {
  'a receiver that a method of its own type replaces': { 'config.go': GO_METHOD },
  'a field that is its own parent': {
    'mail.py':
      'class Mail:\n    def __init__(self):\n        self.parent = self.parent.parent\n        self.smtp_host = self.parent.smtp_host\n\nsmtp_host = "smtp.corp.example"\nother = {"smtp_host": Mail().parent.smtp_host}\n',
  },
  'functions that call each other': {
    'mail.js':
      "const a = (n) => b(n) || 'smtp.corp.example';\nconst b = (n) => a(n);\nconst mail = { smtpHost: a(1) };\nexports.mail = mail;\n",
  },
  'modules that import each other': {
    'a.js':
      "import { host } from './b.js';\nexport const smtpHost = host;\nexport const fallback = 'smtp.corp.example';\n",
    'b.js':
      "import { smtpHost, fallback } from './a.js';\nexport const host = smtpHost ?? fallback;\nexport const mail = { smtpHost: host };\n",
  },
  'an anchor within itself': {
    'mail.yml': 'a: &a\n  smtp_host: smtp.corp.example\n  inner: *a\n',
  },
};

test.each(Object.entries(CASES))('%s', async (_, files) => {
  const { hosts, diagnostics } = await scan(files);
  expect(hosts).toContain('smtp.corp.example');
  expect(diagnostics).toEqual([]);
});

test('a table of 10,000 hosts is read in one go', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `  { smtpHost: 'smtp${index}.corp.example', port: 25 },`);
  const { hosts, diagnostics } = await scan({ 'hosts.ts': `export const hosts = [\n${rows.join('\n')}\n];\n` });
  expect(diagnostics).toEqual([]);
  expect(hosts).toHaveLength(10_000);
}, 60_000);

test('a relay that may be more others than are followed is an open use, and the scan is complete', async () => {
  const choice = Array.from({ length: 40 }, (_, index) => `x === ${index} ? 'smtp${index}.corp.example' : `).join('');
  const mailer = "import n from 'nodemailer';\n";
  const { hosts, diagnostics } = await scan({
    'mail.js': `${mailer}const host = ${choice}'last.corp.example';\nn.createTransport({\n  host,\n});\n`,
  });
  expect(diagnostics).toEqual([]);
  expect(hosts).toContain('smtp0.corp.example');
  expect(hosts).toContain(null);
});

test('too many values of something else are nobody’s business', async () => {
  const choice = Array.from({ length: 40 }, (_, index) => `x === ${index} ? 'text ${index}' : `).join('');
  const { hosts, diagnostics } = await scan({
    'mail.js': `import n from 'nodemailer';\nn.createTransport({ host: 'smtp.corp.example', name: ${choice}'last' });\n`,
  });
  expect(diagnostics).toEqual([]);
  expect(hosts).toEqual(['smtp.corp.example']);
});

test('in minified code a call of another function of the same short name passes nothing', async () => {
  const send = 'require("nodemailer").createTransport({host:t})';
  const { hosts } = await scan({
    'a.js': `(function(){function e(t){${send}}e("smtp.corp.example")})();(function(e){e("other.corp.example")})(function(){});`,
  });
  expect(hosts).toEqual(['smtp.corp.example']);
});

test('a function that another one is given under the same name is called there', async () => {
  const { hosts } = await scan({
    'a.js': `const nodemailer = require('nodemailer');
function send(host) {
  nodemailer.createTransport({ host });
}
function run(send) {
  send('smtp.corp.example');
}
run(send);
`,
  });
  expect(hosts).toContain('smtp.corp.example');
});
