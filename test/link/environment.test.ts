/** Every way of a language to read a variable with a default: the default is found, and the variable named. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';

const HOST = 'relay.corp.example';

/** Around an expression, what hands mail to the host that it gives. */
const programs: Readonly<Record<string, { readonly file: string; readonly around: (value: string) => string }>> = {
  java: {
    file: 'Mail.java',
    around: (value) => `class Mail { void f(java.util.Properties p) { p.put("mail.smtp.host", ${value}); } }`,
  },
  kotlin: { file: 'Mail.kt', around: (value) => `fun f(p: Properties) { p.setProperty("mail.smtp.host", ${value}) }` },
  scala: {
    file: 'Mail.scala',
    around: (value) => `object Mail { def f(p: java.util.Properties) = p.put("mail.smtp.host", ${value}) }`,
  },
  groovy: { file: 'Mail.groovy', around: (value) => `props.put('mail.smtp.host', ${value})` },
  csharp: {
    file: 'Mail.cs',
    around: (value) => `using System.Net.Mail;\nclass Mail { SmtpClient c = new SmtpClient(${value}); }`,
  },
  go: {
    file: 'mail.go',
    around: (value) =>
      `package mail\nimport ("os"; "cmp"; "gopkg.in/gomail.v2")\nfunc f() { gomail.NewDialer(${value}, 587, "", "") }`,
  },
  rust: { file: 'mail.rs', around: (value) => `use std::env;\nfn f() { let m = SmtpTransport::relay(${value}); }` },
  elixir: {
    file: 'runtime.exs',
    around: (value) =>
      `import Config\nconfig :app, App.Mailer, adapter: Swoosh.Adapters.SMTP, relay: ${value}, port: 587`,
  },
  python: { file: 'mail.py', around: (value) => `import os, smtplib\nsmtplib.SMTP(${value})` },
  ruby: { file: 'mail.rb', around: (value) => `require 'net/smtp'\nNet::SMTP.start(${value}, 25)` },
  php: {
    file: 'mail.php',
    around: (value) => `<?php\nuse PHPMailer\\PHPMailer\\PHPMailer;\n$mail = new PHPMailer();\n$mail->Host = ${value};`,
  },
  javascript: {
    file: 'mail.js',
    around: (value) => `const nodemailer = require('nodemailer');\nnodemailer.createTransport({ host: ${value} });`,
  },
  perl: { file: 'mail.pl', around: (value) => `use Net::SMTP;\nNet::SMTP->new(${value});` },
  powershell: { file: 'mail.ps1', around: (value) => `Send-MailMessage -SmtpServer (${value}) -To x` },
  bash: { file: 'mail.sh', around: (value) => `#!/bin/sh\nswaks --server "${value}" --to x` },
};

