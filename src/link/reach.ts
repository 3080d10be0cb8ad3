/**
 * What one file sees of the repository: the files that its questions led to so far, what is asked of a search, and what is cut. It is
 * evaluated anew when more of them are loaded. Nothing outside the scan root is ever read.
 */
import type { Asked } from '../evaluate/value.ts';
import type { Facts } from '../model/facts.ts';
import type { Root } from '../walk/root.ts';
import { idOfAsked } from './asked-names.ts';
import { isFileInside } from './files.ts';

export interface FileAccess {
  /** Where the files are. */
  readonly root: Root;
  facts(path: string): Promise<Facts | undefined>;
}

/** What a search over the repository has answered. */
export interface Known {
  /** Files that call a function, by its name. */
  readonly callers: ReadonlyMap<string, readonly string[]>;
  /** Those of them that are asked where the function stands in another file than the use, see Callers. */
  readonly onTheWay: ReadonlyMap<string, readonly string[]>;
  /** Files that may define what is asked, by idOfAsked. */
  readonly definers: ReadonlyMap<string, readonly string[]>;
  /** Functions that more files may well call than are asked. */
  readonly crowded: ReadonlySet<string>;
  /** Files that the values of a file led to so far, by its path: they are asked again, so they are there from the start. */
  readonly followed: ReadonlyMap<string, readonly string[]>;
}

/** A file may pull in this many others. */
const MAX_FILES = 200;

/** What the questions of one file share. */
export interface Reach {
  readonly root: Root;
  /** The file whose values are evaluated. */
  readonly start: Facts;
  readonly known: Known | undefined;
  /** Names of functions whose callers were asked for. */
  readonly callees: Set<string>;
  /** Variables and keys whose definitions were asked for, by idOfAsked. */
  readonly questions: Map<string, Asked>;
  /** What more files may have a say in than are asked, in words. */
  readonly cut: Set<string>;
  /** A file if it is loaded; if not it is loaded before the next evaluation. */
  get(file: string): Facts | undefined;
  /** A file if it is loaded. */
  peek(file: string): Facts | undefined;
  /** The loaded files, the first of which is `start`. */
  loaded(): readonly Facts[];
  /** The first of some candidates that is a file; found out once for the id. */
  existing(id: string, candidates: () => readonly string[]): string | undefined;
  /** Loads what was asked for and missing; false when nothing was. */
  loadWanted(): Promise<boolean>;
  /** The paths of the other files that were loaded, in that order. */
  followed(): readonly string[];
  /** Characters of those files. */
  characters(): number;
}

/** @param mostCharacters how much it may follow before it gives up; see src/scan/work.ts */
export function createReach(access: FileAccess, start: Facts, known: Known | undefined, mostCharacters: number): Reach {
  let characters = 0;
  const files = new Map<string, Facts | undefined>([[start.path, start]]);
  const wanted = new Set(known?.followed.get(start.path));
  const resolved = new Map<string, string | undefined>();
  const cut = new Set<string>();
  return {
    root: access.root,
    start,
    known,
    callees: new Set(),
    questions: new Map(),
    cut,
    get(file) {
      if (!files.has(file)) {
        if (files.size < MAX_FILES) wanted.add(file);
        else cut.add(`it leads to more than ${MAX_FILES} other files; not all of them are followed`);
      }
      return files.get(file);
    },
    peek: (file) => files.get(file),
    loaded: () => [...files.values()].flatMap((facts) => facts ?? []),
    existing(id, candidates) {
      if (!resolved.has(id))
        resolved.set(
          id,
          candidates().find((candidate) => isFileInside(access.root, candidate)),
        );
      return resolved.get(id);
    },
    async loadWanted() {
      const missing = [...wanted].filter((file) => !files.has(file));
      wanted.clear();
      for (const file of missing) {
        if (characters > mostCharacters) return false;
        const facts = await access.facts(file).catch(() => undefined);
        characters += facts?.source.text.length ?? 0;
        files.set(file, facts);
      }
      return missing.length > 0;
    },
    followed: () => [...files.keys()].slice(1),
    characters: () => characters,
  };
}

/** The files that a search for what is asked has found; it is asked from now on. */
export function definersOf({ questions, known }: Reach, asked: Asked): readonly string[] {
  const id = idOfAsked(asked);
  questions.set(id, asked);
  return known?.definers.get(id) ?? [];
}
