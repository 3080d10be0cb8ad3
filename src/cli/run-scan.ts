/** A whole scan for the commands that need one: collect, then judge. */
import type { ScanResult } from '../model/finding.ts';
import type { Ignore } from '../policy/ignores.ts';
import { namedHosts, soughtHosts } from '../policy/mentions.ts';
import type { Policy } from '../policy/policy.ts';
import { type CollectOptions, collect, type Seen } from '../scan/collect.ts';
import type { CommitFiles } from '../walk/commit-root.ts';
import { everything } from '../walk/tracked.ts';
import { BASELINE_NAME } from './baseline-file.ts';
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
  /** Whether files are not searched for the names of legacy relays. */
  readonly noMentions?: boolean;
  /** The baseline's path, relative to the root, when it is not the usual one. */
  readonly baseline?: string | undefined;
  /** Whether the commit that is trusted has an ignore comment; left out, there is no such commit. */
  readonly atBase?: (ignore: Ignore) => boolean;
  /** Files, relative to the root with `/`, that are not looked at: what this very run writes. */
  readonly leaveOut?: readonly string[];
  /** The text of a file as that commit has it. */
  readonly before?: (path: string) => string | undefined;
  /** The same of the commit that the change is compared with. */
  readonly formerly?: (path: string) => string | undefined;
  /** The root was written from a commit or the index: git tracks all of it. */
  readonly isExport?: boolean;
  /** The files of a commit, where they are not the root's own: git tracks all of them. */
  readonly files?: CommitFiles;
  /** What another scan by the same policy has seen. */
  readonly seen?: CollectOptions['seen'];
}

export interface Scanned {
  readonly result: ScanResult;
  readonly steps: Readonly<Record<string, number>>;
  /** Files that git ignores and that were scanned all the same. */
  readonly ignored: ReadonlySet<string>;
  readonly seen: () => Seen;
}

export async function runScan(request: ScanRequest): Promise<Scanned> {
  const { root, paths, policy, noIgnore, jobs } = request;
  const collected = await collect({
    root,
    paths,
    ignore: [...(policy?.ignore ?? []), ...(request.leaveOut ?? []).map(asGlob)],
    own: policy?.settings ?? [],
    mentions: policy && !request.noMentions ? soughtHosts(policy) : [],
    named: policy ? namedHosts(policy) : [],
    retired: policy ? namedHosts({ approved: [], legacy: policy.legacy }) : [],
    noIgnore,
    ...(request.isExport || request.files ? { tracked: everything } : {}),
    ...(request.files ? { files: request.files } : {}),
    ...(request.seen ? { seen: request.seen } : {}),
    ...(request.before ? { before: request.before } : {}),
    ...(request.formerly ? { formerly: request.formerly } : {}),
    ...(jobs === undefined ? {} : { jobs }),
    ...(request.contents ? { contents: request.contents } : {}),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  const judged = judgeAll(collected, policy, {
    partial: paths.length > 0,
    contents: request.contents,
    own: ownFilesOf(request),
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
    seen: collected.seen,
  };
}

/** A glob that means just this path: https://github.com/micromatch/picomatch#escaping */
const asGlob = (file: string): string => file.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
/** The policy, what it extends, and the baseline. */
function ownFilesOf({ policy, policyPath, baseline }: ScanRequest): ReadonlySet<string> {
  const said = [...(policy?.legacy ?? []), ...(policy?.exceptions ?? [])].flatMap(({ at }) => at?.path ?? []);
  return new Set([...said, policyPath ?? '', baseline ?? BASELINE_NAME]);
}

const listsRelays = (policy: Policy | undefined): boolean =>
  policy !== undefined && (policy.approved !== undefined || policy.apis.length > 0 || policy.legacy.length > 0);
