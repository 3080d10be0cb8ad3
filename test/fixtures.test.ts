/**
 * Every folder `fixtures/<detector>/<case>/` is scanned; its `expected.json` names all settings in it, and no others.
 * `npm run fixtures:show -- FOLDER` prints what the scanner says; what is right, the real system's documentation says.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { detectors } from '../detectors/index.ts';
import type { Setting } from '../src/model/setting.ts';
import { collect } from '../src/scan/collect.ts';
import { decode } from '../src/text/decode.ts';

/** A setting as `expected.json` names it. Fields that are left out do not matter. */
interface Expected extends Partial<Setting> {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly host: string | null;
  /** What stands at the range when it is not the host itself: an encoded value, a service's name, a joined text. */
  readonly text?: string;
}

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** What a program runs is read as a script: a detector of scripts tells of it. */
const TOLD_BY: ReadonlyMap<string, string> = new Map([
  ['commands-of-programs', 'command-line'],
  ['functions-of-databases', 'smtplib'],
]);

/** Folders that belong to no detector, with a test of their own. */
const OTHERS = new Set(['containers', 'demo', 'inbound', 'judges', 'linking']);

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

const isExpected = (value: unknown): value is { settings: readonly Expected[] } =>
  typeof value === 'object' && value !== null && 'settings' in value && Array.isArray(value.settings);

function expectedOf(folder: string): readonly Expected[] {
  const file = path.join(folder, 'expected.json');
  if (!existsSync(file))
    throw new Error(`${path.relative(FIXTURES, file)} is missing: write it by hand, an empty list for a near miss`);
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isExpected(value)) throw new Error(`${path.relative(FIXTURES, file)} has no list of settings`);
  return value.settings;
}

const placeOf = ({ path: file, line, column, host }: Expected | Setting): string => `${file}:${line}:${column} ${host}`;

/** The fields of `setting` that `expected` speaks of. */
function asExpected(setting: Setting, { text, ...expected }: Expected): unknown {
  const keys = new Set(Object.keys(expected));
  return Object.fromEntries(Object.entries(setting).filter(([key]) => keys.has(key)));
}

function textAt(folder: string, { path: file, line, column, endLine, endColumn }: Setting): string {
  const decoded = decode(readFileSync(path.join(folder, file)));
  const lines = 'binary' in decoded ? [] : decoded.text.split(/\r\n|\n|\r/);
  if (line === endLine) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1);
  return [
    (lines[line - 1] ?? '').slice(column - 1),
    ...lines.slice(line, endLine - 1),
    (lines[endLine - 1] ?? '').slice(0, endColumn - 1),
  ].join('\n');
}

const cases = foldersIn(FIXTURES)
  .filter((id) => !OTHERS.has(id))
  .flatMap((id) =>
    foldersIn(path.join(FIXTURES, id)).map((name) => ({ id, name, folder: path.join(FIXTURES, id, name) })),
  );

describe('fixtures', () => {
  it.each(cases)(
    '$id/$name',
    async ({ folder }) => {
      const expected = expectedOf(folder);
      const { settings, diagnostics } = await collect({ root: folder, ignore: ['expected.json'], jobs: 1 });
      expect(diagnostics).toEqual([]);
      expect(settings.map(placeOf).sort()).toEqual(expected.map(placeOf).sort());
      for (const one of expected) {
        const { text, ...fields } = one;
        const found = settings.filter((setting) => placeOf(setting) === placeOf(one));
        expect(found.map((setting) => asExpected(setting, one))).toEqual([fields]);
        for (const setting of found) {
          const written = text ?? (setting.source === 'literal' ? setting.host : null);
          if (written !== null)
            expect(textAt(folder, setting).toLowerCase(), placeOf(setting)).toBe(written.toLowerCase());
        }
      }
    },
    30_000,
  );
});

describe('every detector has fixtures', () => {
  it.each(detectors.map(({ id, noRelay }) => ({ id, noRelay })))(
    '$id: something it finds, and something that only looks like it',
    ({ id, noRelay }) => {
      const own = cases.filter((one) => one.id === id).map(({ folder }) => expectedOf(folder));
      // Of another use: a relay's use of the same host, which it must not take back.
      const isHit = ({ detector }: Expected): boolean => noRelay === true || detector === (TOLD_BY.get(id) ?? id);
      // The setting must be the detector's own word: had its keywords skipped the file, another one would have said it, or none.
      expect(
        own.some((settings) => settings.some(isHit)),
        'a hit',
      ).toBe(true);
      expect(
        own.some((settings) => settings.length === 0),
        'a near miss',
      ).toBe(true);
    },
  );

  it('has no folder of a detector that does not exist', () => {
    const known = new Set([...detectors.map(({ id }) => id), ...OTHERS]);
    expect(foldersIn(FIXTURES).filter((folder) => !known.has(folder))).toEqual([]);
  });
});
