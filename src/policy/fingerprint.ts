/** What identifies a finding over time. */
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';

export interface Identity {
  readonly rule: string;
  readonly path: string;
  readonly key: string;
  readonly host: string | null;
}

/** Over rule, path, key and host, never the line: it stays the same when lines move. 32 hex digits. */
export const fingerprintOf = ({ rule, path, key, host }: Identity): string => digest([rule, path, key, host ?? '']);

const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);

/** Findings of one identity are told apart by their order, so that a second one is not taken for the first. */
export function distinctFingerprints(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const before = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, before + 1);
    return before === 0 ? finding : { ...finding, fingerprint: digest([finding.fingerprint, String(before + 1)]) };
  });
}
