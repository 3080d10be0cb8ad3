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
  ] as const)('but not where none is: %s: %s', (format, text) => {
    expect(mayHoldHost(format, text)).toBe(false);
  });
});
