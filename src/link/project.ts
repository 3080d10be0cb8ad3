/**
 * The other files of the repository, as one file sees them: what an import names is loaded when it is first asked
 * for, and the file is evaluated again. Nothing outside the scan root is ever read.
 */
import { isShort } from '../evaluate/call-index.ts';
import { wholeImports } from '../evaluate/imports.ts';
import { nameOfAsked } from '../evaluate/look-ups.ts';
import type { Asked, Definition, Project } from '../evaluate/value.ts';
import type { Facts, Format } from '../model/facts.ts';
import { isStack } from '../read/within/references.ts';
import { shownName } from '../text/shown.ts';
import type { Root } from '../walk/root.ts';
import { idOfAsked, isMeant, isSearchable, OF_RELAYS, PREFIX } from './asked-names.ts';
import { MOST_CALLERS, MOST_ON_THE_WAY } from './callers.ts';
import { askedOfChart } from './chart-values.ts';
import { asProperty } from './command-flags.ts';
import { areApart } from './definers.ts';
import { definitionsIn, ofLoops, ofScript, ownDefinitions } from './definitions.ts';
import { isFileInside, isWithoutEnding } from './files.ts';
import { filesOfGenerated } from './generated-files.ts';
import { askedOfHanding } from './handed-variables.ts';
import { isConfiguration } from './keyed-entries.ts';
import { isLoopItem } from './loops.ts';
import { candidatesAbove, candidatesFor, modulesFitting } from './modules.ts';
import { mostAsked, nearestDefiners } from './nearest-definers.ts';
import { declaringFile } from './php-includes.ts';
import { askedOfPlay, membersOfFacts } from './play-variables.ts';
import { prefixesIn } from './prefixes.ts';
import { type Declared, symbolsOf } from './symbols/index.ts';
import { askedOfBlock } from './template-blocks.ts';
import { holdsFor } from './units.ts';

export interface FileAccess {
  /** Where the files are. */
  readonly root: Root;
  facts(path: string): Promise<Facts | undefined>;
}

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

/** Scripts and pipelines whose variables hold for the files and steps within them. */
const WRITING: ReadonlySet<Format> = new Set(['bash', 'groovy', 'puppet', 'dockerfile', 'yaml']);

/** Those of which a variable is one's own, whatever its name says: no search for it finds them. */
const HOLDING: ReadonlySet<Format> = new Set(['bash', 'groovy', 'puppet']);

/** A file may pull in this many others. */
const MAX_FILES = 200;

/** Programs set a prefix in one place. */
const MAX_PREFIXING = 4;

/** Characters from which on a program is taken for many that were put into one file. */
const BUNDLE = 200_000;

