/** What programs import from the package: the scan of the command line, its result as data. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../cli/errors.ts';
import { type GuardedRequest, guardedScan } from '../cli/guarded-scan.ts';
import { version } from '../cli/version.ts';
import { GitProblem } from '../git/problem.ts';
import { mentioned } from '../policy/mentions.ts';
import { resultOf } from '../report/json.ts';
import { redacted } from '../report/redact.ts';
import type { Result } from '../report/result.ts';

export type * from '../report/result.ts';

export interface ScanOptions {
  /** Only these files and folders, relative to the root; everything when left out. */
  readonly paths?: readonly string[];
  /** The policy's file, instead of `.smtp-scan.yml` in the root. */
  readonly config?: string;
  /** Relays that count as approved, beside those of the policy. */
  readonly approve?: readonly string[];
  /** Relays that count as legacy, likewise. */
  readonly legacy?: readonly string[];
  /** Only what is new since the merge base with this commit; `true` for the branch that the repository is cloned from. */
  readonly changed?: string | true;
  /** Only what is new in what is staged; not together with `changed`. */
  readonly staged?: boolean;
  /** Policy, baseline and ignore comments as this commit has them: for changes by people who do not decide on the policy. */
  readonly policyRef?: string;
  /** A file of findings that are known, and left out. */
  readonly baseline?: string;
  /** Also what git ignores. */
  readonly noIgnore?: boolean;
  /** Do not search every file for the names of legacy relays. */
  readonly noMentions?: boolean;
  /** Also findings that are let through. */
  readonly includeSuppressed?: boolean;
  /** Worker threads; as many as suit the machine and the files when left out. */
  readonly jobs?: number;
}

/** A scan that cannot be done: what is wrong, where, and what to do, as the command line says it. */
export class ScanError extends Error {}

/**
 * Finds every place below a folder that decides through which SMTP relay mail leaves, and judges it by the policy. Nothing
 * of the folder is executed, nothing is fetched. Look at `complete` before taking an empty result for a good one.
 *
 * @param root the folder; paths of the result are relative to it
 * @throws ScanError for a root, path or policy that cannot be used, and where there is nothing to scan
 */
export async function scan(root: string, options: ScanOptions = {}): Promise<Result> {
  const { paths = [], config, approve = [], legacy = [], noIgnore = false, noMentions = false, jobs } = options;
  const { policyRef, baseline } = options;
  try {
    const { result } = await guardedScan({
      root: checked(path.resolve(root), paths),
      ...{ paths, config, approve, legacy, noIgnore, noMentions, jobs },
      ...{ policyRef, range: rangeOf(options), baseline, writeBaseline: false },
    });
    const kept = redacted({ ...result, findings: mentioned(result.findings) });
    return resultOf(kept, { version, suppressed: options.includeSuppressed ?? false });
  } catch (error) {
    if (error instanceof UserError || error instanceof GitProblem) throw new ScanError(error.message, { cause: error });
    throw error;
  }
}

/** What is compared, if anything. @throws UserError for two at a time. */
function rangeOf({ changed, staged = false }: ScanOptions): GuardedRequest['range'] {
  if (changed === undefined) return staged ? 'staged' : undefined;
  if (staged) throw new UserError('changed and staged compare different things: give one of them');
  return { base: changed === true ? undefined : changed };
}

/** The root, when it is a folder that holds all paths. */
function checked(root: string, paths: readonly string[]): string {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new ScanError(`there is no folder ${root}`);
  for (const one of paths) {
    const target = path.resolve(root, one);
    const way = path.relative(root, target);
    if (way.startsWith('..') || path.isAbsolute(way)) throw new ScanError(`${one} lies outside ${root}`);
    if (!statSync(target, { throwIfNoEntry: false }))
      throw new ScanError(`there is no file or folder ${one} in ${root}`);
  }
  return root;
}
