import { expect, it } from 'vitest';
import { locationOf } from '../../src/detect/trail.ts';
import type { Facts } from '../../src/model/facts.ts';
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
