/** Facts of files that are looked at again: by an import, a definition, a further round. As much is kept as is bounded. */
import type { Facts } from '../model/facts.ts';
import { sizeOf } from '../model/size.ts';

/**
 * What is kept, in expressions of the values that programs and data are read as. Of programs that people write four million
 * characters are as many, of dense ones that nobody writes half a million.
 */
const MOST_KEPT = 250_000;

/** Larger ones are not kept. */
const LARGEST_KEPT = 50_000;

/** What counts for a file beside, an empty or unreadable one's too; and characters of text that take as much as an expression. */
const EACH = 10;
const CHARACTERS = 50;

export interface FactsCache {
  /** The facts of a file, by `load` when they are not there; those that were asked for longest ago go first. */
  get(file: string, load: () => Promise<Facts | undefined>): Promise<Facts | undefined>;
  /** What was followed from a file's values is kept with its facts, and may take many times as much as they do. */
  forget(file: string): void;
}

export function createFactsCache(most = MOST_KEPT): FactsCache {
  const kept = new Map<string, { readonly facts: Facts | undefined; readonly size: number }>();
  let held = 0;
  const drop = (file: string): void => {
    held -= kept.get(file)?.size ?? 0;
    kept.delete(file);
  };
  const keep = (file: string, facts: Facts | undefined): void => {
    const size = kept.get(file)?.size ?? EACH + (facts ? sizeOfFacts(facts) : 0);
    drop(file);
    if (size > Math.min(most, LARGEST_KEPT)) return;
    kept.set(file, { facts, size });
    held += size;
    for (const oldest of kept.keys()) {
      if (held <= most) return;
      drop(oldest);
    }
  };
  return {
    forget: drop,
    async get(file, load) {
      const known = kept.get(file);
      const facts = known ? known.facts : await load();
      keep(file, facts);
      return facts;
    },
  };
}

const sizeOfFacts = (facts: Facts): number =>
  Math.ceil(facts.source.text.length / CHARACTERS) + sizeOf(facts, LARGEST_KEPT);
