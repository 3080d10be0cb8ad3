/** Tests paths against lists of globs: one expression a list, since every file of a tree is asked. */
import picomatch from 'picomatch';

const compiled = new Map<string, (path: string) => boolean>();

/** A test for globs on the path; globs without a slash are for the base name. Case does not matter. */
export function fileMatcher(globs: readonly string[]): (path: string) => boolean {
  const id = globs.join('\0');
  let matcher = compiled.get(id);
  if (!matcher) {
    const names = expressionOf(globs.filter((glob) => !glob.includes('/')));
    const paths = expressionOf(globs.filter((glob) => glob.includes('/')));
    matcher = (path) => (names?.test(path.slice(path.lastIndexOf('/') + 1)) ?? false) || (paths?.test(path) ?? false);
    compiled.set(id, matcher);
  }
  return matcher;
}

function expressionOf(globs: readonly string[]): RegExp | undefined {
  if (globs.length === 0) return undefined;
  return new RegExp(globs.map((glob) => picomatch.makeRe(glob, { dot: true, nocase: true }).source).join('|'), 'i');
}
