/** The regular expressions that stand in the program, and those of them that take more than quadratic work. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@babel/parser';
import { searchFor } from './backtracking.ts';
import { pumpedFor } from './pumped.ts';

export interface Built {
  readonly source: string;
  readonly flags: string;
}

export interface Literal extends Built {
  readonly file: string;
  readonly line: number;
}

const filesBelow = (root: string, folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => path.posix.join(folder, file)),
  );

/** All literals of the TypeScript files below some folders, in order. */
export function literalsBelow(root: string, folders: readonly string[]): readonly Literal[] {
  return filesBelow(root, folders).flatMap((file) => literalsIn(root, file));
}

function literalsIn(root: string, file: string): readonly Literal[] {
  const code = readFileSync(path.join(root, file), 'utf8');
  const { tokens } = parse(code, { sourceType: 'module', plugins: ['typescript'], tokens: true });
  return (tokens ?? []).flatMap(
    (token: { type?: { label?: string }; value?: unknown; loc?: { start: { line: number } } }) => {
      const { value } = token;
      if (token.type?.label !== 'regexp' || typeof value !== 'object' || value === null) return [];
      if (!('pattern' in value) || !('flags' in value)) return [];
      return [{ file, line: token.loc?.start.line ?? 0, source: `${value.pattern}`, flags: `${value.flags}` }];
    },
  );
}

/** The expressions that modules below some folders build of texts when they are loaded, each once. */
export async function builtBelow(root: string, folders: readonly string[]): Promise<readonly Built[]> {
  const built = new Map<string, Built>();
  const native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(native, {
    construct(target, [pattern, flags]: [string | RegExp, string?]) {
      const { source, flags: given } = new target(pattern, flags);
      built.set(`/${source}/${given}`, { source, flags: given });
      return new target(pattern, flags);
    },
  });
  try {
    for (const file of filesBelow(root, folders))
      if (readFileSync(path.join(root, file), 'utf8').includes('new RegExp(')) await import(path.join(root, file));
  } finally {
    globalThis.RegExp = native;
  }
  return [...built.values()];
}

/** A loop runs so often, and then twice as often. */
const TIMES = 40;
/** Twice the text takes four times the steps of quadratic work, and eight times those of cubic. */
const MOST_GROWTH = 5.6;
/** What takes fewer steps is not worth a word. */
const FEW = 20_000;
const LIMIT = 1_500_000;

/** A text that the expression takes more than quadratic work for, as far as one was found. */
export function costlyText(source: string, flags: string): string | undefined {
  const search = searchFor(source, flags);
  for (const pumped of pumpedFor(source, flags)) {
    const longer = search(pumped.text(2 * TIMES), LIMIT);
    if (longer.steps < FEW) continue;
    const shorter = search(pumped.text(TIMES), LIMIT);
    if (longer.isCut || longer.steps / shorter.steps > MOST_GROWTH) return pumped.told;
  }
  return undefined;
}
