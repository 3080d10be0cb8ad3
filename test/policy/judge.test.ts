import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/model/setting.ts';
import { judge } from '../../src/policy/judge.ts';
import { context, policy, setting } from './settings.ts';

const approving = policy(`
approved:
  - host: smtp-relay.corp.example
    ports: [587, 465]
    tls: required
legacy:
  - host: mx1.old-dc.example
    also: [192.0.2.25]
    replacement: smtp-relay.corp.example:587
    reason: moved on 2026-10-01
`);

const judged = (settings: Setting[], by = approving) => judge(settings, by, context);
const told = (settings: Setting[], by = approving): string[] =>
  judged(settings, by).findings.map(({ rule, level }) => `${rule} ${level}`);
const verdict = (host: string | null, by: typeof approving | undefined = approving, rest: Partial<Setting> = {}) =>
  judge([setting(host, rest)], by, context).judged[0]?.verdict;

describe('verdicts', () => {
  test.each([
    ['smtp-relay.corp.example', 'approved'],
    ['mx1.old-dc.example', 'legacy'],
    ['192.0.2.25', 'legacy'],
    ['smtp.gmail.com', 'unapproved'],
    ['mailrelay', 'unapproved'],
    ['relay.corp.internal', 'unapproved'],
    ['localhost', 'local'],
    ['mailer', 'local'],
    ['mailer.prod.svc.cluster.local', 'local'],
    ['other.prod.svc.cluster.local', 'unapproved'],
    ['mailpit', 'local'],
    ['smtp.example.com', 'placeholder'],
    [null, 'unresolved'],
  ])('%s is %s', (host, expected) => expect(verdict(host)).toBe(expected));

  test('what the policy names counts before local and placeholder, legacy before approved', () => {
    expect(verdict('localhost', policy('legacy: [127.0.0.0/8, localhost]'))).toBe('legacy');
    expect(verdict('mailer', policy('approved: [mailer]'))).toBe('approved');
    expect(verdict('a.corp.example', policy('approved: ["*.corp.example"]\nlegacy: [a.corp.example]'))).toBe('legacy');
  });

  test('a replacement counts as approved', () => {
    expect(
      verdict('new.corp.example', policy('legacy: [{ host: old.corp.example, replacement: new.corp.example:25 }]')),
    ).toBe('approved');
  });

  test('other routes: a program of the machine, the recipients themselves, an API', () => {
    expect(verdict(null, approving, { route: 'local-program' })).toBe('local');
    expect(verdict(null, approving, { route: 'direct' })).toBe('unapproved');
    expect(verdict(null, approving, { route: 'api', ref: 'SendGrid' })).toBe('unapproved');
    expect(verdict(null, policy('approved: [{ api: sendgrid }]'), { route: 'api', ref: 'SendGrid' })).toBe('approved');
    expect(told([setting(null, { route: 'direct' })])).toEqual(['unapproved-relay error']);
  });
});

describe('HTTP APIs', () => {
  const ses = setting(null, { route: 'api', ref: 'Amazon SES', source: 'service' });
  const mandrill = setting(null, { route: 'api', ref: 'Mailchimp Transactional', source: 'service' });

  test('a policy that names none says nothing of them', () => expect(told([ses])).toEqual([]));

  test('one that names some approves these, by any of their names, and no others', () => {
    const some = policy('approved: [smtp-relay.corp.example, { api: ses }, { api: Mandrill }]');
    expect(told([ses, mandrill], some)).toEqual([]);
    const { findings } = judged([ses], policy('approved: [{ api: sendgrid }]'));
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'unapproved-relay: Mail leaves through the HTTP API of Amazon SES, which the policy does not approve. Use an approved relay, or approve it with { api: Amazon SES }.',
    ]);
  });
});

