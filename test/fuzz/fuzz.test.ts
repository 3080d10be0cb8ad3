/** A short run with a fixed seed; `npm run fuzz -- --minutes N` runs longer, with seeds of its own. */
import path from 'node:path';
import { test } from 'vitest';
import { project } from '../bundle.ts';
import { fuzz } from './fuzz.ts';
import { casesIn } from './mutate.ts';
import { trials } from './trial.ts';

test('changed fixtures and policies', { timeout: 600_000 }, async () => {
  await fuzz(casesIn(path.join(project, 'fixtures')), trials(project), { seed: 11, runs: 300 });
});
