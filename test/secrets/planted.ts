/** Files of all formats with secrets wherever a secret may stand beside, within or instead of a relay's name. */

export interface Planted {
  readonly files: Readonly<Record<string, string>>;
  /** How many secrets stand in them; each is `MARK` and a number. */
  readonly count: number;
}

export const MARK = 'PLANTED';

/** Each use is another secret. */
type Secret = () => string;

/** One way to hold a host or what stands beside it, as the right side of an assignment in some language. */
const CALLS: readonly ((secret: Secret) => string)[] = [
  (secret) => `decrypt("${secret()}")`,
  (secret) => `decrypt('${secret()}', "${secret()}")`,
  (secret) => `vault.get("u:${secret()}@host")`,
  (secret) => `config("secret=mail token=${secret()}")`,
  (secret) => `getenv("${secret()} is it")`,
  (secret) => `settings["u:${secret()}@host"]`,
  (secret) => `open(key("${secret()}"), mode("${secret()}"))`,
  (secret) => `client("https://u:${secret()}@vault.example/v1").read("mail")`,
  (secret) => `"smtp://mailer:${secret()}@" + host`,
  (secret) => `"smtp://mailer:${secret()}@smtp.corp.example:587"`,
];

/** Programs: how a host is used with a value of each kind, and a password beside it. */
const PROGRAMS: Readonly<Record<string, (value: string, secret: Secret) => string>> = {
  'mail.js': (value, secret) =>
    `require('nodemailer').createTransport({ host: ${value}, port: 587, auth: { user: 'u', pass: '${secret()}' } });\n`,
  'mail.ts': (value, secret) =>
    `import nodemailer from 'nodemailer';\nconst host = ${value};\nnodemailer.createTransport({ host, auth: { user: 'u', pass: '${secret()}' } });\n`,
  'mail.py': (value, secret) => `import smtplib\ns = smtplib.SMTP(${value}, 587)\ns.login("u", "${secret()}")\n`,
  'settings.py': (value, secret) => `EMAIL_HOST = ${value}\nEMAIL_HOST_PASSWORD = "${secret()}"\n`,
  'mail.rb': (value, secret) =>
    `require 'mail'\nMail.defaults do\n  delivery_method :smtp, address: ${value}, password: "${secret()}"\nend\n`,
  'mail.php': (value, secret) =>
    `<?php\nuse PHPMailer\\PHPMailer\\PHPMailer;\n$m = new PHPMailer();\n$m->Host = ${value.replaceAll(' + ', ' . ')};\n$m->Password = "${secret()}";\n`,
  'Mail.java': (value, secret) =>
    `import java.util.Properties;\nclass Mail { void a() { Properties p = new Properties(); p.put("mail.smtp.host", ${value.replaceAll("'", '"')}); p.put("mail.smtp.password", "${secret()}"); } }\n`,
  'Mail.kt': (value, secret) =>
    `import java.util.Properties\nfun a() { val p = Properties(); p["mail.smtp.host"] = ${value.replaceAll("'", '"')}; p["mail.smtp.password"] = "${secret()}" }\n`,
  'Mail.cs': (value, secret) =>
    `using System.Net.Mail;\nclass M { void A() { var c = new SmtpClient(${value.replaceAll("'", '"')}, 587); c.Credentials = new NetworkCredential("u", "${secret()}"); } }\n`,
  'mail.go': (value, secret) =>
    `package main\nimport "net/smtp"\nfunc a() { smtp.SendMail(${value.replaceAll("'", '"')}, smtp.PlainAuth("", "u", "${secret()}", "h"), "f", nil, nil) }\n`,
  'mail.rs': (value, secret) =>
    `use lettre::SmtpTransport;\nfn a() { let t = SmtpTransport::relay(${value.replaceAll("'", '"')}).unwrap().credentials(Credentials::new("u".into(), "${secret()}".into())); }\n`,
  'Mail.scala': (value, secret) =>
    `import play.api.libs.mailer._\nobject M { val c = SMTPConfiguration(host = ${value.replaceAll("'", '"')}, port = 25, password = Some("${secret()}")) }\n`,
  'mail.exs': (value, secret) =>
    `import Config\nconfig :app, App.Mailer, adapter: Swoosh.Adapters.SMTP, relay: ${value.replaceAll("'", '"').replaceAll(' + ', ' <> ')}, password: "${secret()}"\n`,
  'mail.pl': (value, secret) =>
    `use Net::SMTP;\nmy $s = Net::SMTP->new(${value.replaceAll(' + ', ' . ')});\n$s->auth('u', '${secret()}');\n`,
  'mail.groovy': (value, secret) => `grails.mail.host = ${value}\ngrails.mail.password = "${secret()}"\n`,
  'mail.ps1': (value, secret) =>
    `Send-MailMessage -SmtpServer (${value}) -Credential "${secret()}" -To a@b.example -From c@d.example\n`,
};

