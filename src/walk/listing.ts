/** The files of a folder, and of those in it, that are to be scanned. */
import path from 'node:path';
import type { Diagnostic } from '../model/setting.ts';
import { type Chain, chainAbove, childOf, decide, extend, OWN_IGNORE_FILE, withoutIgnoring } from './ignore-chains.ts';
import { leadOf, SPECIAL } from './links.ts';
import { packagesOf } from './packages.ts';
import { readList } from './read-list.ts';
import type { Entry, Root } from './root.ts';
import { skippedDirectories, skippingMarkers } from './skipped.ts';
import type { Tracked } from './tracked.ts';
import type { WalkedFile } from './walk.ts';

/** What decides about entries. Paths are relative to the root. */
export interface Choice {
  readonly noIgnore: boolean;
  /** Whether the policy leaves a path out. */
  readonly excluded: (path: string) => boolean;
  readonly keepIgnored: (path: string) => boolean;
  readonly tracked: Tracked | undefined;
  readonly before: ((path: string) => string | undefined) | undefined;
}

export interface Listing {
  /** The files below a folder that the user named (absolute, with `/`), whatever is said of it. Never throws. */
  filesIn(folder: string): readonly WalkedFile[];
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Reasons to leave something out that are no folder's name. */
const POLICY = 'the policy ignores it';
const GIT_IGNORES = 'git ignores it';
const OWN_IGNORES = `${OWN_IGNORE_FILE} names it`;

/** A folder that is being walked. */
interface Walked {
  /** Absolute, with `/`. */
  readonly absolute: string;
  /** Relative to the root: empty, or ending in `/`. */
  readonly prefix: string;
  readonly chain: Chain;
  /** Why only what git tracks is taken from here. */
  readonly onlyTracked?: string;
  /** Whether the user named it. */
  readonly isNamed: boolean;
  /** The real folder, relative to the root, and those above it up to the link, when a link led here. */
  readonly behind?: readonly string[];
}

/** Files and folders that are reached through links, at most: links in linked folders may multiply. */
const MOST_LINKED = 20_000;

/** `root` is the folder of `of`, with `/`. */
export function createListing(
  of: Root,
  root: string,
  choice: Choice,
  report: (diagnostic: Diagnostic) => void,
): Listing {
  const { tracked, before } = choice;
  const leftOut = new Map<string, number>();
  const shown = (absolute: string): string => path.posix.relative(root, absolute) || '.';
  const complain = (file: string, message: string): void => report({ path: shown(file), message });
  const packages = packagesOf(before ?? ((file) => readList(of, file)));
  const isTracked = (file: string): boolean => tracked?.isFile(file) ?? false;
  const holdsTracked = (folder: string): boolean => tracked?.isFolder(folder) ?? false;
  let realRoot: string | undefined;
  let linked = 0;

  function leaveOut(reason: string): undefined {
    leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  }

  function entriesOf({ absolute, prefix }: Walked): readonly Entry[] {
    try {
      return of.list(absolute);
    } catch (error) {
      const message = `folder cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      report({ path: shown(absolute), message, ...(holdsTracked(prefix.slice(0, -1)) ? { failed: true } : {}) });
      return [];
    }
  }

  function chainOf({ absolute, prefix, chain }: Walked, entries: readonly Entry[]): Chain {
    if (choice.noIgnore) return [];
    const dotted = entries.filter((entry) => entry.name.startsWith('.'));
    const has = (name: string): boolean => dotted.some((entry) => entry.name === name && entry.isFile());
    const holdsGit = dotted.some((entry) => entry.name === '.git');
    return extend(
      of,
      chain,
      absolute,
      has,
      holdsGit,
      complain,
      before && (() => before(`${prefix}${OWN_IGNORE_FILE}`)),
    );
  }

  /** What is walked of a folder, or why nothing is. */
  function opened(folder: Walked, entries: readonly Entry[]): Walked | undefined {
    const mark = folder.isNamed ? undefined : entries.find((entry) => skippingMarkers.has(entry.name));
    const reason = mark && skippingMarkers.get(mark.name);
    if (reason !== undefined && !holdsTracked(folder.prefix.slice(0, -1))) return leaveOut(reason);
    const chain = chainOf(folder, entries);
    const onlyTracked = folder.onlyTracked ?? reason;
    return { ...folder, chain, ...(onlyTracked === undefined ? {} : { onlyTracked }) };
  }

  function collect(start: Walked, found: WalkedFile[]): void {
    const entries = entriesOf(start);
    const folder = opened(start, entries);
    if (!folder) return;
    for (const entry of entries) {
      const taken = take(entry, folder);
      if (taken && 'absolute' in taken) collect(taken, found);
      else if (taken) found.push(taken);
    }
  }

  /** The file, or the folder that is to be walked; undefined for what is left out. */
  function take(entry: Entry, folder: Walked): WalkedFile | Walked | undefined {
    const { name } = entry;
    // A worktree's `.git` is a file.
    if (name === '.git') return undefined;
    const isFolder = entry.isDirectory();
    const relative = folder.prefix + name;
    const absolute = childOf(folder.absolute, name);
    if (choice.excluded(relative)) return leaveOut(POLICY);
    const isOurs = isFolder ? holdsTracked(relative) : isTracked(relative);
    const decision = folder.chain.length > 0 ? decide(folder.chain, absolute, name, isFolder) : undefined;
    const reason =
      folder.onlyTracked ??
      (isFolder ? skippedDirectories.get(name) : undefined) ??
      (decision?.ignored ? (decision.level.git ? GIT_IGNORES : OWN_IGNORES) : undefined);
    const isKept = reason === GIT_IGNORES && !folder.onlyTracked && !isFolder && choice.keepIgnored(relative);
    if (reason !== undefined && !isOurs && !isKept) return leaveOut(reason);
    if (isUnreadable(name, absolute)) {
      const failed = tracked === undefined || isOurs || reason === undefined;
      report({
        path: relative,
        message: 'name is not valid UTF-8; it cannot be opened',
        ...(failed ? { failed } : {}),
      });
      return undefined;
    }
    const file = (): WalkedFile => ({
      path: relative,
      ignored: isKept && !isOurs,
      ...(reason !== undefined && packages.holds(relative) ? { others: true } : {}),
      ...(folder.behind?.[0] === undefined ? {} : { target: `${folder.behind[0]}/${name}` }),
    });
    const below = (): Walked => ({
      absolute,
      prefix: `${relative}/`,
      chain: decision ? withoutIgnoring(folder.chain, absolute, name) : folder.chain,
      ...(reason === undefined ? {} : { onlyTracked: reason }),
      isNamed: false,
      ...(folder.behind?.[0] === undefined ? {} : { behind: [`${folder.behind[0]}/${name}`, ...folder.behind] }),
    });
    if (folder.behind !== undefined && !mayFollow(relative)) return undefined;
    if (isFolder) return below();
    if (entry.isFile()) return file();
    if (entry.isSymbolicLink()) return followed(absolute, file, below, folder);
    if (folder.behind === undefined) complain(absolute, SPECIAL);
    return undefined;
  }

  /** The mark of undecodable bytes may also be meant. */
  const isUnreadable = (name: string, absolute: string): boolean =>
    name.includes('\uFFFD') && of.kind(absolute) === undefined;

  function mayFollow(relative: string): boolean {
    linked += 1;
    if (linked === MOST_LINKED + 1)
      report({
        path: relative,
        message: `more than ${MOST_LINKED} files lie behind links; the rest was not read`,
        failed: true,
      });
    return linked <= MOST_LINKED;
  }

  function followed(
    absolute: string,
    file: () => WalkedFile,
    below: () => Walked,
    folder: Walked,
  ): WalkedFile | Walked | undefined {
    realRoot ??= of.real(root).split(path.sep).join('/');
    const lead = leadOf(of, absolute, realRoot);
    if ('problem' in lead) {
      // Behind a link it has been said already, under its own name.
      if (folder.behind === undefined) complain(absolute, lead.problem);
      return undefined;
    }
    if (lead.kind === 'file') return { ...file(), target: lead.path };
    // A folder around the link is being walked already, and all that is in it.
    const here = path.posix.relative(realRoot, of.real(folder.absolute).split(path.sep).join('/'));
    const isAround = lead.path === '' || here === lead.path || here.startsWith(`${lead.path}/`);
    if (isAround || (folder.behind?.includes(lead.path) ?? false)) return undefined;
    return mayFollow(shown(absolute)) ? { ...below(), behind: [lead.path, ...(folder.behind ?? [])] } : undefined;
  }

  return {
    leftOut,
    filesIn(folder) {
      const relative = path.posix.relative(root, folder);
      const chain = choice.noIgnore ? [] : chainAbove(of, folder, complain);
      const found: WalkedFile[] = [];
      collect({ absolute: folder, prefix: relative === '' ? '' : `${relative}/`, chain, isNamed: true }, found);
      return found;
    },
  };
}
