import type { Related, Wanted } from '../model/finding.ts';
import type { RuleId } from '../rules/index.ts';
import type { PolicyLevel } from './policy.ts';

/** What is wrong with a setting, before its level and suppression are known. */
export interface Fault {
  readonly rule: RuleId;
  readonly message: string;
  /** Instead of the rule's own. */
  readonly level?: PolicyLevel;
  /** What the policy wants in the relay's place. */
  readonly wanted?: Wanted;
  readonly related?: readonly Related[];
}