/** @param mostCharacters how much it may follow before it gives up; see src/scan/work.ts */
export function createProject(
  access: FileAccess,
  start: Facts,
  known: Known | undefined,
  mostCharacters = Number.POSITIVE_INFINITY,
): LinkedProject {
  let characters = 0;
  const loaded = new Map<string, Facts | undefined>([[start.path, start]]);
  const wanted = new Set(known?.followed.get(start.path));
  const callees = new Set<string>();
  const questions = new Map<string, Asked>();
  const resolved = new Map<string, string | undefined>();
  const cut = new Set<string>();
  let state = {};
  const symbols = new Map<string, readonly Declared[]>();
  const patterns = new Map<string, readonly string[]>();
  /** Of the files that are loaded so far. */
  const callers = new Map<string, readonly Facts[]>();

  /** The first of some candidates that is a file. */
  const existing = (id: string, candidates: () => readonly string[]): string | undefined => {
    if (!resolved.has(id))
      resolved.set(
        id,
        candidates().find((candidate) => isFileInside(access.root, candidate)),
      );
    return resolved.get(id);
  };

  const moduleFile = (from: Facts, module: string): string | undefined =>
    existing(`${from.path}\0${module}`, () => candidatesFor(access.root, from, module));

  const get = (file: string): Facts | undefined => {
    if (!loaded.has(file)) {
      if (loaded.size < MAX_FILES) wanted.add(file);
      else cut.add(`it leads to more than ${MAX_FILES} other files; not all of them are followed`);
    }
    return loaded.get(file);
  };

  /** What the application of a file puts before the names of the variables that stand for a key. */
  const prefixesFor = (from: Facts, { space }: Asked): readonly string[] => {
    if (space !== 'config') return [];
    const id = idOfAsked(PREFIX);
    questions.set(id, PREFIX);
    const files = (known?.definers.get(id) ?? []).filter((file) =>
      holdsFor(access.root, from.path, file, { inProgram: true }),
    );
    const setting = files.slice(0, MAX_PREFIXING).flatMap((file) => (file === start.path ? start : get(file)) ?? []);
    return [...new Set(setting.flatMap(prefixesIn))];
  };

  /** The definitions in the files that a search for what is asked has found. */
  const searched = (from: Facts, asked: Asked): readonly Definition[] => {
    const id = idOfAsked(asked);
    questions.set(id, asked);
    const nearest = known ? nearestDefiners(access.root, known, asked, from.path) : undefined;
    const isOwn = from.path === start.path;
    const means = isMeant(asked, !isOwn);
    if (nearest?.isCut && means)
      cut.add(
        `more than ${mostAsked(asked)} files may give ${shownName(nameOfAsked(asked))} its value here; those that are farthest are not followed`,
      );
    const isLost = !isOwn && !means && (nearest?.files.length ?? 0) > MOST_ON_THE_WAY;
    const definers = isLost ? [] : (nearest?.files ?? []);
    const prefixes = prefixesFor(from, asked);
    const own =
      asked.space !== 'env' && from.program && isConfiguration(from) && !definers.includes(from.path)
        ? [from.path]
        : [];
    return [...own, ...definers].flatMap((file) => {
      const facts = file === start.path ? start : get(file);
      return facts ? definitionsIn(access.root, from, facts, asked, prefixes) : [];
    });
  };

  /** The file that holds or writes another one. */
  const aroundOf = (from: Facts): Facts | undefined =>
    from.name === undefined ? undefined : from.path === start.path ? start : loaded.get(from.path);

  /** The variables of the script that writes a file: `hop=h`, and `host $hop` in its here-document. */
  const ofScriptAround = (from: Facts, asked: Asked): readonly Definition[] => {
    const around = aroundOf(from);
    return asked.space !== 'env' || !around || !WRITING.has(around.format)
      ? []
      : ofScript(access.root, from, around, asked);
  };

  /** What files of variables give the keys of a ConfigMap that is made of them. */
  const generated = (from: Facts, { space, path: [resource = '', key = ''] }: Asked): readonly Definition[] =>
    space !== 'resource'
      ? []
      : filesOfGenerated(access.root, from.path, resource).flatMap((file) => {
          const facts = get(file);
          return facts ? definitionsIn(access.root, from, facts, { space: 'env', path: [key] }) : [];
        });

  /** Away from the use many files that say the name are not asked: it is a common one. */
  const isMany = (from: Facts, name: string): boolean =>
    (known?.callers.get(name)?.length ?? 0) > MOST_ON_THE_WAY && from.path !== start.path && !OF_RELAYS.test(name);

  const callersOf = (from: Facts, name: string): readonly Facts[] => {
    const all = known?.callers.get(name) ?? [];
    const many = isMany(from, name);
    const using = many
      ? []
      : [...loaded.values()].flatMap((facts) => (facts && facts.path !== from.path && facts.program ? [facts] : []));
    const asked = many ? (known?.onTheWay.get(name) ?? []) : all;
    // What a file without an ending is shows when it is read.
    const calling = asked
      .filter((file) => file !== from.path)
      .flatMap((file) => get(file) ?? [])
      .filter(({ path: file, format }) => format === from.format || !isWithoutEnding(file));
    return [...new Set([...using, ...calling])].filter(({ format }) => !areApart(format, from.format));
  };

  return {
    loaded: () => state,
    module(from, module) {
      const file = moduleFile(from, module);
      return file === undefined ? undefined : get(file);
    },
    modules(from, pattern) {
      const id = `${from.path}\0${pattern}`;
      const found = patterns.get(id) ?? modulesFitting(access.root, from, pattern);
      patterns.set(id, found);
      return found.flatMap((file) => get(file) ?? []);
    },
    included(from, name) {
      const file = existing(`${from.path}\0\0\0\0${name}`, () => {
        const included = wholeImports(from).flatMap((module) => moduleFile(from, module) ?? []);
        return [declaringFile(access.root, included, name) ?? []].flat();
      });
      return file === undefined || file === from.path ? undefined : get(file);
    },
    file(from, name) {
      const file = existing(`${from.path}\0\0\0${name}`, () => candidatesAbove(from.path, name));
      return file === undefined ? undefined : get(file);
    },
    symbols(from, path) {
      const id = `${from.path}\0${path.join('\0')}`;
      const found = symbols.get(id) ?? symbolsOf(access.root, from, path);
      symbols.set(id, found);
      return found.flatMap(({ file, names }) => {
        const facts = get(file);
        return facts ? [{ facts, names }] : [];
      });
    },
    callers(from, name) {
      const isOwn = from.path === start.path;
      const isCrowded = known?.crowded.has(name) ?? false;
      // On the way through another file a name that so many have says nothing of who calls; nor do those of a bundle.
      const isFollowed = !isShort(name) && !isCrowded && start.source.text.length < BUNDLE;
      if (isOwn || isFollowed) callees.add(name);
      if (isOwn && isCrowded)
        cut.add(`more than ${MOST_CALLERS} files may call ${shownName(name)}; not all of them are followed`);
      if (!isOwn && !isFollowed) return [];
      const id = `${from.path}\0${name}`;
      const found = callers.get(id) ?? callersOf(from, name);
      callers.set(id, found);
      return found;
    },
    passesOver: (from, name) =>
      isMany(from, name) && (known?.onTheWay.get(name)?.length ?? 0) < (known?.callers.get(name)?.length ?? 0),
    definitions(from, written) {
      const around = aroundOf(from);
      const asked = askedOfBlock(around ?? from, written) ?? written;
      if (around?.format === 'yaml' && isLoopItem(around, asked)) return ofLoops(access.root, from, around, asked);
      const handing = askedOfHanding(from.path, asked);
      const handed = handing ? searched(from, handing) : [];
      if (handed.length > 0) return handed;
      if (!isSearchable(asked) && !isStack(from.path)) {
        const own = [...ownDefinitions(access.root, from, asked), ...ofScriptAround(from, asked)];
        const placed =
          own.length > 0 ? undefined : (askedOfChart(around ?? from, asked) ?? askedOfPlay(around ?? from, asked));
        if (placed) return searched(from, placed);
        return own.length > 0 ? own : membersOfFacts(from, asked, (head) => this.definitions(from, head));
      }
      const property = asProperty(from, asked);
      const found = [
        ...searched(from, asked),
        ...generated(from, asked),
        ...(property ? searched(from, property) : []),
      ];
      const isWithin = around !== undefined && HOLDING.has(around.format);
      const ofAround = isWithin ? ofScriptAround(from, asked) : [];
      const all = [...found, ...ofAround.filter((one) => !found.some(({ expr }) => expr === one.expr))];
      return all.length > 0 ? all : membersOfFacts(from, asked, (head) => this.definitions(from, head));
    },
    async loadWanted() {
      const files = [...wanted].filter((file) => !loaded.has(file));
      wanted.clear();
      callers.clear();
      state = {};
      for (const file of files) {
        if (characters > mostCharacters) return false;
        const facts = await access.facts(file).catch(() => undefined);
        characters += facts?.source.text.length ?? 0;
        loaded.set(file, facts);
      }
      return files.length > 0;
    },
    callees: () => [...callees].sort(),
    asked: () => [...questions.values()],
    cut: () => [...cut].sort(),
    followed: () => [...loaded.keys()].slice(1),
    characters: () => characters,
  };
}
