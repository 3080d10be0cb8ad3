/** Which findings a change brings. */

import type { Changes } from '../git/diff.ts';
import type { Finding, ScanResult } from '../model/finding.ts';
import { fingerprintOf } from '../policy/fingerprint.ts';
import { sorted } from '../policy/judge.ts';

/**
 * The result with only the findings that are new: those whose place, or any step on the way to it, lies on a changed
 * line, and those that the base did not have. The base is asked for only when a finding lies on no changed line.
 */
export async function onlyNew(
  result: ScanResult,
  changes: Changes,
  base: () => Promise<ScanResult>,
): Promise<ScanResult> {
  const touched = result.findings.map((finding) => isTouched(finding, result, changes));
  const known = touched.every(Boolean)
    ? new Set<string>()
    : new Set(movedAlong(await base(), changes.renames).map(({ fingerprint }) => fingerprint));
  return {
    ...result,
    findings: result.findings.filter((finding, index) => touched[index] || !known.has(finding.fingerprint)),
  };
}

function isTouched(finding: Finding, { settings }: ScanResult, { lines }: Changes): boolean {
  const trail = finding.setting === null ? [] : (settings[finding.setting]?.trail ?? []);
  return [finding, ...trail].some(
    ({ path, line, endLine }) => lines.get(path)?.some(([from, to]) => line <= to && endLine >= from) ?? false,
  );
}

/** The findings of the base as they would be called if its files had the names that they have now. */
function movedAlong({ findings, settings }: ScanResult, renames: ReadonlyMap<string, string>): readonly Finding[] {
  const moved = findings.map((finding) => {
    const path = renames.get(finding.path);
    const setting = finding.setting === null ? undefined : settings[finding.setting];
    if (path === undefined || !setting) return finding;
    return {
      ...finding,
      path,
      fingerprint: fingerprintOf({ rule: finding.rule, path, key: setting.key, host: setting.host }),
    };
  });
  const own = moved
    .map((finding, index) => (finding === findings[index] ? undefined : finding))
    .filter((finding) => finding !== undefined);
  return [...findings, ...sorted(own)];
}
