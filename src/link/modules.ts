/** Where an imported module's file can be: each language's own rules, as lists of candidates in their order. */
import path from 'node:path';
import type { Facts } from '../model/facts.ts';
import type { Root } from '../walk/root.ts';
import { packageFiles } from './javascript/packages.ts';
import { pathAliases } from './javascript/path-aliases.ts';
import { treeOf, upward } from './symbols/tree.ts';

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

const C_SOURCE = /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|ino)$/i;

/** Files, relative to the root, that `module` as written in `from` may stand for; not checked for existence. */
export function candidatesFor(root: Root, from: Facts, module: string): readonly string[] {
  if (module === '' || module.length > 300 || /[\0\n]/.test(module)) return [];
  const folder = path.posix.dirname(from.path);
  if (from.format === 'javascript') return javascript(root, folder, module);
  if (from.format === 'python') return python(folder, module);
  if (from.format === 'php') return [inside(folder, module.replace(/^\//, '')), module.replace(/^\//, '')];
  if (from.format === 'ruby')
    return [module, `${module}.rb`].flatMap((file) => [inside(folder, file), `lib/${file}`, file]);
  if (from.path.endsWith('.lua')) return lua(folder, module);
  if (/\.fsx?$/.test(from.path)) return fsharp(folder, module);
  if (C_SOURCE.test(from.path))
    return upward(folder).flatMap((at) => [inside(at, module), inside(at, `include/${module}`)]);
  if (/\.(?:jsonnet|libsonnet)$/.test(from.path)) return candidatesAbove(from.path, module);
  if (from.format === 'bash' || from.format === 'powershell') return candidatesAbove(from.path, module);
  return [];
}

const inside = (folder: string, file: string): string => path.posix.normalize(path.posix.join(folder, file));

function javascript(root: Root, folder: string, module: string): readonly string[] {
  const bases = /^\.\.?(\/|$)/.test(module) ? [inside(folder, module)] : aliased(root, folder, module);
  return bases.flatMap((base) => [...JS_ENDINGS.map((ending) => `${base}${ending}`), ...typescriptSource(base)]);
}

/** TypeScript files are imported by the name of what they compile to. */
const typescriptSource = (base: string): string[] =>
  /\.(m|c)?js$/.test(base) ? [base.replace(/js$/, 'ts'), base.replace(/\.js$/, '.tsx')] : [];

/** What a name that is no path may stand for: a path alias, a package of the repository; `~` and `@` at the source folder else. */
function aliased(root: Root, folder: string, module: string): readonly string[] {
  const usual = /^[@~#]\/(.+)$/.exec(module)?.[1];
  const guessed = usual === undefined ? [] : [`src/${usual}`, usual, `app/${usual}`];
  return [...pathAliases(root, folder, module), ...packageFiles(root, folder, module), ...guessed];
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

/** `open Acme.Mail.Config`: a file is called like its module, which may say of what it is a part. */
const fsharp = (folder: string, module: string): readonly string[] => {
  const names = module.split('.');
  const paths = names.map((_, at) => names.slice(at).join('/')).reverse();
  return upward(folder).flatMap((at) => paths.map((file) => inside(at, `${file}.fs`)));
};

/** `require "app.settings"`, by the usual `package.path`. https://www.lua.org/manual/5.4/manual.html#pdf-package.path */
function lua(folder: string, module: string): readonly string[] {
  const file = module.replaceAll('.', '/');
  const folders = upward(folder).flatMap((at) => [at, inside(at, 'lua'), inside(at, 'src'), inside(at, 'lib')]);
  return folders.flatMap((at) => [inside(at, `${file}.lua`), inside(at, `${file}/init.lua`)]);
}

/** Stages, brands, regions: of more files than these not one is meant. */
const MOST_MODULES = 12;

/** Files that a path with `*` for what is not known may stand for: from the file's folder, of a base that is open too from one above. */
export function modulesFitting(root: Root, from: Facts, pattern: string): readonly string[] {
  if (pattern.length > 300 || /[\0\n]/.test(pattern)) return [];
  const isPython = from.format === 'python';
  const written = isPython ? pattern.replace(/^\.+/, '').replaceAll('.', '/') : pattern.replace(/^\*(?=\/)/, '');
  const own = path.posix.dirname(from.path);
  const isFixed = /^\.\.?\//.test(written);
  for (const folder of isFixed ? [own] : upward(own)) {
    const fits = fitting(inside(folder, written.replace(/^\/+/, '')), from.format);
    const found = treeOf(root).files.filter((file) => file !== from.path && fits.test(file));
    if (found.length > 0) return found.length > MOST_MODULES ? [] : found;
  }
  return [];
}

function fitting(pattern: string, format: Facts['format']): RegExp {
  const quoted = pattern.replace(/[^\w/*-]/g, '\\$&').replaceAll('*', '[^/]+');
  const endings =
    format === 'javascript' ? '(\\.([mc]?[jt]s|[jt]sx|json)|/index\\.[mc]?[jt]s)?' : format === 'python' ? '\\.py' : '';
  return new RegExp(`^${quoted}${endings}$`);
}

/** Where a path that a file names may lead: from its own folder, or from one above (a base folder is rarely literal). */
export function candidatesAbove(file: string, name: string): readonly string[] {
  if (name.length > 300 || /[\0\n]/.test(name)) return [];
  const own = name.replace(/^\/+/, '');
  return upward(path.posix.dirname(file)).flatMap((at) => [inside(at, own), inside(at, `resources/${own}`)]);
}
