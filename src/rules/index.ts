/** The register of rules. */
import { legacyHop, unexplainedHop } from './hops.ts';
import { implicitRelay } from './implicit-relay.ts';
import { insecureTransport } from './insecure-transport.ts';
import { legacyMention } from './legacy-mention.ts';
import { legacyRelay } from './legacy-relay.ts';
import { mixedRelays } from './mixed-relays.ts';
import { relayCredentials } from './relay-credentials.ts';
import type { Rule, RuleId } from './rule.ts';
import { expiredException, ignoreWithoutReason, policyChanged, unusedIgnore } from './suppressions.ts';
import { unapprovedRelay } from './unapproved-relay.ts';
import { unresolvedRelay } from './unresolved-relay.ts';

export type { Rule, RuleId } from './rule.ts';
export { RULE_IDS } from './rule.ts';

const BY_ID: Readonly<Record<RuleId, Rule>> = {
  'legacy-relay': legacyRelay,
  'unapproved-relay': unapprovedRelay,
  'insecure-transport': insecureTransport,
  'relay-credentials': relayCredentials,
  'mixed-relays': mixedRelays,
  'implicit-relay': implicitRelay,
  'unresolved-relay': unresolvedRelay,
  'legacy-mention': legacyMention,
  'legacy-hop': legacyHop,
  'unexplained-hop': unexplainedHop,
  'unused-ignore': unusedIgnore,
  'ignore-without-reason': ignoreWithoutReason,
  'expired-exception': expiredException,
  'policy-changed': policyChanged,
};

/** In the order in which they are shown. */
export const rules: readonly Rule[] = Object.values(BY_ID);

export const ruleOf = (id: RuleId): Rule => BY_ID[id];

export const isRuleId = (text: string): text is RuleId => Object.hasOwn(BY_ID, text);
