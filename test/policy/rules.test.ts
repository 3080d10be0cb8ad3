/** `rules:`, and what a policy or a comment is told that cannot be meant. */
import { describe, expect, it } from 'vitest';
import { applyIgnores, findIgnores } from '../../src/policy/ignores.ts';
import { judge } from '../../src/policy/judge.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { withRuleLevels } from '../../src/policy/rule-levels.ts';
import { context, policy, setting } from './settings.ts';

const problemsOf = (text: string): readonly string[] =>
  loadPolicy(text, '.smtp-scan.yml').problems.map(({ line, message }) => `${line}: ${message}`);

describe('rules of a policy', () => {
  const levels = (rules: string): readonly string[] => {
    const said = policy(`legacy: [old.corp.example]\n${rules}`);
    const settings = [
      setting('old.corp.example'),
      setting('old.corp.example', { path: 'test/.env', role: 'test' }),
      setting(null, { path: 'b/.env', ref: 'SMTP_HOST' }),
    ];
    const { findings, judged } = judge(settings, said, context);
    return withRuleLevels(findings, said, judged).map(({ rule, level, path }) => `${path} ${rule} ${level}`);
  };

  it('leave every rule its own level when they say nothing', () =>
    expect(levels('')).toEqual([
      'app/.env legacy-relay error',
      'b/.env unresolved-relay note',
      'test/.env legacy-relay note',
    ]));

  it('turn a single rule off', () =>
    expect(levels('rules: { legacy-relay: ignore }')).toEqual(['b/.env unresolved-relay note']));

  it('set the level of one, within what its role allows, and before the older word for unresolved ones', () =>
    expect(levels('rules: { legacy-relay: warning, unresolved-relay: error }\nunresolved: ignore')).toEqual([
      'app/.env legacy-relay warning',
      'b/.env unresolved-relay error',
      'test/.env legacy-relay note',
    ]));

  it('are joined over the policies that extend each other', () => {
    const { policy: said } = loadPolicy(
      'extends: b.yml\nrules: { mixed-relays: error }',
      'a.yml',
      () => 'rules: { mixed-relays: note, implicit-relay: ignore }',
    );
    expect(said?.rules).toEqual({ 'mixed-relays': 'error', 'implicit-relay': 'ignore' });
  });

  it('name rules and levels that there are', () => {
    expect(problemsOf('rules: { legacy-relays: off }')).toEqual([
      "1: unknown key 'legacy-relays' in rules (did you mean legacy-relay?)",
    ]);
    expect(problemsOf('rules: { legacy-relay: off }')).toEqual([
      "1: rules.legacy-relay takes ignore, note, warning or error, not 'off'",
    ]);
  });
});

it('an HTTP API that does not exist is told', () => {
  expect(problemsOf('approved: [{ api: sengrid }]')).toEqual([
    '1: approved[0].api: there is no HTTP API of that name (did you mean SendGrid?)',
  ]);
  expect(problemsOf('approved: [{ api: carrier pigeons }]')[0]).toContain('known are AhaSend, ');
});

it('a replacement that is legacy itself is told, whatever name it goes by', () => {
  const text = `legacy:
  - { host: a.corp.example, replacement: b.corp.example:587 }
  - { host: c.corp.example, also: ["*.corp.example"] }
`;
  expect(problemsOf(text)).toEqual([
    '2: b.corp.example is to replace a.corp.example and is legacy itself: name the relay that stays',
  ]);
});

describe('an ignore comment without the colon', () => {
  const told = (text: string): readonly string[] =>
    applyIgnores([], findIgnores('a.env', text), policy('legacy: [a.example]'), {
      today: '2027-01-15',
      hostOf: () => null,
    }).map(({ line, rule, message }) => `${line} ${rule} ${message}`);

  it('is told', () =>
    expect(told('A=1\nB=2 # smtp-scan ignore legacy-relay -- moves in January\n')).toEqual([
      '2 unused-ignore This comment does not count, because it lacks the colon: smtp-scan: ignore legacy-relay …',
    ]));

  it.each([
    '# smtp-scan ignore comments are described in docs/policy.md\n',
    '# run smtp-scan before a release\n',
    'echo smtp-scan ignore legacy-relay\n',
  ])('is not seen in %j', (text) => expect(findIgnores('a', text)).toEqual([]));

  it('does not hide one behind it', () =>
    expect(findIgnores('a', 'run: npx smtp-scan . # smtp-scan: ignore legacy-relay -- x\n')).toMatchObject([
      { rule: 'legacy-relay', reason: 'x' },
    ]));
});
