/** The report for people at a terminal. */
import type { Finding, Level, ScanResult } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import type { Verdict } from '../model/setting.ts';
import { thousands } from '../model/thousands.ts';
import { COMMAND_LINE } from '../policy/policy.ts';
import { relayName } from '../relays/known.ts';
import { visible } from './escape.ts';
import {
  findingsElsewhere,
  type Group,
  groupsOf,
  isQuiet,
  isUnjudgedApi,
  type Place,
  replacementOf,
  sharedFindings,
  unsaid,
} from './groups.ts';
import { overview } from './overview.ts';
import { changeWords, type Page, painter, QUIET_SIGNS, SIGNS } from './paint.ts';
import {
  activeFindings,
  bySeverity,
  type Counts,
  connection,
  count,
  countLevels,
  isMention,
  knownWords,
  LEVELS,
  mentionPlaces,
  openQuestion,
  type ReportOptions,
  scaleOf,
  shownPath,
  shownPlace,
  unjudged,
} from './report.ts';
import { wrapped } from './wrap.ts';

/** Columns wider than this do not push the others to the right. */
const MAX_WIDTH = 56;

export function text(result: ScanResult, options: ReportOptions): string {
  const page = { paint: painter(options.color ?? false), options, judged: result.judges };
  const groups = groupsOf(result).flatMap((group) => shownGroup(group, options));
  const inOneLine = (group: Group): boolean => isQuiet(group) || isUnjudgedApi(group);
  const listed = options.verbose ? groups : groups.filter((group) => !inOneLine(group));
  const blocks = [
    overview(listed, page),
    ...listed.map((group) => groupBlock(group, page)),
    ...mentionBlocks(result, page),
    elsewhereBlock(result, page),
    options.verbose || options.onlyFindings ? [] : quietBlock(groups.filter(inOneLine), page),
    diagnosticsBlock(result, page),
    policyBlock(result, page),
    summaryBlock(result, page),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => within(line, options)).join(''))
    .join('\n')}`;
}

/** Further lines of a text stand two columns further in than its first. */
const within = (line: string, { width }: ReportOptions): readonly string[] =>
  wrapped(line, width, (/^ */.exec(line)?.[0].length ?? 0) + 2).map((one) => `${one}\n`);

/** A use whose variable is given a value elsewhere is listed there; here only on demand, or when there is a finding. */
function shownGroup(group: Group, { verbose, onlyFindings }: ReportOptions): readonly Group[] {
  const named = group.host !== null || group.api !== undefined;
  const isShown = ({ setting, findings }: Place): boolean =>
    findings.length > 0 || (!onlyFindings && (verbose || named || !setting.decided));
  const places = group.places.filter(isShown);
  return places.length > 0 ? [{ ...group, places }] : [];
}

function groupBlock(group: Group, page: Page): readonly string[] {
  const { sign, style } = group.level ? SIGNS[group.level] : QUIET_SIGNS[group.isDecided ? 'local' : group.verdict];
  const shared = sharedFindings(group);
  const found = group.places.map((place) => rowOf(place, page));
  const widths = [0, 1, 2].map((column) =>
    Math.min(MAX_WIDTH, Math.max(...found.map(({ cells }) => cells[column]?.length ?? 0))),
  );
  // Where the rows have no room for it, what all of them are to change to stands above.
  const change = isTooWide(found, widths, page) ? replacementOf(group) : undefined;
  const rows = change === undefined ? found : found.map((row) => ({ ...row, replacement: undefined }));
  const isTight = isTooWide(rows, widths, page);
  return [
    `${page.paint(style, sign)} ${title(group, page)}${changeWords(change, page)}`,
    ...shared.map((finding) => `  ${findingLine(finding, page)}`),
    ...rows.flatMap((row, index) => [
      rowLine(row, isTight ? [] : widths, page),
      ...detailLines(group.places[index], shared, page),
    ]),
  ];
}

/** Whether a row, with its columns below those of the others, is longer than a line. */
function isTooWide(rows: readonly Row[], widths: readonly number[], { options: { width } }: Page): boolean {
  const columns = 4 + widths.reduce((sum, one) => sum + one + 2, -2);
  const longest = Math.max(...rows.map(({ replacement }) => (replacement === undefined ? 0 : replacement.length + 4)));
  return width !== undefined && columns + longest > width;
}

function title({ host, isDecided, api, verdict, level, places, total }: Group, { paint, judged }: Page): string {
  if (api !== undefined) {
    // Until a policy speaks of APIs, nothing is said of this one.
    const judgement = verdict === 'approved' || level !== undefined ? verdict : undefined;
    const words = ['HTTP API', judgement, placesWords(places, total)].filter((word) => word !== undefined);
    return `${paint('bold', visible(api))}  ${paint('gray', words.join(' · '))}`;
  }
  if (host === null)
    return `${paint('bold', isDecided ? 'relay named in another place' : 'no relay named in this repository')}  ${paint('gray', placesWords(places, total))}`;
  const name = relayName(host);
  const judgement = judged || verdict !== 'unapproved' ? verdict : undefined;
  const words = [name, judgement, placesWords(places, total)].filter((word) => word !== undefined).join(' · ');
  return `${paint('bold', visible(host))}  ${paint('gray', words)}`;
}

/** `3 places`, or `3 of 5 places` where some are not shown. */
const placesWords = ({ length }: readonly Place[], total: number): string =>
  length === total ? count(total, 'place') : `${length} of ${count(total, 'place')}`;

interface Row {
  readonly level: Level | undefined;
  /** The place, the key, and what else is known. */
  readonly cells: readonly [string, string, string];
  readonly replacement: string | undefined;
}

function rowOf({ setting, findings, suppressed }: Place, { options }: Page): Row {
  const { role, certainty } = setting;
  const known = [
    connection(setting),
    role === 'runtime' ? '' : role,
    certainty === 'likely' ? 'likely' : '',
    suppressed.length > 0 ? 'suppressed' : '',
  ];
  return {
    level: bySeverity(findings)[0]?.level,
    cells: [
      visible(shownPlace(setting, options)),
      visible(setting.key),
      known.filter((word) => word !== '').join(', '),
    ],
    replacement: findings.find((finding) => finding.wanted)?.wanted?.host,
  };
}

function rowLine(
  { level, cells: [place, key, known], replacement }: Row,
  [placeWidth = 0, keyWidth = 0, knownWidth = 0]: readonly number[],
  page: Page,
): string {
  const { paint } = page;
  const sign = level ? paint(SIGNS[level].style, SIGNS[level].sign) : ' ';
  return `  ${sign} ${paint('cyan', place)}${pad(place, placeWidth)}  ${key}${pad(key, keyWidth)}  ${paint('gray', known)}${pad(known, knownWidth)}${changeWords(replacement, page)}`.trimEnd();
}

const pad = (words: string, width: number): string => ' '.repeat(Math.max(0, width - words.length));

function detailLines(place: Place | undefined, shared: readonly Finding[], page: Page): readonly string[] {
  if (!place) return [];
  const own = place.findings.flatMap((finding) => unsaid(finding, shared) ?? []);
  return [
    ...own.map((finding) => findingLine(finding, page)),
    ...questionLines(place, page),
    ...adviceLines(place, page),
    ...suppressedLines(place, page),
    ...trailLines(place, page),
  ].map((line) => `      ${line}`);
}

function findingLine({ level, rule, message }: Finding, { paint }: Page): string {
  return `${paint(SIGNS[level].style, level)}  ${visible(message)}  ${paint('gray', rule)}`;
}

/** A finding says in its own words what decides the relay. */
const questionLines = ({ setting, findings }: Place, { paint }: Page): readonly string[] =>
  setting.host === null && setting.route !== 'api' && findings.length === 0
    ? [paint('gray', visible(openQuestion(setting)))]
    : [];

/** What else is to be done: for uses that no file decides, and where something must change. */
const adviceLines = ({ setting, findings }: Place, { paint }: Page): readonly string[] =>
  setting.advice !== undefined && (setting.host === null || findings.length > 0)
    ? [paint('gray', visible(setting.advice))]
    : [];

const suppressedLines = ({ suppressed }: Place, { paint, options }: Page): readonly string[] =>
  options.verbose
    ? suppressed.map((finding) =>
        paint('gray', `suppressed: ${visible(finding.suppressed?.reason ?? '')}  ${finding.rule}`),
      )
    : [];

/** `used by src/mail.js:10:3 ← SMTP_HOST`, unless it is the place itself; every step when asked for. */
function trailLines({ setting }: Place, { paint, options }: Page): readonly string[] {
  const [use] = setting.trail;
  if (!use) return [];
  if (options.verbose)
    return setting.trail.map((step) => paint('gray', `${visible(shownPlace(step, options))}  ${visible(step.note)}`));
  if (use.path === setting.path && use.line === setting.line && use.column === setting.column) return [];
  const via = setting.ref === null ? '' : ` ← ${visible(setting.ref)}`;
  return [paint('gray', `used by ${visible(shownPlace(use, options))}${via}`)];
}

/** A paragraph for each relay that is named in places that no setting explains, the most severe first. */
function mentionBlocks(result: ScanResult, { paint, options }: Page): readonly (readonly string[])[] {
  const found = bySeverity(activeFindings(result)).filter(isMention);
  const byHost = grouped(found, ({ mention }) => mention.host);
  return [...byHost].map(([host, findings]) => {
    const places = findings.reduce((sum, { mention }) => sum + 1 + mention.further.length, 0);
    const [first] = findings;
    const { sign, style } = SIGNS[first?.level ?? 'note'];
    const levels = LEVELS.flatMap((level) => {
      const same = findings.filter((finding) => finding.level === level);
      return same.length === 0
        ? []
        : [`  ${paint(SIGNS[level].style, level.padEnd(7))}  ${paint('cyan', visible(mentionPlaces(same, options)))}`];
    });
    const change = /Its replacement is (.*)\.$/.exec(first?.message ?? '')?.[1];
    const words = `legacy · named in ${count(places, 'place')} that no setting explains`;
    return [
      `${paint(style, sign)} ${paint('bold', visible(host))}  ${paint('gray', words)}${change === undefined ? '' : `  ${paint('gray', '→')} ${paint('green', visible(change))}`}`,
      ...levels.map((line) => `${line}  ${paint('gray', 'legacy-mention')}`),
    ];
  });
}

/** Findings about the policy or an ignore comment. */
function elsewhereBlock(result: ScanResult, page: Page): readonly string[] {
  return findingsElsewhere(result).flatMap((finding) => [
    `${page.paint(SIGNS[finding.level].style, SIGNS[finding.level].sign)} ${page.paint('cyan', visible(shownPlace(finding, page.options)))}`,
    `    ${findingLine(finding, page)}`,
  ]);
}

/** What needs nobody's eye: one line a verdict, and one for the HTTP APIs that nothing judges. */
function quietBlock(groups: readonly Group[], page: Page): readonly string[] {
  const verdicts: readonly Verdict[] = ['approved', 'local', 'placeholder'];
  return [
    ...verdicts.flatMap((verdict) =>
      quietLine(
        verdict,
        verdict,
        groups.filter((group) => group.verdict === verdict),
        page,
      ),
    ),
    ...quietLine('HTTP API', 'unapproved', groups.filter(isUnjudgedApi), page),
  ];
}

function quietLine(
  label: string,
  verdict: Verdict,
  members: readonly Group[],
  { paint, judged }: Page,
): readonly string[] {
  if (members.length === 0) return [];
  const { sign, style } = QUIET_SIGNS[verdict];
  const places = members.reduce((sum, group) => sum + group.places.length, 0);
  const names = shortList(members.map(({ host, api }) => visible(host ?? api ?? '')));
  const hint = label === 'HTTP API' && judged ? ', judged once the policy approves one' : '';
  return [`${paint(style, sign)} ${label.padEnd(11)}  ${names}  ${paint('gray', `${count(places, 'place')}${hint}`)}`];
}

const SHORT_LIST = 5;

function shortList(names: readonly string[]): string {
  const more = names.length - SHORT_LIST;
  return more > 1 ? `${names.slice(0, SHORT_LIST).join(', ')} and ${more} more` : names.join(', ');
}

/** More than these hide what was found; every one is in the JSON. */
const MAX_DIAGNOSTICS = 20;

function diagnosticsBlock({ diagnostics, complete }: ScanResult, { paint, options }: Page): readonly string[] {
  if (diagnostics.length === 0) return [];
  const shown = options.verbose ? diagnostics : diagnostics.slice(0, MAX_DIAGNOSTICS);
  const more = diagnostics.length - shown.length;
  return [
    `${paint('yellow', '!')} ${count(diagnostics.length, 'problem')} while reading${complete ? '' : ': the result may lack something'}`,
    ...shown.map(
      (diagnostic) => `  ${paint('cyan', visible(shownPlace(diagnostic, options)))}  ${visible(diagnostic.message)}`,
    ),
    ...(more > 0 ? [paint('gray', `  and ${count(more, 'other')}`)] : []),
  ];
}

function policyBlock(result: ScanResult, { paint }: Page): readonly string[] {
  const { why, command, remedy } = unjudged(result) ?? {};
  if (why === undefined) return [];
  return [`${why}: ${command === undefined ? '' : `${paint('bold', command)} `}${remedy}.`];
}

/** What was not looked at: nobody is to take that for checked. */
function leftOutLine(
  { statistics: { leftOut = {}, absent = 0 } }: ScanResult,
  { paint, options }: Page,
): readonly string[] {
  const all = [
    ...Object.entries(leftOut).map(([reason, number]) => `${reason} (${thousands(number)})`),
    ...(absent > 0 ? [`not checked out (${thousands(absent)})`] : []),
  ];
  return all.length === 0 || options.onlyFindings ? [] : [paint('gray', `Left out: ${all.join(', ')}`)];
}

/** The last line says how it went, and how much was looked at. */
function summaryBlock(result: ScanResult, page: Page): readonly string[] {
  const active = activeFindings(result);
  const suppressed = result.findings.length - active.length;
  const { files, read } = result.statistics;
  const facts = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...knownWords(result),
    ...scaleOf(result),
    `${count(files, 'file')}, ${thousands(read)} read`,
    ...(result.policy === null ? [] : [`policy ${visible(policyName(result.policy, page.options))}`]),
  ];
  return [
    ...leftOutLine(result, page),
    `${outcome(result, countLevels(active), page)} ${page.paint('gray', `· ${facts.join(' · ')}`)}`,
  ];
}

const policyName = (file: string, options: ReportOptions): string =>
  file === COMMAND_LINE ? file : shownPath(file, options);

function outcome({ complete, judges, settings }: ScanResult, counts: Counts, { paint }: Page): string {
  const found = LEVELS.filter((level) => counts[level] > 0);
  const [worst] = found;
  if (worst)
    return `${paint(SIGNS[worst].style, SIGNS[worst].sign)} ${found.map((level) => paint(['bold', SIGNS[level].style], count(counts[level], level))).join(', ')}`;
  if (!complete) return `${paint('yellow', '!')} ${paint('bold', 'not everything could be read')}`;
  if (settings.length === 0) return `${paint('gray', '○')} ${paint('bold', 'nothing here decides an SMTP relay')}`;
  if (!judges) return `${paint('gray', '○')} ${paint('bold', 'not judged')}`;
  return `${paint('green', '✔')} ${paint('bold', 'nothing to change')}`;
}
