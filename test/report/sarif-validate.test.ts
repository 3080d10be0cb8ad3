/** Microsoft's validator with the rules of SARIF and of GitHub's code scanning, where its binary runs. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { bare, clean, finding, hostile, options, result, settings } from './result.ts';

/** Debian images have no ICU. */
const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };

function multitool(): string | undefined {
  try {
    const program: unknown = createRequire(import.meta.url)('@microsoft/sarif-multitool');
    if (typeof program !== 'string') return undefined;
    const file = process.platform === 'win32' ? `${program}.exe` : program;
    // The package does not mark it as executable.
    chmodSync(file, 0o755);
    return spawnSync(file, ['version'], { env, timeout: 30_000 }).status === 0 ? file : undefined;
  } catch {
    return undefined;
  }
}

const program = multitool();
const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-sarif-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `rule: message` of each complaint that is more than a note. */
function complaints(name: string, sarif: string, rules = 'Sarif;Ghas'): readonly string[] {
  const input = path.join(folder, `${name}.sarif`);
  const output = path.join(folder, `${name}.validation.sarif`);
  writeFileSync(input, sarif);
  const args = [
    'validate',
    input,
    '--rule-kind',
    rules,
    '--level',
    'Error;Warning',
    '--output',
    output,
    '--log',
    'ForceOverwrite',
  ];
  const { status } = spawnSync(program ?? '', args, { env, timeout: 120_000 });
  expect(status).toBe(0);
  const log: { runs: [{ results: { ruleId: string; level?: string; message: unknown }[] }] } = JSON.parse(
    readFileSync(output, 'utf8').replace(/^\ufeff/, ''),
  );
  return log.runs[0].results.map(({ ruleId, message }) => `${ruleId}: ${JSON.stringify(message)}`);
}

describe.skipIf(!program)('sarif-multitool validate', { timeout: 180_000 }, () => {
  it('finds fault with a log that has some', () => {
    const broken = formats.sarif(result, options).replace('"startLine": 3', '"startLine": 0');
    expect(complaints('broken', broken)).not.toEqual([]);
  });

  it.each([
    ['rich', result],
    ['clean', clean],
    ['bare', bare],
    ['hostile', hostile],
  ])('accepts: %s', (name, of) => expect(complaints(name, formats.sarif(of, options))).toEqual([]));

  it('accepts everything switched on', () => {
    const sarif = {
      category: 'mail',
      versionControl: { repositoryUri: 'https://github.com/o/r', revisionId: 'abc', branch: 'main' },
    };
    expect(
      complaints('full', formats.sarif(result, { ...options, suppressed: true, prefix: 'sub dir/', sarif })),
    ).toEqual([]);
  });

  it('accepts 6,000 findings, by the rules of GitHub alone, which are quicker', () => {
    const [of] = settings;
    const many = of
      ? Array.from({ length: 6000 }, (_, index) => finding(of, 0, 'legacy-relay', 'error', `${index}`))
      : [];
    expect(complaints('many', formats.sarif({ ...result, findings: many }, options), 'Ghas')).toEqual([]);
  });
});
