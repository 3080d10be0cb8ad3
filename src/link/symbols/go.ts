/** Go's packages: all files of a folder, which an import names by the path of its module. https://go.dev/ref/mod */
import path from 'node:path';
import type { Facts } from '../../model/facts.ts';
import { grouped } from '../../model/grouped.ts';
import { oncePer } from '../../model/once.ts';
import { rememberedIn } from '../../model/remembered.ts';
import type { Root } from '../../walk/root.ts';
import { textOf } from '../files.ts';
import type { Declared } from './index.ts';
import { treeOf } from './tree.ts';

const MAX_FILES = 200;
const MAX_BYTES = 500_000;
const MAX_MODULES = 500;

/** `const Host = …`, `var host string = …`, a line of a `const (` block, `func host(`, `func Get[T any](`, `type Config`. */
const DECLARED =
  /^(?:\t?(?:const|var|type|func)[ \t]+|\t)([A-Za-z_]\w*)(?:[ \t]+[\w.*[\]]+)?[ \t]*(?:=|\(|\[[A-Z]\w*[ ,]|struct\b|$)/gm;

/** A name of the same package, or one of an imported package of the repository. */
export function inGo(root: Root, from: Facts, [head = '', ...rest]: readonly string[]): readonly Declared[] {
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

/** The files of a folder that declare a name. */
const declaring = (root: Root, folder: string, name: string): readonly string[] =>
  indexOf(root, folder).get(name) ?? [];

const indexOf = rememberedIn((root: Root, folder): ReadonlyMap<string, readonly string[]> => {
  const index = new Map<string, string[]>();
  for (const file of goFiles(root, folder)) {
    const names = Array.from(textOf(root, file, MAX_BYTES).matchAll(DECLARED), ([, name = '']) => name);
    for (const name of new Set(names)) index.set(name, [...(index.get(name) ?? []), file]);
  }
  return index;
});

const goFiles = (root: Root, folder: string): readonly string[] =>
  (byFolder(root).get(folder) ?? []).filter((file) => file.endsWith('.go')).slice(0, MAX_FILES);

const byFolder = oncePer((root: Root) =>
  grouped(
    treeOf(root).files.filter((file) => file.endsWith('.go') || file.endsWith('go.mod')),
    (file) => path.posix.dirname(file),
  ),
);

/** The folders of modules by the names of these, the longest first. */
const modulesOf = oncePer((root: Root): readonly (readonly [module: string, folder: string])[] =>
  [...byFolder(root)]
    .filter(([, files]) => files.some((file) => path.posix.basename(file) === 'go.mod'))
    .slice(0, MAX_MODULES)
    .flatMap(([folder]) => {
      const text = textOf(root, path.posix.join(folder, 'go.mod'), MAX_BYTES);
      const module = /^module[ \t]+"?([^\s"]+)/m.exec(text)?.[1];
      return module === undefined ? [] : [[module, folder] as const];
    })
    .sort(([a], [b]) => b.length - a.length),
);

/** The folder of an imported package: by the module whose path its own begins with, the longest first. */
function folderOf(root: Root, imported: string): string | undefined {
  const found = modulesOf(root).find(([module]) => imported === module || imported.startsWith(`${module}/`));
  return found && path.posix.join(found[1], imported.slice(found[0].length));
}
