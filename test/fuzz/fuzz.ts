/** The properties: whatever is done to files and policy, a trial holds. */
import fc from 'fast-check';
import { type Case, changed, changes, type SmallFile } from './mutate.ts';
import { POLICY, type trials } from './trial.ts';

type Trial = ReturnType<typeof trials>;

export interface Options {
  readonly seed: number;
  readonly runs: number;
  /** Called before each trial. */
  readonly before?: (files: readonly SmallFile[], policy: string) => void;
}

const policies = changes.map((all) => changed([{ path: '.smtp-scan.yml', text: POLICY }], all)[0]?.text ?? '');

/** Files of one fixture, perhaps under the name of another one's, so that each reader reads what is not meant for it. */
const trees = (cases: readonly Case[]): fc.Arbitrary<readonly SmallFile[]> =>
  fc
    .record({
      index: fc.nat(cases.length - 1),
      other: fc.nat(cases.length - 1),
      isRenamed: fc.integer({ min: 0, max: 4 }),
      all: changes,
    })
    .map(({ index, other, isRenamed, all }) => {
      const files = changed(cases[index]?.files ?? [], all);
      const names = cases[other]?.files ?? [];
      if (isRenamed !== 4 || names.length === 0) return files;
      return files.map((file, at) => ({ ...file, path: `${at}/${names[at % names.length]?.path ?? file.path}` }));
    });

/** Throws with the smallest input that fails. */
export async function fuzz(cases: readonly Case[], trial: Trial, { seed, runs, before }: Options): Promise<void> {
  await fc.assert(
    fc.asyncProperty(trees(cases), async (files) => {
      before?.(files, POLICY);
      await trial(files);
    }),
    { seed, numRuns: runs, verbose: 0 },
  );
  await fc.assert(
    fc.asyncProperty(policies, async (policy) => {
      const files = [{ path: '.env', text: 'SMTP_HOST=mx1.old-dc.example\n' }];
      before?.(files, policy);
      await trial(files, policy);
    }),
    { seed, numRuns: Math.ceil(runs / 10), verbose: 0 },
  );
}
