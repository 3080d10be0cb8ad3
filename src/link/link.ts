/**
 * Answers the questions that single files leave open: who calls this function with which host, and what gives this
 * variable its value. The answers may raise new questions; rounds and answers are bounded.
 */
import { distinct } from '../detect/detect.ts';
import type { Asked } from '../evaluate/value.ts';
import { type Format, LANGUAGES, PROGRAMS, SCRIPTS } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import type { FileResult } from '../scan/file-result.ts';
import { idOfAsked, PREFIX, variablesOf } from './asked-names.ts';
import { isNamedBy, keysOfAsked, wordsInNamed, wordsOfAsked, wordsOfWritten } from './asked-words.ts';
import { callersAmong } from './callers.ts';
import { isForPrefixed, mayDecide, mayDefine, withoutTranslations } from './definers.ts';
import { isWithoutEnding } from './files.ts';
import { MOST_ASKED } from './nearest-definers.ts';
import { PREFIXING_WORDS } from './prefixes.ts';
import type { Known } from './reach.ts';
import type { Holders, Search } from './search.ts';

/** The ways to answer; the composition root decides who does the work. */
export interface Answers {
  files(): readonly { readonly path: string; readonly format: Format }[];
  /** Which of the files hold which of the names, by a byte search. */
  readonly search: Search;
  rescan(paths: readonly string[], known: Known): Promise<readonly FileResult[]>;
}

const MAX_ROUNDS = 4;
const MAX_NAMES = 5_000;

interface Answered extends Known {
  readonly callers: Map<string, readonly string[]>;
  readonly onTheWay: Map<string, readonly string[]>;
  readonly definers: Map<string, readonly string[]>;
  readonly crowded: Set<string>;
  readonly followed: Map<string, readonly string[]>;
}

export interface Linked {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The settings of all files, with what other files add to them, and what went wrong in any of them. */
export async function link(results: readonly FileResult[], answers: Answers): Promise<Linked> {
  let current = results;
  const known: Answered = {
    callers: new Map(),
    onTheWay: new Map(),
    definers: new Map(),
    crowded: new Set(),
    followed: new Map(),
  };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const asking = current.filter((result) => isWorthAsking(result) && asksAnew(result, known));
    if (asking.length === 0) break;
    await answer(asking, known, answers);
    const answered = asking.filter((result) => isAnswered(result, known));
    known.followed.clear();
    for (const { path, followed = [] } of answered) known.followed.set(path, followed);
    const again = await answers.rescan(
      answered.map((result) => result.path),
      known,
    );
    const byPath = new Map(again.map((result) => [result.path, result]));
    current = current.map((result) => renewed(result, byPath.get(result.path)));
  }
  return {
    settings: distinct(current.flatMap((result) => result.settings)),
    diagnostics: current.flatMap((result) => result.diagnostics),
  };
}

/** What is known of a file now; one that is given up keeps what was found before. */
const renewed = (result: FileResult, again: FileResult | undefined): FileResult =>
  again?.givenUp ? { ...result, diagnostics: [...result.diagnostics, ...again.diagnostics] } : (again ?? result);

/**
 * Addresses that names are given, as they stand, ask nothing. Keys of a ConfigMap that stand behind a prefix are no setting
 * before they are known.
 */
const isWorthAsking = ({ settings, asked }: FileResult): boolean =>
  settings.some(({ standsFor, host }) => !standsFor || host === null) ||
  asked.some(({ space }) => space === 'resource');

const asksAnew = ({ callees, asked }: FileResult, { callers, definers }: Known): boolean =>
  callees.some((name) => !callers.has(name)) || asked.some((one) => !definers.has(idOfAsked(one)));

/** Whether a file holds an answer to one of a result's questions: without one the same would come out again. */
const isAnswered = ({ path, callees, asked }: FileResult, { callers, definers }: Known): boolean =>
  callees.some((name) => callers.get(name)?.length) ||
  asked.some((one) => definers.get(idOfAsked(one))?.some((file) => mayDecide(file, path)));

