/** `smtp-scan trace FILE…`: which relays handled the mail, as logs and headers show it. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { findingsOf } from '../evidence/findings.ts';
import { STDIN } from '../evidence/input/open.ts';
import { knownRelays, type Resolved } from '../evidence/known-relays.ts';
import { coverageOf } from '../evidence/repository.ts';
import { type LookedUp, lookUpProblems } from '../evidence/resolve.ts';
import { readEvidence, type Trace, type TraceRequest, traced } from '../evidence/trace.ts';
import type { Level, ScanResult } from '../model/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { TraceReport } from '../report/hops.ts';
import { hopsFormats } from '../report/hops-formats.ts';
import { wantsColor } from './color.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { today } from './judge-all.ts';
import { lookedUp } from './look-up.ts';
import { namedPaths } from './named-paths.ts';
import { parseOptions } from './options.ts';
import { emit, orUsual, outputsOf } from './outputs.ts';
import { type FoundPolicy, isThere, POLICY_NAMES, policyFor } from './policy-file.ts';
import { evidenceRead, progressLine } from './progress.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/**
 * @returns 0 no finding at or above `--fail-on`, 1 findings, 2 when not all of the evidence could be read, or none of it
 * shows anything.
 * @throws UserError for options, files and policies that cannot be used.
 */
export async function traceCommand(args: readonly string[], version: string): Promise<number> {
  const { positionals, string, strings, flag } = parseOptions(args, commands.trace.options);
  if (positionals.length === 0)
    throw new UserError('trace takes logs, messages or folders of them, or - for standard input');
  const given = await namedPaths(positionals, 'files or folders');
  for (const name of given) mustBeThere(name);
  const outputs = outputsOf(strings('format'), hopsFormats);
  const repo = string('repo');
  const { policy, path: policyPath } = evidencePolicy(given, repo, string('config'), {
    approve: strings('approve'),
    legacy: strings('legacy'),
  });
  const offset = offsetOf(string('timezone'));
  const reading = await withProgress((progress) =>
    readEvidence({ names: given, policy, offset, now: Date.now(), ...progress }),
  );
  const scanned = repo === undefined ? undefined : await scanOf(repo, policy, policyPath);
  const names = [
    ...reading.tallies.flatMap(({ endpoint }) => endpoint.host ?? []),
    ...(scanned?.result.settings ?? []).flatMap(({ host }) => host ?? []),
  ];
  const looked = await lookedUp(flag('resolve'), string('dns-server'), policy, names);
  const trace = withProblems(traced(reading, policy, looked?.resolved), looked);
  const repository = scanned && repositoryOf(scanned, policy, looked?.resolved);
  const findings = findingsOf(trace, policy, repository?.coverage, today());
  const report: TraceReport = {
    trace,
    findings,
    repository,
    policy: policyPath,
    judges: policy !== undefined && (policy.approved !== undefined || policy.legacy.length > 0),
    complete: trace.complete && (repository?.complete ?? true),
  };
  for (const { format, file } of orUsual(outputs, 'text')) {
    const text = hopsFormats[format](report, {
      version,
      color: file === undefined && wantsColor(string('color'), process.stdout),
      verbose: flag('verbose'),
    });
    if (file !== undefined || !flag('quiet') || format !== 'text' || findings.length > 0) emit(file, text);
  }
  return exitCode(report, string('fail-on') ?? 'error');
}

/** Nothing seen is no proof of anything: whoever asks for evidence has to be told. */
function exitCode({ complete, findings, trace }: TraceReport, failOn: string): number {
  const failing = failOn === 'never' ? [] : LEVELS.slice(0, LEVELS.map(String).indexOf(failOn) + 1);
  if (!complete) return 2;
  if (trace.relays.length === 0 && !trace.direct && trace.messages.length === 0 && trace.local === 0) return 2;
  return findings.some((finding) => !finding.suppressed && failing.includes(finding.level)) ? 1 : 0;
}

