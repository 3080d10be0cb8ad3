/**
 * Lists of devices, sites and tenants, as spreadsheets give them away (RFC 4180; semicolons and tabs, too): each row is an
 * object under the names of the first one.
 */
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';

/** Longer lists, and wider ones, are data. */
const MOST_ROWS = 5_000;
const MOST_COLUMNS = 100;

/** A field in quotes, in which two of them stand for one, or without. */
const fieldsOf = (separator: string): RegExp =>
  new RegExp(`(?:"((?:[^"\\n]|"")*)"|([^"${separator}\\n][^${separator}\\n]*|))(${separator}|$)`, 'dy');

export const readCsv: Reader = async ({ path, source }) => {
  const content = source.text;
  const lines = [...content.matchAll(/[^\r\n]+/g)].slice(0, MOST_ROWS + 1);
  const [head, ...rows] = lines;
  const separator = ['\t', ';', ','].find((one) => head?.[0].includes(one)) ?? ',';
  const pattern = fieldsOf(separator);
  const names = head ? cellsOf(pattern, head[0], head.index) : [];
  const items = rows.map(({ 0: line, index }) =>
    rowOf(names, cellsOf(pattern, line, index), range(index, index + line.length)),
  );
  const whole = range(0, content.length);
  return { path, format: 'csv', source, documents: [{ kind: 'list', items, range: whole }] };
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
