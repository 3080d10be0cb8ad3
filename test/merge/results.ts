/** Results of scans as `--format json` writes them, in a folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JudgedSetting } from '../../src/model/finding.ts';
import { json } from '../../src/report/json.ts';
import { finding, setting } from '../report/result.ts';
import { resultOf } from '../routes/documents.ts';

export const legacy = (at: string, more: Partial<JudgedSetting> = {}): JudgedSetting =>
  setting(at, { host: 'mx1.old-dc.example', port: 25, verdict: 'legacy', ...more });

export const approved = (at: string): JudgedSetting =>
  setting(at, { host: 'smtp-relay.corp.example', port: 587, verdict: 'approved' });

export const unapproved = (at: string): JudgedSetting =>
  setting(at, { host: 'smtp.sendgrid.net', port: 587, verdict: 'unapproved' });

/** The text of a result in which every wrong relay has its finding. */
export function resultText(settings: readonly JudgedSetting[], complete = true): string {
  const findings = settings.flatMap((one, index) =>
    one.verdict === 'legacy' || one.verdict === 'unapproved'
      ? [finding(one, index, `${one.verdict}-relay`, 'error', 'a wrong relay')]
      : [],
  );
  return json(resultOf(settings, { findings, complete }), { version: '1.2.3', rules: [] });
}

export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}
