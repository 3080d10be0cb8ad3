/** Spellings of data formats that hide a relay: in one tree, a folder each, so that one scan reads them all. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import type { ScanResult } from '../../src/model/finding.ts';
import { requestFor } from '../guarded.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';
import { OLD } from './changes.ts';
import { dataFormats } from './data-formats.ts';

vi.setConfig({ hookTimeout: 120_000 });

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const names = Object.keys(dataFormats);
const folderOf = (name: string): string => `f${names.indexOf(name)}`;
let result: ScanResult;

beforeAll(async () => {
  const repository = repositoryIn(root);
  repository.write({
    '.smtp-scan.yml': `approved: [new-relay.corp.example]\nlegacy: [{ host: ${OLD}, also: [192.0.2.25] }]\nignore: ["*/docs/**"]\n`,
  });
  for (const [name, files] of Object.entries(dataFormats))
    repository.write(
      Object.fromEntries(Object.entries(files).map(([file, content]) => [`${folderOf(name)}/${file}`, content])),
    );
  repository.commit({});
  ({ result } = await guardedScan(requestFor(root)));
});

/** What stops a change: an error about a relay, or a file that could not be read to its end. */
const stopsIn = (folder: string): readonly string[] =>
  [
    ...result.findings.filter(({ level }) => level === 'error').map(({ path, rule }) => `${path} ${rule}`),
    ...result.diagnostics.filter(({ failed }) => failed).map(({ path, message }) => `${path} ${message}`),
  ].filter((one) => one.startsWith(`${folder}/`));

describe('a relay is not hidden by', () => {
  it.each(names)('%s', (name) => {
    expect(stopsIn(folderOf(name))).not.toEqual([]);
  });
});
