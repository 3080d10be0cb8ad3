/** Every format of every sample: JSON fits its schema, SARIF and CSV are what they should be, and nothing hidden gets out. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareSides } from '../../src/evidence/compare.ts';
import { findingsOf } from '../../src/evidence/findings.ts';
import { readSide } from '../../src/evidence/sides.ts';
import { compareJson } from '../../src/report/compare.ts';
import type { TraceReport } from '../../src/report/hops.ts';
import { hopsFormats } from '../../src/report/hops-formats.ts';
import { NOW, policyOf, samples, traceOf, traceOfTexts } from './read.ts';

const schemaOf = (name: string) => {
  const text = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
  return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(JSON.parse(text));
};
const policy = policyOf(['relay-old.example.net'], ['relay-new.example.net']);
const options = { version: '1.2.3', color: false, verbose: true };

const reportOf = (trace: TraceReport['trace']): TraceReport => ({
  trace,
  findings: findingsOf(trace, policy, undefined, '2026-11-24'),
  repository: undefined,
  policy: '.smtp-scan.yml',
  judges: true,
  complete: trace.complete,
});

describe('of all samples', () => {
  let report: TraceReport;
  beforeAll(async () => {
    report = reportOf(await traceOf([samples], { policy }));
  });

  it('JSON fits its schema', () => {
    const valid = schemaOf('trace');
    const result = JSON.parse(hopsFormats.json(report, options));
    expect(valid(result), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    expect(valid({ ...result, command: 'scan' })).toBe(false);
  });

  it('SARIF has a result for each finding, at its line', () => {
    const { runs } = JSON.parse(hopsFormats.sarif(report, options));
    expect(runs[0].results).toHaveLength(report.findings.length);
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('legacy-hop');
  });

  it('SARIF names files of the working directory from there, and others by where they are', async () => {
    const urisOf = (text: string): readonly unknown[] =>
      JSON.parse(text).runs[0].results.map(
        ({ locations }: { locations: readonly { physicalLocation: { artifactLocation: unknown } }[] }) =>
          locations[0]?.physicalLocation.artifactLocation,
      );
    expect(urisOf(hopsFormats.sarif(report, options))).toContainEqual({
      uri: expect.stringMatching(/^test\/evidence\/samples\//),
      uriBaseId: 'SRCROOT',
    });
    const text = readFileSync(path.join(samples, 'dma/syslog.log'), 'utf8').replaceAll('relay-new', 'relay-old');
    const elsewhere = reportOf(await traceOfTexts({ 'über log.txt': text }, { policy }));
    for (const uri of urisOf(hopsFormats.sarif(elsewhere, options)))
      expect(uri).toEqual({ uri: expect.stringMatching(/^file:\/\/\/.*%C3%BCber%20log\.txt$/) });
    expect(elsewhere.findings.length).toBeGreaterThan(0);
  });

  it('CSV has a row for each source and relay', () => {
    const lines = hopsFormats.csv(report, options).trimEnd().split('\r\n');
    expect(lines).toHaveLength(report.trace.sources.length + 1);
  });

  it('the page loads nothing and runs nothing', () => {
    const page = hopsFormats.html(report, options);
    expect(page).not.toMatch(/<script|<img|src=|href=|url\(/i);
    expect(page).toContain("default-src 'none'");
  });
});

it('a comparison fits its schema', async () => {
  const request = { policy, offset: 0, now: NOW };
  const [before, after] = await Promise.all(
    ['nodemailer/debug-before.txt', 'nodemailer/debug-after.txt'].map((name) =>
      readSide(path.join(samples, name), request, async () => undefined),
    ),
  );
  if (!before || !after) throw new Error('two sides');
  const valid = schemaOf('compare');
  expect(
    valid(JSON.parse(compareJson(compareSides(before, after, policy, before.last), '1.2.3'))),
    JSON.stringify(valid.errors?.slice(0, 3)),
  ).toBe(true);
});

it('names from evidence cannot become markup, commands, formulas or links', async () => {
  const evil =
    'Received: from =cmd|evil <script>alert(1)</script> ([203.0.113.5]) by relay.example.net with ESMTP id "><img src=x>; Mon, 23 Nov 2026 22:35:10 +0000\nFrom: "=HYPERLINK(1)@shop.example" <=1+1@shop.example>\nMessage-ID: <![x](javascript:1)@x>\n\nx\n';
  const report = reportOf(await traceOfTexts({ 'a.eml': evil }));
  expect(hopsFormats.html(report, options)).not.toMatch(/<script|<img/i);
  expect(hopsFormats.markdown(report, options)).not.toMatch(/<script|<img|\]\(javascript/i);
  for (const line of hopsFormats.csv(report, options).split('\r\n'))
    for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+@-]/);
});
