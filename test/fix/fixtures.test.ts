/**
 * Every fixture with all of its hosts declared legacy: after the fix a scan finds none of them but those that are left for
 * a person, git takes the diff, nothing but host, port and TLS differs, and a second fix has nothing to do.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { detectors } from '../../detectors/index.ts';
import { type FileChange, type Fixed, legacyFindings } from '../../src/fix/fix.ts';
import { openBytes, rangeOf } from '../../src/fix/open-file.ts';
import type { Format } from '../../src/model/facts.ts';
import { read } from '../../src/read/index.ts';
import { collect } from '../../src/scan/collect.ts';
import { fileMatcher } from '../../src/select/file-names.ts';
import { formatOf } from '../../src/select/formats.ts';
import { sourceText } from '../../src/text/source-text.ts';
import { applied, bytesOf, diffOf, fixFolder, legacyPolicy, scanOf } from './folder.ts';

vi.setConfig({ testTimeout: 60_000 });

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const NEW = 'relay.new-dc.example';

const cases = readdirSync(FIXTURES)
  .flatMap((id) => readdirSync(path.join(FIXTURES, id)).map((name) => `${id}/${name}`))
  .filter((name) => existsSync(path.join(FIXTURES, name, 'expected.json')));

const textOf = (file: string, bytes: Buffer): string => {
  const opened = openBytes(file, bytes);
  return typeof opened === 'string' ? '' : opened.source.text;
};

const formatFor = (file: string): Format | undefined =>
  detectors.find(({ files, format }) => format && files && fileMatcher(files)(file))?.format ?? formatOf(file);

/** Where things stand is not what a file says. */
const PLACES = new Set([
  ...[
    'range',
    'keyRange',
    'pieces',
    'branch',
    'scopes',
    'source',
    'exhaustive',
    'conditions',
    'arms',
    'scope',
    'owner',
  ],
]);

/** Every text that a reader makes of a file, in order. */
function leavesOf(value: unknown, found: string[] = [], seen = new Set<unknown>()): readonly string[] {
  if (typeof value === 'string') found.push(value);
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  const parts = value instanceof Map ? [...value] : Object.entries(value).filter(([key]) => !PLACES.has(key));
  for (const [key, part] of parts) {
    if (value instanceof Map) found.push(String(key));
    leavesOf(part, found, seen);
  }
  return found;
}

async function saidBy(file: string, bytes: Buffer): Promise<readonly string[]> {
  const format = formatFor(file);
  if (format === undefined) return [];
  const { documents, program } = await read(format, { path: file, source: sourceText(textOf(file, bytes)) });
  return leavesOf({ documents, program });
}

/** What stood where the edits are, and what stands there now. */
function replacedIn({ path: file, before, edits }: FileChange): readonly (readonly [string, string])[] {
  const opened = openBytes(file, before);
  if (typeof opened === 'string') return [];
  return edits.map((edit) => {
    const range = rangeOf(opened, edit);
    return [range ? opened.source.text.slice(range.start, range.end) : '', edit.replacement];
  });
}

const HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$|^[\da-f:.]+$/i;
const PORT = /^(\d{1,5}|smtps?|submissions?)$/;
const TLS =
  /^(true|false|yes|no|on|off|[01]|ssl|tls|ssl\/tls|starttls|smtps?|submissions?|implicit|smtps?\+\w+|SslOnConnect|StartTls)$/i;

/** The differences of what the file says are exactly those of the edits. */
async function expectOnlyEdits(change: FileChange): Promise<void> {
  const { path: file, before, after } = change;
  const [old, now] = await Promise.all([saidBy(file, before), saidBy(file, after)]);
  const pairs = replacedIn(change);
  const isSame = (a: string, b: string): boolean => {
    if (a === b) return true;
    // A reader shows some values in its own spelling, so words are compared without regard to case. What sed keeps (`\\1relay`) is
    // no part of the word behind it.
    const word = (text: string): readonly string[] =>
      text
        .toLowerCase()
        .replaceAll(/\\[1-9]/g, ' ')
        .split(/[^a-z0-9._+-]+/)
        .filter(Boolean);
    const [left, right] = [word(a), word(b)];
    const known = pairs.map(([from, to]) => `${word(from)} ${word(to)}`);
    const added = new Set(pairs.flatMap(([from, to]) => (from === '' ? word(to) : [])));
    let at = 0;
    return right.every((one) => {
      if (left[at] === one || known.includes(`${left[at]} ${one}`)) at += 1;
      else return added.has(one);
      return true;
    });
  };
  expect(now.length, file).toBe(old.length);
  expect(
    now.filter((text, index) => !isSame(old[index] ?? '', text)),
    file,
  ).toEqual([]);
}

/** A service's name becomes two keys, and a value in base64 has its own test. */
const isPlain = ({ path: file, edits }: FileChange, { steps }: Fixed): boolean =>
  !steps.some(({ setting }) => setting.path === file && setting.source === 'service') &&
  edits.every(
    ({ replacement }) =>
      HOST.test(replacement) || PORT.test(replacement) || TLS.test(replacement) || /^:\d+$/.test(replacement),
  );

describe.each(cases)('%s', (name) => {
  it.each([null, 587, 465])('to port %s', async (port) => {
    const root = path.join(FIXTURES, name);
    const { settings } = await collect({ root, ignore: ['expected.json'], jobs: 1 });
    const hosts = new Set(settings.flatMap(({ host }) => host ?? []));
    if (hosts.size === 0) return;
    const asked = { root, policy: legacyPolicy(hosts, NEW, port), keepCredentials: true };
    const fixed = await fixFolder(asked);
    const { files, steps, left } = fixed;
    expect(fixed.complete).toBe(true);
    const places = (of: readonly { path: string; line: number; host: string | null }[]) =>
      of.map(({ path: file, line, host }) => `${file}:${line} ${host}`).sort();
    const unchanged = left.filter(({ reason }) => reason !== 'mention');
    expect(places([...steps.map(({ setting }) => setting), ...unchanged])).toEqual(
      places(settings.filter(({ host }) => host !== null)),
    );
    for (const change of files) {
      for (const [old, replacement] of replacedIn(change))
        if (isPlain(change, fixed))
          expect(
            [HOST, PORT, TLS, /^$/].some((what) => what.test(old)),
            `${old} → ${replacement}`,
          ).toBe(true);
      if (isPlain(change, fixed)) await expectOnlyEdits(change);
    }
    const copy = applied(root, diffOf(files));
    try {
      for (const { path: file, after } of files) expect(bytesOf(copy, file).equals(after), file).toBe(true);
      const again = { ...asked, root: copy };
      const rest = legacyFindings(await scanOf(again)(new Map()));
      expect(rest.map(({ path: file, line }) => `${file}:${line}`).sort()).toEqual(
        unchanged.map(({ path: file, line }) => `${file}:${line}`).sort(),
      );
      expect((await fixFolder(again)).files).toEqual([]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
