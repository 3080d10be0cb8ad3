/** JUnit's XML: a test case for each finding and for each setting that has none. Notes do not fail, and where nothing is judged nothing passes. */
import type { Finding, JudgedSetting, ScanResult } from '../model/finding.ts';
import { xml } from './escape.ts';
import { activeFindings, messageWithFix, type ReportOptions, shownPath, shownPlace, unjudged } from './report.ts';

export function junit(result: ScanResult, options: ReportOptions): string {
  const findings = activeFindings(result);
  const judged = new Set(findings.map((finding) => finding.setting));
  const passed = result.settings.filter((_, index) => !judged.has(index));
  const failures = findings.filter((finding) => finding.level !== 'note').length;
  const incomplete = result.complete ? 0 : 1;
  const reason = unjudged(result)?.why;
  const skipped = reason === undefined ? 0 : passed.length;
  const counts = `tests="${findings.length + passed.length + incomplete}" failures="${failures}" errors="${incomplete}" skipped="${skipped}"`;
  const cases = [
    ...findings.map((finding) => findingCase(finding, options)),
    ...passed.map((setting) => passedCase(setting, options, reason)),
    ...incompleteCase(result, options),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="smtp-scan" ${counts}>\n  <testsuite name="smtp-scan" ${counts}>\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
}

const testCase = (path: string, name: string, body: string): string =>
  `    <testcase classname="${xml(path)}" name="${xml(name)}"${body === '' ? '/>' : `>\n${body}    </testcase>`}\n`;

function findingCase(finding: Finding, options: ReportOptions): string {
  const place = shownPlace(finding, options);
  const message = messageWithFix(finding);
  const body =
    finding.level === 'note'
      ? `      <system-out>${xml(message)}</system-out>\n`
      : `      <failure type="${xml(finding.rule)}" message="${xml(message)}">${xml(`${place}: ${finding.level}: ${message}`)}</failure>\n`;
  return testCase(shownPath(finding.path, options), `${finding.rule} at ${finding.line}:${finding.column}`, body);
}

const passedCase = (setting: JudgedSetting, options: ReportOptions, skipped: string | undefined): string =>
  testCase(
    shownPath(setting.path, options),
    `${setting.key} at ${setting.line}:${setting.column}: ${setting.host ?? setting.ref ?? setting.route}`,
    skipped === undefined ? '' : `      <skipped message="${xml(skipped)}"/>\n`,
  );

/** A scan that lacks something must not look like one that passed. */
function incompleteCase({ complete, diagnostics }: ScanResult, options: ReportOptions): readonly string[] {
  if (complete) return [];
  const lines = diagnostics
    .map((diagnostic) => xml(`${shownPlace(diagnostic, options)}: ${diagnostic.message}`))
    .join('\n');
  return [
    testCase(
      'smtp-scan',
      'the scan is complete',
      `      <error type="incomplete" message="not everything could be read">${lines}</error>\n`,
    ),
  ];
}
