import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { bare, clean, finding, hostile, options, result, setting } from './result.ts';

const expected = (name: string): string => readFileSync(new URL(`expected/${name}`, import.meta.url), 'utf8');

describe('text', () => {
  it('shows what an engineer wants to see', () => expect(formats.text(result, options)).toBe(expected('result.txt')));
  it('shows everything when asked to', () =>
    expect(formats.text(result, { ...options, verbose: true })).toBe(expected('verbose.txt')));

  it('is the same with colours but for the colours', () => {
    const coloured = formats.text(result, { ...options, color: true });
    expect(coloured).toContain('\u001b[31m✖\u001b[39m \u001b[1mmx1.old-dc.example\u001b[22m');
    expect(stripVTControlCharacters(coloured)).toBe(formats.text(result, options));
  });

  it('has a place to click in each row', () => {
    const text = formats.text(result, { ...options, verbose: true });
    for (const { path, line, column } of [...result.settings, ...result.findings])
      expect(text).toContain(`${path}:${line}:${column}`);
  });

  it('puts the worst first and the count last', () => {
    const lines = formats.text(result, options).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^✖ mx1\.old-dc\.example/);
    expect(lines.at(-1)).toBe(
      '✖ 4 errors, 3 warnings, 2 notes · 1 suppressed · 5 relays in 9 places · 1 place uses one of these · 2 places name none · 1,204 files, 211 read · policy .smtp-scan.yml',
    );
  });

  it('says once what several places share', () => {
    expect(formats.text(result, options).match(/is a legacy relay: moved on/g)).toHaveLength(1);
  });

  it('says at the places what only some of them share, and above what all do', () => {
    const at = (line: number) => setting(`a.env:${line}:1-5`, { host: 'old.example', verdict: 'legacy' });
    const some = [at(1), at(2), at(3)];
    const words = ['It is old. Use the new one.', 'It is old. It counts by default. Use the new one.'];
    const findings = some.map((one, index) => finding(one, index, 'legacy-relay', 'error', words[index % 2] ?? ''));
    expect(
      formats
        .text({ ...clean, settings: some, findings }, options)
        .split('\n')
        .slice(0, 6),
    ).toEqual([
      '✖ old.example  legacy · 3 places',
      '  error  It is old. Use the new one.  legacy-relay',
      '  ✖ a.env:1:1  SMTP_HOST',
      '  ✖ a.env:2:1  SMTP_HOST',
      '      error  It counts by default.  legacy-relay',
      '  ✖ a.env:3:1  SMTP_HOST',
    ]);
    const one = formats.text({ ...clean, settings: some, findings: findings.slice(0, 2) }, options);
    expect(one).toContain('✖ old.example  legacy · 3 places\n  ✖ a.env:1:1');
  });

  it('says how many places are not shown, and how much was known before', () => {
    const at = (line: number) => setting(`a.env:${line}:1-5`, { host: 'old.example', verdict: 'legacy' });
    const some = [at(1), at(2)];
    const findings = [finding(at(1), 0, 'legacy-relay', 'error', 'It is old.')];
    const report = { ...clean, settings: some, findings, known: 21 };
    const text = formats.text(report, { ...options, onlyFindings: true });
    expect(text).toContain('✖ old.example  legacy · 1 of 2 places\n');
    expect(text).toContain('✖ 1 error · 21 findings of before left out · 1 relay in 2 places ·');
    expect(formats.markdown(report, options)).toContain('21 findings of before left out.');
  });

  it('puts a list of the relays first where there are many, the worst and most frequent on top', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      setting(`a${index}.env:1:1-5`, {
        host: `relay${index % 30}.example`,
        verdict: index % 2 ? 'unapproved' : 'legacy',
      }),
    );
    const findings = many.map((one, index) =>
      finding(one, index, 'legacy-relay', index % 2 ? 'warning' : 'error', 'It is old.'),
    );
    const lines = formats.text({ ...clean, settings: many, findings }, options).split('\n');
    expect(lines[0]).toBe('30 relays to look at, each with its places below:');
    expect(lines[1]).toBe('  ✖ relay0.example   legacy      2 places');
    expect(lines[16]).toMatch(/▲ relay1.example .* unapproved/);
    expect(lines[19]).toBe('  and 12 more');
  });

  it.each([80, 120])('keeps within %i columns, and breaks no path', (width) => {
    const text = formats.text(result, { ...options, width });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    for (const { path, line, column } of result.findings)
      if (!path.includes(' ')) expect(text).toContain(`${path}:${line}:${column}`);
  });

  it('a clean scan is short', () => {
    expect(formats.text(clean, options)).toBe(
      '✔ approved     smtp-relay.corp.example  1 place\n\n✔ nothing to change · 1 relay in 1 place · 1,204 files, 211 read · policy .smtp-scan.yml\n',
    );
  });

  it('is never green when something could not be read', () => {
    const text = formats.text({ ...clean, complete: false }, options);
    expect(text).toContain('! not everything could be read ·');
    expect(text).not.toContain('nothing to change');
  });

  it('does not drown in diagnostics', () => {
    const diagnostics = Array.from({ length: 500 }, (_, index) => ({
      path: `broken/${index}.yml`,
      message: 'not YAML',
    }));
    const text = formats.text({ ...clean, diagnostics }, options);
    expect(text.match(/not YAML/g)).toHaveLength(20);
    expect(text).toContain('! 500 problems while reading\n');
    expect(text).toContain('and 480 others');
    expect(formats.text({ ...clean, diagnostics }, { ...options, verbose: true }).match(/not YAML/g)).toHaveLength(500);
  });

  it('says when nothing was found', () =>
    expect(formats.text(bare, options)).toBe(
      '○ nothing here decides an SMTP relay · 0 relays in 0 places · 1,204 files, 211 read\n',
    ));

  it('without a policy shows the relays, judges none and says how to make one', () => {
    const text = formats.text(
      { ...result, policy: null, judges: false, findings: [], complete: true, diagnostics: [] },
      options,
    );
    expect(text).toContain('smtp.sendgrid.net  SendGrid · 1 place');
    expect(text).not.toContain('unapproved');
    expect(text).toContain('No policy says which relays are right, so none is judged: smtp-scan init writes one');
    expect(text.trimEnd().split('\n').at(-1)).toMatch(
      /^○ not judged · 5 relays in 9 places · 1 place uses one of these · 2 places name none/,
    );
  });

  it('says what to look for where nothing decides', () => {
    const open = [
      setting('a.py:1:1-2', { ref: 'EMAIL_HOST', source: 'environment' }),
      setting('b.php:1:1-2', { ref: 'mail.host', source: 'literal' }),
      setting('c.php:1:1-2', { route: 'local-program', ref: '/usr/sbin/sendmail' }),
      setting('d.js:1:1-2', { route: 'direct' }),
      setting('f.js:1:1-2', { implicit: true, ref: 'localhost' }),
    ];
    const text = formats.text({ ...result, settings: open, findings: [] }, options);
    for (const words of [
      'look for EMAIL_HOST in the environment where it runs',
      'look for what sets mail.host',
      "hands mail to a program on the machine (/usr/sbin/sendmail): look at that program's own relay",
      "delivers straight to the recipient's MX",
      'names no host: the default, localhost, decides',
    ])
      expect(text).toContain(words);
  });

  it('says when the policy lists no relay, in every format that can', () => {
    const unlisted = { ...result, judges: false, findings: [] };
    const words = 'The policy lists no relay, neither approved nor legacy, so none is judged';
    for (const format of ['text', 'markdown', 'github', 'junit', 'sarif'] as const)
      expect(formats[format](unlisted, options)).toContain(words);
    expect(formats.text({ ...unlisted, complete: true }, options)).toContain('○ not judged');
    expect(formats.text(unlisted, options)).not.toContain('unapproved');
    expect(formats.text(result, options)).not.toContain('so none is judged');
  });

  it('shows after a look at what is new only what is found', () => {
    const some = { ...result, findings: result.findings.slice(0, 1) };
    const text = formats.text(some, { ...options, onlyFindings: true });
    expect(text.split('\n').filter((line) => /:\d+:\d+/.test(line))).toEqual([
      expect.stringContaining('.env.example:3:11'),
    ]);
    expect(text).not.toContain('approved');
    expect(text).toContain('1,204 files');
  });

  it('lists an HTTP API by its provider, without a verdict until the policy speaks of it', () => {
    const api = setting('e.js:1:1-2', { route: 'api', ref: 'Mailgun', source: 'service', verdict: 'unapproved' });
    expect(formats.text({ ...result, settings: [api], findings: [] }, options)).toContain(
      '◆ HTTP API     Mailgun  1 place, judged once the policy approves one\n',
    );
    const found = finding(api, 0, 'unapproved-relay', 'error', 'not approved');
    expect(formats.text({ ...result, settings: [api], findings: [found] }, options)).toContain(
      '✖ Mailgun  HTTP API · unapproved · 1 place\n',
    );
    const markdown = formats.markdown({ ...result, settings: [api], findings: [] }, options);
    expect(markdown).toContain('| Mailgun | 1 |');
    expect(markdown).not.toContain('Not decided');
  });

  it('a use that is decided elsewhere is listed there, unless something is wrong with it', () => {
    const use = setting('src/a.js:1:1-2', { ref: 'SMTP_HOST', decided: true });
    expect(formats.text({ ...result, settings: [use], findings: [] }, options)).not.toContain('src/a.js');
    expect(
      formats.text(
        { ...result, settings: [use], findings: [finding(use, 0, 'mixed-relays', 'warning', 'two relays')] },
        options,
      ),
    ).toContain('src/a.js:1:1');
  });

  it('shows hostile values on their own line and harmless', () => {
    const text = formats.text(hostile, { ...options, verbose: true });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|##/u);
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).toContain('\\x1b[31m\\x9b2J\\u202e\\u200b');
  });
});
