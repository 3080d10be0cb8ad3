/**
 * Reviewdog Diagnostic Format. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 *
 * Its columns count bytes of UTF-8; where those are not known, a finding's place is told by its lines. Several edits that
 * belong together are one suggestion, of whole lines: reviewdog offers each suggestion by itself.
 */
import type { Edit, Finding, Fix, Level, ScanResult } from '../model/finding.ts';
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
        range: rangeOf(finding),
      },
      severity: SEVERITIES[finding.level],
      code: codeOf(finding.rule, options),
      ...suggestions(finding.fix, finding.path),
    })),
  });
}

const rangeOf = ({ line, endLine, bytes }: Finding | Edit): Json => ({
  start: { line, ...(bytes ? { column: bytes.column } : {}) },
  end: { line: endLine, ...(bytes ? { column: bytes.endColumn } : {}) },
});

function codeOf(id: string, { rules }: ReportOptions): Json {
  const url = rules.find((rule) => rule.id === id)?.helpUri;
  return { value: id, ...(url === undefined ? {} : { url }) };
}

/** Text in another file than the finding's cannot be suggested. */
function suggestions(fix: Fix | undefined, path: string): { readonly suggestions?: readonly Json[] } {
  if (!fix) return {};
  const [edit, second] = fix.edits;
  if (!second && edit.path === path && edit.bytes)
    return { suggestions: [{ range: rangeOf(edit), text: edit.replacement }] };
  if (!fix.lines) return {};
  const { first, texts } = fix.lines;
  const range = { start: { line: first }, end: { line: first + texts.length - 1 } };
  return { suggestions: [{ range, text: texts.join('\n') }] };
}
