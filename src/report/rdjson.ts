/**
 * Reviewdog Diagnostic Format. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 *
 * Its columns count bytes of UTF-8, which only the edits of a fix know; a finding's place is told by its lines. Several
 * edits that belong together are one suggestion, of whole lines: reviewdog offers each suggestion by itself.
 */
import type { Fix, Level, ScanResult } from '../model/finding.ts';
import { jsonText, visible } from './escape.ts';
import { activeFindings, messageWithFix, type ReportOptions, shownPath } from './report.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

type Json = Readonly<Record<string, unknown>>;

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
      ...suggestions(finding.fix, finding.path),
    })),
  });
}

/** Text in another file than the finding's cannot be suggested. */
function suggestions(fix: Fix | undefined, path: string): { readonly suggestions?: readonly Json[] } {
  if (!fix) return {};
  const [edit, second] = fix.edits;
  if (!second && edit.path === path && edit.bytes) {
    const start = { line: edit.line, column: edit.bytes.column };
    const end = { line: edit.endLine, column: edit.bytes.endColumn };
    return { suggestions: [{ range: { start, end }, text: edit.replacement }] };
  }
  if (!fix.lines) return {};
  const { first, texts } = fix.lines;
  const range = { start: { line: first }, end: { line: first + texts.length - 1 } };
  return { suggestions: [{ range, text: texts.join('\n') }] };
}
