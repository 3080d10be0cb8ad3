/** The jobs that workers do, and how one is done. Plain data both ways. */
import type { OwnSetting } from '../detect/own-settings.ts';
import type { Known } from '../link/project.ts';
import type { Standing } from '../link/standing.ts';
import type { CommitFiles } from '../walk/commit-root.ts';
import { MOST_SETTINGS, shared } from './fair-share.ts';
import type { FileResult } from './file-result.ts';
import type { Scanner } from './scan-file.ts';
import { turn } from './turn.ts';

/** What a worker is told when it starts. */
export interface WorkerData {
  /** Absolute path of the scan root. */
  readonly folder: string;
  /** The files of a commit, where they are not the folder's own. */
  readonly files?: CommitFiles;
  readonly own: readonly OwnSetting[];
  readonly contents?: ReadonlyMap<string, Uint8Array>;
  /** Hosts that are looked for in the bytes of every file. */
  readonly mentions: readonly string[];
}

export type Job =
  | { readonly kind: 'scan'; readonly paths: readonly string[] }
  | {
      readonly kind: 'rescan';
      readonly paths: readonly string[];
      readonly known: Known;
    }
  | { readonly kind: 'mentions'; readonly paths: readonly string[] }
  | {
      readonly kind: 'search';
      readonly paths: readonly string[];
      readonly names: readonly string[];
      readonly standing: Standing;
    };

export interface Answer {
  readonly results: readonly FileResult[];
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

/** Signals and messages get their turn in between. */
const FILES_BETWEEN_TURNS = 16;

export async function doJob(scanner: Scanner, job: Job): Promise<Answer> {
  if (job.kind === 'search') return { results: [], holders: scanner.search(job.paths, job.names, job.standing) };
  let results: FileResult[] = [];
  let held = 0;
  for (const [index, file] of job.paths.entries()) {
    if (index % FILES_BETWEEN_TURNS === 0) await turn();
    const result =
      job.kind === 'mentions'
        ? scanner.mentions(file)
        : await scanner.scan(file, job.kind === 'rescan' ? job.known : undefined);
    if (
      result.read ||
      result.commented ||
      result.mentions.length > 0 ||
      result.diagnostics.length > 0 ||
      result.envFiles ||
      result.sealed
    )
      results.push(result);
    held += result.settings.length;
    if (held <= 2 * MOST_SETTINGS) continue;
    results = [...shared(results)];
    held = MOST_SETTINGS;
  }
  return { results: shared(results), holders: new Map() };
}
