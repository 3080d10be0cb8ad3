/** The composition root: the whole pipeline from a folder to a result. */
import { detectors } from '../../detectors/index.ts';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import { type OwnSetting, ownFiles } from '../detect/own-settings.ts';
import { asChosen } from '../link/chosen-modes.ts';
import { isFileInside } from '../link/files.ts';
import { ofUsedNames } from '../link/hosts-entries.ts';
import { type Answers, link } from '../link/link.ts';
import { asLoaded } from '../link/loaded-files.ts';
import { withoutOtherUses } from '../link/other-uses.ts';
import { ofUsedForwards } from '../link/used-forwards.ts';
import type { Mention } from '../mentions/search.ts';
import type { Format } from '../model/facts.ts';
import type { ScanResult } from '../model/finding.ts';
import type { LocalName } from '../model/local-name.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import { formatOf } from '../select/formats.ts';
import { keywordSearch } from '../select/keywords.ts';
import { mayBePage } from '../select/pages.ts';
import { searchedBytes } from '../text/searched.ts';
import type { CommitFiles } from '../walk/commit-root.ts';
import { type Root, rootOf } from '../walk/root.ts';
import { type Candidates, candidatesIn, type SelectionOptions } from './candidates.ts';
import { envFilesAmong } from './env-files.ts';
import { leftOutOf } from './fair-share.ts';
import type { FileResult } from './file-result.ts';
import { installedAmong, withInstalled } from './installed-files.ts';
import { type Looks, looksOf, newTo } from './looks.ts';
import { createMemory, type Memory } from './memory.ts';
import { createRuns, type Runs, type Told } from './runs.ts';
import { createScanner, type Scanner } from './scan-file.ts';
import { newlySealed } from './sealed.ts';

export { detectors };

export interface CollectOptions extends SelectionOptions {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** The files of a commit, where they are not the folder's own. */
  readonly files?: CommitFiles;
  /** What another scan with the same options has seen, and whether it saw the same bytes of a file. */
  readonly seen?: Seen & { readonly isSame: (file: string) => boolean };
  /** Settings that the policy names. */
  readonly own?: readonly OwnSetting[];
  /** Hosts, as a policy names them, that are looked for in the bytes of every file. */
  readonly mentions?: readonly string[];
  /** Relays that the policy names: a hosts entry may lead one elsewhere, or a name to one, though no other file names it. */
  readonly named?: readonly string[];
  /** The legacy ones among them: records of name servers that lead to one count. */
  readonly retired?: readonly string[];
  /** On a change, the text of a file as it was. */
  readonly formerly?: (path: string) => string | undefined;
  /** Threads, this one among them. */
  readonly jobs?: number;
  /** Told after each group of files that this thread has read; the scan waits for it. */
  readonly progress?: Told;
}

/** What a scan has seen of files that may hold settings, and of those that may only name a relay. */
export interface Seen {
  readonly scanned: Looks;
  readonly searched: Looks;
  readonly memory: Memory;
}

export interface Collected {
  readonly root: Root;
  readonly seen: () => Seen;
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
  /** Places that name one of the hosts that were looked for. */
  readonly mentions: readonly Mention[];
  /** Files that a reader is for, and that were not read to their end. */
  readonly unread: ReadonlySet<string>;
  readonly localNames: readonly LocalName[];
  /** Files that git ignores and that were scanned all the same. */
  readonly ignored: ReadonlySet<string>;
  /** Files that may hold comments for this tool. */
  readonly commented: readonly string[];
  readonly statistics: ScanResult['statistics'];
  /** Milliseconds of each step. */
  readonly steps: Readonly<Record<string, number>>;
}

/** Walks, reads, detects and links; judging is the caller's. */
export async function collect(options: CollectOptions): Promise<Collected> {
  const { seen, contents, mentions = [], own = [] } = options;
  const root = rootOf(options.root, options.files);
  const { steps, timed } = createStopwatch();
  const memory = seen?.memory ?? createMemory();
  const given = contents ? { contents } : {};
  const scanner = createScanner({ root, detectors, own, lookups, calls: callRules, mentions, memory, ...given });
  const candidates = await timed('walk', () =>
    candidatesIn(root, options, { own: ownFiles(own), wants: scanner.wants }),
  );
  const { read } = candidates;
  const others = mentions.length > 0 ? candidates.others : [];
  const files = options.files ? { files: options.files } : {};
  const data = { folder: root.folder, ...files, own, mentions, ...given };
  const runs = createRuns(scanner, data, read.length + others.length, options.jobs);
  try {
    const isSame = seen?.isSame ?? (() => false);
    const scanned = newTo(seen?.scanned, read, isSame);
    const searched = newTo(seen?.searched, others, isSame);
    const found = await timed('read', async () => [
      ...scanned.known,
      ...(await runs.scan(scanned.open, options.progress)),
    ]);
    const installed = installedAmong(found, read, (file) => !scanner.isNamed(file));
    const results = await withInstalled(found, installed, scanner);
    const named = await timed('mentions', async () => [...searched.known, ...(await runs.mentions(searched.open))]);
    const { search } = runs;
    const rescan: Answers['rescan'] = (paths, known) => runs.rescan(paths, known, installed);
    const linked = await timed('link', () => link(results, { files: () => linkable(read, results), search, rescan }));
    const taken = await ofUnnamed(root, options, candidates, results, scanner);
    const localNames = results.flatMap((result) => result.localNames);
    const open = [...linked.settings, ...taken.flatMap((result) => result.settings)];
    const settings = await asDeployed(root, options, open, localNames, read, search);
    const all = [...results, ...named];
    return {
      root,
      seen: () => ({ scanned: looksOf(read, results), searched: looksOf(others, named), memory }),
      settings: [...settings].sort(bySettingPlace),
      diagnostics: [
        ...(candidates.problem ? [candidates.problem] : []),
        ...candidates.walked.diagnostics,
        ...linked.diagnostics,
        ...[...named, ...taken].flatMap((result) => result.diagnostics),
        ...leftOutOf(results),
        ...newlySealed(all, options.formerly, speaksOfMail),
      ].sort(byDiagnosticPlace),
      localNames,
      mentions: all.flatMap((result) => result.mentions),
      unread: new Set(all.filter(isUnread).map((result) => result.path)),
      commented: all.filter((result) => result.commented).map((result) => result.path),
      ignored: new Set(candidates.walked.files.filter((file) => file.ignored).map((file) => file.path)),
      statistics: statisticsOf(candidates, results),
      steps,
    };
  } finally {
    await runs.close();
  }
}

