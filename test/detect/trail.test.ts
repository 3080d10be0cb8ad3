import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { locationOf } from '../../src/detect/trail.ts';
import type { Facts } from '../../src/model/facts.ts';
import { collect } from '../../src/scan/collect.ts';
import { sourceText } from '../../src/text/source-text.ts';

/** `printf 'relayhost=%s:587' "$HOP"`: of the text `$HOP:587` the first piece stands behind the second. */
const facts: Facts = {
  path: 'Dockerfile',
  format: 'lines',
  documents: [],
  source: {
    ...sourceText('$HOP:587'),
    position: (offset) => ({ line: 4, column: offset < 4 ? 28 + offset : 17 + offset }),
  },
};

it('a place whose text is put together in another order ends with its first piece', () => {
  expect(locationOf(facts, { start: 0, end: 8 })).toMatchObject({ line: 4, column: 28, endLine: 4, endColumn: 32 });
  expect(locationOf(facts, { start: 4, end: 8 })).toMatchObject({ line: 4, column: 21, endLine: 4, endColumn: 25 });
});

it('of several uses of one place the trail begins with one, and names the others', async () => {
  const root = fileURLToPath(new URL('../../fixtures/nodemailer/two-uses-of-a-place', import.meta.url));
  const { settings } = await collect({ root, ignore: ['expected.json'], jobs: 1 });
  const trail = settings.find(({ path }) => path === 'places.js')?.trail ?? [];
  expect(trail.filter(({ note }) => note.endsWith('uses it')).map(({ path, line }) => `${path}:${line}`)).toEqual([
    'alerts.js:4',
    'digests.js:4',
  ]);
  expect(trail.at(-1)).toMatchObject({ path: 'places.js', line: 1 });
});
