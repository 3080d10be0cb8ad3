/** docs/dependencies.md lists exactly what package.json has, and tells what is part of the program from what is not. */
import { expect, it } from 'vitest';
import { textOf } from './markdown.ts';

const page = textOf('docs/dependencies.md');
const [, inside = '', outside = ''] = page.split(/^## /m);

/** The rows of a table: the package's name, and the other cells. */
const rowsOf = (section: string): readonly (readonly [string, readonly string[]])[] =>
  [...section.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map(([, name = '', cells = '']) => [name, cells.split('|')]);

const names = (section: string): readonly string[] =>
  rowsOf(section)
    .map(([name]) => name)
    .sort();

it('has a row for each dependency of package.json, and for nothing else', () => {
  const { devDependencies, dependencies = {} } = JSON.parse(textOf('package.json'));
  expect(dependencies).toEqual({});
  expect([...names(inside), ...names(outside)].sort()).toEqual(Object.keys(devDependencies).sort());
});

it('says of each why, how large, and what it would take to drop it', () => {
  for (const [name, cells] of [...rowsOf(inside), ...rowsOf(outside)]) {
    expect([name, cells.length]).toEqual([name, 3]);
    expect(cells.map((cell) => cell.trim() !== '')).toEqual([true, true, true]);
    expect(cells[1]).toMatch(/^ [\d.]+ (?:kB|MB) +$/);
  }
});

it('says which of them are part of the program', () => {
  expect(names(inside)).toEqual(Object.keys(JSON.parse(textOf('scripts/bundled.json'))).sort());
});
