/**
 * What a scan has seen of files by their names and bytes alone: that they are not to be read. For another scan by the same policy
 * the same holds of a file with the same bytes, whatever the other files are; what is read depends on them.
 */
import type { FileResult } from './file-result.ts';

export interface Looks {
  readonly files: ReadonlySet<string>;
  /** Of those that gave anything. */
  readonly results: ReadonlyMap<string, FileResult>;
}

export const looksOf = (files: readonly string[], results: readonly FileResult[]): Looks => ({
  files: new Set(files),
  results: new Map(results.map((result) => [result.path, result])),
});

/** The files that have to be looked at, and what the looks before say of the others. */
export function newTo(
  looks: Looks | undefined,
  files: readonly string[],
  isSame: (file: string) => boolean,
): { readonly open: readonly string[]; readonly known: readonly FileResult[] } {
  if (!looks) return { open: files, known: [] };
  const isKnown = (file: string): boolean => looks.files.has(file) && !looks.results.get(file)?.read && isSame(file);
  return {
    open: files.filter((file) => !isKnown(file)),
    known: files.filter(isKnown).flatMap((file) => looks.results.get(file) ?? []),
  };
}
