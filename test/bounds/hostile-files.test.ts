/**
 * What a hostile or an unlucky file may be: the scan ends with the settings of the files beside it, and what is not read to
 * its end is said. Sizes are such that work that grows with their square or doubles would not end here.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';
import { temporaryFolder } from '../repository.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Buffer>>;

let count = 0;

async function scan(files: Files) {
  count += 1;
  const folder = path.join(root, String(count));
  mkdirSync(folder);
  for (const [name, content] of Object.entries({ '.env': 'SMTP_HOST=smtp.corp.example\n', ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const { settings, diagnostics } = await collect({ root: folder, jobs: 1 });
  return {
    hosts: settings.map((one) => `${one.path} ${one.host}`),
    unread: diagnostics.filter((one) => one.failed).map((one) => one.path),
  };
}

const times = (n: number, line: (index: number) => string, separator = '\n'): string =>
  Array.from({ length: n }, (_, index) => line(index)).join(separator);
const nested = (open: string, close: string, n = 20_000): string => `${open.repeat(n)}'x'${close.repeat(n)}`;
const bomb = (first: string, line: (name: string, before: string) => string, last: string): string =>
  [...'bcdefghij'].reduce((text, name, index) => text + line(name, 'abcdefghi'[index] ?? ''), first) + last;

const GO = 'package a\nvar smtp_host = "h"\n';
const MAILER = 'const n = require("nodemailer");\n';

const FILES: Readonly<Record<string, Files>> = {
  'deep JSON': { 'm.json': `{"smtp_host": ${nested('[', ']')}}` },
  'deep JSON objects': { 'm.json': `{"smtp_host": ${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}` },
  'deep YAML': { 'm.yml': `smtp_host: ${nested('[', ']')}\n` },
  'deep YAML blocks': { 'm.yml': times(800, (i) => `${' '.repeat(i)}smtp_host:`) },
  'deep XML': { 'm.xml': `<smtp_host>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</smtp_host>` },
  'deep TOML': { 'm.toml': `smtp_host = ${nested('[', ']')}\n` },
  'deep HCL': { 'm.tf': `smtp_host = ${nested('[', ']', 3000)}\n` },
  'deep nix': { 'm.nix': `{ smtp_host = ${nested('[', ']')}; }` },
  'deep JavaScript': { 'm.js': `${MAILER}n.createTransport({ host: ${nested('(', ')', 3000)} });` },
  'deep PHP': { 'm.php': `<?php $mail->Host = ${nested('(', ')', 3000)}; new PHPMailer();` },
  'deep Python': { 'm.py': `import smtplib\nsmtplib.SMTP(${nested('(', ')', 3000)})\n` },
  'deep Ruby': { 'm.rb': `Mail.defaults { delivery_method :smtp, address: ${nested('(', ')', 3000)} }\n` },
  'deep Java': { 'M.java': `class M { void m() { props.put("mail.smtp.host", ${nested('(', ')', 3000)}); } }` },
  'deep Kotlin': { 'm.kt': `fun m() { props["mail.smtp.host"] = ${nested('(', ')', 1000)} }` },
  'deep Go': { 'm.go': `package m\nimport "net/smtp"\nfunc m() { smtp.SendMail(${nested('(', ')', 3000)}) }` },
  'deep Rust': { 'm.rs': `fn m() { SmtpTransport::relay(${nested('(', ')', 3000)}); }` },
  'deep C#': { 'm.cs': `class M { void m() { new SmtpClient(${nested('(', ')', 3000)}); } }` },
  'deep Perl': { 'm.pl': `use Net::SMTP; Net::SMTP->new(${nested('(', ')', 3000)});` },
  'deep shell': { 'm.sh': `SMTP_HOST=${'$('.repeat(3000)}${')'.repeat(3000)}\n` },
  'deep PowerShell': { 'm.ps1': `Send-MailMessage -SmtpServer ${nested('(', ')', 3000)}\n` },
  'lists of aliases': {
    'm.yml': bomb('a: &a ["smtp"]\n', (c, p) => `${c}: &${c} [${times(9, () => `*${p}`, ', ')}]\n`, 'smtp_host: *j\n'),
  },
  'objects of aliases': {
    'm.yml': bomb('a: &a {x: 1}\n', (c, p) => `${c}: &${c} {${times(9, (k) => `k${k}: *${p}`, ', ')}}\n`, 'smtp: *j\n'),
  },
  'merged aliases': {
    'm.yml': bomb('a: &a {x: 1}\n', (c, p) => `${c}: &${c}\n  <<: [${times(9, () => `*${p}`, ', ')}]\n`, 'smtp: *j\n'),
  },
  'a map of variables full of aliases': {
    'config/custom-environment-variables.yml': bomb(
      'a: &a {smtp_host: SMTP_HOST}\n',
      (c, p) => `${c}: &${c} {${times(9, (k) => `k${k}: *${p}`, ', ')}}\n`,
      'smtp: *j\n',
    ),
  },
  'billion laughs': {
    'm.xml': `<!DOCTYPE x [<!ENTITY a "smtp">${bomb('', (c, p) => `<!ENTITY ${c} "${`&${p};`.repeat(9)}">`, '')}]><smtp_host>&j;</smtp_host>`,
  },
  'a text that doubles': {
    'm.js': `${MAILER}let v0 = "x";\n${times(16, (i) => `const v${i + 1} = v${i} + v${i} + v${i};`)}\nn.createTransport({ host: v16 });`,
  },
  'a text of many parts': { 'm.py': `import smtplib\nsmtplib.SMTP(f"${'{a}'.repeat(20_000)}")\n` },
  'a long chain of members': { 'm.js': `${MAILER}n.createTransport({ host: a${'.b'.repeat(2000)} });` },
  'many ways': {
    'm.js': `${MAILER}let h;\n${times(2000, (i) => `if (a${i}) h = "h${i}.corp.example";`)}\nn.createTransport({ host: h });`,
  },
  'functions that call each other': {
    'm.js': `${MAILER}${times(300, (i) => `const f${i} = (x) => f${(i + 1) % 300}(x) || f${(i + 7) % 300}(x);`)}\nn.createTransport({ host: f0(1) });`,
  },
  'modules that export each other': Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `m${i}.js`,
      `${times(12, (k) => `export * from "./m${k}.js";`)}\nimport n from "nodemailer"; import { z } from "./m1.js"; n.createTransport({ host: z });`,
    ]),
  ),
  'a call that broken code repeats, each time a declaration': {
    'M.java': `class M { void m(MailSession s, Relay relay) {\n  Transport t = null;\n  t.connect(relay.getHostName(), ${'relay.getPa), '.repeat(80)}relay.getPassword());\n} }`,
  },
  'many relays side by side': { 'm.json': `{${times(60_000, (i) => `"smtp_host${i}":"h${i}.corp.test"`, ',')}}` },
  'many openings': { 'm.env': `SMTP_HOST=${'${'.repeat(200_000)}\n` },
  'many openings of tags': { 'm.yml': `smtp_host: "${'{{'.repeat(100_000)}"\n` },
  'variables in a circle': { 'm.env': 'SMTP_HOST=${A}\nA=${B}\nB=${SMTP_HOST}\n' },
  'parameters in a circle': { 'main.cf': 'relayhost = $a\na = $b\nb = $relayhost\n' },
  'macros in a circle': { 'exim4.conf': 'A = B\nB = A\nremote_smtp:\n  driver = manualroute\n  route_list = * A\n' },
  'brackets never closed': { 'm.php': `<?php PHPMailer ${'['.repeat(20_000)}` },
  'a comment never closed': { 'm.js': `${MAILER}/*${'*'.repeat(100_000)}` },
  'a string never closed': { 'm.py': `import smtplib\nx = """${'"'.repeat(100_001)}` },
  'a long chain of short names': {
    'm.php': `<?php return ['default' => ${'a.'.repeat(200_000)}['className' => 'Smtp', 'host' => 'smtp.corp.example']];`,
    'm.yml': `image: ${'a/'.repeat(200_000)}drone-email\n`,
    'config.xml': `<mailet match="All" class="${'a.'.repeat(200_000)}RemoteDelivery"/>`,
  },
  'a huge word': { 'm.js': `${MAILER}${'a'.repeat(500_000)}` },
  'a huge number': { 'm.json': `{"smtp_host": "smtp.corp.example", "smtp_port": ${'9'.repeat(500_000)}}` },
  'a word of mail with many digits': { 'alertmanager.yml': `smtp_smar${'9'.repeat(50_000)}\n` },
  'a huge blank': { 'm.ini': `smtp_host =${' '.repeat(200_000)}x\nsmtp_host${' '.repeat(200_000)}\n` },
  'base64 without end': { 'm.yml': `kind: Secret\ndata:\n  SMTP_HOST: ${'QUFB'.repeat(100_000)}\n` },
  'many keys': { 'm.env': `${'K=1\n'.repeat(100_000)}SMTP_PORT=25\n` },
  'many hosts side by side': { 'm.json': `{${times(20_000, (i) => `"a${i}":{"host":"h","smtp_x":1}`, ',')}}` },
  'many columns': { 'm.sql': `INSERT INTO s VALUES (${times(50_000, () => "'smtp_host'", ',')});` },
  'many includes': {
    'm.php': `<?php\n${'include "x.php";\n'.repeat(20_000)}$mail = new PHPMailer(); $mail->Host = H;`,
  },
  'many fields of one literal': {
    'm.go': `${GO}type A struct {\n${times(8000, (i) => `F${i} string`)}\n}\nvar x = A{\n${times(8000, (i) => `F${i}: "h",`)}\n}\n`,
  },
  'many literals of one type': {
    'm.go': `${GO}type A struct {\n${times(8000, (i) => `F${i} string`)}\n}\n${times(8000, (i) => `var x${i} = A{F${i}: "h"}`)}\n`,
  },
  'many fields of the environment': {
    'm.go': `package a\nimport "github.com/kelseyhightower/envconfig"\nvar smtp_host = "h"\ntype A struct {\n${times(60_000, (i) => `F${i} string`)}\n}\n`,
  },
  // Expressions that tried every way to part the blanks of several lines.
  'margins of a zone': {
    'corp.example.yaml': `smtp: a\ncname: 1\nwww:\n${times(8, () => `${' '.repeat(60)}ttl: 3`)}\n`,
  },
  'margins of a section': { 'notifications.cfg': `smtp: a\n${times(31, () => `${' '.repeat(60)}x`)}\n` },
  'margins of a transport': { 'mox.conf': ` Submission:\n${times(13, () => `${' '.repeat(60)}x: y`)}\nhost: x\n` },
  'blanks of an action': { 'smtpd.conf': `action a relay${' '.repeat(20_000)}x\n` },
  'the same word of an action': { 'smtpd.conf': `action a ${'relay '.repeat(100_000)}\n` },
  'blanks of a row': { 'm.sql': `INSERT INTO settings (name, value) VALUES ('smtp_host',${' '.repeat(50_000)}x` },
  'blanks behind a key': { 'm.yml': `smtp_host: x\na${' '.repeat(200_000)}b\n` },
  'a row of backslashes': { 'm.js': `${MAILER}${'\\\\'.repeat(300_000)}x\n` },
  'a row of slashes': { 'm.source': `[Mail Transport]\nBackendName=smtp\nHost=${'/'.repeat(200_000)}x\n` },
  'a template of zeros': {
    'm.py': `import smtplib\nsmtplib.SMTP("${'.%('.repeat(5000)})${'0'.repeat(5000)}1$A" % x)\n`,
  },
  'the same key many times': { 'm.json': `{${times(8000, () => '"transport":"SMTP"', ',')},"host":"h"}` },
  'choices within choices': { 'm.pl': `use Net::SMTP;\n$x = ${'a?'.repeat(50_000)};\n` },
  'an object for many calls': {
    'm.js': `${MAILER}const o = { host: f() };\n${times(6000, () => 'n.createTransport(o);')}\n`,
  },
  'many commands that run': { 'm.js': `${MAILER}${times(40_000, (i) => `x${i}=${i};run(x${i});`)}` },
  'one operator of Perl many times': {
    'a.pl': `use Net::SMTP;\nNet::SMTP->new($h);\n$a = ${'$a.'.repeat(60_000)}1;\n`,
    'b.pl': `use Net::SMTP;\nNet::SMTP->new($h);\n$a = ${'$a || '.repeat(60_000)}1;\n`,
    'c.pl': `use Net::SMTP;\nNet::SMTP->new($h);\n${': '.repeat(100_000)}\n`,
  },
  'many copies of objects': { 'm.js': `${MAILER}${times(40_000, (i) => `for(k in o${i % 7})a[k]=o${i % 7}[k];`)}` },
  'many methods': {
    'M.pm': `package M;\nuse Net::SMTP;\n${times(50_000, (i) => `sub a${i} { my $self = shift; 1 }`)}\n1;\n`,
  },
  'many conditions': {
    'm.js': `${MAILER}${times(20_000, () => `if (process.env.NODE_ENV !== 'production') x = 1;`)}\nn.createTransport({ host: x });`,
  },
  'conditionals that are never closed': {
    Makefile: `SMTP_HOST = h\n${times(15_000, (i) => `ifeq ($(A),b)\nX${i} = $(SMTP_HOST)`)}\n`,
  },
  'many commands of one long text': {
    'm.js': `const x = "${'smtp_host = a.example; '.repeat(20_000)}";\nconst y = [${'x,'.repeat(60)}];\n${'run(x);\nrun(y);\n'.repeat(10_000)}`,
  },
  'many commands of an image': {
    Dockerfile: `FROM x\nENV SMTP_HOST=h\n${'CMD ["sh", "-c", "SMTP_HOST=h app x"]\n'.repeat(20_000)}`,
  },
  'tables never closed': {
    'm.sql': `INSERT INTO smtp_settings VALUES ('a');\n${"create table a('\n".repeat(60_000)}`,
  },
  'many regions of a mapping': {
    'm.yml': `Mappings:\n  M:\n${times(8000, (i) => `    r${i}:\n      smtp: h${i}`)}\nResources:\n${times(8000, (i) => `  R${i}:\n    smtp_host: !FindInMap [M, !Ref Region, smtp]`)}\n`,
  },
  'many variables of steps': {
    '.github/workflows/m.yml': `jobs:\n  j:\n    steps:\n${times(12_000, (i) => `    - id: s${i}\n      env: { SMTP_HOST${i}: h }\n      run: echo "relay=h" >> "$GITHUB_OUTPUT"`)}\n`,
  },
  'variables within the values of variables': {
    '.github/workflows/m.yml': `${times(12, (i) => `${' '.repeat(i * 3)}env:\n${' '.repeat(i * 3 + 1)}A:\n${' '.repeat(i * 3 + 2)}value:`)}\n${times(3000, (i) => `${' '.repeat(36)}k${i}: "\${{ env.SMTP_HOST }}"`)}\n`,
  },
  'many named templates of a chart': {
    'Chart.yaml': 'name: c\n',
    'templates/_h.tpl': times(10_000, (i) => `{{- define "c.relay${i}" -}}{{ .Values.smtp.host }}{{- end -}}`),
    'templates/m.yaml': times(2000, (i) => `smtp_host: {{ include "c.relay${i}" . }}`),
  },
  'many services of Traefik': {
    'm.json': JSON.stringify({
      tcp: {
        routers: Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [`r${i}`, { service: `s${11_999 - i}` }])),
        services: Object.fromEntries(
          Array.from({ length: 12_000 }, (_, i) => [
            `s${i}`,
            { loadBalancer: { servers: [{ address: `h${i}.corp.example:25` }] } },
          ]),
        ),
      },
    }),
  },
  'many sections': { 'm.ini': times(30_000, (i) => `[smtp${i}]\nhost = x`) },
};

describe('a file like this ends no scan', () => {
  test.each(Object.entries(FILES))(
    '%s',
    async (_, files) => {
      const { hosts } = await scan(files);
      expect(hosts).toContain('.env smtp.corp.example');
    },
    60_000,
  );
});

const wide = (text: string): Buffer =>
  Buffer.concat(Array.from(text, (char) => Buffer.from([char.charCodeAt(0), 0, 0, 0])));
const OLD = 'old-relay.corp.example';

const FOUND: Readonly<Record<string, Files>> = {
  'comparisons that may all be type arguments': {
    'm.cs': `using System.Net.Mail;\nclass M { void F() { new SmtpClient("${OLD}"); var x = ${'a < b < '.repeat(10_000)}c; } }`,
  },
  'behind a NUL': { 'm.env': `# \0\nSMTP_HOST=${OLD}\n` },
  'before a NUL': { 'm.env': `SMTP_HOST=${OLD}\0\n` },
  'in UTF-16': { 'm.env': Buffer.from(`SMTP_HOST=${OLD}\n`, 'utf16le') },
  'in UTF-16, the other way round': { 'm.env': Buffer.from(`\uFEFFSMTP_HOST=${OLD}\n`, 'utf16le').swap16() },
  'in UTF-32': { 'm.env': wide(`SMTP_HOST=${OLD}\n`) },
  'beside a long line': { 'm.js': `${MAILER}n.createTransport({ host: "${OLD}" });\n//${'a'.repeat(30_000)}` },
  'in a long line': { 'm.js': `${MAILER}${'a();'.repeat(20_000)}n.createTransport({ host: "${OLD}" });` },
  'behind padding': { 'm.js': `${'// padding\n'.repeat(200_000)}${MAILER}n.createTransport({ host: "${OLD}" });` },
  'in what calls itself a schema': {
    'm.json': `{"$schema": "https://json-schema.org/draft-07/schema#", "smtp": {"host": "${OLD}"}}`,
  },
  'as the default of a schema': {
    'm.json': `{"$schema": "https://json-schema.org/draft-07/schema#", "properties": {"smtp": {"properties": {"host": {"type": "string", "default": "${OLD}"}}}}}`,
  },
  'among translations': { 'locales/prod.yml': `smtp:\n  host: ${OLD}\n` },
  'behind 300,000 entries': { 'm.yml': `x:\n${'- {a: 1}\n'.repeat(300_000)}smtp:\n  host: ${OLD}\n` },
  'where an alias is used for the eighth time': {
    'm.yml': `d: &d {host: ${OLD}}\n${times(7, (i) => `x${i}: *d`)}\nsmtp: *d\n`,
  },
  'as the second of two': { 'm.env': `SMTP_HOST=new.corp.example;${OLD}\n` },
  'behind a comma': { 'm.env': `SMTP_HOST=new.corp.example, ${OLD}:25\n` },
  'with a user': { 'm.env': `SMTP_HOST=user@${OLD}\n` },
  'as a web address': { 'm.env': `SMTP_HOST=http://${OLD}/\n` },
  'with a slash': { 'm.env': `SMTP_HOST=${OLD}/\n` },
  'with a dot': { 'm.env': `SMTP_HOST=${OLD}.\n` },
  'behind tls:': { 'm.env': `SMTP_HOST=tls:${OLD}\n` },
  'behind ssl://': { 'm.env': `SMTP_HOST=ssl://${OLD}:465\n` },
  'in brackets': { 'm.env': `SMTP_HOST=[${OLD}]:25\n` },
};

describe('a host is found', () => {
  test.each(Object.entries(FOUND))(
    '%s',
    async (_, files) => {
      const { hosts, unread } = await scan(files);
      const [name] = Object.keys(files);
      expect(hosts).toContain(`${name} ${OLD}`);
      expect(unread).toEqual([]);
    },
    60_000,
  );
});

const UNREAD: Readonly<Record<string, Files>> = {
  'larger than what is read': { 'm.json': `{"a": "${'a'.repeat(4.1 * 1024 * 1024)}", "smtp_host": "${OLD}"}` },
  'with more relays than a file may have': { 'm.yml': times(25_001, (i) => `- smtp_host: h${i}.corp.example`) },
  'with questions that may all be types': {
    'm.kt': `fun f() { props["mail.smtp.host"] = ${'a ? b : '.repeat(10_000)}c }`,
  },
  'whose use has more definers than are asked': {
    'm.py': 'import os, smtplib\nsmtplib.SMTP(os.environ["CORP_RELAY_NAME"])\n',
    ...Object.fromEntries(
      Array.from({ length: 120 }, (_, i) => [`conf/${i}.env`, `CORP_RELAY_NAME=h${i}.corp.example\n`]),
    ),
  },
  'with classes that are each of the one before': {
    'm.py': `import smtplib\nclass C0(smtplib.SMTP):\n  def __init__(self, h): super().__init__(h)\n${times(3000, (i) => `class C${i + 1}(C${i}):\n  def __init__(self, h): super().__init__(h)`)}\nC3000("h.corp.example")\n`,
  },
  'with more aliases than are followed': FILES['lists of aliases'] ?? {},
};

test.each(Object.entries(UNREAD))(
  'a file %s is said not to be read',
  async (_, files) => {
    const { hosts, unread } = await scan(files);
    expect(hosts).toContain('.env smtp.corp.example');
    expect(unread).toEqual(Object.keys(files).slice(0, 1));
  },
  60_000,
);

test('a large file that does not speak of mail is a remark', async () => {
  const { unread } = await scan({ 'm.json': `{"a": "${'a'.repeat(4.1 * 1024 * 1024)}"}` });
  expect(unread).toEqual([]);
});
