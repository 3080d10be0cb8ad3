import { expect, it } from 'vitest';
import { type FormatName, formats } from '../../src/report/index.ts';
import { finding, options, result, setting, step } from './result.ts';

const url = 'smtps://mailer:h/unt@er2%21?@smtp.old.example:465';
const leaky = setting('a.env:1:1-5', {
  host: 'smtp.old.example',
  key: url,
  ref: url,
  verdict: 'legacy',
  trail: [step('b.js:1:1-2', `read from ${url}`)],
});
const open = setting('a.env:2:1-5', { key: url, ref: url });
const all = {
  ...result,
  settings: [leaky, open],
  findings: [
    finding(leaky, 0, 'legacy-relay', 'error', `used as ${url}`),
    finding(open, 1, 'unresolved-relay', 'note', url, { suppressed: { kind: 'external', reason: url } }),
  ],
  diagnostics: [{ path: 'a.env', line: 1, message: `unexpected ${url}` }],
};

it.each(Object.keys(formats) as FormatName[])('no credentials of a URL in %s', (format) => {
  const output = formats[format](all, { ...options, verbose: true, suppressed: true });
  expect(output).not.toContain('er2');
  expect(output).not.toContain('hunt');
  expect(output).toContain('smtp.old.example');
});

it('finishes long texts, with no more than it has to look at', () => {
  const long = { ...all, diagnostics: [{ path: 'a', message: '://x'.repeat(200_000) }] };
  expect(JSON.parse(formats.json(long, options)).diagnostics[0].message).toHaveLength(800_000);
});
