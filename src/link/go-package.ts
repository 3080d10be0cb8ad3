/** The other files of a Go package: what one of them declares all of them may name. https://go.dev/ref/spec#Packages */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { textOf } from './files.ts';

const MAX_FILES = 200;
const MAX_BYTES = 500_000;

/** `const Host = …`, `var host string = …`, a line of a `const (` block, `func host(`, `type Config`. */
const DECLARED =
  /^(?:\t?(?:const|var|type|func)[ \t]+|\t)([A-Za-z_]\w*)(?:[ \t]+[\w.*[\]]+)?[ \t]*(?:=|\(|struct\b|$)/gm;

const indexes = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** The files of a folder, by base name, that declare a name; made once a folder. */
export function declaring(root: string, folder: string, name: string): readonly string[] {
  const full = path.join(root, folder);
  let index = indexes.get(full);
  if (!index) {
    index = indexOf(full);
    indexes.set(full, index);
  }
  return index.get(name) ?? [];
}

function indexOf(folder: string): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const file of goFiles(folder)) {
    for (const name of new Set(
      Array.from(textOf(path.join(folder, file), MAX_BYTES).matchAll(DECLARED), (found) => found[1] ?? ''),
    ))
      index.set(name, [...(index.get(name) ?? []), file]);
  }
  return index;
}

function goFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.go'))
      .map((entry) => entry.name)
      .sort()
      .slice(0, MAX_FILES);
  } catch {
    return [];
  }
}
