import type { RuleText } from './rule.ts';

export const hiddenRelay: RuleText = {
  id: 'hidden-relay',
  name: 'HiddenRelay',
  title: 'The relay is written so that it cannot be read',
  shortDescription: 'A program makes the host of texts that stand in it, in a way that hides it.',
  fullDescription:
    'The host is made of literals of the program itself: decoded, decrypted, turned around, computed character by character. No environment and no configuration decides it, and nobody who reads the program can see which it is.',
  help: `## What it means
The host that mail is sent through stands in the program, but not as a host: it is decrypted, decompressed, translated or computed from texts and numbers that are written there. What can be worked out (base64, hexadecimal, joined, replaced, turned around) is judged like any other host; this is what cannot.

## Why it matters
Nobody can say by reading where mail goes, nor will a search find it when the relay is to be shut down. There is hardly a reason for it but to get past a review.

## What to do
Write the host as it is, or read it from the environment:

\`\`\`diff
-const host = unscramble('nme.qdkzx');
+const host = process.env.SMTP_HOST;
\`\`\`

Where a value comes from outside (\`decrypt(process.env.SMTP_HOST_ENCRYPTED)\`) it is \`unresolved-relay\`.
`,
  level: 'error',
};
