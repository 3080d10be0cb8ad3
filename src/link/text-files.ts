/**
 * Text files that another file names, for a detector to read: tables of mail servers, whatever they are called. A path of the
 * machine where the server runs (`/etc/postfix/nexthops`) is looked for beside the file that names it and in the folders
 * above, by as much of its end as the repository has.
 */
import path from 'node:path';
import type { Facts } from '../model/facts.ts';
import { sourceText } from '../text/source-text.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';

/** The file that `name`, as written in `from`, stands for, as lines; undefined when the repository has none. */
export type TextFiles = (from: Facts, name: string) => Facts | undefined;

/** Larger tables are made by a machine from a source of their own. */
const LARGEST = 2_000_000;
/** A path has as many parts as can tell it, and a file as many folders above. */
const MOST_PARTS = 6;
const MOST_FOLDERS = 12;

/** Models of a file, and where roles of Ansible and cookbooks of Chef keep them. */
const ENDINGS = ['', '.j2', '.erb', '.tmpl', '.template', '.in', '.tpl'];
const FOLDERS = ['', '../files', '../templates'];

export function textFiles(root: Root): TextFiles {
  const known = new Map<string, Facts | undefined>();
  return (from, name) => {
    const id = `${from.path}\0${name}`;
    if (!known.has(id)) known.set(id, load(root, from.path, name));
    return known.get(id);
  };
}

function load(root: Root, from: string, name: string): Facts | undefined {
  const file = candidates(from, name).find((candidate) => candidate !== from && isFileInside(root, candidate));
  if (file === undefined) return undefined;
  const text = textOf(root, file, LARGEST);
  return text === '' ? undefined : { path: file, format: 'table', source: sourceText(text), documents: [] };
}

function candidates(from: string, name: string): readonly string[] {
  if (name.length > 300 || /[\0\n]/.test(name)) return [];
  const parts = name.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const tails = parts.slice(-MOST_PARTS).map((_, index, last) => last.slice(index).join('/'));
  const folders = upward(path.posix.dirname(from));
  return tails.flatMap((tail) =>
    folders.flatMap((folder) =>
      FOLDERS.flatMap((beside) => ENDINGS.map((ending) => inside(folder, beside, `${tail}${ending}`))),
    ),
  );
}

const inside = (...parts: readonly string[]): string => path.posix.normalize(path.posix.join(...parts));

function upward(folder: string): readonly string[] {
  const folders = [folder];
  for (
    let at = path.posix.dirname(folder);
    at !== folders.at(-1) && folders.length < MOST_FOLDERS;
    at = path.posix.dirname(at)
  )
    folders.push(at);
  return folders;
}
