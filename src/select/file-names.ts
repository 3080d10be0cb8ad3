/** Tests paths against lists of globs. Every file of a tree is asked, so a cheap question comes before the costly one. */
import picomatch from 'picomatch';

const compiled = new Map<string, (path: string) => boolean>();

/** A test for globs on the path; globs without a slash are for the base name. Case does not matter. */
export function fileMatcher(globs: readonly string[]): (path: string) => boolean {
  const id = globs.join('\0');
  let matcher = compiled.get(id);
  if (!matcher) {
    const maybe = new RegExp(globs.map((glob) => escaped(longestLiteral(glob))).join('|') || '(?!)', 'i');
    const names = expressionOf(globs.filter((glob) => !glob.includes('/')));
    const paths = expressionOf(globs.filter((glob) => glob.includes('/')));
    matcher = (path) =>
      maybe.test(path) &&
      ((names?.test(path.slice(path.lastIndexOf('/') + 1)) ?? false) || (paths?.test(path) ?? false));
    compiled.set(id, matcher);
  }
  return matcher;
}

/** Words of a text by which it may name such a file. */
export const mentionOf = (globs: readonly string[]): RegExp =>
  new RegExp(
    [...new Set(globs.map(longestLiteral))]
      .filter((text) => text.length > 4)
      .map(escaped)
      .join('|'),
    'i',
  );

/** The longest text that stands in every path a glob matches: what is left without its groups and wildcards. */
const longestLiteral = (glob: string): string =>
  glob
    .replace(/[?*+@!]?\([^)]*\)|\[[^\]]*\]|\{[^}]*\}/g, '*')
    .split(/[*?/]+/)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function expressionOf(globs: readonly string[]): RegExp | undefined {
  if (globs.length === 0) return undefined;
  return new RegExp(globs.map((glob) => picomatch.makeRe(glob, { dot: true, nocase: true }).source).join('|'), 'i');
}