export function mustBeThere(name: string): void {
  if (name !== STDIN && !statSync(name, { throwIfNoEntry: false }))
    throw new UserError(`there is no file or folder ${name}`);
}

/**
 * The policy of `--config`, of the repository, or the nearest one above the evidence within the working directory; the
 * working directory's own otherwise.
 */
export function evidencePolicy(
  names: readonly string[],
  repo: string | undefined,
  config: string | undefined,
  added: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
): FoundPolicy {
  const cwd = process.cwd();
  if (config !== undefined) return policyFor(path.resolve(repo ?? '.'), config, added);
  if (repo !== undefined) return shownFrom(cwd, path.resolve(repo), policyFor(path.resolve(repo), undefined, added));
  const folders = names.filter((name) => name !== STDIN).map((name) => path.dirname(path.resolve(name)));
  let folder = folders[0] ?? cwd;
  const holds = (one: string): boolean => !path.relative(folder, one).startsWith('..');
  while (!folders.every(holds)) folder = path.dirname(folder);
  if (path.relative(cwd, folder).startsWith('..')) return policyFor(cwd, undefined, added);
  while (folder !== cwd && !POLICY_NAMES.some((name) => isThere(path.join(folder, name))))
    folder = path.dirname(folder);
  return shownFrom(cwd, folder, policyFor(folder, undefined, added));
}

/** The policy's path is told as it can be opened from here. */
function shownFrom(cwd: string, folder: string, found: FoundPolicy): FoundPolicy {
  const shown = path.relative(cwd, folder).split(path.sep).join('/');
  return found.path === null || shown === '' || !isThere(path.join(folder, found.path))
    ? found
    : { ...found, path: `${shown}/${found.path}` };
}

interface Scanned {
  readonly shown: string;
  readonly result: ScanResult;
}

async function scanOf(repo: string, policy: Policy | undefined, policyPath: string | null): Promise<Scanned> {
  const root = path.resolve(repo);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--repo: there is no folder ${repo}`);
  const { runScan } = await import('./run-scan.ts');
  const { result } = await runScan({ root, paths: [], policy, policyPath, noIgnore: false, jobs: undefined });
  const shown = path.relative(process.cwd(), root).split(path.sep).join('/');
  return { shown: shown === '' ? '.' : shown, result };
}

function repositoryOf(
  { shown, result }: Scanned,
  policy: Policy | undefined,
  resolved: Resolved | undefined,
): NonNullable<TraceReport['repository']> {
  const prefix = shown === '.' ? '' : `${shown}/`;
  return {
    path: shown,
    coverage: coverageOf(result.settings, knownRelays(policy, resolved), prefix),
    complete: result.complete,
  };
}

/** Whoever asked for look-ups has to know which gave nothing. */
function withProblems(trace: Trace, looked: LookedUp | undefined): Trace {
  const problems = looked === undefined ? [] : lookUpProblems(looked);
  if (problems.length === 0) return trace;
  const diagnostics = problems.map((message) => ({ path: 'name server', message, failed: true as const }));
  return { ...trace, diagnostics: [...trace.diagnostics, ...diagnostics], complete: false };
}

export function offsetOf(zone: string | undefined): number {
  if (zone === undefined || /^(utc|z|gmt)$/i.test(zone)) return 0;
  const found = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  const minutes = Number(found?.[2]) * 60 + Number(found?.[3]);
  if (!found || Number.isNaN(minutes) || minutes > 14 * 60)
    throw new UserError(`--timezone takes UTC or an offset such as +02:00, not '${zone}'`);
  return found[1] === '-' ? -minutes : minutes;
}

/** Work on evidence, which says on a terminal how far it has got. */
export async function withProgress<Result>(
  work: (progress: Pick<TraceRequest, 'progress'>) => Promise<Result>,
): Promise<Result> {
  const line = progressLine(process.stderr, evidenceRead);
  return work(line ? { progress: line.tell } : {}).finally(() => line?.stop());
}
