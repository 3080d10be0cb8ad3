/** Policies that the command line names, and how reports name them. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyFor } from '../../src/cli/policy-file.ts';
import { runScan } from '../../src/cli/run-scan.ts';
import { formats } from '../../src/report/index.ts';
import { rules } from '../../src/rules/index.ts';
import { temporaryFolder } from '../repository.ts';

const folder = temporaryFolder();
const root = path.join(folder, 'code');
const NONE = { approve: [], legacy: [] };
const EXPIRED =
  'legacy: [mx1.old-dc.example]\nexceptions: [{ host: mx1.old-dc.example, reason: fax, until: 2020-01-31 }]\n';

beforeAll(() => {
  const files = {
    'code/.env': 'SMTP_HOST=mx1.old-dc.example\n',
    'code/mail/policy.yml': EXPIRED,
    'policy/central.yml': 'extends: ./parts/exceptions.yml\n',
    'policy/parts/exceptions.yml': EXPIRED,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['code/mail/policy.yml', 'mail/policy.yml', 'code/mail/policy.yml', 'code/mail/policy.yml:2:14'],
  ['policy/central.yml', '../policy/central.yml', 'policy/central.yml', 'policy/parts/exceptions.yml:2:14'],
])('%s is named from the root, and shown from where people are', async (config, named, shown, place) => {
  const { policy, path: policyPath } = policyFor(root, path.join(folder, config), NONE);
  expect(policyPath).toBe(named);
  const { result } = await runScan({ root, paths: [], policy, policyPath, noIgnore: false, jobs: 1 });
  const text = formats.text(result, { version: '', rules, prefix: 'code/' });
  expect(text).toContain(`policy ${shown}\n`);
  expect(text).toContain(`▲ ${place}\n`);
});

it('without a file the command line is named', () => {
  expect(policyFor(folder, undefined, { approve: ['a.corp.example'], legacy: [] }).path).toBe('the command line');
  expect(policyFor(folder, undefined, NONE)).toEqual({ policy: undefined, path: null });
  expect(() => policyFor(folder, path.join(folder, 'none.yml'), NONE)).toThrow('--config: there is no file');
});
