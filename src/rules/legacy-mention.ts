import type { RuleText } from './rule.ts';

export const legacyMention: RuleText = {
  id: 'legacy-mention',
  name: 'LegacyMention',
  title: 'A legacy relay is named',
  shortDescription: 'The name or address of a legacy relay stands in a file, and no setting explains it.',
  fullDescription:
    "Every file is searched by its bytes for the names and addresses of the policy's legacy relays, also in UTF-16, in base64, with escapes and in other spellings of an address. This place names one, and no setting that was found stands there. In a document or a comment it is a note, in a file that could not be read to its end an error.",
  help: `## What it means
The old relay's name or address stands here, and smtp-scan does not know what for: a format or a system it does not know, a document, a comment, a firewall's rule, a certificate, a test.

## Why it matters
No list of settings is complete. What names the old relay may be what still uses it, and where it is only prose, somebody will copy it.

## What to do
Look at each place once. Where it decides something, change it, and tell the policy how to find its like (\`settings:\`). Where it is prose, write the new name:

\`\`\`diff
-Mail leaves through mx1.old-dc.example.
+Mail leaves through smtp-relay.corp.example.
\`\`\`

What is to stay gets an exception with a reason; \`mentions: ignore\` in the policy, or \`--no-mentions\`, switches the search off:

\`\`\`yaml
exceptions:
  - { host: mx1.old-dc.example, paths: ["docs/history/**"], reason: "tells how it was" }
\`\`\`
`,
  level: 'warning',
};