const ways: Readonly<Record<keyof typeof programs, readonly string[]>> = {
  java: [
    `System.getenv().getOrDefault("OUT", "${HOST}")`,
    `Optional.ofNullable(System.getenv("OUT")).orElse("${HOST}")`,
    `Objects.requireNonNullElse(System.getenv("OUT"), "${HOST}")`,
    `StringUtils.defaultIfBlank(System.getenv("OUT"), "${HOST}")`,
    `System.getenv("OUT") != null ? System.getenv("OUT") : "${HOST}"`,
    `System.getProperty("OUT", "${HOST}")`,
    `dotenv.get("OUT", "${HOST}")`,
  ],
  kotlin: [
    `System.getenv("OUT") ?: "${HOST}"`,
    `System.getenv()["OUT"] ?: "${HOST}"`,
    `System.getenv().getOrDefault("OUT", "${HOST}")`,
    `System.getenv().getOrElse("OUT") { "${HOST}" }`,
    `System.getenv("OUT").orEmpty().ifBlank { "${HOST}" }`,
  ],
  scala: [
    `sys.env.getOrElse("OUT", "${HOST}")`,
    `sys.env.get("OUT").getOrElse("${HOST}")`,
    `Option(System.getenv("OUT")).getOrElse("${HOST}")`,
    `scala.util.Properties.envOrElse("OUT", "${HOST}")`,
  ],
  groovy: [
    `System.getenv('OUT') ?: '${HOST}'`,
    `System.getenv().getOrDefault('OUT', '${HOST}')`,
    `System.getenv()['OUT'] ?: '${HOST}'`,
    `env.OUT ?: '${HOST}'`,
  ],
  csharp: [
    `Environment.GetEnvironmentVariable("OUT") ?? "${HOST}"`,
    `Env.GetString("OUT", "${HOST}")`,
    `configuration["OUT"] ?? "${HOST}"`,
    `configuration.GetValue<string>("OUT", "${HOST}")`,
  ],
  go: [`cmp.Or(os.Getenv("OUT"), "${HOST}")`, `getEnv("OUT", "${HOST}")`, `envy.Get("OUT", "${HOST}")`],
  rust: [
    `env::var("OUT").unwrap_or("${HOST}".to_string())`,
    `env::var("OUT").unwrap_or_else(|_| "${HOST}".into())`,
    `option_env!("OUT").unwrap_or("${HOST}")`,
    `std::env::var("OUT").ok().unwrap_or_else(|| String::from("${HOST}"))`,
  ],
  elixir: [
    `System.get_env("OUT", "${HOST}")`,
    `System.get_env("OUT") || "${HOST}"`,
    `Application.get_env(:app, :out, "${HOST}")`,
  ],
  python: [
    `os.environ.get("OUT", "${HOST}")`,
    `os.getenv("OUT", default="${HOST}")`,
    `os.getenv("OUT") or "${HOST}"`,
    `os.environ.setdefault("OUT", "${HOST}")`,
    `os.environ["OUT"] if "OUT" in os.environ else "${HOST}"`,
    `current_app.config.get("OUT", "${HOST}")`,
  ],
  ruby: [
    `ENV.fetch('OUT', '${HOST}')`,
    `ENV.fetch('OUT') { '${HOST}' }`,
    `ENV['OUT'] || '${HOST}'`,
    `ENV['OUT'].presence || '${HOST}'`,
  ],
  php: [
    `getenv('OUT') ?: '${HOST}'`,
    `$_ENV['OUT'] ?? '${HOST}'`,
    `env('OUT', '${HOST}')`,
    `getenv_docker('OUT', '${HOST}')`,
    `get_option('OUT', '${HOST}')`,
  ],
  javascript: [
    `process.env.OUT ?? '${HOST}'`,
    `process.env['OUT'] || '${HOST}'`,
    `Deno.env.get('OUT') ?? '${HOST}'`,
    `Netlify.env.get('OUT') ?? '${HOST}'`,
    `env.get('OUT').default('${HOST}').asString()`,
  ],
  perl: [`$ENV{OUT} || '${HOST}'`, `$ENV{'OUT'} // '${HOST}'`, `defined $ENV{OUT} ? $ENV{OUT} : '${HOST}'`],
  powershell: [`$env:OUT ?? '${HOST}'`, `$(if ($env:OUT) { $env:OUT } else { '${HOST}' })`],
  bash: [`\${OUT:-${HOST}}`, `\${OUT-${HOST}}`],
};

const root = (): string => mkdtempSync(path.join(os.tmpdir(), 'environment-'));

describe.each(Object.entries(programs))('%s', (language, { file, around }) => {
  test.each(ways[language] ?? [])('%s', async (way) => {
    const folder = root();
    try {
      writeFileSync(path.join(folder, file), `${around(way)}\n`);
      const { settings } = await collect({ root: folder, jobs: 1 });
      const hosts = settings.filter(({ host }) => host !== null);
      expect(hosts.map(({ host }) => host)).toEqual([HOST]);
      expect(settings.map(({ ref }) => ref?.toLowerCase())).toContain('out');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
