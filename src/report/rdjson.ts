/**
 * Reviewdog Diagnostic Format. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 *
 * Its columns count bytes of UTF-8, which cannot be told without the file's text: only lines are given, and the
 * replacement stands in the message, since a suggestion with a wrong range would damage the file.
 */
import type { Level, ScanResult } from '../model/finding.ts';
import { jsonText, visible } from './escape.ts';
import { activeFindings, messageWithFix, type ReportOptions, shownPath } from './report.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

export function rdjson(result: ScanResult, options: ReportOptions): string {
  return jsonText({
    source: { name: 'smtp-scan', url: options.homepage },
    diagnostics: activeFindings(result).map((finding) => ({
      message: visible(messageWithFix(finding)),
      location: {
        path: shownPath(finding.path, options),
        range: { start: { line: finding.line }, end: { line: finding.endLine } },
      },
      severity: SEVERITIES[finding.level],
      code: { value: finding.rule },
    })),
  });
}
