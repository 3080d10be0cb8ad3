/** Values on long ways: modules of stages, tables of functions, callers of callers, open keys, mappings in loops. Each with a near-miss. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';

type Files = Readonly<Record<string, string>>;

async function scanned(files: Files): Promise<string[]> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'passed-on-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const { settings } = await collect({ root, jobs: 1 });
    return settings.flatMap(({ host, port, path: file, line }) =>
      host === null ? [] : [`${host}:${port ?? ''} ${file}:${line}`],
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'JavaScript: the module of a stage, its path put together; other folders are none of its stages',
    {
      'mail.js': lines(
        "const nodemailer = require('nodemailer');",
        "const config = require('./stages/' + (process.env.STAGE || 'lab'));",
        'nodemailer.createTransport({ host: config.out.node, port: config.out.tcp });',
      ),
      'stages/lab.js': "module.exports = { out: { node: 'lab.a.example', tcp: 2525 } };\n",
      'stages/live.js': "module.exports = { out: { node: 'live.a.example', tcp: 587 } };\n",
      'search/live.js': "module.exports = { out: { node: 'search.a.example', tcp: 9200 } };\n",
    },
    ['lab.a.example:2525 stages/lab.js:1', 'live.a.example:587 stages/live.js:1'],
  ],
  [
    'JavaScript: what stands before the module of a stage holds where that has no such key',
    {
      'config.js': lines(
        "const base = { out: { node: 'base.b.example', tcp: 26 } };",
        `module.exports = { ...base, ...require('./stages/' + process.env.STAGE) };`,
      ),
      'mail.js': lines(
        "const nodemailer = require('nodemailer');",
        "const { out } = require('./config');",
        'nodemailer.createTransport({ host: out.node, port: out.tcp });',
      ),
      'stages/live.js': "module.exports = { out: { node: 'live.b.example', tcp: 587 } };\n",
    },
    ['base.b.example:26 config.js:1', 'live.b.example:587 stages/live.js:1'],
  ],
  [
    'PHP and Python: the same',
    {
      'send.php': lines(
        '<?php',
        'use PHPMailer\\PHPMailer\\PHPMailer;',
        '$cfg = require __DIR__ . "/stages/$stage.php";',
        '$mail = new PHPMailer();',
        "$mail->Host = $cfg['node'];",
      ),
      'stages/live.php': "<?php\nreturn ['node' => 'live.c.example', 'web' => 'web.c.example'];\n",
      'send.py': lines(
        'import importlib',
        'import smtplib',
        'settings = importlib.import_module(f"conf.{stage}")',
        'smtplib.SMTP(settings.NODE, 26)',
      ),
      'conf/live.py': 'NODE = "live.d.example"\nWEB = "web.d.example"\n',
    },
    ['live.d.example:26 conf/live.py:1', 'live.c.example: stages/live.php:2'],
  ],
  [
    'a table of functions, called by a key; functions of another table are not',
    {
      'mail.js': lines(
        "const nodemailer = require('nodemailer');",
        'const makers = { plain: (o) => nodemailer.createTransport({ host: o.node, port: o.tcp }) };',
        'const readers = { imap: (o) => o.node };',
        "makers[process.env.KIND]({ node: 'plain.e.example', tcp: 26 });",
        "readers[process.env.KIND]({ node: 'imap.e.example', tcp: 993 });",
      ),
    },
    ['plain.e.example:26 mail.js:4'],
  ],
  [
    'Python: a class of a table, and the callers of its caller in other files',
    {
      'backends.py': lines(
        'import smtplib',
        'class Smtp:',
        '    def __init__(self, node, port=25):',
        '        self.node = node',
        '        self.port = port',
        '    def send(self, m):',
        '        smtplib.SMTP(self.node, self.port)',
      ),
      'registry.py': lines(
        'from backends import Smtp',
        'BACKENDS = {"smtp": Smtp}',
        'def make(kind, **options):',
        '    return BACKENDS[kind](**options)',
        'def fetch(kind, **options):',
        '    return options',
      ),
      'main.py': lines(
        'import registry',
        'registry.make("smtp", node="out.f.example", port=26)',
        'registry.fetch("http", node="web.f.example", port=80)',
      ),
    },
    ['out.f.example:26 main.py:2'],
  ],
  [
    'Laravel: a key with an open step is that key of every entry',
    {
      'config/tenants.php': lines(
        '<?php',
        'return [',
        "  'a' => ['exit' => 'a.g.example', 'db' => 'db.g.example'],",
        "  'b' => ['exit' => 'b.g.example'],",
        '];',
      ),
      'app/Mailer.php': lines(
        '<?php',
        'use Illuminate\\Support\\Facades\\Mail;',
        'function mailer($id) {',
        "  return Mail::build(['transport' => 'smtp', 'host' => config(\"tenants.$id.exit\"), 'port' => 26]);",
        '}',
      ),
    },
    ['a.g.example:26 config/tenants.php:3', 'b.g.example:26 config/tenants.php:4'],
  ],
  [
    'Go: what viper unmarshals, by the tags of the fields',
    {
      'go.mod': 'module example.org/shop\n',
      'shop.yaml': 'post:\n  out_node: out.h.example\n  port: 26\nweb:\n  out_node: web.h.example\n',
      'conf/conf.go': lines(
        'package conf',
        'import "github.com/spf13/viper"',
        'type Post struct {',
        '\tNode string `mapstructure:"out_node"`',
        '\tPort int `mapstructure:"port"`',
        '}',
        'type Config struct { Post Post `mapstructure:"post"` }',
        'func Load() (*Config, error) {',
        '\tvar c Config',
        '\treturn &c, viper.Unmarshal(&c)',
        '}',
      ),
      'main.go': lines(
        'package main',
        'import ("gopkg.in/gomail.v2"; "example.org/shop/conf")',
        'func dial(p conf.Post) { gomail.NewDialer(p.Node, p.Port, "", "") }',
        'func main() {',
        '\tcfg, _ := conf.Load()',
        '\tdial(cfg.Post)',
        '}',
      ),
    },
    ['out.h.example:26 shop.yaml:2'],
  ],
  [
    'Ktor: a section of the configuration, of which HOCON says a value twice',
    {
      'src/main/resources/application.conf':
        'shop {\n  out {\n    node = "out.i.example"\n    node = ${?OUT_NODE}\n  }\n  web { node = "web.i.example" }\n}\n',
      'src/main/kotlin/App.kt': lines(
        'import io.ktor.server.application.Application',
        'import io.ktor.server.config.ApplicationConfig',
        'import org.simplejavamail.mailer.MailerBuilder',
        'class Out(config: ApplicationConfig) {',
        '  private val section = config.config("shop.out")',
        '  val node: String = section.property("node").getString()',
        '}',
        'fun Application.module() {',
        '  val out = Out(environment.config)',
        '  MailerBuilder.withSMTPServer(out.node, 26)',
        '}',
      ),
    },
    ['out.i.example:26 src/main/resources/application.conf:3'],
  ],
  [
    'entries of mappings, whose keys are no hosts',
    {
      'M.java': lines(
        'import java.util.*;',
        'import org.springframework.mail.javamail.JavaMailSenderImpl;',
        'class M {',
        '  static final Map<String, String> A = Map.of("north", "north.j.example");',
        '  static final Map<String, String> B = Map.of("south", "south.j.example");',
        '  void a() { for (Map.Entry<String, String> e : A.entrySet()) { var s = new JavaMailSenderImpl(); s.setHost(e.getValue()); } }',
        '  void b() { B.forEach((name, host) -> { var s = new JavaMailSenderImpl(); s.setHost(host); }); }',
        '}',
      ),
      'M.cs': lines(
        'using System.Net.Mail;',
        'class M {',
        '  static readonly Dictionary<string, string> A = new() { ["east"] = "east.j.example" };',
        '  void N() { foreach (var kv in A) { var c = new SmtpClient(kv.Value, 26); } }',
        '}',
      ),
    },
    ['east.j.example:26 M.cs:3', 'north.j.example: M.java:4', 'south.j.example: M.java:5'],
  ],
  [
    'cases of an enumeration by their value',
    {
      'm.php': lines(
        '<?php',
        'use Symfony\\Component\\Mailer\\Transport\\Smtp\\EsmtpTransport;',
        "enum Way: string { case Out = 'out.k.example'; case In = 'in.k.example'; }",
        'function open(Way $way) { return new EsmtpTransport($way->value, 26); }',
        'open(Way::Out);',
      ),
    },
    ['out.k.example:26 m.php:3'],
  ],
  [
    'Python: a ring of relays, and a field made by a factory',
    {
      'ring.py': lines(
        'import itertools, smtplib',
        'RING = itertools.cycle([("a.l.example", 25), ("b.l.example", 26)])',
        'host, port = next(RING)',
        'smtplib.SMTP(host, port)',
      ),
      'made.py': lines(
        'import smtplib',
        'from dataclasses import dataclass, field',
        '@dataclass',
        'class Out:',
        '    node: str = "made.l.example"',
        '@dataclass',
        'class Settings:',
        '    out: Out = field(default_factory=Out)',
        'smtplib.SMTP(Settings().out.node, 26)',
      ),
    },
    ['made.l.example:26 made.py:5', 'a.l.example:25 ring.py:2', 'b.l.example:26 ring.py:2'],
  ],
  [
    'Ruby: a class that makes itself',
    {
      'm.rb': lines(
        "require 'net/smtp'",
        'class Out',
        '  attr_reader :gateway',
        "  LIVE = { gateway: 'out.m.example', web: 'web.m.example' }.freeze",
        '  def self.live = new(**LIVE)',
        '  def initialize(gateway:, web: nil)',
        '    @gateway = gateway',
        '  end',
        'end',
        'Net::SMTP.start(Out.live.gateway, 26)',
      ),
    },
    ['out.m.example:26 m.rb:4'],
  ],
  [
    '.NET: the configuration of a builder',
    {
      'Program.cs': lines(
        'using System.Net.Mail;',
        'var builder = WebApplication.CreateBuilder(args);',
        'var client = new SmtpClient(builder.Configuration["Out:Server"] ?? "standard.n.example", 26);',
      ),
      'appsettings.json': '{\n  "Out": { "Server": "out.n.example" },\n  "Web": { "Server": "web.n.example" }\n}\n',
    },
    ['standard.n.example:26 Program.cs:3', 'out.n.example:26 appsettings.json:2'],
  ],
  [
    'Elixir: a stage’s own server of a mailer, and a release’s variable',
    {
      'mix.exs': 'defmodule S.MixProject do\nend\n',
      'config/prod.exs': lines(
        'import Config',
        'config :shop, Shop.Mailer, server: "out.o.example"',
        'config :shop, Shop.Search, server: "search.o.example"',
        'config :shop, Shop.Post, adapter: Swoosh.Adapters.SMTP, relay: System.get_env("OUT_NODE")',
      ),
      'rel/env.sh.eex': 'export OUT_NODE=rel.o.example\nexport WEB_NODE=web.o.example\n',
    },
    ['out.o.example: config/prod.exs:2', 'rel.o.example: rel/env.sh.eex:1'],
  ],
];

test.each(CASES)('%s', async (_, files, expected) => {
  expect((await scanned(files)).toSorted()).toEqual([...expected].toSorted());
});
