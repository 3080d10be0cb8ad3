import type { RuleText } from './rule.ts';

export const implicitRelay: RuleText = {
  id: 'implicit-relay',
  name: 'ImplicitRelay',
  title: 'A library decides where mail goes',
  shortDescription: 'A mail library is used without naming a host, so its own default decides.',
  fullDescription:
    'No host is given to the mail library, so mail goes where its default points: mostly to port 25 of the same machine, sometimes to a vendor. Whether anything listens there, and where that sends the mail on to, nothing in the repository says.',
  help: `## What it means
The call names no host. The library then uses its own default, mostly \`localhost\`.

## Why it matters
The real relay is then decided by whatever runs on that machine (Postfix's \`relayhost\`, a sidecar), or there is none. In a migration such a use appears in no search for the old relay's name.

## What to do
Name the relay, from the environment, where mail is sent:

\`\`\`diff
-server.connect()
+server.connect(os.environ["SMTP_HOST"], 587)
\`\`\`

If the machine's own mail server is meant, write \`localhost\`: then it is said.
`,
  level: 'note',
};
