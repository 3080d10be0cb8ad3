/** The byte search that decides whether a file is worth decoding. */
import type { Format } from '../model/facts.ts';

/** What select needs of a detector. */
export interface Wanted {
  readonly id: string;
  readonly formats?: readonly Format[];
  readonly files?: readonly string[];
  readonly format?: Format;
  readonly keywords: readonly string[];
}

const escape = (keyword: string): string => keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * One expression over all keywords of detectors that look at any file; `latin1` text of the bytes is searched, which
 * is right for every encoding that keeps ASCII (UTF-16 is decoded first).
 */
export function anyKeyword(detectors: readonly Wanted[]): RegExp {
  const all = new Set(detectors.filter((detector) => !detector.files).flatMap((detector) => detector.keywords.map((keyword) => keyword.toLowerCase())));
  const least = [...all].filter((keyword) => ![...all].some((other) => other !== keyword && keyword.includes(other)));
  return new RegExp(least.map(escape).join('|') || '(?!)', 'i');
}

/** The detectors that want a file: by format, by name, and by keyword. */
export function wanting<T extends Wanted>(detectors: readonly T[], format: Format, content: string, isFile: (globs: readonly string[]) => boolean): readonly T[] {
  return detectors.filter(
    (detector) =>
      (!detector.formats || detector.formats.includes(format)) &&
      (!detector.files || isFile(detector.files)) &&
      (detector.keywords.length === 0 || detector.keywords.some((keyword) => content.includes(keyword.toLowerCase()))),
  );
}
