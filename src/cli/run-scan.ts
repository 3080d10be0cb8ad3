/** A whole scan for the commands that need one: collect, then judge. */
import type { ScanResult } from '../model/finding.ts';
import type { Ignore } from '../policy/ignores.ts';
import type { Policy } from '../policy/policy.ts';
import { collect } from '../scan/collect.ts';
import { judgeAll } from './judge-all.ts';

export interface ScanRequest {
  readonly root: string;
  readonly paths: readonly string[];
  readonly policy: Policy | undefined;
  readonly policyPath: string | null;
  readonly noIgnore: boolean;
  readonly jobs: number | undefined;
  /** Whether the commit that is trusted has an ignore comment; left out, there is no such commit. */
  readonly atBase?: (ignore: Ignore) => boolean;
}

export async function runScan(
  request: ScanRequest,
): Promise<{ readonly result: ScanResult; readonly steps: Readonly<Record<string, number>> }> {
  const { root, paths, policy, noIgnore, jobs } = request;
  const collected = await collect({
    root,
    paths,
    ignore: policy?.ignore ?? [],
    own: policy?.settings ?? [],
    noIgnore,
    ...(jobs === undefined ? {} : { jobs }),
  });
  const judged = judgeAll(root, collected, policy, {
    partial: paths.length > 0,
    ...(request.atBase ? { atBase: request.atBase } : {}),
  });
  return {
    result: {
      ...judged,
      root: '.',
      policy: request.policyPath,
      judges: listsRelays(policy),
      statistics: collected.statistics,
    },
    steps: collected.steps,
  };
}

const listsRelays = (policy: Policy | undefined): boolean =>
  policy !== undefined && (policy.approved !== undefined || policy.apis.length > 0 || policy.legacy.length > 0);
