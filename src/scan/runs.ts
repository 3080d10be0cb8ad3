/** The runs of a scan over its files: in chunks, which threads share, and within what all of them may take together. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Known } from '../link/reach.ts';
import type { Holders, Search, Sought } from '../link/search.ts';
import { oncePer } from '../model/once.ts';
import { MOST_SETTINGS, shared } from './fair-share.ts';
import type { FileResult } from './file-result.ts';
import { type Answer, type Counted, doJob, type Job, type WorkerData } from './jobs.ts';
import { createPool } from './pool.ts';
import type { Scanner } from './scan-file.ts';
import { holdersOf, searchJobs } from './search-jobs.ts';
import { together } from './together.ts';
import { ledgerFor, NO_WORK, settled } from './work.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Where the last file that was read lies. */
  readonly folder: string;
}

/** Told after each group of files that this thread has read; the scan waits for it. */
export type Told = (state: Progress) => Promise<void>;

/** Results come in the order of the paths. */
export interface Runs {
  scan(paths: readonly string[], told?: Told): Promise<readonly FileResult[]>;
  /** Once more, with what linking has found out, and under the names under which files are installed. */
  rescan(
    paths: readonly string[],
    known: Known,
    installed: ReadonlyMap<string, string>,
  ): Promise<readonly FileResult[]>;
  /** Where files that are not read name one of the relays that were asked for. */
  mentions(paths: readonly string[]): Promise<readonly FileResult[]>;
  readonly search: Search;
  close(): Promise<void>;
}

/** A thread compiles all code anew: of fewer files than these a second one is not worth its start (bench/README.md). */
const FILES_PER_THREAD = 3000;
const MOST_THREADS = 8;

/**
 * @param files how many files the scan has
 * @param threads this one among them; by the number of files when left out
 */
export function createRuns(scanner: Scanner, data: WorkerData, files: number, threads?: number): Runs {
  const size = threads ?? Math.min(os.availableParallelism(), MOST_THREADS, Math.ceil(files / FILES_PER_THREAD));
  const url = new URL('./worker.js', import.meta.url);
  const others = existsSync(url) ? Math.max(size - 1, 0) : 0;
  const pool = createPool<Job, Answer>((job) => doJob(scanner, job), others, url, data);
  let spent = NO_WORK;

  const run = async (
    paths: readonly string[],
    job: (paths: readonly string[], index: number) => Job,
    told?: Told,
  ): Promise<readonly FileResult[]> => {
    const chunks = chunksOf(paths);
    const tell = told && ((done: number, index: number) => told(stateOf(paths, chunks, done, index)));
    return (await pool.run(chunks.map(job), keepTogether, tell)).flatMap((answer) => answer.results);
  };

  /** A run that takes of the scan's work, one after the other. */
  const counted = async (
    paths: readonly string[],
    job: (paths: readonly string[], counted: Counted) => Job,
    told?: Told,
  ): Promise<readonly FileResult[]> => {
    const ledger = ledgerFor(chunksOf(paths).length, spent);
    const within = settled(await run(paths, (chunk, index) => job(chunk, { ledger, index }), told), spent);
    spent = within.spent;
    return within.results;
  };

  const search = together(async (sought: readonly Sought[]): Promise<readonly Holders[]> => {
    const answers = await pool.run(searchJobs(sought, chunksOf));
    return holdersOf(
      sought,
      answers.flatMap(({ held }) => held),
    );
  });

  return {
    scan: (paths, told) => counted(paths, (chunk, counted) => ({ kind: 'scan', paths: chunk, counted }), told),
    rescan: (paths, known, installed) =>
      counted(paths, (chunk, counted) => ({ kind: 'rescan', paths: chunk, known, counted, installed })),
    mentions: (paths) => run(paths, (chunk) => ({ kind: 'mentions', paths: chunk })),
    search: (paths, names, standing = 'word') => search({ paths, names, standing }),
    close: () => pool.close(),
  };
}

/** Files next to each other stay together, for they import each other; the more chunks, the evener the work. */
const MOST_CHUNKS = 64;
const LARGEST_CHUNK = 200;

function chunksOf(paths: readonly string[]): readonly (readonly string[])[] {
  const size = Math.min(LARGEST_CHUNK, Math.max(1, Math.ceil(paths.length / MOST_CHUNKS)));
  return Array.from({ length: Math.ceil(paths.length / size) }, (_, index) =>
    paths.slice(index * size, (index + 1) * size),
  );
}

function stateOf(
  paths: readonly string[],
  chunks: readonly (readonly string[])[],
  done: number,
  index: number,
): Progress {
  const size = chunks[0]?.length ?? 0;
  const folder = path.posix.dirname(chunks[index]?.at(-1) ?? '');
  return { done: Math.min(done * size, paths.length), total: paths.length, folder };
}

const settingsIn = oncePer(({ results }: Answer) => ({
  count: results.reduce((sum, { settings }) => sum + settings.length, 0),
}));

/** Keeps the settings of all answers that have come within the bounds of a scan. */
function keepTogether(answers: (Answer | undefined)[]): void {
  const held = answers.reduce((sum, answer) => sum + (answer ? settingsIn(answer).count : 0), 0);
  if (held <= MOST_SETTINGS) return;
  const kept = shared(answers.flatMap((answer) => answer?.results ?? [])).values();
  for (const [index, answer] of answers.entries()) {
    if (answer) answers[index] = { ...answer, results: answer.results.map((result) => kept.next().value ?? result) };
  }
}
