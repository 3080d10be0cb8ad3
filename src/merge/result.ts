/** One repository's result, as `smtp-scan --format json` wrote it. The file may come from anywhere. */
import type { Level } from '../model/finding.ts';
import type { Role, Verdict } from '../model/setting.ts';
import { LEVELS, VERDICTS } from '../report/report.ts';
import { countOf, type Fields, fieldsOf, listOf, parsedJson, recordsIn, textOf } from '../text/json-fields.ts';

export interface MergedSetting {
  readonly path: string;
  readonly line: number;
  /** Null where the repository does not decide it. */
  readonly host: string | null;
  readonly port: number | null;
  readonly detector: string;
  readonly key: string;
  readonly role: Role;
  readonly verdict: Verdict;
  /** Whether a finding says that the relay itself is wrong; a policy may let one through. */
  readonly found: boolean;
}

export interface RepositoryResult {
  readonly name: string;
  readonly complete: boolean;
  /** Whether a policy judged it. */
  readonly judged: boolean;
  readonly settings: readonly MergedSetting[];
  readonly findings: Readonly<Record<Level, number>>;
  /** The owners of a path, as its CODEOWNERS says; none where there is no such file. */
  readonly ownersOf: (path: string) => readonly string[];
}

const ROLES: readonly Role[] = ['runtime', 'sample', 'dev', 'test'];

/** These say that a relay is wrong, others that something beside it is. */
const RELAY_RULES: ReadonlySet<unknown> = new Set(['legacy-relay', 'unapproved-relay']);

/**
 * Reads one file's text.
 *
 * @throws Error when it is no result of a scan; the message says what is wrong with it.
 */
export function readResult(text: string): Omit<RepositoryResult, 'name' | 'ownersOf'> {
  const all = fieldsOf(parsedJson(text));
  const settings = all && listOf(all.settings);
  const findings = all && listOf(all.findings);
  if (!settings || !findings)
    throw new Error('it is no result of a scan; write one with: smtp-scan --format json=FILE');
  if (all.schemaVersion !== 1) throw new Error(`its schemaVersion is ${JSON.stringify(all.schemaVersion)}, not 1`);
  const rows = recordsIn(findings);
  const found = new Set(rows.filter(({ rule }) => RELAY_RULES.has(rule)).map(({ setting }) => setting));
  const levels = rows.filter(({ suppressed }) => suppressed === undefined).map(({ level }) => level);
  const number = (wanted: Level): number => levels.filter((level) => level === wanted).length;
  const [error = 0, warning = 0, note = 0] = LEVELS.map(number);
  return {
    // What does not say that it is complete is not taken for it.
    complete: all.complete === true,
    judged: typeof all.policy === 'string',
    settings: settings.flatMap((one, index) => {
      const fields = fieldsOf(one);
      return fields ? [settingOf(fields, found.has(index))] : [];
    }),
    findings: { error, warning, note },
  };
}

function settingOf(fields: Fields, found: boolean): MergedSetting {
  const port = countOf(fields.port);
  return {
    path: textOf(fields.path) ?? '',
    line: Math.max(countOf(fields.line), 1),
    host: textOf(fields.host),
    port: port > 0 ? port : null,
    detector: textOf(fields.detector) ?? '',
    key: textOf(fields.key) ?? '',
    role: ROLES.find((role) => role === fields.role) ?? 'runtime',
    verdict: VERDICTS.find((verdict) => verdict === fields.verdict) ?? 'unresolved',
    found,
  };
}
