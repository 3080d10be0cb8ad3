/**
 * Packages that the repository itself holds, by name: workspaces of npm, pnpm and yarn. What a package offers is often
 * compiled; its source is looked for where it usually is. https://nodejs.org/api/packages.html
 */
import path from 'node:path';
import { grow } from '../../model/grouped.ts';
import { oncePer } from '../../model/once.ts';
import type { Root } from '../../walk/root.ts';
import { treeOf, upward } from '../symbols/tree.ts';
import { inside, jsonIn, member, textMember } from './json-file.ts';
import { patternRest } from './path-aliases.ts';

const MANIFEST = 'package.json';
const MAX_PACKAGES = 2_000;
const MAX_CONDITIONS = 30;

/** The paths, with or without endings, that a module's name may stand for in a folder. */
export function packageFiles(root: Root, folder: string, module: string): readonly string[] {
  if (module.startsWith('#')) return importsOf(root, folder, module);
  const [scope = '', name = ''] = module.split('/');
  const called = module.startsWith('@') ? `${scope}/${name}` : scope;
  const home = packagesOf(root).get(called);
  if (home === undefined) return [];
  const subpath = `.${module.slice(called.length)}`;
  const manifest = jsonIn(root, inside(home, MANIFEST));
  const exported = targetsOf(member(manifest, 'exports'), subpath);
  const entries = ['source', 'module', 'main', 'types', 'typings'].flatMap((key) => textMember(manifest, key) ?? []);
  const usual = subpath === '.' ? ['src/index', 'index', 'lib/index'] : [subpath, `src/${subpath}`];
  return [...exported, ...(subpath === '.' ? entries : []), ...usual].flatMap((target) => sources(home, target));
}

/** Node's subpath imports: `#net/places` by `imports` of the nearest package. */
function importsOf(root: Root, folder: string, module: string): readonly string[] {
  const home = upward(folder).find((at) => jsonIn(root, inside(at, MANIFEST)) !== undefined);
  if (home === undefined) return [];
  const rows = member(jsonIn(root, inside(home, MANIFEST)), 'imports');
  return targetsOf(rows, module).flatMap((target) => sources(home, target));
}

/** The targets of a subpath, whatever the conditions: `{ "./hops": { "import": "./dist/hops.js" } }`. */
function targetsOf(rows: unknown, subpath: string): readonly string[] {
  if (typeof rows !== 'object' || rows === null) return subpath === '.' ? targets(rows) : [];
  const entries = Object.entries(rows);
  if (!entries.some(([key]) => /^[.#]/.test(key))) return subpath === '.' ? targets(rows) : [];
  return entries.flatMap(([pattern, value]) => {
    const rest = patternRest(pattern, subpath);
    return rest === undefined ? [] : targets(value).map((target) => target.replaceAll('*', rest));
  });
}

function targets(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 5) return [];
  return Object.values(value)
    .slice(0, MAX_CONDITIONS)
    .flatMap((one) => targets(one, depth + 1));
}

/** A file of a package, and what it may have been compiled from. */
function sources(home: string, target: string): readonly string[] {
  const file = inside(home, target);
  const own = home === '.' ? file : path.posix.relative(home, file);
  const uncompiled = own.replace(/^(dist|build|lib|out|output|es|cjs|esm)\/(?:(?:esm|cjs|es|src)\/)?/, 'src/');
  return [...new Set([own, uncompiled, uncompiled.replace(/^src\//, '')])]
    .flatMap((one) => [one, one.replace(/(\.d)?\.[mc]?[jt]sx?$/, '')])
    .map((one) => inside(home, one));
}

/** Folders of the repository's packages by name. */
const packagesOf = oncePer((root: Root): ReadonlyMap<string, string> => {
  const manifests = (treeOf(root).byBase.get('package') ?? []).filter((file) => path.posix.basename(file) === MANIFEST);
  return new Map(
    manifests.slice(0, MAX_PACKAGES).flatMap((file) => {
      const name = textMember(jsonIn(root, file), 'name');
      return name === undefined ? [] : [[name, path.posix.dirname(file)] as const];
    }),
  );
});

/** More applications than these are not made of one package, or it is none that reads their configuration. */
const MAX_DEPENDENTS = 40;
/** Packages of packages are followed so far. */
const MAX_LAYERS = 4;

/** The manifests of the repository's other packages that depend on the one around a file, also by way of others. */
export function dependentsOf(root: Root, file: string): readonly string[] {
  const home = upward(path.posix.dirname(file)).find((at) => jsonIn(root, inside(at, MANIFEST)) !== undefined);
  return home === undefined ? [] : (dependents(root).get(home) ?? []);
}

const dependents = oncePer((root: Root): ReadonlyMap<string, readonly string[]> => {
  const homes = packagesOf(root);
  const direct = new Map<string, string[]>();
  for (const home of homes.values())
    for (const name of dependenciesOf(root, home)) {
      const needed = homes.get(name);
      if (needed !== undefined && needed !== home) grow(direct, needed, [home]);
    }
  return new Map([...direct.keys()].map((home) => [home, above(direct, home).map((one) => inside(one, MANIFEST))]));
});

function above(direct: ReadonlyMap<string, readonly string[]>, home: string): readonly string[] {
  const found = new Set<string>();
  let layer: readonly string[] = [home];
  for (let depth = 0; depth < MAX_LAYERS && layer.length > 0; depth += 1) {
    layer = layer.flatMap((one) => direct.get(one) ?? []).filter((one) => one !== home && !found.has(one));
    for (const one of layer) if (found.size < MAX_DEPENDENTS) found.add(one);
  }
  return [...found];
}

function dependenciesOf(root: Root, home: string): readonly string[] {
  const manifest = jsonIn(root, inside(home, MANIFEST));
  return ['dependencies', 'peerDependencies'].flatMap((key) => {
    const named = member(manifest, key);
    return typeof named === 'object' && named !== null ? Object.keys(named) : [];
  });
}
