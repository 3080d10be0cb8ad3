import type { RuleText } from './rule.ts';

export const legacyRelay: RuleText = {
  id: 'legacy-relay',
  name: 'LegacyRelay',
  title: 'Mail leaves through a legacy relay',
  shortDescription: 'A setting names a relay that the policy lists as legacy.',
  fullDescription:
    "The host stands on the policy's legacy list, under its main name or one of the names and addresses in `also`. When that relay is switched off, mail sent through this setting is lost or queued until it bounces.",
  help: `## What it means
This setting hands mail to a relay that your organisation is leaving.

## Why it matters
A relay that is replaced is usually switched off on a date. A setting that still names it fails on that day, often silently: the application keeps working, and the mail does not arrive. Defaults and fallbacks count as much as plain values, because they decide wherever nobody sets the variable.

## What to do
Put the replacement that the policy names in its place, and port and TLS with it. \`smtp-scan fix\` shows that as a diff and says what a person has to look at; \`smtp-scan fix --write\` makes it.

\`\`\`diff
-SMTP_HOST=mx1.old-dc.example
-SMTP_PORT=25
+SMTP_HOST=smtp-relay.corp.example
+SMTP_PORT=587
\`\`\`

If this one has to stay for a while, write an exception with a reason and a date into the policy:

\`\`\`yaml
exceptions:
  - { host: mx1.old-dc.example, paths: ["apps/fax/**"], reason: "fax gateway moves in January", until: 2027-01-31 }
\`\`\`
`,
  level: 'error',
  // High: mail is lost on the day the relay goes, and until then leaves through a server that nobody looks after.
  securitySeverity: 7.0,
};
