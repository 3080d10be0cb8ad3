/** Which detectors' keywords stand in a file: asked of its bytes, before it is decoded. */
import type { Format } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { remembered } from '../model/remembered.ts';
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

/** A keyword: texts of which one stands in each of its matches, and how to be sure. */
interface Keyword {
  readonly literals: readonly string[];
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

/** Keywords that may stand where some text does, and whose they are. */
interface Near {
  readonly keywords: ReadonlySet<Keyword>;
  readonly detectors: ReadonlySet<Wanted>;
}

/** More keywords than these are told apart by a search for all texts. */
const FEW = 12;

function searchFor(detectors: readonly Wanted[]): (bytes: Buffer) => Standing {
  const keywordsOf = tableOf(detectors);
  const detectorsOf = listed(detectors.flatMap((one) => keywordsOf(one).map((keyword) => [keyword, one] as const)));
  const ofAnyFile = new Set(detectors.filter((one) => !one.files).flatMap(keywordsOf));
  const keywordsWith = listed(
    [...ofAnyFile].flatMap((keyword) => keyword.literals.map((text) => [text, keyword] as const)),
  );
  const literals = [...keywordsWith.keys()];
  const fewest = least(literals);
  const nearOf = (texts: readonly string[]): Near => {
    const keywords = new Set(texts.flatMap((text) => keywordsWith.get(text) ?? []));
    return { keywords, detectors: new Set([...keywords].flatMap((keyword) => detectorsOf.get(keyword) ?? [])) };
  };
  const groupOf = remembered((text) => nearOf(literals.filter((own) => own.includes(text))));
  const anyIn = literalSearch(fewest);
  const literalsIn = literalSearch(literals);

  /** Whether a detector's keywords stand in some bytes; asked are those alone that one of the texts that were found may be of. */
  const asking = (bytes: Buffer, found: readonly number[]): HasKeyword => {
    const groups = found.map((index) => groupOf(fewest[index] ?? ''));
    const isSure = groups.some(({ keywords }) => keywords.size > FEW);
    const all = isSure ? [nearOf(literalsIn(bytes).map((index) => literals[index] ?? ''))] : groups;
    // Keywords of files with names of their own are not looked for together.
    const mayStand = (keyword: Keyword): boolean =>
      !ofAnyFile.has(keyword) || all.some(({ keywords }) => keywords.has(keyword));
    const answers = new Map<Keyword, boolean>();
    let text: string | undefined;
    const textOf = (): string => {
      text ??= bytes.toString('latin1');
      return text;
    };
    const stands = (keyword: Keyword): boolean => {
      const known = answers.get(keyword);
      if (known !== undefined) return known;
      const isFound = keyword.isPlain && isSure && ofAnyFile.has(keyword);
      const answer = isFound || expressionOf(keyword).test(textOf());
      answers.set(keyword, answer);
      return answer;
    };
    return (detector) =>
      (detector.files !== undefined || all.some(({ detectors }) => detectors.has(detector))) &&
      keywordsOf(detector).some((keyword) => mayStand(keyword) && stands(keyword));
  };
  return (bytes) => {
    const found = anyIn(bytes);
    let ask: HasKeyword | undefined;
    const hasKeyword = oncePerDetector((detector) => {
      if (detector.keywords.length === 0) return true;
      ask ??= asking(bytes, found);
      return ask(detector);
    });
    return { none: found.length === 0, hasKeyword };
  };
}

/** Pairs by what comes first in them. */
const listed = <K, V>(pairs: readonly (readonly [K, V])[]): ReadonlyMap<K, readonly V[]> =>
  new Map([...grouped(pairs, ([key]) => key)].map(([key, all]) => [key, all.map(([, value]) => value)]));

/** Each detector's keywords; the same keyword is one, whoever has it. */
function tableOf(detectors: readonly Wanted[]): (detector: Wanted) => readonly Keyword[] {
  const keywordOf = remembered((source): Keyword => ({ literals: literalsOf(source), isPlain: false, source }));
  const plainOf = remembered((text): Keyword => ({ literals: [text], isPlain: true, source: escaped(text) }));
  const keywords = new Map(
    detectors.map((detector) => [
      detector,
      detector.keywords.map((one) => (typeof one === 'string' ? plainOf(one.toLowerCase()) : keywordOf(one.source))),
    ]),
  );
  return (detector) => keywords.get(detector) ?? [];
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
