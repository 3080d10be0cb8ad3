/** A scan as a pull request needs it: by a trusted policy, without what is known, only what is new. */
import path from 'node:path';
import type { ScanResult } from '../model/finding.ts';
import { policyChanged } from '../policy/exceptions.ts';
import { sorted } from '../policy/judge.ts';
import { saveBaseline, withBaseline } from './baseline-file.ts';
import { UserError } from './errors.ts';
import { onlyNew } from './only-new.ts';
import { policyFor, trustedPolicyFor } from './policy-file.ts';
import { openRange, type Range } from './range.ts';
import { runScan, type ScanRequest } from './run-scan.ts';
import { type Trusted, trustedAt } from './trusted.ts';

export interface GuardedRequest extends Pick<ScanRequest, 'root' | 'paths' | 'noIgnore' | 'jobs'> {
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
  const trusted = policyRef === undefined ? undefined : trustedAt(root, policyRef);
  const range = request.range === undefined ? undefined : openRange(root, request.range);
  try {
    return await scanWithin(request, trusted, range);
  } finally {
    range?.close();
  }
}

async function scanWithin(
  request: GuardedRequest,
  trusted: Trusted | undefined,
  range: Range | undefined,
): Promise<Guarded> {
  const { root, paths, noIgnore, jobs, config, approve, legacy, baseline } = request;
  const added = { approve, legacy };
  const found = trusted ? trustedPolicyFor(root, config, added, trusted) : policyFor(root, config, added);
  const common = { policy: found.policy, policyPath: found.path, noIgnore, jobs };
  const scanRoot = range?.scanRoot ?? root;
  const relative = paths.map((one) => path.relative(root, path.resolve(root, one)) || '.');
  const { result, steps } = await runScan({
    ...common,
    root: scanRoot,
    paths: relative,
    ...(trusted ? { atBase: trusted.hasIgnore } : {}),
  });
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
  const altered = trusted?.changed() ?? [];
  const findings = altered.length > 0 ? sorted([...fresh.findings, ...altered.map(policyChanged)]) : fresh.findings;
  return { result: { ...fresh, findings }, steps };
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
  const known = result.findings.length - fresh.findings.length;
  if (known > 0)
    process.stderr.write(`smtp-scan: ${known} ${known === 1 ? 'finding' : 'findings'} of before left out\n`);
  return fresh;
}
