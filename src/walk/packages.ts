/**
 * Packages of other people that a project keeps a copy of: what they send is not the project's doing, so their programs are
 * left out. A folder is one only by the package manager's own word, never by its name.
 */
import path from 'node:path';

/** The text of a file, by its path relative to the root; undefined when there is none. */
export type ReadList = (file: string) => string | undefined;

export interface Packages {
  /** Whether a file, relative to the root, belongs to a package. */
  holds(file: string): boolean;
}

/** A file that stands in each package's own folder, below a folder of that name. */
const MARKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['node_modules', ['package.json']],
  ['bower_components', ['.bower.json', 'bower.json']],
  ['vendor', ['.cargo-checksum.json']], // https://doc.rust-lang.org/cargo/commands/cargo-vendor.html
]);

/** A file that lists the packages, relative to the folder, and the folders that it names. */
const LISTS: ReadonlyMap<
  string,
  readonly { readonly list: string; readonly folders: (text: string) => readonly string[] }[]
> = new Map([
  [
    'vendor',
    [
      { list: 'composer/installed.json', folders: composerFolders },
      { list: 'modules.txt', folders: goFolders },
    ],
  ],
]);

export function packagesOf(read: ReadList): Packages {
  const listed = new Map<string, readonly string[]>();
  const marked = new Map<string, boolean>();
  const foldersIn = (home: string, name: string): readonly string[] => {
    const known = listed.get(home);
    if (known) return known;
    const found = (LISTS.get(name) ?? []).flatMap(({ list, folders }) => {
      const text = read(`${home}/${list}`);
      return text === undefined ? [] : folders(text).map((folder) => path.posix.join(home, folder));
    });
    listed.set(home, found);
    return found;
  };
  const isMarked = (folder: string, names: readonly string[]): boolean => {
    const found = marked.get(folder) ?? names.some((name) => read(`${folder}/${name}`) !== undefined);
    marked.set(folder, found);
    return found;
  };
  const isBelow = (file: string, folder: string): boolean => file.startsWith(`${folder}/`);
  return {
    holds(file) {
      const steps = file.split('/');
      return steps.some((name, index) => {
        const home = steps.slice(0, index + 1).join('/');
        const marks = MARKS.get(name);
        const [first = '', second] = steps.slice(index + 1);
        const inner = first.startsWith('@') ? [first, second].join('/') : first;
        const isPackage = marks && steps.length > index + 2 && isMarked(`${home}/${inner}`, marks);
        return isPackage || (LISTS.has(name) && foldersIn(home, name).some((folder) => isBelow(file, folder)));
      });
    },
  };
}

/** https://getcomposer.org/doc/07-runtime.md: `packages` with `install-path`, relative to `vendor/composer`. Its own files are there, too. */
function composerFolders(text: string): readonly string[] {
  const data = parsed(text);
  const packages: unknown = isObject(data) ? data.packages : data;
  if (!Array.isArray(packages)) return [];
  const folders = packages.flatMap((one: unknown) => {
    if (!isObject(one) || typeof one.name !== 'string') return [];
    const place = one['install-path'];
    const folder = path.posix.join('composer', typeof place === 'string' ? place : `../${one.name}`);
    return /^[^./]/.test(folder) ? [folder.replace(/\/$/, '')] : [];
  });
  return ['composer', ...folders];
}

/** https://go.dev/ref/mod#go-mod-vendor: `# module version`, and the module's packages on the lines below. */
function goFolders(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /^# (\S+) v\S+/.exec(line)?.[1] ?? []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
