/** `smtp-scan trace --help` and `smtp-scan compare --help`. */

const LOOK_UPS = `  --resolve             look the names of policy, settings and evidence up: the only use of the network
  --dns-server HOST[:PORT]  ask this name server (means --resolve)
  --timezone OFFSET     the zone of stamps that have none: +02:00 (default UTC)`;

const POLICY = `  --approve HOST        count this relay as approved (repeatable)
  --legacy HOST         count this relay as legacy (repeatable)
  --config FILE         the policy, instead of the nearest .smtp-scan.yml above the evidence`;

export const traceHelp = `smtp-scan trace FILE…: which relays handled the mail, as logs and messages show it

  smtp-scan trace /var/log/mail.log*             logs, rotated and packed ones too, in any order
  smtp-scan trace invoice.eml ~/Maildir          messages: .eml, mbox, Maildir, pasted headers
  journalctl -o json -t postfix/smtp | smtp-scan trace -
  smtp-scan trace /var/log/mail.log --repo .     beside what the repository says

What it is, is told by its content: Postfix, Exim, Sendmail, OpenSMTPD, qmail, Haraka, msmtp, dma and nullmailer, in syslog,
journald, Docker or Kubernetes; Exchange's send protocol and message tracking logs; Microsoft 365's and Google Workspace's
exports; Amazon SES events; debug logs of nodemailer and smtplib.

${POLICY}
  --repo PATH           scan it, and name the settings that point to the relays that were seen
${LOOK_UPS}
  --format F[=FILE]     text, json, sarif, markdown, html, csv (repeatable; =FILE writes a file)
  --fail-on LEVEL       error (default), warning, note or never
  --verbose             every source, message and remark
  --quiet               nothing when there is no finding
  --color WHEN          auto, always, never

Exit codes: 0 no finding, 1 findings, 2 not all could be read, or nothing of it shows mail that left.
`;

export const compareHelp = `smtp-scan compare BEFORE AFTER: whether mail moved from the old relay to the new one

  smtp-scan compare before.log after.log
  smtp-scan compare mail.log mail.log --changed-at 2026-10-01T08:00:00Z
  smtp-scan compare before.json after.json       results of trace, or of scan, as --format json writes them

Each is a file or folder of evidence, or a JSON result. The verdict is 'cut over', 'partly', 'not' or 'no evidence'.

${POLICY}
  --changed-at TIME     when the setting was changed; otherwise the end of BEFORE
${LOOK_UPS}
  --format F[=FILE]     text, json, markdown (repeatable; =FILE writes a file)
  --verbose             every source
  --color WHEN          auto, always, never

Exit codes: 0 cut over, 1 partly or not, 2 no evidence, or not all of it could be read.
`;
