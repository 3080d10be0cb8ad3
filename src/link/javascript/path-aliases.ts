/** `@/lib/mail` by the nearest tsconfig's or jsconfig's `paths` and `baseUrl`. https://www.typescriptlang.org/tsconfig/#paths */
import path from 'node:path';
import { rememberedIn } from '../../model/remembered.ts';
import type { Root } from '../../walk/root.ts';
import { upward } from '../symbols/tree.ts';
import { inside, jsonIn, member, textMember } from './json-file.ts';

const CONFIGS = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];
/** Configurations that extend others are followed over as many. */
const MAX_EXTENDS = 8;

interface Aliases {
  readonly base: string;
  readonly paths: readonly (readonly [string, readonly string[]])[];
}

/** The paths, without endings, that a module's name may stand for in a folder. */
export function pathAliases(root: Root, folder: string, module: string): readonly string[] {
  const found: string[] = [];
  for (const at of upward(folder)) {
    for (const { base, paths } of aliasesIn(root, at)) {
      for (const [pattern, targets] of paths) {
        const rest = patternRest(pattern, module);
        if (rest !== undefined) found.push(...targets.map((target) => inside(base, target.replace('*', rest))));
      }
      found.push(inside(base, module));
    }
  }
  return found;
}

/** What stands for the star of a pattern; an empty text when there is none and the names are the same. */
export function patternRest(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return name.startsWith(head) && name.endsWith(tail) && name.length >= pattern.length - 1
    ? name.slice(head.length, name.length - tail.length)
    : undefined;
}

const aliasesIn = rememberedIn((root: Root, folder): readonly Aliases[] =>
  CONFIGS.flatMap((name) => aliasesOf(root, inside(folder, name), 0)),
);

/** A configuration's own aliases and, behind them, those of what it extends. */
function aliasesOf(root: Root, file: string, depth: number): readonly Aliases[] {
  const config = jsonIn(root, file);
  if (config === undefined || depth > MAX_EXTENDS) return [];
  const folder = path.posix.dirname(file);
  const options = member(config, 'compilerOptions');
  const base = textMember(options, 'baseUrl');
  const paths = member(options, 'paths');
  const own =
    base === undefined && paths === undefined ? [] : [{ base: inside(folder, base ?? '.'), paths: pathRows(paths) }];
  const further = [member(config, 'extends')].flat().flatMap((one) => {
    if (typeof one !== 'string' || !/^\.\.?\//.test(one)) return [];
    return aliasesOf(root, inside(folder, one.endsWith('.json') ? one : `${one}.json`), depth + 1);
  });
  return [...own, ...further];
}

function pathRows(paths: unknown): Aliases['paths'] {
  if (typeof paths !== 'object' || paths === null) return [];
  return Object.entries(paths).map(
    ([pattern, targets]) =>
      [pattern, Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : []] as const,
  );
}
