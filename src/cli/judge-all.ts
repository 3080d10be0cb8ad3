/** Judges what was collected: the policy's rules, then the ignore comments of the files that have findings. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding, ScanResult } from '../model/finding.ts';
import { applyIgnores, findIgnores, type Ignore } from '../policy/ignores.ts';
import { judge } from '../policy/judge.ts';
import type { Policy } from '../policy/policy.ts';
import type { Collected } from '../scan.ts';

/** `YYYY-MM-DD`, in universal time: a policy means the same everywhere. */
export const today = (): string => new Date().toISOString().slice(0, 10);

export function judgeAll(
  root: string,
  collected: Collected,
  policy: Policy | undefined,
  atBase?: (ignore: Ignore) => boolean,
): Pick<ScanResult, 'settings' | 'findings' | 'diagnostics' | 'complete'> {
  const localNames = new Set([...collected.localNames].map((name) => name.toLowerCase()));
  const { judged, findings } = judge(collected.settings, policy, { localNames, today: today() });
  const files = [
    ...new Set([...findings.map((finding) => finding.path), ...collected.settings.map((setting) => setting.path)]),
  ].sort();
  const ignores = policy ? files.flatMap((file) => findIgnores(file, textOf(root, file))) : [];
  const hostOf = (finding: Finding): string | null =>
    finding.setting === null ? null : (judged[finding.setting]?.host ?? null);
  const all = policy
    ? applyIgnores(findings, ignores, policy, { today: today(), hostOf, ...(atBase ? { atBase } : {}) })
    : findings;
  return {
    settings: judged,
    findings: all,
    diagnostics: collected.diagnostics,
    complete: !collected.diagnostics.some((diagnostic) => diagnostic.message.startsWith('detector ')),
  };
}

function textOf(root: string, file: string): string {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return '';
  }
}
