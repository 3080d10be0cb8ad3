/** The composition root: the whole pipeline from a folder to a result. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { detectors } from '../../detectors/index.ts';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import { type OwnSetting, ownFiles } from '../detect/own-settings.ts';
import { GitProblem } from '../git/problem.ts';
import { trackedIn } from '../git/tracked.ts';
import type { Search } from '../link/callers.ts';
import { asChosen } from '../link/chosen-modes.ts';
import { isFileInside } from '../link/files.ts';
import { ofUsedNames } from '../link/hosts-entries.ts';
import { link } from '../link/link.ts';
import { asLoaded } from '../link/loaded-files.ts';
import type { Standing } from '../link/standing.ts';
import { ofUsedForwards } from '../link/used-forwards.ts';
import type { Mention } from '../mentions/search.ts';
import { type Format, LANGUAGES, SCRIPTS } from '../model/facts.ts';
import type { ScanResult } from '../model/finding.ts';
import { grow } from '../model/grouped.ts';
import type { LocalName } from '../model/local-name.ts';
import { oncePer } from '../model/once.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import { fileMatcher } from '../select/file-names.ts';
import { formatOf } from '../select/formats.ts';
import { keywordSearch } from '../select/keywords.ts';
import { roleOf, weighsMore } from '../select/role.ts';
import { searchedBytes } from '../text/searched.ts';
import type { CommitFiles } from '../walk/commit-root.ts';
import { type Root, rootOf } from '../walk/root.ts';
import type { Tracked } from '../walk/tracked.ts';
import { type WalkedFile, walk } from '../walk/walk.ts';
import { envFilesAmong } from './env-files.ts';
import { leftOutOf, MOST_SETTINGS, shared } from './fair-share.ts';
import type { FileResult } from './file-result.ts';
import { type Answer, type Counted, doJob, type Job, type WorkerData } from './jobs.ts';
import { type Looks, looksOf, newTo } from './looks.ts';
import { createMemory, type Memory } from './memory.ts';
import { createPool, type Pool } from './pool.ts';
import { createScanner } from './scan-file.ts';
import { newlySealed } from './sealed.ts';
import { ledgerFor, NO_WORK, settled } from './work.ts';

export { detectors };

export interface CollectOptions {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** The files of a commit, where they are not the folder's own. */
  readonly files?: CommitFiles;
  /** What another scan with the same options has seen, and whether it saw the same bytes of a file. */
  readonly seen?: Seen & { readonly isSame: (file: string) => boolean };
  /** Files or folders inside it to look at; everything when empty. */
  readonly paths?: readonly string[];
  /** Globs that are left out, from the policy. */
  readonly ignore?: readonly string[];
  /** Settings that the policy names. */
  readonly own?: readonly OwnSetting[];
  /** Hosts, as a policy names them, that are looked for in the bytes of every file. */
  readonly mentions?: readonly string[];
  /** Relays that the policy names: a hosts entry may lead one elsewhere, or a name to one, though no other file names it. */
  readonly named?: readonly string[];
  /** The legacy ones among them: records of name servers that lead to one count. */
  readonly retired?: readonly string[];
  readonly noIgnore?: boolean;
  /** What counts as tracked by git; by its own list when left out. */
  readonly tracked?: Tracked;
  /** On a change, the text of a file as the base commit has it: what is left out is not the change's to say. */
  readonly before?: (path: string) => string | undefined;
  /** On a change, the text of a file as it was. */
  readonly formerly?: (path: string) => string | undefined;
  /** Threads, this one among them. */
  readonly jobs?: number;
  /** Bytes that count instead of those on the disk, by path. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
  /** Told after each group of files that this thread has read; the scan waits for it. */
  readonly progress?: (state: Progress) => Promise<void>;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Where the last file that was read lies. */
  readonly folder: string;
}

/** What a scan has seen of files that may hold settings, and of those that may only name a relay. */
export interface Seen {
  readonly scanned: Looks;
  readonly searched: Looks;
  readonly memory: Memory;
}

