/** The rules about evidence: what logs and headers show of the way that mail really took. */
import type { RuleText } from './rule.ts';

export const legacyHop: RuleText = {
  id: 'legacy-hop',
  name: 'LegacyHop',
  title: 'Mail went through a legacy relay',
  shortDescription: 'A log or a header shows mail that was handed to a relay that the policy lists as legacy.',
  fullDescription:
    "Evidence (`smtp-scan trace FILE`) shows that a source handed mail to a relay of the policy's legacy list, or tried to. The relay is known by its name, its address, or one of the names and addresses in `also`. Whatever the settings say, this is the way that mail took. Where only a claim in a header names the relay, it is a warning.",
  help: `## What it means
A server's log, or the header of a message, shows mail on its way through a relay that your organisation is leaving. Mail that was only deferred counts as well: it was to go that way.

## Why it matters
A changed setting proves an intention. A line of a log proves a route. A source that still hands mail to the old relay stops sending on the day when that relay is switched off.

## What to do
Look at the source that the message names (client, user, program, envelope domain) and at the setting that points to the relay; \`smtp-scan trace FILE --repo .\` names it. Change it, restart what read it, and look at new evidence with \`smtp-scan compare BEFORE AFTER\`:

\`\`\`diff
 # /etc/postfix/main.cf
-relayhost = [mx1.old-dc.example]:25
+relayhost = [smtp-relay.corp.example]:587
\`\`\`
`,
  level: 'error',
};

export const unexplainedHop: RuleText = {
  id: 'unexplained-hop',
  name: 'UnexplainedHop',
  title: 'Mail went a way that nothing explains',
  shortDescription: 'A relay was seen that the policy does not list, or that no setting of the repository points to.',
  fullDescription:
    'Evidence shows mail that was handed to a relay which the policy does not approve, or, with `--repo`, which no setting of the repository names; or mail that went straight to the recipients. Somewhere a setting is missing from the picture.',
  help: `## What it means
Mail left through a server that neither the policy nor, with \`--repo\`, the repository explains.

## Why it matters
What sends that mail is configured somewhere else: on a machine, in a secret store, in an admin page. Nobody will change it in the migration, because nobody knows it.

## What to do
Find the source by what the evidence says of it. If the relay is right, say so in the policy; if not, change the setting and bring it under version control:

\`\`\`diff
 approved:
   - host: smtp-relay.corp.example
+  - host: smtp-relay-dr.corp.example
\`\`\`
`,
  level: 'warning',
};
