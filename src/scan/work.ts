/**
 * What looking at all files together may cost, in work and never in seconds. Each file has an allowance by its size; what it
 * takes beyond that comes out of a store that all files of a scan share, in their order. A file that comes after the store is
 * spent, and cannot do with its allowance, is given up, and the scan is not complete. All the others are looked at as ever.
 *
 * Threads work ahead of each other, and each knows of the work before it only so far as it is done; so what they know decides
 * but who stops early, and `settled` decides, when all is there, which results count: the same ones with any number of threads.
 */
import type { FileResult } from './file-result.ts';
import { nothingIn } from './file-result.ts';

/** What is counted: steps of following values, and characters of other files that the values led to. */
export interface Work {
  readonly steps: number;
  readonly followed: number;
}

export const NO_WORK: Work = { steps: 0, followed: 0 };

/** What the files of a scan may take beyond their allowances; of real repositories the largest takes a thirtieth part. */
const STORE: Work = { steps: 1_000_000, followed: 200_000_000 };

/** A file without a character may take this much, and one with many so much for each. */
const EACH: Work = { steps: 500, followed: 50_000 };
const BY_CHARACTER: Work = { steps: 0.25, followed: 5 };

export const allowanceOf = (characters: number): Work => ({
  steps: EACH.steps + Math.floor(characters * BY_CHARACTER.steps),
  followed: EACH.followed + characters * BY_CHARACTER.followed,
});

/** What some work takes beyond an allowance. */
export const beyond = (work: Work, allowance: Work): Work => ({
  steps: Math.max(0, work.steps - allowance.steps),
  followed: Math.max(0, work.followed - allowance.followed),
});

export const both = (one: Work, other: Work): Work => ({
  steps: one.steps + other.steps,
  followed: one.followed + other.followed,
});

export const isSpent = ({ steps, followed }: Work, store: Work = STORE): boolean =>
  steps > store.steps || followed > store.followed;

/** Characters of followed files are counted in these, so that the counts of a thread fit into whole numbers. */
const LOT = 1_000;
const MOST_COUNTED = 2 ** 30;

/** What the jobs of one run have taken so far, as all threads see it. */
export interface Ledger {
  /** What was taken before the run. */
  readonly before: Work;
  /** Of each job the steps and the lots of characters, one behind the other. */
  readonly counts: Int32Array;
}

export const ledgerFor = (jobs: number, before: Work): Ledger => ({
  before,
  counts: new Int32Array(new SharedArrayBuffer(Math.max(1, jobs) * 2 * Int32Array.BYTES_PER_ELEMENT)),
});

/** Notes what a job has taken; never more than is told apart. */
export function note({ counts }: Ledger, job: number, { steps, followed }: Work): void {
  for (const [index, amount] of [steps, Math.floor(followed / LOT)].entries()) {
    const at = job * 2 + index;
    Atomics.store(counts, at, Math.min(MOST_COUNTED, Atomics.load(counts, at) + amount));
  }
}

/** Whether the jobs up to this one have certainly spent the store. */
export function isSpentBy({ before, counts }: Ledger, job: number): boolean {
  let { steps, followed } = before;
  for (let at = 0; at <= job; at += 1) {
    steps += Atomics.load(counts, at * 2);
    followed += Atomics.load(counts, at * 2 + 1) * LOT;
  }
  return isSpent({ steps, followed });
}

/** The results in their order, without those that come after the store is spent and are not done by their allowance. */
export function settled(
  results: readonly FileResult[],
  before: Work,
): { readonly results: readonly FileResult[]; readonly spent: Work } {
  let spent = before;
  const kept = results.map((result) => {
    const { work } = result;
    if (!work) return result;
    if (isSpent(spent)) return givenUp(result);
    spent = both(spent, work);
    return result;
  });
  return { results: kept, spent };
}

const GIVEN_UP =
  'not looked at: the scan has taken all the work that it may take beyond what the size of its files allows, and this file takes more';

/** What stays of a file that is given up: what its bytes say. */
const givenUp = ({ path, read, commented, mentions, envFiles, sealed }: FileResult): FileResult => ({
  ...nothingIn(path),
  read,
  commented,
  mentions,
  ...(envFiles ? { envFiles } : {}),
  ...(sealed ? { sealed } : {}),
  unread: true,
  givenUp: true,
  diagnostics: [{ path, message: GIVEN_UP, failed: true }],
});
