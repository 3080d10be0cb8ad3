/**
 * One host, written in every syntax that settings are written in, crossed with line ends, byte order marks and text outside
 * ASCII before it. Each is found once, and its range is the host's own letters.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Setting } from '../src/model/setting.ts';
import { collect } from '../src/scan/collect.ts';
import { decode } from '../src/text/decode.ts';

const HOST = 'smtp.corp.example';

/** `NOTE` stands where a file may hold any text: a comment, or another value. */
const syntaxes: Readonly<Record<string, { readonly file: string; readonly text: string }>> = {
  'env: plain': { file: '.env', text: `# NOTE\nSMTP_HOST=${HOST}\nSMTP_PORT=587\n` },
  'env: single quotes': { file: '.env', text: `# NOTE\nSMTP_HOST='${HOST}'\n` },
  'env: double quotes': { file: '.env', text: `# NOTE\nSMTP_HOST="${HOST}"\n` },
  'env: export': { file: '.env', text: `# NOTE\nexport SMTP_HOST=${HOST}\n` },
  'env: comment behind': { file: '.env', text: `APP_NAME="NOTE"\nSMTP_HOST=${HOST} # main\n` },
  'env: host and port': { file: '.env', text: `# NOTE\nSMTP_HOST=${HOST}:587\n` },
  'env: URL': { file: '.env', text: `# NOTE\nMAILER_DSN=smtps://user:p%40ss@${HOST}:465/?verify=1\n` },
  'env: last line without end': { file: '.env', text: `# NOTE\nSMTP_HOST=${HOST}` },
  'yaml: map': { file: 'app.yml', text: `# NOTE\nsmtp:\n  host: ${HOST}\n  port: 587\n` },
  'yaml: single quotes': { file: 'app.yml', text: `# NOTE\nsmtp:\n  host: '${HOST}'\n` },
  'yaml: double quotes': { file: 'app.yml', text: `# NOTE\nsmtp:\n  host: "${HOST}" # main\n` },
  'yaml: flow map': { file: 'app.yml', text: `smtp: { name: "NOTE", host: ${HOST}, port: 587 }\n` },
  'yaml: list of assignments': {
    file: 'compose.yml',
    text: `services:\n  app:\n    environment:\n      - APP_NAME=NOTE\n      - SMTP_HOST=${HOST}\n`,
  },
  'yaml: quoted assignment': {
    file: 'compose.yml',
    text: `# NOTE\nservices:\n  app:\n    environment:\n      - "SMTP_HOST=${HOST}"\n`,
  },
  'yaml: default of a variable': {
    file: 'compose.yml',
    text: `# NOTE\nservices:\n  app:\n    environment:\n      SMTP_HOST: \${SMTP_HOST:-${HOST}}\n`,
  },
  'yaml: quoted default': {
    file: 'compose.yml',
    text: `# NOTE\nservices:\n  app:\n    environment:\n      SMTP_HOST: "\${RELAY-${HOST}}"\n`,
  },
  'yaml: name and value': {
    file: 'pod.yaml',
    text: `# NOTE\nspec:\n  containers:\n    - env:\n        - name: SMTP_HOST\n          value: "${HOST}"\n`,
  },
  'yaml: anchor': {
    file: 'app.yml',
    text: `# NOTE\nx-mail: &mail\n  SMTP_HOST: ${HOST}\nservices:\n  app:\n    environment:\n      <<: *mail\n`,
  },
  'yaml: anchored scalar': { file: 'app.yml', text: `# NOTE\nrelay: &relay ${HOST}\nsmtp:\n  host: *relay\n` },
  'yaml: env file in a block': {
    file: 'config.yaml',
    text: `# NOTE\nkind: ConfigMap\ndata:\n  app.env: |\n    APP=1\n    SMTP_HOST=${HOST}\n`,
  },
  'json: object': { file: 'app.json', text: `{\n  "name": "NOTE",\n  "smtp": { "host": "${HOST}", "port": 587 }\n}\n` },
  'json: one line': { file: 'app.json', text: `{"name":"NOTE","smtp":{"host":"${HOST}"}}` },
  'json: comments': { file: 'app.jsonc', text: `{\n  // NOTE\n  "smtp": { "host": "${HOST}", },\n}\n` },
  'ini: section': { file: 'app.ini', text: `; NOTE\n[smtp]\nhost = ${HOST}\nport = 587\n` },
  'ini: quoted': { file: 'app.ini', text: `; NOTE\n[smtp]\nhost="${HOST}"\n` },
  'properties: equals sign': { file: 'app.properties', text: `# NOTE\nmail.smtp.host=${HOST}\n` },
  'properties: colon': { file: 'app.properties', text: `# NOTE\nspring.mail.host: ${HOST}\n` },
  'properties: default': { file: 'app.properties', text: `# NOTE\nspring.mail.host=\${MAIL_HOST:${HOST}}\n` },
  'toml: table': { file: 'app.toml', text: `# NOTE\n[smtp]\nhost = "${HOST}"\nport = 587\n` },
  'toml: inline table': { file: 'app.toml', text: `smtp = { name = "NOTE", host = '${HOST}' }\n` },
  'xml: attribute': {
    file: 'web.config',
    text: `<?xml version="1.0"?>\n<!-- NOTE -->\n<configuration><system.net><mailSettings><smtp><network host="${HOST}" port="587"/></smtp></mailSettings></system.net></configuration>\n`,
  },
  'xml: element': {
    file: 'logback.xml',
    text: `<configuration>\n  <!-- NOTE -->\n  <appender name="mail"><smtpHost>${HOST}</smtpHost></appender>\n</configuration>\n`,
  },
  'dockerfile: ENV with equals sign': { file: 'Dockerfile', text: `FROM alpine\nENV NAME="NOTE" SMTP_HOST=${HOST}\n` },
  'dockerfile: ENV with space': { file: 'Dockerfile', text: `# NOTE\nFROM alpine\nENV SMTP_HOST ${HOST}\n` },
  'dockerfile: ARG': { file: 'Dockerfile', text: `# NOTE\nFROM alpine\nARG SMTP_HOST="${HOST}"\n` },
  'hcl: block': {
    file: 'main.tf',
    text: `# NOTE\nresource "keycloak_realm" "r" {\n  smtp_server {\n    host = "${HOST}"\n  }\n}\n`,
  },
  'php: array': {
    file: 'mail.php',
    text: `<?php\n// NOTE\nreturn ['smtp' => ['host' => '${HOST}', 'port' => 587]];\n`,
  },
  'php: same line': { file: 'mail.php', text: `<?php return ['name' => 'NOTE', 'smtp' => ['host' => "${HOST}"]];\n` },
  'php: define': { file: 'wp-config.php', text: `<?php /* NOTE */ define('WPMS_SMTP_HOST', '${HOST}');\n` },
  'javascript: object': {
    file: 'mail.js',
    text: `// NOTE\nmodule.exports = { smtp: { host: '${HOST}', port: 587 } };\n`,
  },
  'javascript: call': {
    file: 'mail.js',
    text: `const { createTransport } = require('nodemailer');\nexport const t = createTransport({ name: 'NOTE', host: \`${HOST}\`, port: 587 });\n`,
  },
  'javascript: URL argument': {
    file: 'mail.js',
    text: `import nodemailer from 'nodemailer';\n/* NOTE */ nodemailer.createTransport('smtps://user:pass@${HOST}/?pool=true');\n`,
  },
  'typescript: default': {
    file: 'mail.ts',
    text: `// NOTE\nexport const smtp = { host: (process.env.SMTP_HOST as string) ?? '${HOST}' };\n`,
  },
  'python: assignment': { file: 'settings.py', text: `# NOTE\nEMAIL_HOST = '${HOST}'\n` },
  'python: dictionary': { file: 'settings.py', text: `NAME = {'name': 'NOTE', 'smtp': {'host': "${HOST}"}}\n` },
  'python: call argument': { file: 'mail.py', text: `import smtplib\n# NOTE\nserver = smtplib.SMTP('${HOST}', 587)\n` },
  'python: default': {
    file: 'mail.py',
    text: `import os\n# NOTE\nSMTP_HOST = os.environ.get('SMTP_HOST', '${HOST}')\n`,
  },
  'ruby: hash': {
    file: 'production.rb',
    text: `# NOTE\nconfig.action_mailer.smtp_settings = { address: '${HOST}', port: 587 }\n`,
  },
  'ruby: hash rockets': {
    file: 'production.rb',
    text: `# NOTE\nActionMailer::Base.smtp_settings = { :domain => "NOTE", :address => "${HOST}" }\n`,
  },
  'go: struct': {
    file: 'mail.go',
    text: `package mail\n\n// NOTE\nvar smtpConfig = Config{Name: "NOTE", SMTPHost: "${HOST}", SMTPPort: 587}\n`,
  },
  'go: host and port argument': {
    file: 'mail.go',
    text: `package mail\n\nimport "net/smtp"\n\nfunc send() error {\n\t// NOTE\n\treturn smtp.SendMail("${HOST}:587", nil, "a", nil, nil)\n}\n`,
  },
  'java: call': {
    file: 'Mail.java',
    text: `class Mail {\n  void f(java.util.Properties p) {\n    /* NOTE */ p.put("mail.smtp.host", "${HOST}");\n  }\n}\n`,
  },
  'csharp: call': {
    file: 'Mail.cs',
    text: `using System.Net.Mail;\nclass Mail {\n  // NOTE\n  SmtpClient c = new SmtpClient("${HOST}", 587);\n}\n`,
  },
  'rust: call': {
    file: 'mail.rs',
    text: `use lettre::SmtpTransport;\n// NOTE\nfn f() { let m = SmtpTransport::relay("${HOST}"); }\n`,
  },
  'elixir: keywords': {
    file: 'prod.exs',
    text: `import Config\n# NOTE\nconfig :app, App.Mailer, adapter: Swoosh.Adapters.SMTP, relay: "${HOST}", port: 587\n`,
  },
  'shell: assignment': { file: 'run.sh', text: `#!/bin/sh\n# NOTE\nexport SMTP_HOST="${HOST}"\n` },
  'shell: option': { file: 'run.sh', text: `#!/bin/sh\necho 'NOTE'\nswaks --server ${HOST}:587 --to a@b.example\n` },
  'postfix: brackets': { file: 'main.cf', text: `# NOTE\nrelayhost = [${HOST}]:587\n` },
};

