/** The report of evidence for people at a terminal: relays, who used them, and each message's hops. */
import type { Hop } from '../evidence/messages/hop.ts';
import type { MessageTrace } from '../evidence/messages/read-messages.ts';
import type { Place } from '../evidence/model.ts';
import { providerOf } from '../evidence/providers.ts';
import type { SeenRelay, SeenSource } from '../evidence/relays.ts';
import type { Finding } from '../model/finding.ts';
import type { Verdict } from '../model/setting.ts';
import { relayName } from '../relays/known.ts';
import { visible } from './escape.ts';
import {
  hasCounts,
  STRENGTH_WORDS,
  shownClient,
  shownCounts,
  shownDelay,
  shownSource,
  shownSpan,
  shownTime,
  type TraceReport,
} from './hops.ts';
import { type Paint, painter, SIGNS, type Style } from './paint.ts';
import { count, countLevels, LEVELS } from './report.ts';

export interface HopsTextOptions {
  readonly color: boolean;
  readonly verbose: boolean;
}

const VERDICT_SIGNS: Readonly<Record<Verdict, { readonly sign: string; readonly style: Style }>> = {
  legacy: { sign: '✖', style: 'red' },
  unapproved: { sign: '▲', style: 'yellow' },
  unresolved: { sign: '?', style: 'blue' },
  placeholder: { sign: '○', style: 'gray' },
  local: { sign: '○', style: 'gray' },
  approved: { sign: '✔', style: 'green' },
};

const ORDER: readonly Verdict[] = ['legacy', 'unapproved', 'unresolved', 'placeholder', 'local', 'approved'];

/** More rows than these hide what matters; all are in the JSON. */
const MOST_ROWS = 12;
const MOST_MESSAGES = 5;
const MOST_DIAGNOSTICS = 20;

export const shownAt = ({ path, line }: Place): string => visible(line > 0 ? `${path}:${line}` : path);

