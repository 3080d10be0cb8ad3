import { describe, expect, it } from 'vitest';
import { mayHoldHost } from '../../src/select/translations.ts';

describe('a translation is read where a value may be a host', () => {
  it.each([
    ['json', '{"smtp": {"host": "relay.acme.example"}}'],
    ['json', '{"hosts": ["relay.acme.example"]}'],
    ['json', '{"host":"smtp://u:p@relay.acme.example:587/?x=1"}'],
    ['json', String.raw`{"host": "relay\u002eacme\u002eexample"}`],
    ['json', String.raw`{"body": "{\"host\": \"relay.acme.example\"}"}`],
    ['json', '{"host": "[2001:db8::25]"}'],
    ['json', '{"host": "192.0.2.25"}'],
    ['json', '{"host": "3221225985"}'],
    ['json', '{"host": "0xc0000219"}'],
    ['json', '{"host": "relay。acme。example"}'],
    ['yaml', 'smtp:\n  host: relay.acme.example.  # the old one\n'],
    ['yaml', 'smtp:\n  host: !!str &h "relay.acme.example:25"\n'],
    ['yaml', 'hosts:\n  - relay.acme.example\n'],
    ['yaml', 'smtp: { port: 25, host: relay.acme.example }\n'],
    ['yaml', 'host: >-\n  relay.acme.example\n'],
    ['xml', '<smtp host="relay.acme.example"/>'],
    ['xml', '<host>\n  relay&#46;acme&#46;example\n</host>'],
    ['php', "return ['host' => implode('.', ['relay', 'acme', 'example'])];"],
    ['php', "<?php\nreturn ['host' => 'relay' . '.acme.example'];"],
    ['php', '<?php\n$sub = "relay"; return ["host" => "$sub.acme.example"];'],
    ['php', '<?php\nreturn ["host" => "{$sub}.acme.example"];'],
    ['php', "<?php\nreturn ['mail' => ['smtp_host' => 'relay.acme.example']];"],
    ['php', "<?php\n$lang['smtp_host'] = 'smtp://relay.acme.example';"],
    ['php', "<?php\ndefine('SMTP_SERVER', 'relay.acme.example');"],
    ['php', String.raw`<?php return ['host' => "relay\56acme\56example"];`],
    ['php', "<?php\nreturn ['relays' => ['relay.acme.example']];"],
    ['javascript', "export default { mail: { host: 'relay.acme.example' } };"],
    ['javascript', "export default { mail: { host: ['relay', 'acme', 'example'].join('.') } };"],
    ['javascript', "export default { mail: { host: 'relay' + '.acme.example' } };"],
    ['javascript', 'export default { mail: { host: `${sub}.acme.example` } };'],
  ] as const)('%s: %s', (format, text) => {
    expect(mayHoldHost(format, text)).toBe(true);
  });

  it.each([
    ['json', '{"mail.host": "SMTP server", "mail.port.help": "Often 587. See the help, e.g. of your provider."}'],
    [
      'json',
      '{"help": "Set the host (smtp.acme.example) <a href=\\"https://docs.acme.example\\">here</a>, or https://a.example"}',
    ],
    ['json', '{"help": "寄送郵件。伺服器位址，請輸入 SMTP 主機。"}'],
    ['yaml', 'de:\n  mail.host: "Server: bitte angeben, z. B. im Formular"\n  smtp_server: Host\n'],
    ['xml', '<string name="mail_host">The server, see e.g. the help.</string>'],
    [
      'php',
      "<?php // SMTP\nreturn ['smtp_host' => 'SMTP server', 'host_help' => 'such as mail.acme.example', 'brand' => 'Acme.example'];",
    ],
    [
      'php',
      "<?php\nif (!defined('IN_SHOP')) { exit; }\n$lang = array_merge($lang, array('SMTP_HOST' => 'It\\'s the server'));",
    ],
    [
      'javascript',
      "/* texts */\nmodule.exports = { mail: { smtpHost: 'SMTP server', help: `Ask your host.` }, brand: 'Acme.example' };",
    ],
  ] as const)('but not where none is: %s: %s', (format, text) => {
    expect(mayHoldHost(format, text)).toBe(false);
  });
});
