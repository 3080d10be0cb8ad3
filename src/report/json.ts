/** The machine's report, made so that what it holds is exactly what src/report/result.ts and schema/result.schema.json say. */
import type { Edit, Finding, Fix, JudgedSetting, ScanResult } from '../model/finding.ts';
import { placeOf } from '../model/pick.ts';
import { jsonText } from './escape.ts';
import { activeFindings, countLevels, type ReportOptions, relaysOf } from './report.ts';
import type { Result, ResultEdit, ResultFinding, ResultSetting } from './result.ts';

export const json = (result: ScanResult, options: ReportOptions): string => jsonText(resultOf(result, options));

export function resultOf(result: ScanResult, options: Pick<ReportOptions, 'version' | 'suppressed'>): Result {
  const active = activeFindings(result);
  const { files, read, leftOut, absent } = result.statistics;
  return {
    schemaVersion: 1,
    tool: { name: 'smtp-scan', version: options.version },
    root: result.root,
    policy: result.policy,
    complete: result.complete,
    settings: result.settings.map(settingOf),
    findings: (options.suppressed ? result.findings : active).map(findingOf),
    relays: relaysOf(result.settings),
    diagnostics: result.diagnostics.map(({ path, line, message }) => ({ path, line, message })),
    statistics: { files, read, leftOut, absent },
    summary: { files, read, settings: result.settings.length, findings: countLevels(active) },
  };
}

function settingOf(setting: JudgedSetting): ResultSetting {
  const { host, port, transport, authenticated, detector, key, ref, source, role, layer, route, advice } = setting;
  const { certainty, verdict, secret, insecure, decided, implicit, trail } = setting;
  return {
    ...placeOf(setting),
    ...{ host, port, transport, authenticated, detector, key, ref, source, role, layer, route, certainty, verdict },
    // Flags that are rarely set are left out otherwise.
    ...(secret ? { secret } : {}),
    ...(insecure ? { insecure } : {}),
    ...(decided ? { decided } : {}),
    ...(implicit ? { implicit } : {}),
    ...(advice === undefined ? {} : { advice }),
    trail: trail.map(({ path, line, column, note }) => ({ path, line, column, note })),
  };
}

/** One about a setting stands where that stands. */
function findingOf(finding: Finding): ResultFinding {
  const { rule, level, setting, message, fingerprint, fix, suppressed, mention } = finding;
  return {
    ...{ rule, level, setting, message, fingerprint },
    ...(setting === null ? placeOf(finding) : {}),
    ...(fix ? { fix: fixOf(fix) } : {}),
    ...(suppressed ? { suppressed } : {}),
    ...(mention ? { mention: { host: mention.host, further: mention.further.map(placeOf) } } : {}),
  };
}

/** The edit of the host itself, and those that have to be made with it. */
function fixOf({ edits: [host, ...others] }: Fix): NonNullable<ResultFinding['fix']> {
  const edit = (one: Edit): ResultEdit => ({ ...placeOf(one), replacement: one.replacement });
  return { ...edit(host), ...(others.length > 0 ? { also: others.map(edit) } : {}) };
}