/** Adds to `known` what one search over the tree says to the questions of these files. */
async function answer(asking: readonly FileResult[], known: Answered, answers: Answers): Promise<void> {
  const callees = firstOf(asking.flatMap((result) => result.callees).filter((name) => !known.callers.has(name)));
  const questions = questionsOf(asking, known);
  const words = questions.flatMap((one) => [
    ...wordsOfAsked(one).flat(2),
    ...wordsInNamed(one),
    ...wordsOfWritten(one).flat(),
    ...wordsProving(one),
  ]);
  const files = answers.files();
  const formats = new Map(files.map(({ path, format }) => [path, format]));
  const languages = new Set(asking.map(({ path }) => formats.get(path)));
  // Only programs of the same language call a function.
  const mayCall = (file: string): boolean => languages.has(formats.get(file)) || isScript(file, languages);
  const searched = words.length > 0 ? files : files.filter(({ path: file }) => mayCall(file));
  const holders = await answers.search(
    searched.map(({ path }) => path),
    [...new Set([...callees, ...words])].sort(),
  );
  const declaring = grouped(
    asking.flatMap(({ path, callees: own }) => own.map((name) => ({ name, path }))),
    ({ name }) => name,
  );
  // What is asked at the same time is searched for together.
  const callersOf = async (name: string): Promise<void> => {
    const programs = (holders.get(name) ?? []).filter(mayCall);
    const declared = (declaring.get(name) ?? []).map(({ path }) => path);
    const needsParentheses = (file: string): boolean => WITH_PARENTHESES.has(formats.get(file) ?? 'lines');
    const callers = await callersAmong(programs, name, declared, answers.search, needsParentheses);
    known.callers.set(name, callers.files);
    known.onTheWay.set(name, callers.onTheWay);
    if (callers.isCut) known.crowded.add(name);
  };
  const [setting] = await Promise.all([
    programsSetting(questions, holders, formats, answers.search),
    ...callees.map(callersOf),
  ]);
  const isPrefixed =
    known.definers.get(idOfAsked(PREFIX))?.length || PREFIXING_WORDS.some((word) => holders.get(word)?.length);
  const findDefiners = async (one: Asked): Promise<void> => {
    const set = one.space === 'env' ? (setting.get(one.path[0] ?? '') ?? []) : [];
    const prefixed = isPrefixed ? holdingVariable(one, holders, formats) : [];
    const definers = [...new Set([...definersOf(one, holders, formats), ...prefixed, ...set])].sort();
    known.definers.set(idOfAsked(one), await provenOf(one, definers, { holders, formats, search: answers.search }));
  };
  await Promise.all(questions.map(findDefiners));
}

/** Languages whose programs may have names without an ending, and say by their first line what they are: `bin/report`. */
const WITHOUT_ENDING: readonly Format[] = ['bash', 'perl', 'python', 'ruby', 'php', 'javascript'];

const isScript = (file: string, languages: ReadonlySet<Format | undefined>): boolean =>
  isWithoutEnding(file) && WITHOUT_ENDING.some((language) => languages.has(language));

/** Languages in which words of a comment are no call. */
const WITH_PARENTHESES: ReadonlySet<Format> = new Set(['python', 'java', 'kotlin', 'csharp', 'go', 'rust', 'php']);

/** The programs that set a variable themselves, by its name. */
async function programsSetting(
  questions: readonly Asked[],
  holders: Holders,
  formats: ReadonlyMap<string, Format>,
  search: Search,
): Promise<Holders> {
  const names = new Set(questions.flatMap(({ space, path: [name] }) => (space === 'env' && name ? [name] : [])));
  const holding = new Set([...names].flatMap((name) => holders.get(name) ?? []));
  const programs = [...holding].filter((file) => PROGRAMS.has(formats.get(file) ?? 'lines'));
  return search(programs, [...names].sort(), 'set');
}

/** What is known of the files while their part in a question is weighed. */
interface Weighing {
  readonly holders: Holders;
  readonly formats: ReadonlyMap<string, Format>;
  readonly search: Search;
}

/** The words that have to be known of a file to tell whether it gives a key its value. */
const wordsProving = (asked: Asked): readonly string[] =>
  asked.space === 'config' ? [...keysOfAsked(asked).flat(2), ...variablesOf(asked)] : [];

