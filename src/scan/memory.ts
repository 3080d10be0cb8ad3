/** What a thread remembers of files, by what tells their bytes and formats, so that a scan of a commit has its use of it, too. */
import { createFactsCache, type FactsCache } from './facts-cache.ts';
import { createSearched } from './searched-files.ts';

export interface Memory {
  readonly facts: FactsCache;
  /** The bytes of a file as they are searched. */
  readonly searched: ReturnType<typeof createSearched>;
}

export const createMemory = (): Memory => ({ facts: createFactsCache(), searched: createSearched() });
