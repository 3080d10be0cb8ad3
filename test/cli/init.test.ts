import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { writePolicy } from '../../src/cli/init.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { setting } from '../policy/settings.ts';

const settings = [
  setting('smtp.gmail.com', { port: 587 }),
  setting('smtp.gmail.com', { port: 465, line: 9 }),
  setting('mx1.corp.internal', { path: 'a\n# b/.env' }),
  setting('10.0.0.25', { port: 25 }),
  setting('2001:db9::25'),
  setting('localhost'),
  setting('mailer'),
  setting('smtp.example.com'),
  setting('$weird" host'),
  setting(null),
];

test('lists real relays, those in most places first, and approves none', () => {
  const text = writePolicy(settings, [{ name: 'mailer', role: 'runtime', units: [''], files: [] }]);
  expect(text.match(/^# {3}- host: .*$/gm)?.slice(0, 4)).toEqual([
    '#   - host: smtp.gmail.com    # Gmail; 2 places, first app/.env:3',
    '#   - host: "10.0.0.25"    # 1 place, first app/.env:3',
    '#   - host: "2001:db9::25"    # 1 place, first app/.env:3',
    '#   - host: mx1.corp.internal    # 1 place, first a?# b/.env:3',
  ]);
  expect(text).toContain('#     ports: [465, 587]');
  for (const absent of ['localhost', 'mailer', 'weird']) expect(text).not.toMatch(new RegExp(`host: .*${absent}`));
  const { policy, problems } = loadPolicy(text, '.smtp-scan.yml');
  expect(problems).toEqual([]);
  expect(policy).toMatchObject({ approved: undefined, legacy: [], inlineIgnores: 'base' });
});

test('makes no address up beside real hosts, and knows HTTP APIs', () => {
  const api = setting(null, { route: 'api', ref: 'Amazon SES', path: 'mail.py' });
  const text = writePolicy([...settings, api, api]);
  expect(text).toContain('#   - { api: Amazon SES }    # HTTP API; 2 places, first mail.py:3');
  expect(text).not.toMatch(/192\.0\.2|old-dc|smtp-relay\.corp|sendgrid/);
  expect(text).toMatch(/^# {3}- host: smtp\.gmail\.com\n# {5}reason/m);
  expect(writePolicy([api])).toContain('#   - { api: Amazon SES }');
});

test('is a valid policy too when its examples are taken in', () => {
  for (const found of [settings, []]) {
    const text = writePolicy(found)
      .split('\n')
      .map((line) => line.replace(/^# (?!yaml-language-server)(?=[a-z-]+:( |$)| {2,}\S)/, ''))
      .join('\n');
    expect(load(text)).toMatchObject({
      approved: expect.any(Array),
      legacy: expect.any(Array),
      exceptions: expect.any(Array),
      settings: expect.any(Array),
      local: 'allow',
    });
    const messages = loadPolicy(text, '.smtp-scan.yml').problems.map(({ message }) => message);
    expect(messages.filter((message) => !message.includes('both approved and legacy'))).toEqual([]);
  }
});

test('many relays are cut', () => {
  const many = Array.from({ length: 150 }, (_, index) => setting(`smtp${index}.corp.internal`));
  expect(writePolicy(many)).toContain('… and 50 more');
});
