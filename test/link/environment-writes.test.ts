/** Variables of the environment that a program sets itself: the literal is found, with the way from where the variable is read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';

type Files = Readonly<Record<string, string>>;

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'Python, in the same and in another file',
    {
      'a.py':
        'import os, smtplib\nos.environ["XYZ_NODE"] = "one.setenv.example"\nos.environ.setdefault("ABC_NODE", "two.setenv.example")\ns = smtplib.SMTP(os.environ["XYZ_NODE"])\nt = smtplib.SMTP(os.environ["ABC_NODE"])\nu = smtplib.SMTP(os.environ["DEF_NODE"])\n',
      'settings_env.py': 'import os\nos.environ["DEF_NODE"] = "three.setenv.example"\n',
    },
    ['one.setenv.example a.py:2', 'two.setenv.example a.py:3', 'three.setenv.example settings_env.py:2'],
  ],
  [
    '.NET',
    {
      'F.cs':
        'using System; using System.Net.Mail;\nclass F { void G() { Environment.SetEnvironmentVariable("FF_NODE", "eleven.setenv.example"); new SmtpClient(Environment.GetEnvironmentVariable("FF_NODE")); } }\n',
    },
    ['eleven.setenv.example F.cs:2'],
  ],
  [
    'Node',
    {
      'b.js':
        "const n = require('nodemailer');\nprocess.env.BB_NODE = 'four.setenv.example';\nprocess.env.BC_NODE ||= 'five.setenv.example';\nn.createTransport({ host: process.env.BB_NODE });\nn.createTransport({ host: process.env.BC_NODE });\n",
    },
    ['four.setenv.example b.js:2', 'five.setenv.example b.js:3'],
  ],
  [
    'PHP',
    {
      'c.php':
        "<?php\nputenv('CC_NODE=six.setenv.example');\n$_ENV['CD_NODE'] = 'seven.setenv.example';\n$m = new PHPMailer(); $m->Host = getenv('CC_NODE');\n$o = new PHPMailer(); $o->Host = $_ENV['CD_NODE'];\n",
    },
    ['six.setenv.example c.php:2', 'seven.setenv.example c.php:3'],
  ],
  [
    'Ruby',
    {
      'd.rb':
        "require 'net/smtp'\nENV['DD_NODE'] = 'eight.setenv.example'\nENV['DE_NODE'] ||= 'nine.setenv.example'\nNet::SMTP.start(ENV['DD_NODE'], 25) { }\nNet::SMTP.start(ENV['DE_NODE'], 25) { }\n",
    },
    ['eight.setenv.example d.rb:2', 'nine.setenv.example d.rb:3'],
  ],
  [
    'Go',
    {
      'e.go':
        'package main\n\nimport (\n\t"net/smtp"\n\t"os"\n)\n\nfunc main() {\n\tos.Setenv("EE_NODE", "ten.setenv.example:25")\n\tsmtp.SendMail(os.Getenv("EE_NODE"), nil, "a", nil, nil)\n}\n',
    },
    ['ten.setenv.example e.go:9'],
  ],
  [
    'Rust',
    {
      'g.rs':
        'use lettre::SmtpTransport;\nfn main() { std::env::set_var("GG_NODE", "twelve.setenv.example"); let m = SmtpTransport::relay(&std::env::var("GG_NODE").unwrap()).unwrap().build(); }\n',
    },
    ['twelve.setenv.example g.rs:2'],
  ],
  [
    'Perl',
    {
      'h.pl': "use Net::SMTP;\n$ENV{HH_NODE} = 'thirteen.setenv.example';\nmy $s = Net::SMTP->new($ENV{HH_NODE});\n",
    },
    ['thirteen.setenv.example h.pl:2'],
  ],
  [
    'PowerShell',
    {
      'i.ps1': "$env:II_NODE = 'fourteen.setenv.example'\nSend-MailMessage -SmtpServer $env:II_NODE -To a@b.c\n",
    },
    ['fourteen.setenv.example i.ps1:1'],
  ],
  [
    'Elixir',
    {
      'j.exs':
        'System.put_env("JJ_NODE", "fifteen.setenv.example")\nconfig :app, App.Mailer, adapter: Swoosh.Adapters.SMTP, relay: System.get_env("JJ_NODE")\n',
    },
    ['fifteen.setenv.example j.exs:1'],
  ],
  [
    'a variable of another name, and one that only a test sets',
    {
      'mail.py':
        'import os, smtplib\nos.environ["OTHER_NODE"] = "other.setenv.example"\ns = smtplib.SMTP(os.environ["KL_NODE"])\n',
      'tests/test_mail.py': 'import os\nos.environ["KL_NODE"] = "double.setenv.example"\n',
    },
    [],
  ],
];

test.each(CASES)('%s', async (_, files, expected) => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'environment-writes-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const { settings } = await collect({ root, jobs: 1 });
    const found = settings.flatMap(({ host, path: file, line, trail }) =>
      host === null ? [] : [{ at: `${host} ${file}:${line}`, steps: trail.length }],
    );
    expect(found.map(({ at }) => at).sort()).toEqual([...expected].sort());
    expect(found.every(({ steps }) => steps > 1)).toBe(true);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
