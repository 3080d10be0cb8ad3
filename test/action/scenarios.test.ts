/** Every scenario, run by the action step by step against real repositories; and the SARIF of all of them, validated. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { validateSarif } from '../../scripts/sarif-validator.ts';
import { fingerprintOf } from '../../src/policy/fingerprint.ts';
import { POLICY } from '../repository.ts';
import { validated } from '../validated.ts';
import { found, sarifRun, workshop } from './change.ts';
import { scenarios } from './scenarios.ts';

// A runner starts a process for each step, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const { change, act } = workshop();
const written: string[] = [];

const known = fingerprintOf({ rule: 'legacy-relay', path: '.env', key: 'SMTP_HOST', host: 'mx1.old-dc.example' });

describe('the action, when', () => {
  it.each(scenarios)('$name', ({ before, after, options, inputs, event, expected }) => {
    const files = Object.fromEntries(
      Object.entries(before).flatMap(([name, text]) =>
        text === null ? [] : [[name, typeof text === 'string' ? text.replace('FINGERPRINT', known) : text]],
      ),
    );
    const made = change(files, after, options);
    const ran = act(made.workspace, event?.(made) ?? made.event, {
      annotations: 'on',
      ...(inputs ?? { 'changed-only': 'true' }),
    });
    const { exitCode, results, relays, uploaded = true, log = [], summary } = expected;
    const sarif = ran.outputs['sarif-file'] ?? '';
    expect(ran.outputs['exit-code']).toBe(exitCode);
    expect(ran.passed).toBe(exitCode === '0');
    for (const words of summary) expect(ran.summary).toContain(words);
    for (const words of log) expect(ran.log).toMatch(words);
    if (relays !== undefined) expect(ran.outputs.relays).toBe(relays);
    if (results === undefined) {
      expect(sarif).toBe('');
      expect(ran.used).toEqual([]);
      return;
    }
    written.push(sarif);
    expect(found(sarif)).toEqual(results);
    expect(ran.outputs).toMatchObject({
      findings: String(results.length),
      errors: String(results.filter((one) => one.startsWith('error')).length),
    });
    expect(ran.used).toEqual(uploaded ? [{ sarif_file: sarif, category: inputs?.category ?? 'smtp-scan' }] : []);
    expect(sarifRun(sarif).versionControlProvenance).toMatchObject([
      { repositoryUri: 'https://github.com/corp/shop', revisionId: made.head },
    ]);
    // What a finding is about can be opened from the summary.
    if (results.length > 0) expect(ran.summary).toContain(`](https://github.com/corp/shop/blob/${made.head}/`);
  });
});

validated('the SARIF of all of them is valid, by the schema and by the rules of GitHub', () => {
  expect(written).toHaveLength(scenarios.filter(({ expected }) => expected.results).length);
  expect(validateSarif(written)).toEqual(written.map(() => []));
});

validated('a repository with 6,000 findings keeps within the limits of GitHub, and says what it left out', () => {
  const lines = (from: number): string =>
    Array.from({ length: 1500 }, (_, at) => `S${from + at}_SMTP_HOST=mx1.old-dc.example\n`).join('');
  const files = Object.fromEntries([0, 1, 2, 3].map((part) => [`services/${part}/.env`, lines(part * 1500)]));
  const { workspace, event } = change({ '.smtp-scan.yml': POLICY }, files);
  const ran = act(workspace, event);
  const sarif = ran.outputs['sarif-file'] ?? '';
  expect(ran).toMatchObject({ passed: false, outputs: { 'exit-code': '1', errors: '6000' } });
  const { results, invocations } = sarifRun(sarif);
  expect(results).toHaveLength(5000);
  expect(invocations[0]?.toolExecutionNotifications.map(({ descriptor }) => descriptor.id)).toEqual(['left-out']);
  expect(gzipSync(readFileSync(sarif)).length).toBeLessThan(10_000_000);
  expect(validateSarif([sarif], 'Ghas')).toEqual([[]]);
  expect(Buffer.byteLength(ran.summary)).toBeLessThan(1024 * 1024);
});
