/** Which files of a tree are scanned. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../model/setting.ts';
import { globTest } from '../text/glob.ts';
import { createListing } from './listing.ts';
import { type Root, rootOf } from './root.ts';
import type { Tracked } from './tracked.ts';

export interface WalkOptions {
  /** Files and folders to look at, absolute or relative to the root; all of the root when left out. */
  readonly paths?: readonly string[];
  /** Globs of the policy, relative to the root; one that matches a folder leaves out all in it. They hold for `paths`, too. */
  readonly ignore?: readonly string[];
  /** Ask no ignore file (`.gitignore`, `.git/info/exclude`, `.smtp-scanignore`). */
  readonly noIgnore?: boolean;
  /** Whether a file is wanted although git ignores it (a local `.env`). `path` is relative to the root. */
  readonly keepIgnored?: (path: string) => boolean;
  /** What git tracks: of that only the policy leaves anything out. Nothing when left out. */
  readonly tracked?: Tracked;
  /**
   * On a change, the text of a file as the base commit has it, or undefined: what counts as a package of other people, and
   * the tool's own ignore file, are not the change's to say.
   */
  readonly before?: (path: string) => string | undefined;
}

export interface WalkedFile {
  /** Relative to the root, with `/`; starts with `../` when the user named something outside. */
  readonly path: string;
  /** Git ignores the file; it was kept all the same. */
  readonly ignored: boolean;
  /** It belongs to a package of other people that the project keeps a copy of. */
  readonly others?: true;
  /** The file that it stands for, relative to the root, when a link is on the way. */
  readonly target?: string;
}

export interface Walk {
  /** Regular files, each once, sorted by code unit. */
  readonly files: readonly WalkedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Why files and folders were left out, and how many for each reason. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/**
 * Walks a tree. What git tracks is listed whatever it is called, and so is a path that the user names; skipped folders
 * (`skipped.ts`) and what ignore files ignore are left out otherwise. Links are followed within the root. What cannot be
 * read, and a link that leads out, become diagnostics. The user's global git ignore file is not asked: a scan gives the same
 * everywhere.
 *
 * It is synchronous within, which takes two thirds of the time of an asynchronous walk (bench/README.md).
 */
export async function walk(of: string | Root, options: WalkOptions = {}): Promise<Walk> {
  const root = typeof of === 'string' ? rootOf(of) : of;
  const base = toPosix(root.folder);
  const excluded = matcher(options.ignore ?? []);
  const diagnostics: Diagnostic[] = [];
  const { noIgnore = false, keepIgnored = () => false, tracked, before } = options;
  const choice = { noIgnore, keepIgnored, excluded, tracked, before };
  const listing = createListing(root, base, choice, (diagnostic) => diagnostics.push(diagnostic));
  const found = new Map<string, WalkedFile>();
  for (const given of new Set(options.paths ?? ['.'])) {
    const absolute = toPosix(path.resolve(base, given));
    const relative = path.posix.relative(base, absolute);
    const kind = kindOf(absolute);
    if (relative !== '' && excluded(relative)) continue;
    if (kind === 'file') found.set(relative, { path: relative, ignored: false });
    else if (kind === 'folder') for (const file of listing.filesIn(absolute)) found.set(file.path, file);
    else diagnostics.push({ path: relative || '.', message: kind });
  }
  const files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, diagnostics, leftOut: listing.leftOut };
}

const toPosix = (native: string): string => (path.sep === '/' ? native : native.replaceAll(path.sep, '/'));

function matcher(globs: readonly string[]): (path: string) => boolean {
  const normal = globs.map((glob) => glob.replace(/^\.?\//, '').replace(/\/+$/, '')).filter((glob) => glob !== '');
  return normal.length === 0 ? () => false : globTest(normal);
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