export function hopsText(report: TraceReport, options: HopsTextOptions): string {
  const paint = painter(options.color);
  const { trace } = report;
  const relays = [...trace.relays].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const blocks = [
    ...relays.map((relay) => relayBlock(relay, report, paint, options)),
    directBlock(report, paint, options),
    ...messageBlocks(trace.messages, trace.moreMessages, paint, options),
    coverageBlock(report, paint, options),
    besideBlock(report, paint),
    gapsBlock(report, paint),
    diagnosticsBlock(report, paint, options),
    summaryBlock(report, paint),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function relayBlock(relay: SeenRelay, report: TraceReport, paint: Paint, options: HopsTextOptions): readonly string[] {
  const judged = report.judges || relay.verdict === 'local';
  const { sign, style } = judged ? VERDICT_SIGNS[relay.verdict] : { sign: '◆', style: 'cyan' as const };
  const address = [
    relay.ip !== null && relay.ip !== relay.host ? relay.ip : '',
    relay.port === null ? '' : `port ${relay.ports.join(', ')}`,
  ];
  const words = [
    address.filter((part) => part !== '').join(' '),
    relayName(relay.host) ?? providerOf(relay.host) ?? '',
    judged ? relay.verdict : '',
    relay.through === undefined ? '' : `known by ${relay.through}`,
    shownCounts(relay),
    shownSpan(relay),
  ];
  const sources = report.trace.sources.filter((source) => source.relay === relay.host);
  const names = relay.names.filter((name) => name !== relay.host && name !== relay.ip);
  const pinning = report.repository?.coverage.pinning(relay) ?? [];
  return [
    `${paint(style, sign)} ${paint('bold', visible(relay.host))}  ${paint('gray', visible(words.filter((part) => part !== '').join(' · ')))}`,
    ...(names.length > 0 ? [paint('gray', `  also seen as ${visible(names.slice(0, 8).join(', '))}`)] : []),
    ...sourceRows(sources, paint, options),
    ...(pinning.length > 0
      ? [`  ${paint('gray', 'set by')} ${paint('cyan', visible(pinning.slice(0, 8).join(', ')))}`]
      : []),
    ...(report.repository && pinning.length === 0 && relay.verdict !== 'local'
      ? [`  ${paint('yellow', 'no setting in the repository points to it')}`]
      : []),
    ...(relay.legacy?.replacement === undefined
      ? []
      : [
          `  ${paint('gray', '→')} ${paint('green', visible(`${relay.legacy.replacement.host}${relay.legacy.replacement.port === null ? '' : `:${relay.legacy.replacement.port}`}`))}`,
        ]),
  ];
}

function sourceRows(sources: readonly SeenSource[], paint: Paint, options: HopsTextOptions): readonly string[] {
  const most = options.verbose ? sources.length : MOST_ROWS;
  const shown = sources.slice(0, most);
  const rows = shown.map((source) => [visible(shownSource(source)), shownCounts(source), shownSpan(source)] as const);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return [
    ...rows.map(([name, counts, span], index) => {
      const source = shown[index];
      const at = source
        ? `${paint('cyan', shownAt(source.evidence))} ${paint('gray', STRENGTH_WORDS[source.strength])}`
        : '';
      return `    ${name.padEnd(widths[0] ?? 0)}  ${counts.padEnd(widths[1] ?? 0)}  ${paint('gray', span.padEnd(widths[2] ?? 0))}  ${at}`;
    }),
    ...(sources.length > most ? [paint('gray', `    and ${count(sources.length - most, 'other source')}`)] : []),
  ];
}

function directBlock({ trace }: TraceReport, paint: Paint, options: HopsTextOptions): readonly string[] {
  if (!trace.direct) return [];
  const sources = trace.sources.filter(({ relay }) => relay === null);
  return [
    `${paint('yellow', '▲')} ${paint('bold', "straight to the recipients' own servers")}  ${paint('gray', `${count(trace.direct.servers, 'server')} · ${shownCounts(trace.direct)} · ${shownSpan(trace.direct)}`)}`,
    ...sourceRows(sources, paint, options),
  ];
}

function messageBlocks(
  messages: readonly MessageTrace[],
  more: number,
  paint: Paint,
  options: HopsTextOptions,
): readonly (readonly string[])[] {
  const shown = options.verbose ? messages : messages.slice(0, MOST_MESSAGES);
  const left = messages.length - shown.length + more;
  return [
    ...shown.map((message) => messageBlock(message, paint)),
    left > 0 ? [paint('gray', `and ${count(left, 'other message')}`)] : [],
  ];
}

/** The hops of a message, from the sender's side. */
function messageBlock(message: MessageTrace, paint: Paint): readonly string[] {
  const { hops, relay, signs } = message;
  const rows = hops.map((hop, index) => hopRow(hop, index));
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return [
    `${paint('bold', shownAt(message.place))}  ${paint('gray', visible([message.messageId, message.from].filter((part) => part !== null).join(' · ')))}`,
    ...rows.map((row, index) => {
      const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
      const hop = hops[index];
      const isRelay = relay?.hop === index;
      const marks = hop && hop.marks.length > 0 ? `  ${paint('red', hop.marks.join(', '))}` : '';
      return `  ${isRelay ? paint(['bold', 'cyan'], `▶ ${cells}`) : paint(hop?.internal ? 'gray' : 'reset', `  ${cells}`)}${marks}`.trimEnd();
    }),
    relay === null
      ? `  ${paint('yellow', 'no hop shows through which relay it went')}`
      : `  ${paint('gray', 'relay')} ${paint('bold', visible(relay.direct ? 'none' : (relay.endpoint.host ?? relay.endpoint.ip ?? '')))}${paint('gray', `: ${visible(relay.why)} (${STRENGTH_WORDS[relay.strength]})`)}`,
    ...(signs.length > 0
      ? [
          paint(
            'gray',
            `  further: ${visible(
              signs
                .slice(0, 8)
                .map(({ kind, value }) => `${kind} ${value}`)
                .join('; '),
            )}`,
          ),
        ]
      : []),
  ];
}

const hopRow = (hop: Hop, index: number): readonly string[] => [
  String(index + 1),
  visible(`${shownClient(hop)} → ${hop.by ?? '?'}`),
  visible([hop.protocol, hop.id].filter((part) => part !== null).join(' ')),
  [hop.time === null ? 'no time' : shownTime(hop.time), shownDelay(hop.delay)].filter((part) => part !== '').join(' '),
];

function coverageBlock({ repository, trace }: TraceReport, paint: Paint, options: HopsTextOptions): readonly string[] {
  if (!repository) return [];
  const { coverage } = repository;
  const uncovered = coverage.uncovered(trace.relays);
  const list = (indexes: readonly number[]): readonly string[] => {
    const shown = options.verbose ? indexes : indexes.slice(0, MOST_ROWS);
    const rows = shown.flatMap((index) => {
      const setting = coverage.settings[index];
      if (!setting) return [];
      const words = setting.host ?? setting.ref ?? '';
      return [
        `    ${paint('cyan', visible(`${setting.path}:${setting.line}`))}  ${visible(setting.key)}  ${paint('gray', visible(words))}`,
      ];
    });
    return indexes.length > shown.length
      ? [...rows, paint('gray', `    and ${indexes.length - shown.length} more`)]
      : rows;
  };
  return [
    ...(uncovered.length > 0
      ? [
          `${paint('yellow', '?')} ${count(uncovered.length, 'setting')} of ${visible(repository.path)} that no evidence covers: send a test mail by each`,
          ...list(uncovered),
        ]
      : [`${paint('green', '✔')} every relay that ${visible(repository.path)} names was seen`]),
    ...(coverage.open.length > 0
      ? [
          `${paint('blue', '?')} ${count(coverage.open.length, 'use')} whose relay is set outside of the repository`,
          ...list(coverage.open),
        ]
      : []),
  ];
}

function besideBlock({ trace }: TraceReport, paint: Paint): readonly string[] {
  const { local, unattributed } = trace;
  return [
    ...(local > 0
      ? [
          paint(
            'gray',
            `${count(local, 'delivery').replace('deliverys', 'deliveries')} stayed on the machine (mailboxes, filters, programs): no relay`,
          ),
        ]
      : []),
    ...(hasCounts(unattributed)
      ? [paint('gray', `${shownCounts(unattributed)} where the log does not say which server was meant`)]
      : []),
  ];
}

function gapsBlock({ trace }: TraceReport, paint: Paint): readonly string[] {
  const gaps = trace.files.flatMap(({ gaps: all }) => all);
  const shown = [
    ...gaps.map(
      ({ from, to, place }) =>
        `  ${paint('cyan', shownAt(place))}  no line from ${shownTime(from)} to ${shownTime(to)}`,
    ),
    ...trace.losses.map(({ what, place }) => `  ${paint('cyan', shownAt(place))}  ${visible(what)}`),
  ];
  if (shown.length === 0) return [];
  return [
    `${paint('yellow', '!')} gaps: what is not seen there may have happened all the same`,
    ...shown.slice(0, MOST_ROWS),
    ...(shown.length > MOST_ROWS ? [paint('gray', `  and ${shown.length - MOST_ROWS} more`)] : []),
  ];
}

function diagnosticsBlock({ trace, complete }: TraceReport, paint: Paint, options: HopsTextOptions): readonly string[] {
  const { diagnostics } = trace;
  if (diagnostics.length === 0) return [];
  const shown = options.verbose ? diagnostics : diagnostics.slice(0, MOST_DIAGNOSTICS);
  return [
    `${paint('yellow', '!')} ${count(diagnostics.length, 'remark')} while reading${complete ? '' : ': the result may lack something'}`,
    ...shown.map(
      ({ path, line, message }) => `  ${paint('cyan', shownAt({ path, line: line ?? 0 }))}  ${visible(message)}`,
    ),
    ...(diagnostics.length > shown.length ? [paint('gray', `  and ${diagnostics.length - shown.length} more`)] : []),
  ];
}

export const findingLine = ({ level, rule, message, path, line }: Finding, paint: Paint): string =>
  `  ${paint(SIGNS[level].style, level)}  ${visible(message)}  ${paint('cyan', shownAt({ path, line }))}  ${paint('gray', rule)}`;

function summaryBlock(report: TraceReport, paint: Paint): readonly string[] {
  const { trace, findings } = report;
  const active = findings.filter(({ suppressed }) => !suppressed);
  const counts = countLevels(active);
  const found = LEVELS.filter((level) => counts[level] > 0);
  const [worst] = found;
  const outcome = worst
    ? `${paint(SIGNS[worst].style, SIGNS[worst].sign)} ${found.map((level) => paint(['bold', SIGNS[level].style], count(counts[level], level))).join(', ')}`
    : !report.complete
      ? `${paint('yellow', '!')} ${paint('bold', 'not everything could be read')}`
      : trace.relays.length === 0 && !trace.direct
        ? `${paint('gray', '○')} ${paint('bold', 'no evidence of mail that left')}`
        : report.judges
          ? `${paint('green', '✔')} ${paint('bold', 'no legacy relay was seen')}`
          : `${paint('gray', '○')} ${paint('bold', 'not judged')}`;
  const lines = trace.files.reduce((sum, file) => sum + file.lines, 0);
  const messages = trace.messages.length + trace.moreMessages;
  const facts = [
    count(trace.relays.length, 'relay'),
    `${count(trace.files.length, 'file')}, ${count(lines, 'line')}`,
    ...(messages > 0 ? [count(messages, 'message')] : []),
    ...(report.policy === null ? ['no policy says which relays are right'] : [`policy ${visible(report.policy)}`]),
  ];
  return [
    ...active.map((finding) => findingLine(finding, paint)),
    `${outcome} ${paint('gray', `· ${facts.join(' · ')}`)}`,
  ];
}
