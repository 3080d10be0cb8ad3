/**
 * SARIF 2.1.0, made for GitHub's code scanning.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
import type { Finding, Fix, JudgedSetting, ScanResult, Wanted } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import { pick } from '../model/pick.ts';
import type { Diagnostic, Location, Step } from '../model/setting.ts';
import { jsonText, uriPath, visible } from './escape.ts';
import {
  activeFindings,
  bySeverity,
  count,
  messageWithFix,
  type ReportOptions,
  type RuleInfo,
  settingOf,
  shownPath,
  unjudged,
  unjudgedSentence,
  type VersionControl,
} from './report.ts';
import { linkedMessage, MAX_LOCATIONS, plain, relatedPlaces } from './sarif-related.ts';
import { severeAsFound, severityOf } from './sarif-severity.ts';

/** GitHub keeps this many results of a run, and says nothing of the others. */
const MAX_RESULTS = 5000;
const MAX_NOTIFICATIONS = 1000;
const MAX_DESCRIPTION = 1024;

type Json = Readonly<Record<string, unknown>>;

export function sarif(result: ScanResult, options: ReportOptions): string {
  const findings = options.suppressed ? result.findings : activeFindings(result);
  const kept = findings.length > MAX_RESULTS ? bySeverity(findings).slice(0, MAX_RESULTS) : findings;
  const { category, versionControl } = options.sarif ?? {};
  const open = unjudged(result);
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver({ ...options, rules: severeAsFound(options.rules, kept, result) }) },
        ...(category === undefined ? {} : { automationDetails: { id: `${category}/` } }),
        ...(versionControl === undefined ? {} : { versionControlProvenance: [provenance(versionControl)] }),
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: result.complete,
            ...(open ? { toolConfigurationNotifications: [notification('not-judged', unjudgedSentence(open))] } : {}),
            toolExecutionNotifications: notifications(result, findings.length - kept.length, options),
          },
        ],
        results: kept.map((finding) => resultOf(finding, settingOf(result, finding), options)),
      },
    ],
  });
}

const provenance = (versionControl: VersionControl): Json => ({
  ...pick(versionControl, ['repositoryUri', 'revisionId', 'branch']),
  mappedTo: { uriBaseId: 'SRCROOT' },
});

function driver({ version, homepage, rules }: ReportOptions): Json {
  return {
    name: 'smtp-scan',
    semanticVersion: version,
    informationUri: homepage,
    rules: rules.map(ruleOf),
    notifications: Object.entries(NOTIFICATIONS).map(([id, { name, text }]) => ({
      id,
      name,
      shortDescription: { text },
      fullDescription: { text },
      help: { text },
    })),
  };
}

const NOTIFICATIONS = {
  'not-read': { name: 'NotRead', text: 'A file could not be read or understood; the result may lack something.' },
  'not-judged': { name: 'NotJudged', text: 'There is no policy that lists relays, so none was judged.' },
  'left-out': { name: 'LeftOut', text: 'There are more results than code scanning takes.' },
} as const;

function ruleOf(rule: RuleInfo): Json {
  const { id, name, shortDescription, fullDescription, help, helpUri, level, securitySeverity } = rule;
  const security =
    securitySeverity === undefined
      ? { tags: ['smtp'] }
      : { tags: ['security', 'smtp'], 'security-severity': securitySeverity.toFixed(1) };
  return {
    id,
    name,
    shortDescription: { text: shortDescription.slice(0, MAX_DESCRIPTION) },
    fullDescription: { text: fullDescription.slice(0, MAX_DESCRIPTION) },
    help: { text: help, markdown: help },
    helpUri,
    defaultConfiguration: { level },
    properties: { precision: 'high', ...security },
  };
}

