/** Rust's modules: the file of a path by the tree of modules, of this crate or another of the workspace. */
import path from 'node:path';
import type { Facts } from '../../model/facts.ts';
import { oncePer } from '../../model/once.ts';
import type { Root } from '../../walk/root.ts';
import { isFileInside, textOf } from '../files.ts';
import type { Declared } from './index.ts';
import { treeOf, upward } from './tree.ts';

const MANIFEST = 'Cargo.toml';
const MAX_MANIFEST = 200_000;
const MAX_CRATES = 500;

/** https://doc.rust-lang.org/reference/paths.html */
export function inRust(root: Root, from: Facts, written: readonly string[]): readonly Declared[] {
  const steps = written.flatMap((part) => part.split('::'));
  const [head = '', ...rest] = steps;
  const imports = (from.program?.imports ?? []).filter((one) => one.local === head && !one.all);
  const paths = imports.map((one) => [...one.module.split('.'), ...(one.name === '*' ? [] : [one.name]), ...rest]);
  const whole = (from.program?.imports ?? [])
    .filter((one) => one.all)
    .map((one) => [...one.module.split('.'), ...steps]);
  for (const one of paths.length > 0 ? paths : [...whole, steps]) {
    const found = foldersOf(root, from.path, one).flatMap(({ folder, names }) => inFolder(root, folder, names));
    const other = found.filter(({ file }) => file !== from.path);
    if (other.length > 0) return other.slice(0, 1);
  }
  return [];
}

interface Start {
  readonly folder: string;
  readonly names: readonly string[];
}

/** The folders that hold the modules which a path begins at. */
function foldersOf(root: Root, file: string, [head = '', ...rest]: readonly string[]): readonly Start[] {
  const own = moduleFolder(file);
  const crate = crateFolder(root, file);
  if (head === 'crate') return crate === undefined ? [] : [{ folder: crate, names: rest }];
  if (head === 'self') return [{ folder: own, names: rest }];
  if (head === 'super') {
    const ups = rest.findIndex((step) => step !== 'super');
    const levels = (ups < 0 ? rest.length : ups) + 1;
    return [{ folder: path.posix.join(own, '../'.repeat(levels)).replace(/\/$/, ''), names: rest.slice(levels - 1) }];
  }
  const named = cratesOf(root).get(head);
  if (named !== undefined) return [{ folder: named, names: rest }];
  return [own, ...(crate === undefined ? [] : [crate])].map((folder) => ({ folder, names: [head, ...rest] }));
}

/** Where the modules within a file's module lie. */
function moduleFolder(file: string): string {
  const folder = path.posix.dirname(file);
  const base = path.posix.basename(file, '.rs');
  return /^(mod|lib|main)$/.test(base) ? folder : path.posix.join(folder, base);
}

function crateFolder(root: Root, file: string): string | undefined {
  const folder = upward(path.posix.dirname(file)).find((at) => isFileInside(root, path.posix.join(at, MANIFEST)));
  return folder === undefined ? undefined : path.posix.join(folder, 'src');
}

/** The file of the longest part of a path that is a module, and the names in it. */
function inFolder(root: Root, folder: string, names: readonly string[]): readonly Declared[] {
  for (let length = names.length - 1; length >= 0; length -= 1) {
    const base = path.posix.join(folder, ...names.slice(0, length));
    const candidates =
      length === 0
        ? [`${base}/lib.rs`, `${base}/main.rs`, `${base}/mod.rs`, `${base}.rs`]
        : [`${base}.rs`, `${base}/mod.rs`];
    const file = candidates.find((one) => isFileInside(root, one));
    if (file !== undefined) return [{ file, names: names.slice(length) }];
  }
  return [];
}

/** The crates of the repository by the name that code calls them: their source folders. */
const cratesOf = oncePer((root: Root): ReadonlyMap<string, string> => {
  const manifests = treeOf(root).files.filter((file) => path.posix.basename(file) === MANIFEST);
  return new Map(
    manifests.slice(0, MAX_CRATES).flatMap((file) => {
      const text = textOf(root, file, MAX_MANIFEST);
      const name = /^\[package\][^[]*?^name\s*=\s*["']([\w-]+)["']/ms.exec(text)?.[1];
      return name === undefined
        ? []
        : [[name.replaceAll('-', '_'), path.posix.join(path.posix.dirname(file), 'src')] as const];
    }),
  );
});
