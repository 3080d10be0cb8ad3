/** `smtp-scan suppressions [PATH]`: everything that is let through, with its reason, since when and until when. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { lineSince } from '../git/age.ts';
import { type Repository, repositoryIn } from '../git/git.ts';
import { trackedIn } from '../git/tracked.ts';
import { findIgnores } from '../policy/ignores.ts';
import { isExpired } from '../policy/match.ts';
import type { Policy } from '../policy/policy.ts';
import { visible } from '../report/escape.ts';
import { walk } from '../walk/walk.ts';
import { BASELINE_NAME, entriesOf } from './baseline-file.ts';
import { commands } from './commands.ts';
import { textOf } from './file-text.ts';
import { today } from './judge-all.ts';
import { parseOptions } from './options.ts';
import { policyFor } from './policy-file.ts';
import { rootAndPaths, underPolicy } from './root.ts';

interface Suppression {
  readonly kind: 'ignore' | 'exception' | 'baseline';
  readonly path: string;
  readonly line: number | null;
  /** Every rule about relays when null. */
  readonly rule: string | null;
  readonly host: string | null;
  readonly reason: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly expired: boolean;
}

/** @throws UserError for a policy or baseline that cannot be used. */
export async function suppressionsCommand(args: readonly string[]): Promise<number> {
  const { positionals, string, flag } = parseOptions(args, commands.suppressions.options);
  const given = rootAndPaths(positionals);
  const { root, paths } = string('config') === undefined ? underPolicy(given, undefined) : given;
  const { policy } = policyFor(root, string('config'), { approve: [], legacy: [] });
  const all = [
    ...(await ignoresIn(root, paths, policy)),
    ...exceptionsIn(root, policy),
    ...knownIn(root, string('baseline')),
  ];
  process.stdout.write(flag('json') ? `${JSON.stringify(all, null, 2)}\n` : shown(all));
  return 0;
}

async function ignoresIn(
  root: string,
  paths: readonly string[],
  policy: Policy | undefined,
): Promise<readonly Suppression[]> {
  const { files } = await walk(root, {
    tracked: trackedIn(root),
    ignore: policy?.ignore ?? [],
    ...(paths.length > 0 ? { paths } : {}),
  });
  const repository = repositoryIn(root);
  return files.flatMap((file) =>
    findIgnores(file.path, textOf(path.join(root, file.path))).map(({ at, rule, host, reason, until }) => ({
      kind: 'ignore' as const,
      path: at.path,
      line: at.line,
      rule,
      host: host ?? null,
      reason: reason ?? null,
      since: sinceOf(repository, at.path, at.line),
      until: until ?? null,
      expired: isExpired(until, today()),
    })),
  );
}

function exceptionsIn(root: string, policy: Policy | undefined): readonly Suppression[] {
  const repository = repositoryIn(root);
  return (policy?.exceptions ?? []).map(({ at, host, reason, until }) => ({
    kind: 'exception',
    path: at.path,
    line: at.line,
    rule: null,
    host,
    reason,
    since: sinceOf(repository, at.path, at.line),
    until: until ?? null,
    expired: isExpired(until, today()),
  }));
}

function knownIn(root: string, given: string | undefined): readonly Suppression[] {
  const file = given ?? path.join(root, BASELINE_NAME);
  if (given === undefined && !existsSync(file)) return [];
  return entriesOf(root, file, undefined).map(({ path: place, rule, host }) => ({
    kind: 'baseline',
    path: place,
    line: null,
    rule,
    host,
    reason: 'known when the baseline was written',
    since: null,
    until: null,
    expired: false,
  }));
}

const sinceOf = (repository: Repository | undefined, file: string, line: number): string | null =>
  (repository && lineSince(repository, file, line)) ?? null;

function shown(all: readonly Suppression[]): string {
  if (all.length === 0) return 'nothing is suppressed\n';
  const lines = all.map((one) => {
    const { kind, line, rule, host, reason, since, until, expired } = one;
    const about = [rule ?? 'any relay rule', host].filter(Boolean).join(' ');
    const dates = [since && `since ${since}`, until && `${expired ? 'ended' : 'until'} ${until}`]
      .filter(Boolean)
      .join(', ');
    return visible(
      `${kind.padEnd(9)} ${one.path}${line === null ? '' : `:${line}`}  ${about}  ${reason ?? '(no reason: does not count)'}${dates ? `  (${dates})` : ''}`,
    );
  });
  return `${lines.join('\n')}\n`;
}
