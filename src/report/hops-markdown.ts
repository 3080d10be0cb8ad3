/** Evidence as Markdown: relays and sources as tables, the hops of messages as a picture that GitHub draws. */
import type { MessageTrace } from '../evidence/messages/read-messages.ts';
import { markdownCode, markdownText } from './escape.ts';
import {
  STRENGTH_WORDS,
  shownClient,
  shownCounts,
  shownDelay,
  shownSource,
  shownSpan,
  shownTime,
  type TraceReport,
} from './hops.ts';
import { count } from './report.ts';

const MOST_ROWS = 2000;
const MOST_MESSAGES = 20;

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const table = (title: string, columns: readonly string[], rows: readonly string[]): string =>
  rows.length === 0
    ? ''
    : `\n### ${title}\n\n${row(...columns)}${row(...columns.map(() => '---'))}${rows.slice(0, MOST_ROWS).join('')}${rows.length > MOST_ROWS ? `\n${count(rows.length - MOST_ROWS, 'row')} more left out for length.\n` : ''}`;

export function hopsMarkdown(report: TraceReport): string {
  const { trace, findings } = report;
  const active = findings.filter(({ suppressed }) => !suppressed);
  const at = (path: string, line: number): string => markdownCode(`${path}:${line}`);
  return [
    `## Relays that mail went through\n\n**${active.length === 0 ? (report.judges ? 'No finding' : 'Not judged') : count(active.length, 'finding')}** · ${count(trace.relays.length, 'relay')} · ${count(trace.files.length, 'file')}\n`,
    report.complete ? '' : '\n⚠️ **Not everything could be read: the result may lack something.**\n',
    table(
      'Findings',
      ['Level', 'Where', 'What'],
      active.map((finding) =>
        row(
          finding.level,
          at(finding.path, finding.line),
          `${markdownText(finding.message)} <sub>${finding.rule}</sub>`,
        ),
      ),
    ),
    table(
      'Relays',
      ['Relay', 'Address', 'Verdict', 'Mail', 'Seen'],
      trace.relays.map((relay) =>
        row(
          markdownText(relay.host),
          markdownText(relay.ip ?? ''),
          report.judges ? relay.verdict : '',
          shownCounts(relay),
          shownSpan(relay),
        ),
      ),
    ),
    table(
      'Sources',
      ['Source', 'Relay', 'Mail', 'Seen', 'Evidence'],
      trace.sources.map((source) =>
        row(
          markdownText(shownSource(source)),
          markdownText(source.relay ?? "the recipients' own servers"),
          shownCounts(source),
          shownSpan(source),
          `${at(source.evidence.path, source.evidence.line)} ${STRENGTH_WORDS[source.strength]}`,
        ),
      ),
    ),
    ...trace.messages.slice(0, MOST_MESSAGES).map(messageSection),
    table(
      'Remarks',
      ['Where', 'What'],
      trace.diagnostics.map(({ path, line, message }) =>
        row(markdownCode(line === undefined ? path : `${path}:${line}`), markdownText(message)),
      ),
    ),
  ].join('');
}

function messageSection(message: MessageTrace): string {
  const rows = message.hops.map((hop, index) =>
    row(
      `${index + 1}${message.relay?.hop === index ? ' **relay**' : ''}`,
      markdownText(shownClient(hop)),
      markdownText(hop.by ?? '?'),
      hop.time === null ? '' : shownTime(hop.time),
      shownDelay(hop.delay),
      hop.marks.join(', '),
    ),
  );
  const why =
    message.relay === null
      ? 'No hop shows through which relay it went.'
      : `${markdownText(message.relay.why)} (${STRENGTH_WORDS[message.relay.strength]}).`;
  return `${table(`Message ${markdownCode(message.messageId ?? `${message.place.path}:${message.place.line}`)}`, ['Hop', 'From', 'By', 'Time', 'Delay', 'Marks'], rows)}\n${why}\n${picture(message)}`;
}

/** Characters with a meaning in Mermaid, and all that is not plain, become their numbers. */
const mermaid = (text: string): string =>
  text.slice(0, 80).replace(/[^\w.@: -]/gu, (char) => `#${char.codePointAt(0)};`);

function picture(message: MessageTrace): string {
  const hops = message.hops.filter(({ by }) => by !== null).slice(0, 30);
  if (hops.length === 0) return '';
  const first = hops[0];
  const names = [first ? shownClient(first) : '?', ...hops.map(({ by }) => by ?? '?')];
  const nodes = names.map((name, index) => `  h${index}["${mermaid(name)}"]`);
  const arrows = hops.map(
    (hop, index) => `  h${index} -->|"${mermaid(shownDelay(hop.delay) || (hop.protocol ?? ''))}"| h${index + 1}`,
  );
  return `\n\`\`\`mermaid\nflowchart LR\n${[...nodes, ...arrows].join('\n')}\n\`\`\`\n`;
}
