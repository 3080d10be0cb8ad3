import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { project } from '../bundle.ts';

const page = readFileSync(path.join(project, 'SECURITY.md'), 'utf8');

/** `test/file.ts`: the name of a test, to the end of a table's cell or a bracket. */
const named = Array.from(page.matchAll(/`(test\/[\w/.-]+\.ts)`: ([^|)]+?) *(?=[|)])/g), ([, file = '', name = '']) => ({
  file,
  name: name.replace(/\s+/g, ' '),
}));

describe('SECURITY.md', () => {
  it('names a test for each thing that cannot happen', () => {
    const rows = page.split('\n').filter((line) => /^\| (?!Nothing|A |---)/.test(line));
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) expect(row).toMatch(/`test\/[\w/.-]+\.ts`: \S/);
  });

  it.each(named)('$file has the test "$name"', ({ file, name }) => {
    expect(existsSync(path.join(project, file)), file).toBe(true);
    expect(readFileSync(path.join(project, file), 'utf8')).toContain(name);
  });
});