interface Stopwatch {
  /** Milliseconds of each step that is over. */
  readonly steps: Readonly<Record<string, number>>;
  timed<T>(step: string, work: () => Promise<T>): Promise<T>;
}

function createStopwatch(): Stopwatch {
  const steps: Record<string, number> = {};
  return {
    steps,
    async timed(step, work) {
      const start = performance.now();
      const result = await work();
      steps[step] = Math.round(performance.now() - start);
      return result;
    },
  };
}

/** What stands in files that others name as env files, and that are not read as such by their own names. */
function ofUnnamed(
  root: Root,
  { paths }: CollectOptions,
  { listed, read, tracked }: Candidates,
  results: readonly FileResult[],
  scanner: Scanner,
): Promise<readonly FileResult[]> {
  const known = new Set(read);
  const looked = new Set(listed.map((file) => file.path));
  // A name that says nothing may be a script's: what was found in one is not found once more.
  const told = new Set(results.flatMap(({ path: file, settings }) => (settings.length > 0 ? [file] : [])));
  const isUntold = (file: string): boolean => !known.has(file) || (formatOf(file) === undefined && !told.has(file));
  // What is deployed is deployed, also where the policy leaves it out.
  const isLeftOut = (file: string): boolean =>
    !paths?.length && tracked?.isFile(file) === true && isFileInside(root, file);
  const unnamed = envFilesAmong(results, (file) => (looked.has(file) ? isUntold(file) : isLeftOut(file)));
  return Promise.all(unnamed.map((file) => scanner.scan(file, undefined, { format: 'dotenv' })));
}

/** Detectors that know a relay by its name alone. */
const byName = new Set(detectors.filter((one) => one.byName).map(({ id }) => id));

/** The settings as what is deployed makes them: by the files that are loaded, the modes that are chosen, and whom forwards serve. */
async function asDeployed(
  root: Root,
  { named = [], retired = [] }: CollectOptions,
  settings: readonly Setting[],
  localNames: readonly LocalName[],
  files: readonly string[],
  search: Runs['search'],
): Promise<readonly Setting[]> {
  const relays = withoutOtherUses(settings, byName, retired);
  const loaded = await asLoaded(root, relays, files, search);
  const chosen = await asChosen(root, loaded, files, search);
  return ofUsedNames(ofUsedForwards(root, chosen, localNames, retired), named, retired);
}

const isUnread = ({ unread, diagnostics }: FileResult): boolean =>
  unread === true || diagnostics.some(({ failed }) => failed);

const statisticsOf = (
  { listed, walked: { leftOut }, tracked }: Candidates,
  results: readonly FileResult[],
): Collected['statistics'] => ({
  files: listed.length,
  read: results.filter((result) => result.read).length,
  ...(leftOut.size > 0 ? { leftOut: Object.fromEntries([...leftOut].sort()) } : {}),
  ...(tracked?.absent ? { absent: tracked.absent } : {}),
});

/** Whether a text has a word that any detector looks for. */
const speaksOfMail = (text: string): boolean => !keywordsIn(searchedBytes(Buffer.from(text))).none;

/** Its tables are made when it is first asked. */
const keywordsIn = keywordSearch(detectors);

/** The files as linking asks for them; with nothing to link nobody does. Of pages those with a program: a site has thousands of others. */
function linkable(
  files: readonly string[],
  results: readonly FileResult[],
): readonly { readonly path: string; readonly format: Format }[] {
  const programs = new Set(results.flatMap((result) => (result.read ? [result.path] : [])));
  return files.flatMap((file) => {
    const format = formatOf(file);
    const isMerePage = format === undefined && mayBePage(file) && !programs.has(file);
    return isMerePage ? [] : [{ path: file, format: format ?? 'lines' }];
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySettingPlace = (a: Setting, b: Setting): number =>
  compare(a.path, b.path) ||
  a.line - b.line ||
  a.column - b.column ||
  compare(a.host ?? '', b.host ?? '') ||
  compare(a.detector, b.detector);

const byDiagnosticPlace = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compare(a.message, b.message);