export interface Collected {
  readonly root: Root;
  readonly seen: () => Seen;
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
  /** Places that name one of the hosts that were looked for. */
  readonly mentions: readonly Mention[];
  /** Files that a reader is for, and that were not read to their end. */
  readonly unread: ReadonlySet<string>;
  readonly localNames: readonly LocalName[];
  /** Files that git ignores and that were scanned all the same. */
  readonly ignored: ReadonlySet<string>;
  /** Files that may hold comments for this tool. */
  readonly commented: readonly string[];
  readonly statistics: ScanResult['statistics'];
  /** Milliseconds of each step. */
  readonly steps: Readonly<Record<string, number>>;
}

/** A thread compiles all code anew: of fewer files than these a second one is not worth its start (bench/README.md). */
const FILES_PER_THREAD = 3000;

/** Walks, reads, detects and links; judging is the caller's. */
export async function collect(options: CollectOptions): Promise<Collected> {
  const root = rootOf(options.root, options.files);
  const steps: Record<string, number> = {};
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    steps[step] = Math.round(performance.now() - start);
    return result;
  };
  const own = options.own ?? [];
  const { contents } = options;
  const given = contents ? { contents } : {};
  const isOwn = fileMatcher(ownFiles(own));
  const mentions = options.mentions ?? [];
  const memory = options.seen?.memory ?? createMemory();
  const scanner = createScanner({ root, detectors, own, lookups, calls: callRules, mentions, memory, ...given });
  const { tracked, problem } = options.tracked ? { tracked: options.tracked } : trackedOr(root.folder);
  const walked = await timed('walk', () =>
    walk(root, {
      ignore: options.ignore,
      // What is given need not be on the disk.
      paths: options.paths?.length ? options.paths.filter((one) => !contents?.has(one)) : undefined,
      noIgnore: options.noIgnore,
      keepIgnored: (file) => isConfiguration(file) || isOwn(file),
      tracked,
      before: options.before,
    }),
  );
  const listed: readonly WalkedFile[] = [...walked.files, ...givenBeside(walked.files, contents)];
  const candidates = candidatesOf(listed).filter((file) => scanner.wants(file));
  const known = new Set(candidates);
  // What is no sender of the repository's own may name a relay all the same.
  const others = mentions.length > 0 ? listed.map((file) => file.path).filter((file) => !known.has(file)) : [];
  const size = candidates.length + others.length;
  const pool = poolFor(
    { folder: root.folder, ...filesOf(options), own, mentions, ...given },
    options.jobs,
    size,
    (job) => doJob(scanner, job),
  );
  try {
    const { seen, progress } = options;
    const isSame = seen?.isSame ?? (() => false);
    const scanned = newTo(seen?.scanned, candidates, isSame);
    const searched = newTo(seen?.searched, others, isSame);
    let spent = NO_WORK;
    /** Runs jobs that take of the scan's work, one run after the other. */
    const counted = async (
      paths: readonly string[],
      job: (paths: readonly string[], counted: Counted) => Job,
      progress?: CollectOptions['progress'],
    ): Promise<readonly FileResult[]> => {
      const ledger = ledgerFor(chunksOf(paths).length, spent);
      const all = await runFiles(pool, paths, (chunk, index) => job(chunk, { ledger, index }), progress);
      const within = settled(all, spent);
      spent = within.spent;
      return within.results;
    };
    const results = await timed('read', async () => [
      ...scanned.known,
      ...(await counted(scanned.open, (paths, counted) => ({ kind: 'scan', paths, counted }), progress)),
    ]);
    const named = await timed('mentions', async () => [
      ...searched.known,
      ...(await runFiles(pool, searched.open, (paths) => ({ kind: 'mentions', paths }))),
    ]);
    const search: Search = (paths, names, standing) => searchFiles(pool, paths, names, standing);
    const linked = await timed('link', () =>
      link(results, {
        files: () => withFormats(candidates),
        search,
        rescan: (paths, known) =>
          counted(paths, (chunk, counted) => ({ kind: 'rescan', paths: chunk, known, counted })),
      }),
    );
    const looked = new Set(listed.map((file) => file.path));
    // What is deployed is deployed, also where the policy leaves it out.
    const isLeftOut = (file: string): boolean =>
      !options.paths?.length && tracked?.isFile(file) === true && isFileInside(root, file);
    // A name that says nothing may be a script's: what was found in one is not found once more.
    const told = new Set(results.flatMap(({ path: file, settings: found }) => (found.length > 0 ? [file] : [])));
    const isUntold = (file: string): boolean => !known.has(file) || (formatOf(file) === undefined && !told.has(file));
    const unnamed = envFilesAmong(results, (file) => (looked.has(file) ? isUntold(file) : isLeftOut(file)));
    const taken = await Promise.all(unnamed.map((file) => scanner.scan(file, undefined, 'dotenv')));
    const all = [...linked.settings, ...taken.flatMap((result) => result.settings)];
    const loaded = await asChosen(root, await asLoaded(root, all, candidates, search), candidates, search);
    const localNames = results.flatMap((result) => result.localNames);
    const forwarded = ofUsedForwards(root, loaded, localNames, options.retired ?? []);
    const settings = ofUsedNames(forwarded, options.named ?? [], options.retired ?? []);
    return {
      root,
      seen: () => ({ scanned: looksOf(candidates, results), searched: looksOf(others, named), memory }),
      settings: [...settings].sort(bySettingPlace),
      diagnostics: [
        ...(problem ? [problem] : []),
        ...walked.diagnostics,
        ...linked.diagnostics,
        ...[...named, ...taken].flatMap((result) => result.diagnostics),
        ...leftOutOf(results),
        ...newlySealed([...results, ...named], options.formerly, speaksOfMail),
      ].sort(byDiagnosticPlace),
      localNames,
      mentions: [...results, ...named].flatMap((result) => result.mentions),
      unread: new Set(
        [...results, ...named]
          .filter((result) => result.unread || result.diagnostics.some(({ failed }) => failed))
          .map((result) => result.path),
      ),
      commented: [...results, ...named].filter((result) => result.commented).map((result) => result.path),
      ignored: new Set(walked.files.filter((file) => file.ignored).map((file) => file.path)),
      statistics: {
        files: listed.length,
        read: results.filter((result) => result.read).length,
        ...(walked.leftOut.size > 0 ? { leftOut: Object.fromEntries([...walked.leftOut].sort()) } : {}),
        ...(tracked?.absent ? { absent: tracked.absent } : {}),
      },
      steps,
    };
  } finally {
    await pool.close();
  }
}

