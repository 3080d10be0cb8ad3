/** The register of rules. */

import { hiddenRelay } from './hidden-relay.ts';
import { legacyHop, unexplainedHop } from './hops.ts';
import { implicitRelay } from './implicit-relay.ts';
import { insecureTransport } from './insecure-transport.ts';
import { legacyMention } from './legacy-mention.ts';
import { legacyRelay } from './legacy-relay.ts';
import { mixedRelays } from './mixed-relays.ts';
import { rulePage } from './pages.ts';
import { relayCredentials } from './relay-credentials.ts';
import type { Rule, RuleId, RuleText } from './rule.ts';
import { expiredException, ignoreWithoutReason, policyChanged, unusedIgnore } from './suppressions.ts';
import { unapprovedRelay } from './unapproved-relay.ts';
import { unresolvedRelay } from './unresolved-relay.ts';

export type { Rule, RuleId } from './rule.ts';
export { RULE_IDS } from './rule.ts';

const TEXTS: Readonly<Record<RuleId, RuleText>> = {
  'legacy-relay': legacyRelay,
  'unapproved-relay': unapprovedRelay,
  'insecure-transport': insecureTransport,
  'relay-credentials': relayCredentials,
  'mixed-relays': mixedRelays,
  'implicit-relay': implicitRelay,
  'unresolved-relay': unresolvedRelay,
  'hidden-relay': hiddenRelay,
  'legacy-mention': legacyMention,
  'legacy-hop': legacyHop,
  'unexplained-hop': unexplainedHop,
  'unused-ignore': unusedIgnore,
  'ignore-without-reason': ignoreWithoutReason,
  'expired-exception': expiredException,
  'policy-changed': policyChanged,
};

/** In the order in which they are shown. */
export const rules: readonly Rule[] = Object.values(TEXTS).map((text) => ({ ...text, helpUri: rulePage(text.id) }));

export const ruleOf = (id: RuleId): RuleText => TEXTS[id];

export const isRuleId = (text: string): text is RuleId => Object.hasOwn(TEXTS, text);
