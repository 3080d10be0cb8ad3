/** The list of findings that were there when the tool came: known, and to be worked off, but not in the way of new work. */
import type { Finding, Level, ScanResult } from '../model/finding.ts';
import type { Role } from '../model/setting.ts';
import { roleOf } from '../select/role.ts';
import { isMilder } from './known.ts';

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly path: string;
  readonly key: string;
  readonly host: string | null;
  /** Lists that were written by older versions do not say it. */
  readonly level?: Level;
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

const VERSION = 1;

/** The findings about settings, as a file: sorted by fingerprint and without lines, so that it changes only when they do. */
export function writeBaseline({ findings, settings }: ScanResult): string {
  const entries = findings
    .filter(({ suppressed }) => !suppressed)
    .flatMap(({ fingerprint, rule, level, path, setting }) => {
      const about = setting === null ? undefined : settings[setting];
      return about ? [{ fingerprint, rule, level, path, key: about.key, host: about.host }] : [];
    })
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** The entries of a file, or what is wrong with it, in words. */
export function readBaseline(text: string): readonly BaselineEntry[] | { readonly problem: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (
    typeof data !== 'object' ||
    data === null ||
    !('version' in data) ||
    data.version !== VERSION ||
    !('findings' in data) ||
    !Array.isArray(data.findings)
  )
    return { problem: `it is no baseline of version ${VERSION}; --write-baseline writes one` };
  const entries: readonly unknown[] = data.findings;
  const wrong = entries.findIndex((entry) => !isEntry(entry));
  return wrong < 0
    ? entries.filter(isEntry)
    : { problem: `findings[${wrong}] lacks fingerprint, rule, path, key or host, or has a level that is none` };
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  const { fingerprint, rule, path, key, host, level } = {
    fingerprint: null,
    rule: null,
    path: null,
    key: null,
    host: undefined,
    level: undefined,
    ...entry,
  };
  return (
    [fingerprint, rule, path, key].every((value) => typeof value === 'string') &&
    (host === null || typeof host === 'string') &&
    (level === undefined || LEVELS.some((one) => one === level))
  );
}

export interface Applied {
  readonly result: ScanResult;
  /** Entries that meet nothing any more. */
  readonly unused: readonly BaselineEntry[];
}

/**
 * Suppresses what the baseline knows, if it is no more severe than it was. An entry whose file is gone stands for the same
 * finding in another file of its role: the file was renamed. Each entry counts once.
 */
export function applyBaseline(
  result: ScanResult,
  entries: readonly BaselineEntry[],
  exists: (path: string) => boolean,
): Applied {
  const open = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const exact = new Set(
    result.findings
      .filter(
        (finding) =>
          finding.setting !== null &&
          !isWorse(finding, open.get(finding.fingerprint)) &&
          open.delete(finding.fingerprint),
      )
      .map(({ fingerprint }) => fingerprint),
  );
  const gone = new Map<string, BaselineEntry[]>();
  for (const entry of open.values()) {
    if (exists(entry.path)) continue;
    const name = withoutPath(entry, roleOf(entry.path));
    gone.set(name, [...(gone.get(name) ?? []), entry]);
  }
  const renamed = (finding: Finding): boolean => {
    const setting = finding.setting === null ? undefined : result.settings[finding.setting];
    if (!setting) return false;
    const { key, host, role } = setting;
    const same = gone.get(withoutPath({ rule: finding.rule, key, host }, role)) ?? [];
    const entry = same.find((one) => !isWorse(finding, one) && open.has(one.fingerprint));
    return entry !== undefined && open.delete(entry.fingerprint);
  };
  const findings = result.findings.map((finding) =>
    !finding.suppressed && (exact.has(finding.fingerprint) || renamed(finding))
      ? { ...finding, suppressed: { kind: 'external' as const, reason: 'baseline' } }
      : finding,
  );
  return { result: { ...result, findings }, unused: [...open.values()] };
}

const isWorse = ({ level }: Finding, entry: BaselineEntry | undefined): boolean =>
  entry?.level !== undefined && isMilder(entry.level, level);

const withoutPath = ({ rule, key, host }: Pick<BaselineEntry, 'rule' | 'key' | 'host'>, role: Role): string =>
  JSON.stringify([rule, key, host, role]);
