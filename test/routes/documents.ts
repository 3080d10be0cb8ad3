/** Documents for the tests of every format: what a real one holds, a very large one, and one full of traps. */
import type { JudgedSetting, ScanResult } from '../../src/model/finding.ts';
import type { Layer, Role, Verdict } from '../../src/model/setting.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { redacted } from '../../src/report/redact.ts';
import { type RoutesDocument, routesDocument } from '../../src/routes/document.ts';
import { type Evidence, evidenceOf, readEvidence } from '../../src/routes/evidence.ts';
import { relayNames } from '../../src/routes/names.ts';
import { finding, setting, step } from '../report/result.ts';

const { policy } = loadPolicy(
  `approved: [smtp-relay.corp.example]
legacy:
  - host: mx1.old-dc.example
    also: [192.0.2.25, smarthost.old-dc.example]
    replacement: smtp-relay.corp.example:587
`,
  '.smtp-scan.yml',
  () => undefined,
);

export const resultOf = (settings: readonly JudgedSetting[], more: Partial<ScanResult> = {}): ScanResult => ({
  root: '.',
  settings,
  findings: [],
  diagnostics: [],
  policy: '.smtp-scan.yml',
  judges: true,
  statistics: { files: 10, read: 5 },
  complete: true,
  ...more,
});

export const documentOf = (result: ScanResult, evidence?: Evidence): RoutesDocument =>
  routesDocument(redacted(result), { titleOf: (id) => `The ${id}`, names: relayNames(policy), evidence });

const postfix = setting('servers/web1/main.cf:4:13-23', {
  host: '192.0.2.25',
  port: 25,
  transport: 'none',
  verdict: 'legacy',
  detector: 'postfix',
  key: 'relayhost',
  layer: 'server',
});
const use = setting('shop/src/mailer.js:4:9-30', {
  ref: 'SMTP_HOST',
  source: 'environment',
  detector: 'nodemailer',
  key: 'createTransport',
  transport: 'starttls',
  authenticated: true,
  decided: true,
});
const value = setting('shop/.env:2:11-29', {
  host: 'mx1.old-dc.example',
  port: 25,
  verdict: 'legacy',
  secret: true,
  authenticated: true,
  trail: [
    step('shop/src/mailer.js:4:9-30', 'createTransport reads SMTP_HOST'),
    step('shop/src/config.js:7:3-12', 'by way of config.smtp'),
    step('shop/.env:2:11-29', 'SMTP_HOST is given its value here'),
  ],
});
const open = setting('portal/settings.py:5:1-20', {
  detector: 'django',
  key: 'EMAIL_HOST',
  ref: 'PORTAL_RELAY',
  source: 'environment',
});
const api = setting('crm/send.ts:9:1-10', {
  detector: 'sendgrid',
  key: 'sgMail.send',
  ref: 'SendGrid',
  route: 'api',
  verdict: 'unapproved',
});
const approved = setting('billing/mail.php:9:41-64', {
  host: 'smtp-relay.corp.example',
  port: 587,
  verdict: 'approved',
  detector: 'laravel',
});
const sample = setting('billing/.env.example:2:11-27', {
  host: 'smtp.example.com',
  verdict: 'placeholder',
  role: 'sample',
});
const monitoring = setting('ops/alertmanager.yml:4:20-46', {
  host: 'smtp.mailgun.org',
  port: 587,
  insecure: true,
  verdict: 'unapproved',
  detector: 'alertmanager',
  key: 'smtp://ops:hunter2@global.smtp_smarthost',
  layer: 'monitoring',
});

export const ordinary: ScanResult = resultOf([postfix, use, value, open, api, approved, sample, monitoring], {
  findings: [
    finding(postfix, 0, 'legacy-relay', 'error', 'legacy'),
    finding(value, 2, 'legacy-relay', 'error', 'legacy'),
    finding(value, 2, 'relay-credentials', 'error', 'password'),
    finding(monitoring, 7, 'unapproved-relay', 'error', 'excepted', {
      suppressed: { kind: 'external', reason: 'agreed' },
    }),
  ],
});

