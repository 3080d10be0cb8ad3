/** A scan as a pull request needs it: by a trusted policy, without what is known, only what is new. */
import path from 'node:path';
import { type CommitTree, commitTree } from '../git/commit-tree.ts';
import { removeTemporaryFolder, temporaryFolder, withTemporaryFolders } from '../git/temporary.ts';
import type { Finding, ScanResult } from '../model/finding.ts';
import { policyChanged, policyIntroduced } from '../policy/exceptions.ts';
import { sorted } from '../policy/judge.ts';
import { compilePaths } from '../policy/match.ts';
import { DEFAULTS, type Unreadable } from '../policy/policy.ts';
import { withRuleLevels } from '../policy/rule-levels.ts';
import { accepted } from '../policy/unreadable.ts';
import { activeFindings } from '../report/report.ts';
import { withAgreedIgnores } from './agreed-ignores.ts';
import { saveBaseline, withBaseline } from './baseline-file.ts';
import { UserError } from './errors.ts';
import { onlyNew } from './only-new.ts';
import { type FoundPolicy, policyFor, trustedPolicyFor } from './policy-file.ts';
import { openRange, type Range } from './range.ts';
import { runScan, type ScanRequest } from './run-scan.ts';
import { type Trusted, trustedAt } from './trusted.ts';

export interface GuardedRequest
  extends Pick<ScanRequest, 'root' | 'paths' | 'noIgnore' | 'jobs' | 'noMentions' | 'contents' | 'progress'> {
  readonly config: string | undefined;
  readonly approve: readonly string[];
  readonly legacy: readonly string[];
  /** The commit whose policy counts. */
  readonly policyRef: string | undefined;
  /** What is compared; everything is reported when left out. */
  readonly range: { readonly base: string | undefined } | 'staged' | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: boolean;
  /** Takes what was compared with what, for people who look on. */
  readonly say?: (words: string) => void;
}

export interface Guarded {
  readonly result: ScanResult;
  readonly steps: Readonly<Record<string, number>>;
}

/** @throws UserError for a policy, commit or baseline that cannot be used, and when there was nothing to look at. */
export async function guardedScan(request: GuardedRequest): Promise<Guarded> {
  const { root, policyRef } = request;
  return withTemporaryFolders(async () => {
    const guide = guideOf(request, policyRef === undefined ? undefined : trustedAt(root, policyRef));
    const range = request.range === undefined ? undefined : await openRange(root, request.range);
    return scanWithin(request, guide, range);
  });
}

/** What a scan goes by. */
interface Guide {
  readonly found: FoundPolicy;
  /** The commit that baseline and ignore comments are taken from. */
  readonly trusted: Trusted | undefined;
  /** About the policy itself; to be asked after the scan. */
  readonly findings: () => readonly Finding[];
}

/**
 * Where the base has no policy at all, a change that brings the first one is judged by it: there is nothing it could
 * undo, since nothing would be judged otherwise, and whoever adopts the tool sees what the policy will say.
 */
function guideOf({ root, config, approve, legacy, say }: GuardedRequest, trusted: Trusted | undefined): Guide {
  const added = { approve, legacy };
  if (!trusted) return { found: policyFor(root, config, added), trusted, findings: () => [] };
  const found = trustedPolicyFor(root, config, added, trusted);
  const ownPolicy = (): FoundPolicy => policyFor(root, config, added);
  if (found.policy) return { found, trusted, findings: () => alterations(trusted, ownPolicy) };
  const own = ownPolicy();
  if (own.path === null) {
    say?.('neither the base commit nor this change has a policy, so nothing is judged');
    return { found, trusted, findings: () => [] };
  }
  say?.('the base commit has no policy; this change brings one, and is judged by it');
  const { path: introduced } = own;
  return { found: own, trusted: undefined, findings: () => [policyIntroduced(introduced)] };
}

function alterations(trusted: Trusted, load: () => FoundPolicy): readonly Finding[] {
  const altered = trusted.changed();
  const problem = altered.length === 0 ? undefined : problemOf(load);
  return altered.map((file) => policyChanged(file, problem));
}

/** What is wrong with a policy, on one line. */
function problemOf(load: () => FoundPolicy): string | undefined {
  try {
    load();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message.replaceAll('\n', ' ');
    throw error;
  }
}

