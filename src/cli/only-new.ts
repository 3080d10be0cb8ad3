/** Which findings a change brings. */
import type { Changes } from '../git/changes.ts';
import type { Finding, ScanResult } from '../model/finding.ts';
import { knownFindings } from '../policy/known.ts';

/**
 * The result with only the findings that are new: those whose place, or any step on the way to it, lies on a changed
 * line, and those that the base did not have. The base is asked for only when a finding lies on no changed line. A file
 * that git ignores (a local `.env`) is in no commit, so that the base's lacking it says nothing.
 */
export async function onlyNew(
  result: ScanResult,
  changes: Pick<Changes, 'touches' | 'nameBefore'>,
  ignored: ReadonlySet<string>,
  base: () => Promise<ScanResult>,
): Promise<ScanResult> {
  const touched = result.findings.map((finding) => isTouched(finding, result, changes, ignored));
  const isOpen = (finding: Finding, index: number): boolean => !touched[index] && !ignored.has(finding.path);
  const known = result.findings.some(isOpen) ? knownFindings(await base(), result) : undefined;
  return {
    ...result,
    findings: result.findings.filter((finding, index) => {
      if (!isOpen(finding, index)) return touched[index];
      const before = changes.nameBefore(finding.path);
      return before === undefined || !known?.take(finding, before);
    }),
  };
}

function isTouched(
  finding: Finding,
  { settings }: ScanResult,
  { touches }: Pick<Changes, 'touches'>,
  ignored: ReadonlySet<string>,
): boolean {
  const trail = finding.setting === null ? [] : (settings[finding.setting]?.trail ?? []);
  return [finding, ...trail].some(({ path, line, endLine }) => !ignored.has(path) && touches(path, line, endLine));
}
