/** Small JSON files that say where modules are: package.json, tsconfig.json. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { oncePer } from '../../model/once.ts';
import type { Root } from '../../walk/root.ts';

const MAX_BYTES = 200_000;

export const inside = (folder: string, file: string): string => path.posix.normalize(path.posix.join(folder, file));

export const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

export const textMember = (value: unknown, key: string): string | undefined => {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
};

const files = oncePer((_: Root) => new Map<string, unknown>());

/** A JSON file of the tree, comments and trailing commas forgiven; undefined when it is missing or broken. Read once. */
export function jsonIn(root: Root, file: string): unknown {
  const known = files(root);
  if (!known.has(file))
    known.set(file, file.startsWith('../') ? undefined : parsed(root, path.join(root.folder, file)));
  return known.get(file);
}

function parsed(root: Root, full: string): unknown {
  try {
    if (!root.kind(full)?.isFile() || statSync(root.onDisk(full)).size > MAX_BYTES) return undefined;
    const text = readFileSync(root.onDisk(full), 'utf8').replace(
      /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, string: string | undefined) => string ?? '',
    );
    return JSON.parse(text.replace(/,(\s*[}\]])/g, '$1'));
  } catch {
    return undefined;
  }
}
