import { expect, test } from 'vitest';
import { shownCode, shownName } from '../../src/text/shown.ts';

test.each([
  ['config["email_host"]', 'config["email_host"]'],
  ['this.settings?.mail->host', 'this.settings?.mail->host'],
  ['core.getInput("server_address")', 'core.getInput("server_address")'],
  ['include "shop.relay" .', 'include "shop.relay" .'],
  ['options.get(name)', 'options.get(name)'],
  ['mailHost()', 'mailHost()'],
  ['host if host else (a or b)', 'host if host else (a or b)'],
  ['new Mailer(host).relay', 'new Mailer(host).relay'],
  ['Rails.application.credentials.dig(:smtp, :host)', 'Rails.application.credentials.dig(…)'],
  ['"smtps://alerts:geheim@" + host', '… + host'],
  ['`smtps://alerts:geheim', '…'],
  ['login("alerts", "geheim")', 'login(…)'],
  ['{ host, auth: { pass: "geheim" } }', '{…}'],
  ['decrypt("geheim")', 'decrypt(…)'],
  ['config.get("geheim")', 'config.get(…)'],
  ['decrypt(`geheim`)', 'decrypt(…)'],
  ["decrypt('gehe\\'im')", 'decrypt(…)'],
  ['"geheim" | decrypt', '… | decrypt'],
  ["decrypt 'geheim'", 'decrypt …'],
  ["a | decrypt: 'geheim'", 'a | decrypt: …'],
  ["lookup('hashi_vault', 'secret=secret/mail:host token=geheim')", 'lookup(…)'],
  ['conf["u:geheim@host"]', 'conf[…]'],
  ['vault read -token=geheim x', 'vault …'],
  ['vault -token=geheim read', 'vault …'],
  ['TOKEN=geheim vault read', 'TOKEN…'],
  ['base64 -d <<<geheim', 'base64 …'],
  ['rev<<<geheim', 'rev…'],
  ['op://geheim/mail/host', 'op://…'],
  ['user:geheim@host', '…'],
  ['/geheim y/.exec(z)[0]', '…'],
  ['decrypt(12345678)', 'decrypt(…)'],
  ['', ''],
])('%s', (code, shown) => {
  expect(shownCode(code)).toBe(shown);
  expect(shownCode(shown)).toBe(shown);
});

test.each([
  ['spring.mail.host', 'spring.mail.host'],
  ['mail/relay-host', 'mail/relay-host'],
  ['u:geheim@host', '…'],
  ['data.u.geheim@host', '…'],
  ['@host', '@host'],
  ['@SMTP_HOST@', '@SMTP_HOST@'],
  ['secret=mail token=geheim', '…'],
])('the name %s', (name, shown) => {
  expect(shownName(name)).toBe(shown);
});
