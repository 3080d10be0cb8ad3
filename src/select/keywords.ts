/** The byte search that decides whether a file is worth decoding. */
import type { Format } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { literalSearch } from './literal-search.ts';
import { least, literalsOf } from './literals.ts';
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

/** A keyword as an expression, and texts of which one stands in each of its matches. */
interface Keyword {
  readonly source: string;
  readonly literals: readonly string[];
}

const keywordOf = (keyword: string | RegExp): Keyword =>
  typeof keyword === 'string'
    ? { source: escaped(keyword.toLowerCase()), literals: [keyword.toLowerCase()] }
    : { source: keyword.source, literals: literalsOf(keyword.source) };

/** A detector's keywords, taken apart once: for the search of bytes, and for the text of what it lets through. */
const keywordsOf = oncePer((detector: Wanted): readonly Keyword[] => detector.keywords.map(keywordOf));

/** One expression over keywords; one that can't match where a plain word does not is left out. */
function union(keywords: readonly Keyword[]): RegExp {
  const plain = keywords.map((keyword) => keyword.source).filter((source) => /^\w+$/.test(source));
  const isCovered = ({ source, literals }: Keyword): boolean =>
    literals.every((text) => plain.some((word) => word !== source && text.includes(word)));
  const needed = new Set(keywords.filter((keyword) => !isCovered(keyword)).map((keyword) => keyword.source));
  return new RegExp([...needed].join('|') || '(?!)', 'i');
}

/**
 * Whether the bytes of a file of some format hold a keyword of the detectors that look at any file of it. They are searched as latin1,
 * which is right for every encoding that keeps ASCII (UTF-16 is decoded first).
 *
 * Most files hold none of the texts that keywords are made of. Of those that do, only the keywords with these texts are
 * asked about.
 */
export function keywordSearch(detectors: readonly Wanted[]): (format: Format, bytes: Buffer) => boolean {
  let search: ((format: Format, bytes: Buffer) => boolean) | undefined;
  return (format, bytes) => {
    search ??= searchFor(detectors.filter((one) => !one.files));
    return search(format, bytes);
  };
}

function searchFor(detectors: readonly Wanted[]): (format: Format, bytes: Buffer) => boolean {
  const literals = least(detectors.flatMap(keywordsOf).flatMap((keyword) => keyword.literals));
  const literalsIn = literalSearch(literals);
  const byFormat = new Map<Format, readonly ((text: string) => boolean)[]>();
  const testsFor = (format: Format): readonly ((text: string) => boolean)[] => {
    let found = byFormat.get(format);
    if (!found) {
      const wanted = detectors.filter((one) => !one.formats || one.formats.includes(format));
      const all = wanted.flatMap(keywordsOf);
      found = literals.map((literal) => testFor(all, literal));
      byFormat.set(format, found);
    }
    return found;
  };
  return (format, bytes) => {
    const standing = literalsIn(bytes);
    if (standing.length === 0) return false;
    const tests = testsFor(format);
    const text = bytes.toString('latin1');
    return standing.some((index) => tests[index]?.(text));
  };
}

/** A test for the keywords that a literal may stand for, made when it is first asked for. */
function testFor(keywords: readonly Keyword[], literal: string): (text: string) => boolean {
  let expression: RegExp | undefined;
  return (text) => {
    expression ??= union(keywords.filter((keyword) => keyword.literals.some((one) => one.includes(literal))));
    return expression.test(text);
  };
}

const testOf = oncePer((detector: Wanted) => union(keywordsOf(detector)));

/** Whether a detector's keywords stand in a text. */
const hasKeyword = (detector: Wanted, content: string): boolean =>
  detector.keywords.length === 0 || testOf(detector).test(content);

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
