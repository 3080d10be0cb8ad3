/**
 * Tables, as spreadsheets give them away (RFC 4180; semicolons and tabs, too): lists of devices, sites and tenants, each row an
 * object under the names of the first one, and lists of settings, a key and its value a row (`smtp_host,h`).
 *
 * Not by csv-parse, which reads tables elsewhere here: it says in which line a row is, and not in which column a field.
 */
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { MAIL_COLUMN } from './sql-tables.ts';

/** Longer lists, and wider ones, are data. */
const MOST_ROWS = 5_000;
const MOST_COLUMNS = 100;

/** A field in quotes, in which two of them stand for one, or without. */
const fieldsOf = (separator: string): RegExp =>
  new RegExp(`(?:"((?:[^"\\n]|"")*)"|([^"${separator}\\n][^${separator}\\n]*|))(${separator}|$)`, 'dy');

export const readCsv: Reader = async ({ path, source }) => {
  const content = source.text;
  const lines = [...content.matchAll(/[^\r\n]+/g)].slice(0, MOST_ROWS + 1);
  const separator = ['\t', ';', ','].find((one) => lines[0]?.[0].includes(one)) ?? ',';
  const pattern = fieldsOf(separator);
  const rows = lines.map(({ 0: line, index }) => cellsOf(pattern, line, index));
  return { path, format: 'csv', source, documents: [documentOf(rows, range(0, content.length))] };
};

interface Cell {
  readonly value: string;
  readonly at: Range;
}

function cellsOf(pattern: RegExp, line: string, from: number): readonly Cell[] {
  const cells: Cell[] = [];
  pattern.lastIndex = 0;
  while (cells.length < MOST_COLUMNS) {
    const found = pattern.exec(line);
    if (!found) break;
    const [start, end] = found.indices?.[1] ?? found.indices?.[2] ?? [0, 0];
    const written = line.slice(start, end);
    const value = written.trim();
    const at = from + start + written.indexOf(value);
    cells.push({ value: value.replaceAll('""', '"'), at: range(at, at + value.length) });
    if (found[3] === '' || pattern.lastIndex >= line.length) break;
  }
  return cells;
}

/** A row an object where a column is named like a setting, or else a setting a row; other tables have no entries. */
function documentOf([names = [], ...rows]: readonly (readonly Cell[])[], whole: Range): Expr {
  if (!names.some(({ value }) => MAIL_COLUMN.test(value)) || isSetting(names))
    return object([names, ...rows].flatMap(pairIn), whole);
  return { kind: 'list', items: rows.map((cells) => rowOf(names, cells, whole)), range: whole };
}

/** A first row that is a setting itself: `smtp_host,mx.acme.example`. */
const isSetting = ([, second]: readonly Cell[]): boolean =>
  second !== undefined && /^[\w-]+(\.[\w-]+)+$/.test(second.value) && !MAIL_COLUMN.test(second.value);

/** A setting's name, and what stands behind it. */
function pairIn(row: readonly Cell[]): readonly Entry[] {
  const at = row.findIndex(({ value }) => MAIL_COLUMN.test(value) && /^[\w.:/ -]{1,80}$/.test(value));
  const [key, value] = [row[at], row[at + 1]];
  // A letter is a mark in a table of many columns: `69,SMTP-Server,N,Simple Mail Server Addresses`.
  return key && value && !/^[a-z]$/i.test(value.value)
    ? [
        {
          key: key.value.replaceAll('/', '.').replaceAll(' ', '_'),
          keyRange: key.at,
          value: text(value.value, value.at),
        },
      ]
    : [];
}

/** Where a row begins a column, the name of the column stands for its key. */
const rowOf = (names: readonly Cell[], cells: readonly Cell[], at: Range): Expr =>
  object(
    cells.flatMap(({ value, at: where }, index): Entry[] => {
      const name = names[index];
      return name && name.value !== '' && value !== ''
        ? [{ key: name.value.replace(/[\s.]+/g, '_'), keyRange: where, value: text(value, where) }]
        : [];
    }),
    at,
  );
