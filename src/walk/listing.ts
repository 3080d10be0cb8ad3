/** What fast-glob gets to see of a folder. */
import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../model/setting.ts';
import { type Chain, chainAbove, childOf, decide, exists, extend, withoutIgnoring } from './ignore-chains.ts';
import { skippedDirectories, skippingMarkers } from './skipped.ts';

/** What decides about entries. Paths are relative to the root. */
export interface Choice {
  readonly noIgnore: boolean;
  /** Whether the policy leaves a path out. */
  readonly excluded: (path: string) => boolean;
  readonly keepIgnored: (path: string) => boolean;
}

export interface Listing {
  /** Prepares the walk of a folder that the user named (absolute, with `/`), whatever is said of it. */
  start(folder: string): void;
  /** The entries of a folder that are to be walked. Never throws. */
  readdir(folder: string): Dirent[];
  /** Files that git ignores and that were kept; relative to the root. */
  readonly kept: ReadonlySet<string>;
}

/** `root` is absolute, with `/`. */
export function createListing(root: string, choice: Choice, report: (diagnostic: Diagnostic) => void): Listing {
  /** By folder, from when its parent is read to when it is read itself. */
  const chains = new Map<string, Chain>();
  const started = new Set<string>();
  const kept = new Set<string>();
  const shown = (absolute: string): string => path.posix.relative(root, absolute) || '.';
  const complain = (file: string, message: string): void => report({ path: shown(file), message });

  function entriesOf(folder: string): Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      complain(folder, `folder cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }

  function chainOf(folder: string, entries: readonly Dirent[]): Chain {
    const parent = chains.get(folder) ?? [];
    chains.delete(folder);
    if (choice.noIgnore) return [];
    const dotted = entries.filter((entry) => entry.name.startsWith('.'));
    const has = (name: string): boolean => dotted.some((entry) => entry.name === name && entry.isFile());
    return extend(
      parent,
      folder,
      has,
      dotted.some((entry) => entry.name === '.git'),
      complain,
    );
  }

  function wanted(entry: Dirent, folder: string, prefix: string, chain: Chain): boolean {
    const { name } = entry;
    const isFolder = entry.isDirectory();
    if (!isFolder && !entry.isFile()) return false;
    // A worktree's `.git` is a file.
    if (name === '.git' || (isFolder && skippedDirectories.has(name))) return false;
    const odd = ODD.test(name) ? oddity(name, folder) : undefined;
    if (odd) {
      complain(childOf(folder, name), odd);
      return false;
    }
    const relative = prefix + name;
    if (choice.excluded(relative)) return false;
    const absolute = childOf(folder, name);
    const decision = chain.length > 0 ? decide(chain, absolute, name, isFolder) : undefined;
    if (decision?.ignored) {
      if (isFolder || !decision.level.git || !choice.keepIgnored(relative)) return false;
      kept.add(relative);
    }
    if (isFolder) chains.set(absolute, decision ? withoutIgnoring(chain, absolute, name) : chain);
    return true;
  }

  return {
    kept,
    start(folder) {
      started.add(folder);
      chains.set(folder, choice.noIgnore ? [] : chainAbove(folder, root, complain));
    },
    readdir(folder) {
      const entries = entriesOf(folder);
      if (!started.has(folder) && entries.some((entry) => skippingMarkers.has(entry.name))) return [];
      const chain = chainOf(folder, entries);
      const relative = path.posix.relative(root, folder);
      const prefix = relative === '' ? '' : `${relative}/`;
      return entries.filter((entry) => wanted(entry, folder, prefix, chain));
    },
  };
}

/** Line breaks as JavaScript has them, which fast-glob's `**` does not match, and the mark of undecodable bytes. */
const ODD = /[\n\r\u2028\u2029\uFFFD]/;

function oddity(name: string, folder: string): string | undefined {
  if (!name.includes('\uFFFD')) return 'name has a line break; it was not read';
  return exists(childOf(folder, name)) ? undefined : 'name is not valid UTF-8; it cannot be opened';
}
