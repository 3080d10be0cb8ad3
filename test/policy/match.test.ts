import { describe, expect, test } from 'vitest';
import { compilePaths, hostMatches, isDate, isExpired } from '../../src/policy/match.ts';

describe('hostMatches', () => {
  test.each([
    ['smtp.corp.example', 'SMTP.corp.example.'],
    ['*.mail.corp.example', 'a.mail.corp.example'],
    ['mail.*.corp.example', 'mail.eu.corp.example'],
    ['**.corp.example', 'a.b.c.corp.example'],
    ['10.20.0.0/16', '10.20.255.1'],
    ['10.20.3.4/16', '10.20.0.1'],
    ['10.0.0.25', '::ffff:10.0.0.25'],
    ['2001:db8::/32', '2001:DB8:1::25'],
    ['2001:db8::25', '2001:0db8:0:0::0025'],
    ['fe80::/10', 'fe80::1%eth0'],
    ['post.müller.example', 'post.xn--mller-kva.example'],
    ['mail_out.corp.example', 'mail_out.corp.example'],
  ])('%s means %s', (pattern, host) => expect(hostMatches(pattern, host)).toBe(true));

  test.each([
    ['smtp.corp.example', 'xsmtp.corp.example'],
    ['smtp.corp.example', 'smtp.corp.example.evil.net'],
    ['smtp.corp.example', 'smtpxcorp.example'],
    ['*.mail.corp.example', 'mail.corp.example'],
    ['*.mail.corp.example', 'a.b.mail.corp.example'],
    ['*.mail.corp.example', 'evilmail.corp.example'],
    ['**.corp.example', 'corp.example'],
    ['10.20.0.0/16', '10.21.0.1'],
    ['10.20.0.0/16', '10.20.corp.example'],
    ['*.0.0.1.example', '127.0.0.1'],
    ['10.0.0.2', '10.0.0.25'],
    ['2001:db8::/32', '10.0.0.1'],
  ])('%s does not mean %s', (pattern, host) => expect(hostMatches(pattern, host)).toBe(false));
});

test('paths', () => {
  const matches = compilePaths(['apps/newsletter/**', './deploy/', '*.md']);
  expect(['apps/newsletter/a/.env', 'deploy/x/y.yml', 'README.md'].map(matches)).toEqual([true, true, true]);
  expect(['apps/shop/.env', 'docs/README.md', 'xdeploy/a'].map(matches)).toEqual([false, false, false]);
  expect(compilePaths([])('anything')).toBe(true);
});

test('dates: the last day still counts', () => {
  expect([
    isExpired('2027-01-31', '2027-01-31'),
    isExpired('2027-01-31', '2027-02-01'),
    isExpired(undefined, '2027-02-01'),
  ]).toEqual([false, true, false]);
  expect(['2028-02-29', '2027-02-29', '2027-1-1', '2027-13-01', 'x'].map(isDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
