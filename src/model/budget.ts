/**
 * What looking at one file may cost, counted in work and never in seconds: the result is the same on every machine and
 * with any number of threads. What did not fit is told of, so that nothing is passed over in silence.
 */

/** What is counted, how much of it one file may take, and what is said of a file that wants more. */
const LIMITS = {
  steps: { most: 1_000_000, said: 'following its values takes more than 1,000,000 steps' },
  segments: { most: 20_000_000, said: 'putting its texts together takes more than 20,000,000 steps' },
  entries: { most: 2_000_000, said: 'it holds more than 2,000,000 entries' },
  repeated: { most: 100_000, said: 'its aliases stand for more than 100,000 entries' },
  settings: { most: 10_000, said: 'it holds more than 10,000 relays' },
} as const satisfies Readonly<Record<string, { readonly most: number; readonly said: string }>>;

export type Limit = keyof typeof LIMITS;

export interface Budget {
  /** Takes `amount` of what is left; false, from then on, when there is not as much. */
  spend(limit: Limit, amount?: number): boolean;
  /** All that was spent, of whatever. */
  work(): number;
  /** Notes something that was given up for a reason of its own: said once, whatever its number. */
  giveUp(said: string): void;
  /** What did not fit, in words, in a fixed order; empty when everything did. */
  exceeded(): readonly string[];
}

/** @param most what all kinds together may take; without it each its own */
export function createBudget(most = Number.POSITIVE_INFINITY): Budget {
  const spent = new Map<Limit, number>();
  const said = new Set<string>();
  let work = 0;
  return {
    spend(limit, amount = 1) {
      const { most: own, said: words } = LIMITS[limit];
      const total = (spent.get(limit) ?? 0) + amount;
      spent.set(limit, total);
      work += amount;
      if (work > most) return false;
      if (total <= own) return true;
      said.add(words);
      return false;
    },
    work: () => work,
    giveUp: (words) => void said.add(words),
    exceeded: () => [...said].sort(),
  };
}
