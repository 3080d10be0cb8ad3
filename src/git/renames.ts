/** Which file of before a new one was made from: the same content, or at least half of its lines, and the old one gone. */
import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { blobId } from './same.ts';
import { type Blob, contents, isRegular } from './tree.ts';

/** More files than these that are gone, or larger ones, are not compared: then a new file is new. */
const MOST_GONE = 2000;
const LARGEST = 1024 * 1024;

/** git's own measure: https://git-scm.com/docs/git-diff#Documentation/git-diff.txt--Mltngt */
const SHARE = 0.5;

/** Each file of before is taken for one new file at most, in the order of the questions. */
export function createRenames(
  base: ReadonlyMap<string, Blob>,
  folder: string,
  bytesOf: (file: string) => Buffer | undefined,
): (file: string) => string | undefined {
  const answers = new Map<string, string | undefined>();
  let open: Map<string, Blob> | undefined;
  let lines: ReadonlyMap<string, Counted> | undefined;
  const gone = (): Map<string, Blob> =>
    new Map(
      [...base].filter(
        ([file, blob]) => isRegular(blob) && !lstatSync(path.join(folder, file), { throwIfNoEntry: false }),
      ),
    );

  const find = (file: string): string | undefined => {
    open ??= gone();
    const bytes = open.size === 0 || isInSubmodule(folder, file) ? undefined : bytesOf(file);
    if (!bytes) return undefined;
    const equal = [...open.values()].filter(({ id, repository }) => id === blobId(bytes, repository.hash));
    const name = path.posix.basename(file);
    const exact = equal.find((blob) => path.posix.basename(blob.path) === name) ?? equal[0];
    if (exact) return exact.path;
    if (open.size > MOST_GONE || bytes.length > LARGEST) return undefined;
    lines ??= countedAll([...open.values()]);
    return nearest(counted(bytes), [...open.keys()], lines);
  };

  return (file) => {
    if (!answers.has(file)) {
      const before = find(file);
      if (before !== undefined) open?.delete(before);
      answers.set(file, before);
    }
    return answers.get(file);
  };
}

/** A submodule's files are made from none of the repository around it. */
const isInSubmodule = (folder: string, file: string): boolean =>
  file
    .split('/')
    .slice(0, -1)
    .some((_, index, steps) => existsSync(path.join(folder, ...steps.slice(0, index + 1), '.git')));

interface Counted {
  readonly lines: ReadonlyMap<string, number>;
  readonly bytes: number;
}

function counted(bytes: Buffer): Counted {
  const lines = new Map<string, number>();
  for (const line of bytes.toString('utf8').split('\n')) lines.set(line, (lines.get(line) ?? 0) + 1);
  return { lines, bytes: bytes.length };
}

function countedAll(blobs: readonly Blob[]): ReadonlyMap<string, Counted> {
  const found = new Map<string, Counted>();
  contents(blobs, (blob, content) => {
    if (content && content.length <= LARGEST) found.set(blob.path, counted(content));
  });
  return found;
}

function nearest(file: Counted, names: readonly string[], all: ReadonlyMap<string, Counted>): string | undefined {
  let best: { readonly name: string; readonly share: number } | undefined;
  for (const name of names) {
    const other = all.get(name);
    const share = other ? sharedBytes(file, other) / Math.max(file.bytes, other.bytes, 1) : 0;
    if (share >= SHARE && share > (best?.share ?? 0)) best = { name, share };
  }
  return best?.name;
}

function sharedBytes(one: Counted, other: Counted): number {
  let bytes = 0;
  for (const [line, times] of one.lines) {
    const shared = Math.min(times, other.lines.get(line) ?? 0);
    if (shared > 0) bytes += shared * (Buffer.byteLength(line) + 1);
  }
  return bytes;
}
