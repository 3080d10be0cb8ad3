/**
 * Which lines differ from a commit, and which files have another name than in it. The files are read and compared here:
 * git's own comparison with a work tree would run what attributes and configuration name.
 */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { diffArrays } from 'diff';
import { readFile } from '../walk/read-file.ts';
import type { Repository } from './git.ts';
import { type IndexEntry, indexFile, readIndex } from './index-file.ts';
import { createRenames } from './renames.ts';
import { blobId, isPointerTo, withLineFeeds } from './same.ts';
import { type Blob, blobsOf, contents, isLink, isRegular } from './tree.ts';

/** Paths are relative to the scan root, lines 1-based. */
export interface Changes {
  /** Whether any of the lines is changed or added, or the file new. */
  touches(file: string, from: number, to: number): boolean;
  /** Whether the file is there as the commit has it, under the same name. */
  isSame(file: string): boolean;
  /** The name that the commit has for the file; undefined when the file is new. */
  nameBefore(file: string): string | undefined;
  /** The text of a regular file as the commit has it. */
  textBefore(file: string): string | undefined;
  /** What the commit holds. */
  readonly base: ReadonlyMap<string, Blob>;
}

/** Files that are larger are not compared line by line: all of such a file counts as changed, or nothing. */
const LARGEST = 64 * 1024 * 1024;

/** Lines that are added or removed in one file, at most; then all that is between the first and the last counts as changed. */
const MOST_EDITS = 4000;

type Lines = readonly (readonly [number, number])[];

const ALL: Lines = [[1, Number.MAX_SAFE_INTEGER]];

/**
 * @param commit none when the repository has none yet: then everything is new
 * @param folder the new side: the scan root, or where its files were written to
 */
export function changesSince(repository: Repository, commit: string | undefined, folder: string): Changes {
  const base = new Map(commit === undefined ? [] : blobsOf(repository, commit).map((blob) => [blob.path, blob]));
  const index =
    realpathSync(folder) === path.join(repository.top, repository.prefix).replace(/[\\/]$/, '')
      ? lastSeen(repository)
      : new Map();
  const known = new Map<string, Lines>();
  const same = new Map<string, boolean>();
  const bytesOf = (file: string): Buffer | undefined => {
    const content = readFile(path.join(folder, file), LARGEST);
    return 'bytes' in content ? Buffer.from(content.bytes) : undefined;
  };
  const textOf = (blob: Blob): string => {
    let text = '';
    contents([blob], (_, content) => {
      text = content?.toString('utf8') ?? '';
    });
    return text;
  };

  const compare = (file: string): boolean => {
    const before = base.get(file);
    const stats = lstatSync(path.join(folder, file), { throwIfNoEntry: false });
    if (!before || !stats) return false;
    if (isLink(before))
      return (
        stats.isSymbolicLink() &&
        blobId(Buffer.from(readlinkSync(path.join(folder, file))), before.repository.hash) === before.id
      );
    if (!stats.isFile()) return false;
    const seen = index.get(file);
    if (seen?.id === before.id && isUntouched(seen, stats)) return true;
    const bytes = bytesOf(file);
    if (!bytes) return false;
    const { hash } = before.repository;
    return (
      blobId(bytes, hash) === before.id ||
      blobId(withLineFeeds(bytes), hash) === before.id ||
      isPointerTo(textOf(before), bytes)
    );
  };
  const isSame = (file: string): boolean => {
    const found = same.get(file) ?? compare(file);
    same.set(file, found);
    return found;
  };

  const renames = createRenames(base, folder, bytesOf);
  const nameBefore = (file: string): string | undefined => (base.has(file) ? file : renames(file));

  const linesOf = (file: string): Lines => {
    const link = linkOn(folder, file);
    // What stands behind a link that was there before is old or new as the file itself is.
    if (link !== undefined) return isSame(link) ? linesOf(withoutLinks(folder, file) ?? file) : ALL;
    if (isSame(file)) return [];
    const before = base.get(nameBefore(file) ?? '');
    const bytes = bytesOf(file);
    return before && bytes && !isLink(before) ? changedLines(textOf(before), bytes.toString('utf8')) : ALL;
  };

  return {
    base,
    isSame,
    nameBefore,
    textBefore: (file) => {
      const blob = base.get(file);
      return blob && isRegular(blob) ? textOf(blob) : undefined;
    },
    touches(file, from, to) {
      const lines = known.get(file) ?? linesOf(file);
      known.set(file, lines);
      return lines.some(([first, last]) => from <= last && to >= first);
    },
  };
}

/** The entries of the index, by their paths relative to the scan root. */
function lastSeen(repository: Repository): ReadonlyMap<string, IndexEntry> {
  const { prefix, hash } = repository;
  const file = indexFile(repository);
  const written = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return new Map(
    readIndex(file, hash).entries.flatMap((entry) =>
      // What changed while the index was written may have changed once more, at the same time and with the same size.
      entry.path.startsWith(prefix) && entry.modified[0] * 1000 + entry.modified[1] / 1e6 < written - 10
        ? [[entry.path.slice(prefix.length), entry] as const]
        : [],
    ),
  );
}

/** As git itself sees it without reading the file: https://git-scm.com/docs/racy-git. */
const isUntouched = (
  { size, modified }: IndexEntry,
  stats: { readonly size: number; readonly mtimeMs: number },
): boolean => stats.size % 2 ** 32 === size && Math.abs(modified[0] * 1000 + modified[1] / 1e6 - stats.mtimeMs) < 0.01;

/** The first link on the way to a file, the file itself included. */
function linkOn(folder: string, file: string): string | undefined {
  const steps = file.split('/');
  return steps
    .map((_, index) => steps.slice(0, index + 1).join('/'))
    .find((way) => lstatSync(path.join(folder, way), { throwIfNoEntry: false })?.isSymbolicLink());
}

function withoutLinks(folder: string, file: string): string | undefined {
  const real = path
    .relative(realpathSync(folder), realpathSync(path.join(folder, file)))
    .split(path.sep)
    .join('/');
  return real.startsWith('../') ? undefined : real;
}

const linesIn = (text: string): string[] => text.replaceAll('\r\n', '\n').split('\n');

/** The lines of `after` that `before` does not have there. */
export function changedLines(before: string, after: string): Lines {
  const old = linesIn(before);
  const now = linesIn(after);
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const inner = now.slice(start, now.length - end);
  if (inner.length === 0) return [];
  const parts = diffArrays(old.slice(start, old.length - end), inner, { maxEditLength: MOST_EDITS });
  if (!parts) return [[start + 1, now.length - end]];
  const found: (readonly [number, number])[] = [];
  let line = start + 1;
  for (const { added, removed, count } of parts) {
    if (added) found.push([line, line + count - 1]);
    if (!removed) line += count;
  }
  return found;
}
