/** The machine's report; schema/result.schema.json describes it. Keys are only ever added within a schemaVersion. */
import type { Finding, JudgedSetting, ScanResult } from '../model/finding.ts';
import type { Step } from '../model/setting.ts';
import { jsonText } from './escape.ts';
import { activeFindings, countLevels, type ReportOptions, relaysOf } from './report.ts';

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
    diagnostics: result.diagnostics.map(({ path, line, message }) => ({ path, line, message })),
    summary: { files, read, settings: result.settings.length, findings: countLevels(active) },
  });
}

function settingJson(setting: JudgedSetting): Readonly<Record<string, unknown>> {
  const {
    path,
    line,
    column,
    endLine,
    endColumn,
    host,
    port,
    transport,
    authenticated,
    detector,
    key,
    ref,
    source,
    role,
    layer,
    route,
    certainty,
    verdict,
  } = setting;
  return {
    ...{
      path,
      line,
      column,
      endLine,
      endColumn,
      host,
      port,
      transport,
      authenticated,
      detector,
      key,
      ref,
      source,
      role,
      layer,
      route,
      certainty,
      verdict,
    },
    ...whenTrue({
      secret: setting.secret,
      insecure: setting.insecure,
      decided: setting.decided,
      implicit: setting.implicit,
    }),
    trail: setting.trail.map(stepJson),
  };
}

/** Flags that are rarely set are left out otherwise. */
const whenTrue = (flags: Readonly<Record<string, boolean | undefined>>): Readonly<Record<string, true>> =>
  Object.fromEntries(Object.entries(flags).flatMap(([name, value]) => (value ? [[name, true as const]] : [])));

const stepJson = ({ path, line, column, note }: Step): Readonly<Record<string, unknown>> => ({
  path,
  line,
  column,
  note,
});

function findingJson({
  rule,
  level,
  setting,
  message,
  fingerprint,
  fix,
  suppressed,
  ...place
}: Finding): Readonly<Record<string, unknown>> {
  const { path, line, column, endLine, endColumn } = place;
  return {
    rule,
    level,
    setting,
    message,
    fingerprint,
    ...(setting === null ? { path, line, column, endLine, endColumn } : {}),
    fix,
    suppressed,
  };
}
