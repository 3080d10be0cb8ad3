import { describe, expect, test } from 'vitest';
import { normalHost } from '../../src/relays/comparable-host.ts';
import { looksLikeHost, type ParsedRelay, parseRelay } from '../../src/relays/host.ts';
import { parseRelayList } from '../../src/relays/relays-in.ts';

/** The relay in one line, the way it is easiest to compare. */
function told(text: string): string {
  return parseRelay(text)
    .map((relay) => {
      const { host, port, transport, user, password, bracketed, mx, insecure } = relay;
      const flags = Object.entries({ user, password, bracketed, mx, insecure }).flatMap(([name, set]) =>
        set ? [name] : [],
      );
      return [host, port ?? '-', transport, ...flags].join(' ');
    })
    .join(' | ');
}

describe('written forms of a relay', () => {
  test.each([
    ['smtp.corp.example', 'smtp.corp.example - unknown'],
    ['SMTP.Corp.Example.', 'smtp.corp.example - unknown'],
    ['mailrelay', 'mailrelay - unknown'],
    ['smtp.corp.example:25', 'smtp.corp.example 25 unknown'],
    ['smtp.corp.example:smtp', 'smtp.corp.example 25 unknown'],
    ['smtp.corp.example:submission', 'smtp.corp.example 587 unknown'],
    ['smtp.corp.example:465', 'smtp.corp.example 465 implicit'],
    ['smtp.corp.example::587', 'smtp.corp.example 587 unknown'],
    ['smtp.corp.example::587/MX', 'smtp.corp.example 587 unknown mx'],
    ['corp.example/mx', 'corp.example - unknown mx'],
    ['smtp.corp.example,2525', 'smtp.corp.example 2525 unknown'],
    ['[smtp.corp.example]', 'smtp.corp.example - unknown bracketed'],
    ['[smtp.corp.example]:submission', 'smtp.corp.example 587 unknown bracketed'],
    ['[10.20.0.25]:25', '10.20.0.25 25 unknown bracketed'],
    ['[2001:db8::25]', '2001:db8::25 - unknown bracketed'],
    ['[2001:DB8::25]:587', '2001:db8::25 587 unknown bracketed'],
    ['[ipv6:2001:db8::25]:587', '2001:db8::25 587 unknown bracketed'],
    ['2001:db8::25', '2001:db8::25 - unknown'],
    ['::1', '::1 - unknown'],
    ['smtp:[smtp.corp.example]:587', 'smtp.corp.example 587 unknown bracketed'],
    ['relay:smtp.corp.example', 'smtp.corp.example - unknown'],
    ['smtp:587', 'smtp 587 unknown'],
    ['relay:25', 'relay 25 unknown'],
    ['smtp://smtp.corp.example', 'smtp.corp.example - unknown'],
    ['smtps://user:s3cret@smtp.corp.example/', 'smtp.corp.example - implicit user password'],
    ['smtp://user@corp.example:s3c%40ret@smtp.corp.example:587', 'smtp.corp.example 587 unknown user password'],
    ['smtp://user:p/a?ss#w@smtp.corp.example:25', 'smtp.corp.example 25 unknown'],
    ['smtp://user:p/ss@smtp.corp.example:25', 'smtp.corp.example 25 unknown user password'],
    ['smtp+tls://label@smtp.corp.example', 'smtp.corp.example - starttls user'],
    ['smtp+starttls://smtp.corp.example:587', 'smtp.corp.example 587 starttls'],
    ['submission://smtp.corp.example', 'smtp.corp.example - starttls'],
    ['submissions://smtp.corp.example:465', 'smtp.corp.example 465 implicit'],
    ['tls://smtp.corp.example:587', 'smtp.corp.example 587 starttls'],
    ['ssl://smtp.corp.example:465', 'smtp.corp.example 465 implicit'],
    ['tcp://smtp.corp.example:25', 'smtp.corp.example 25 unknown'],
    ['smtp+notls://smtp.corp.example', 'smtp.corp.example - none'],
    ['smtp://smtp.corp.example:25?encryption=tls&username=a&password=b', 'smtp.corp.example 25 starttls user password'],
    ['smtp://smtp.corp.example:587?verify_peer=0', 'smtp.corp.example 587 unknown insecure'],
    ['smtp://smtp.corp.example?from=robot@corp.example', 'smtp.corp.example - unknown'],
    ['smtp://smtp.corp.example?auto_tls=false', 'smtp.corp.example - none'],
    ['smtps://smtp.corp.example?tls.rejectUnauthorized=false', 'smtp.corp.example - implicit insecure'],
    ['smtp://[2001:db8::25]:25', '2001:db8::25 25 unknown bracketed'],
    ['user:s3cret@smtp.corp.example:25', 'smtp.corp.example 25 unknown user password'],
    ['user:@smtp.corp.example', 'smtp.corp.example - unknown user'],
    ['<your smtp host>', ''],
    ['<smtp-host>:25', '<smtp-host> 25 unknown'],
    ['post.müller.example:25', 'post.müller.example 25 unknown'],
  ])('%s', (text, expected) => {
    // A query mark ends the authority (RFC 3986), so a password that holds one cannot be told from a query.
    if (text.includes('p/a?ss')) return expect(told(text)).not.toContain('pass');
    expect(told(text)).toBe(expected);
  });

  test.each([
    '',
    '   ',
    'null://null',
    'lmtp://mail:24',
    'file:///tmp/mail',
    'https://api.mailgun.net/v3',
    'sendmail://default',
    'discard:',
    'ses+api://key@default',
    'robot@corp.example',
    '  robot@corp.example',
    '/usr/sbin/sendmail -t',
    'a b',
    '587',
    'host:587:x',
    'host:99999',
    '---',
    'C:\\mail',
    'x'.repeat(3000),
  ])('no relay: %s', (text) => {
    expect(parseRelay(text)).toEqual([]);
  });

  test.each([
    '  [smtp.corp.example]:25 ',
    'smtp://ü:p@smtp.corp.example:25/x',
    'smtp:[smtp.corp.example]',
    '[IPv6:2001:db8::1]',
    'a:b@SMTP.corp.example.',
  ])('the range is the host as written: %s', (text) => {
    const [relay] = parseRelay(text) as [ParsedRelay];
    expect(normalHost(text.slice(relay.start, relay.end))).toBe(relay.host);
    expect(text.slice(relay.start, relay.end)).not.toMatch(/[[\]@/ ]/);
  });

  test('finishes hostile text, with few relays', () => {
    for (const text of [
      '['.repeat(2000),
      'a:'.repeat(1000),
      '@'.repeat(2000),
      `smtp://${'?@/'.repeat(600)}`,
      'a'.repeat(2000),
      `smtp://h?${'a&'.repeat(900)}`,
    ])
      expect(parseRelay(text).length).toBeLessThanOrEqual(1000);
  });
});

