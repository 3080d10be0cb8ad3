/**
 * The symbol index: in which other file a name is declared, for languages whose imports name packages, modules and
 * classes instead of files. What it says is where to look; the evaluator reads the file.
 */
import path from 'node:path';
import type { Facts, Format } from '../../model/facts.ts';
import type { Root } from '../../walk/root.ts';
import { inGo } from './go.ts';
import { qualifiedNames, spaceOf } from './names.ts';
import { declaring, type Family, type Outline } from './outline.ts';
import { inRust } from './rust.ts';
import { nearest } from './tree.ts';

/** A file, and the path of a name within it. */
export interface Declared {
  readonly file: string;
  readonly names: readonly string[];
}

const FAMILIES: Partial<Readonly<Record<Format, Family>>> = {
  java: 'jvm',
  kotlin: 'jvm',
  scala: 'jvm',
  groovy: 'jvm',
  csharp: 'csharp',
  php: 'php',
  ruby: 'ruby',
  perl: 'perl',
  elixir: 'elixir',
};

/** Languages of one reader that see each other's names without naming a file, by their endings. */
const BY_ENDING: Readonly<Record<string, Family>> = {
  '.dart': 'dart',
  '.swift': 'swift',
  '.fs': 'fsharp',
  '.fsx': 'fsharp',
};

const familyOf = ({ format, path: file }: Facts): Family | undefined =>
  format === 'plain' ? BY_ENDING[path.posix.extname(file).toLowerCase()] : FAMILIES[format];

/** A name that many files declare alike is looked for in this many. */
const MAX_FILES = 3;
const MAX_STEPS = 12;

/** Where a name may be declared that `from` writes as `path` (`['Places', 'OUT']`), itself left out. Paths are relative to `root`. */
export function symbolsOf(root: Root, from: Facts, names: readonly string[]): readonly Declared[] {
  if (names.length === 0 || names.length > MAX_STEPS || !names.every((step) => /^[\w:\\.$?!]{1,200}$/.test(step)))
    return [];
  if (from.format === 'go') return inGo(root, from, names);
  if (from.format === 'rust') return inRust(root, from, names);
  const family = familyOf(from);
  if (!family) return [];
  const found = family === 'ruby' ? inRuby(root, from, names) : inSpaces(root, family, from, names);
  const files = found.map(({ file }) => file);
  const near = new Set(nearest(from.path, files));
  return found.filter(({ file }) => near.has(file)).slice(0, MAX_FILES);
}

/** Names in packages and namespaces: the longest space that a file with the name is in. */
function inSpaces(root: Root, family: Family, from: Facts, written: readonly string[]): readonly Declared[] {
  for (const { steps, known } of qualifiedNames(root, family, from, written)) {
    for (let length = steps.length - 1; length >= known; length -= 1) {
      const space = spaceOf(family, steps.slice(0, length));
      // Modules of Perl and Elixir are spaces themselves, called by their last step.
      const isModule = family === 'perl' || family === 'elixir';
      const whole = isModule ? spaceOf(family, steps.slice(0, length + 1)) : space;
      const fits = ({ spaces }: Outline): boolean =>
        whole === '' ? spaces.length === 0 || isGlobal(family, steps) : spaces.includes(whole);
      const files = declaring({ root, family, from: from.path }, steps[length] ?? '', fits);
      if (files.length > 0)
        return files.map((file) => ({ file, names: steps.slice(length).filter((step) => !isUnnamed(family, step)) }));
    }
  }
  return [];
}

/** Members of Kotlin's companions are the class's own here. */
const isUnnamed = (family: Family, step: string): boolean => family === 'jvm' && /^(Companion|INSTANCE)$/.test(step);

/** PHP's `define` makes a constant of all namespaces. */
const isGlobal = (family: Family, steps: readonly string[]): boolean =>
  family === 'php' && steps.length === 1 && /^[A-Z][A-Z0-9_]*$/.test(steps[0] ?? '');

/** Ruby's names are looked for by their innermost class, module or constant, in a file that knows what is around it, too. */
function inRuby(root: Root, from: Facts, written: readonly string[]): readonly Declared[] {
  const names = written.flatMap((step) => step.split('::'));
  const find = (at: number, fits: (outline: Outline) => boolean): readonly Declared[] =>
    /^[A-Z]/.test(names[at] ?? '')
      ? declaring({ root, family: 'ruby', from: from.path }, names[at] ?? '', fits).map((file) => ({ file, names }))
      : [];
  for (let at = names.length - 1; at > 0; at -= 1) {
    const found = find(at, (outline) => outline.names.has(names[at - 1] ?? ''));
    if (found.length > 0) return found;
  }
  for (let at = names.length - 1; at >= 0; at -= 1) {
    const found = find(at, () => true);
    if (found.length > 0) return found;
  }
  return [];
}
