/** How people's reports arrange a result: by relay, the worst first, then by place. */
import type { Finding, JudgedSetting, Level, ScanResult } from '../model/finding.ts';
import type { Verdict } from '../model/setting.ts';
import { activeFindings, bySeverity, LEVELS, VERDICTS } from './report.ts';

/** A setting with its findings; suppressed ones apart. */
export interface Place {
  readonly setting: JudgedSetting;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

/** All places that name one relay; `host` is null for those that the repository does not decide, and for HTTP APIs. */
export interface Group {
  readonly host: string | null;
  /** The provider whose HTTP API mail leaves through. */
  readonly api: string | undefined;
  /** The worst of its places. */
  readonly verdict: Verdict;
  /** The most severe level among its findings. */
  readonly level: Level | undefined;
  readonly places: readonly Place[];
}

/** Groups with errors first, then warnings, notes and none; within these by verdict, then by name. */
export function groupsOf(result: ScanResult): readonly Group[] {
  const findings = collectBy(result.findings, (finding) => finding.setting);
  const placed = result.settings.map((setting, index): Place => {
    const all = findings.get(index) ?? [];
    return {
      setting,
      findings: all.filter(({ suppressed }) => !suppressed),
      suppressed: all.filter(({ suppressed }) => suppressed),
    };
  });
  const places = collectBy(placed, ({ setting: { host, route, ref } }) => (route === 'api' ? `api ${ref}` : host));
  return [...places.values()].map(groupOf).sort(byWeight);
}

function collectBy<K, V>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, readonly V[]> {
  const collected = new Map<K, V[]>();
  for (const value of values) {
    const known = collected.get(keyOf(value));
    if (known) known.push(value);
    else collected.set(keyOf(value), [value]);
  }
  return collected;
}

function groupOf(places: readonly Place[]): Group {
  const setting = places[0]?.setting;
  const verdict =
    VERDICTS.find((candidate) => places.some(({ setting }) => setting.verdict === candidate)) ?? 'unresolved';
  const level = LEVELS.find((candidate) =>
    places.some(({ findings }) => findings.some((finding) => finding.level === candidate)),
  );
  const api = setting?.route === 'api' ? (setting.ref ?? setting.detector) : undefined;
  return { host: setting?.host ?? null, api, verdict, level, places };
}

const levelWeight = (level: Level | undefined): number => (level === undefined ? LEVELS.length : LEVELS.indexOf(level));

/** Places without a host come last among their like. */
const byWeight = (a: Group, b: Group): number =>
  levelWeight(a.level) - levelWeight(b.level) ||
  VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
  Number(a.host === null) - Number(b.host === null) ||
  ((a.host ?? a.api ?? '') < (b.host ?? b.api ?? '') ? -1 : 1);

/** Findings about neither a setting nor a mention: the policy, an ignore comment. */
export const findingsElsewhere = (result: ScanResult): readonly Finding[] =>
  activeFindings(result).filter((finding) => finding.setting === null && !finding.mention);

/** What several places of a group have in common is said once: the most severe finding of each such rule and message. */
export function sharedFindings({ places }: Group): readonly Finding[] {
  const alike = collectBy(
    places.flatMap(({ findings }) => findings),
    wordsOf,
  );
  return [...alike.values()].flatMap((findings) => (findings.length > 1 ? bySeverity(findings).slice(0, 1) : []));
}

/** The same for findings that say the same. */
export const wordsOf = ({ rule, message }: Finding): string => `${rule}\n${message}`;

/** A relay that nobody has to look at: nothing is wrong with it and a policy, or its nature, says so. */
export const isQuiet = (group: Group): boolean =>
  group.level === undefined &&
  (group.verdict === 'approved' || group.verdict === 'local' || group.verdict === 'placeholder');
