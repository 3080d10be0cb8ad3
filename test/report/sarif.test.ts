import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { placeOf } from '../../src/model/pick.ts';
import { formats, type ReportOptions } from '../../src/report/index.ts';
import { clean, finding, hostile, options, result, setting, settings, step } from './result.ts';

interface Region {
  startLine: number;
  startColumn?: number;
  endLine?: number;
  endColumn?: number;
}
interface SarifLocation {
  id?: number;
  physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region?: Region };
  message?: { text: string };
}
interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: SarifLocation[];
  relatedLocations?: SarifLocation[];
  codeFlows?: { threadFlows: { locations: { location: SarifLocation }[] }[] }[];
  partialFingerprints: Record<string, string>;
  fixes?: {
    artifactChanges: {
      artifactLocation: { uri: string };
      replacements: { deletedRegion: Region; insertedContent: { text: string } }[];
    }[];
  }[];
  properties?: Record<string, unknown>;
  suppressions?: { kind: string; status: string; justification: string }[];
}
interface Run {
  tool: {
    driver: {
      name: string;
      semanticVersion: string;
      rules: {
        id: string;
        help: { markdown: string };
        helpUri: string;
        properties: Record<string, unknown>;
        defaultConfiguration: { level: string };
      }[];
    };
  };
  columnKind: string;
  originalUriBaseIds: Record<string, { uri?: string }>;
  automationDetails?: { id: string };
  versionControlProvenance?: unknown[];
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { level: string; message: { text: string }; locations?: SarifLocation[] }[];
  }[];
  results: SarifResult[];
}

