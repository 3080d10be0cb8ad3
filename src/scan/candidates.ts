/** Which files of a folder are read, and which are only searched for the names of relays. */
import path from 'node:path';
import { GitProblem } from '../git/problem.ts';
import { trackedIn } from '../git/tracked.ts';
import { type Format, LANGUAGES, SCRIPTS } from '../model/facts.ts';
import type { Diagnostic } from '../model/setting.ts';
import { fileMatcher } from '../select/file-names.ts';
import { formatOf } from '../select/formats.ts';
import { roleOf, weighsMore } from '../select/role.ts';
import type { Root } from '../walk/root.ts';
import type { Tracked } from '../walk/tracked.ts';
import { type Walk, type WalkedFile, walk } from '../walk/walk.ts';

/** Which files of a folder a scan looks at. */
export interface SelectionOptions {
  /** Files or folders inside the root to look at; everything when empty. */
  readonly paths?: readonly string[] | undefined;
  /** Globs that are left out, from the policy. */
  readonly ignore?: readonly string[] | undefined;
  readonly noIgnore?: boolean | undefined;
  /** What counts as tracked by git; by its own list when left out. */
  readonly tracked?: Tracked | undefined;
  /** On a change, the text of a file as the base commit has it: what is left out is not the change's to say. */
  readonly before?: ((path: string) => string | undefined) | undefined;
  /** Bytes that count instead of those on the disk, by path. */
  readonly contents?: ReadonlyMap<string, Uint8Array> | undefined;
}

/** What files are wanted for. */
export interface Wanting {
  /** Globs of files with settings that the policy names: they count though git ignores them. */
  readonly own: readonly string[];
  /** Whether any reader or detector wants a file of this name. */
  readonly wants: (path: string) => boolean;
}

export interface Candidates {
  readonly walked: Walk;
  /** All files that are looked at in any way. */
  readonly listed: readonly WalkedFile[];
  /** Paths of those that are read. */
  readonly read: readonly string[];
  /** Paths of the others: what is no sender of the repository's own may name a relay all the same. */
  readonly others: readonly string[];
  /** What git tracks, where there is git. */
  readonly tracked: Tracked | undefined;
  /** Why it is not known what git tracks: then a scan cannot be complete. */
  readonly problem: Diagnostic | undefined;
}

/** Walks a folder. */
export async function candidatesIn(
  root: Root,
  { contents, ...options }: SelectionOptions,
  { own, wants }: Wanting,
): Promise<Candidates> {
  const { tracked, problem } = options.tracked ? { tracked: options.tracked } : trackedOr(root.folder);
  const isOwn = fileMatcher(own);
  const walked = await walk(root, {
    ignore: options.ignore,
    // What is given need not be on the disk.
    paths: options.paths?.length ? options.paths.filter((one) => !contents?.has(one)) : undefined,
    noIgnore: options.noIgnore,
    keepIgnored: (file) => isConfiguration(file) || isOwn(file),
    tracked,
    before: options.before,
  });
  const listed = [...walked.files, ...givenBeside(walked.files, contents)];
  const read = sayingMore(listed).filter(wants);
  const known = new Set(read);
  const others = listed.map((file) => file.path).filter((file) => !known.has(file));
  return { walked, listed, read, others, tracked, problem };
}

/**
 * Configuration that git ignores decides all the same: a local `.env`, `config/*.php`, `application-local.yml`. Ignored
 * folders stay closed.
 */
const isConfiguration = (file: string): boolean =>
  formatOf(file) === 'dotenv' ||
  /(^|\/)(config(uration)?|conf|settings|etc)\/[^/]*$|(^|\/)[^/]*(config|conf|settings|local|application|secrets|parameters)[^/]*$/i.test(
    file,
  );

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
function sayingMore(files: readonly WalkedFile[]): readonly string[] {
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
