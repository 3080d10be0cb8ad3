/** What a rule is: data that reports, `explain` and the documentation show. The judging is `src/policy/judge.ts`. */
import type { Level } from '../model/finding.ts';

export const RULE_IDS = [
  'legacy-relay',
  'unapproved-relay',
  'insecure-transport',
  'relay-credentials',
  'mixed-relays',
  'implicit-relay',
  'unresolved-relay',
  'hidden-relay',
  'legacy-mention',
  'legacy-hop',
  'unexplained-hop',
  'unused-ignore',
  'ignore-without-reason',
  'expired-exception',
  'policy-changed',
] as const;

/** SARIF's rule ids. Stable for ever. */
export type RuleId = (typeof RULE_IDS)[number];

export interface RuleText {
  readonly id: RuleId;
  /** The id in Pascal case, as SARIF's `name`. */
  readonly name: string;
  /** A few words, for headings. */
  readonly title: string;
  /** One sentence. */
  readonly shortDescription: string;
  readonly fullDescription: string;
  /** Markdown: what it means, why it matters, what to do, with an example. */
  readonly help: string;
  /** In files that are deployed; see the policy's `roles` for the others. */
  readonly level: Level;
  /** 0.1 to 10, as GitHub's `security-severity`; only for rules that are about security. */
  readonly securitySeverity?: number;
}

export interface Rule extends RuleText {
  /** Where it is documented. */
  readonly helpUri: string;
}
