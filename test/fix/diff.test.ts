/** Edits and diffs of any text: git makes of the one side exactly the other. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { applyEdits } from '../../src/fix/apply.ts';
import { unifiedDiff } from '../../src/fix/diff.ts';
import { editAt } from '../../src/fix/edit.ts';
import { type OpenFile, openBytes } from '../../src/fix/open-file.ts';
import { temporaryFolder } from '../repository.ts';

vi.setConfig({ testTimeout: 120_000 });

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const OLD = 'mx1.old-dc.example';
const NEW = 'smtp-relay.corp.example';

const ENCODERS: Readonly<Record<string, (text: string) => Buffer>> = {
  utf8: (text) => Buffer.from(text),
  'utf8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  utf16le: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  utf16be: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

const piece = fc.oneof(
  fc.constantFrom(
    OLD,
    '\n',
    '\r\n',
    '\r',
    '"',
    '# ',
    'é',
    '𝔘',
    '\t',
    'SMTP_HOST=',
    ' \n',
    '\\ No newline',
    '--- a/x\n',
    '@@ -1 +1 @@\n',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0')),
);
const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

function opened(bytes: Buffer): OpenFile {
  const file = openBytes('a.env', bytes);
  if (typeof file === 'string') throw new Error('the text of the test is none');
  return file;
}

/** Every host of the text replaced, by edits of their places. */
function replaced(file: OpenFile): Buffer {
  const { source } = file;
  const edits = Array.from(source.text.matchAll(new RegExp(OLD.replaceAll('.', '\\.'), 'g')), ({ index }) => {
    const { line, column } = source.position(index);
    const at = { path: file.path, line, column, endLine: line, endColumn: column + OLD.length };
    return editAt(file, at, NEW);
  });
  return applyEdits(file, edits);
}

/** What git makes of `before` by the diff. */
function byGit(name: string, before: Buffer, diff: Buffer): Buffer {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, before);
  writeFileSync(path.join(root, '.patch'), diff);
  execFileSync('git', ['apply', '--whitespace=nowarn', '.patch'], { cwd: root, stdio: 'pipe' });
  return readFileSync(file);
}

describe.each(Object.entries(ENCODERS))('%s', (_, encoded) => {
  it('edits change nothing but the hosts, and git applies the diff', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const before = encoded(text);
        const after = replaced(opened(before));
        expect(after.equals(encoded(text.replaceAll(OLD, NEW)))).toBe(true);
        const diff = unifiedDiff('a.env', before, after);
        if (before.equals(after)) expect(diff.length).toBe(0);
        else expect(byGit('a.env', before, diff).equals(after)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

it.each([
  'a b/c d.env',
  'tab\there.env',
  'qu"ote\\.env',
  'ü/日本.env',
  'new\nline.env',
  ' lead.env',
  'trail .env',
  'a/b -> c.env',
])('git finds a file called %j', (name) => {
  const before = Buffer.from(`SMTP_HOST=${OLD}`);
  const after = Buffer.from(`SMTP_HOST=${NEW}`);
  expect(byGit(name, before, unifiedDiff(name, before, after)).equals(after)).toBe(true);
});

it('distant changes are hunks of their own, near ones share one', () => {
  const lines = (hosts: readonly number[], host: string): Buffer =>
    Buffer.from(Array.from({ length: 30 }, (_, index) => `${hosts.includes(index) ? host : 'x'}\n`).join(''));
  const heads = (hosts: readonly number[]): readonly string[] =>
    unifiedDiff('a', lines(hosts, OLD), lines(hosts, NEW))
      .toString()
      .split('\n')
      .filter((line) => line.startsWith('@@'));
  expect(heads([2, 20])).toEqual(['@@ -1,6 +1,6 @@', '@@ -18,7 +18,7 @@']);
  expect(heads([2, 8])).toEqual(['@@ -1,12 +1,12 @@']);
});

it('columns of an edit count characters and bytes', () => {
  const file = opened(Buffer.from('Grüße 𝔘 mx1'));
  const edit = editAt(file, { path: 'a.env', line: 1, column: 10, endLine: 1, endColumn: 13 }, 'mx2');
  expect(edit.bytes).toEqual({ column: 14, endColumn: 17 });
});