describe('without a policy', () => {
  test('settings have verdicts, and nothing is a finding', () => {
    const { judged: all, findings } = judge(
      [
        setting('smtp.gmail.com', { secret: true }),
        setting('localhost'),
        setting(null),
        setting(null, { implicit: true, ref: 'localhost' }),
      ],
      undefined,
      context,
    );
    expect(all.map((one) => one.verdict)).toEqual(['unapproved', 'local', 'unresolved', 'local']);
    expect(findings).toEqual([]);
  });

  test('with only legacy relays, no other is a finding', () => {
    expect(told([setting('smtp.gmail.com'), setting('a.old.example')], policy('legacy: [a.old.example]'))).toEqual([
      'legacy-relay error',
    ]);
  });
});

describe('legacy-relay', () => {
  test('names reason and replacement', () => {
    const { findings } = judged([setting('mx1.old-dc.example', { port: 25 })]);
    expect(findings).toEqual([
      {
        rule: 'legacy-relay',
        level: 'error',
        setting: 0,
        path: 'app/.env',
        line: 3,
        column: 11,
        endLine: 3,
        endColumn: 29,
        message:
          'mx1.old-dc.example is a legacy relay (moved on 2026-10-01). The policy names smtp-relay.corp.example:587 as its replacement. Port 25 has to become 587.',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        wanted: { host: 'smtp-relay.corp.example', port: 587, tls: 'required' },
      },
    ]);
  });

  test('a default says when it counts', () => {
    const [finding] = judged([setting('192.0.2.25', { source: 'default', ref: 'MAIL_HOST' })]).findings;
    expect(finding?.message).toContain('It counts wherever MAIL_HOST is not set.');
  });
});

describe('unapproved-relay', () => {
  test('calls a known relay by its name and says what to use', () => {
    const [finding] = judged([setting('smtp.gmail.com')]).findings;
    expect(finding?.message).toBe(
      'Gmail (smtp.gmail.com) is not approved. Use an approved relay (smtp-relay.corp.example), or approve this one in the policy.',
    );
    expect(finding?.wanted?.host).toBe('smtp-relay.corp.example');
  });

  test('with several approved relays nothing says which one is wanted', () => {
    const [finding] = judged(
      [setting('smtp.gmail.com')],
      policy('approved: [a.corp.example, b.corp.example, c.corp.example, d.corp.example]'),
    ).findings;
    expect(finding?.wanted).toBeUndefined();
    expect(finding?.message).toContain('a.corp.example, b.corp.example, c.corp.example and 1 more');
  });

  test('local and placeholder only when the policy asks', () => {
    const settings = [setting('localhost'), setting('smtp.example.com')];
    expect(told(settings)).toEqual([]);
    expect(told(settings, policy('approved: [a.corp.example]\nlocal: report'))).toEqual(['unapproved-relay error']);
    expect(told(settings, policy('approved: [a.corp.example]\nplaceholders: report'))).toEqual([
      'unapproved-relay error',
    ]);
  });
});

describe('insecure-transport', () => {
  test.each([
    [{ port: 587, transport: 'starttls' as const }, []],
    [{ port: null, transport: 'unknown' as const }, []],
    [{ port: 465, transport: 'implicit' as const }, []],
    [{ port: 25, transport: 'starttls' as const }, ['insecure-transport warning']],
    [{ port: 587, transport: 'none' as const }, ['insecure-transport warning']],
    [{ port: 587, transport: 'starttls' as const, insecure: true }, ['insecure-transport warning']],
  ])('%o', (rest, expected) => expect(told([setting('smtp-relay.corp.example', rest)])).toEqual(expected));

  test('port 25 with nothing that asks for TLS; one of several entries is enough', () => {
    const open = policy('approved: [{ host: a.corp.example, tls: required }]');
    expect(told([setting('a.corp.example', { port: 25 })], open)).toEqual(['insecure-transport warning']);
    const either = policy(
      'approved: [{ host: a.corp.example, ports: [587] }, { host: "*.corp.example", ports: [25] }]',
    );
    expect(told([setting('a.corp.example', { port: 25 })], either)).toEqual([]);
  });

  test('says what is allowed', () => {
    const [finding] = judged([setting('smtp-relay.corp.example', { port: 2525, insecure: true })]).findings;
    expect(finding?.message).toMatch(
      /^smtp-relay\.corp\.example is approved, but not like this\. Port 2525 is not allowed: use port 587 or 465\. Certificate checks are switched off/,
    );
  });

  test('is not asked of relays that are not approved', () => {
    expect(told([setting('smtp.gmail.com', { insecure: true })])).toEqual(['unapproved-relay error']);
  });
});