function runOf(of = result, more: Partial<ReportOptions> = {}): Run {
  const log: { version: string; runs: [Run] } = JSON.parse(formats.sarif(of, { ...options, ...more }));
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

describe('SARIF', () => {
  it('lists every rule with help, level and severity, whether it found something or not', () => {
    const { rules, semanticVersion } = runOf(clean).tool.driver;
    expect(semanticVersion).toBe('1.2.3');
    expect(rules.map(({ id }) => id)).toEqual(options.rules.map(({ id }) => id));
    expect(rules[3]).toMatchObject({
      help: { markdown: expect.stringContaining('What to do') },
      defaultConfiguration: { level: 'warning' },
      properties: { 'security-severity': '8.0', tags: ['security', 'smtp'] },
    });
    expect(rules[0]?.properties).not.toHaveProperty('security-severity');
  });

  it('points at the host text itself, in UTF-16 columns', () => {
    const run = runOf();
    expect(run.columnKind).toBe('utf16CodeUnits');
    const found = run.results[1];
    expect(found?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: '.env.production', uriBaseId: 'SRCROOT' },
          region: { startLine: 3, startColumn: 11, endColumn: 29 },
        },
      },
    ]);
    expect(found).toMatchObject({
      ruleId: 'legacy-relay',
      ruleIndex: 0,
      level: 'error',
      partialFingerprints: { 'smtpScan/v1': result.findings[1]?.fingerprint },
    });
    expect(Object.keys(found?.partialFingerprints ?? {})).toEqual(['smtpScan/v1']);
  });

  it('percent-encodes paths and puts the prefix before them', () => {
    expect(runOf(result, { prefix: 'sub dir/' }).results[4]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(
      'sub%20dir/apps/shop%20front/config/m%C3%A4il.php',
    );
  });

  it('holds no absolute path', () => {
    const run = runOf();
    expect(run.originalUriBaseIds.SRCROOT).not.toHaveProperty('uri');
    expect(formats.sarif(result, options)).not.toMatch(/file:|"\/|[A-Z]:\\/);
  });

  it('keeps the primary region on one line and the fix exact', () => {
    const long = { ...setting('a.yml:4:3-9', { host: 'old.example' }), endLine: 6 };
    const [found] = runOf({
      ...result,
      settings: [long],
      findings: [
        finding(long, 0, 'legacy-relay', 'error', 'old', {
          fix: { edits: [{ ...placeOf(long), replacement: 'new.example', bytes: { column: 3, endColumn: 9 } }] },
        }),
      ],
    }).results;
    expect(found?.locations[0]?.physicalLocation.region).toEqual({ startLine: 4, startColumn: 3 });
    expect(found?.fixes?.[0]?.artifactChanges[0]?.replacements[0]).toEqual({
      deletedRegion: { startLine: 4, startColumn: 3, endLine: 6, endColumn: 9 },
      insertedContent: { text: 'new.example' },
    });
  });

  it('never writes an empty region', () => {
    const empty = setting('a.yml:1:1-1', {});
    expect(
      runOf({ ...result, findings: [finding(empty, null, 'unused-suppression', 'warning', 'x')] }).results[0]
        ?.locations[0]?.physicalLocation.region,
    ).toEqual({ startLine: 1, startColumn: 1 });
  });

  it('tells the way from the use to the host', () => {
    const found = runOf().results[1];
    expect(found?.relatedLocations?.map(({ id, message }) => [id, message?.text])).toEqual([
      [1, 'createTransport takes its host from SMTP_HOST'],
      [2, 'SMTP_HOST is set here'],
    ]);
    const steps = found?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => [
      location.physicalLocation.artifactLocation.uri,
      location.physicalLocation.region?.startLine,
    ]);
    expect(steps).toEqual([
      ['src/mail.js', 10],
      ['.env.production', 3],
      ['.env.production', 3],
    ]);
    expect(runOf().results[4]).not.toHaveProperty('codeFlows');
  });

  it('names and links the way in the message, by the ids of the related locations', () => {
    expect(runOf().results[1]?.message.text).toMatch(
      /smtp-relay\.corp\.example\. The way there: \[createTransport takes its host from SMTP_HOST\]\(1\), \[SMTP_HOST is set here\]\(2\)\.$/,
    );
    const tricky = setting('a.env:1:1-5', {
      host: 'old.example',
      trail: [step('b.js:1:1-2', "env['X'] (y)\\] is set")],
    });
    const [found] = runOf({
      ...result,
      settings: [tricky],
      findings: [finding(tricky, 0, 'x', 'error', 'old')],
    }).results;
    expect(found?.message.text).toBe("old. The way there: [env('X') (y)/) is set](1).");
  });

  it('links the other relays where the message names them, and only once', () => {
    const first = setting('a.env:1:1-5', { host: 'old.example' });
    const at = (path: string, host: string) => ({ ...placeOf(setting(`${path}:2:3-9`, {})), host });
    const message =
      'Mail leaves through old.example, new.example and x.new.example. The policy names one: new.example.';
    const related = [at('b.env', 'new.example'), at('c.env', 'x.new.example'), at('d.env', 'sixth.example')];
    const findings = [finding(first, 0, 'mixed-relays', 'warning', message, { related })];
    const [found] = runOf({ ...result, settings: [first], findings }).results;
    expect(found?.message.text).toBe(
      'Mail leaves through old.example, [new.example](1) and [x.new.example](2). The policy names one: new.example. The others: [sixth.example](3).',
    );
    expect(
      found?.relatedLocations?.map(({ id, physicalLocation }) => [id, physicalLocation.artifactLocation.uri]),
    ).toEqual([
      [1, 'b.env'],
      [2, 'c.env'],
      [3, 'd.env'],
    ]);
  });

  it('is as severe as what the file is for, the rule as the worst of its places', () => {
    const password = (of: (typeof settings)[number]) =>
      finding(of, settings.indexOf(of), 'relay-credentials', 'note', 'x');
    const severities = (...roles: readonly string[]) => {
      const of = settings.filter(({ role }, index) => roles.includes(role) && index > 0);
      const { results, tool } = runOf({ ...result, findings: of.map(password) });
      const rule = tool.driver.rules.find(({ id }) => id === 'relay-credentials');
      return [
        rule?.properties['security-severity'],
        ...new Set(results.map((one) => one.properties?.['security-severity'])),
      ];
    };
    expect(severities('runtime', 'test')).toEqual(['8.0', '8.0', '3.9']);
    expect(severities('test')).toEqual(['3.9', '3.9']);
    expect(severities('sample', 'dev')).toEqual(['6.9', '3.9', '6.9']);
    expect(severities()).toEqual(['8.0']);
  });

  it('bounds long trails', () => {
    const long = setting('a.env:1:1-5', {
      host: 'old.example',
      trail: Array.from({ length: 5000 }, (_, index) => step(`b.js:${index + 1}:1-2`, 'x')),
    });
    const [found] = runOf({
      ...result,
      settings: [long],
      findings: [finding(long, 0, 'legacy-relay', 'error', 'old')],
    }).results;
    expect(found?.relatedLocations?.length).toBeLessThanOrEqual(100);
    expect(found?.codeFlows?.[0]?.threadFlows[0]?.locations.length).toBeLessThanOrEqual(100);
  });

  it('leaves suppressed results out of the upload, and keeps them in a full file', () => {
    expect(runOf().results).toHaveLength(9);
    expect(runOf().results.some((found) => found.suppressions)).toBe(false);
    expect(runOf(result, { suppressed: true }).results[9]?.suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'tests the migration itself' },
    ]);
  });

  it('says what could not be read', () => {
    const [invocation] = runOf().invocations;
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications).toMatchObject([
      {
        message: { text: 'bad indentation of a mapping entry' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'config/broken.yml' }, region: { startLine: 3 } } }],
      },
      {
        message: { text: 'larger than 20 MB, not read' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'dump.sql' } } }],
      },
    ]);
    expect(runOf(clean).invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  });

  it('takes a category and where the code comes from', () => {
    const run = runOf(result, {
      sarif: { category: 'mail', versionControl: { repositoryUri: 'https://github.com/o/r', revisionId: 'abc' } },
    });
    expect(run.automationDetails).toEqual({ id: 'mail/' });
    expect(run.versionControlProvenance).toEqual([
      { repositoryUri: 'https://github.com/o/r', revisionId: 'abc', mappedTo: { uriBaseId: 'SRCROOT' } },
    ]);
    expect(runOf()).not.toHaveProperty('automationDetails');
  });

  it('keeps the 5000 most severe of 6000 and says so', () => {
    const [of] = settings;
    const many: Finding[] = of
      ? Array.from({ length: 6000 }, (_, index) =>
          finding(of, 0, 'legacy-relay', index % 3 === 0 ? 'error' : index % 3 === 1 ? 'note' : 'warning', `${index}`),
        )
      : [];
    const run = runOf({ ...result, findings: many });
    expect(run.results).toHaveLength(5000);
    const levels = run.results.map(({ level }) => level);
    expect([
      levels.filter((level) => level === 'error').length,
      levels.filter((level) => level === 'warning').length,
    ]).toEqual([2000, 2000]);
    expect(run.results[0]?.message.text).toBe('0');
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^1,000 results left out/);
  });

  it('lets no value become a link or hide', () => {
    const [found] = runOf(hostile).results;
    expect(found?.message.text).toContain('[a] (https://evil.example)');
    expect(found?.message.text).toContain('\\x1b[31m');
    expect(found?.locations[0]?.physicalLocation.artifactLocation.uri).toMatch(
      /^%3A%3Aadd-path%3A%3Aa%0A%3A%3Aset-output/,
    );
  });
});
