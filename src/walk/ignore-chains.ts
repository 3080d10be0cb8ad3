/** The ignore files that have a say in a folder, and what they say together. Paths are absolute, with `/`. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type IgnoreRules, ignoreRules } from './ignore-rules.ts';
import type { Root } from './root.ts';

/** One ignore file. */
interface Level {
  readonly folder: string;
  readonly rules: IgnoreRules;
  /** Whether it is git's own; else it is the tool's, which nothing overrides from outside. */
  readonly git: boolean;
}

/** Outermost first: later ones win, as gitignore(5) has it. */
export type Chain = readonly Level[];

export const OWN_IGNORE_FILE = '.smtp-scanignore';

/** More is no hand-written list. */
const MOST_BYTES = 512 * 1024;

/** What is told of an ignore file that could not be used as written. */
export type Complain = (file: string, message: string) => void;

export const childOf = (folder: string, name: string): string =>
  folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;

/** `path` seen from `folder`, which holds it. */
const within = (folder: string, absolute: string): string =>
  absolute.slice(folder.endsWith('/') ? folder.length : folder.length + 1);

/** The chain for a folder's entries: its parent's and its own ignore files. `has` tells which regular files it holds, `own` what the tool's own one says instead. */
export function extend(
  root: Root,
  parent: Chain,
  folder: string,
  has: (name: string) => boolean,
  holdsGit: boolean,
  complain: Complain,
  own?: () => string | undefined,
): Chain {
  // git asks no ignore file beyond the repository's top, and a nested repository is one of its own.
  const chain = holdsGit ? parent.filter((level) => !level.git) : parent;
  const levels: Level[] = [];
  const add = (rules: IgnoreRules | undefined, git: boolean): void => {
    if (rules) levels.push({ folder, rules, git });
  };
  const rulesOf = (name: string): IgnoreRules | undefined => load(root, childOf(folder, name), complain);
  if (holdsGit && isRegularFile(root, childOf(folder, '.git/info/exclude'))) add(rulesOf('.git/info/exclude'), true);
  if (has('.gitignore')) add(rulesOf('.gitignore'), true);
  if (own) add(parsed(own() ?? '', childOf(folder, OWN_IGNORE_FILE), complain), false);
  else if (has(OWN_IGNORE_FILE)) add(rulesOf(OWN_IGNORE_FILE), false);
  return levels.length > 0 ? [...chain, ...levels] : chain;
}

function load(root: Root, file: string, complain: Complain): IgnoreRules | undefined {
  try {
    if (statSync(root.onDisk(file)).size > MOST_BYTES) {
      complain(file, 'ignore file is too large; it was not used');
      return undefined;
    }
    return parsed(readFileSync(root.onDisk(file), 'utf8'), file, complain);
  } catch {
    complain(file, 'ignore file cannot be read');
    return undefined;
  }
}

const parsed = (text: string, file: string, complain: Complain): IgnoreRules | undefined =>
  ignoreRules(text, (pattern) => complain(file, `pattern has too many **; it was not used: ${pattern}`));

/** The level that decides about an entry of a folder, and how; undefined when none does. */
export function decide(
  chain: Chain,
  absolute: string,
  name: string,
  isFolder: boolean,
): { level: Level; ignored: boolean } | undefined {
  for (let index = chain.length - 1; index >= 0; index -= 1) {
    const level = chain[index];
    if (!level) break;
    const seen = within(level.folder, absolute);
    const verdict = level.rules.test(isFolder ? `${seen}/` : seen, name);
    if (verdict !== 'silent') return { level, ignored: verdict === 'ignored' };
  }
  return undefined;
}

/**
 * The chain without the levels that ignore this folder. Rules are asked about all folders on the way to a path, so for
 * a folder that is walked all the same (a deeper file includes it, or the user names it) they would ignore all in it.
 */
export const withoutIgnoring = (chain: Chain, absolute: string, name: string): Chain =>
  chain.filter((level) => level.rules.test(`${within(level.folder, absolute)}/`, name) !== 'ignored');

/** The chain that holds for a folder by all the folders above it, up to the repository's top or else to the root. */
export function chainAbove(root: Root, folder: string, complain: Complain): Chain {
  const above = ancestors(folder);
  const holdsGit = (each: string): boolean => root.kind(childOf(each, '.git')) !== undefined;
  const top = [folder, ...above].find(holdsGit) ?? root.folder.split(path.sep).join('/');
  const inside = above.slice(0, above.indexOf(top) + 1).reverse();
  let chain: Chain = [];
  for (const [index, each] of inside.entries()) {
    chain = extend(root, chain, each, (name) => isRegularFile(root, childOf(each, name)), holdsGit(each), complain);
    const next = inside[index + 1] ?? folder;
    chain = withoutIgnoring(chain, next, path.posix.basename(next));
  }
  return chain;
}

/** Nearest first. */
function ancestors(folder: string): string[] {
  const parent = path.posix.dirname(folder);
  return parent === folder || parent === '.' ? [] : [parent, ...ancestors(parent)];
}

/** Not a link, as git has it since 2.32: a link may lead out of the tree. */
const isRegularFile = (root: Root, file: string): boolean => root.kind(file)?.isFile() ?? false;
