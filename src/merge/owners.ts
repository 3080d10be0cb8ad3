/**
 * Who owns a path, by a CODEOWNERS file: the last pattern that matches decides.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
import ignore from 'ignore';

/** GitHub does not load a file that is larger. */
const LARGEST = 3 * 1024 * 1024;

/** Each `**` may take any number of folders, so that the cost of a match grows with their number as exponent. */
const MOST_GLOBSTARS = 3;

/** Rules times paths are bounded by this many rules. */
const MOST_RULES = 5000;

interface Rule {
  readonly matches: (path: string) => boolean;
  readonly owners: readonly string[];
}

/** `path` is relative to the repository's top, with `/`. */
export type OwnersOf = (path: string) => readonly string[];

export const nobody: OwnersOf = () => [];

export function ownersIn(text: string): OwnersOf {
  if (text.length > LARGEST) return nobody;
  const rules = text.split(/\r?\n/).flatMap(ruleOf).slice(0, MOST_RULES).reverse();
  const known = new Map<string, readonly string[]>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const owners = isRelative(path) ? (rules.find(({ matches }) => matches(path))?.owners ?? []) : [];
    known.set(path, owners);
    return owners;
  };
}

const isRelative = (path: string): boolean => ignore.isPathValid(path);

/** One line: a pattern, its spaces escaped, and its owners; `[Section]` heads of GitLab have none of them. */
function ruleOf(line: string): readonly Rule[] {
  const [, pattern, rest = ''] = /^((?:\\.|[^\s\\])+)(.*)$/.exec(line.trim()) ?? [];
  if (pattern === undefined || /^[#[^]/.test(pattern) || (pattern.match(/\*\*/g)?.length ?? 0) > MOST_GLOBSTARS)
    return [];
  const owners = rest
    .replace(/(^|\s)#.*/, '')
    .split(/\s+/)
    .filter((owner) => owner !== '');
  const rules = ignore({ ignorecase: false }).add(pattern);
  return [{ matches: (path) => rules.ignores(path), owners }];
}
