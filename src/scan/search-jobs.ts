/** Searches of the same moment as jobs that look at each file once. */
import type { Holders, Sought } from '../link/search.ts';
import { grow } from '../model/grouped.ts';

/** What one job looks for. */
export interface SearchJob {
  readonly kind: 'search';
  readonly paths: readonly string[];
  /** Of each path the searches that it is for, by their index. */
  readonly searches: readonly (readonly number[])[];
  readonly sought: readonly Pick<Sought, 'names' | 'standing'>[];
}

/** A name that a search has found in a file. */
export interface Held {
  /** Index of the search. */
  readonly search: number;
  readonly name: string;
  readonly path: string;
}

/** @param chunksOf how paths are shared among jobs */
export function searchJobs(
  all: readonly Sought[],
  chunksOf: (paths: readonly string[]) => readonly (readonly string[])[],
): readonly SearchJob[] {
  const searches = new Map<string, number[]>();
  for (const [index, { paths, names }] of all.entries())
    if (names.length > 0) for (const path of paths) grow(searches, path, [index]);
  const sought = all.map(({ names, standing }) => ({ names, standing }));
  return chunksOf([...searches.keys()]).map((paths) => ({
    kind: 'search',
    paths,
    searches: paths.map((path) => searches.get(path) ?? []),
    sought,
  }));
}

/** What each search has found, its files in the order in which they were given. */
export function holdersOf(all: readonly Sought[], held: readonly Held[]): readonly Holders[] {
  const found = all.map(() => new Map<string, Set<string>>());
  for (const { search, name, path } of held) {
    const files = found[search]?.get(name);
    if (files) files.add(path);
    else found[search]?.set(name, new Set([path]));
  }
  return all.map(
    ({ paths }, index) =>
      new Map([...(found[index] ?? [])].map(([name, files]) => [name, paths.filter((path) => files.has(path))])),
  );
}