/** Of many files that hold the words of a key, those in which all its parts are keys: prose and programs hold the words as well. */
async function provenOf(
  asked: Asked,
  definers: readonly string[],
  { holders, formats, search }: Weighing,
): Promise<readonly string[]> {
  if (asked.space !== 'config' || definers.length <= MOST_ASKED.key) return definers;
  const ways = keysOfAsked(asked);
  const keys = await search(definers, [...new Set(ways.flat(2))].sort(), 'key');
  const proofs = [
    ...ways.map((groups) => holdsEach(groups, keys)),
    holdsEach(wordsOfWritten(asked), holders),
    holdsEach([variablesOf(asked)], holders),
  ];
  // Elements, attributes and arguments are keys of other looks, but words all the same.
  const looks = ways.map((groups) => holdsEach(groups, holders));
  const isOther = (file: string): boolean => !KEYED.has(formats.get(file) ?? 'lines');
  return definers.filter(
    (file) =>
      proofs.some((proves) => proves(file)) ||
      (isOther(file) && (isNamedBy(file, asked) || looks.some((says) => says(file)))),
  );
}

/** Formats in which a key stands before its value. */
const KEYED: ReadonlySet<Format> = new Set<Format>([...LANGUAGES, 'yaml', 'json', 'toml', 'ini', 'properties', 'hcl']);

const firstOf = (names: readonly string[]): readonly string[] => [...new Set(names)].sort().slice(0, MAX_NAMES);

function questionsOf(asking: readonly FileResult[], { definers }: Known): readonly Asked[] {
  const byId = new Map(asking.flatMap(({ asked }) => asked.map((one) => [idOfAsked(one), one] as const)));
  const ids = firstOf([...byId.keys()].filter((id) => !definers.has(id)));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The files that hold a spelling of every part of what is asked, and may define it. */
function definersOf(asked: Asked, holders: Holders, formats: ReadonlyMap<string, Format>): readonly string[] {
  const holdingAll = (groups: readonly (readonly string[])[]): readonly string[] => holdingEach(groups, holders);
  const found = wordsOfAsked(asked).flatMap(holdingAll);
  const named = wordsInNamed(asked).flatMap((word) => holders.get(word) ?? []);
  const all = [...found, ...named.filter((file) => isNamedBy(file, asked))];
  const defining = all.filter((file) => mayDefine(file, formats.get(file) ?? 'lines', asked));
  const writing = holdingAll(wordsOfWritten(asked)).filter((file) => WRITTEN_IN.has(formats.get(file) ?? 'lines'));
  return [...withoutTranslations([...new Set([...defining, ...writing])])].sort();
}

/** The files that may hold the variable that stands for a key behind the program's prefix. */
const holdingVariable = (asked: Asked, holders: Holders, formats: ReadonlyMap<string, Format>): readonly string[] =>
  (holders.get((asked.path[0] ?? '').toUpperCase()) ?? []).filter((file) =>
    isForPrefixed(file, formats.get(file) ?? 'lines', asked),
  );

/** Formats with calls: a word such as `properties` is a key of any data. */
const WRITTEN_IN: ReadonlySet<Format> = new Set<Format>([...LANGUAGES, ...SCRIPTS]);

const setOf = oncePer((files: readonly string[]) => new Set(files));

/** The lists of files that hold a word of a group, for each group. */
const listsOf = (
  groups: readonly (readonly string[])[],
  holders: Holders,
): readonly (readonly (readonly string[])[])[] =>
  groups.map((words) => words.flatMap((word) => [holders.get(word) ?? []]));

/** Whether a file holds a word of each group; of no group it holds none. */
function holdsEach(groups: readonly (readonly string[])[], holders: Holders): (file: string) => boolean {
  const lists = listsOf(groups, holders);
  return (file) => lists.length > 0 && lists.every((each) => each.some((files) => setOf(files).has(file)));
}

/** The files that hold a word of each group; of the rarest group's, for a common word stands in thousands. */
function holdingEach(groups: readonly (readonly string[])[], holders: Holders): readonly string[] {
  const sizeOf = (lists: readonly (readonly string[])[]): number => lists.reduce((sum, { length }) => sum + length, 0);
  const [rarest = []] = [...listsOf(groups, holders)].sort((a, b) => sizeOf(a) - sizeOf(b));
  return [...new Set(rarest.flat())].filter(holdsEach(groups, holders));
}
