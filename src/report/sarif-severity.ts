/** `security-severity`, 0.1 to 10: code scanning calls 7 and more high, 4 and more medium. */
import type { Finding, JudgedSetting, ScanResult } from '../model/finding.ts';
import type { Role } from '../model/setting.ts';
import { type ReportOptions, type RuleInfo, settingOf } from './report.ts';

/** How severe a rule may be for security, by what the file is for: what is not deployed sends no mail of anybody. */
const MOST_SEVERE: Readonly<Record<Role, number>> = { runtime: 10, sample: 6.9, dev: 3.9, test: 3.9 };

/** For the properties of a result. */
export function severityOf(
  finding: Finding,
  { role }: JudgedSetting,
  { rules }: ReportOptions,
): Readonly<Record<string, string>> {
  const severity = rules.find(({ id }) => id === finding.rule)?.securitySeverity;
  return severity === undefined ? {} : { 'security-severity': Math.min(severity, MOST_SEVERE[role]).toFixed(1) };
}

/**
 * The rules, each as severe as the worst place that it found, for code scanning knows the severity of a rule only: a change
 * that touches nothing but a test is not to be stopped as one of high severity.
 */
export function severeAsFound(
  rules: readonly RuleInfo[],
  findings: readonly Finding[],
  result: ScanResult,
): readonly RuleInfo[] {
  return rules.map((rule) => {
    const roles = findings.flatMap((finding) =>
      finding.rule === rule.id ? (settingOf(result, finding)?.role ?? []) : [],
    );
    const most = Math.max(...roles.map((role) => MOST_SEVERE[role]));
    const { securitySeverity } = rule;
    return securitySeverity === undefined || roles.length === 0
      ? rule
      : { ...rule, securitySeverity: Math.min(securitySeverity, most) };
  });
}
