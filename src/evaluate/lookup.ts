import type { Format } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import type { Asked } from './value.ts';

/**
 * Declares how a language or framework reads the environment or its configuration. The evaluator knows none of them:
 * `os.getenv('X', 'd')`, `process.env.X` and `config('EMAIL_HOST', default='d')` are rows of `detectors/spaces/lookups/`.
 */
export interface Lookup {
  /**
   * Canonical names, as `origins()` gives them: of the function (`os.getenv`, `*#getOrThrow`) or, for a member look-up, of the container
   * (`process.env`). See `matches()` for the pattern language.
   */
  readonly of: readonly string[];
  /** The languages that it is a way of; all when left out. */
  readonly in?: readonly Format[];
  /** A function that takes the name, or a container with the names as keys. */
  readonly form: 'call' | 'member';
  /** What the name names; `named`: a variable when it is in capitals, else a key. */
  readonly kind: 'env' | 'config' | 'named';
  /** The name stands for a variable in capitals, whatever sign it ends with. */
  readonly isFolded?: true;
  /** Which argument holds the name (0). */
  readonly name?: number;
  /** The name is put together from this many arguments: `get('mail', 'host')` is `mail.host`. */
  readonly parts?: number;
  /** In Python a second text that may be a key is one of the section that the first names. */
  readonly sections?: true;
  /** The key that holds all that is read so: CDK's `context`. */
  readonly under?: string;
  /** Names that stand for the whole configuration: what is asked of it is a key from the root. */
  readonly whole?: readonly string[];
  /** Which argument is the value when it is unset: position, keyword, or both. A function's return value counts. */
  readonly fallback?: { readonly index?: number; readonly named?: readonly string[] };
}

/**
 * Whether a canonical name fits a pattern: equal, or ending with it at a name's boundary (`os.getenv` fits
 * `getenv`). A leading `=` demands the whole name; `*#name` any receiver.
 */
export function matches(pattern: string, canonical: string): boolean {
  if (pattern.startsWith('=')) return canonical === pattern.slice(1);
  if (pattern.startsWith('*#'))
    return canonical.endsWith(pattern.slice(1)) || canonical.endsWith(`.${pattern.slice(2)}`);
  if (canonical === pattern) return true;
  if (!canonical.endsWith(pattern)) return false;
  const before = canonical[canonical.length - pattern.length - 1];
  return before === '.' || before === '#' || (before === '/' && !/^[.@~]/.test(canonical));
}

/** What stands behind the last boundary of a name: of one that fits a pattern it is the same as the pattern's. */
const lastOf = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('#'), name.lastIndexOf('/')) + 1);

const lastOfPattern = (pattern: string): string => lastOf(pattern.startsWith('=') ? pattern.slice(1) : pattern);

/** Patterns by their last names: each call in a program is asked about all of them. */
const byLast = oncePer((patterns: readonly string[]) => grouped(patterns, lastOfPattern));

export const matchesAny = (patterns: readonly string[], canonicals: readonly string[]): boolean =>
  canonicals.some((canonical) =>
    byLast(patterns)
      .get(lastOf(canonical))
      ?.some((pattern) => matches(pattern, canonical)),
  );

const byName = oncePer((lookups: readonly Lookup[]) =>
  grouped(
    lookups.flatMap((lookup, rank) =>
      [...new Set(lookup.of.map(lastOfPattern))].map((last) => ({ last, lookup, rank })),
    ),
    ({ last }) => last,
  ),
);

/** The first look-up that one of the names is, in a file of a format. */
export const lookupOf = (
  lookups: readonly Lookup[],
  canonicals: readonly string[],
  format: Format,
): Lookup | undefined =>
  [...new Set(canonicals.map(lastOf))]
    .flatMap((last) => byName(lookups).get(last) ?? [])
    .filter(
      ({ lookup }) => (lookup.in === undefined || lookup.in.includes(format)) && matchesAny(lookup.of, canonicals),
    )
    .sort((a, b) => a.rank - b.rank)[0]?.lookup;

/** What is asked by a container itself, handed on as a value: `process.env`, `environment.config`. */
export const wholeOf = ({ kind }: Lookup): Asked => ({ space: kind === 'env' ? 'env' : 'config', path: [] });
