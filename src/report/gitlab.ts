/** GitLab's Code Quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import type { Level, ScanResult } from '../model/finding.ts';
import { jsonText, visible } from './escape.ts';
import { activeFindings, messageWithFix, type ReportOptions, shownPath } from './report.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'critical', warning: 'major', note: 'info' };

export function gitlab(result: ScanResult, options: ReportOptions): string {
  const seen = new Map<string, number>();
  /** GitLab keeps one issue a fingerprint; the same key may name the same host twice in a file. */
  const unique = (fingerprint: string): string => {
    const times = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, times);
    return times === 1 ? fingerprint : `${fingerprint}-${times}`;
  };
  return jsonText(
    activeFindings(result).map((finding) => ({
      description: visible(messageWithFix(finding)),
      check_name: finding.rule,
      fingerprint: unique(finding.fingerprint),
      severity: SEVERITIES[finding.level],
      location: { path: shownPath(finding.path, options), lines: { begin: finding.line, end: finding.endLine } },
    })),
  );
}
