/** Checkstyle's XML, which most build servers and reviewdog read. */
import type { Finding, Level, ScanResult } from '../model/finding.ts';
import { xml } from './escape.ts';
import { activeFindings, messageWithFix, type ReportOptions, shownPath } from './report.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'info' };

export function checkstyle(result: ScanResult, options: ReportOptions): string {
  const files = new Map<string, string[]>();
  for (const finding of activeFindings(result))
    files.set(finding.path, [...(files.get(finding.path) ?? []), errorLine(finding)]);
  const blocks = [...files].map(
    ([path, errors]) => `  <file name="${xml(shownPath(path, options))}">\n${errors.join('')}  </file>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${blocks.join('')}</checkstyle>\n`;
}

const errorLine = (finding: Finding): string =>
  `    <error line="${finding.line}" column="${finding.column}" severity="${SEVERITIES[finding.level]}" message="${xml(messageWithFix(finding))}" source="smtp-scan.${xml(finding.rule)}"/>\n`;
