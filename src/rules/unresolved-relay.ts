import type { RuleText } from './rule.ts';

export const unresolvedRelay: RuleText = {
  id: 'unresolved-relay',
  name: 'UnresolvedRelay',
  title: 'Nothing in the repository decides the relay',
  shortDescription: 'Mail is sent, and the host comes from outside the repository.',
  fullDescription:
    'The host comes from an environment variable, a database, an admin page or a secret store, and no file of the repository gives it a value. It is no fault: it says where to look next. The message names the variable or key.',
  help: `## What it means
Here mail is sent, and the relay's name is not in the repository.

## Why it matters
A migration is not done when the repository is clean: the value may stand in the deployment, a secret store, a database or somebody's admin page. This is the list of places that are still to be looked at.

## What to do
Look for the name in the message where this program runs (deployment, secret store, settings page), and change the value there. If it belongs in a repository, keep it in one that is scanned as well:

\`\`\`diff
 # deploy/production.env
+SMTP_HOST=smtp-relay.corp.example
\`\`\`

The policy sets the level: \`unresolved: ignore | note | warning | error\`.
`,
  level: 'note',
};
