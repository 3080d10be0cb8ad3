import type { RuleText } from './rule.ts';

export const mixedRelays: RuleText = {
  id: 'mixed-relays',
  name: 'MixedRelays',
  title: 'Mail leaves through several relays',
  shortDescription: 'Settings of one role lead through different relays, though the policy names a single one.',
  fullDescription:
    'The policy approves one relay, and the settings of the same role (deployed, sample, development, test) name it beside others: the migration is half done. There is one finding for a role, at the first setting that goes another way.',
  help: `## What it means
Some of the places that send mail already use the relay of the policy, others do not.

## Why it matters
A half-done migration is the hardest state to run: part of the mail arrives, so nobody notices that the rest takes the old way, is logged elsewhere, or fails SPF.

## What to do
Bring the other settings to the same relay, best by reading one variable in all of them:

\`\`\`diff
 # services/shop/.env
 SMTP_HOST=smtp-relay.corp.example
 # services/newsletter/.env
-SMTP_HOST=mx1.old-dc.example
+SMTP_HOST=smtp-relay.corp.example
\`\`\`

If several relays are meant to be used, approve them all; or write an exception for the one that is different.
`,
  level: 'warning',
};
