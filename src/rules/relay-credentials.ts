import type { RuleText } from './rule.ts';

export const relayCredentials: RuleText = {
  id: 'relay-credentials',
  name: 'RelayCredentials',
  title: 'A password stands beside a relay',
  shortDescription: 'A literal password or token stands beside a relay.',
  fullDescription:
    'The password with which mail is handed to the relay is written in the repository. Everybody who can read the repository can send mail in your name. Beside a legacy relay it is an error: copied credentials keep the old route alive. The secret itself is never shown.',
  help: `## What it means
A literal password, key or token for the relay stands in this file. smtp-scan never shows it.

## Why it matters
Whoever reads the repository, or its history, can send mail as you. In a migration there is more to it: credentials of an old relay, copied from file to file, are what keeps the old route working after everybody thinks that it is gone.

## What to do
Let the environment or a secret store give it, and change the password, because the history keeps it:

\`\`\`diff
 host: smtp-relay.corp.example
-password: hunter2
+password: \${SMTP_PASSWORD}
\`\`\`
`,
  level: 'warning',
  securitySeverity: 7.5,
};
