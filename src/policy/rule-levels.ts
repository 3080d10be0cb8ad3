/** What a policy says of single rules: `rules: { implicit-relay: ignore, mixed-relays: error }`. */
import type { Finding, JudgedSetting } from '../model/finding.ts';
import { isRuleId } from '../rules/index.ts';
import { roleOf } from '../select/role.ts';
import { levelFor } from './judge.ts';
import type { Policy } from './policy.ts';

/**
 * The findings with the level that the policy gives to their rules, within what it allows their roles. It comes last, so
 * that a comment about a rule that is off still meets its finding.
 */
export function withRuleLevels(
  findings: readonly Finding[],
  { rules, roles }: Pick<Policy, 'rules' | 'roles'>,
  settings: readonly JudgedSetting[],
): readonly Finding[] {
  if (Object.keys(rules).length === 0) return findings;
  return findings.flatMap((finding) => {
    const wanted = isRuleId(finding.rule) ? rules[finding.rule] : undefined;
    if (wanted === undefined) return [finding];
    const role = finding.setting === null ? undefined : settings[finding.setting]?.role;
    const level = levelFor(wanted, role ?? roleOf(finding.path), roles);
    return level === 'ignore' ? [] : [{ ...finding, level }];
  });
}