/** As `trace --format json` writes it. */
export const traced = JSON.stringify({
  schemaVersion: 1,
  complete: true,
  relays: [
    {
      host: 'smarthost.old-dc.example',
      ip: '192.0.2.25',
      port: 25,
      deliveries: 1204,
      deferred: 3,
      failed: 0,
      first: '2026-11-20T07:00:00Z',
      last: '2026-11-28T22:14:09Z',
      verdict: 'legacy',
    },
    {
      host: 'smtp-relay.corp.example',
      ip: '198.51.100.9',
      port: 587,
      deliveries: 9,
      deferred: 0,
      failed: 1,
      first: null,
      last: null,
      verdict: 'approved',
    },
    {
      host: 'mail.unknown.example',
      ip: null,
      port: 25,
      deliveries: 7,
      deferred: 0,
      failed: 0,
      first: null,
      last: null,
    },
  ],
  sources: [
    {
      host: 'web1',
      program: 'postfix',
      client: '10.0.0.3',
      from: 'corp.example',
      relay: 'mx1.old-dc.example',
      deliveries: 4,
    },
    {
      host: 'web2',
      program: 'postfix',
      client: null,
      from: 'corp.example',
      relay: 'mx1.old-dc.example',
      deliveries: 1200,
    },
  ],
});

export const evidence = evidenceOf([readEvidence(traced)]);

/** Values that HTML, SVG, Markdown, Mermaid, terminals and spreadsheets could take for more than text. */
export const TRAPS = [
  '<img src=x onerror=alert(1)>',
  '</script><script>document.title="taken"</script>',
  '"><svg/onload=alert(1)>',
  '`**bold**` | cell [link](javascript:alert(1)) @someone #1',
  'a"]; click s0 href "javascript:alert(1)"; x["',
  'end subgraph %%{init: {"securityLevel":"loose"}}%%',
  '=HYPERLINK("http://evil.example","x")',
  'line\nbreak\r\n# heading\u2028\u202egnp.exe\u0007',
  "' onfocus='alert(1)' autofocus='",
  'https://evil.example/ www.evil.example',
  '&lt;b&gt; #lt; #35;',
];

export const hostile: ScanResult = resultOf(
  TRAPS.flatMap((trap, index) => {
    const at = { line: index + 1, column: 1, endLine: index + 1, endColumn: 2 };
    return [
      setting('x:1:1-2', {
        ...at,
        path: `${trap}/${trap}.env`,
        host: trap,
        key: trap,
        ref: trap,
        detector: trap,
        verdict: 'unapproved',
      }),
      setting('x:1:1-2', {
        ...at,
        path: `safe/${index}.env`,
        key: trap,
        ref: trap,
        trail: [0, 1, 2].map((line) => ({ ...at, line: line + 1, path: `${trap}.js`, note: trap })),
      }),
    ];
  }),
  {
    diagnostics: TRAPS.map((trap) => ({ path: trap, line: 3, message: trap })),
    complete: false,
    policy: TRAPS[0] ?? '',
  },
);

const VERDICTS: readonly Verdict[] = ['approved', 'legacy', 'unapproved', 'local', 'unresolved'];
const LAYERS: readonly Layer[] = ['server', 'application', 'client', 'deployment', 'monitoring'];
const ROLES: readonly Role[] = ['runtime', 'runtime', 'runtime', 'sample', 'test'];

/** A company's one repository: `number` settings in as many files, two hundred relays. */
export const large = (number: number): ScanResult =>
  resultOf(
    Array.from({ length: number }, (_, index) => {
      const verdict = VERDICTS[(index * 7) % 5] ?? 'approved';
      return setting('x:1:1-2', {
        path: `teams/team-${index % 41}/services/service-${index % 977}/config/settings-${index}.yml`,
        line: (index % 300) + 1,
        host: verdict === 'unresolved' ? null : `smtp${index % 200}.${verdict}.example`,
        ref: verdict === 'unresolved' ? `SMTP_HOST_${index % 50}` : null,
        port: 587,
        transport: 'starttls',
        verdict,
        role: ROLES[index % 5] ?? 'runtime',
        layer: LAYERS[index % 3] ?? 'server',
        detector: `system-${index % 60}`,
        key: `mail.transports.${index % 90}.host`,
      });
    }),
  );
