/** An ignore comment was agreed for what it let through in the base commit, and lets nothing else through. */
import type { Changes } from '../git/changes.ts';
import type { ScanResult } from '../model/finding.ts';
import { knownFindings } from '../policy/known.ts';

/**
 * The result in which a comment of a changed file suppresses only what the base commit has suppressed, too: the same rule,
 * key, host and role, as often. A copied line, or a file that was moved out of the tests, is reported. The base is asked
 * for only when it matters.
 */
export async function withAgreedIgnores(
  result: ScanResult,
  { isSame, nameBefore }: Pick<Changes, 'isSame' | 'nameBefore'>,
  base: () => Promise<ScanResult>,
): Promise<ScanResult> {
  const isOpen = result.findings.map(({ suppressed, path }) => suppressed?.kind === 'inSource' && !isSame(path));
  if (!isOpen.includes(true)) return result;
  const before = await base();
  const known = knownFindings({ ...before, findings: before.findings.filter((one) => one.suppressed) }, result);
  const findings = result.findings.map((finding, index) => {
    if (!isOpen[index]) return finding;
    const path = nameBefore(finding.path);
    if (path !== undefined && known.take(finding, path)) return finding;
    const { suppressed: _, ...reported } = finding;
    return reported;
  });
  return { ...result, findings };
}
