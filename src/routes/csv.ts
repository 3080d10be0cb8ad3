/** The routes as a table for a spreadsheet: RFC 4180, one route a line. */
import type { Route, RoutesDocument } from './document.ts';
import type { LinkTo } from './links.ts';

type Column = readonly [title: string, of: (route: Route, linkTo: LinkTo) => string | number | null];

const COLUMNS: readonly Column[] = [
  ['layer', ({ layer }) => layer],
  ['system', ({ system }) => system],
  ['sender', ({ from }) => `${from.path}:${from.line}`],
  ['relay', ({ host }) => host],
  ['destination', ({ destination }) => destination],
  ['port', ({ port }) => port],
  ['transport', ({ transport }) => transport],
  ['route', ({ route }) => route],
  ['credentials', ({ credentials }) => credentials],
  ['credentials from', ({ login }) => login.join(' ')],
  ['role', ({ role }) => role],
  ['certainty', ({ certainty }) => certainty],
  ['verdict', ({ verdict }) => verdict],
  ['replacement', ({ replacement }) => replacement],
  ['findings', ({ findings }) => findings.join(' ')],
  ['key', ({ key }) => key],
  ['decided by', ({ at }) => `${at.path}:${at.line}`],
  ['trail', ({ trail }) => [...new Set(trail.map(({ path, line }) => `${path}:${line}`))].join(' > ')],
  ['link', ({ at }, linkTo) => linkTo(at) ?? null],
];

export function csv({ routes }: RoutesDocument, linkTo: LinkTo): string {
  const head = COLUMNS.map(([title]) => title);
  const rows = routes.map((route) => COLUMNS.map(([, of]) => String(of(route, linkTo) ?? '')));
  return [head, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet runs what begins like a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const cell = (text: string): string => {
  const tame = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
};
