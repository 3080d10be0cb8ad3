/** Tables: Exchange's logs and the exports of Microsoft 365 and Google Workspace, told apart by their columns. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type ClockSettings, createClock } from '../input/clock.ts';
import type { Chunks } from '../input/open.ts';
import { type Span, widen } from '../ledger.ts';
import { dateOf } from '../messages/received.ts';
import type { Journal } from '../model.ts';
import { columnName, type MakeTableReader, type TableReader } from './columns.ts';
import { exchangeSend } from './exchange-send.ts';
import { exchangeTracking } from './exchange-tracking.ts';
import { messageTrace } from './message-trace.ts';
import { workspace } from './workspace.ts';

const READERS: readonly MakeTableReader[] = [exchangeSend, exchangeTracking, messageTrace, workspace];

export interface TableSummary extends Span {
  readonly lines: number;
  readonly formats: readonly string[];
}

/** The separator that the first line has most of. */
const separatorOf = (head: string): string => {
  const line = head.split('\n').find((one) => !/^#(?!Fields)/.test(one)) ?? '';
  return [',', ';', '\t'].reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
};

export async function readTable(
  path: string,
  chunks: Chunks,
  head: string,
  settings: ClockSettings,
  journal: Journal,
  progress?: (bytes: number) => void,
): Promise<TableSummary> {
  const clock = createClock(settings);
  const span: Span = { first: null, last: null };
  const timeOf = (text: string): number | null => {
    const time =
      text === '' ? null : /^\d{4}-\d\d-\d\d/.test(text) ? clock.timeOf(text) : (dateOf(text) ?? american(text));
    widen(span, time);
    return time;
  };
  const readers = READERS.map((make) => make(journal, timeOf));
  const formats = new Set<string>();
  let columns: ReadonlyMap<string, number> | undefined;
  let reader: TableReader | undefined;
  let logType = '';
  let lines = 0;
  let broken = 0;

  const parser = parse({
    delimiter: separatorOf(head),
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 256 * 1024,
  });
  parser.on('skip', () => {
    broken += 1;
  });
  const counted = async function* (): Chunks {
    for await (const chunk of chunks) {
      progress?.(chunk.length);
      yield chunk;
    }
  };
  const input = Readable.from(counted());
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  for await (const { record, info } of parser) {
    const cells: readonly string[] = record;
    lines = info.lines;
    const [first = ''] = cells;
    if (/^#Log-type:/i.test(first)) logType = first;
    else if (/^#Fields:/i.test(first) || (columns === undefined && !first.startsWith('#'))) {
      columns = new Map(cells.map((cell, index) => [columnName(cell), index]));
      const names = new Set(columns.keys());
      reader = readers.find((one) => one.fits(names, logType));
      if (reader) formats.add(reader.format);
    } else if (!first.startsWith('#') && reader && columns) {
      const names = columns;
      reader.read({ get: (name) => cells[names.get(name) ?? -1] ?? '', place: { path, line: lines } });
    }
  }
  if (broken > 0) journal.problem(`${broken} rows are broken and were left out`, { path, line: 1 }, true);
  if (/receive/i.test(logType) && formats.size === 0)
    journal.problem('a log of mail that came in: it shows no relay that mail left through', { path, line: 1 });
  return { ...span, lines, formats: [...formats] };
}

/** `11/23/2026 10:40:01 PM`, as exports for people have it; taken as universal time. */
function american(text: string): number | null {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])M)?/i.exec(text);
  if (!found) return null;
  const [, month, day, year, hour, minute, second, half] = found;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second ?? 0));
}
