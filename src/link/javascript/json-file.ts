/** Small JSON files that say where modules are: package.json, tsconfig.json. */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';

const MAX_BYTES = 200_000;

export const inside = (folder: string, file: string): string => path.posix.normalize(path.posix.join(folder, file));

export const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

export const textMember = (value: unknown, key: string): string | undefined => {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
};

const files = new Map<string, unknown>();

/** A JSON file of the tree, comments and trailing commas forgiven; undefined when it is missing or broken. Read once. */
export function jsonIn(root: string, file: string): unknown {
  const full = path.join(root, file);
  if (!files.has(full)) files.set(full, file.startsWith('../') ? undefined : parsed(full));
  return files.get(full);
}

function parsed(full: string): unknown {
  try {
    const stat = lstatSync(full, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > MAX_BYTES) return undefined;
    const text = readFileSync(full, 'utf8').replace(
      /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, string: string | undefined) => string ?? '',
    );
    return JSON.parse(text.replace(/,(\s*[}\]])/g, '$1'));
  } catch {
    return undefined;
  }
}