/** Whether a text has a word that any detector looks for. */
const speaksOfMail = (text: string): boolean => !keywordsIn(searchedBytes(Buffer.from(text))).none;

/** Its tables are made when it is first asked. */
const keywordsIn = keywordSearch(detectors);

/**
 * Configuration that git ignores decides all the same: a local `.env`, `config/*.php`, `application-local.yml`. Ignored
 * folders stay closed.
 */
const isConfiguration = (file: string): boolean =>
  formatOf(file) === 'dotenv' ||
  /(^|\/)(config(uration)?|conf|settings|etc)\/[^/]*$|(^|\/)[^/]*(config|conf|settings|local|application|secrets|parameters)[^/]*$/i.test(
    file,
  );

const filesOf = ({ files }: CollectOptions): Pick<WorkerData, 'files'> => (files ? { files } : {});

/** What git tracks, or why that is not known: then a scan cannot be complete. */
function trackedOr(root: string): { readonly tracked?: Tracked; readonly problem?: Diagnostic } {
  try {
    const tracked = trackedIn(root);
    return tracked ? { tracked } : {};
  } catch (error) {
    if (!(error instanceof GitProblem)) throw error;
    return { problem: { path: '.git', message: `${error.message}; what git tracks is not known`, failed: true } };
  }
}

