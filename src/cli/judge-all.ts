/** Judges what was collected: the policy's rules, then the ignore comments of the files that have some. */
import path from 'node:path';
import type { Finding, ScanResult } from '../model/finding.ts';
import { cutUses } from '../policy/cut-uses.ts';
import { applyIgnores, findIgnores, type Ignore } from '../policy/ignores.ts';
import { judge } from '../policy/judge.ts';
import { mentionFindings } from '../policy/mentions.ts';
import type { Policy } from '../policy/policy.ts';
import { withRuleLevels } from '../policy/rule-levels.ts';
import { accepted } from '../policy/unreadable.ts';
import type { Collected } from '../scan/collect.ts';
import { textOf } from './file-text.ts';

/** `YYYY-MM-DD`, in universal time: a policy means the same everywhere. */
export const today = (): string => new Date().toISOString().slice(0, 10);

export interface JudgeOptions {
  /** Only some of the files were looked at: what meets nothing in them may be needed elsewhere. */
  readonly partial: boolean;
  /** Bytes that count instead of those on the disk, by path. */
  readonly contents?: ReadonlyMap<string, Uint8Array> | undefined;
  /** Files of this tool's own, which name relays to speak of them. */
  readonly own: ReadonlySet<string>;
  /** Whether the commit that is trusted has an ignore comment; left out, there is no such commit. */
  readonly atBase?: (ignore: Ignore) => boolean;
}

export function judgeAll(
  collected: Collected,
  policy: Policy | undefined,
  options: JudgeOptions,
): Pick<ScanResult, 'settings' | 'findings' | 'diagnostics' | 'complete'> {
  const { localNames, root } = collected;
  const context = { today: today(), partial: options.partial };
  const ignores = policy
    ? collected.commented.flatMap((file) =>
        findIgnores(file, textOf(root.onDisk(path.join(root.folder, file)), options.contents?.get(file))),
      )
    : [];
  const { own } = options;
  const { mentions, unread } = collected;
  const { judged, findings } = judge(collected.settings, policy, {
    ...context,
    localNames,
    ...(policy
      ? { mentions: (settings) => mentionFindings(mentions, policy, { settings, ignores, own, unread }) }
      : {}),
  });
  const hostOf = (finding: Finding): string | null =>
    finding.setting === null ? (finding.mention?.host ?? null) : (judged[finding.setting]?.host ?? null);
  const { atBase } = options;
  const all = policy
    ? withRuleLevels(
        applyIgnores(findings, ignores, policy, { ...context, hostOf, ...(atBase ? { atBase } : {}) }),
        policy,
        judged,
      )
    : findings;
  const diagnostics = accepted([...collected.diagnostics, ...cutUses(judged, all)], policy?.unreadable ?? []);
  return {
    settings: judged,
    findings: all,
    diagnostics,
    complete: !diagnostics.some((diagnostic) => diagnostic.failed),
  };
}
