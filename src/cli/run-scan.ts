/** A whole scan for the commands that need one: collect, then judge. */
import type { ScanResult } from '../model/finding.ts';
import type { Ignore } from '../policy/ignores.ts';
import type { Policy } from '../policy/policy.ts';
import { type CollectOptions, collect } from '../scan/collect.ts';
import { judgeAll } from './judge-all.ts';

export interface ScanRequest {
  readonly root: string;
  readonly paths: readonly string[];
  readonly policy: Policy | undefined;
  readonly policyPath: string | null;
  readonly noIgnore: boolean;
  readonly jobs: number | undefined;
  /** Bytes that count instead of those on the disk, by path. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
  /** Told how far the scan has got. */
  readonly progress?: CollectOptions['progress'];
  /** Whether the commit that is trusted has an ignore comment; left out, there is no such commit. */
  readonly atBase?: (ignore: Ignore) => boolean;
  /** Files, relative to the root with `/`, that are not looked at: what this very run writes. */
  readonly leaveOut?: readonly string[];
}

export async function runScan(
  request: ScanRequest,
): Promise<{ readonly result: ScanResult; readonly steps: Readonly<Record<string, number>> }> {
  const { root, paths, policy, noIgnore, jobs } = request;
  const collected = await collect({
    root,
    paths,
    ignore: [...(policy?.ignore ?? []), ...(request.leaveOut ?? []).map(asGlob)],
    own: policy?.settings ?? [],
    noIgnore,
    ...(jobs === undefined ? {} : { jobs }),
    ...(request.contents ? { contents: request.contents } : {}),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  const judged = judgeAll(root, collected, policy, {
    partial: paths.length > 0,
    contents: request.contents,
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

/** A glob that means just this path: https://github.com/micromatch/picomatch#escaping */
const asGlob = (file: string): string => file.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');

const listsRelays = (policy: Policy | undefined): boolean =>
  policy !== undefined && (policy.approved !== undefined || policy.apis.length > 0 || policy.legacy.length > 0);
