import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { DEFAULTS } from '../../src/policy/policy.ts';
import { withOptions } from '../../src/policy/with-options.ts';

const problems = (text: string, files: Record<string, string> = {}, path = '.smtp-scan.yml'): string[] =>
  loadPolicy(text, path, (name) => files[name]).problems.map(
    ({ path: file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
  );

test('a whole policy', () => {
  const text = `approved:
  - SMTP-Relay.corp.example.
  - host: "*.mail.corp.example"
    ports: [587, 465]
    tls: required
  - 10.20.0.0/16
  - smtp2.corp.example:2525
  - { api: SendGrid, reason: bulk }
legacy:
  - host: mx1.old-dc.example
    also: [192.0.2.25, smarthost.old-dc.example]
    replacement: smtp-relay.corp.example:587
    reason: moved on 2026-10-01
roles: { test: ignore, sample: warning }
ignore: ["docs/**"]
exceptions:
  - { host: smtp.sendgrid.net, paths: ["apps/newsletter/**"], reason: "bulk mail", until: 2027-01-31 }
settings:
  - { files: "deploy/*.ini", key: "outgoing.server" }
unreadable: [{ paths: old/dump.sql, reason: a dump of 2009 }]
inline-ignores: off
`;
  for (const written of [text, text.replaceAll('\n', '\r\n')]) {
    const { policy, problems: none } = loadPolicy(written, 'ci/policy.yml');
    expect(none).toEqual([]);
    expect(policy).toEqual({
      approved: [
        { host: 'smtp-relay.corp.example', tls: 'optional' },
        { host: '*.mail.corp.example', ports: [587, 465], tls: 'required' },
        { host: '10.20.0.0/16', tls: 'optional' },
        { host: 'smtp2.corp.example', ports: [2525], tls: 'optional' },
      ],
      apis: [{ api: 'sendgrid', reason: 'bulk' }],
      legacy: [
        {
          host: 'mx1.old-dc.example',
          also: ['192.0.2.25', 'smarthost.old-dc.example'],
          replacement: { host: 'smtp-relay.corp.example', port: 587 },
          reason: 'moved on 2026-10-01',
          at: { path: 'ci/policy.yml', line: 10, column: 5, endLine: 10, endColumn: 29 },
        },
      ],
      local: 'allow',
      placeholders: 'allow',
      unresolved: 'note',
      rules: {},
      roles: { test: 'ignore', sample: 'warning' },
      ignore: ['docs/**'],
      exceptions: [
        {
          host: 'smtp.sendgrid.net',
          paths: ['apps/newsletter/**'],
          reason: 'bulk mail',
          until: '2027-01-31',
          at: { path: 'ci/policy.yml', line: 17, column: 5, endLine: 17, endColumn: expect.any(Number) },
        },
      ],
      settings: [{ files: ['deploy/*.ini'], key: 'outgoing.server' }],
      mentions: 'report',
      unreadable: [{ paths: ['old/dump.sql'], reason: 'a dump of 2009' }],
      inlineIgnores: 'off',
    });
  }
});

describe('problems say where, what and what is meant', () => {
  test.each([
    ['aproved: [a.corp.example]', ".smtp-scan.yml:1:1: unknown key 'aproved' (did you mean approved?)"],
    ['# ü\nallowlist: []', ".smtp-scan.yml:2:1: unknown key 'allowlist' (did you mean approved?)"],
    ['zzz: 1', /unknown key 'zzz'; known here: extends, approved/],
    ['local: alow', ".smtp-scan.yml:1:8: local takes allow or report, not 'alow' (did you mean allow?)"],
    [
      'approved:\n  - a.corp.example\n  - { host: b.corp.example, port: 25 }',
      ".smtp-scan.yml:3:29: unknown key 'port' in approved[1] (did you mean ports?)",
    ],
    [
      'approved:\n  - { host: b.corp.example, ports: [25, 99999] }',
      '.smtp-scan.yml:2:41: approved[0].ports[1] takes a port (1 to 65535), not the number 99999',
    ],
    ['approved: ["smtp*.corp.example"]', /a wildcard stands for a whole label, and 'smtp\*' is only part of one/],
    ['approved: ["*"]', /would mean every host/],
    ['approved: ["10.0.0.256"]', /neither a host name nor an IPv4 address/],
    ['approved: ["10.0.0.0/40"]', /the prefix of IPv4 is 1 to 32/],
    ['approved: [{ host: "a.corp.example:25" }]', /ports go under ports/],
    ['approved: [10.20]', /takes a host, or a mapping, and this is the number 10.2; put it in quotes/],
    [
      'exceptions: [{ host: a.corp.example, reason: x, until: 2027-02-30 }]',
      /'2027-02-30' is no date: write YYYY-MM-DD/,
    ],
    ['exceptions: [{ host: a.corp.example }]', '.smtp-scan.yml:1:14: exceptions[0] lacks reason'],
    ['local: allow\nlocal: report', '.smtp-scan.yml:2:1: local stands here a second time: join the two'],
    ['a: [1\nb: 2', /:2:1: this is not valid YAML/],
    ['local: allow\n---\nlocal: allow', /one document/],
    ['local: !!str allow', /tags have no meaning/],
    ['local: *nowhere', /no anchor|not valid YAML/],
    ['', /this policy is empty/],
    [
      'approved: [a.corp.example]\nlegacy: [A.corp.example]',
      '.smtp-scan.yml:2:10: a.corp.example is both approved and legacy: keep it in one list',
    ],
  ])('%s', (text, expected) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    if (typeof expected === 'string') expect(found).toContain(expected);
    else expect(found.join('\n')).toMatch(expected);
  });

  test('every problem is told at once, and no policy is given', () => {
    expect(problems('local: x\nunresolved: y\nroles: { test: z }')).toHaveLength(3);
    expect(loadPolicy('local: x', 'p.yml').policy).toBeUndefined();
  });

  test('a password in a host never shows', () => {
    const found = problems(
      'approved: ["smtp://bob:s3cret@smtp.corp.example", { host: "bob:s3cret@smtp.corp.example" }]\nlocal: "bob:s3cret@x"',
    );
    expect(found).toHaveLength(3);
    expect(found.join()).not.toContain('s3cret');
  });

  test('hostile nesting and aliases end', () => {
    expect(problems('['.repeat(100_000)).length).toBeGreaterThan(0);
    const bomb = `a: &a [x, x]\n${Array.from({ length: 60 }, (_, index) => `k${index}: &k${index} [*${index === 0 ? 'a' : `k${index - 1}`}, *${index === 0 ? 'a' : `k${index - 1}`}]`).join('\n')}`;
    expect(problems(bomb).length).toBeGreaterThan(0);
  });
});

describe('extends', () => {
  test('joins lists, base first, and lets the nearer word count', () => {
    const files = {
      'policies/base.yml':
        'extends: org.yml\napproved: [a.corp.example]\nlocal: report\nroles: { test: ignore, dev: note }',
      'policies/org.yml': 'approved: [org.corp.example]\nunresolved: warning\nlegacy: [mx.old.example]',
    };
    const { policy } = loadPolicy(
      'extends: ./policies/base.yml\nlocal: allow\nroles: { dev: warning }',
      '.smtp-scan.yml',
      (path) => files[path as keyof typeof files],
    );
    expect(policy?.approved?.map(({ host }) => host)).toEqual(['org.corp.example', 'a.corp.example']);
    expect(policy).toMatchObject({ local: 'allow', unresolved: 'warning', roles: { test: 'ignore', dev: 'warning' } });
    expect(policy?.legacy[0]?.at?.path).toBe('policies/org.yml');
  });

  test('problems of the base name the base', () => {
    expect(problems('extends: b.yml', { 'b.yml': '\nlocal: x' })[0]).toMatch(/^b\.yml:2:8: /);
  });

  test.each([
    ['extends: ../outside.yml', '.smtp-scan.yml', /leads out of the root/],
    ['extends: x/../../outside.yml', '.smtp-scan.yml', /leads out of the root/],
    ['extends: ../../outside.yml', 'ci/policy.yml', /leads out of the root/],
    ['extends: ../outside.yml', '/etc/smtp-scan/policy.yml', /leads out of the root/],
    ['extends: missing.yml', '.smtp-scan.yml', /there is no file missing\.yml/],
    ['extends: me.yml', 'me.yml', /in a circle/],
    ['extends: a.yml', '.smtp-scan.yml', /in a circle/],
    ['extends: c0.yml', '.smtp-scan.yml', /more than 5 files/],
  ])('%s in %s is refused', (text, path, message) => {
    const chain = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`c${index}.yml`, `extends: c${index + 1}.yml`]),
    );
    const files = { 'a.yml': 'extends: b.yml', 'b.yml': 'extends: a.yml', 'me.yml': 'extends: me.yml', ...chain };
    expect(problems(text, files, path).join('\n')).toMatch(message);
  });

  test('upwards within the root, and beside a policy outside it', () => {
    expect(problems('extends: ../base.yml', { 'base.yml': 'local: allow' }, 'ci/policy.yml')).toEqual([]);
    expect(problems('extends: ./base.yml', { '/etc/p/base.yml': 'local: allow' }, '/etc/p/policy.yml')).toEqual([]);
  });

  test('without files it is said', () => {
    expect(loadPolicy('extends: b.yml', 'p.yml').problems[0]?.message).toContain('no files beside it');
  });
});