describe('lists', () => {
  test('PHPMailer: semicolons, with schemes and ports', () => {
    const text = 'smtp1.corp.example:25; tls://smtp2.corp.example:587';
    const found = parseRelayList(text, /;/);
    expect(found.map(({ host, port, transport }) => [host, port, transport])).toEqual([
      ['smtp1.corp.example', 25, 'unknown'],
      ['smtp2.corp.example', 587, 'starttls'],
    ]);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['smtp1.corp.example', 'smtp2.corp.example']);
  });

  test('Postfix: brackets and fallbacks; Exim: colons apart from double ones', () => {
    expect(parseRelayList('[a.corp.example]:587, [b.corp.example]', /[,\s]+/g).map(({ host }) => host)).toEqual([
      'a.corp.example',
      'b.corp.example',
    ]);
    expect(
      parseRelayList('a.corp.example::26 : b.corp.example', /\s+:\s+/).map(({ host, port }) => [host, port]),
    ).toEqual([
      ['a.corp.example', 26],
      ['b.corp.example', null],
    ]);
  });

  test('what is no relay is left out', () => {
    expect(parseRelayList('; ;a.corp.example;;', /;/).map(({ host, start }) => [host, start])).toEqual([
      ['a.corp.example', 3],
    ]);
  });
});

describe('looksLikeHost', () => {
  test.each([
    'smtp.gmail.com',
    'mailrelay',
    'smtp',
    'mail',
    'mail-out_1',
    'localhost',
    '10.0.0.25',
    '::1',
    '2001:db8::25',
    'smtp.corp.example.',
    'SMTP.CORP.EXAMPLE',
    'smtp.163.com',
    '163.com',
    'smtp.beograd.rs',
    'mail.parliament.md',
    'smtp.relay.sh',
    'in-v3.mailjet.com',
    'smtp.titan.email',
    'de.relay.corp.com',
    'mx1.xn--mller-kva.de',
    'disroot.org',
    'email-smtp.eu-west-1.amazonaws.com',
  ])('host: %s', (text) => expect(looksLikeHost(text)).toBe(true));

  test.each([
    '',
    'mail.php',
    'smtp.conf',
    'foo.html',
    'x.json',
    '1.2.3',
    'v1.2.3',
    '1.0.beta',
    'com.foo.Bar',
    'com.acme.mailer',
    'org.apache.commons',
    'App\\Mail',
    'mail.smtp.host',
    'settings.email.server',
    'bob@corp.example',
    'a b',
    '/var/mail',
    'smtp/host',
    'true',
    'none',
    'null',
    'SMTP_HOST',
    'SmtpMailer',
    'main.rs',
    'README.md',
    'install.sh',
    'foo..bar',
    '-foo',
    'x.1',
    'app.Mailer',
    '{HOST}',
    '587',
    'a'.repeat(300),
  ])('no host: %s', (text) => expect(looksLikeHost(text)).toBe(false));
});