async function scanWithin(
  request: GuardedRequest,
  { found, trusted, findings: policyFindings }: Guide,
  range: Range | undefined,
): Promise<Guarded> {
  const { root, paths, noIgnore, jobs, baseline, noMentions = false } = request;
  const own = baseline === undefined ? undefined : path.relative(root, path.resolve(baseline));
  const common = { policy: found.policy, policyPath: found.path, noIgnore, jobs, noMentions, baseline: own };
  const scanRoot = range?.scanRoot ?? root;
  const relative = paths.map((one) => path.relative(root, path.resolve(root, one)) || '.');
  const base = range?.changes ?? trusted?.changes(scanRoot);
  const scanned = await runScan({
    ...common,
    root: scanRoot,
    paths: relative,
    isExport: range?.isExport ?? false,
    ...(trusted ? { atBase: trusted.ignoresFor(scanRoot), before: trusted.changes(scanRoot).textBefore } : {}),
    ...(base ? { formerly: base.textBefore } : {}),
    ...(request.contents ? { contents: request.contents } : {}),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  const { steps } = scanned;
  const scanAt = scansOf(scanRoot, ({ files, isSame }) =>
    runScan({ ...common, root: scanRoot, paths: [], files, seen: { ...scanned.seen(), isSame } }),
  );
  const agreed =
    trusted && found.policy?.inlineIgnores === 'base'
      ? await withAgreedIgnores(scanned.result, trusted.changes(scanRoot), () => scanAt(trusted.changes(scanRoot).base))
      : scanned.result;
  // Fixes are planned for what is on the disk.
  const result = request.contents ? agreed : await offeringFixes(scanRoot, agreed);
  if (result.statistics.files === 0 && !range)
    throw new UserError(
      'there is no file to scan here (everything is ignored, or the folder is empty), so nothing was checked',
    );
  if (request.writeBaseline) {
    if (baseline !== undefined) saveBaseline(root, baseline, result);
    return { result, steps };
  }
  const unknown =
    baseline === undefined ? result : withBaseline(scanRoot, baselineIn(root, scanRoot, baseline), result, trusted);
  const fresh = range ? await narrowed(unknown, range, scanned.ignored, scanAt, request.say) : unknown;
  const altered = withRuleLevels(policyFindings(), found.policy ?? DEFAULTS, []);
  const findings = altered.length > 0 ? sorted([...fresh.findings, ...altered]) : fresh.findings;
  const unseen = (range ? range.unseen : trusted?.unseen())?.filter(isMeant(relative, found.policy?.ignore ?? []));
  return { result: withUnseen({ ...fresh, findings }, unseen ?? [], found.policy?.unreadable ?? []), steps };
}

/** Whether a file lies within what is scanned. */
function isMeant(paths: readonly string[], ignore: readonly string[]): (file: string) => boolean {
  const isIgnored = ignore.length > 0 ? compilePaths(ignore) : () => false;
  const isWithin = (file: string): boolean =>
    paths.length === 0 || paths.some((one) => one === '.' || `${file}/`.startsWith(`${one}/`));
  return (file) => isWithin(file) && !isIgnored(file);
}

/** The result, which is not complete where the change alters what is not checked out. */
function withUnseen(result: ScanResult, unseen: readonly string[], unreadable: readonly Unreadable[]): ScanResult {
  if (unseen.length === 0) return result;
  const said = unseen.map((file) => ({ path: file, message: NOT_CHECKED_OUT, failed: true as const }));
  const diagnostics = [...result.diagnostics, ...accepted(said, unreadable)];
  return { ...result, diagnostics, complete: result.complete && !diagnostics.some(({ failed }) => failed) };
}

const NOT_CHECKED_OUT =
  'the change alters it, and it is not checked out (a sparse check-out, or a submodule), so that it was not read: check it out';

/** Only a result with something to replace needs the code that plans it. */
async function offeringFixes(root: string, result: ScanResult): Promise<ScanResult> {
  if (!result.findings.some(({ wanted, suppressed }) => wanted && !suppressed)) return result;
  const { withFixes } = await import('../fix/fixes.ts');
  return withFixes(root, result);
}

/** A baseline within the root is looked for in what is scanned. */
function baselineIn(root: string, scanRoot: string, baseline: string): string {
  const relative = path.relative(root, path.resolve(baseline));
  return relative.startsWith('..') || path.isAbsolute(relative) ? baseline : path.join(scanRoot, relative);
}

type Base = Range['changes']['base'];

/** Scans the files of a commit, of which those that differ from the root's are written to a folder of their own; each commit once. */
function scansOf(root: string, scan: (commit: CommitTree) => Promise<Guarded>): (base: Base) => Promise<ScanResult> {
  const results = new Map<string, Promise<ScanResult>>();
  const scanned = async (base: Base): Promise<ScanResult> => {
    const folder = temporaryFolder();
    try {
      return (await scan(commitTree([...base.values()], root, folder))).result;
    } finally {
      removeTemporaryFolder(folder);
    }
  };
  return (base) => {
    const name = JSON.stringify([...base.values()].map(({ id, path: file }) => [id, file]));
    const result = results.get(name) ?? scanned(base);
    results.set(name, result);
    return result;
  };
}

async function narrowed(
  result: ScanResult,
  { said, changes }: Range,
  ignored: ReadonlySet<string>,
  scanAt: (base: Base) => Promise<ScanResult>,
  say: GuardedRequest['say'],
): Promise<ScanResult> {
  say?.(said);
  const fresh = await onlyNew(result, changes, ignored, () => scanAt(changes.base));
  const known = activeFindings(result).length - activeFindings(fresh).length;
  if (known > 0) say?.(`${known} ${known === 1 ? 'finding' : 'findings'} of before left out`);
  return { ...fresh, known };
}
