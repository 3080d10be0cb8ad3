/** The document as Markdown, for a repository's own docs: GitHub draws its picture and follows its links. */
import type { Verdict } from '../model/setting.ts';
import { markdownCode, markdownText } from '../report/escape.ts';
import { count } from '../report/report.ts';
import { LAYERS, type Place, type Route, type RoutesDocument } from './document.ts';
import { graphOf } from './graph.ts';
import type { LinkTo } from './links.ts';
import { mermaid } from './mermaid.ts';
import type { RelayRow } from './relays.ts';
import {
  connectionWords,
  credentialWords,
  deliveredWords,
  isLive,
  LAYER_TITLES,
  placesBetween,
  SENDER_FIELDS,
  STATUS_WORDS,
  summary,
  timeWords,
  verdictWord,
  warnings,
} from './words.ts';

const SIGNS: Readonly<Partial<Record<Verdict, string>>> = {
  legacy: '❌ ',
  unapproved: '⚠️ ',
  unresolved: '❓ ',
  approved: '✅ ',
};

/** Senders in evidence may be thousands; the weightiest tell the story. */
const MOST_SENDERS = 100;

/** @param linkTo gives the addresses behind places. */
export function markdown(document: RoutesDocument, linkTo: LinkTo): string {
  const parts = [
    '# Outbound mail path',
    '<!-- Written by `smtp-scan routes`; run it again instead of editing. -->',
    summary(document) + (document.policy === null ? '' : ` Judged by ${markdownCode(document.policy)}.`),
    ...warnings(document).map((text) => `> ⚠️ ${markdownText(text)}`),
    ...(document.routes.length === 0 ? [] : [`\`\`\`mermaid\n${mermaid(graphOf(document.routes))}\`\`\``]),
    relaysPart(document),
    ...routeParts(document, linkTo),
    sendersPart(document),
    unreadPart(document, linkTo),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const section = (title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : [`## ${title}`, '', row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n');

/** A cell of several lines. */
const lines = (...all: readonly string[]): string => all.filter((one) => one !== '').join('<br>');

function relaysPart(document: RoutesDocument): string {
  const seen = document.evidence ? ['Seen', 'Delivered', 'Last seen'] : [];
  return section(
    document.evidence ? 'Relays: configured and seen' : 'Relays',
    ['Relay', 'Known as', 'Verdict', 'Routes', ...seen],
    document.relays.map((relay) => [
      lines(markdownCode(relay.host), ...relay.also.map((name) => `also ${markdownCode(name)}`)),
      markdownText(relay.knownAs ?? ''),
      verdictCell(relay.verdict, relay.replacement, document),
      String(relay.routes),
      ...(document.evidence ? seenCells(relay) : []),
    ]),
  );
}

function seenCells({ status, seen }: RelayRow): readonly string[] {
  if (!seen) return [STATUS_WORDS[status], '', ''];
  return [STATUS_WORDS[status], deliveredWords(seen), markdownText(timeWords(seen.last))];
}

const ROUTE_COLUMNS = ['Sent by', 'Relay', 'Decided by', 'Credentials', 'Verdict'] as const;

/** Production by layer; then what is only a sample, for development or for tests. */
function routeParts(document: RoutesDocument, linkTo: LinkTo): readonly string[] {
  const live = document.routes.filter(({ role }) => isLive(role));
  const others = document.routes.filter(({ role }) => !isLive(role));
  return [
    ...LAYERS.map((layer) =>
      section(
        LAYER_TITLES[layer],
        ROUTE_COLUMNS,
        live.filter((route) => route.layer === layer).map((route) => routeCells(route, document, linkTo)),
      ),
    ),
    section(
      'Samples, development and tests',
      ['Role', ...ROUTE_COLUMNS],
      others.map((route) => [route.role, ...routeCells(route, document, linkTo)]),
    ),
  ];
}

function routeCells(route: Route, document: RoutesDocument, linkTo: LinkTo): readonly string[] {
  const { from, at, host, destination, key, certainty } = route;
  const between = placesBetween(route);
  const decided = from.path === at.path && from.line === at.line && between.length === 0;
  const connection = connectionWords(route);
  return [
    lines(placeLink(from, linkTo), markdownText(route.system)),
    lines(host === null ? markdownText(destination) : markdownCode(host), connection),
    lines(
      ...between.map((step) => `by way of ${placeLink(step, linkTo)}`),
      decided ? '' : placeLink(at, linkTo),
      markdownCode(key),
    ),
    markdownText(credentialWords(route)),
    lines(
      verdictCell(route.verdict, route.replacement, document),
      ...route.findings.filter((rule) => rule !== `${route.verdict}-relay`).map(markdownCode),
      certainty === 'likely' ? 'likely' : '',
    ),
  ];
}

const verdictCell = (verdict: Verdict, replacement: string | null, document: RoutesDocument): string => {
  const word = verdictWord(verdict, document);
  return lines(
    `${word === verdict ? (SIGNS[verdict] ?? '') : ''}${word}`,
    replacement === null ? '' : `change to ${markdownCode(replacement)}`,
  );
};

function placeLink(place: Omit<Place, 'column'>, linkTo: LinkTo): string {
  const shown = markdownCode(`${place.path}:${place.line}`);
  const target = linkTo(place);
  return target === undefined ? shown : `[${shown}](${target})`;
}

function sendersPart({ senders, evidence }: RoutesDocument): string {
  if (!evidence) return '';
  const table = section(
    'Seen senders',
    ['Host', 'Program', 'Client', 'Envelope domain', 'Relay', 'Delivered'],
    senders
      .slice(0, MOST_SENDERS)
      .map((sender) => [...SENDER_FIELDS.map((field) => markdownText(sender[field] ?? '')), String(sender.deliveries)]),
  );
  const left = senders.length - MOST_SENDERS;
  return left > 0 ? `${table}\n\n${count(left, 'sender')} with fewer deliveries left out.` : table;
}

function unreadPart({ unread }: RoutesDocument, linkTo: LinkTo): string {
  const rows = unread.map(({ path, line, message }) => [
    line === undefined ? markdownCode(path) : placeLink({ path, line }, linkTo),
    markdownText(message),
  ]);
  return section('Not read', ['Where', 'Why'], rows);
}
