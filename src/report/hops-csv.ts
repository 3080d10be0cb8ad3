/** Evidence as a table for spreadsheets: a row for each source and relay (RFC 4180). */

import { visible } from './escape.ts';
import type { TraceReport } from './hops.ts';
import { isoTime } from './hops.ts';

const COLUMNS = [
  'relay',
  'verdict',
  'source host',
  'program',
  'client',
  'user',
  'from',
  'delivered',
  'deferred',
  'failed',
  'first',
  'last',
  'strength',
  'evidence',
];

/** A spreadsheet takes what begins with these for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const cell = (value: string | number | null): string => {
  if (typeof value === 'number') return String(value);
  const text = visible(value ?? '');
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function hopsCsv({ trace }: TraceReport): string {
  const rows = trace.sources.map((source) =>
    [
      source.relay ?? "recipients' own servers",
      source.verdict,
      source.host,
      source.program,
      source.client,
      source.user,
      source.from,
      source.deliveries,
      source.deferred,
      source.failed,
      isoTime(source.first),
      isoTime(source.last),
      source.strength,
      `${source.evidence.path}:${source.evidence.line}`,
    ].map(cell),
  );
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
