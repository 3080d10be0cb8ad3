/** Which lines differ, and which files have another name than before. */
import type { Repository } from './git.ts';
import { split } from './git.ts';

export interface Changes {
  /** Changed and added lines of the new side by path, as pairs of first and last line, 1-based and inclusive. */
  readonly lines: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  /** Old path → new path. */
  readonly renames: ReadonlyMap<string, string>;
  /** Whether nothing at all differs under the scan root. */
  readonly empty: boolean;
}

/**
 * What the new side is: the work tree with its untracked files, or the index. Attributes must not hide a file (`--text`),
 * and the user's settings of `git diff` must not change its form.
 */
const FORM = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--text',
  '--no-relative',
  '--find-renames',
  '--submodule=short',
  '--ignore-submodules=dirty',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '-O/dev/null',
];

/** Paths are relative to the scan root; what lies outside it is left out. */
export function changesSince(repository: Repository, commit: string, side: 'work tree' | 'index'): Changes {
  const { prefix } = repository;
  const cached = side === 'index' ? ['--cached'] : [];
  const diff = (...form: readonly string[]): Buffer =>
    repository.run(['diff', ...cached, ...FORM, ...form, commit, '--']);
  const inside = (file: string): string | undefined =>
    file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
  const { changed, renames } = namesIn(split(diff('--name-status', '-z')));
  const under = prefix === '' ? [] : ['--', prefix];
  const untracked =
    side === 'index' ? [] : split(repository.run(['ls-files', '--others', '--exclude-standard', '-z', ...under]));
  const lines = new Map<string, readonly (readonly [number, number])[]>();
  for (const [file, ranges] of rangesIn(diff('--patch', '--unified=0', '--inter-hunk-context=0').toString('utf8'))) {
    const name = inside(file);
    if (name !== undefined) lines.set(name, ranges);
  }
  for (const file of untracked) lines.set(file.slice(prefix.length), [[1, Number.MAX_SAFE_INTEGER]]);
  const renamed = [...renames].flatMap(([from, to]) => {
    const before = inside(from);
    const after = inside(to);
    return before === undefined || after === undefined ? [] : [[before, after] as const];
  });
  return {
    lines,
    renames: new Map(renamed),
    empty: untracked.length === 0 && !changed.some((file) => inside(file) !== undefined),
  };
}

/** `M\0path`, `R100\0old\0new`: https://git-scm.com/docs/git-diff#_raw_output_format */
function namesIn(fields: readonly string[]): {
  readonly changed: readonly string[];
  readonly renames: ReadonlyMap<string, string>;
} {
  const changed: string[] = [];
  const renames = new Map<string, string>();
  for (let index = 0; index < fields.length; ) {
    const status = fields[index] ?? '';
    const first = fields[index + 1] ?? '';
    const second = fields[index + 2] ?? '';
    const two = /^[RC]/.test(status);
    if (status.startsWith('R')) renames.set(first, second);
    changed.push(...(two ? [first, second] : [first]));
    index += two ? 3 : 2;
  }
  return { changed, renames };
}

/** The `@@` of each file's patch. Bodies are skipped by their length: an added line may look like a header. */
function rangesIn(patch: string): ReadonlyMap<string, readonly (readonly [number, number])[]> {
  const found = new Map<string, (readonly [number, number])[]>();
  let ranges: (readonly [number, number])[] = [];
  let body = 0;
  for (const line of patch.split('\n')) {
    if (body > 0 && !line.startsWith('\\')) {
      body -= 1;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      const [, removed = '1', start = '0', added = '1'] = hunk;
      body = Number(removed) + Number(added);
      if (Number(added) > 0) ranges.push([Number(start), Number(start) + Number(added) - 1]);
    } else if (line.startsWith('diff --git ')) {
      ranges = [];
    } else if (line.startsWith('+++ ') && !line.startsWith('+++ /dev/null')) {
      found.set(unquoted(line.slice('+++ '.length).replace(/\t$/, '')).replace(/^b\//, ''), ranges);
    }
  }
  return found;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** Names with control characters, quotes or backslashes stand in C's quotes. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  return name
    .slice(1, -1)
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) => ESCAPES[code] ?? String.fromCharCode(Number.parseInt(code, 8)));
}
