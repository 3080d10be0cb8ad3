/** The byte search that decides whether a file is worth decoding. */
import type { Format } from '../model/facts.ts';
import { meets, type Need, type Words } from './needs.ts';

/** What select needs of a detector. */
export interface Wanted {
  readonly id: string;
  readonly formats?: readonly Format[];
  readonly files?: readonly string[];
  readonly format?: Format;
  readonly keywords: readonly (string | RegExp)[];
  readonly settings: readonly { readonly needs?: readonly Need[] | undefined }[];
}

/** What comments for this tool begin with. Detectors' keywords of every format find it, too, so that no such file is passed over. */
export const COMMENT_WORD = 'smtp-scan:';

const escaped = (keyword: string): string => keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const sourceOf = (keyword: string | RegExp): string =>
  typeof keyword === 'string' ? escaped(keyword.toLowerCase()) : keyword.source;

/** One expression over keywords; a word that holds another one of them adds nothing. */
function union(keywords: readonly (string | RegExp)[]): RegExp {
  const all = [...new Set(keywords.map(sourceOf))];
  const plain = all.filter((source) => /^\w+$/.test(source));
  const least = all.filter((source) => !plain.some((other) => other !== source && source.includes(other)));
  return new RegExp(least.join('|') || '(?!)', 'i');
}

/**
 * For each format, one expression over the keywords of all detectors that look at any file of it. The bytes are searched as
 * latin1, which is right for every encoding that keeps ASCII (UTF-16 is decoded first).
 */
export function keywordSearch(detectors: readonly Wanted[]): (format: Format) => RegExp {
  const byFormat = new Map<Format, RegExp>();
  return (format) => {
    let found = byFormat.get(format);
    if (!found) {
      found = union(
        detectors
          .filter((one) => !one.files && (!one.formats || one.formats.includes(format)))
          .flatMap((one) => one.keywords),
      );
      byFormat.set(format, found);
    }
    return found;
  };
}

const tests = new WeakMap<object, RegExp>();

/** Whether a detector's keywords stand in a text. */
function hasKeyword(detector: Wanted, content: string): boolean {
  let test = tests.get(detector);
  if (!test) {
    test = union(detector.keywords);
    tests.set(detector, test);
  }
  return detector.keywords.length === 0 || test.test(content);
}

/** The detectors that want a file: by format, by name, by keyword and by what their matchers need. */
export function wanting<T extends Wanted>(
  detectors: readonly T[],
  format: Format,
  words: Words,
  isFile: (globs: readonly string[]) => boolean,
): readonly T[] {
  return detectors.filter(
    (detector) =>
      (!detector.formats || detector.formats.includes(format)) &&
      (!detector.files || isFile(detector.files)) &&
      hasKeyword(detector, words.text) &&
      detector.settings.some(({ needs }) => meets(needs, words)),
  );
}