const ABROAD = 'Größe, 宛先, 😀';
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

/** What every syntax is crossed with: the text as it lies on the disk. */
const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  plain: (text) => Buffer.from(text),
  CRLF: (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  BOM: (text) => Buffer.from(`\ufeff${text}`),
  'outside ASCII': (text) => Buffer.from(text.replaceAll('NOTE', ABROAD)),
  'CRLF, BOM and outside ASCII': (text) =>
    Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n').replaceAll('NOTE', ABROAD)}`),
  'UTF-16': (text) => utf16(text.replaceAll('NOTE', ABROAD)),
};

const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-matrix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lay(root: string, encode: (text: string) => Buffer): void {
  for (const [index, { file, text }] of Object.values(syntaxes).entries()) {
    const place = path.join(root, String(index), file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, encode(text));
  }
}

/** Where the host stands in the decoded text, counted here and not by the code under test. */
function placeOf(bytes: Buffer): { line: number; column: number; endLine: number; endColumn: number } {
  const decoded = decode(bytes);
  const lines = 'binary' in decoded ? [] : decoded.text.split(/\r\n|\n/);
  const at = lines.findIndex((line) => line.includes(HOST));
  const column = (lines[at] ?? '').indexOf(HOST) + 1;
  return { line: at + 1, column, endLine: at + 1, endColumn: column + HOST.length };
}

describe.each(Object.entries(encodings))('%s', (name, encode) => {
  const root = path.join(folder, name.replaceAll(/\W/g, '-'));
  let settings: readonly Setting[] = [];
  beforeAll(async () => {
    lay(root, encode);
    ({ settings } = await collect({ root, jobs: 1 }));
  }, 60_000);

  it.each(
    Object.entries(syntaxes).map(([syntax, { file, text }], index) => ({ syntax, text, place: `${index}/${file}` })),
  )('$syntax', ({ text, place }) => {
    const found = settings.filter((setting) => setting.path === place && setting.host !== null);
    expect(
      found.map(({ host, line, column, endLine, endColumn }) => ({ host, line, column, endLine, endColumn })),
    ).toEqual([{ host: HOST, ...placeOf(encode(text)) }]);
  });
});