/** Data: a key for the host, the value in some spelling, and a password beside it. */
const TEMPLATES: readonly ((secret: Secret) => string)[] = [
  (secret) => `{{ lookup('hashi_vault', 'secret=mail token=${secret()}') }}`,
  (secret) => `{{ "${secret()}" | decrypt }}`,
  (secret) => `{{ vault "${secret()}" "host" }}`,
  (secret) => `$(vault read -token=${secret()} mail)`,
  (secret) => `$(TOKEN=${secret()} op read mail)`,
  (secret) => `\${decrypt("${secret()}")}`,
  (secret) => `<%= decrypt("${secret()}") %>`,
  (secret) => `smtp://mailer:${secret()}@smtp.corp.example:587`,
  (secret) => `smtps://mailer:${secret()}/x@\${MAIL_DOMAIN}`,
];

const quoted = (value: string): string => JSON.stringify(value);
const xml = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const DATA: Readonly<Record<string, (value: string, secret: Secret) => string>> = {
  'mail.env': (value, secret) => `SMTP_HOST=${value}\nSMTP_PASSWORD=${secret()}\n`,
  'app.yml': (value, secret) => `smtp:\n  host: ${quoted(value)}\n  password: ${secret()}\n`,
  'app.json': (value, secret) => `{ "smtp": { "host": ${quoted(value)}, "password": "${secret()}" } }\n`,
  'app.ini': (value, secret) => `[smtp]\nhost = ${value}\npassword = ${secret()}\n`,
  'app.properties': (value, secret) => `spring.mail.host=${value}\nspring.mail.password=${secret()}\n`,
  'app.toml': (value, secret) => `[smtp]\nhost = ${quoted(value)}\npassword = "${secret()}"\n`,
  'app.xml': (value, secret) =>
    `<c><add key="SmtpHost" value="${xml(value)}"/><add key="SmtpPassword" value="${secret()}"/></c>\n`,
  'app.tf': (value, secret) => `locals {\n  smtp_host = ${quoted(value)}\n  smtp_password = "${secret()}"\n}\n`,
  Dockerfile: (value, secret) => `FROM a\nENV SMTP_HOST=${quoted(value)} SMTP_PASSWORD=${secret()}\n`,
  'main.cf': (value, secret) => `relayhost = ${value}\nsmtp_sasl_password_maps = static:u:${secret()}\n`,
  'mail.sh': (value, secret) =>
    `export SMTP_HOST="${value.replaceAll('"', "'")}"\nswaks --server "$SMTP_HOST" --auth-password ${secret()}\ncurl --url smtp://u:${secret()}@smtp.corp.example\n`,
  'mail.nix': (value, secret) =>
    `{ programs.msmtp.accounts.default = { host = ${quoted(value).replaceAll('${', "''${")}; password = "${secret()}"; }; }\n`,
  'mail.sql': (value, secret) =>
    `INSERT INTO settings (name, value) VALUES ('smtp_host', '${value.replaceAll("'", "''")}'), ('smtp_password', '${secret()}');\n`,
};

/** What a parser complains of: a message that quotes the text would show it. */
const BROKEN: Readonly<Record<string, (secret: Secret) => string>> = {
  'broken.yml': (secret) => `smtp:\n  host: [smtp.corp.example\n  password: "${secret()}\n ${secret()}: }\n`,
  'broken.json': (secret) => `{ "smtp": { "host": "smtp.corp.example", "password": ${secret()} ${secret()} }\n`,
  'broken.toml': (secret) => `[smtp]\nhost = "smtp.corp.example"\npassword = ${secret()}\n`,
  'broken.xml': (secret) => `<c><smtp host="smtp.corp.example" password=${secret()}></${secret()}>\n`,
  'broken.js': (secret) => `nodemailer.createTransport({ host: 'smtp.corp.example', pass: ${secret()} ${secret()}\n`,
  'broken.ts': (secret) => `import nodemailer from 'nodemailer';\nlet ${secret()} ${secret()} = ;\n`,
  'broken.tf': (secret) => `smtp_host = "smtp.corp.example"\nsmtp_password = "${secret()}\n`,
  'ignored.env': (secret) =>
    `SMTP_HOST=smtp://u:${secret()}@smtp.corp.example # smtp-scan: ignore no-rule smtp://u:${secret()}@h -- a reason\n`,
};

export function planted(): Planted {
  const files: Record<string, string> = {};
  let count = 0;
  const secret = (): string => {
    count += 1;
    return `${MARK}${count}`;
  };
  for (const [name, program] of Object.entries(PROGRAMS))
    for (const [index, call] of CALLS.entries()) files[`programs/${index}/${name}`] = program(call(secret), secret);
  for (const [name, data] of Object.entries(DATA))
    for (const [index, template] of TEMPLATES.entries())
      files[`data/${index}/${name}`] = data(template(secret), secret);
  for (const [name, broken] of Object.entries(BROKEN)) files[`broken/${name}`] = broken(secret);
  return { files, count };
}
