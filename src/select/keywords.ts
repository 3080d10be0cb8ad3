/** Which detectors' keywords stand in a file: asked of its bytes, before it is decoded. */
import type { Format } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { literalSearch } from './literal-search.ts';
import { escaped, least, literalsOf } from './literals.ts';
import { mayMatch, type Needing, type Words } from './needs.ts';

/** What select needs of a detector. */
export interface Wanted {
  readonly id: string;
  readonly formats?: readonly Format[];
  readonly files?: readonly string[];
  readonly format?: Format;
  readonly keywords: readonly (string | RegExp)[];
  readonly settings: readonly Needing[];
}

/** What comments for this tool begin with. Detectors' keywords of every format find it, too, so that no such file is passed over. */
export const COMMENT_WORD = 'smtp-scan';

/** Whether a detector's keywords stand in some bytes; one without keywords wants any file. */
export type HasKeyword = (detector: Wanted) => boolean;

/** A keyword: texts, by their index, of which one stands in each of its matches, and how to be sure. */
interface Keyword {
  readonly literals: readonly number[];
  readonly isPlain: boolean;
  readonly source: string;
}

/** Of two thousand keywords a small tree asks few. */
const expressionOf = oncePer(({ source }: Keyword) => new RegExp(source, 'i'));

/** What stands in some bytes. */
export interface Standing {
  /** No keyword of the detectors that look at files of any name, which is so of most files. */
  readonly none: boolean;
  readonly hasKeyword: HasKeyword;
}

/**
 * Searches bytes for the keywords of all detectors. They are searched as latin1, which is right for every encoding that
 * keeps ASCII (UTF-16 is decoded first).
 *
 * A search for the fewest texts of which each keyword holds one says which files hold none, and in most others, which few
 * keywords may stand there. Where many may, all texts are looked for.
 */
export function keywordSearch(detectors: readonly Wanted[]): (bytes: Buffer) => Standing {
  let search: ((bytes: Buffer) => Standing) | undefined;
  return (bytes) => {
    search ??= searchFor(detectors);
    return search(bytes);
  };
}

/** More keywords than these are told apart by a search for all texts. */
const FEW = 12;

function searchFor(detectors: readonly Wanted[]): (bytes: Buffer) => Standing {
  const { literals, keywordsOf } = tableOf(detectors);
  const textsOf = (keyword: Keyword): readonly string[] => keyword.literals.map((index) => literals[index] ?? '');
  const ofAnyFile = new Set(detectors.filter((one) => !one.files).flatMap(keywordsOf));
  const fewest = least([...ofAnyFile].flatMap(textsOf));
  const groups = new Map<number, ReadonlySet<Keyword>>();
  const groupOf = (index: number): ReadonlySet<Keyword> => {
    const text = fewest[index] ?? '';
    const group =
      groups.get(index) ?? new Set([...ofAnyFile].filter((one) => textsOf(one).some((own) => own.includes(text))));
    groups.set(index, group);
    return group;
  };
  const anyIn = literalSearch(fewest);
  const literalsIn = literalSearch(literals);

  const isIn = (bytes: Buffer, found: readonly number[]): ((keyword: Keyword) => boolean) => {
    const near = found.map(groupOf);
    const isSure = near.some((group) => group.size > FEW);
    const mayBe = isSure ? ofLiterals(literalsIn(bytes)) : ofGroups(near);
    let text: string | undefined;
    return (keyword) => {
      // Keywords of files with names of their own are in no group.
      if (!mayBe(keyword) && (isSure || ofAnyFile.has(keyword))) return false;
      if (keyword.isPlain && isSure) return true;
      text ??= bytes.toString('latin1');
      return expressionOf(keyword).test(text);
    };
  };
  return (bytes) => {
    const found = anyIn(bytes);
    let ask: ((keyword: Keyword) => boolean) | undefined;
    const hasKeyword = oncePerDetector((detector) => {
      if (detector.keywords.length === 0) return true;
      ask ??= isIn(bytes, found);
      return keywordsOf(detector).some(ask);
    });
    return { none: found.length === 0, hasKeyword };
  };
}

const ofGroups =
  (groups: readonly ReadonlySet<Keyword>[]) =>
  (keyword: Keyword): boolean =>
    groups.some((group) => group.has(keyword));

function ofLiterals(standing: readonly number[]): (keyword: Keyword) => boolean {
  const all = new Set(standing);
  return (keyword) => keyword.literals.some((index) => all.has(index));
}

/** The texts of all keywords, and each detector's keywords; the same keyword is one, whoever has it. */
function tableOf(detectors: readonly Wanted[]) {
  const literals: string[] = [];
  const indices = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = indices.get(text) ?? literals.push(text) - 1;
    indices.set(text, index);
    return index;
  };
  const known = new Map<string, Keyword>();
  const keywordOf = (keyword: string | RegExp): Keyword => {
    const isPlain = typeof keyword === 'string';
    const source = isPlain ? escaped(keyword.toLowerCase()) : keyword.source;
    const texts = isPlain ? [keyword.toLowerCase()] : literalsOf(source);
    const found = known.get(source) ?? {
      literals: texts.map(indexOf),
      isPlain,
      source,
    };
    known.set(source, found);
    return found;
  };
  const keywords = new Map(detectors.map((one) => [one, one.keywords.map(keywordOf)]));
  return { literals, keywordsOf: (detector: Wanted): readonly Keyword[] => keywords.get(detector) ?? [] };
}

function oncePerDetector(ask: HasKeyword): HasKeyword {
  const answers = new Map<Wanted, boolean>();
  return (detector) => {
    const answer = answers.get(detector) ?? ask(detector);
    answers.set(detector, answer);
    return answer;
  };
}

/** The detectors that look at any file of each format. */
export function byFormat<T extends Wanted>(detectors: readonly T[]): (format: Format) => readonly T[] {
  const known = new Map<Format, readonly T[]>();
  return (format) => {
    const found =
      known.get(format) ?? detectors.filter((one) => !one.files && (!one.formats || one.formats.includes(format)));
    known.set(format, found);
    return found;
  };
}

/** The detectors that want a file: by format, by name, by keyword and by what their matchers need. */
export function wanting<T extends Wanted>(
  detectors: readonly T[],
  format: Format,
  hasKeyword: HasKeyword,
  words: Words,
  isFile: (globs: readonly string[]) => boolean,
): readonly T[] {
  return detectors.filter(
    (detector) =>
      (!detector.formats || detector.formats.includes(format)) &&
      (!detector.files || isFile(detector.files)) &&
      hasKeyword(detector) &&
      detector.settings.some((matcher) => mayMatch(matcher, format, words)),
  );
}
