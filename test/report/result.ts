/** A made-up result that has everything a report can meet. */
import type { Finding, JudgedSetting, Level, ScanResult } from '../../src/model/finding.ts';
import { placeOf } from '../../src/model/pick.ts';
import type { Step } from '../../src/model/setting.ts';
import type { ReportOptions, RuleInfo } from '../../src/report/index.ts';
import { plainSetting } from '../setting.ts';

/** `path:line:column-endColumn` */
function place(text: string): { path: string; line: number; column: number; endLine: number; endColumn: number } {
  const [, path = '', line, column, endColumn] = /^(.*):(\d+):(\d+)-(\d+)$/s.exec(text) ?? [];
  return { path, line: Number(line), column: Number(column), endLine: Number(line), endColumn: Number(endColumn) };
}

export const setting = (at: string, fields: Partial<JudgedSetting>): JudgedSetting => ({
  ...plainSetting,
  ...place(at),
  verdict: 'unresolved',
  ...fields,
});

export const step = (at: string, note: string): Step => ({ ...place(at), note });

export function finding(
  of: JudgedSetting,
  index: number | null,
  rule: string,
  level: Level,
  message: string,
  more: Partial<Finding> = {},
): Finding {
  const { path, line, column, endLine, endColumn } = of;
  const fingerprint = Buffer.from(`${rule}${path}`).toString('hex').padEnd(32, '0').slice(-32);
  return { path, line, column, endLine, endColumn, rule, level, setting: index, message, fingerprint, ...more };
}

const env = setting('.env.production:3:11-29', {
  host: 'mx1.old-dc.example',
  port: 25,
  transport: 'none',
  verdict: 'legacy',
  ref: 'SMTP_HOST',
  source: 'environment',
  authenticated: true,
  secret: true,
  trail: [
    step('src/mail.js:10:9-31', 'createTransport takes its host from SMTP_HOST'),
    step('.env.production:3:1-10', 'SMTP_HOST is set here'),
  ],
});
const php = setting('apps/shop front/config/mäil.php:41:30-48', {
  host: 'mx1.old-dc.example',
  port: 25,
  transport: 'none',
  verdict: 'legacy',
  detector: 'laravel',
  key: 'mailers.smtp.host',
  ref: 'MAIL_HOST',
  source: 'default',
});
const sample = setting('.env.example:3:11-29', { host: 'mx1.old-dc.example', role: 'sample', verdict: 'legacy' });
const newsletter = setting('services/newsletter/send.py:12:24-41', {
  host: 'smtp.sendgrid.net',
  port: 587,
  transport: 'starttls',
  verdict: 'unapproved',
  detector: 'smtplib',
  key: 'SMTP',
  authenticated: true,
});
const alerts = setting('deploy/alertmanager.yml:4:20-46', {
  host: 'smtp-relay.corp.example',
  port: 25,
  transport: 'none',
  insecure: true,
  verdict: 'approved',
  detector: 'alertmanager',
  key: 'global.smtp_smarthost',
  layer: 'monitoring',
});
const values = setting('deploy/values.yaml:8:9-32', {
  host: 'smtp-relay.corp.example',
  port: 587,
  transport: 'starttls',
  verdict: 'approved',
  detector: 'helm',
  key: 'smtp.host',
  layer: 'deployment',
});
const compose = setting('docker-compose.dev.yml:9:18-25', {
  host: 'mailhog',
  port: 1025,
  role: 'dev',
  verdict: 'local',
  detector: 'compose',
  layer: 'deployment',
});
const readme = setting('docs/example.env:1:11-27', {
  host: 'smtp.example.com',
  role: 'sample',
  verdict: 'placeholder',
});
const python = setting('services/billing/settings.py:88:14-41', {
  ref: 'EMAIL_HOST',
  source: 'environment',
  detector: 'django',
  key: 'EMAIL_HOST',
});
const implied = setting('services/billing/report.py:5:1-8', {
  ref: 'localhost',
  source: 'default',
  detector: 'smtplib',
  key: 'SMTP',
  implicit: true,
});
const decided = setting('src/mail.js:10:9-31', {
  ref: 'SMTP_HOST',
  source: 'environment',
  detector: 'nodemailer',
  key: 'createTransport',
  decided: true,
});
const tests = setting('test/mail.test.js:7:12-30', {
  host: 'mx1.old-dc.example',
  role: 'test',
  verdict: 'legacy',
  detector: 'nodemailer',
  key: 'createTransport',
});

export const settings: readonly JudgedSetting[] = [
  sample,
  env,
  php,
  alerts,
  values,
  compose,
  readme,
  implied,
  python,
  newsletter,
  decided,
  tests,
];

