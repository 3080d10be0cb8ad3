/** What a scan has to say of one line: what is there, how it gets to the relay, why it is judged so, and what to do. */
import type { Finding, JudgedSetting, ScanResult } from '../model/finding.ts';
import type { Verdict } from '../model/setting.ts';
import { hostMatches } from '../policy/match.ts';
import { COMMAND_LINE, type Policy } from '../policy/policy.ts';
import { relayName } from '../relays/known.ts';
import { visible } from './escape.ts';
import { connection, count, messageWithFix, openQuestion } from './report.ts';

/** 1-based line; `path` is relative to the scan root. */
export interface Spot {
  readonly path: string;
  readonly line: number;
}

export interface ExplainOptions {
  readonly policy: Policy | undefined;
  /** A detector's name for people. */
  readonly titleOf: (detector: string) => string;
  /** What is done about a rule, in Markdown. */
  readonly remedyOf: (rule: string) => string | undefined;
}

/** Undefined when the scan found nothing on that line. `result` must be free of credentials (`redacted`). */
export function explained(result: ScanResult, spot: Spot, options: ExplainOptions): string | undefined {
  const isThere = ({ path, line }: Spot): boolean => path === spot.path && line === spot.line;
  const here = result.settings.flatMap((setting, index) =>
    [setting, ...setting.trail].some(isThere) ? [settingPart(setting, index, result, options)] : [],
  );
  const elsewhere = result.findings
    .filter((finding) => finding.setting === null && isThere(finding))
    .map((finding) => findingPart(finding, options));
  const parts = [...here, ...elsewhere];
  return parts.length === 0 ? undefined : `${parts.join('\n')}`;
}

/** What the scan found near the line, for whoever was off by some; nearest first. */
export const nearby = ({ settings }: ScanResult, { path, line }: Spot): readonly string[] =>
  settings
    .filter((setting) => setting.path === path)
    .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
    .slice(0, 5)
    .map((setting) => visible(`${setting.path}:${setting.line} ${setting.host ?? openQuestion(setting)}`));

function settingPart(setting: JudgedSetting, index: number, result: ScanResult, options: ExplainOptions): string {
  const findings = result.findings.filter((finding) => finding.setting === index);
  const { host, verdict, trail } = setting;
  const lines = [
    `${placeOf(setting)}  ${host ?? 'no host here'}${host === null ? '' : spaced(connection(setting))}  ${verdictWords(verdict, result)}`,
    field('What', whatWords(setting, options)),
    ...trail.map((step, at) => field(at === 0 ? 'Way' : '', `${placeOf(step)}  ${step.note}`)),
    field('Why', reasonWords(setting, result, options.policy)),
    ...(setting.authenticated
      ? [
          field(
            'Login',
            setting.secret ? 'a password stands in the file (never shown)' : 'its parts come from elsewhere',
          ),
        ]
      : []),
  ].map(visible);
  const told = findings.map((finding) => findingPart(finding, options));
  return `${lines.join('\n')}\n${told.length === 0 ? '' : `\n${told.join('\n')}`}`;
}

const spaced = (text: string): string => (text === '' ? '' : ` (${text})`);

const placeOf = ({ path, line, column }: Spot & { readonly column: number }): string => `${path}:${line}:${column}`;

const field = (name: string, text: string): string => `  ${name.padEnd(8)}${text}`;

const verdictWords = (verdict: Verdict, { judges }: ScanResult): string =>
  !judges && verdict === 'unapproved' ? 'not judged' : verdict;

function whatWords(setting: JudgedSetting, { titleOf }: ExplainOptions): string {
  const { key, detector, layer, role, certainty, host, ref, source } = setting;
  const known = host === null ? undefined : relayName(host);
  const origin =
    host === null
      ? openQuestion(setting)
      : source === 'default' && ref !== null
        ? `counts where ${ref} is not set`
        : '';
  return [
    `${key}, recognised by ${detector} (${titleOf(detector)})`,
    `${layer}, ${role}, ${certainty}`,
    known === undefined ? '' : `a relay of ${known}`,
    origin,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** What the policy, or the nature of the host, has to do with the verdict. */
function reasonWords(setting: JudgedSetting, result: ScanResult, policy: Policy | undefined): string {
  const { host, verdict } = setting;
  if (verdict === 'legacy') {
    const entry = policy?.legacy.find(
      (one) => host !== null && [one.host, ...one.also].some((name) => hostMatches(name, host)),
    );
    const at = entry?.at ? `${entry.at.path}:${entry.at.line}` : COMMAND_LINE;
    return `${at} lists it as legacy${entry?.reason === undefined ? '' : ` (${entry.reason})`}`;
  }
  if (verdict === 'approved') {
    const entry = policy?.approved?.find((one) => host !== null && hostMatches(one.host, host));
    return `the policy approves ${entry?.host ?? 'it, as a replacement'}${entry?.reason === undefined ? '' : ` (${entry.reason})`}`;
  }
  if (verdict === 'unapproved' && !result.judges) return 'a real host; no policy lists relays, so none is judged';
  return {
    unapproved: 'a real host, or a way past every relay, that the policy does not list',
    local: 'loopback, a mail catcher, or a service that this repository itself defines: mail does not leave by it',
    placeholder: 'an example that leads nowhere',
    unresolved: 'no literal in the repository decides it, so nobody can say from here where mail goes',
  }[verdict];
}

function findingPart(finding: Finding, { remedyOf }: ExplainOptions): string {
  const { level, rule, suppressed } = finding;
  const remedy = suppressed ? undefined : remedyOf(rule);
  const lines = [
    `  ${level} ${rule}: ${messageWithFix(finding)}`,
    ...(suppressed ? [`  It is let through: ${suppressed.reason}`] : []),
  ].map(visible);
  const more =
    remedy === undefined ? [] : ['', ...remedy.split('\n').map((line) => (line === '' ? '' : `    ${line}`))];
  return `${[...lines, ...more].join('\n')}\n`;
}

/** How many places were looked at, for an answer that there is nothing. */
export const looked = ({ statistics, settings }: ScanResult): string =>
  `${count(statistics.read, 'file')} read, ${count(settings.length, 'setting')} found`;
