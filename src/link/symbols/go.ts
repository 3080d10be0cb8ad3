/** Go's packages: all files of a folder, which an import names by the path of its module. https://go.dev/ref/mod */
import path from 'node:path';
import type { Facts } from '../../model/facts.ts';
import { textOf } from '../files.ts';
import type { Symbol } from './index.ts';
import { treeOf } from './tree.ts';

const MAX_FILES = 200;
const MAX_BYTES = 500_000;
const MAX_MODULES = 500;

/** `const Host = …`, `var host string = …`, a line of a `const (` block, `func host(`, `type Config`. */
const DECLARED =
  /^(?:\t?(?:const|var|type|func)[ \t]+|\t)([A-Za-z_]\w*)(?:[ \t]+[\w.*[\]]+)?[ \t]*(?:=|\(|struct\b|$)/gm;

/** A name of the same package, or one of an imported package of the repository. */
export function inGo(root: string, from: Facts, [head = '', ...rest]: readonly string[]): readonly Symbol[] {
  const imported = (from.program?.imports ?? []).filter((one) => one.local === head || one.all);
  const folders = imported.flatMap((one) => ({
    folder: folderOf(root, one.module),
    names: one.all ? [head, ...rest] : rest,
  }));
  const own = { folder: path.posix.dirname(from.path), names: [head, ...rest] };
  return [...folders, own].flatMap(({ folder, names }) => {
    const [name] = names;
    if (folder === undefined || name === undefined) return [];
    return declaring(root, folder, name).flatMap((file) => (file === from.path ? [] : [{ file, names }]));
  });
}

const indexes = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** The files of a folder that declare a name; made once a folder. */
function declaring(root: string, folder: string, name: string): readonly string[] {
  const full = path.join(root, folder);
  let index = indexes.get(full);
  if (!index) {
    index = indexOf(root, folder);
    indexes.set(full, index);
  }
  return index.get(name) ?? [];
}

function indexOf(root: string, folder: string): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const file of goFiles(root, folder)) {
    const names = Array.from(textOf(path.join(root, file), MAX_BYTES).matchAll(DECLARED), ([, name = '']) => name);
    for (const name of new Set(names)) index.set(name, [...(index.get(name) ?? []), file]);
  }
  return index;
}

const goFiles = (root: string, folder: string): readonly string[] =>
  (byFolder(root).get(folder) ?? []).filter((file) => file.endsWith('.go')).slice(0, MAX_FILES);

const folders = new Map<string, ReadonlyMap<string, readonly string[]>>();

function byFolder(root: string): ReadonlyMap<string, readonly string[]> {
  let found = folders.get(root);
  if (!found) {
    const made = new Map<string, string[]>();
    for (const file of treeOf(root).files) {
      if (!file.endsWith('.go') && !file.endsWith('go.mod')) continue;
      const folder = path.posix.dirname(file);
      const known = made.get(folder);
      if (known) known.push(file);
      else made.set(folder, [file]);
    }
    found = made;
    folders.set(root, found);
  }
  return found;
}

const modules = new Map<string, readonly (readonly [module: string, folder: string])[]>();

/** The folder of an imported package: by the module whose path its own begins with, the longest first. */
function folderOf(root: string, imported: string): string | undefined {
  let known = modules.get(root);
  if (!known) {
    known = [...byFolder(root).keys()]
      .filter((folder) =>
        byFolder(root)
          .get(folder)
          ?.some((file) => path.posix.basename(file) === 'go.mod'),
      )
      .slice(0, MAX_MODULES)
      .flatMap((folder) => {
        const text = textOf(path.join(root, folder, 'go.mod'), MAX_BYTES);
        const module = /^module[ \t]+"?([^\s"]+)/m.exec(text)?.[1];
        return module === undefined ? [] : [[module, folder] as const];
      })
      .sort(([a], [b]) => b.length - a.length);
    modules.set(root, known);
  }
  const found = known.find(([module]) => imported === module || imported.startsWith(`${module}/`));
  return found && path.posix.join(found[1], imported.slice(found[0].length));
}
