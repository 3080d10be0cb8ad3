/** The JSON schema and Microsoft's validator, with the rules of SARIF and of GitHub's code scanning. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { validateSarif } from '../../scripts/sarif-validator.ts';
import { formats, type ReportOptions } from '../../src/report/index.ts';
import { validated } from '../validated.ts';
import { bare, clean, finding, hostile, options, result, settings } from './result.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-sarif-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, sarif: string): string {
  const file = path.join(folder, `${name}.sarif`);
  writeFileSync(file, sarif);
  return file;
}

const everything: ReportOptions = {
  ...options,
  suppressed: true,
  prefix: 'sub dir/',
  sarif: {
    category: 'mail',
    versionControl: { repositoryUri: 'https://github.com/o/r', revisionId: 'abc', branch: 'main' },
  },
};

validated('the validator finds fault with one log of several, and none with the others', () => {
  const logs = {
    rich: formats.sarif(result, options),
    broken: formats.sarif(result, options).replace('"startLine": 3', '"startLine": 0'),
    clean: formats.sarif(clean, options),
    bare: formats.sarif(bare, options),
    unjudged: formats.sarif({ ...result, policy: null, judges: false, findings: [] }, options),
    hostile: formats.sarif(hostile, options),
    everything: formats.sarif(result, everything),
  };
  const complaints = validateSarif(Object.entries(logs).map(([name, sarif]) => written(name, sarif)));
  const faulty = Object.keys(logs).filter((_, index) => complaints[index]?.length);
  expect(faulty).toEqual(['broken']);
  expect(complaints[1]?.some((one) => one.startsWith('schema: '))).toBe(true);
  expect(complaints[1]?.some((one) => one.startsWith('SARIF1007: '))).toBe(true);
});

validated('6,000 findings stay valid and within the limits, by the rules of GitHub alone, which are quicker', () => {
  const [of] = settings;
  const findings = of
    ? Array.from({ length: 6000 }, (_, index) => finding(of, 0, 'legacy-relay', 'error', `${index}`))
    : [];
  const file = written('many', formats.sarif({ ...result, findings }, options));
  expect(validateSarif([file], 'Ghas')).toEqual([[]]);
});

it('the validator is not satisfied without a file', () => {
  expect(() => validateSarif([path.join(folder, 'none.sarif')])).toThrow();
});
