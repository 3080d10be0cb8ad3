/** The rules about the policy and about ignore comments: what is let through has to be in order itself. */
import type { RuleText } from './rule.ts';

export const unusedIgnore: RuleText = {
  id: 'unused-ignore',
  name: 'UnusedIgnore',
  title: 'An ignore comment or exception that does nothing',
  shortDescription: 'An ignore comment or a policy exception matches no finding, or may not count.',
  fullDescription:
    'The comment stands beside no finding of its rule and host, names a rule that does not exist, or does not count because the policy switches ignore comments off or the base commit does not have it; or an exception of the policy meets no setting. What does nothing today hides something tomorrow.',
  help: `## What it means
The comment or exception suppresses nothing.

## Why it matters
When the relay it was written for is gone, it waits for the next one: somebody adds a relay on that line, and it is hidden from the start.

## What to do
Remove it, or correct rule, host or place. A comment counts for its own line, or for the line below when it stands alone:

\`\`\`diff
-# smtp-scan: ignore legacy-relay -- moves in January
 SMTP_HOST=smtp-relay.corp.example
\`\`\`
`,
  level: 'warning',
};

export const ignoreWithoutReason: RuleText = {
  id: 'ignore-without-reason',
  name: 'IgnoreWithoutReason',
  title: 'An ignore comment without a reason',
  shortDescription: 'An ignore comment lacks its reason, so it does not count.',
  fullDescription:
    'An ignore comment has to say why, after two dashes. Without a reason nobody can tell later whether it may go, so it suppresses nothing.',
  help: `## What it means
The comment names a rule but no reason, and therefore does not count.

## Why it matters
Whoever cleans up after a migration has to know whether this one may go.

## What to do
Say why, and until when, if that is known:

\`\`\`diff
-# smtp-scan: ignore legacy-relay
+# smtp-scan: ignore legacy-relay mx1.old-dc.example -- fax gateway, moves last until 2027-01-31
 SMTP_HOST=mx1.old-dc.example
\`\`\`

Where a comment cannot hold two dashes (XML), write a dash: \`<!-- smtp-scan: ignore legacy-relay — reason -->\`.
`,
  level: 'warning',
};

export const expiredException: RuleText = {
  id: 'expired-exception',
  name: 'ExpiredException',
  title: 'An exception has ended',
  shortDescription: 'An exception of the policy, or an ignore comment, is past its date.',
  fullDescription:
    'Its `until` lies before today, so it suppresses nothing any more and the findings that it covered are back.',
  help: `## What it means
The date after \`until\` has passed. What it let through is reported again.

## Why it matters
An exception with a date is a promise. This is the reminder.

## What to do
Move the setting to an approved relay and remove the exception, or agree on a new date and say why:

\`\`\`diff
 exceptions:
-  - { host: smtp.sendgrid.net, paths: ["apps/newsletter/**"], reason: "bulk mail", until: 2027-01-31 }
+  - { host: smtp.sendgrid.net, paths: ["apps/newsletter/**"], reason: "bulk mail, contract ends in June", until: 2027-06-30 }
\`\`\`
`,
  level: 'warning',
};

export const policyChanged: RuleText = {
  id: 'policy-changed',
  name: 'PolicyChanged',
  title: 'This change alters the policy',
  shortDescription: 'The change under review alters the policy; it was judged by the policy of the base commit.',
  fullDescription:
    'A pull request cannot approve its own relay: it is judged by the policy as it stands in the base commit. The new policy counts once it is merged. This finding asks for a look at what it allows. Only where the base commit has no policy at all is a change judged by the one that it brings.',
  help: `## What it means
The policy file differs from the one in the base commit. This change was judged by the old one. Where the base commit has no policy, the change brings the first one and was judged by that.

## Why it matters
Whoever can change the policy decides where mail may go. That should be looked at by its owners, and not slip in beside a code change.

## What to do
Bring the policy change in a pull request of its own, first, and let its owners review it (\`CODEOWNERS\`):

\`\`\`
/.smtp-scan.yml @corp/mail-team
\`\`\`
`,
  level: 'warning',
};
