/**
 * Answers the questions that single files leave open: who calls this function with which host, and what gives this
 * variable its value. The answers may raise new questions; rounds and answers are bounded.
 */
import { distinct } from '../detect/detect.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Format } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import type { FileResult } from '../scan/scan-file.ts';
import {
  idOfAsked,
  isNamedBy,
  mayDecide,
  mayDefine,
  withoutTranslations,
  wordsInNamed,
  wordsOfAsked,
  wordsOfWritten,
} from './definitions.ts';
import type { Known } from './project.ts';

/** The ways to answer; the composition root decides who does the work. */
export interface Answers {
  files(): readonly { readonly path: string; readonly format: Format }[];
  /** Which of the files hold which of the names, by a byte search. */
  search(paths: readonly string[], names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  rescan(paths: readonly string[], known: Known): Promise<readonly FileResult[]>;
}

const MAX_ROUNDS = 4;
const MAX_NAMES = 5_000;
/** A function used in more files than this is a common name, not a question that a search can answer. */
const MAX_HOLDERS = 40;

export interface Linked {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The settings of all files, with what other files add to them, and what went wrong in any of them. */
export async function link(results: readonly FileResult[], answers: Answers): Promise<Linked> {
  let current = results;
  const known = { callers: new Map<string, readonly string[]>(), definers: new Map<string, readonly string[]>() };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const asking = current.filter((result) => result.settings.length > 0 && asksAnew(result, known));
    if (asking.length === 0) break;
    await answer(asking, known, answers);
    const answered = asking.filter((result) => isAnswered(result, known));
    const again = await answers.rescan(
      answered.map((result) => result.path),
      known,
    );
    const byPath = new Map(again.map((result) => [result.path, result]));
    current = current.map((result) => byPath.get(result.path) ?? result);
  }
  return {
    settings: distinct(current.flatMap((result) => result.settings)),
    diagnostics: current.flatMap((result) => result.diagnostics),
  };
}

const asksAnew = ({ callees, asked }: FileResult, { callers, definers }: Known): boolean =>
  callees.some((name) => !callers.has(name)) || asked.some((one) => !definers.has(idOfAsked(one)));

/** Whether a file holds an answer to one of a result's questions: without one the same would come out again. */
const isAnswered = ({ path, callees, asked }: FileResult, { callers, definers }: Known): boolean =>
  callees.some((name) => callers.get(name)?.length) ||
  asked.some((one) => definers.get(idOfAsked(one))?.some((file) => mayDecide(file, path)));

/** Adds to `known` what one search over the tree says to the questions of these files. */
async function answer(
  asking: readonly FileResult[],
  known: { readonly callers: Map<string, readonly string[]>; readonly definers: Map<string, readonly string[]> },
  answers: Answers,
): Promise<void> {
  const callees = firstOf(asking.flatMap((result) => result.callees).filter((name) => !known.callers.has(name)));
  const questions = questionsOf(asking, known);
  const words = questions.flatMap((one) => [
    ...wordsOfAsked(one).flat(2),
    ...wordsInNamed(one),
    ...wordsOfWritten(one).flat(),
  ]);
  const files = answers.files();
  const formats = new Map(files.map(({ path, format }) => [path, format]));
  const holders = await answers.search(
    files.map(({ path }) => path),
    [...new Set([...callees, ...words])].sort(),
  );
  const languages = new Set(asking.map(({ path }) => formats.get(path)));
  for (const name of callees) {
    const programs = (holders.get(name) ?? []).filter((file) => languages.has(formats.get(file)));
    known.callers.set(name, programs.length <= MAX_HOLDERS ? programs : []);
  }
  for (const one of questions) known.definers.set(idOfAsked(one), definersOf(one, holders, formats));
}

const firstOf = (names: readonly string[]): readonly string[] => [...new Set(names)].sort().slice(0, MAX_NAMES);

function questionsOf(asking: readonly FileResult[], { definers }: Known): readonly Asked[] {
  const byId = new Map(asking.flatMap(({ asked }) => asked.map((one) => [idOfAsked(one), one] as const)));
  const ids = firstOf([...byId.keys()].filter((id) => !definers.has(id)));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The files that hold a spelling of every part of what is asked, and may define it. */
function definersOf(
  asked: Asked,
  holders: ReadonlyMap<string, readonly string[]>,
  formats: ReadonlyMap<string, Format>,
): readonly string[] {
  const holdingAll = (groups: readonly (readonly string[])[]): readonly string[] => holdingEach(groups, holders);
  const found = wordsOfAsked(asked).flatMap(holdingAll);
  const named = wordsInNamed(asked).flatMap((word) => holders.get(word) ?? []);
  const all = [...found, ...named.filter((file) => isNamedBy(file, asked))];
  const defining = all.filter((file) => mayDefine(file, formats.get(file) ?? 'lines', asked));
  return [...withoutTranslations([...new Set([...defining, ...holdingAll(wordsOfWritten(asked))])])].sort();
}

const setOf = oncePer((files: readonly string[]) => new Set(files));

/** The files that hold a word of each group; of the rarest group's, for a common word stands in thousands. */
function holdingEach(
  groups: readonly (readonly string[])[],
  holders: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const holding = groups
    .map((words) => words.flatMap((word) => [holders.get(word) ?? []]))
    .map((lists) => ({ lists, size: lists.reduce((sum, { length }) => sum + length, 0) }))
    .sort((a, b) => a.size - b.size);
  const [first, ...others] = holding;
  const files = [...new Set(first?.lists.flat())];
  return files.filter((file) => others.every(({ lists }) => lists.some((list) => setOf(list).has(file))));
}
