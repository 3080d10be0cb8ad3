/**
 * Answers the questions that single files leave open: who calls this function with which host, and what gives this
 * variable its value. Each round may raise new questions; rounds and answers are bounded.
 */

import { distinct } from '../detect/detect.ts';
import { type Format, LANGUAGES } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import type { Diagnostic, Setting, Step } from '../model/setting.ts';
import type { FileResult } from '../scan/scan-file.ts';
import { isSearchable, keyOfReference } from './definitions.ts';

/** The ways to answer; the composition root decides who does the work. */
export interface Answers {
  files(): readonly { readonly path: string; readonly format: Format }[];
  search(paths: readonly string[], names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  rescan(paths: readonly string[], callers: ReadonlyMap<string, readonly string[]>): Promise<readonly FileResult[]>;
  define(paths: readonly string[], names: readonly string[]): Promise<readonly FileResult[]>;
}

const MAX_ROUNDS = 3;
const MAX_NAMES = 300;
/** A function used in more files than this is a common name, not a question that a search can answer. */
const MAX_HOLDERS = 40;

const PROGRAMS: ReadonlySet<Format> = new Set(LANGUAGES);

/** Programs that hold configuration: `settings.py`, `config/constants.rb`. */
const SETTINGS_MODULE =
  /(^|[/_.-])(settings?|config(uration)?|conf|constants?|defaults?)([/_.-][\w.-]+)?\.(py|php|rb|js|cjs|mjs|ts)$/i;

export interface Linked {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The settings of all files, with what other files add to them, and what went wrong in any of them. */
export async function link(results: readonly FileResult[], answers: Answers): Promise<Linked> {
  const called = await linkCallers(results, answers);
  let settings: readonly Setting[] = distinct(called.flatMap((result) => result.settings));
  const asked = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const names = referencesOf(settings)
      .filter((name) => !asked.has(name))
      .slice(0, MAX_NAMES);
    if (names.length === 0) break;
    for (const name of names) asked.add(name);
    settings = distinct([...settings, ...(await definitionsOf(names, answers))]);
  }
  return { settings: withTrails(settings), diagnostics: called.flatMap((result) => result.diagnostics) };
}

async function linkCallers(results: readonly FileResult[], answers: Answers): Promise<readonly FileResult[]> {
  const open = results.filter((result) => result.callees.length > 0 && result.settings.length > 0);
  const asking = new Set(open.map((result) => result.path));
  const names = [...new Set(open.flatMap((result) => result.callees))].sort().slice(0, MAX_NAMES);
  if (names.length === 0) return results;
  const files = answers.files();
  const languages = new Set(files.filter((file) => asking.has(file.path)).map((file) => file.format));
  const programs = files.filter((file) => languages.has(file.format)).map((file) => file.path);
  const holders = await answers.search(programs, names);
  const callers = new Map([...holders].filter(([, holding]) => holding.length <= MAX_HOLDERS));
  const again = await answers.rescan(
    open.map((result) => result.path),
    callers,
  );
  const byPath = new Map(again.map((result) => [result.path, result]));
  return results.map((result) => byPath.get(result.path) ?? result);
}

const asksForValue = ({ ref, source, implicit, partial, decided }: Setting): boolean =>
  ref !== null && source !== 'service' && implicit !== true && partial !== true && decided !== true;

/** Names that settings read and that a file of the repository may define. */
function referencesOf(settings: readonly Setting[]): string[] {
  const names = settings.filter(asksForValue).map((setting) => setting.ref ?? '');
  return [...new Set(names)].filter(isSearchable).sort();
}

async function definitionsOf(names: readonly string[], answers: Answers): Promise<readonly Setting[]> {
  const data = answers
    .files()
    .filter((file) => !PROGRAMS.has(file.format) || SETTINGS_MODULE.test(file.path))
    .map((file) => file.path);
  const holding = await holdersOf(names, data, answers);
  if (holding.length === 0) return [];
  const found = await answers.define([...new Set(holding)].sort(), names);
  // `X=$X` only passes it on.
  return found
    .flatMap((result) => result.settings)
    .filter((setting) => setting.host !== null || (setting.ref !== null && setting.ref !== definedName(setting)));
}

/** The files that hold all words of one of the names. */
async function holdersOf(names: readonly string[], files: readonly string[], answers: Answers): Promise<string[]> {
  const words = [...new Set(names.flatMap(keyOfReference))].sort();
  if (words.length === 0) return [];
  const holders = await answers.search(files, words);
  const sets = new Map([...holders].map(([word, holding]) => [word, new Set(holding)]));
  return names.flatMap((name) => {
    const [last = '', ...others] = [...keyOfReference(name)].reverse();
    return (holders.get(last) ?? []).filter((file) => others.every((word) => sets.get(word)?.has(file)));
  });
}

/** Gives definitions the way from their use, and marks the uses that they decide. */
function withTrails(settings: readonly Setting[]): readonly Setting[] {
  const uses = grouped(settings.filter(asksForValue), ({ ref }) => keyOfReference(ref ?? '').at(-1) ?? '');
  const decided = new Set<Setting>();
  const found = settings.map((setting) => {
    const wanting = (uses.get(definedName(setting)) ?? []).filter(
      (use) => use !== setting && isDefinition(setting, use),
    );
    if (setting.host !== null) for (const use of wanting) if (use.host === null) decided.add(use);
    const ways = wanting.filter((one) => one.ref !== setting.ref || one.path !== setting.path);
    const use = ways.find((one) => one.host === null || one.trail.length > 0) ?? ways[0];
    const trail = use && setting.trail.length === 0 ? trailFrom(use, setting) : setting.trail;
    return { setting, trail };
  });
  return found.map(({ setting, trail }) => ({ ...setting, trail, ...(decided.has(setting) ? { decided: true } : {}) }));
}

const definedName = (setting: Setting): string => setting.key.split('.').at(-1) ?? setting.key;

/** Whether a setting stands under the key that a use asks for. */
function isDefinition(setting: Setting, use: Setting): boolean {
  const wanted = keyOfReference(use.ref ?? '');
  const path = setting.key.split('.').slice(-wanted.length);
  return path.length === wanted.length && wanted.every((part, index) => part === path[index]);
}

function trailFrom(use: Setting, definition: Setting): readonly Step[] {
  const at = ({ path, line, column, endLine, endColumn }: Setting) => ({ path, line, column, endLine, endColumn });
  const way = use.host === null ? use.trail : use.trail.slice(0, -1);
  const first = way.length > 0 ? way : [{ ...at(use), note: `${use.key} reads ${use.ref}` }];
  return [...first, { ...at(definition), note: `${definedName(definition)} is given its value here` }];
}
