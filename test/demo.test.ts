/** The demonstration that the README shows: one place for each verdict. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { policyFor } from '../src/cli/policy-file.ts';
import { runScan } from '../src/cli/run-scan.ts';

const root = fileURLToPath(new URL('../fixtures/demo', import.meta.url));

async function demo() {
  const { policy, path } = policyFor(root, undefined, { approve: [], legacy: [] });
  const { result } = await runScan({ root, paths: [], policy, policyPath: path, noIgnore: false, jobs: 1 });
  return result;
}

it('shows every verdict', { timeout: 30_000 }, async () => {
  const { settings } = await demo();
  const shown = settings
    .filter(({ decided }) => !decided)
    .map(({ path, line, host, verdict }) => `${path}:${line} ${host ?? '?'} ${verdict}`);
  expect(shown).toEqual([
    '.github/workflows/release.yml:11 smtp.gmail.com unapproved',
    'billing/.env.example:2 smtp.example.com placeholder',
    'billing/config/mail.php:9 smtp-relay.corp.example approved',
    'docker-compose.yml:5 mailpit local',
    'portal/portal/settings.py:5 ? unresolved',
    'servers/web1/postfix/main.cf:4 192.0.2.25 legacy',
    'shop/.env:2 mx1.old-dc.example legacy',
    'shop/src/newsletter.js:4 smtp.mailgun.org unapproved',
  ]);
});

it('shows a finding of most rules, and the password beside a legacy relay as an error', {
  timeout: 30_000,
}, async () => {
  const { settings, findings } = await demo();
  const shown = findings
    .map(({ rule, level, setting }) => `${rule} ${level} ${setting === null ? '' : settings[setting]?.path}`)
    .sort();
  expect(shown).toEqual([
    'legacy-relay error servers/web1/postfix/main.cf',
    'legacy-relay error shop/.env',
    'mixed-relays warning .github/workflows/release.yml',
    'relay-credentials error shop/.env',
    'unapproved-relay error .github/workflows/release.yml',
    'unapproved-relay error shop/src/newsletter.js',
    'unresolved-relay note portal/portal/settings.py',
  ]);
});