describe('relay-credentials', () => {
  test('a warning, an error beside a legacy relay, nothing beside local ones', () => {
    const secret = { secret: true, authenticated: true };
    expect(told([setting('smtp-relay.corp.example', secret)])).toEqual(['relay-credentials warning']);
    expect(told([setting('mx1.old-dc.example', secret)])).toEqual(['legacy-relay error', 'relay-credentials error']);
    expect(told([setting('mailpit', secret), setting('smtp.example.com', secret)])).toEqual([]);
    expect(told([setting('smtp-relay.corp.example', { authenticated: true })])).toEqual([]);
  });
});

describe('implicit-relay and unresolved-relay', () => {
  test('a default of localhost is a note, a vendor is judged like a host', () => {
    expect(told([setting(null, { implicit: true, ref: 'localhost', source: 'default' })])).toEqual([
      'implicit-relay note',
    ]);
    expect(told([setting(null, { implicit: true, ref: 'smtp.gmail.com', source: 'default' })])).toEqual([
      'unapproved-relay error',
    ]);
    const [finding] = judged([setting(null, { implicit: true, ref: 'smtp.gmail.com', source: 'default' })]).findings;
    expect(finding).toMatchObject({ message: expect.stringContaining('the default of the library decides') });
  });

  test('an open host names what to look for; a decided one is none', () => {
    const open = setting(null, { ref: 'SMTP_HOST', source: 'environment' });
    expect(told([open])).toEqual(['unresolved-relay note']);
    expect(judged([open]).findings[0]?.message).toContain('Look for SMTP_HOST where it runs');
    expect(told([{ ...open, decided: true }])).toEqual([]);
    expect(told([open], policy('unresolved: error'))).toEqual(['unresolved-relay error']);
    expect(told([open], policy('unresolved: ignore'))).toEqual([]);
  });

  test('a piece of code is never shown: it may hold anything', () => {
    const findings = judged([
      setting(null, { ref: "createTransport({ auth: { pass: 's3cret' } })", source: 'environment' }),
      setting(null, { ref: 'smtp://u:s3cret@h', implicit: true }),
    ]).findings;
    expect(findings.length).toBeGreaterThan(1);
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });
});

describe('levels by role', () => {
  const roles = ['runtime', 'sample', 'dev', 'test'] as const;
  const levels = (text: string, rest: Partial<Setting> = {}): (string | undefined)[] =>
    roles.map(
      (role) =>
        judged([setting('smtp.gmail.com', { role, ...rest })], policy(text)).findings.find(
          ({ rule }) => rule === 'unapproved-relay',
        )?.level,
    );

  test('samples one step lower, dev and test a note', () =>
    expect(levels('approved: [a.corp.example]')).toEqual(['error', 'warning', 'note', 'note']));
  test('the policy sets the most severe level of a role', () =>
    expect(
      levels('approved: [a.corp.example]\nroles: { runtime: warning, sample: error, dev: error, test: ignore }'),
    ).toEqual(['warning', 'error', 'error', undefined]));
  test('a role never raises a rule', () => {
    expect(
      told([setting(null, { ref: 'X', source: 'environment', role: 'sample' })], policy('roles: { sample: error }')),
    ).toEqual(['unresolved-relay note']);
  });
});

