/**
 * Tables of settings (RFC 4180, also with semicolons or tabs): a setting a row (`smtp_host,h`), or a column for each. Other tables
 * have no entries.
 */
import type { Entry, Expr, TextExpr } from '../../model/expr.ts';
import { object, range, text } from '../reader.ts';
import { MAIL_COLUMN } from './sql-tables.ts';

/** A setting's cell stands among the first of its row. */
const MOST_CELLS = 60;
const LONGEST_ROW = 4_000;

export const isTable = (path: string): boolean => /\.[ct]sv$/i.test(path);

/** The settings of a table. */
export const tableOf = (content: string): readonly Expr[] =>
  documentsOf(
    [...content.matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => cellsOf(line, index)),
    content.length,
  );

const CELL = /(?:^|(?<=[,;\t]))[ ]*(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,;\t"]*))[ ]*(?=$|[,;\t])/dg;

function cellsOf(line: string, index: number): TextExpr[] {
  return [...line.slice(0, LONGEST_ROW).matchAll(CELL)].slice(0, MOST_CELLS).flatMap(({ indices }) => {
    const [from, to] = indices?.groups?.quoted ?? indices?.groups?.plain ?? [0, 0];
    return [text(line.slice(from, to).trimEnd(), range(index + from, index + to))];
  });
}

/** A setting a row, or a row an object. */
function documentsOf([head = [], ...rows]: readonly (readonly TextExpr[])[], end: number): readonly Expr[] {
  const whole = range(0, end);
  if (head.some(({ value }) => MAIL_COLUMN.test(value)) && rows.length > 0 && !isSetting(head))
    return rows.map((row) => object(entries(head, row), whole));
  const pairs = [head, ...rows].flatMap((row) => {
    const at = row.findIndex(({ value }) => MAIL_COLUMN.test(value) && /^[\w.:/-]{1,80}$/.test(value));
    const value = row[at + 1];
    const key = row[at];
    return key && value ? [{ key: key.value.replaceAll('/', '.'), keyRange: key.range, value }] : [];
  });
  return pairs.length > 0 ? [object(pairs, whole)] : [];
}

/** A first row that is a setting itself: `smtp_host,mx.acme.example`. */
const isSetting = ([, second]: readonly TextExpr[]): boolean =>
  second !== undefined && /^[\w-]+(\.[\w-]+)+$/.test(second.value) && !MAIL_COLUMN.test(second.value);

const entries = (head: readonly TextExpr[], row: readonly TextExpr[]): Entry[] =>
  head.flatMap((name, index) => {
    const value = row[index];
    return value && name.value !== '' ? [{ key: name.value, keyRange: name.range, value }] : [];
  });
