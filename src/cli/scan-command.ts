/** `smtp-scan [scan] [PATH…]`: collects, judges, reports; the exit code never depends on the format. */
import path from 'node:path';
import type { Level, ScanResult } from '../model/finding.ts';
import { mentioned } from '../policy/mentions.ts';
import { formats } from '../report/index.ts';
import { rules } from '../rules/index.ts';
import { HOMEPAGE } from '../rules/pages.ts';
import { BASELINE_NAME } from './baseline-file.ts';
import { wantsColor } from './color.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { guardedScan } from './guarded-scan.ts';
import { optionalValue } from './optional-value.ts';
import { parseOptions } from './options.ts';
import { emit, orUsual, outputsOf } from './outputs.ts';
import { prefixes } from './prefixes.ts';
import { filesRead, progressLine } from './progress.ts';
import { underPolicy } from './root.ts';
import { contentsOf, givenPaths } from './stdin-file.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/**
 * @returns 0 nothing to report, 1 findings at or above `--fail-on`, 2 when the scan is incomplete.
 * @throws UserError for options, paths and policies that cannot be used.
 */
export async function scanCommand(args: readonly string[], version: string): Promise<number> {
  const { positionals, string, strings, flag } = parseOptions(optionalValue(args, 'changed'), commands.scan.options);
  const outputs = outputsOf(strings('format'), formats);
  const given = await givenPaths(positionals, string('stdin-filename'));
  const { root, paths } = string('config') === undefined ? underPolicy(given, string('policy-ref')) : given;
  const baseline = string('baseline') ?? (flag('write-baseline') ? path.join(root, BASELINE_NAME) : undefined);
  const range = rangeOf(string('changed'), flag('staged'));
  if (range !== undefined && given.stdin)
    throw new UserError('- is in no commit: --changed and --staged have nothing to compare it with');
  const progress = progressLine(process.stderr, filesRead);
  const { result, steps } = await guardedScan({
    root,
    paths,
    config: string('config'),
    approve: strings('approve'),
    legacy: strings('legacy'),
    policyRef: string('policy-ref'),
    range,
    baseline,
    writeBaseline: flag('write-baseline'),
    noIgnore: flag('no-ignore'),
    noMentions: flag('no-mentions'),
    jobs: jobsOf(string('jobs')),
    say: (words) => process.stderr.write(`smtp-scan: ${words}\n`),
    ...contentsOf(given, paths),
    ...(progress ? { progress: progress.tell } : {}),
  }).finally(() => progress?.stop());
  if (flag('write-baseline')) {
    process.stdout.write(`wrote ${baseline}: what is found now is known from here on with --baseline\n`);
    return result.complete ? 0 : 2;
  }
  const ofRoles = onlyRoles(result, strings('role'));
  const kept = {
    ...ofRoles,
    findings: mentioned(ofRoles.findings),
    complete: result.complete && !(flag('strict') && result.diagnostics.length > 0),
  };
  const prefixOf = prefixes(root, string('path-prefix'));
  const category = string('category');
  for (const { format, file } of orUsual(outputs, 'text')) {
    const color = file === undefined && wantsColor(string('color'), process.stdout);
    const { origin, ...named } = prefixOf(format);
    const report = formats[format](kept, {
      version,
      homepage: HOMEPAGE,
      rules,
      color,
      verbose: flag('verbose'),
      ...(file === undefined ? terminalWidth() : {}),
      // Whoever asks for what is new does not ask for all that there is.
      onlyFindings: flag('quiet') || (range !== undefined && !flag('verbose')),
      suppressed: flag('include-suppressed'),
      ...named,
      ...(origin?.blob === undefined ? {} : { blob: origin.blob }),
      sarif: {
        ...(category === undefined ? {} : { category }),
        ...(origin === undefined ? {} : { versionControl: origin }),
      },
    });
    if (file !== undefined || !flag('quiet') || format !== 'text' || kept.findings.length > 0) emit(file, report, root);
  }
  if (flag('stats')) process.stderr.write(`stats: ${JSON.stringify({ steps, ...kept.statistics })}\n`);
  return exitCode(kept, string('fail-on') ?? 'error');
}

/** The report is laid out for a terminal's columns, and for nothing else. */
const terminalWidth = (): { readonly width?: number } =>
  process.stdout.isTTY && process.stdout.columns >= 40 ? { width: process.stdout.columns } : {};

function rangeOf(
  changed: string | undefined,
  staged: boolean,
): { readonly base: string | undefined } | 'staged' | undefined {
  if (staged && changed !== undefined)
    throw new UserError('--changed and --staged compare different things: give one of them');
  if (staged) return 'staged';
  return changed === undefined ? undefined : { base: changed === '' ? undefined : changed };
}

/** @throws UserError for anything but a small whole number. */
export function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64)
    throw new UserError(`--jobs takes a whole number from 1 to 64, not '${text}'`);
  return jobs;
}

/** The result with only the settings of some roles, the findings' indexes moved along. */
function onlyRoles(result: ScanResult, roles: readonly string[]): ScanResult {
  if (roles.length === 0) return result;
  const moved = new Map<number, number>();
  const settings = result.settings.filter((setting, index) => {
    const keep = roles.includes(setting.role);
    if (keep) moved.set(index, moved.size);
    return keep;
  });
  const findings = result.findings.flatMap((finding) => {
    if (finding.setting === null) return [finding];
    const setting = moved.get(finding.setting);
    return setting === undefined ? [] : [{ ...finding, setting }];
  });
  return { ...result, settings, findings };
}

function exitCode(result: ScanResult, failOn: string): number {
  if (!result.complete) return 2;
  const failing = failOn === 'never' ? [] : LEVELS.slice(0, LEVELS.map(String).indexOf(failOn) + 1);
  return result.findings.some((finding) => !finding.suppressed && failing.includes(finding.level)) ? 1 : 0;
}
