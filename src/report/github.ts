/**
 * GitHub's workflow commands: an annotation a finding.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Finding, Level, ScanResult } from '../model/finding.ts';
import { commandData, commandProperty } from './escape.ts';
import {
  activeFindings,
  bySeverity,
  type MentionFinding,
  mentionSummary,
  messageWithFix,
  type ReportOptions,
  shownPath,
  unjudged,
  unjudgedSentence,
  withGroupedMentions,
} from './report.ts';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** GitHub shows no more of a kind. */
const MAX_PROBLEMS = 10;

/** Most severe first: GitHub shows ten of a kind a step. */
export function github(result: ScanResult, options: ReportOptions): string {
  const problems = result.diagnostics
    .slice(0, MAX_PROBLEMS)
    .map(({ path, line, message }) =>
      command(
        'warning',
        { file: shownPath(path, options), line, title: 'smtp-scan could not read everything' },
        message,
      ),
    );
  const open = unjudged(result);
  const policy = open ? [command('warning', { title: 'smtp-scan judges nothing' }, unjudgedSentence(open))] : [];
  const findings = withGroupedMentions(bySeverity(activeFindings(result))).map((one) =>
    isGroup(one) ? mentionsAnnotation(one, options) : annotation(one, options),
  );
  return [...findings, ...policy, ...problems].join('');
}

const isGroup = (one: Finding | readonly MentionFinding[]): one is readonly MentionFinding[] => Array.isArray(one);

/** Of a relay that many files name there is one annotation, at the first place. */
function mentionsAnnotation(group: readonly MentionFinding[], options: ReportOptions): string {
  const [first] = group;
  return first ? annotation({ ...first, message: mentionSummary(group, options) }, options) : '';
}

function annotation(finding: Finding, options: ReportOptions): string {
  const { path, line, column, endLine, endColumn } = finding;
  const columns = line === endLine && endColumn > column ? { col: column, endColumn } : {};
  return command(
    COMMANDS[finding.level],
    { file: shownPath(path, options), line, endLine, ...columns, title: `smtp-scan ${finding.rule}` },
    messageWithFix(finding),
  );
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${commandProperty(String(value))}`],
  );
  return `::${name} ${given.join(',')}::${commandData(message)}\n`;
}
