/** Whether a finding is one of before: known findings hold for their place, key, role, level and count. */
import type { Finding, Level, ScanResult } from '../model/finding.ts';
import type { Role } from '../model/setting.ts';

const SEVERITY: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };

export const isMilder = (one: Level, other: Level): boolean => SEVERITY[one] < SEVERITY[other];

interface Before {
  readonly role: Role | undefined;
  readonly level: Level;
  readonly isSuppressed: boolean;
}

export interface KnownFindings {
  /**
   * Whether there was one like it before, in the file of that name: as severe at least, in the same role, and reported where
   * this one would be reported. Each of before stands for one finding.
   */
  take(finding: Finding, path: string): boolean;
}

/**
 * @param before what was there
 * @param now what the findings belong to that are asked about
 */
export function knownFindings(before: ScanResult, now: ScanResult): KnownFindings {
  const open = new Map<string, Before[]>();
  for (const finding of before.findings) {
    const { role, name } = about(finding, before, finding.path);
    const one = { role, level: finding.level, isSuppressed: finding.suppressed !== undefined };
    const same = open.get(name);
    if (same) same.push(one);
    else open.set(name, [one]);
  }
  return {
    take(finding, path) {
      const { role, name } = about(finding, now, path);
      const same = open.get(name) ?? [];
      const index = same.findIndex(
        (one) =>
          one.role === role &&
          !isMilder(one.level, finding.level) &&
          (!one.isSuppressed || finding.suppressed !== undefined),
      );
      if (index < 0) return false;
      same.splice(index, 1);
      return true;
    },
  };
}

function about(
  finding: Finding,
  { settings }: ScanResult,
  path: string,
): { readonly role: Role | undefined; readonly name: string } {
  const setting = finding.setting === null ? undefined : settings[finding.setting];
  // What is about no setting is told apart by its fingerprint alone.
  const name = setting ? [finding.rule, path, setting.key, setting.host] : [finding.rule, path, finding.fingerprint];
  return { role: setting?.role, name: JSON.stringify(name) };
}
