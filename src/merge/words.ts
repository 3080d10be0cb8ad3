/** The map's words for people, the same in every format. */
import { thousands } from '../model/thousands.ts';
import { count } from '../report/report.ts';
import type { MergedMap, Point } from './map.ts';

const repositories = (number: number): string => `${thousands(number)} ${number === 1 ? 'repository' : 'repositories'}`;

/** One sentence that sums the map up. */
export function summary({ repositories: rows, relays, history }: MergedMap): string {
  const now = history.at(-1);
  const legacy = now ? ` ${stateOf(now)}` : '';
  return `${repositories(rows.length)}, ${count(relays.length, 'relay')}.${legacy}`;
}

function stateOf({ legacy, withLegacy, unapproved }: Point): string {
  const others = unapproved > 0 ? `, ${count(unapproved, 'place')} an unapproved one` : '';
  if (legacy === 0) return `No place names a legacy relay${others}.`;
  return `${count(legacy, 'place')} in ${repositories(withLegacy)} still ${legacy === 1 ? 'names' : 'name'} a legacy relay${others}.`;
}

/** What the reader must know before trusting the rest; none when all is well. */
export function warnings({ repositories: rows, unread, change }: MergedMap): readonly string[] {
  const partial = rows.filter(({ complete }) => !complete).map(({ name }) => name);
  const unjudged = rows.filter(({ judged, settings }) => !judged && settings > 0).map(({ name }) => name);
  const missing = change?.missing ?? [];
  const unsure = change?.unsure.length ?? 0;
  return [
    ...unread.map(({ file, message }) => `${file} is left out: ${message}`),
    ...named(partial, 'was not read in full: places may be missing', 'were not read in full: places may be missing'),
    ...named(missing, 'was there before and is missing now', 'were there before and are missing now'),
    ...(unsure > 0 ? [`${count(unsure, 'place')} of before cannot be looked at now, and may be as they were.`] : []),
    ...named(
      unjudged,
      'was scanned without a policy, so nothing in it is judged',
      'were scanned without a policy, so nothing in them is judged',
    ),
  ];
}

const MOST_NAMES = 10;

function named(names: readonly string[], one: string, many: string): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const left = names.length - MOST_NAMES;
  return [`${shown}${left > 0 ? ` and ${left} more` : ''} ${names.length === 1 ? one : many}.`];
}

/** What became of the merge before, in one sentence; undefined without one. */
export function changeWords({ change, history }: MergedMap): string | undefined {
  const [before, now] = history.slice(-2);
  if (!change || !before || !now) return undefined;
  const { gone, come } = change;
  const unsure = now.unsure > 0 ? `, beside ${count(now.unsure, 'place')} that nobody could look at` : '';
  const label = before.label === null ? 'the merge before' : before.label;
  return `Since ${label}: ${count(gone.length, 'place')} gone, ${thousands(come.length)} new; legacy places ${thousands(before.legacy)} → ${thousands(now.legacy)}${unsure}.`;
}

/** How a point of the burn-down is named where it has no label. */
export const labelOf = ({ label }: Point, index: number): string => label ?? `#${index + 1}`;