function resultOf(finding: Finding, setting: JudgedSetting | undefined, options: ReportOptions): Json {
  const ruleIndex = options.rules.findIndex((rule) => rule.id === finding.rule);
  const trail = setting?.trail.slice(0, MAX_LOCATIONS - 1) ?? [];
  const related = relatedPlaces(finding, setting);
  const flow =
    setting && trail.length > 0
      ? [...trail, { ...setting, note: `${setting.key} names ${setting.host ?? 'no host'}` }]
      : [];
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: finding.level,
    message: { text: linkedMessage(messageWithFix(finding), related) },
    locations: [{ physicalLocation: physical(finding, oneLine(finding), options) }],
    ...(related.length > 0
      ? { relatedLocations: related.map(({ place }, index) => ({ id: index + 1, ...stepLocation(place, options) })) }
      : {}),
    ...(flow.length > 0
      ? {
          codeFlows: [
            { threadFlows: [{ locations: flow.map((step) => ({ location: stepLocation(step, options) })) }] },
          ],
        }
      : {}),
    partialFingerprints: { 'smtpScan/v1': finding.fingerprint },
    ...(finding.fix ? { fixes: [fixOf(finding.fix, finding.wanted, options)] } : {}),
    ...(finding.suppressed
      ? {
          suppressions: [
            { kind: finding.suppressed.kind, status: 'accepted', justification: plain(finding.suppressed.reason) },
          ],
        }
      : {}),
    ...(setting ? { properties: { ...about(setting), ...severityOf(finding, setting, options) } } : {}),
  };
}

/** For those who filter results: what the setting is. */
const about = (setting: JudgedSetting): Json => ({
  ...pick(setting, ['host', 'port', 'transport', 'detector', 'role', 'layer', 'route', 'certainty', 'verdict']),
  key: visible(setting.key),
});

/** All edits of one fix, for they belong together: host, port and TLS, in whichever files they stand. */
const fixOf = ({ edits }: Fix, wanted: Wanted | undefined, options: ReportOptions): Json => ({
  description: { text: plain(`Replace with ${wanted?.host ?? edits[0].replacement}`) },
  artifactChanges: [...grouped(edits, ({ path }) => path)].map(([path, inFile]) => ({
    artifactLocation: artifact(path, options),
    replacements: inFile.map((edit) => ({
      deletedRegion: wholeRange(edit),
      insertedContent: { text: edit.replacement },
    })),
  })),
});

const stepLocation = (step: Step, options: ReportOptions): Json => ({
  physicalLocation: physical(step, oneLine(step), options),
  message: { text: plain(step.note) },
});

const physical = (place: { readonly path: string }, region: Json | undefined, options: ReportOptions): Json => ({
  artifactLocation: artifact(place.path, options),
  ...(region ? { region } : {}),
});

/** Evidence may lie anywhere on the machine; only what is relative has a base (SARIF 2.1.0, section 3.4.4). */
const artifact = (path: string, options: ReportOptions): Json =>
  isAbsolute(path)
    ? { uri: `file://${path.startsWith('/') ? '' : '/'}${uriPath(path)}` }
    : { uri: uriPath(shownPath(path, options)), uriBaseId: 'SRCROOT' };

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[a-z]:\//i.test(path);

const wholeRange = ({ line, column, endLine, endColumn }: Location): Json => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/**
 * A pull request shows an alert only when all of its lines were changed, so the first line stands for all. Without
 * `endColumn` a region reaches to the end of its line.
 */
const oneLine = ({ line, column, endLine, endColumn }: Location): Json => ({
  startLine: line,
  startColumn: column,
  ...(endLine === line && endColumn > column ? { endColumn } : {}),
});

function notifications(result: ScanResult, leftOut: number, options: ReportOptions): readonly Json[] {
  const { diagnostics } = result;
  const more = diagnostics.length - MAX_NOTIFICATIONS;
  return [
    ...(leftOut > 0
      ? [
          notification(
            'left-out',
            `${count(leftOut, 'result')} left out: code scanning takes ${MAX_RESULTS}; the most severe were kept`,
          ),
        ]
      : []),
    ...diagnostics
      .slice(0, MAX_NOTIFICATIONS)
      .map((diagnostic) => notification('not-read', diagnostic.message, diagnosticLocation(diagnostic, options))),
    ...(more > 0 ? [notification('not-read', `${count(more, 'further problem')} not listed`)] : []),
  ];
}

const notification = (id: keyof typeof NOTIFICATIONS, text: string, location?: Json): Json => ({
  descriptor: { id, index: Object.keys(NOTIFICATIONS).indexOf(id) },
  level: 'warning',
  message: { text: plain(text) },
  ...(location ? { locations: [location] } : {}),
});

const diagnosticLocation = ({ path, line }: Diagnostic, options: ReportOptions): Json => ({
  physicalLocation: physical({ path }, line === undefined ? undefined : { startLine: line }, options),
});
