import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/model/setting.ts';
import { applyIgnores, findIgnores, ignoreIdentity } from '../../src/policy/ignores.ts';
import { judge } from '../../src/policy/judge.ts';
import { context, policy, setting } from './settings.ts';

const base = policy('approved: [smtp.corp.example]\nlegacy: [mx1.old.example]');

/** The findings of a file whose comments are read from `text`. */
function findings(text: string, settings: Setting[], by = base, atBase?: () => boolean) {
  const { findings: all } = judge(settings, by, context);
  const hosts = settings.map(({ host }) => host);
  return applyIgnores(all, findIgnores('app/.env', text), by, {
    today: context.today,
    hostOf: ({ setting: index }) => (index === null ? null : (hosts[index] ?? null)),
    ...(atBase ? { atBase } : {}),
  });
}

const told = (...args: Parameters<typeof findings>): string[] =>
  findings(...args)
    .map(({ rule, suppressed }) => `${rule}${suppressed ? ` (${suppressed.kind}: ${suppressed.reason})` : ''}`)
    .sort();

describe('forms of the comment', () => {
  test.each([
    ['# smtp-scan: ignore legacy-relay -- moves in January', { rule: 'legacy-relay', reason: 'moves in January' }],
    [
      '  // smtp-scan: ignore legacy-relay mx1.old.example -- x',
      { rule: 'legacy-relay', host: 'mx1.old.example', reason: 'x' },
    ],
    ['/* smtp-scan: ignore legacy-relay -- x */', { rule: 'legacy-relay', reason: 'x' }],
    [' * smtp-scan: ignore legacy-relay -- x', { rule: 'legacy-relay', reason: 'x' }],
    ['<!-- smtp-scan: ignore legacy-relay — x -->', { rule: 'legacy-relay', reason: 'x' }],
    ['<!-- smtp-scan: ignore legacy-relay -->', { rule: 'legacy-relay' }],
    ['-- smtp-scan: ignore legacy-relay -- x', { rule: 'legacy-relay', reason: 'x' }],
    ['; smtp-scan: ignore legacy-relay -- x', { rule: 'legacy-relay', reason: 'x' }],
    ["' smtp-scan: ignore legacy-relay -- x", { rule: 'legacy-relay', reason: 'x' }],
    ['{# smtp-scan: ignore legacy-relay -- x #}', { rule: 'legacy-relay', reason: 'x' }],
    ['{{/* smtp-scan: ignore legacy-relay -- x */}}', { rule: 'legacy-relay', reason: 'x' }],
    ['dnl smtp-scan: ignore legacy-relay -- x', { rule: 'legacy-relay', reason: 'x' }],
    ['#smtp-scan:ignore Legacy-Relay -- x', { rule: 'legacy-relay', reason: 'x' }],
    [
      '# smtp-scan: ignore legacy-relay -- fax -- moves last until 2027-01-31',
      { rule: 'legacy-relay', reason: 'fax -- moves last', until: '2027-01-31' },
    ],
    ['# smtp-scan: ignore legacy-relay -- until we move', { rule: 'legacy-relay', reason: 'until we move' }],
    ['# smtp-scan: ignore legacy-relay --', { rule: 'legacy-relay' }],
    ['# smtp-scan: ignore', { rule: '' }],
  ])('%s', (text, expected) => {
    const [found, ...more] = findIgnores('a', text);
    expect(more).toEqual([]);
    expect({ rule: found?.rule, host: found?.host, reason: found?.reason, until: found?.until }).toEqual({
      host: undefined,
      reason: undefined,
      until: undefined,
      ...expected,
    });
  });

  test.each([
    'smtp-scan: ignore legacy-relay -- no comment',
    'x = "smtp-scan: ignore legacy-relay"',
    'run smtp-scan: ignored',
    '# smtp-scan: ignored -- x',
    "it's smtp-scan: ignore legacy-relay -- prose",
  ])('no comment: %s', (text) => expect(findIgnores('a', text)).toEqual([]));

  test('its place, behind non-ASCII and with CRLF', () => {
    const text = 'A=1\r\nB=ü😀 # smtp-scan: ignore legacy-relay -- x  \r\nC=2';
    expect(findIgnores('a', text)).toMatchObject([
      {
        at: { path: 'a', line: 2, column: 9, endLine: 2, endColumn: 9 + 'smtp-scan: ignore legacy-relay -- x'.length },
        from: 2,
        to: 2,
      },
    ]);
  });

  test('finishes hostile text', () => {
    expect(findIgnores('a', '# smtp-scan: ignore legacy-relay -- x\n'.repeat(20_000))).toHaveLength(20_000);
    findIgnores('a', `${'#'.repeat(2000)} smtp-scan: ignore x\n`.repeat(500));
    findIgnores('a', `${'smtp-scan: '.repeat(20_000)}\n`);
    findIgnores('a', `# smtp-scan: ignore ${' '.repeat(900)}x${' -'.repeat(400)}\n`.repeat(200));
  });
});

