/** The machine's report; schema/result.schema.json describes it. Keys are only ever added within a schemaVersion. */
import type { Edit, Finding, Fix, JudgedSetting, ScanResult } from '../model/finding.ts';
import { pick, placeOf } from '../model/pick.ts';
import { jsonText } from './escape.ts';
import { activeFindings, countLevels, type ReportOptions, relaysOf } from './report.ts';

type Json = Readonly<Record<string, unknown>>;

export function json(result: ScanResult, options: ReportOptions): string {
  const active = activeFindings(result);
  const { files, read } = result.statistics;
  return jsonText({
    schemaVersion: 1,
    tool: { name: 'smtp-scan', version: options.version },
    root: result.root,
    policy: result.policy,
    complete: result.complete,
    settings: result.settings.map(settingJson),
    findings: (options.suppressed ? result.findings : active).map(findingJson),
    relays: relaysOf(result.settings),
    diagnostics: result.diagnostics.map((diagnostic) => pick(diagnostic, ['path', 'line', 'message'])),
    statistics: pick(result.statistics, ['files', 'read', 'leftOut', 'absent']),
    summary: { files, read, settings: result.settings.length, findings: countLevels(active) },
  });
}

const SETTING = [
  ...['path', 'line', 'column', 'endLine', 'endColumn', 'host', 'port', 'transport', 'authenticated', 'detector'],
  ...['key', 'ref', 'source', 'role', 'layer', 'route', 'certainty', 'verdict'],
] as const;

const settingJson = (setting: JudgedSetting): Json => ({
  ...pick(setting, SETTING),
  ...whenTrue(setting),
  ...(setting.advice === undefined ? {} : { advice: setting.advice }),
  trail: setting.trail.map((step) => pick(step, ['path', 'line', 'column', 'note'])),
});

/** Flags that are rarely set are left out otherwise. */
const whenTrue = ({ secret, insecure, decided, implicit }: JudgedSetting): Json =>
  Object.fromEntries(Object.entries({ secret, insecure, decided, implicit }).filter(([, isSet]) => isSet));

/** One about a setting stands where that stands. */
const findingJson = (finding: Finding): Json => ({
  ...pick(finding, ['rule', 'level', 'setting', 'message', 'fingerprint']),
  ...(finding.setting === null ? placeOf(finding) : {}),
  ...(finding.fix ? { fix: fixJson(finding.fix) } : {}),
  ...(finding.suppressed ? { suppressed: finding.suppressed } : {}),
  ...(finding.mention
    ? { mention: { host: finding.mention.host, further: finding.mention.further.map(placeOf) } }
    : {}),
});

/** The edit of the host itself, and those that have to be made with it. */
function fixJson({ edits: [host, ...others] }: Fix): Json {
  const edit = (one: Edit): Json => ({ ...placeOf(one), replacement: one.replacement });
  return { ...edit(host), ...(others.length > 0 ? { also: others.map(edit) } : {}) };
}
