/** `smtp-scan fix [PATH]`: legacy relays replaced as the policy says, as a diff or in the files. */
import path from 'node:path';
import { unifiedDiff } from '../fix/diff.ts';
import { type FileChange, type Fixed, fix } from '../fix/fix.ts';
import { wantedWords } from '../fix/obstacles.ts';
import type { Left, Step } from '../fix/plan.ts';
import { pick } from '../model/pick.ts';
import type { Policy } from '../policy/policy.ts';
import { withReplacement } from '../policy/with-options.ts';
import { jsonText, visible } from '../report/escape.ts';
import { count, shownPath } from '../report/report.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { parseOptions } from './options.ts';
import { policyFor } from './policy-file.ts';
import { type Prefix, prefixes } from './prefixes.ts';
import { rootAndPaths, underPolicy } from './root.ts';
import { runScan } from './run-scan.ts';
import { jobsOf } from './scan-command.ts';
import { refuseDirtyTree, writeChanges } from './write-changes.ts';

/**
 * @returns 0 no legacy relay is left, 1 some are left for a person, 2 when not every file could be read or written.
 * @throws UserError for options, paths and policies that cannot be used, and for a dirty work tree.
 */
export async function fixCommand(args: readonly string[], version: string): Promise<number> {
  const { positionals, string, strings, flag } = parseOptions(args, commands.fix.options);
  const given = rootAndPaths(positionals);
  const { root, paths } = string('config') === undefined ? underPolicy(given, undefined) : given;
  const added = { approve: strings('approve'), legacy: strings('legacy') };
  const found = policyFor(root, string('config'), added);
  const policy = replacing(found.policy, string('replacement'));
  if (flag('write') && !flag('allow-dirty')) refuseDirtyTree(root);
  const relative = paths.map((one) => path.relative(root, path.resolve(root, one)) || '.');
  const jobs = jobsOf(string('jobs'));
  const scan = async (contents: ReadonlyMap<string, Uint8Array>) => {
    const request = {
      root,
      paths: relative,
      policy,
      policyPath: found.path,
      noIgnore: flag('no-ignore'),
      jobs,
      contents,
    };
    const { result } = await runScan(request);
    if (result.statistics.files === 0)
      throw new UserError('there is no file to scan here (everything is ignored, or the folder is empty)');
    return result;
  };
  const request = { root, scan, choices: { keepCredentials: flag('keep-credentials') } };
  const planned = await fix(request);
  const fixed = flag('write') ? await writeChanges(root, planned, scan) : planned;
  const shown = prefixes(root, undefined)('text');
  if (string('format') === 'json') process.stdout.write(jsonOf(fixed, version));
  else if (flag('write')) process.stdout.write(fixed.steps.map((step) => stepLine(step, shown)).join(''));
  else writeDiff(fixed.files, root, shown);
  process.stderr.write(summary(fixed, flag('write'), shown));
  if (!fixed.complete) return 2;
  return fixed.left.length > 0 ? 1 : 0;
}

/** The policy with a replacement for the legacy relays that it names none for. */
function replacing(policy: Policy | undefined, text: string | undefined): Policy {
  if (!policy || policy.legacy.length === 0)
    throw new UserError(
      'no policy names a legacy relay, so there is nothing to fix: list it in .smtp-scan.yml under legacy, or give --legacy HOST --replacement HOST:PORT',
    );
  if (text === undefined) return policy;
  const replaced = withReplacement(policy, text);
  if (replaced.problem !== undefined) throw new UserError(`--replacement: ${replaced.problem}`);
  return replaced.policy;
}

/**
 * `git apply` takes paths below the folder where it runs and passes over all others, which would tear apart what belongs
 * together: with any file elsewhere all names are relative to the root, where the diff is then to be applied.
 */
function writeDiff(files: readonly FileChange[], root: string, shown: Prefix): void {
  const seen = files.map((file) => shownPath(file.path, shown));
  const isElsewhere = seen.some((name) => name.startsWith('../'));
  files.forEach(({ path: file, before, after }, index) => {
    process.stdout.write(unifiedDiff(isElsewhere ? file : (seen[index] ?? file), before, after));
  });
  if (isElsewhere)
    process.stderr.write(`smtp-scan: apply the diff in ${path.relative(process.cwd(), root)}, its paths start there\n`);
}

const stepLine = ({ setting, wanted }: Step, shown: Prefix): string =>
  `${visible(`${shownPath(setting.path, shown)}:${setting.line}  ${setting.host} → ${wantedWords(wanted)}`)}\n`;

function summary({ steps, files, left, named, complete }: Fixed, written: boolean, shown: Prefix): string {
  const done = `${count(steps.length, 'legacy setting')} in ${count(files.length, 'file')} ${written ? 'changed' : 'can be changed'}`;
  const rest = left.length === 0 ? 'nothing is left' : `${left.length} left for you:`;
  const lines = left.map((one) => visible(`  ${shownPath(one.path, shown)}:${one.line}:${one.column}: ${one.message}`));
  const names =
    named === 0
      ? []
      : [
          `  named in ${count(named, 'place')} as well that should send nothing (documents, comments, tests): smtp-scan says where`,
        ];
  const unread = complete ? [] : ['not every file could be read, so there may be more: smtp-scan says which'];
  return `${[`smtp-scan: ${done}, ${rest}`, ...lines, ...names, ...unread].join('\n')}\n`;
}

const PLACE = ['path', 'line', 'column', 'endLine', 'endColumn'] as const;

const leftJson = (left: Left) => pick(left, [...PLACE, 'host', 'reason', 'message']);

/** For machines: the edits of each setting, and what is left. */
const jsonOf = ({ steps, left, named, complete }: Fixed, version: string): string =>
  jsonText({
    schemaVersion: 1,
    tool: { name: 'smtp-scan', version },
    complete,
    fixes: steps.map(({ setting, wanted, edits }) => ({
      ...pick(setting, ['path', 'line', 'column', 'host', 'port']),
      replacement: { host: wanted.host, port: wanted.port },
      edits: edits.map((edit) => pick(edit, [...PLACE, 'replacement'])),
    })),
    left: left.map(leftJson),
    named,
  });
