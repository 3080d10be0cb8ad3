/** Where an imported module's file can be: each language's own rules, as lists of candidates in their order. */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Facts } from '../model/facts.ts';
import { upward } from './symbols/tree.ts';

const JS_ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.json',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
  '/index.cjs',
];

/** Files, relative to the root, that `module` as written in `from` may stand for; not checked for existence. */
export function candidatesFor(root: string, from: Facts, module: string): readonly string[] {
  if (module === '' || module.length > 300 || /[\0\n]/.test(module)) return [];
  const folder = path.posix.dirname(from.path);
  if (from.format === 'javascript') return javascript(root, folder, module);
  if (from.format === 'python') return python(folder, module);
  if (from.format === 'php') return [inside(folder, module.replace(/^\//, '')), module.replace(/^\//, '')];
  if (from.format === 'ruby')
    return [module, `${module}.rb`].flatMap((file) => [inside(folder, file), `lib/${file}`, file]);
  return [];
}

const inside = (folder: string, file: string): string => path.posix.normalize(path.posix.join(folder, file));

function javascript(root: string, folder: string, module: string): readonly string[] {
  const bases = /^\.\.?(\/|$)/.test(module) ? [inside(folder, module)] : aliased(root, folder, module);
  return bases.flatMap((base) => [...JS_ENDINGS.map((ending) => `${base}${ending}`), ...typescriptSource(base)]);
}

/** TypeScript files are imported by the name of what they compile to. */
const typescriptSource = (base: string): string[] =>
  /\.(m|c)?js$/.test(base) ? [base.replace(/js$/, 'ts'), base.replace(/\.js$/, '.tsx')] : [];

interface Aliases {
  readonly base: string;
  readonly paths: readonly (readonly [string, readonly string[]])[];
}

const aliasCache = new Map<string, Aliases | undefined>();

/** `@/lib/mail` by the nearest tsconfig's or jsconfig's `paths` and `baseUrl`; `~` and `@` at the source folder else. */
function aliased(root: string, folder: string, module: string): readonly string[] {
  const found: string[] = [];
  for (const at of upward(folder)) {
    const aliases = aliasesIn(root, at);
    for (const [pattern, targets] of aliases?.paths ?? []) {
      const rest = aliasRest(pattern, module);
      if (rest !== undefined)
        found.push(...targets.map((target) => inside(aliases?.base ?? at, target.replace('*', rest))));
    }
    if (aliases) found.push(inside(aliases.base, module));
  }
  const usual = /^[@~#]\/?(.+)$/.exec(module)?.[1];
  if (usual !== undefined && /^[@~#]\//.test(module)) found.push(`src/${usual}`, usual, `app/${usual}`);
  return found;
}

function aliasRest(pattern: string, module: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === module ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return module.startsWith(head) && module.endsWith(tail)
    ? module.slice(head.length, module.length - tail.length)
    : undefined;
}

function aliasesIn(root: string, folder: string): Aliases | undefined {
  const id = `${root}\0${folder}`;
  if (!aliasCache.has(id)) aliasCache.set(id, readAliases(root, folder));
  return aliasCache.get(id);
}

function readAliases(root: string, folder: string): Aliases | undefined {
  for (const name of ['tsconfig.json', 'jsconfig.json']) {
    const options = member(jsonIn(root, inside(folder, name)), 'compilerOptions');
    const base = member(options, 'baseUrl');
    const paths = member(options, 'paths');
    if (base === undefined && paths === undefined) continue;
    return { base: inside(folder, typeof base === 'string' ? base : '.'), paths: pathRows(paths) };
  }
  return undefined;
}

function pathRows(paths: unknown): Aliases['paths'] {
  if (typeof paths !== 'object' || paths === null) return [];
  return Object.entries(paths).map(
    ([pattern, targets]) =>
      [pattern, Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : []] as const,
  );
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/** A small JSON file, comments and trailing commas forgiven; undefined when it is missing or broken. */
function jsonIn(root: string, file: string): unknown {
  const full = path.join(root, file);
  const stat = lstatSync(full, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > 200_000 || file.startsWith('../')) return undefined;
  try {
    const text = readFileSync(full, 'utf8').replace(
      /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, string: string | undefined) => string ?? '',
    );
    return JSON.parse(text.replace(/,(\s*[}\]])/g, '$1'));
  } catch {
    return undefined;
  }
}

/** Relative (`..conf`), from the root or from any folder above (a package's own name). */
function python(folder: string, module: string): readonly string[] {
  const dots = /^\.+/.exec(module)?.[0].length ?? 0;
  const file = module.slice(dots).replaceAll('.', '/');
  const endings = (base: string): string[] => [`${base}.py`, `${base}/__init__.py`];
  if (dots > 0) {
    const base = inside(folder, '../'.repeat(dots - 1));
    return file === '' ? [inside(base, '__init__.py')] : endings(inside(base, file));
  }
  return [...upward(folder).flatMap((at) => endings(inside(at, file))), ...endings(`src/${file}`)];
}

/** Where a path that a file names may lead: from its own folder, or from one above (a base folder is rarely literal). */
export function candidatesAbove(file: string, name: string): readonly string[] {
  if (name.length > 300 || /[\0\n]/.test(name)) return [];
  return upward(path.posix.dirname(file)).map((at) => inside(at, name.replace(/^\/+/, '')));
}
