/**
 * The other files of the repository, as one file sees them: what an import names is loaded when it is first asked
 * for, and the file is evaluated again. Nothing outside the scan root is ever read.
 */
import { wholeImports } from '../evaluate/imports.ts';
import type { Asked, Project } from '../evaluate/value.ts';
import type { Facts } from '../model/facts.ts';
import { callersFrom, passesOver } from './asked-callers.ts';
import { definitionsFrom } from './asked-definitions.ts';
import { textOf } from './files.ts';
import { candidatesAbove, candidatesFor, modulesFitting } from './modules.ts';
import { declaringFile } from './php-includes.ts';
import { createReach, type FileAccess, type Known } from './reach.ts';
import { type Declared, symbolsOf } from './symbols/index.ts';

export interface LinkedProject extends Project {
  /** Loads what was asked for and missing; false when nothing was. */
  loadWanted(): Promise<boolean>;
  /** Names of functions whose callers were asked for. */
  callees(): readonly string[];
  /** Variables and keys whose definitions were asked for, each once. */
  asked(): readonly Asked[];
  /** What more files may have a say in than are asked, in words. */
  cut(): readonly string[];
  /** The other files that were loaded, in that order. */
  followed(): readonly string[];
  /** Characters of those files. */
  characters(): number;
}

/** What is larger is taken for one that may. */
const LARGEST = 1_000_000;
/** What gives names to others without writing them next to the word: of other files, in patterns and by CommonJS. */
const HANDS_ON = /export\s*\*|export\s+(?:const|let|var)\s*[{[]|\bexports\b|__exportStar|__reExport/;
const DECLARES =
  '(?:(?:default|declare|abstract|async|const|let|var|class|function|enum|namespace|type|interface)\\b[\\s*]*)+';

function mayHold(text: string, name: string): boolean {
  if (text === '' || !/^\w+$/.test(name) || HANDS_ON.test(text)) return true;
  return (
    text.includes(name) &&
    new RegExp(`export\\s+${DECLARES}${name}\\b|export\\s*(?:type\\s*)?\\{[^{}]*\\b${name}\\b`).test(text)
  );
}

/** @param mostCharacters how much it may follow before it gives up; see src/scan/work.ts */
export function createProject(
  access: FileAccess,
  start: Facts,
  known: Known | undefined,
  mostCharacters = Number.POSITIVE_INFINITY,
): LinkedProject {
  const { root } = access;
  const reach = createReach(access, start, known, mostCharacters);
  const { existing, get } = reach;
  let state = {};
  const symbols = new Map<string, readonly Declared[]>();
  const patterns = new Map<string, readonly string[]>();
  /** Of the files that are loaded so far. */
  const callers = new Map<string, readonly Facts[]>();

  const moduleFile = (from: Facts, module: string): string | undefined =>
    existing(`${from.path}\0${module}`, () => candidatesFor(root, from, module));

  const offering = new Map<string, boolean>();
  const mayOffer = (file: string, name: string): boolean => {
    if (reach.peek(file)) return true;
    const id = `${file}\0${name}`;
    const known = offering.get(id) ?? mayHold(textOf(root, file, LARGEST), name);
    offering.set(id, known);
    return known;
  };

  return {
    loaded: () => state,
    module(from, module, name) {
      const file = moduleFile(from, module);
      return file === undefined || (name !== undefined && !mayOffer(file, name)) ? undefined : get(file);
    },
    modules(from, pattern) {
      const id = `${from.path}\0${pattern}`;
      const found = patterns.get(id) ?? modulesFitting(root, from, pattern);
      patterns.set(id, found);
      return found.flatMap((file) => get(file) ?? []);
    },
    included(from, name) {
      const file = existing(`${from.path}\0\0\0\0${name}`, () => {
        const included = wholeImports(from).flatMap((module) => moduleFile(from, module) ?? []);
        return [declaringFile(root, included, name) ?? []].flat();
      });
      return file === undefined || file === from.path ? undefined : get(file);
    },
    file(from, name) {
      const file = existing(`${from.path}\0\0\0${name}`, () => candidatesAbove(from.path, name));
      return file === undefined ? undefined : get(file);
    },
    symbols(from, path) {
      const id = `${from.path}\0${path.join('\0')}`;
      const found = symbols.get(id) ?? symbolsOf(root, from, path);
      symbols.set(id, found);
      return found.flatMap(({ file, names }) => {
        const facts = get(file);
        return facts ? [{ facts, names }] : [];
      });
    },
    callers(from, name) {
      const id = `${from.path}\0${name}`;
      const found = callers.get(id) ?? callersFrom(reach, from, name);
      callers.set(id, found);
      return found;
    },
    passesOver: (from, name) => passesOver(reach, from, name),
    definitions: (from, asked) => definitionsFrom(reach, from, asked),
    async loadWanted() {
      callers.clear();
      state = {};
      return reach.loadWanted();
    },
    callees: () => [...reach.callees].sort(),
    asked: () => [...reach.questions.values()],
    cut: () => [...reach.cut].sort(),
    followed: reach.followed,
    characters: reach.characters,
  };
}
