/** Finds and loads the policy; what is wrong with it ends the command. */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadPolicy, withOptions } from '../policy/load.ts';
import { COMMAND_LINE, type Policy } from '../policy/policy.ts';
import { UserError } from './errors.ts';
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
export function policyFor(
  root: string,
  config: string | undefined,
  options: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
): FoundPolicy {
  const file =
    config === undefined ? POLICY_NAMES.map((name) => path.join(root, name)).find(isFile) : path.resolve(config);
  if (config !== undefined && !isFile(path.resolve(config)))
    throw new UserError(`--config: there is no file ${config}`);
  const shown = file === undefined ? undefined : fromRoot(root, file);
  const loaded = file === undefined ? undefined : load(file, shown ?? file);
  return withAdded(loaded, shown, options);
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
  options: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
  trusted: Trusted,
): FoundPolicy {
  const named = config === undefined ? undefined : fromRoot(root, path.resolve(config));
  if (named !== undefined && !trusted.holds(named)) return policyFor(root, config, options);
  if (named !== undefined && trusted.read(named) === undefined && !isFile(path.resolve(config ?? '')))
    throw new UserError(`--config: there is no file ${config}`);
  const names: readonly string[] = named === undefined ? POLICY_NAMES : [named];
  const shown = names.find((name) => trusted.read(name) !== undefined);
  const loaded =
    shown === undefined ? undefined : parsed(trusted.read(shown) ?? '', shown, (name) => trusted.read(name));
  return withAdded(loaded, shown, options);
}

/** What is on another drive has no way from here. */
const fromRoot = (root: string, file: string): string => path.relative(root, file).split(path.sep).join('/');

function withAdded(
  loaded: Policy | undefined,
  shown: string | undefined,
  options: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
): FoundPolicy {
  const { policy, problems } = withOptions(loaded, options);
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return { policy, path: shown ?? (policy ? COMMAND_LINE : null) };
}

function load(file: string, shown: string): Policy {
  const folder = path.dirname(file);
  return parsed(readFileSync(file, 'utf8'), shown, (name) => {
    const target = path.join(folder, path.posix.relative(path.posix.dirname(shown), name));
    return isFile(target) ? readFileSync(target, 'utf8') : undefined;
  });
}

function parsed(text: string, shown: string, read: (name: string) => string | undefined): Policy {
  const { policy, problems } = loadPolicy(text, shown, read);
  if (policy) return policy;
  const lines = problems.map((problem) => `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`);
  throw new UserError(`the policy cannot be used\n${lines.join('\n')}`);
}

export const isFile = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
