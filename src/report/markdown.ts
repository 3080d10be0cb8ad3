/** Markdown for a job summary or a comment: the relays, what is wrong, what to change. */
import type { Finding, Level, ScanResult } from '../model/finding.ts';
import { thousands } from '../model/thousands.ts';
import { relayName } from '../relays/known.ts';
import { markdownCode, markdownText, uriPath } from './escape.ts';
import {
  activeFindings,
  bySeverity,
  count,
  countLevels,
  knownWords,
  LEVELS,
  type MentionFinding,
  mentionSummary,
  openQuestion,
  type ReportOptions,
  relaysOf,
  scaleOf,
  settingOf,
  shownPath,
  shownPlace,
  unjudged,
  withGroupedMentions,
} from './report.ts';

/** GitHub takes 1024 KiB a step summary; some room stays for what else the step writes. */
const MAX_BYTES = 900_000;

const SIGNS: Readonly<Record<Level, string>> = { error: '❌ error', warning: '⚠️ warning', note: 'ℹ️ note' };

interface Table {
  readonly head: string;
  readonly rows: readonly string[];
}

export function markdown(result: ScanResult, options: ReportOptions): string {
  const tables = [
    findingsTable(result, options),
    relaysTable(result),
    apisTable(result),
    openTable(result, options),
    diagnosticsTable(result, options),
  ];
  let room = MAX_BYTES;
  const parts = [`## SMTP relays\n\n${verdictLine(result)}\n`];
  for (const table of tables.filter(({ rows }) => rows.length > 0)) {
    const fitting = rowsWithin(table.rows, room);
    room -= byteLength(fitting);
    const left = table.rows.length - fitting.length;
    parts.push(
      `${table.head}\n${fitting.join('')}${left > 0 ? `\n${count(left, 'row')} more left out for length.\n` : ''}`,
    );
  }
  return parts.join('\n');
}

const byteLength = (rows: readonly string[]): number => rows.reduce((sum, row) => sum + Buffer.byteLength(row), 0);

function rowsWithin(rows: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = rows.findIndex((row) => {
    used += Buffer.byteLength(row);
    return used > room;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function verdictLine(result: ScanResult): string {
  const counts = countLevels(activeFindings(result));
  const found = LEVELS.flatMap((level) => (counts[level] > 0 ? [count(counts[level], level)] : [])).join(', ');
  const { files, read } = result.statistics;
  const facts = [...scaleOf(result), `${count(files, 'file')}, ${thousands(read)} read`];
  const scale = `${[...facts, ...knownWords(result)].join('; ')}.`;
  const incomplete = result.complete ? '' : '\n\n⚠️ **Not everything could be read: the result may lack something.**';
  const open = unjudged(result);
  const policy = open
    ? `\n\n⚠️ **${open.why}**: ${open.command === undefined ? '' : `\`${open.command}\` `}${open.remedy}.`
    : '';
  return `**${found === '' ? (open ? 'Not judged' : 'Nothing to change') : found}** · ${scale}${policy}${incomplete}`;
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const tableHead = (title: string, ...columns: readonly string[]): string =>
  `### ${title}\n\n${row(...columns)}${row(...columns.map(() => '---'))}`.trimEnd();

function relaysTable(result: ScanResult): Table {
  const rows = relaysOf(result.settings).map(({ host, settings, verdict }) => {
    const name = relayName(host);
    return row(
      markdownCode(host),
      markdownText(name ?? ''),
      !result.judges && verdict === 'unapproved' ? '' : verdict,
      String(settings.length),
    );
  });
  return { head: tableHead('Relays', 'Relay', 'Known as', 'Verdict', 'Places'), rows };
}

/** Providers whose HTTP API is used: mail that no SMTP relay sees. */
function apisTable(result: ScanResult): Table {
  const places = new Map<string, number>();
  for (const { route, ref, detector } of result.settings) {
    const name = ref ?? detector;
    if (route === 'api') places.set(name, (places.get(name) ?? 0) + 1);
  }
  const rows = [...places].map(([name, number]) => row(markdownText(name), String(number)));
  return { head: tableHead('HTTP APIs', 'Provider', 'Places'), rows };
}

const isGroup = (one: Finding | readonly MentionFinding[]): one is readonly MentionFinding[] => Array.isArray(one);

function findingsTable(result: ScanResult, options: ReportOptions): Table {
  const rows = withGroupedMentions(bySeverity(activeFindings(result))).map((one) => {
    const finding = isGroup(one) ? one[0] : one;
    if (!finding) return '';
    const message = isGroup(one) ? mentionSummary(one, options) : finding.message;
    return row(
      SIGNS[finding.level],
      placeLink(finding, options),
      `${markdownText(message)} <sub>${markdownText(finding.rule)}</sub>`,
      whatToChange(finding, result),
    );
  });
  return { head: tableHead('Findings', 'Level', 'Where', 'What', 'Change to'), rows };
}

function whatToChange(finding: Finding, result: ScanResult): string {
  if (finding.wanted) return markdownCode(finding.wanted.host);
  const setting = settingOf(result, finding);
  return setting?.host === null ? markdownText(openQuestion(setting)) : '';
}

function placeLink(
  place: { readonly path: string; readonly line?: number; readonly column?: number },
  options: ReportOptions,
): string {
  const shown = markdownCode(shownPlace(place, options));
  if (options.blob === undefined) return shown;
  const target = uriPath(shownPath(place.path, options));
  return `[${shown}](${options.blob}${target}${place.line === undefined ? '' : `#L${place.line}`})`;
}

/** Uses that nothing in the repository decides and that no finding speaks of. */
function openTable(result: ScanResult, options: ReportOptions): Table {
  const judged = new Set(activeFindings(result).map((finding) => finding.setting));
  const open = result.settings.filter(
    (setting, index) => setting.host === null && setting.route !== 'api' && !setting.decided && !judged.has(index),
  );
  const rows = open.map((setting) =>
    row(placeLink(setting, options), markdownCode(setting.key), markdownText(openQuestion(setting))),
  );
  return { head: tableHead('Not decided in this repository', 'Where', 'Key', 'What to look for'), rows };
}

function diagnosticsTable(result: ScanResult, options: ReportOptions): Table {
  const rows = result.diagnostics.map((diagnostic) =>
    row(placeLink(diagnostic, options), markdownText(diagnostic.message)),
  );
  return { head: tableHead('Not read', 'Where', 'Why'), rows };
}
