/** Where an imported module's file can be: each language's own rules, as lists of candidates in their order. */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Facts } from '../model/facts.ts';
import { declaring } from './go-package.ts';

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
  if (from.format === 'php') return php(root, folder, module);
  if (from.format === 'ruby')
    return [module, `${module}.rb`].flatMap((file) => [inside(folder, file), `lib/${file}`, file]);
  return [];
}

const inside = (folder: string, file: string): string => path.posix.normalize(path.posix.join(folder, file));

/** A folder and all those above it, up to the root. */
function upward(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = path.posix.dirname(folder); at !== folders.at(-1); at = path.posix.dirname(at)) folders.push(at);
  return folders;
}

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

const psr4Cache = new Map<string, readonly (readonly [string, string])[]>();

/** A required file, or a class by PSR-4 of composer.json. */
function php(root: string, folder: string, module: string): readonly string[] {
  if (/\.(php|inc)$/i.test(module)) return [inside(folder, module.replace(/^\//, '')), module.replace(/^\//, '')];
  return psr4(root).flatMap(([prefix, base]) => {
    const rest = module.startsWith(prefix) ? module.slice(prefix.length).replaceAll('\\', '/') : undefined;
    return rest === undefined ? [] : [`${inside(base, rest)}.php`];
  });
}

function psr4(root: string): readonly (readonly [string, string])[] {
  let rows = psr4Cache.get(root);
  if (!rows) {
    const composer = jsonIn(root, 'composer.json');
    rows = ['autoload', 'autoload-dev'].flatMap((section) => psr4Rows(member(member(composer, section), 'psr-4')));
    psr4Cache.set(root, rows);
  }
  return rows;
}

const psr4Rows = (map: unknown): readonly (readonly [string, string])[] =>
  typeof map === 'object' && map !== null
    ? Object.entries(map).flatMap(([prefix, folders]) =>
        [folders].flat().flatMap((base) => (typeof base === 'string' ? [[prefix, base] as const] : [])),
      )
    : [];

/** Files that a class is in without being imported: the same package or namespace. */
export function namedCandidates(root: string, from: Facts, name: string): readonly string[] {
  const folder = path.posix.dirname(from.path);
  if (from.format === 'go') return declaring(root, folder, name).map((file) => inside(folder, file));
  const extension = path.posix.extname(from.path);
  if (!['java', 'kotlin', 'csharp', 'php', 'ruby'].includes(from.format)) return [];
  const file = from.format === 'ruby' ? name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase() : name;
  return [inside(folder, `${file}${extension}`)];
}

/** Where a path that a file names may lead: from its own folder, or from one above (a base folder is rarely literal). */
export function candidatesAbove(file: string, name: string): readonly string[] {
  if (name.length > 300 || /[\0\n]/.test(name)) return [];
  return upward(path.posix.dirname(file)).map((at) => inside(at, name.replace(/^\/+/, '')));
}
