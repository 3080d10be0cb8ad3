/** How people's reports arrange a result: by relay, the worst first, then by place. */
import type { Finding, JudgedSetting, Level, ScanResult } from '../model/finding.ts';
import type { Verdict } from '../model/setting.ts';
import { activeFindings, bySeverity, isDecidedElsewhere, LEVELS, VERDICTS } from './report.ts';

/** A setting with its findings; suppressed ones apart. */
export interface Place {
  readonly setting: JudgedSetting;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

/**
 * All places that name one relay; `host` is null for those that the repository does not decide, for those whose relay stands
 * in another setting of it, and for HTTP APIs.
 */
export interface Group {
  readonly host: string | null;
  /** Whether the relay of its places, which name none, stands in another setting. */
  readonly isDecided: boolean;
  /** The provider whose HTTP API mail leaves through. */
  readonly api: string | undefined;
  /** The worst of its places. */
  readonly verdict: Verdict;
  /** The most severe level among its findings. */
  readonly level: Level | undefined;
  readonly places: readonly Place[];
  /** How many places there are; a report may show fewer. */
  readonly total: number;
}

/** Groups with errors first, then warnings, notes and none; within these by verdict, number of places and name. */
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
  const places = collectBy(placed, ({ setting }) =>
    setting.route === 'api' ? `api ${setting.ref ?? setting.detector}` : (setting.host ?? isDecidedElsewhere(setting)),
  );
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
  const isDecided = setting !== undefined && isDecidedElsewhere(setting);
  return { host: setting?.host ?? null, isDecided, api, verdict, level, places, total: places.length };
}

const levelWeight = (level: Level | undefined): number => (level === undefined ? LEVELS.length : LEVELS.indexOf(level));

const worstIn = ({ level, places }: Group): number =>
  places.filter(({ findings }) => level !== undefined && findings.some((finding) => finding.level === level)).length;

/** The most severe level first, then the verdict, then the number of places; places without a host last among their like. */
const byWeight = (a: Group, b: Group): number =>
  levelWeight(a.level) - levelWeight(b.level) ||
  VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
  Number(a.host === null) - Number(b.host === null) ||
  worstIn(b) - worstIn(a) ||
  b.places.length - a.places.length ||
  ((a.host ?? a.api ?? '') < (b.host ?? b.api ?? '') ? -1 : 1);

/** Findings about neither a setting nor a mention: the policy, an ignore comment. */
export const findingsElsewhere = (result: ScanResult): readonly Finding[] =>
  activeFindings(result).filter((finding) => finding.setting === null && !finding.mention);

/** What a finding says, sentence by sentence. */
const sentencesOf = ({ message }: Finding): readonly string[] => message.split(/(?<=\.) (?=\p{Lu})/u);

/**
 * What all places of a group have in common is said once: the most severe finding of each rule that every place has, with
 * the sentences that all of them share. What only some share stands at those.
 */
export function sharedFindings({ places }: Group): readonly Finding[] {
  const judged = places.filter(({ findings, suppressed }) => findings.length > 0 || suppressed.length === 0);
  if (judged.length < 2) return [];
  const ofRules = collectBy(
    judged.flatMap(({ findings }) => findings),
    ({ rule }) => rule,
  );
  return [...ofRules.values()].flatMap((findings) => {
    const [first] = bySeverity(findings);
    if (!first || new Set(findings.map(({ setting }) => setting)).size < judged.length) return [];
    const others = findings.map((finding) => new Set(sentencesOf(finding)));
    const common = sentencesOf(first).filter((sentence) => others.every((said) => said.has(sentence)));
    return common.length > 0 ? [{ ...first, message: common.join(' ') }] : [];
  });
}

/** What is left to say of a finding beside what its group shares; undefined for nothing. */
export function unsaid(finding: Finding, shared: readonly Finding[]): Finding | undefined {
  const said = shared.find(({ rule }) => rule === finding.rule);
  if (!said) return finding;
  const known = new Set(sentencesOf(said));
  const left = sentencesOf(finding).filter((sentence) => !known.has(sentence));
  return left.length > 0 ? { ...finding, message: left.join(' ') } : undefined;
}

/** An HTTP API of which neither the policy nor a finding says anything. */
export const isUnjudgedApi = ({ api, level, verdict }: Group): boolean =>
  api !== undefined && level === undefined && verdict !== 'approved';

/** A relay that nobody has to look at: nothing is wrong with it and a policy, or its nature, says so. */
export const isQuiet = (group: Group): boolean =>
  group.level === undefined &&
  (group.verdict === 'approved' || group.verdict === 'local' || group.verdict === 'placeholder');

/** What all findings of a relay want in its place, if that is one. */
export function replacementOf({ places }: Group): string | undefined {
  const hosts = new Set(places.flatMap(({ findings }) => findings.flatMap(({ wanted }) => wanted?.host ?? [])));
  const [only] = hosts;
  return hosts.size === 1 ? only : undefined;
}
