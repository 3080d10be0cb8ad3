/** What git tracks in a folder: that is scanned, whatever ignore files and the names of folders say. */
import path from 'node:path';
import type { Tracked } from '../walk/tracked.ts';
import { hashOf } from './git.ts';
import { type IndexEntry, indexFile, readIndex } from './index-file.ts';
import { type Place, placeOf } from './place.ts';

const SUBMODULE = '160000';
const FOLDER = '040000';

/** Submodules within submodules. */
const DEEPEST = 10;

/**
 * By the repository that holds `root`, and those of its submodules; undefined where there is none.
 *
 * @throws GitProblem when its list of files cannot be understood.
 */
export function trackedIn(root: string): Tracked | undefined {
  const place = placeOf(root);
  if (!place) return undefined;
  const found = collected(place, '', 0);
  const exact = namesOf(found.files);
  let folded: Names | undefined;
  /** A file system may take capitals for small letters, or compose letters otherwise than git's list. */
  const either = (ask: (names: Names, file: string) => boolean, file: string): boolean => {
    if (ask(exact, file)) return true;
    folded ??= namesOf(found.files.map(fold));
    return ask(folded, fold(file));
  };
  const within = (file: string): boolean => found.sparse.some((folder) => file.startsWith(folder));
  return {
    isFile: (file) => either(({ files }, one) => files.has(one), file) || within(file),
    isFolder: (folder) =>
      folder === '' || either(({ folders }, one) => folders.has(one), folder) || within(`${folder}/`),
    absent: found.absent,
  };
}

const fold = (file: string): string => file.normalize('NFC').toLowerCase();

interface Collected {
  readonly files: string[];
  /** Folders of a sparse check-out, ending in `/`, whose files the list does not name. */
  readonly sparse: string[];
  /** How many files and submodules are not checked out. */
  absent: number;
}

function collected(place: Place, above: string, depth: number): Collected {
  const found: Collected = { files: [], sparse: [], absent: 0 };
  for (const entry of entriesOf(place)) {
    if (!entry.path.startsWith(place.prefix)) continue;
    const file = above + entry.path.slice(place.prefix.length);
    if (entry.mode === SUBMODULE) {
      found.files.push(file);
      const inner = depth < DEEPEST ? submoduleIn(path.join(place.top, entry.path)) : undefined;
      if (!inner) found.absent += 1;
      else {
        const { files, sparse, absent } = collected(inner, `${file}/`, depth + 1);
        for (const one of files) found.files.push(one);
        found.sparse.push(...sparse);
        found.absent += absent;
      }
    } else if (entry.mode === FOLDER) found.sparse.push(file);
    else found.files.push(file);
    if (entry.skipped) found.absent += 1;
  }
  return found;
}

/** Of a list in two files both count: what is in either may be tracked. */
function entriesOf(place: Place): readonly IndexEntry[] {
  const hash = hashOf(place);
  const { entries, shared } = readIndex(indexFile(place), hash);
  return shared === undefined ? entries : [...readIndex(path.join(place.gitFolder, shared), hash).entries, ...entries];
}

function submoduleIn(folder: string): Place | undefined {
  try {
    const place = placeOf(folder);
    return place?.prefix === '' ? place : undefined;
  } catch {
    return undefined; // there is no such folder
  }
}

interface Names {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

function namesOf(files: readonly string[]): Names {
  const folders = new Set<string>();
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return { files: new Set(files), folders };
}
