/** A whole scan for the commands that need one: collect, then judge. */
import type { ScanResult } from '../model/finding.ts';
import type { Ignore } from '../policy/ignores.ts';
import type { Policy } from '../policy/policy.ts';
import { collect } from '../scan/collect.ts';
import { everything } from '../walk/tracked.ts';
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
  /** Whether the commit that is trusted has an ignore comment; left out, there is no such commit. */
  readonly atBase?: (ignore: Ignore) => boolean;
  /** The text of a file as that commit has it. */
  readonly before?: (path: string) => string | undefined;
  /** The root was written from a commit or the index: git tracks all of it. */
  readonly isExport?: boolean;
}

export interface Scanned {
  readonly result: ScanResult;
  readonly steps: Readonly<Record<string, number>>;
  /** Files that git ignores and that were scanned all the same. */
  readonly ignored: ReadonlySet<string>;
}

export async function runScan(request: ScanRequest): Promise<Scanned> {
  const { root, paths, policy, noIgnore, jobs } = request;
  const collected = await collect({
    root,
    paths,
    ignore: policy?.ignore ?? [],
    own: policy?.settings ?? [],
    noIgnore,
    ...(request.isExport ? { tracked: everything } : {}),
    ...(request.before ? { before: request.before } : {}),
    ...(jobs === undefined ? {} : { jobs }),
    ...(request.contents ? { contents: request.contents } : {}),
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
    ignored: collected.ignored,
  };
}

const listsRelays = (policy: Policy | undefined): boolean =>
  policy !== undefined && (policy.approved !== undefined || policy.apis.length > 0 || policy.legacy.length > 0);
