/** Detours in programs, shells, pipelines and deployments; and what looks alike: in one tree, a folder each. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import type { ScanResult } from '../../src/model/finding.ts';
import { requestFor } from '../guarded.ts';
import { type Files, repositoryIn, temporaryFolder } from '../repository.ts';
import { OLD } from './changes.ts';
import { deployments } from './deployments.ts';
import { indirectPrograms } from './indirect-programs.ts';
import { innocent } from './innocent.ts';
import { stored } from './stored.ts';

vi.setConfig({ hookTimeout: 240_000 });

const tables: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  deployments,
  indirectPrograms,
  innocent,
  stored,
};
const roots: string[] = [];
const results = new Map<string, ScanResult>();
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

beforeAll(async () => {
  for (const [name, table] of Object.entries(tables)) {
    const root = temporaryFolder();
    roots.push(root);
    const repository = repositoryIn(root);
    repository.write({
      '.smtp-scan.yml': `approved: [new-relay.corp.example]\nlegacy: [{ host: ${OLD}, also: [192.0.2.25, 10.9.9.9] }]\n`,
    });
    for (const [index, files] of Object.values(table).entries())
      repository.write(
        Object.fromEntries(Object.entries(files).map(([file, content]) => [`f${index}/${file}`, content])),
      );
    repository.commit({});
    results.set(name, (await guardedScan(requestFor(root))).result);
  }
});

/** What stops a change: an error about a relay, or a file that could not be read to its end. */
function stopsIn(table: string, index: number): readonly string[] {
  const { findings = [], diagnostics = [] } = results.get(table) ?? {};
  return [
    ...findings.filter(({ level }) => level === 'error').map(({ path, rule }) => `${path} ${rule}`),
    ...diagnostics.filter(({ failed }) => failed).map(({ path, message }) => `${path} ${message}`),
  ].filter((one) => one.startsWith(`f${index}/`));
}

const numbered = (table: Readonly<Record<string, Files>>): [string, number][] =>
  Object.keys(table).map((name, index) => [name, index]);

describe('a relay is not hidden by', () => {
  it.each(numbered(deployments))('%s', (_, index) => {
    expect(stopsIn('deployments', index)).not.toEqual([]);
  });
});

describe('a program does not hide its relay by', () => {
  it.each(numbered(indirectPrograms))('%s', (_, index) => {
    expect(stopsIn('indirectPrograms', index)).not.toEqual([]);
  });
});

describe('a relay is not hidden in what is stored, or behind other spellings:', () => {
  it.each(numbered(stored))('%s', (_, index) => {
    expect(stopsIn('stored', index)).not.toEqual([]);
  });
});

describe('nothing is stopped for', () => {
  it.each(numbered(innocent))('%s', (_, index) => {
    expect(stopsIn('innocent', index)).toEqual([]);
  });
});
