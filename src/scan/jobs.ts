/** The jobs that workers do, and how one is done. Plain data both ways. */
import type { OwnSetting } from '../detect/own-settings.ts';
import type { Known } from '../link/project.ts';
import type { FileResult, Scanner } from './scan-file.ts';

/** What a worker is told when it starts. */
export interface WorkerData {
  readonly root: string;
  readonly own: readonly OwnSetting[];
}

export type Job =
  | { readonly kind: 'scan'; readonly paths: readonly string[] }
  | {
      readonly kind: 'rescan';
      readonly paths: readonly string[];
      readonly known: Known;
    }
  | { readonly kind: 'search'; readonly paths: readonly string[]; readonly names: readonly string[] };

export interface Answer {
  readonly results: readonly FileResult[];
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

export async function doJob(scanner: Scanner, job: Job): Promise<Answer> {
  if (job.kind === 'search') return { results: [], holders: scanner.search(job.paths, job.names) };
  const results: FileResult[] = [];
  for (const file of job.paths) {
    const result = await scanner.scan(file, job.kind === 'rescan' ? job.known : undefined);
    if (result.read || result.commented || result.diagnostics.length > 0) results.push(result);
  }
  return { results, holders: new Map() };
}
