/** Which findings a change brings. */
import type { Changes } from '../git/diff.ts';
import type { Finding, ScanResult } from '../model/finding.ts';
import { fingerprintOf } from '../policy/fingerprint.ts';
import { sorted } from '../policy/judge.ts';
import type { Range } from './range.ts';

/**
 * The result with only the findings that are new: those whose place, or any step on the way to it, lies on a changed
 * line, and those that the base did not have. The base is asked for only when a finding lies on no changed line. A file
 * that git ignores (a local `.env`) is in no commit, so that the base's lacking it says nothing.
 */
export async function onlyNew(
  result: ScanResult,
  { changes, ignoredAmong }: Pick<Range, 'changes' | 'ignoredAmong'>,
  base: () => Promise<ScanResult>,
): Promise<ScanResult> {
  const touched = result.findings.map((finding) => isTouched(finding, result, changes));
  const ignored = ignoredAmong([
    ...new Set(result.findings.filter((_, index) => !touched[index]).map(({ path }) => path)),
  ]);
  const isOpen = (finding: Finding, index: number): boolean => !touched[index] && !ignored.has(finding.path);
  const known = result.findings.some(isOpen)
    ? new Set(movedAlong(await base(), changes.renames).map(({ fingerprint }) => fingerprint))
    : new Set<string>();
  return {
    ...result,
    findings: result.findings.filter(
      (finding, index) => touched[index] || (isOpen(finding, index) && !known.has(finding.fingerprint)),
    ),
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
