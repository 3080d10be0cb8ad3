/** Which files of a tree are scanned. */
import { type Dirent, statSync } from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import picomatch from 'picomatch';
import type { Diagnostic } from '../model/setting.ts';
import { createListing } from './listing.ts';

export interface WalkOptions {
  /** Files and folders to look at, absolute or relative to the root; all of the root when left out. */
  readonly paths?: readonly string[];
  /** Globs of the policy, relative to the root; one that matches a folder leaves out all in it. They hold for `paths`, too. */
  readonly ignore?: readonly string[];
  /** Ask no ignore file (`.gitignore`, `.git/info/exclude`, `.smtp-scanignore`). */
  readonly noIgnore?: boolean;
  /** Whether a file is wanted although git ignores it (a local `.env`). `path` is relative to the root. */
  readonly keepIgnored?: (path: string) => boolean;
}

export interface WalkedFile {
  /** Relative to the root, with `/`; starts with `../` when the user named something outside. */
  readonly path: string;
  /** Git ignores the file; it was kept all the same. */
  readonly ignored: boolean;
}

export interface Walk {
  /** Regular files, each once, sorted by code unit. */
  readonly files: readonly WalkedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Walks a tree. Symbolic links and special files are left out, and so are skipped folders (`skipped.ts`) and what
 * ignore files ignore; a path that the user names is walked whatever it is called and whoever ignores it. What cannot
 * be read becomes a diagnostic. The user's global git ignore file is not asked: a scan gives the same everywhere.
 *
 * It is synchronous within, which takes two thirds of the time of fast-glob's asynchronous walk (bench/README.md).
 */
export async function walk(root: string, options: WalkOptions = {}): Promise<Walk> {
  const base = toPosix(path.resolve(root));
  const excluded = matcher(options.ignore ?? []);
  const diagnostics: Diagnostic[] = [];
  const { noIgnore = false, keepIgnored = () => false } = options;
  const listing = createListing(base, { noIgnore, keepIgnored, excluded }, (diagnostic) =>
    diagnostics.push(diagnostic),
  );
  const found: string[] = [];
  for (const given of new Set(options.paths ?? ['.'])) {
    const absolute = toPosix(path.resolve(base, given));
    const relative = path.posix.relative(base, absolute);
    const kind = kindOf(absolute);
    if (relative !== '' && excluded(relative)) continue;
    if (kind === 'file') found.push(relative);
    else if (kind === 'folder') {
      listing.start(absolute);
      const prefix = relative === '' ? '' : `${relative}/`;
      for (const file of filesIn(absolute, listing.readdir)) found.push(prefix + file);
    } else diagnostics.push({ path: relative || '.', message: kind });
  }
  const paths = (options.paths ? [...new Set(found)] : found).sort();
  return { files: paths.map((file) => ({ path: file, ignored: listing.kept.has(file) })), diagnostics };
}

const toPosix = (native: string): string => (path.sep === '/' ? native : native.replaceAll(path.sep, '/'));

function matcher(globs: readonly string[]): (path: string) => boolean {
  const normal = globs.map((glob) => glob.replace(/^\.?\//, '').replace(/\/+$/, '')).filter((glob) => glob !== '');
  return normal.length === 0 ? () => false : picomatch(normal, { dot: true });
}

/** What the user named, links followed; or, in words, why it cannot be scanned. */
function kindOf(absolute: string): string {
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'is neither a file nor a folder';
  } catch {
    return 'does not exist, or may not be read';
  }
}

/**
 * fast-glob walks; which entries it gets to see is decided in its `readdirSync`, so that an ignored folder is never
 * opened and an ignored file never matched. The files' paths are relative to the folder.
 */
function filesIn(folder: string, readdir: (absolute: string) => Dirent[]): string[] {
  function readdirSync(absolute: string, options: { withFileTypes: true }): Dirent[];
  function readdirSync(absolute: string): string[];
  function readdirSync(absolute: string, options?: { withFileTypes: true }): Dirent[] | string[] {
    // fast-glob takes a backslash in the folder's path for a separator, on any system.
    const entries = readdir(folder + absolute.slice(folder.length));
    return options ? entries : entries.map((entry) => entry.name);
  }
  return fastGlob.sync('**', {
    cwd: folder,
    dot: true,
    followSymbolicLinks: false,
    unique: false,
    fs: { readdirSync },
  });
}
