/** Finds the files of a tree: fast-glob walks, `ignore` applies git's rules, folders that cannot matter are not entered. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import glob from 'fast-glob';
import ignore, { type Ignore } from 'ignore';
import type { Diagnostic } from '../model/setting.ts';
import { skipped } from './skipped.ts';

export interface WalkOptions {
  /** Globs in git's syntax, from the policy. */
  readonly ignore: readonly string[];
  /** Files or folders to look at, relative to the root; everything when empty. */
  readonly paths: readonly string[];
  /** Also what git ignores. */
  readonly noIgnore: boolean;
  /** A git-ignored file that is kept all the same, when its folder is walked. */
  keepIgnored(path: string): boolean;
}

export interface Walked {
  /** Relative to the root, with `/`, sorted by code unit. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every regular file below `root` that is not ignored. Symbolic links are not followed. */
export async function walk(root: string, options: WalkOptions): Promise<Walked> {
  const ignored = options.noIgnore ? undefined : gitIgnores(root, await ignoreFiles(root));
  const byPolicy = ignore().add([...options.ignore]);
  const patterns = options.paths.length > 0 ? options.paths.map((one) => patternOf(root, one)) : ['**/*'];
  const found = await glob(patterns, {
    cwd: root,
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    suppressErrors: true,
    unique: true,
    ignore: [...skipped.map(({ folder }) => `**/${folder}/**`)],
  });
  const files = found.filter((file) => !byPolicy.ignores(file) && (!ignored?.ignores(file) || options.keepIgnored(file)));
  return { files: files.sort(), diagnostics: [] };
}

function patternOf(root: string, one: string): string {
  const escaped = glob.escapePath(one.replace(/\/+$/, ''));
  return lstatSync(path.join(root, one), { throwIfNoEntry: false })?.isDirectory() ? (one === '' || one === '.' ? '**/*' : `${escaped}/**/*`) : escaped;
}

async function ignoreFiles(root: string): Promise<readonly string[]> {
  return glob('**/.gitignore', { cwd: root, dot: true, followSymbolicLinks: false, suppressErrors: true, ignore: skipped.map(({ folder }) => `**/${folder}/**`) });
}

interface Ignores {
  ignores(file: string): boolean;
}

/** One ignore file's rules; they are relative to the folder that holds it. */
interface Rules {
  /** Put before a path below the root, for a file that lies above the root. */
  readonly prefix: string;
  /** Taken off a path below the root, for a file that lies below it. */
  readonly strip: string;
  readonly rules: Ignore;
}

/** All `.gitignore` files from the repository's top down to the tree, and `.git/info/exclude`. */
function gitIgnores(root: string, inside: readonly string[]): Ignores {
  const above = foldersAbove(root).map((folder) => ({ file: path.join(folder, '.gitignore'), base: path.relative(folder, root).split(path.sep).join('/') }));
  const rules: Rules[] = [];
  for (const { file, base } of above) add(rules, file, base === '' ? '' : `${base}/`, '');
  for (const file of [...inside].sort()) add(rules, path.join(root, file), '', file.slice(0, -'.gitignore'.length));
  add(rules, path.join(root, '.git/info/exclude'), '', '');
  const cache = new Map<string, boolean>();
  const ignoresPath = (file: string): boolean => {
    let result = false;
    for (const { prefix, strip, rules: one } of rules) {
      if (!file.startsWith(strip)) continue;
      const relative = prefix + file.slice(strip.length);
      if (relative === '' || relative === '/') continue;
      const tested = one.test(relative);
      if (tested.ignored) result = true;
      else if (tested.unignored) result = false;
    }
    return result;
  };
  /** A file is out when any folder on the way to it is. */
  const folderIgnored = (folder: string): boolean => {
    let known = cache.get(folder);
    if (known === undefined) {
      const parent = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
      known = (parent !== '' && folderIgnored(parent)) || ignoresPath(folder);
      cache.set(folder, known);
    }
    return known;
  };
  return {
    ignores(file) {
      const folder = file.slice(0, file.lastIndexOf('/') + 1);
      return (folder !== '' && folderIgnored(folder)) || ignoresPath(file);
    },
  };
}

function add(rules: Rules[], file: string, prefix: string, strip: string): void {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return;
  rules.push({ prefix, strip, rules: ignore().add(readFileSync(file, 'utf8')) });
}

/** Folders from the repository's top to just above `root`; none when no repository is around. */
function foldersAbove(root: string): readonly string[] {
  if (existsSync(path.join(root, '.git'))) return [];
  const found: string[] = [];
  for (let at = path.dirname(root); ; at = path.dirname(at)) {
    found.unshift(at);
    if (existsSync(path.join(at, '.git'))) return found;
    if (at === path.dirname(at)) return [];
  }
}
