/** Settings that the policy names, from the policy file to the findings. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyFor } from '../../src/cli/policy-file.ts';
import { runScan } from '../../src/cli/run-scan.ts';
import { temporaryFolder } from '../repository.ts';

const root = temporaryFolder();
const FILES = {
  'deploy/hub.ini': '[outgoing]\nserver = mx1.old-dc.example\n[incoming]\nserver = mx2.old-dc.example\n',
  'deploy/hub.yaml': 'regions:\n  - outgoing: { server: mx3.old-dc.example }\n',
  'deploy/hub.rules': '# routes\nway-out: mx4.old-dc.example\n',
  'elsewhere/hub.ini': '[outgoing]\nserver = mx5.old-dc.example\n',
  'hub.ini': 'way-out = mx6.old-dc.example\n',
  'sub/hub.ini': 'way-out = mx7.old-dc.example\n',
  'deploy/from-env.ini': '[outgoing]\nserver = ${HUB_OUT}\n',
  '.env': 'HUB_OUT=mx8.old-dc.example\n',
};

beforeAll(() => {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function found(settings: string): Promise<readonly string[]> {
  writeFileSync(path.join(root, '.smtp-scan.yml'), `legacy: ["*.old-dc.example"]\n${settings}`);
  const { policy, path: policyPath } = policyFor(root, undefined, { approve: [], legacy: [] });
  const { result } = await runScan({ root, paths: [], policy, policyPath, noIgnore: false, jobs: 1, noMentions: true });
  return result.findings.map(({ rule, path: file, line, setting }) => {
    const { key, host, detector, certainty } = (setting === null ? undefined : result.settings[setting]) ?? {};
    return `${rule} ${file}:${line} ${key} ${host} ${detector} ${certainty}`;
  });
}

it('are no settings without the policy', async () => {
  expect(await found('')).toEqual([]);
});

it('are found by file and the end of their key, in any format, also through a variable', async () => {
  expect(await found('settings: [{ files: "deploy/*.{ini,yaml}", key: outgoing.server }]\n')).toEqual([
    'legacy-relay .env:1 HUB_OUT mx8.old-dc.example environment certain',
    'legacy-relay deploy/hub.ini:2 outgoing.server mx1.old-dc.example own-setting certain',
    'legacy-relay deploy/hub.yaml:2 regions.0.outgoing.server mx3.old-dc.example own-setting certain',
  ]);
});

it('may stand in files that no reader is for; a glob without a slash means the root', async () => {
  expect(await found('settings: [{ files: ["deploy/*.rules", "hub.ini"], key: way-out }]\n')).toEqual([
    'legacy-relay deploy/hub.rules:2 way-out mx4.old-dc.example own-setting certain',
    'legacy-relay hub.ini:1 way-out mx6.old-dc.example own-setting certain',
  ]);
});
