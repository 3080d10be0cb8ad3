/** What names of commits mean, read from the repository's files: https://git-scm.com/docs/gitrevisions. */
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './place.ts';
import { smallFile } from './small-file.ts';

const LARGEST_LIST = 256 * 1024 * 1024;

/** Symbolic refs that follow each other, at most. */
const DEEPEST = 5;

const ID = /^([0-9a-f]{40}|[0-9a-f]{64})\s*$/;

/** Where a short name is looked for, in git's order. */
const FORMS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `refs/${name}`,
  (name) => `refs/tags/${name}`,
  (name) => `refs/heads/${name}`,
  (name) => `refs/remotes/${name}`,
  (name) => `refs/remotes/${name}/HEAD`,
];

export interface Refs {
  /** The id that a name stands for (`HEAD`, `main`, `origin/main`, `v1.0`); undefined when there is none of that name. */
  idOf(name: string): string | undefined;
  /** The branch that is checked out; undefined when none is. */
  branch(): string | undefined;
}

export function refsOf({ gitFolder, commonFolder }: Place): Refs {
  let packed: ReadonlyMap<string, string> | undefined;
  const packedId = (ref: string): string | undefined => {
    packed ??= packedRefs(path.join(commonFolder, 'packed-refs'));
    return packed.get(ref);
  };
  const isOwn = (ref: string): boolean => !ref.startsWith('refs/') || /^refs\/(bisect|worktree|rewritten)\//.test(ref);
  const loose = (ref: string): string | undefined => {
    const file = path.join(isOwn(ref) ? gitFolder : commonFolder, ref);
    return lstatSync(file, { throwIfNoEntry: false })?.isFile() ? smallFile(file) : undefined;
  };
  const followed = (ref: string, depth: number): string | undefined => {
    if (depth > DEEPEST || !isName(ref)) return undefined;
    const text = loose(ref);
    if (text === undefined) return packedId(ref);
    const target = /^ref:\s*(\S+)/.exec(text)?.[1];
    return target === undefined ? ID.exec(text.split('\n')[0] ?? '')?.[1] : followed(target, depth + 1);
  };
  return {
    idOf: (name) => {
      for (const form of FORMS) {
        const id = followed(form(name === '@' ? 'HEAD' : name), 0);
        if (id !== undefined) return id;
      }
      return undefined;
    },
    branch: () => /^ref:\s*refs\/heads\/(\S+)/.exec(smallFile(path.join(gitFolder, 'HEAD')) ?? '')?.[1],
  };
}

/** https://git-scm.com/docs/git-check-ref-format: what could lead out of the folder is no name. */
const isName = (ref: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  ref !== '' && !/[\x00-\x20\x7f~^:?*[\\]|\.\.|^\/|\/\/|\/$|^-|@\{|(^|\/)\.|\.lock(\/|$)/.test(ref);

function packedRefs(file: string): ReadonlyMap<string, string> {
  const lines = (smallFile(file, LARGEST_LIST) ?? '').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, id, name] = /^([0-9a-f]{40,64}) (\S+)$/.exec(line) ?? [];
      return id === undefined || name === undefined ? [] : [[name, id] as const];
    }),
  );
}

/** Whether the refs are kept in tables, which only git itself reads: https://git-scm.com/docs/reftable. */
export const tablesOf = ({ commonFolder }: Place): readonly string[] => {
  const folder = path.join(commonFolder, 'reftable');
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
};
