/**
 * Which files are asked what defines a variable or key for a use. Where thousands of folders each define the same
 * name, each use asks only those whose definitions may hold for it, from the nearest on.
 */
import type { Asked } from '../evaluate/value.ts';
import type { Format } from '../model/facts.ts';
import { formatOf } from '../select/formats.ts';
import type { Root } from '../walk/root.ts';
import { idOfAsked } from './asked-names.ts';
import { areChartsApart } from './charts.ts';
import { mayDecide } from './definers.ts';
import type { Known } from './reach.ts';
import { foldersAround, unitsOf } from './units.ts';

/**
 * A use asks so many files at most: no application has more that hold for all of it. Of a key like `options.user` many files
 * have the words and few a value; a variable's name means it.
 */
export const MOST_ASKED = { variable: 100, key: 40 } as const;

/** Of a variable that more files define than are asked the scan is not complete in any case: the nearest are enough. */
const IN_A_FLOOD = 25;

/** How many files are asked at most who gives what is asked its value. */
export const mostAsked = ({ space }: Pick<Asked, 'space'>): number =>
  space === 'env' ? MOST_ASKED.variable : MOST_ASKED.key;

interface Index {
  readonly files: ReadonlySet<string>;
  /** Files by the folders that they are for. */
  readonly byUnit: ReadonlyMap<string, readonly string[]>;
  /** Files that may say themselves whom they are for (a compose service's `build`, a module's `source`), by each folder around them. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
}

const indexes = new WeakMap<Known['definers'], Map<string, Index>>();

export interface Nearest {
  readonly files: readonly string[];
  /** There are more, and they are not asked. */
  readonly isCut: boolean;
}

/** The files, of those that may define what has the id, whose definitions may hold for a use in `from`, sorted. */
export function nearestDefiners(root: Root, { definers }: Known, asked: Asked, from: string): Nearest {
  const id = idOfAsked(asked);
  const all = definers.get(id) ?? [];
  const decides = (file: string): boolean => mayDecide(file, from) && !areChartsApart(root, file, from);
  if (all.length <= 1) return { files: all.filter(decides), isCut: false };
  const { files, byUnit, byFolder } = indexOf(root, definers, id, all);
  const folders = foldersAround(from);
  const within = (index: Index['byUnit']): readonly string[] => folders.flatMap((folder) => index.get(folder) ?? []);
  const around = [...(files.has(from) ? [from] : []), ...within(byUnit), ...within(byFolder)];
  const most = mostAsked(asked);
  const nearest: string[] = [];
  for (const file of new Set(around)) {
    if (decides(file)) nearest.push(file);
    if (nearest.length > most) break;
  }
  const isCut = nearest.length > most;
  const asking = isCut && asked.space === 'env' ? IN_A_FLOOD : most;
  return { files: nearest.slice(0, asking).sort(), isCut };
}

function indexOf(root: Root, definers: Known['definers'], id: string, files: readonly string[]): Index {
  const known = indexes.get(definers) ?? new Map<string, Index>();
  indexes.set(definers, known);
  const found = known.get(id) ?? indexed(root, files);
  known.set(id, found);
  return found;
}

function indexed(root: Root, files: readonly string[]): Index {
  const byUnit = new Map<string, string[]>();
  const byFolder = new Map<string, string[]>();
  for (const file of files) {
    for (const unit of unitsOf(root, file)) add(byUnit, unit, file);
    if (SAYS_FOR_WHOM.has(formatOf(file) ?? 'yaml'))
      for (const folder of foldersAround(file)) add(byFolder, folder, file);
  }
  return { files: new Set(files), byUnit, byFolder };
}

/** A compose service names the folder that it builds, a module's user the module's; machines of NixOS set the options of all modules. */
const SAYS_FOR_WHOM: ReadonlySet<Format> = new Set(['yaml', 'hcl', 'nix']);

function add(index: Map<string, string[]>, folder: string, file: string): void {
  const there = index.get(folder);
  if (!there) index.set(folder, [file]);
  else if (there.length <= MOST_ASKED.variable) there.push(file);
}
