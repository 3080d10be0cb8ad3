/**
 * Text files that another file names, for a detector to read: tables of mail servers, whatever they are called. A path of the
 * machine where the server runs (`/etc/postfix/nexthops`) is looked for beside the file that names it and in the folders
 * above, by as much of its end as the repository has.
 */
import path from 'node:path';
import type { Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { sourceText } from '../text/source-text.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';
import { treeOf } from './symbols/tree.ts';

export interface TextFiles {
  /** The file that `name`, as written in `from`, stands for, as lines; undefined when the repository has none. */
  file(from: Facts, name: string): Facts | undefined;
  /** The files of a folder that is named from the folder of `from`, by name; of very many the first. */
  folder(from: Facts, name: string): readonly Facts[];
}

/** Larger tables are made by a machine from a source of their own. */
const LARGEST = 2_000_000;
/** A path has as many parts as can tell it, and a file as many folders above. */
const MOST_PARTS = 6;
const MOST_FOLDERS = 12;

/** Models of a file, and where roles of Ansible and cookbooks of Chef keep them. */
const ENDINGS = ['', '.j2', '.erb', '.tmpl', '.template', '.in', '.tpl'];
const FOLDERS = ['', '../files', '../templates'];

/** A folder of more files is none of parts that make one configuration. */
const MOST_FILES = 100;

export function textFiles(root: Root): TextFiles {
  const paths = new Map<string, string | undefined>();
  const known = new Map<string, Facts | undefined>();
  const load = (file: string): Facts | undefined => {
    if (!known.has(file)) known.set(file, factsOf(root, file));
    return known.get(file);
  };
  return {
    file(from, name) {
      const id = `${from.path}\0${name}`;
      if (!paths.has(id)) paths.set(id, pathOf(root, from.path, name));
      const file = paths.get(id);
      return file === undefined ? undefined : load(file);
    },
    folder(from, name) {
      const folder = inside(path.posix.dirname(from.path), name);
      return filesIn(root, folder)
        .slice(0, MOST_FILES)
        .flatMap((file) => load(file) ?? []);
    },
  };
}

/** The files of each folder that lie in it, not below. */
const foldersOf = oncePer((root: Root) => grouped(treeOf(root).files, (file) => path.posix.dirname(file)));

const filesIn = (root: Root, folder: string): readonly string[] => foldersOf(root).get(folder) ?? [];

const pathOf = (root: Root, from: string, name: string): string | undefined =>
  candidates(from, name).find((candidate) => candidate !== from && isFileInside(root, candidate));

function factsOf(root: Root, file: string): Facts | undefined {
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
