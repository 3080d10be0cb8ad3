import type { RuleText } from './rule.ts';

export const insecureTransport: RuleText = {
  id: 'insecure-transport',
  name: 'InsecureTransport',
  title: 'An approved relay is used without the TLS or the port that it asks for',
  shortDescription:
    'An approved relay is used without TLS, on a port that the policy does not allow, or without checking its certificate.',
  fullDescription:
    'The host is approved, but the setting uses it in a way that the policy does not allow: without TLS where `tls: required` stands, on a port that is not among `ports`, or with certificate checks switched off, so that anybody on the way can read or change the mail.',
  help: `## What it means
The relay is the right one, the way to it is not.

## Why it matters
Without TLS, or without checking the certificate, whoever sits between the application and the relay reads mail and password. And many new relays simply refuse it: a setting that only had its host replaced, and kept port 25, stops working.

## What to do
Use the port and the kind of TLS that the relay offers, and leave the checks on:

\`\`\`diff
 host: 'smtp-relay.corp.example',
-port: 25,
-tls: { rejectUnauthorized: false },
+port: 587,
+requireTLS: true,
\`\`\`

For a relay with a certificate of your own authority, give the program that authority's certificate instead of switching the check off.
`,
  level: 'warning',
  securitySeverity: 5.9,
};
