import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { clean, finding, HOSTILE, hostile, options, result, settings } from './result.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of well-formed XML; anything else throws. */
function elements(text: string): readonly Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }));
  parser.write(text).close();
  return found;
}

describe('GitHub', () => {
  const lines = formats
    .github(result, { ...options, prefix: 'sub/' })
    .split('\n')
    .filter(Boolean);

  it('annotates the most severe first, without the suppressed', () => {
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      ...Array(4).fill('::error'),
      ...Array(3).fill('::warning'),
      ...Array(2).fill('::notice'),
      ...Array(2).fill('::warning'),
    ]);
    expect(lines[0]).toBe(
      '::error file=sub/.env.production,line=3,endLine=3,col=11,endColumn=29,title=smtp-scan legacy-relay::mx1.old-dc.example is a legacy relay: moved on 2026-10-01. Replace it with smtp-relay.corp.example',
    );
    expect(lines.at(-1)).toBe(
      '::warning file=sub/dump.sql,title=smtp-scan could not read everything::larger than 20 MB, not read',
    );
  });

  it('a hostile value makes no command of its own', () => {
    const output = formats.github(hostile, options);
    const started = output.split(/[\r\n]/).filter((line) => line.trim() !== '');
    expect(started).toHaveLength(3);
    for (const line of started) {
      const [, properties = '', message = ''] = /^::(?:error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
      expect(properties.split(',').map((property) => property.split('=')[0])).toEqual(
        expect.arrayContaining(['file', 'title']),
      );
      expect(properties.split(',').length).toBeLessThanOrEqual(6);
      expect(properties).not.toContain(':');
      expect(message).toContain('%250A::warning::w');
    }
    expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}|##/u);
  });

  it('names the file as it is', () => {
    const file = /file=(.*?),line/.exec(formats.github(hostile, options))?.[1] ?? '';
    expect(file.startsWith('%3A%3Aadd-path%3A%3Aa%0A%3A%3Aset-output')).toBe(true);
  });

  it('says nothing when there is nothing', () => expect(formats.github(clean, options)).toBe(''));
});

describe('GitLab', () => {
  it('has what Code Quality needs', () => {
    const issues: {
      description: string;
      check_name: string;
      fingerprint: string;
      severity: string;
      location: unknown;
    }[] = JSON.parse(formats.gitlab(result, options));
    expect(issues).toHaveLength(9);
    expect(issues[1]).toEqual({
      description: 'mx1.old-dc.example is a legacy relay: moved on 2026-10-01. Replace it with smtp-relay.corp.example',
      check_name: 'legacy-relay',
      fingerprint: result.findings[1]?.fingerprint,
      severity: 'critical',
      location: { path: '.env.production', lines: { begin: 3, end: 3 } },
    });
    expect(new Set(issues.map(({ severity }) => severity))).toEqual(new Set(['critical', 'major', 'info']));
  });

  it('gives no two issues the same fingerprint', () => {
    const [first] = result.findings;
    const twice = { ...result, findings: first ? [first, first, first] : [] };
    const prints = JSON.parse(formats.gitlab(twice, options)).map(
      (issue: { fingerprint: string }) => issue.fingerprint,
    );
    expect(new Set(prints).size).toBe(3);
  });

  it('is an empty list for a clean scan', () => expect(JSON.parse(formats.gitlab(clean, options))).toEqual([]));
});

describe('rdjson', () => {
  it('names rule, severity and line', () => {
    const { source, diagnostics } = JSON.parse(formats.rdjson(result, options));
    expect(source).toEqual({ name: 'smtp-scan', url: 'https://smtp-scan.example/' });
    expect(diagnostics[5]).toEqual({
      message: 'smtp-relay.corp.example is used without TLS, which the policy requires',
      location: { path: 'deploy/alertmanager.yml', range: { start: { line: 4 }, end: { line: 4 } } },
      severity: 'WARNING',
      code: { value: 'insecure-transport', url: 'https://smtp-scan.example/rules#insecure-transport' },
    });
  });

  it('tells columns in bytes where they are known, and where the rule is documented', () => {
    const [of] = settings;
    if (!of) throw new Error('there is no setting');
    const placed = finding(of, 0, 'legacy-relay', 'error', 'x', { bytes: { column: 12, endColumn: 31 } });
    const { diagnostics } = JSON.parse(formats.rdjson({ ...result, findings: [placed] }, options));
    expect(diagnostics[0]).toMatchObject({
      location: { range: { start: { line: 3, column: 12 }, end: { line: 3, column: 31 } } },
      code: { value: 'legacy-relay', url: 'https://smtp-scan.example/rules#legacy-relay' },
    });
  });
});

describe('JUnit', () => {
  it('fails errors and warnings, passes notes and settings without findings', () => {
    const all = elements(formats.junit(result, options));
    const count = (name: string): number => all.filter((element) => element.name === name).length;
    expect(all.find(({ name }) => name === 'testsuite')?.attributes).toMatchObject({
      tests: String(count('testcase')),
      failures: String(count('failure')),
      errors: '1',
    });
    expect([count('testcase'), count('failure'), count('system-out'), count('error')]).toEqual([9 + 5 + 1, 7, 2, 1]);
    expect(all.find(({ name }) => name === 'failure')?.attributes.type).toBe('legacy-relay');
  });

  it('passes a clean scan', () =>
    expect(elements(formats.junit(clean, options)).map(({ name }) => name)).toEqual([
      'testsuites',
      'testsuite',
      'testcase',
    ]));
});

describe('Checkstyle', () => {
  it('groups by file', () => {
    const all = elements(formats.checkstyle(result, options));
    expect(all.filter(({ name }) => name === 'file').map(({ attributes }) => attributes.name)).toContain(
      'apps/shop front/config/mäil.php',
    );
    expect(all.filter(({ name }) => name === 'error')).toHaveLength(9);
    expect(all[2]?.attributes).toMatchObject({
      line: '3',
      column: '11',
      severity: 'warning',
      source: 'smtp-scan.legacy-relay',
    });
  });
});

describe('hostile values', () => {
  it.each(['junit', 'checkstyle'] as const)('%s stays well-formed and holds no control character', (format) => {
    const output = formats[format](hostile, options);
    expect(elements(output).length).toBeGreaterThan(3);
    expect(elements(output).some(({ name }) => name === 'img')).toBe(false);
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|##/u);
    expect(output).not.toMatch(/^\s*::/m);
  });

  it.each(['gitlab', 'rdjson', 'json', 'sarif'] as const)('%s shows nothing raw', (format) => {
    const output = formats[format](hostile, options);
    expect(() => JSON.parse(output)).not.toThrow();
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|##/u);
    expect(output).not.toMatch(/^\s*::/m);
    expect(HOSTILE).toMatch(/##/);
  });
});
