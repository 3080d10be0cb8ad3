/** The reports of a comparison: for people, and for machines. */
import {
  type ComparedSource,
  type CompareVerdict,
  type Comparison,
  nameOf,
  type SourceState,
} from '../evidence/compare.ts';
import type { Side, Use } from '../evidence/sides.ts';
import { jsonText, markdownCode, markdownText, visible } from './escape.ts';
import { isoTime, shownCounts, shownTime } from './hops.ts';
import { painter } from './paint.ts';
import { count } from './report.ts';

const SIGNS: Readonly<
  Record<CompareVerdict, { readonly sign: string; readonly style: 'green' | 'red' | 'yellow' | 'blue' }>
> = {
  'cut over': { sign: '✔', style: 'green' },
  partly: { sign: '▲', style: 'yellow' },
  not: { sign: '✖', style: 'red' },
  'no evidence': { sign: '?', style: 'blue' },
};

const ORDER: readonly SourceState[] = [
  'still old',
  'both ways',
  'no evidence after',
  'not delivered',
  'moved',
  'new',
  'not concerned',
];

const arranged = (sources: readonly ComparedSource[]): readonly ComparedSource[] =>
  ORDER.flatMap((state) => sources.filter((source) => source.state === state));

const waysOf = (uses: readonly Use[]): string =>
  uses.length === 0
    ? 'not seen'
    : uses
        .map((use) => `${use.relay ?? "recipients' own servers"}${use.label === null ? ` (${shownCounts(use)})` : ''}`)
        .join(', ');

const MOST_SOURCES = 40;

export function compareText(
  comparison: Comparison,
  { color, verbose }: { readonly color: boolean; readonly verbose: boolean },
): string {
  const paint = painter(color);
  const { sign, style } = SIGNS[comparison.verdict];
  const all = arranged(comparison.sources);
  const shown = verbose ? all : all.slice(0, MOST_SOURCES);
  const rows = shown.map(
    (source) =>
      [source.state, visible(nameOf(source)), visible(waysOf(source.before)), visible(waysOf(source.after))] as const,
  );
  const widths = [0, 1, 2].map((column) => Math.min(60, Math.max(0, ...rows.map((row) => row[column]?.length ?? 0))));
  const table = rows.map(
    ([state, name, from, to]) =>
      `  ${paint(state === 'moved' || state === 'not concerned' || state === 'new' ? 'gray' : 'yellow', state.padEnd(widths[0] ?? 0))}  ${name.padEnd(widths[1] ?? 0)}  ${from.padEnd(widths[2] ?? 0)}  ${paint('gray', '→')} ${to}`,
  );
  const lines = [
    sideLine('before', comparison.before),
    sideLine('after ', comparison.after),
    ...(comparison.changedAt === null
      ? []
      : [`change  ${shownTime(comparison.changedAt)}: mail that was queued before is no new mail`]),
    ...(comparison.old.length > 0 ? [`old     ${visible(comparison.old.join(', '))}`] : []),
    '',
    ...table,
    ...(all.length > shown.length ? [paint('gray', `  and ${count(all.length - shown.length, 'other source')}`)] : []),
    '',
    ...diagnosticLines(comparison),
    `${paint(style, sign)} ${paint(['bold', style], comparison.verdict)}`,
    ...comparison.reasons.map((reason) => `  ${visible(reason)}`),
  ];
  return `${lines.join('\n')}\n`;
}

const sideLine = (name: string, { path, kind, first, last, uses }: Side): string =>
  `${name}  ${visible(path)} (${kind}${first === null || last === null ? '' : `, ${shownTime(first)} – ${shownTime(last)}`}, ${count(uses.length, 'way')})`;

const diagnosticLines = ({ before, after }: Comparison): readonly string[] =>
  [...before.diagnostics, ...after.diagnostics]
    .slice(0, 20)
    .map(
      ({ path, line, message }) => `! ${visible(line === undefined ? path : `${path}:${line}`)}  ${visible(message)}`,
    );

export function compareMarkdown(comparison: Comparison): string {
  const rows = arranged(comparison.sources).map(
    (source) =>
      `| ${source.state} | ${markdownText(nameOf(source))} | ${markdownText(waysOf(source.before))} | ${markdownText(waysOf(source.after))} |\n`,
  );
  return [
    `## Mail routes: ${comparison.verdict}\n\n`,
    ...comparison.reasons.map((reason) => `- ${markdownText(reason)}\n`),
    `\nBefore: ${markdownCode(comparison.before.path)} · after: ${markdownCode(comparison.after.path)}\n`,
    ...(rows.length > 0
      ? ['\n| State | Source | Before | After |\n| --- | --- | --- | --- |\n', ...rows.slice(0, 2000)]
      : []),
  ].join('');
}

type Json = Readonly<Record<string, unknown>>;

const useJson = ({ relay, deliveries, deferred, failed, verdict, before, at }: Use): Json => ({
  relay,
  deliveries,
  deferred,
  failed,
  verdict,
  queuedBefore: before,
  evidence: at,
});

const sourceFields = ({ host, program, client, user, from, label }: ComparedSource | Use): Json => ({
  host,
  program,
  client,
  user,
  from,
  ...(label === null ? {} : { setting: label }),
});

function sideJson(side: Side): Json {
  const relays = new Map<string | null, { deliveries: number; deferred: number; failed: number; verdict: string }>();
  for (const { relay, deliveries, deferred, failed, verdict } of side.uses) {
    const known = relays.get(relay) ?? { deliveries: 0, deferred: 0, failed: 0, verdict };
    known.deliveries += deliveries;
    known.deferred += deferred;
    known.failed += failed;
    relays.set(relay, known);
  }
  return {
    path: side.path,
    kind: side.kind,
    first: isoTime(side.first),
    last: isoTime(side.last),
    complete: side.complete,
    relays: [...relays].map(([host, counts]) => ({ host, ...counts })),
    sources: side.uses.map((use) => ({ ...sourceFields(use), ...useJson(use) })),
    gaps: side.gaps,
  };
}

export function compareJson(comparison: Comparison, version: string): string {
  const { verdict, reasons, changedAt, before, after, sources, old, complete } = comparison;
  return jsonText({
    schemaVersion: 1,
    tool: { name: 'smtp-scan', version },
    command: 'compare',
    verdict,
    reasons,
    complete,
    changedAt: isoTime(changedAt),
    old,
    legacySeen: after.uses.some((use) => use.verdict === 'legacy'),
    before: sideJson(before),
    after: sideJson(after),
    sources: arranged(sources).map((source) => ({
      ...sourceFields(source),
      state: source.state,
      before: source.before.map(useJson),
      after: source.after.map(useJson),
    })),
    diagnostics: [...before.diagnostics, ...after.diagnostics].map(({ path, line, message }) => ({
      path,
      line,
      message,
    })),
  });
}

export interface CompareOptions {
  readonly version: string;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** The register of formats of a comparison. */
export const compareFormats: Readonly<
  Record<'text' | 'json' | 'markdown', (comparison: Comparison, options: CompareOptions) => string>
> = {
  text: compareText,
  json: (comparison, { version }) => compareJson(comparison, version),
  markdown: compareMarkdown,
};
