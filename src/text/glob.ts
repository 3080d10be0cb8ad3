/**
 * Globs on paths, matched in time that grows with the lengths of glob and path only: a policy of a stranger's repository must
 * not be able to keep a scan busy, as it could where globs become regular expressions.
 *
 * `*` any text within a name, `?` one character, `**` any number of folders, `[a-z]` one of these, `[!a-z]` none of these,
 * `{a,b}` and `@(a|b)` either, `?(a|b)` either or nothing. Names that begin with a dot are names like others.
 */

/** What one character of a pattern may be: itself, any, any number of any, or one out of ranges. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one' | 'any' }
  | { readonly kind: 'class'; readonly ranges: readonly (readonly [string, string])[]; readonly negated: boolean };

/** A name's pattern, or any number of folders. */
type Segment = readonly Token[] | 'folders';

export interface GlobOptions {
  readonly ignoreCase?: boolean;
}

/** Alternatives of one glob; one with more is taken as it is written. */
const MOST_ALTERNATIVES = 256;

/** Steps that are spent on one path; what is not found by then is no match, so that nothing is left out by it. */
const MOST_STEPS = 200_000;

/** A test for paths with `/`: whether any of the globs matches. */
export function globTest(
  globs: readonly string[],
  { ignoreCase = false }: GlobOptions = {},
): (path: string) => boolean {
  const folded = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const patterns = globs
    .flatMap((glob) => expanded(folded(glob.replace(/^\.\//, ''))))
    .map((one) => one.split('/').map(segmentOf));
  return (path) => {
    const names = folded(path).split('/');
    const work = { left: MOST_STEPS };
    return patterns.some((pattern) => matches(pattern, names, work));
  };
}

interface Work {
  left: number;
}

/** Which ends of the pattern each beginning of the path can meet, one name after the other. */
function matches(pattern: readonly Segment[], names: readonly string[], work: Work): boolean {
  let reached = withFolders(new Set([0]), pattern);
  for (const name of names) {
    const next = new Set<number>();
    for (const index of reached) {
      work.left -= 1;
      const segment = pattern[index];
      if (segment === 'folders') next.add(index);
      else if (segment && nameMatches(segment, name, work)) next.add(index + 1);
    }
    if (next.size === 0 || work.left < 0) return false;
    reached = withFolders(next, pattern);
  }
  return reached.has(pattern.length);
}

/** `**` stands for no folder, too. */
function withFolders(reached: ReadonlySet<number>, pattern: readonly Segment[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const index of reached) {
    let end = index;
    all.add(end);
    while (pattern[end] === 'folders') {
      end += 1;
      all.add(end);
    }
  }
  return all;
}

/** Greedy, with one way back: to the last `*`, which may take one character more. */
function nameMatches(tokens: readonly Token[], name: string, work: Work): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let taken = 0;
  while (at < name.length) {
    work.left -= 1;
    if (work.left < 0) return false;
    const one = tokens[token];
    const length = one === undefined ? 0 : one.kind === 'any' ? -1 : lengthOf(one, name, at);
    if (length < 0) {
      star = token;
      taken = at;
      token += 1;
    } else if (length > 0) {
      at += length;
      token += 1;
    } else if (star >= 0) {
      taken += 1;
      at = taken;
      token = star + 1;
    } else return false;
  }
  while (tokens[token]?.kind === 'any') token += 1;
  return token === tokens.length && (name !== '' || tokens.length === 0);
}

/** How much of the name a token takes; 0 when it does not fit. */
function lengthOf(token: Exclude<Token, { kind: 'any' }> | Token, name: string, at: number): number {
  if (token.kind === 'text') return name.startsWith(token.text, at) ? token.text.length : 0;
  if (token.kind === 'class') {
    const character = name.charAt(at);
    return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.negated ? 1 : 0;
  }
  return 1;
}

const SPECIAL = /\*+|\?|\[[!^]?[^\]]+\]|[^*?[]+|\[/g;

function segmentOf(text: string): Segment {
  if (text === '**') return 'folders';
  return (text.match(SPECIAL) ?? []).map((part): Token => {
    if (part.startsWith('*')) return { kind: 'any' };
    if (part === '?') return { kind: 'one' };
    const inner = part.length > 2 ? /^\[([!^]?)([^\]]+)\]$/.exec(part) : undefined;
    return inner
      ? { kind: 'class', negated: inner[1] !== '', ranges: rangesOf(inner[2] ?? '') }
      : { kind: 'text', text: part };
  });
}

function rangesOf(text: string): readonly (readonly [string, string])[] {
  const parts = text.match(/.-.|./gs) ?? [];
  return parts.map((part) => [part.charAt(0), part.charAt(part.length - 1)] as const);
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly string[];
}

/** The globs without groups that a glob stands for. */
function expanded(glob: string): readonly string[] {
  const done: string[] = [];
  const open = [glob];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const group = firstGroup(one);
    if (!group) done.push(one);
    else for (const part of group.parts) open.push(one.slice(0, group.start) + part + one.slice(group.end));
    if (open.length + done.length > MOST_ALTERNATIVES) return [glob];
  }
  return done;
}

/** The first group that holds no other: what is inside goes first. */
function firstGroup(glob: string): Group | undefined {
  const braces = /\{([^{}]*,[^{}]*)\}/.exec(glob);
  const parentheses = /([@?])\(([^()]*)\)/.exec(glob);
  if (braces && (!parentheses || braces.index < parentheses.index))
    return { start: braces.index, end: braces.index + braces[0].length, parts: (braces[1] ?? '').split(',') };
  if (!parentheses) return undefined;
  const parts = (parentheses[2] ?? '').split('|');
  return {
    start: parentheses.index,
    end: parentheses.index + parentheses[0].length,
    parts: parentheses[1] === '?' ? ['', ...parts] : parts,
  };
}
