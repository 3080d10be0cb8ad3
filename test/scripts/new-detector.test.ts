import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const root = mkdtempSync(path.join(tmpdir(), 'smtp-scan-new-'));
const run = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [path.join(project, 'scripts/new-detector.mjs'), ...args, '--root', root], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

beforeAll(() => {
  mkdirSync(path.join(root, 'detectors'));
  cpSync(path.join(project, 'detectors/index.ts'), path.join(root, 'detectors/index.ts'));
  run('fax-gate', "The Fax's Gate");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('new-detector', () => {
  it('writes the detector and both fixtures', () => {
    expect(read('detectors/deployment/fax-gate.ts')).toContain("title: 'The Fax\\'s Gate'");
    const { settings } = JSON.parse(read('fixtures/fax-gate/hit/expected.json'));
    const [, line = ''] = read('fixtures/fax-gate/hit/config.yml').split('\n');
    expect(line.slice(settings[0].column - 1)).toBe(settings[0].host);
    expect(JSON.parse(read('fixtures/fax-gate/near-miss/expected.json'))).toEqual({ settings: [] });
    expect(existsSync(path.join(root, 'fixtures/fax-gate/near-miss/config.yml'))).toBe(true);
  });

  it('registers it before the detectors that go by names alone', () => {
    const register = read('detectors/index.ts');
    expect(register).toContain("\nimport faxGate from './deployment/fax-gate.ts';\n");
    expect(register).toContain('  faxGate,\n  environment,\n');
  });

  it('leaves a detector that is there alone', () => {
    const before = read('detectors/index.ts');
    expect(() => run('fax-gate')).toThrow(/there is a detector fax-gate/);
    expect(() => run('django')).toThrow(/there is a detector django/);
    expect(() => run('other', '--room', 'cellar')).toThrow(/--room takes one of/);
    expect(() => run('No Name')).toThrow(/kebab-case/);
    expect(read('detectors/index.ts')).toBe(before);
  });
});
