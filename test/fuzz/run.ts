/** What `scripts/fuzz.mjs` runs in a process of its own: one seed. Says on which input it is, in case it never ends. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fuzz } from './fuzz.ts';
import { casesIn } from './mutate.ts';
import { trials } from './trial.ts';

/** @throws Error with the smallest input that fails */
export async function run(project: string, seed: number, runs: number, note: string): Promise<void> {
  await fuzz(casesIn(path.join(project, 'fixtures')), trials(project), {
    seed,
    runs,
    before: (files, policy) => writeFileSync(note, JSON.stringify({ files, policy })),
  });
}
