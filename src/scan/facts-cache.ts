/** Facts of files that are looked at again: by an import, a definition, a further round. As much is kept as is bounded. */
import type { Facts } from '../model/facts.ts';

/** Characters of source; the facts of a program take some tens of times as many bytes. */
const MOST_KEPT = 4_000_000;

/** Larger ones are not kept: those of a list of a hundred thousand settings take hundreds of bytes for each character. */
const LARGEST_KEPT = 400_000;

/** What counts for a file beside its text, an empty or unreadable one's too. */
const EACH = 200;

export interface FactsCache {
  /** The facts of a file, by `load` when they are not there; those that were asked for longest ago go first. */
  get(file: string, load: () => Promise<Facts | undefined>): Promise<Facts | undefined>;
}

export function createFactsCache(most = MOST_KEPT): FactsCache {
  const kept = new Map<string, { readonly facts: Facts | undefined; readonly size: number }>();
  let held = 0;
  const drop = (file: string): void => {
    held -= kept.get(file)?.size ?? 0;
    kept.delete(file);
  };
  const keep = (file: string, facts: Facts | undefined): void => {
    const size = EACH + (facts?.source.text.length ?? 0);
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
    async get(file, load) {
      const known = kept.get(file);
      const facts = known ? known.facts : await load();
      keep(file, facts);
      return facts;
    },
  };
}