describe('mixed-relays', () => {
  const two = policy(
    'approved: [new.corp.example]\nlegacy: [{ host: old.corp.example, also: [10.0.0.1], replacement: new.corp.example }]',
  );
  const mixed = (settings: Setting[], by = two) =>
    judged(settings, by).findings.filter(({ rule }) => rule === 'mixed-relays');

  test('one finding for a role, at the first that goes another way', () => {
    const found = mixed([
      setting('new.corp.example'),
      setting('old.corp.example', { line: 5 }),
      setting('10.0.0.1', { line: 6 }),
      setting('smtp.gmail.com', { line: 7 }),
      setting('localhost'),
      setting(null),
    ]);
    expect(found).toMatchObject([{ level: 'warning', setting: 1, line: 5 }]);
    expect(found[0]?.message).toBe(
      'Mail (runtime) leaves through 3 relays: old.corp.example in 2 places, new.corp.example in 1 place and Gmail (smtp.gmail.com) in 1 place. The policy names one: new.corp.example.',
    );
  });

  test('not for one relay, different roles, excepted ones, or a policy that names several', () => {
    expect(mixed([setting('old.corp.example'), setting('10.0.0.1')])).toEqual([]);
    expect(mixed([setting('new.corp.example'), setting('old.corp.example', { role: 'test' })])).toEqual([]);
    expect(
      mixed([setting('a.corp.example'), setting('b.corp.example')], policy('approved: ["*.corp.example"]')),
    ).toEqual([]);
    expect(
      mixed(
        [setting('a.corp.example'), setting('smtp.gmail.com')],
        policy('approved: [a.corp.example]\nexceptions: [{ host: smtp.gmail.com, reason: x }]'),
      ),
    ).toEqual([]);
  });
});

describe('exceptions', () => {
  const text = (until: string): string =>
    `approved: [a.corp.example]\nexceptions:\n  - { host: smtp.sendgrid.net, paths: ["apps/newsletter/**"], reason: bulk mail, until: ${until} }`;
  const newsletter = setting('smtp.sendgrid.net', { path: 'apps/newsletter/.env' });

  test('suppress on their paths with their reason; a password stays a finding', () => {
    const { findings } = judged(
      [{ ...newsletter, secret: true }, setting('smtp.sendgrid.net', { path: 'apps/shop/.env' })],
      policy(text('2027-01-15')),
    );
    expect(findings.map(({ path, rule, suppressed }) => [path, rule, suppressed])).toEqual([
      ['apps/newsletter/.env', 'relay-credentials', undefined],
      ['apps/newsletter/.env', 'unapproved-relay', { kind: 'external', reason: 'bulk mail' }],
      ['apps/shop/.env', 'unapproved-relay', undefined],
    ]);
  });

  test('after the last day it is a finding again, and so is the exception', () => {
    const { findings } = judged([newsletter], policy(text('2027-01-14')));
    expect(findings).toMatchObject([
      { rule: 'expired-exception', level: 'warning', setting: null, path: '.smtp-scan.yml', line: 3, column: 5 },
      { rule: 'unapproved-relay', level: 'error' },
    ]);
    expect(findings[0]?.message).toContain('(1 finding) is reported again');
    expect(findings[1]?.suppressed).toBeUndefined();
  });

  test('one that meets nothing is reported, unless only a part was looked at', () => {
    const by = policy(text('2027-01-31'));
    expect(told([setting('a.corp.example')], by)).toEqual(['unused-ignore warning']);
    expect(judge([setting('a.corp.example')], by, { ...context, partial: true }).findings).toEqual([]);
  });
});

describe('fingerprints', () => {
  const prints = (settings: Setting[]): string[] => judged(settings).findings.map(({ fingerprint }) => fingerprint);

  test('stay when lines and columns move, and differ by rule, path, key and host', () => {
    const base = setting('smtp.gmail.com');
    expect(prints([base])).toEqual(prints([{ ...base, line: 90, endLine: 90, column: 1, endColumn: 15 }]));
    const all = [
      base,
      { ...base, path: 'b/.env' },
      { ...base, key: 'MAIL_HOST' },
      { ...base, host: 'smtp.web.de' },
    ].map((one) => prints([one])[0]);
    expect(new Set(all).size).toBe(4);
  });

  test('a second one of the same identity is another', () => {
    const [first, second] = prints([setting('smtp.gmail.com'), setting('smtp.gmail.com', { line: 9 })]);
    expect(first).not.toBe(second);
    expect(first).toBe(prints([setting('smtp.gmail.com')])[0]);
  });
});
