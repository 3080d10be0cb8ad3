/** A scan as a pull request needs it: by a trusted policy, without what is known, only what is new. */
import path from 'node:path';
import type { Finding, ScanResult } from '../model/finding.ts';
import { policyChanged, policyIntroduced } from '../policy/exceptions.ts';
import { sorted } from '../policy/judge.ts';
import { DEFAULTS } from '../policy/policy.ts';
import { withRuleLevels } from '../policy/rule-levels.ts';
import { activeFindings } from '../report/report.ts';
import { saveBaseline, withBaseline } from './baseline-file.ts';
import { UserError } from './errors.ts';
import { onlyNew } from './only-new.ts';
import { type FoundPolicy, policyFor, trustedPolicyFor } from './policy-file.ts';
import { openRange, type Range } from './range.ts';
import { runScan, type ScanRequest } from './run-scan.ts';
import { type Trusted, trustedAt } from './trusted.ts';

export interface GuardedRequest
  extends Pick<ScanRequest, 'root' | 'paths' | 'noIgnore' | 'jobs' | 'contents' | 'progress'> {
  readonly config: string | undefined;
  readonly approve: readonly string[];
  readonly legacy: readonly string[];
  /** The commit whose policy counts. */
  readonly policyRef: string | undefined;
  /** What is compared; everything is reported when left out. */
  readonly range: { readonly base: string | undefined } | 'staged' | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: boolean;
}

export interface Guarded {
  readonly result: ScanResult;
  readonly steps: Readonly<Record<string, number>>;
}

/** @throws UserError for a policy, commit or baseline that cannot be used, and when there was nothing to look at. */
export async function guardedScan(request: GuardedRequest): Promise<Guarded> {
  const { root, policyRef } = request;
  const guide = guideOf(request, policyRef === undefined ? undefined : trustedAt(root, policyRef));
  const range = request.range === undefined ? undefined : openRange(root, request.range);
  try {
    return await scanWithin(request, guide, range);
  } finally {
    range?.close();
  }
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
function guideOf({ root, config, approve, legacy }: GuardedRequest, trusted: Trusted | undefined): Guide {
  const added = { approve, legacy };
  if (!trusted) return { found: policyFor(root, config, added), trusted, findings: () => [] };
  const found = trustedPolicyFor(root, config, added, trusted);
  const ownPolicy = (): FoundPolicy => policyFor(root, config, added);
  if (found.policy) return { found, trusted, findings: () => alterations(trusted, ownPolicy) };
  const own = ownPolicy();
  if (own.path === null) {
    process.stderr.write('smtp-scan: neither the base commit nor this change has a policy, so nothing is judged\n');
    return { found, trusted, findings: () => [] };
  }
  process.stderr.write('smtp-scan: the base commit has no policy; this change brings one, and is judged by it\n');
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
  const { root, paths, noIgnore, jobs, baseline } = request;
  const common = { policy: found.policy, policyPath: found.path, noIgnore, jobs };
  const scanRoot = range?.scanRoot ?? root;
  const relative = paths.map((one) => path.relative(root, path.resolve(root, one)) || '.');
  const { result: judged, steps } = await runScan({
    ...common,
    root: scanRoot,
    paths: relative,
    ...(trusted ? { atBase: trusted.hasIgnore } : {}),
    ...(request.contents ? { contents: request.contents } : {}),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  // Fixes are planned for what is on the disk.
  const result = request.contents ? judged : await offeringFixes(scanRoot, judged);
  if (result.statistics.files === 0 && !range)
    throw new UserError(
      'there is no file to scan here (everything is ignored, or the folder is empty), so nothing was checked',
    );
  if (request.writeBaseline) {
    if (baseline !== undefined) saveBaseline(baseline, result);
    return { result, steps };
  }
  const unknown =
    baseline === undefined ? result : withBaseline(scanRoot, baselineIn(root, scanRoot, baseline), result, trusted);
  const fresh = range
    ? await narrowed(unknown, range, (folder) => runScan({ ...common, root: folder, paths: [] }))
    : unknown;
  const altered = withRuleLevels(policyFindings(), found.policy ?? DEFAULTS, []);
  const findings = altered.length > 0 ? sorted([...fresh.findings, ...altered]) : fresh.findings;
  return { result: { ...fresh, findings }, steps };
}

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

async function narrowed(
  result: ScanResult,
  range: Range,
  scan: (folder: string) => Promise<Guarded>,
): Promise<ScanResult> {
  process.stderr.write(`smtp-scan: ${range.said}\n`);
  const fresh = await onlyNew(result, range, async () => (await scan(range.exportBase())).result);
  const known = activeFindings(result).length - activeFindings(fresh).length;
  if (known > 0)
    process.stderr.write(`smtp-scan: ${known} ${known === 1 ? 'finding' : 'findings'} of before left out\n`);
  return { ...fresh, known };
}
