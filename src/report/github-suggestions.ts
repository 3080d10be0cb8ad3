/**
 * A pull request review for GitHub's API: a comment a finding, with a suggestion that a click commits where the policy's
 * replacement can be put in place. GitHub refuses a review with comments on lines that the pull request does not show, so
 * the scan has to keep to them (`--changed`).
 * https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request
 */
import type { Finding, Fix, ScanResult } from '../model/finding.ts';
import { jsonText, markdownCode, markdownText } from './escape.ts';
import { activeFindings, bySeverity, count, messageWithFix, type ReportOptions, shownPath } from './report.ts';

type Json = Readonly<Record<string, unknown>>;

/** No reviewer reads more, and GitHub takes its time for each. */
const MOST_COMMENTS = 50;

export function githubSuggestions(result: ScanResult, options: ReportOptions): string {
  const findings = bySeverity(activeFindings(result));
  const shown = findings.slice(0, MOST_COMMENTS);
  const more = findings.length - shown.length;
  const words = `smtp-scan: ${count(findings.length, 'finding')}${more > 0 ? `, of which ${more} are not shown` : ''}`;
  return jsonText({ event: 'COMMENT', body: words, comments: shown.map((finding) => commentOf(finding, options)) });
}

function commentOf(finding: Finding, options: ReportOptions): Json {
  const { fix, line, path } = finding;
  const first = fix?.lines?.first ?? line;
  const last = fix?.lines ? first + fix.lines.texts.length - 1 : line;
  const message = `${markdownText(messageWithFix(finding))} (${markdownCode(finding.rule)})`;
  return {
    path: shownPath(path, options),
    side: 'RIGHT',
    ...(first < last ? { start_line: first, start_side: 'RIGHT' } : {}),
    line: last,
    body: [message, ...(fix ? suggestionOf(fix, options) : [])].join('\n\n'),
  };
}

/** The lines as they are to read; where the edits stand too far from each other for one suggestion, their places. */
function suggestionOf({ lines, edits }: Fix, options: ReportOptions): readonly string[] {
  if (lines) {
    const fence = fenceAround(lines.texts);
    return [`${fence}suggestion\n${lines.texts.map((text) => `${text}\n`).join('')}${fence}`];
  }
  const places = edits.map(
    (edit) => `- ${markdownCode(`${shownPath(edit.path, options)}:${edit.line}`)}: ${markdownCode(edit.replacement)}`,
  );
  return [['These change together:', ...places].join('\n')];
}

/** Longer than any run of backticks inside. */
const fenceAround = (texts: readonly string[]): string =>
  '`'.repeat(Math.max(3, ...texts.flatMap((text) => (text.match(/`+/g) ?? []).map((run) => run.length + 1))));
