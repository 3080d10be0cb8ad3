/** Where many relays need something done, a list of them stands first: the worst, and those in most places, on top. */

import { visible } from './escape.ts';
import { type Group, replacementOf } from './groups.ts';
import { changeWords, type Page, QUIET_SIGNS, SIGNS } from './paint.ts';
import { count } from './report.ts';
import { columnsOf } from './wrap.ts';

/** Fewer relays than these are seen at a glance without a list. */
const MANY = 8;

/** As many as a small terminal shows at once, with what stands around them. */
const MOST_ROWS = 18;

export function overview(groups: readonly Group[], page: Page): readonly string[] {
  const { paint, judged, options } = page;
  const named = groups.filter(({ host, api }) => host !== null || api !== undefined);
  if (named.length < MANY || options.verbose) return [];
  const rows = named.slice(0, MOST_ROWS).map((group) => {
    const { sign, style } = group.level ? SIGNS[group.level] : QUIET_SIGNS[group.verdict];
    return {
      sign: paint(style, sign),
      name: visible(group.host ?? group.api ?? ''),
      verdict: judged || group.verdict !== 'unapproved' ? group.verdict : '',
      places: count(group.places.length, 'place'),
      replacement: replacementOf(group),
    };
  });
  const wide = (cells: readonly string[], most: number): number => Math.min(most, Math.max(...cells.map(columnsOf)));
  const nameWidth = wide(
    rows.map(({ name }) => name),
    40,
  );
  const verdictWidth = wide(
    rows.map(({ verdict }) => verdict),
    12,
  );
  const placesWidth = wide(
    rows.map(({ places }) => places),
    14,
  );
  const more = named.length - rows.length;
  return [
    paint('bold', `${count(named.length, 'relay')}${judged ? ' to look at' : ''}, each with its places below:`),
    ...rows.map(({ sign, name, verdict, places, replacement }) => {
      return `  ${sign} ${name.padEnd(nameWidth)}  ${paint('gray', `${verdict.padEnd(verdictWidth)}  ${places.padStart(placesWidth)}`)}${changeWords(replacement, page)}`.trimEnd();
    }),
    ...(more > 0 ? [paint('gray', `  and ${more} more`)] : []),
  ];
}
