import type { RuleText } from './rule.ts';

export const unapprovedRelay: RuleText = {
  id: 'unapproved-relay',
  name: 'UnapprovedRelay',
  title: 'Mail leaves through a relay that nobody approved',
  shortDescription: 'A setting names a real relay that the policy does not approve.',
  fullDescription:
    "The host is neither on the policy's list of approved relays nor local nor a placeholder. Mail handed to it leaves by a way that nobody has agreed to, with other logs, retention, reputation and authentication (SPF, DKIM) than the approved one.",
  help: `## What it means
This setting hands mail to a real server that is not among the policy's approved relays: a provider's, an old one, or one that somebody tried out.

## Why it matters
In a migration these are the routes that stay behind: nobody has them on the list, so nobody moves them. Outside of one they are a way around logging, archiving and the rules about where data may go; and mail by an unknown way often fails SPF or DKIM.

## What to do
Use an approved relay:

\`\`\`diff
-'host' => env('MAIL_HOST', 'smtp.mailgun.org'),
+'host' => env('MAIL_HOST', 'smtp-relay.corp.example'),
\`\`\`

or, if this one is right, say so in the policy:

\`\`\`yaml
approved:
  - host: smtp.mailgun.org
    ports: [587]
    tls: required
    reason: bulk mail, agreed with security
\`\`\`

A provider's HTTP API is approved by its name: \`- { api: sendgrid }\`. APIs are judged as soon as the policy names one.
`,
  level: 'error',
  securitySeverity: 5.0,
};
