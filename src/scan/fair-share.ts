/**
 * A scan holds so many settings and no more. Where files have more together, those with the most give up theirs first,
 * so that none hides another's: each keeps its first `n`, `n` as large as possible. What is left out is counted.
 *
 * Sharing again when more files have come gives what sharing once at the end would: the threads need not agree.
 */
import type { Diagnostic, Setting } from '../model/setting.ts';

/** A machine of any size holds the reports of these. */
export const MOST_SETTINGS = 40_000;

export interface Sharing {
  readonly path: string;
  readonly settings: readonly Setting[];
  /** How many more settings the file has. */
  readonly leftOut?: number;
}

/** The results with no more settings than `most` together; never less than one of each file. */
export function shared<T extends Sharing>(results: readonly T[], most = MOST_SETTINGS): readonly T[] {
  const counts = results.map(({ settings }) => settings.length);
  if (counts.reduce((sum, count) => sum + count, 0) <= most) return results;
  const each = fairShare(counts, most);
  return results.map((result) => {
    const over = result.settings.length - each;
    if (over <= 0) return result;
    return { ...result, settings: result.settings.slice(0, each), leftOut: (result.leftOut ?? 0) + over };
  });
}

/** How many each may keep so that all together keep at most `most`; at least one. */
export function fairShare(counts: readonly number[], most: number): number {
  const ascending = [...counts].sort((a, b) => a - b);
  let left = most;
  for (const [index, count] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (count > share) return Math.max(1, share);
    left -= count;
  }
  return ascending.at(-1) ?? 0;
}

/** What is said of files that gave some up. */
export const leftOutOf = (results: readonly Sharing[]): readonly Diagnostic[] =>
  results.flatMap(({ path, leftOut }): Diagnostic[] =>
    leftOut === undefined
      ? []
      : [{ path, message: `${leftOut} of its relays are left out: a scan holds ${MOST_SETTINGS}`, failed: true }],
  );
