/** The jobs that workers do, and how one is done. Plain data both ways. */
import type { OwnSetting } from '../detect/own-settings.ts';
import type { Known } from '../link/reach.ts';
import type { CommitFiles } from '../walk/commit-root.ts';
import { MOST_SETTINGS, shared } from './fair-share.ts';
import type { FileResult } from './file-result.ts';
import type { Scanner } from './scan-file.ts';
import type { Held, SearchJob } from './search-jobs.ts';
import { turn } from './turn.ts';
import { isSpentBy, type Ledger, note } from './work.ts';

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

/** What the jobs of one run take together, and which of them this one is. */
export interface Counted {
  readonly ledger: Ledger;
  readonly index: number;
}

export type Job =
  | { readonly kind: 'scan'; readonly paths: readonly string[]; readonly counted: Counted }
  | {
      readonly kind: 'rescan';
      readonly paths: readonly string[];
      readonly known: Known;
      readonly counted: Counted;
      /** Names under which files are installed. */
      readonly installed: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'mentions'; readonly paths: readonly string[] }
  | SearchJob;

export interface Answer {
  readonly results: readonly FileResult[];
  readonly held: readonly Held[];
}

async function resultOf(scanner: Scanner, job: Exclude<Job, { kind: 'search' }>, file: string): Promise<FileResult> {
  if (job.kind === 'mentions') return scanner.mentions(file);
  const { ledger, index } = job.counted;
  const again = job.kind === 'rescan' ? job : undefined;
  const name = again?.installed.get(file);
  const result = await scanner.scan(file, again?.known, { name, isSparing: isSpentBy(ledger, index) });
  if (result.work) note(ledger, index, result.work);
  return result;
}

/** Signals and messages get their turn in between. */
const FILES_BETWEEN_TURNS = 16;

export async function doJob(scanner: Scanner, job: Job): Promise<Answer> {
  if (job.kind === 'search') return { results: [], held: scanner.search(job) };
  let results: FileResult[] = [];
  let held = 0;
  for (const [index, file] of job.paths.entries()) {
    if (index % FILES_BETWEEN_TURNS === 0) await turn();
    const result = await resultOf(scanner, job, file);
    if (
      result.read ||
      result.commented ||
      result.mentions.length > 0 ||
      result.diagnostics.length > 0 ||
      result.envFiles ||
      result.installs ||
      result.sealed
    )
      results.push(result);
    held += result.settings.length;
    if (held <= 2 * MOST_SETTINGS) continue;
    results = [...shared(results)];
    held = MOST_SETTINGS;
  }
  return { results: shared(results), held: [] };
}