describe('the relays of the command line', () => {
  test('make a policy where there is none', () => {
    const { policy, problems: none } = withOptions(undefined, {
      approve: ['smtp.corp.example:587', '10.0.0.0/8'],
      legacy: ['mx.old.example'],
    });
    expect(none).toEqual([]);
    expect(policy).toEqual({
      ...DEFAULTS,
      approved: [
        { host: 'smtp.corp.example', ports: [587], tls: 'optional' },
        { host: '10.0.0.0/8', tls: 'optional' },
      ],
      legacy: [{ host: 'mx.old.example', also: [] }],
    });
  });

  test('are added to the file, and change nothing when there are none', () => {
    const { policy } = loadPolicy('legacy: [a.old.example]', 'p.yml');
    expect(
      withOptions(policy, { approve: [], legacy: ['b.old.example'] }).policy?.legacy.map(({ host }) => host),
    ).toEqual(['a.old.example', 'b.old.example']);
    expect(withOptions(policy, { approve: [], legacy: [] }).policy).toBe(policy);
    expect(withOptions(undefined, { approve: [], legacy: [] }).policy).toBeUndefined();
  });

  test('are checked', () => {
    expect(withOptions(undefined, { approve: ['*'], legacy: ['a b'] }).problems).toEqual([
      '--approve: this would mean every host: name at least the domain',
      "--legacy: 'a b' is no host name",
    ]);
  });
});