const legacy = 'mx1.old-dc.example is a legacy relay: moved on 2026-10-01';
const wanted = { host: 'smtp-relay.corp.example', port: null, tls: 'optional' } as const;
const fixAt = (of: JudgedSetting): Pick<Finding, 'wanted' | 'fix'> => ({
  wanted,
  fix: { edits: [{ ...placeOf(of), replacement: wanted.host, bytes: { column: of.column, endColumn: of.endColumn } }] },
});

export const findings: readonly Finding[] = [
  finding(sample, 0, 'legacy-relay', 'warning', legacy, fixAt(sample)),
  finding(env, 1, 'legacy-relay', 'error', legacy, fixAt(env)),
  finding(env, 1, 'relay-credentials', 'error', 'a password stands beside the legacy relay mx1.old-dc.example'),
  finding(
    setting('.smtp-scan.yml:14:3-20', {}),
    null,
    'unused-suppression',
    'warning',
    'the exception for smtp.old.example matches nothing',
  ),
  finding(php, 2, 'legacy-relay', 'error', legacy, fixAt(php)),
  finding(
    alerts,
    3,
    'insecure-transport',
    'warning',
    'smtp-relay.corp.example is used without TLS, which the policy requires',
  ),
  finding(implied, 7, 'implicit-relay', 'note', 'SMTP is given no host: its default, localhost, decides'),
  finding(python, 8, 'unresolved-relay', 'note', 'EMAIL_HOST decides the relay, and nothing in the repository sets it'),
  finding(newsletter, 9, 'unapproved-relay', 'error', 'smtp.sendgrid.net is not an approved relay'),
  finding(tests, 11, 'legacy-relay', 'note', legacy, {
    ...fixAt(tests),
    suppressed: { kind: 'inSource', reason: 'tests the migration itself' },
  }),
];

export const result: ScanResult = {
  root: '.',
  settings,
  findings,
  diagnostics: [
    { path: 'config/broken.yml', line: 3, message: 'bad indentation of a mapping entry' },
    { path: 'dump.sql', message: 'larger than 20 MB, not read' },
  ],
  policy: '.smtp-scan.yml',
  judges: true,
  statistics: { files: 1204, read: 211 },
  complete: false,
};

export const clean: ScanResult = { ...result, settings: [values], findings: [], diagnostics: [], complete: true };

export const bare: ScanResult = {
  ...result,
  settings: [],
  findings: [],
  diagnostics: [],
  policy: null,
  judges: false,
  complete: true,
};

const rule = (id: string, level: Level, securitySeverity?: number): RuleInfo => ({
  id,
  name: id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  shortDescription: `The rule ${id}.`,
  fullDescription: `What the rule ${id} is about, at some length.`,
  help: `# ${id}\n\nWhat to do about it.`,
  level,
  ...(securitySeverity === undefined ? {} : { securitySeverity }),
  helpUri: `https://smtp-scan.example/rules#${id}`,
});

export const options: ReportOptions = {
  version: '1.2.3',
  homepage: 'https://smtp-scan.example/',
  rules: [
    rule('legacy-relay', 'error'),
    rule('unapproved-relay', 'error', 6),
    rule('insecure-transport', 'warning', 5.5),
    rule('relay-credentials', 'warning', 8),
    rule('implicit-relay', 'note'),
    rule('unresolved-relay', 'note'),
    rule('unused-suppression', 'warning'),
  ],
};

/** Whatever a repository could put where a report shows it. */
export const HOSTILE =
  '\n::set-output name=x::y\r\n##[add-mask]z ##vso[task.setvariable]\u001b[31m\u009b2J\u202e\u200b<img src=x onerror=alert(1)> [a](https://evil.example) `c` | **b** %0A::warning::w "q" \'s\' & @all #1';

const evil = setting(`::add-path::a${HOSTILE}/b.env:1:1-5`, {
  host: 'smtp.evil.example',
  key: HOSTILE,
  ref: HOSTILE,
  verdict: 'unapproved',
  trail: [step(`${HOSTILE}:1:1-2`, HOSTILE)],
});
const open = setting(`${HOSTILE}:2:1-5`, { key: HOSTILE, ref: HOSTILE, source: 'environment' });

export const hostile: ScanResult = {
  ...result,
  settings: [evil, open],
  findings: [
    finding(evil, 0, 'unapproved-relay', 'error', HOSTILE, {
      wanted: { ...wanted, host: HOSTILE },
      fix: {
        edits: [{ ...place(`${HOSTILE}:1:1-5`), replacement: HOSTILE, bytes: { column: 1, endColumn: 5 } }],
        lines: { first: 1, texts: [HOSTILE] },
      },
    }),
    finding(open, 1, 'unresolved-relay', 'note', HOSTILE),
  ],
  diagnostics: [{ path: HOSTILE, line: 1, message: HOSTILE }],
};