describe('what a comment suppresses', () => {
  const old = setting('mx1.old.example');

  test.each([
    ['\n\nSMTP_HOST=mx1.old.example # smtp-scan: ignore legacy-relay -- fax'],
    ['\n# smtp-scan: ignore legacy-relay mx1.old.example -- fax\nSMTP_HOST=mx1.old.example'],
    ['\n# smtp-scan: ignore legacy-relay "*.old.example" -- fax'.replaceAll('"', '')],
    [
      '# smtp-scan: ignore legacy-relay -- fax\n# smtp-scan: ignore relay-credentials -- fax\nSMTP_HOST=mx1.old.example',
    ],
  ])('%j', (text) => {
    expect(
      told(text, [{ ...old, secret: text.includes('credentials') }]).filter((one) => one.startsWith('legacy')),
    ).toEqual(['legacy-relay (inSource: fax)']);
  });

  test('a different rule, host or line is still found, and the comment is reported', () => {
    for (const text of [
      '\n# smtp-scan: ignore unapproved-relay -- fax\n',
      '\n# smtp-scan: ignore legacy-relay mx2.old.example -- fax\n',
      '# smtp-scan: ignore legacy-relay -- fax\n\n',
      'A=1 # smtp-scan: ignore legacy-relay -- fax\n\n',
      '\nA=1 # smtp-scan: ignore legacy-relay -- behind code it means its own line\n',
      '\n\n\n# smtp-scan: ignore legacy-relay -- below\n',
    ]) {
      expect(told(text, [old])).toEqual(['legacy-relay', 'unused-ignore']);
    }
  });

  test('two relays on one line: the named one only', () => {
    const text = '\n# smtp-scan: ignore legacy-relay mx1.old.example -- fax\n';
    const by = policy('legacy: [mx1.old.example, mx2.old.example]');
    expect(told(text, [old, setting('mx2.old.example', { column: 40 })], by)).toEqual([
      'legacy-relay',
      'legacy-relay (inSource: fax)',
    ]);
  });

  test('a text of several lines is met by a comment within it', () => {
    expect(told('\n\nX=a\nb # smtp-scan: ignore legacy-relay -- fax', [{ ...old, endLine: 4 }])).toEqual([
      'legacy-relay (inSource: fax)',
    ]);
  });

  test('an exception of the policy keeps its own reason', () => {
    const by = policy('legacy: [mx1.old.example]\nexceptions: [{ host: mx1.old.example, reason: agreed }]');
    expect(told('\n# smtp-scan: ignore legacy-relay -- fax\n', [old], by)).toEqual(['legacy-relay (external: agreed)']);
  });
});

describe('comments that do not count', () => {
  const old = setting('mx1.old.example');

  test.each([
    ['# smtp-scan: ignore legacy-relay', 'ignore-without-reason', /gives no reason/],
    ['# smtp-scan: ignore legcy-relay -- x', 'unused-ignore', /did you mean legacy-relay\?/],
    ['# smtp-scan: ignore -- x', 'unused-ignore', /names no rule/],
    ['# smtp-scan: ignore legacy-relay 10.0.0.0/99 -- x', 'unused-ignore', /is no host/],
    ['# smtp-scan: ignore legacy-relay because of fax', 'ignore-without-reason', /gives no reason/],
    ['# smtp-scan: ignore legacy-relay -- x until 2027-01-14', 'expired-exception', /ended on 2027-01-14/],
    ['# smtp-scan: ignore legacy-relay -- x until 2027-02-30', 'unused-ignore', /its date is none/],
  ])('%s', (comment, rule, message) => {
    const [about, finding, ...more] = findings(`\n${comment}\nSMTP_HOST=mx1.old.example`, [old]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule: 'legacy-relay' });
    expect(finding?.suppressed).toBeUndefined();
    expect(about).toMatchObject({ rule, level: 'warning', setting: null, line: 2, column: 3 });
    expect(about?.message).toMatch(message);
  });

  const text = '\n# smtp-scan: ignore legacy-relay -- fax\n';

  test('where the policy switches them off', () => {
    expect(told(text, [old], policy('legacy: [mx1.old.example]\ninline-ignores: off'))).toEqual([
      'legacy-relay',
      'unused-ignore',
    ]);
  });

  test('new ones on a pull request, unless the policy allows it', () => {
    expect(told(text, [old], base, () => false)).toEqual(['legacy-relay', 'unused-ignore']);
    expect(told(text, [old], base, () => true)).toEqual(['legacy-relay (inSource: fax)']);
    expect(told(text, [old], policy('legacy: [mx1.old.example]\ninline-ignores: allow'), () => false)).toEqual([
      'legacy-relay (inSource: fax)',
    ]);
  });

  test('identity does not know the line', () => {
    const identities = [text, `\n\n${text}`].map((one) => findIgnores('a', one).map(ignoreIdentity));
    expect(identities[0]).toEqual(identities[1]);
  });
});
