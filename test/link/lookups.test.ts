/** Configuration that frameworks look up by key: what answers it, in small trees written for each case. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';

type Files = Readonly<Record<string, string>>;

async function scanned(files: Files): Promise<string[]> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'lookups-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const { settings } = await collect({ root, jobs: 1 });
    return settings.flatMap(({ host, path: file, line, trail }) =>
      host === null ? [] : [`${host} ${file}:${line}${trail[0] ? ` < ${trail[0].path}:${trail[0].line}` : ''}`],
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const send = (host: string): string => `nodemailer.createTransport({ host: ${host} });\n`;

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'node-config: a dotted key of a JSON file',
    {
      'config/default.json': '{\n "out": { "gateway": "relay.a.example" }\n}\n',
      'src/mail.js': `const config = require('config');\nconst nodemailer = require('nodemailer');\n${send("config.get('out.gateway')")}`,
    },
    ['relay.a.example config/default.json:2 < src/mail.js:3'],
  ],
  [
    'node-config: a YAML file',
    {
      'config/production.yml': 'out:\n  gateway: relay.b.example\n',
      'src/mail.mjs': `import config from 'config';\nimport nodemailer from 'nodemailer';\n${send("config.get('out.gateway')")}`,
    },
    ['relay.b.example config/production.yml:2 < src/mail.mjs:3'],
  ],
  [
    'convict: the default in the schema and the variable it names',
    {
      'config.js':
        "const convict = require('convict');\nmodule.exports = convict({\n  out: { gateway: { format: String, default: 'relay.c.example', env: 'OUT_GATEWAY' } },\n});\n",
      'mail.js': `const config = require('./config');\nconst nodemailer = require('nodemailer');\n${send("config.get('out.gateway')")}`,
    },
    ['relay.c.example config.js:3 < mail.js:3'],
  ],
  [
    'envalid: the default of a variable',
    {
      'env.js':
        "const { cleanEnv, str } = require('envalid');\nmodule.exports = cleanEnv(process.env, {\n  OUT_GATEWAY: str({ default: 'relay.d.example' }),\n});\n",
      'mail.js': `const env = require('./env');\nconst nodemailer = require('nodemailer');\n${send('env.OUT_GATEWAY')}`,
    },
    ['relay.d.example env.js:3 < mail.js:3'],
  ],
  [
    'zod: a schema parsed from the environment',
    {
      'env.mjs':
        "import { z } from 'zod';\nconst schema = z.object({\n  OUT_GATEWAY: z.string().min(1).default('relay.e.example'),\n});\nexport const env = schema.parse(process.env);\n",
      'mail.mjs': `import { env } from './env.mjs';\nimport nodemailer from 'nodemailer';\n${send('env.OUT_GATEWAY')}`,
    },
    ['relay.e.example env.mjs:3 < mail.mjs:3'],
  ],
  [
    'NestJS: ConfigService and the env file',
    {
      '.env': 'OUT_GATEWAY=relay.f.example\n',
      'src/mail.service.ts':
        "import { Injectable } from '@nestjs/common';\nimport { ConfigService } from '@nestjs/config';\nimport * as nodemailer from 'nodemailer';\n\n@Injectable()\nexport class MailService {\n  constructor(private readonly settings: ConfigService) {}\n\n  transport() {\n    return nodemailer.createTransport({ host: this.settings.get<string>('OUT_GATEWAY') });\n  }\n}\n",
    },
    ['relay.f.example .env:1 < src/mail.service.ts:10'],
  ],
  [
    'pydantic: a field is the variable of its name, with a default',
    {
      '.env': 'OUT_GATEWAY=relay.g.example\n',
      'app/settings.py':
        "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    out_gateway: str = 'relay.default.example'\n    port: int = 25\n\n\nsettings = Settings()\n",
      'app/mail.py':
        'import smtplib\n\nfrom .settings import settings\n\nserver = smtplib.SMTP(settings.out_gateway, settings.port)\n',
    },
    ['relay.g.example .env:1 < app/mail.py:5', 'relay.default.example app/settings.py:5 < app/mail.py:5'],
  ],
  [
    'python-decouple and its settings.ini',
    {
      'settings.ini': '[settings]\nOUT_GATEWAY=relay.h.example\n',
      'mail.py': "import smtplib\nfrom decouple import config\n\nserver = smtplib.SMTP(config('OUT_GATEWAY'))\n",
    },
    ['relay.h.example settings.ini:2 < mail.py:4'],
  ],
  [
    'django-environ',
    {
      '.env': 'OUT_GATEWAY=relay.i.example\n',
      'settings.py':
        "import environ\n\nenv = environ.Env()\nenviron.Env.read_env()\nEMAIL_HOST = env.str('OUT_GATEWAY')\n",
    },
    ['relay.i.example .env:1 < settings.py:5'],
  ],
  [
    'configparser: get(section, option)',
    {
      'app.ini': '[delivery]\ngateway = relay.j.example\n',
      'mail.py':
        "import configparser\nimport smtplib\n\nparser = configparser.ConfigParser()\nparser.read('app.ini')\nserver = smtplib.SMTP(parser.get('delivery', 'gateway'))\n",
    },
    ['relay.j.example app.ini:2 < mail.py:6'],
  ],
  [
    'Spring: a placeholder and the property it names',
    { 'src/main/resources/application.properties': 'spring.mail.host=${out.gateway}\nout.gateway=relay.k.example\n' },
    ['relay.k.example src/main/resources/application.properties:2 < src/main/resources/application.properties:1'],
  ],
  [
    'Go: a constant of the same file',
    {
      'mail.go':
        'package mail\n\nimport "net/smtp"\n\nconst gateway = "relay.l.example"\n\nfunc send() error {\n\treturn smtp.SendMail(gateway+":25", nil, "a", nil, nil)\n}\n',
    },
    ['relay.l.example mail.go:5 < mail.go:8'],
  ],
];

test.each(CASES)('%s', async (_name, files, wanted) => {
  expect((await scanned(files)).sort()).toEqual([...wanted].sort());
});
