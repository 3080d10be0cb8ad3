/** The rules of one ignore file (`.gitignore` and its like), made cheap enough to be asked about every file. */
import ignore from 'ignore';

export type Verdict = 'ignored' | 'included' | 'silent';

export interface IgnoreRules {
  /** `path` is relative to the ignore file's folder; a folder's ends in `/`. `name` is its last segment, without. */
  test(path: string, name: string): Verdict;
}

/** Each `**` may take any number of folders, so that the cost of a match grows with their number as exponent. */
const MOST_GLOBSTARS = 3;

const costly = (line: string): boolean => (line.match(/\*\*/g)?.length ?? 0) > MOST_GLOBSTARS;

/** Parses an ignore file; undefined when it has no rule. `dropped` is told the patterns that would cost too much. */
export function ignoreRules(content: string, dropped: (pattern: string) => void): IgnoreRules | undefined {
  const lines = content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const kept = lines.filter((line) => !costly(line));
  if (kept.length < lines.length) lines.filter(costly).forEach(dropped);
  if (kept.length === 0) return undefined;
  const mayMatch = nameFilter(kept);
  const rules = ignore({ ignorecase: false, allowRelativePaths: true }).add(kept);
  return {
    test(path, name) {
      if (!mayMatch(name)) return 'silent';
      const { ignored, unignored } = rules.test(path);
      return ignored ? 'ignored' : unignored ? 'included' : 'silent';
    },
  };
}

/** What a name must have to match a pattern's last segment: fixed text at its ends and within. */
interface Clue {
  readonly prefix: string;
  readonly middle: string;
  readonly suffix: string;
}

/**
 * Whether any pattern's last segment can match a name. Folders are asked about before what is in them, so a pattern
 * decides about an entry only through the entry's own name. Asking this first is 10 times faster (bench/README.md).
 */
function nameFilter(patterns: readonly string[]): (name: string) => boolean {
  const exact = new Set<string>();
  const byEnd = new Map<string, Clue[]>();
  const byStart = new Map<string, Clue[]>();
  const others: Clue[] = [];
  for (const clue of patterns.map(clueOf)) {
    if (typeof clue === 'string') exact.add(clue);
    else if (clue.suffix !== '') push(byEnd, clue.suffix.charAt(clue.suffix.length - 1), clue);
    else if (clue.prefix !== '') push(byStart, clue.prefix.charAt(0), clue);
    else others.push(clue);
  }
  return (name) => {
    const fits = ({ prefix, middle, suffix }: Clue): boolean =>
      name.endsWith(suffix) && name.startsWith(prefix) && name.includes(middle);
    return (
      exact.has(name) ||
      (byEnd.get(name.charAt(name.length - 1))?.some(fits) ?? false) ||
      (byStart.get(name.charAt(0))?.some(fits) ?? false) ||
      others.some(fits)
    );
  };
}

function push(map: Map<string, Clue[]>, key: string, clue: Clue): void {
  const list = map.get(key);
  if (list) list.push(clue);
  else map.set(key, [clue]);
}

/** The one name that a pattern's last segment matches, or a clue; a clue without text fits every name. */
function clueOf(pattern: string): string | Clue {
  if (/\\\s*$/.test(pattern)) return { prefix: '', middle: '', suffix: '' };
  const path = pattern.replace(/^!/, '').trimEnd().replace(/\/+$/, '');
  const segment = path.slice(path.lastIndexOf('/') + 1);
  const [prefix = '', ...rest] = segment.split(/[*?[\]\\]/);
  const suffix = rest.at(-1);
  if (suffix === undefined) return segment;
  // Behind a bracket or backslash it is not plain to see what is fixed text.
  const middle = segment
    .replace(/[[\]\\].*/, '')
    .split(/[*?]/)
    .slice(1);
  return {
    prefix,
    middle: middle.reduce((longest, part) => (part.length > longest.length ? part : longest), ''),
    suffix,
  };
}
