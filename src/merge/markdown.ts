/** The map as Markdown: for a job summary, an issue or a page of a wiki. */
import type { Verdict } from '../model/setting.ts';
import { markdownCode, markdownText } from '../report/escape.ts';
import { count } from '../report/report.ts';
import type { KnownPlace } from './change.ts';
import type { MergedMap, MergedRelay, OpenPlace } from './map.ts';
import { changeWords, labelOf, summary, warnings } from './words.ts';

const SIGNS: Readonly<Partial<Record<Verdict, string>>> = {
  legacy: '❌ ',
  unapproved: '⚠️ ',
  unresolved: '❓ ',
  approved: '✅ ',
};

/** GitHub takes 1024 KiB a step summary, so that lists end where nobody reads on; the JSON has them all. */
const MOST = { relays: 200, places: 500, repositories: 1000, names: 8, points: 60 };

export function markdown(map: MergedMap): string {
  const parts = [
    '# Outbound relays of all repositories',
    markdownText(summary(map)),
    markdownText(changeWords(map) ?? ''),
    ...warnings(map).map((text) => `> ⚠️ ${markdownText(text)}`),
    relaysPart(map),
    placesPart(map),
    changePart('Gone since then', map.change?.gone ?? []),
    changePart('New since then', map.change?.come ?? []),
    changePart('Not seen any more, but nobody looked', map.change?.unsure ?? []),
    historyPart(map),
    repositoriesPart(map),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function section(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
): string {
  if (rows.length === 0) return '';
  const left = rows.length - most;
  const table = [row(columns), row(columns.map(() => '---')), ...rows.slice(0, most).map(row)].join('\n');
  return `## ${title}\n\n${table}${left > 0 ? `\n\n${count(left, 'row')} more left out for length.` : ''}`;
}

const relaysPart = ({ relays }: MergedMap): string =>
  section(
    'Relays',
    ['Relay', 'Known as', 'Verdict', 'Places', 'Repositories'],
    relays.map((relay) => [
      markdownCode(relay.host),
      markdownText(relay.knownAs ?? ''),
      `${SIGNS[relay.verdict] ?? ''}${relay.verdict}`,
      String(relay.places),
      usesWords(relay),
    ]),
    MOST.relays,
  );

function usesWords({ uses }: MergedRelay): string {
  const left = uses.length - MOST.names;
  const shown = uses.slice(0, MOST.names).map(({ repository, places }) => `${markdownText(repository)} (${places})`);
  return `${uses.length}: ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

const placeWords = ({ path, line }: OpenPlace): string => markdownCode(`${path}:${line}`);

const placesPart = ({ places }: MergedMap): string =>
  section(
    'To change',
    ['Repository', 'Where', 'Relay', 'Role', 'Verdict', 'Owners'],
    [...places]
      .sort((a, b) => Number(b.verdict === 'legacy') - Number(a.verdict === 'legacy'))
      .map((place) => [
        markdownText(place.repository),
        placeWords(place),
        markdownCode(place.host),
        place.role,
        `${SIGNS[place.verdict] ?? ''}${place.verdict}${place.excused ? '<br>let through' : ''}`,
        place.owners.map(markdownText).join(' '),
      ]),
    MOST.places,
  );

const changePart = (title: string, places: readonly KnownPlace[]): string =>
  section(
    title,
    ['Repository', 'Where', 'Relay', 'Verdict'],
    places.map(({ repository, path, host, verdict }) => [
      markdownText(repository),
      markdownCode(path),
      markdownCode(host),
      verdict,
    ]),
    MOST.places,
  );

const historyPart = ({ history }: MergedMap): string =>
  history.length < 2
    ? ''
    : section(
        'Burn-down',
        ['Merge', 'Repositories', 'With a legacy relay', 'Legacy places', 'Unapproved places', 'Not looked at'],
        history
          .map((point, index) => [
            `${markdownText(labelOf(point, index))}${point.complete ? '' : ' (incomplete)'}`,
            ...[point.repositories, point.withLegacy, point.legacy, point.unapproved, point.unsure].map(String),
          ])
          .slice(-MOST.points),
        MOST.points,
      );

const repositoriesPart = ({ repositories }: MergedMap): string =>
  section(
    'Repositories',
    ['Repository', 'Places', 'Legacy', 'Unapproved', 'Unresolved', 'Errors', 'Owners'],
    repositories.map(({ name, complete, settings, verdicts, findings, owners }) => [
      `${markdownText(name)}${complete ? '' : ' (not read in full)'}`,
      ...[settings, verdicts.legacy ?? 0, verdicts.unapproved ?? 0, verdicts.unresolved ?? 0, findings.error].map(
        String,
      ),
      owners.map(markdownText).join(' '),
    ]),
    MOST.repositories,
  );