/** What the caller holds need not be on the disk. */
const givenBeside = (
  files: readonly WalkedFile[],
  contents: ReadonlyMap<string, Uint8Array> | undefined,
): readonly WalkedFile[] => {
  if (!contents) return [];
  const there = new Set(files.map((file) => file.path));
  return [...contents.keys()].flatMap((file) => (there.has(file) ? [] : [{ path: file, ignored: false }]));
};

const PROGRAMS: ReadonlySet<Format> = new Set<Format>([...LANGUAGES, ...SCRIPTS]);

/** A file behind a link is looked at under the link's name only if that says something else than its own. */
function candidatesOf(files: readonly WalkedFile[]): readonly string[] {
  const own = new Set(files.flatMap(({ path: file, target }) => (target === undefined ? [file] : [])));
  const saysNothingNew = (file: string, target: string): boolean =>
    own.has(target) &&
    path.posix.basename(file) === path.posix.basename(target) &&
    !weighsMore(roleOf(file), roleOf(target));
  return files
    .filter(({ path: file, target }) => target === undefined || !saysNothingNew(file, target))
    .filter(({ path: file, others }) => !others || !PROGRAMS.has(formatOf(file) ?? 'lines'))
    .map(({ path: file }) => file);
}

function poolFor(
  data: WorkerData,
  jobs: number | undefined,
  files: number,
  work: (job: Job) => Promise<Answer>,
): Pool<Job, Answer> {
  const size = jobs ?? Math.min(os.availableParallelism(), 8, Math.ceil(files / FILES_PER_THREAD));
  const url = new URL('./worker.js', import.meta.url);
  return createPool(work, existsSync(url) ? Math.max(size - 1, 0) : 0, url, data);
}

/** The files as linking asks for them; with nothing to link nobody does. */
const withFormats = oncePer((paths: readonly string[]) =>
  paths.map((file) => ({ path: file, format: formatOf(file) ?? ('lines' satisfies Format) })),
);

/** Files next to each other stay together, for they import each other; the more chunks, the evener the work. */
const MOST_CHUNKS = 64;
const LARGEST_CHUNK = 200;

function chunksOf(paths: readonly string[]): readonly (readonly string[])[] {
  const size = Math.min(LARGEST_CHUNK, Math.max(1, Math.ceil(paths.length / MOST_CHUNKS)));
  return Array.from({ length: Math.ceil(paths.length / size) }, (_, index) =>
    paths.slice(index * size, (index + 1) * size),
  );
}

async function runFiles(
  pool: Pool<Job, Answer>,
  paths: readonly string[],
  job: (paths: readonly string[], index: number) => Job,
  progress?: CollectOptions['progress'],
): Promise<readonly FileResult[]> {
  const chunks = chunksOf(paths);
  const told = progress && ((done: number, index: number) => progress(stateOf(paths, chunks, done, index)));
  return (await pool.run(chunks.map(job), keepTogether, told)).flatMap((answer) => answer.results);
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

async function searchFiles(
  pool: Pool<Job, Answer>,
  paths: readonly string[],
  names: readonly string[],
  standing: Standing = 'word',
): Promise<ReadonlyMap<string, readonly string[]>> {
  const answers = await pool.run(chunksOf(paths).map((chunk) => ({ kind: 'search', paths: chunk, names, standing })));
  const all = new Map<string, string[]>();
  for (const { holders } of answers) for (const [name, files] of holders) grow(all, name, files);
  return all;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySettingPlace = (a: Setting, b: Setting): number =>
  compare(a.path, b.path) ||
  a.line - b.line ||
  a.column - b.column ||
  compare(a.host ?? '', b.host ?? '') ||
  compare(a.detector, b.detector);

const byDiagnosticPlace = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compare(a.message, b.message);
