import { describe, expect, test } from 'vitest';
import known from '../../src/relays/known.json' with { type: 'json' };
import { isCatcher, isLoopback, looksLikeCatcher, relayName } from '../../src/relays/known.ts';
import { isPlaceholder, looksLikePlaceholder } from '../../src/relays/placeholder.ts';
import { serviceOf } from '../../src/relays/services.ts';

describe('relayName', () => {
  test.each([
    ['smtp.gmail.com', 'Gmail'],
    ['SMTP.Gmail.com.', 'Gmail'],
    ['email-smtp.eu-west-3.amazonaws.com', 'Amazon SES'],
    ['contoso-com.mail.protection.outlook.com', 'Microsoft 365'],
    ['smtp.sendgrid.net', 'SendGrid'],
    ['smtp-relay.gmail.com', 'Google Workspace SMTP relay'],
  ])('%s is %s', (host, name) => expect(relayName(host)).toBe(name));

  test.each(['smtp.gmail.com.corp.example', 'gmail.com', 'mailrelay', 'xsmtp.gmail.com'])(
    '%s is nobody known',
    (host) => expect(relayName(host)).toBeUndefined(),
  );

  test('the table: every host is lower case, every pattern compiles and is anchored, no known relay is a placeholder or local', () => {
    for (const { hosts, patterns } of known) {
      for (const host of hosts) {
        expect(host).toBe(host.toLowerCase());
        expect([host, isPlaceholder(host), isLoopback(host)]).toEqual([host, false, false]);
      }
      for (const pattern of patterns ?? []) expect(new RegExp(pattern).source).toMatch(/^\^.*\$$/);
    }
  });
});

describe('isCatcher', () => {
  test.each([
    'mailhog',
    'mailpit',
    'maildev',
    'mailcatcher',
    'mailhog.default.svc.cluster.local',
    'mailpit_1',
    'smtp.mailtrap.io',
    'sandbox.smtp.mailtrap.io',
    'smtp.ethereal.email',
    'abc.mailosaur.net',
  ])('%s', (host) => expect(isCatcher(host)).toBe(true));

  test.each(['dev-mailpit', 'maildev-auth', 'mailhog.evil-corp.com', 'mailpit.io', 'inbucket.corp.internal'])(
    '%s only looks like one',
    (host) => expect([isCatcher(host), looksLikeCatcher(host)]).toEqual([false, true]),
  );

  test.each([
    'live.smtp.mailtrap.io',
    'bulk.smtp.mailtrap.io',
    'mail',
    'smtp.mailhogan.com',
    'mailhogs',
    'notmailtrap.io',
    'localstack',
  ])('not %s', (host) => expect(isCatcher(host)).toBe(false));
});

describe('isLoopback', () => {
  test.each([
    'localhost',
    'LOCALHOST.',
    'localhost.localdomain',
    'mail.localhost',
    '127.0.0.1',
    '127.0.1.1',
    '127.1',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '169.254.1.1',
    'fe80::1',
    'fe80::1%eth0',
    'host.docker.internal',
    'host.containers.internal',
    '172.17.0.1',
  ])('%s', (host) => expect(isLoopback(host)).toBe(true));

  test.each([
    '10.0.0.1',
    '192.168.1.1',
    '128.0.0.1',
    'localhost.corp.example',
    'mail.local',
    'relay.corp.internal',
    'mailrelay',
    'fec0::1',
    '172.17.0.2',
    'notlocalhost',
  ])('not %s', (host) => expect(isLoopback(host)).toBe(false));
});

describe('isPlaceholder', () => {
  test.each([
    'smtp.example.com',
    'example.org',
    'mail.example.net',
    'smtp.corp.example',
    'mx.test',
    'a.invalid',
    'smtp.domain.tld',
    'smtp.domain',
    'smtp.yourdomain.tld',
    'your-smtp-host',
    'mail.your_domain',
    '<host>',
    '<smtp-host>',
    '{host}',
    '%smtp_host%',
    '__SMTP_HOST__',
    'changeme',
    'change-me',
    'xxx',
    'xxxx',
    'foo.bar',
    'smtp.host',
    'smtp_host',
    'hostname',
    'todo',
    'null',
    'none',
    'n/a',
    'ihr-server',
    'tu-servidor',
    'votre-serveur',
    'mein-server',
    'seu-servidor',
    'twoj-serwer',
    'jouwserver',
    'my-mail-server',
    'my-mailserver',
    'smtp-host-here',
    '192.0.2.25',
    '2001:db8::25',
    '',
    'mock-smtp-host',
  ])('%s', (host) => expect(isPlaceholder(host)).toBe(true));

  test.each([
    'smtp.yourdomain.com',
    'your.smtp.host.com',
    'smtp.your-provider.com',
    'smtp.foo.bar.com',
    'smtp.server.com',
    'mail.ihr-server.de',
    'smtp.tuservidor.com',
    'smtp.votre-domaine.fr',
    'smtp.company.com',
    'smtp.mycompany.com',
    'mail.acme.com',
    'smtp.contoso.com',
    'smtp.xxx.com',
    'smtp.your.domain.name',
    'example.de',
    'your-smtp.evil-corp.com',
    'insert.corp.com',
    'put.it.here',
  ])('%s only looks like one', (host) =>
    expect([isPlaceholder(host), looksLikePlaceholder(host)]).toEqual([false, true]),
  );

  test.each([
    'mail.your-server.de',
    'www123.your-server.de',
    'smtp.gmail.com',
    'smtp.mail.ru',
    'smtp.mail.me.com',
    'smtp.mail.com',
    'mailrelay',
    'smtp',
    'mail',
    'relay',
    'mail.tu-berlin.de',
    'smtp.su.se',
    'smtp.uw.edu',
    'mail.din.de',
    'mail.local',
    'relay.corp.internal',
    'smtp.corp',
    '10.0.0.25',
    '192.168.2.1',
    'smtp.mydomainregistrar.com',
    'mail.testing.io',
    'smtp.examples-and-more.de',
    'yourls.org',
    'smtp.hostpoint.ch',
    'smtp.serverprofis.de',
    'smtp.foobarcorp.com',
    'smtp.domainfactory.de',
    'mailserver',
    'smtp-relay',
    'mail.companyhouse.co.uk',
    'mimecast.com',
    'smtp.siteground.com',
    'mon.relay.fr',
  ])('not %s', (host) => expect([isPlaceholder(host), looksLikePlaceholder(host)]).toEqual([false, false]));
});

test('serviceOf takes the names as nodemailer does', () => {
  expect(serviceOf('Gmail')).toEqual({ host: 'smtp.gmail.com', port: 465, secure: true });
  expect(serviceOf('google mail')?.host).toBe('smtp.gmail.com');
  expect(serviceOf('bob@gmail.com')?.host).toBe('smtp.gmail.com');
  expect(serviceOf('no such service')).toBeUndefined();
  expect(serviceOf('')).toBeUndefined();
  expect(serviceOf('constructor')).toBeUndefined();
});
