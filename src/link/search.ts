/** What linking asks of the bytes of files, before any is parsed. */
import type { Standing } from './standing.ts';

/** Names, and the files that are searched for them. */
export interface Sought {
  readonly paths: readonly string[];
  readonly names: readonly string[];
  /** How a name has to stand there. */
  readonly standing: Standing;
}

/** The files that hold a name, by the name, in the order in which they were given. */
export type Holders = ReadonlyMap<string, readonly string[]>;

/** Which of the files hold which of the names, standing so (as words where nothing is said). */
export type Search = (paths: readonly string[], names: readonly string[], standing?: Standing) => Promise<Holders>;
