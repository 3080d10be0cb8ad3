/** Finds and loads the policy; what is wrong with it ends the command. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { loadPolicy } from '../policy/load.ts';
import { COMMAND_LINE, type Policy } from '../policy/policy.ts';
import { withOptions } from '../policy/with-options.ts';
import { UserError } from './errors.ts';
import { LARGEST_POLICY, readText } from './read-text.ts';
import { treeOf } from './tree-of.ts';
import type { Trusted } from './trusted.ts';

export const POLICY_NAMES = ['.smtp-scan.yml', '.smtp-scan.yaml'] as const;

export interface FoundPolicy {
  readonly policy: Policy | undefined;
  /** Relative to the root, with `/`; null when there is none. */
  readonly path: string | null;
}

/**
 * The policy of `--config`, or the one at the root, with the command line's relays added.
 *
 * @throws UserError with every problem as `path:line:column`.
 */
export function policyFor(root: string, config: string | undefined, options: Added): FoundPolicy {
  const file =
    config === undefined ? POLICY_NAMES.map((name) => path.join(root, name)).find(isThere) : path.resolve(config);
  if (config !== undefined && !isThere(path.resolve(config)))
    throw new UserError(`--config: there is no file ${config}`);
  const shown = file === undefined ? undefined : fromRoot(root, file);
  const loaded = file === undefined ? undefined : load(root, file, shown ?? file);
  return withAdded(loaded, shown, options);
}

/** The command line's relays. */
export interface Added {
  readonly approve: readonly string[];
  readonly legacy: readonly string[];
}

/**
 * Likewise, but as a commit has it: none when it has none. A policy outside the repository is not the change's to alter,
 * and read as it is.
 *
 * @throws UserError likewise.
 */
export function trustedPolicyFor(
  root: string,
  config: string | undefined,
  options: Added,
  trusted: Trusted,
): FoundPolicy {
  const named = config === undefined ? undefined : fromRoot(root, path.resolve(config));
  if (named !== undefined && !trusted.holds(named)) return policyFor(root, config, options);
  if (named !== undefined && trusted.read(named) === undefined && !isThere(path.resolve(config ?? '')))
    throw new UserError(`--config: there is no file ${config}`);
  const names: readonly string[] = named === undefined ? POLICY_NAMES : [named];
  const shown = names.find((name) => trusted.read(name) !== undefined);
  const loaded =
    shown === undefined ? undefined : parsed(trusted.read(shown) ?? '', shown, (name) => trusted.read(name));
  return withAdded(loaded, shown, options);
}

/** What is on another drive has no way from here. */
const fromRoot = (root: string, file: string): string => path.relative(root, file).split(path.sep).join('/');

function withAdded(loaded: Policy | undefined, shown: string | undefined, options: Added): FoundPolicy {
  const { policy, problems } = withOptions(loaded, options);
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return { policy, path: shown ?? (policy ? COMMAND_LINE : null) };
}

/** What it extends lies beside or below it, or within the root. */
function load(root: string, file: string, shown: string): Policy {
  const folder = path.dirname(file);
  const options = { within: [treeOf(root), folder], limit: LARGEST_POLICY };
  return parsed(readText(file, options) ?? '', shown, (name) =>
    readText(path.join(folder, path.posix.relative(path.posix.dirname(shown), name)), options),
  );
}

function parsed(text: string, shown: string, read: (name: string) => string | undefined): Policy {
  const { policy, problems } = loadPolicy(text, shown, read);
  if (policy) return policy;
  const lines = problems.map((problem) => `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`);
  throw new UserError(`the policy cannot be used\n${lines.join('\n')}`);
}

/** Whether there is anything of that name: what is no regular file is said when it is read. */
export const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;
