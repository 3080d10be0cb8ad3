/**
 * Tables of SQL that can hold a relay: those with a column for each setting (`smtp_host`), those that are called after mail
 * and have a plain column (`mailserver.servername`), and those of one setting a row, whose name stands in another column.
 */
import type { Entry, TextExpr } from '../../model/expr.ts';
import { object, range, text } from '../reader.ts';
import {
  assignmentsAt,
  bareName,
  type Cell,
  comparedAt,
  createdTables,
  entryOf,
  type Row,
  rowsAt,
  TABLE,
} from './sql-statements.ts';

/** A name that may hold a relay; the rows of other tables are not taken apart. */
export const MAIL_COLUMN =
  /smtp|mail_?(?:server|host|relay)|smart_?host|relay_?host|outgoing_?(?:mail_?)?server|^out_?(?:host|server)$/i;

/** A table of servers, accounts or settings of mail that leaves. */
const MAIL_TABLE =
  /smtp|mail_?(?:server|host|relay|setting|config|account|transport|gateway|profile)|(?:outgoing|outbound)_?e?mail|smart_?host/i;
/** Tables of mail that comes in, and of what is sent. */
const OTHER_TABLE =
  /imap|pop3?|incoming|inbound|fetch|inbox|template|log$|queue|message|recipient|blacklist|whitelist/i;

/** Tables in which mail servers themselves look up their relays: mailcow's, iRedMail's, Postfixadmin's. */
const SERVER_TABLE = /^(?:(?:sender_)?relay_?hosts?|transports?)$/i;

const isMailTable = (table: string): boolean => MAIL_TABLE.test(table) && !OTHER_TABLE.test(table);

const holdsRelays = (table: string): boolean => isMailTable(table) || SERVER_TABLE.test(table);

/** Columns of a value, of tables with one setting a row: `option_value`, `configvalue`, `prop_value`. */
const VALUE_COLUMN = /(?:value|^val|^content|^data)$/i;
/** What tells the setting. */
const NAME = /^[A-Za-z][\w.:/-]{1,80}$/;

/** Of one statement so many rows. */
const MAX_ROWS = 200;

const speaksOfMail = (cells: readonly Cell[]): boolean =>
  cells.some(
    ({ quoted, value }) => quoted && value.value.length < 100 && /smtp|mail|relay|smart_?host|mta/i.test(value.value),
  );

/** A row that is an object of settings: an entry a column, under the table's name where that says mail. */
export function* mailRow({ table, cells }: Row): Generator<readonly Entry[]> {
  const isNamed = holdsRelays(table);
  const [first] = cells;
  if (!first || (!isNamed && !cells.some(({ column }) => MAIL_COLUMN.test(column)))) return;
  const entries = cells.map(entryOf);
  yield isNamed ? [{ key: table, keyRange: first.value.range, value: object(entries, first.value.range) }] : entries;
}

/** The settings of tables with one a row: the value under each name in its row, and under two names side by side. */
export function* namedSettings({ table, cells }: Row): Generator<Entry & { readonly value: TextExpr }> {
  const value = cells.find(({ column, quoted }) => quoted && VALUE_COLUMN.test(column));
  if (!value || !(isMailTable(table) || speaksOfMail(cells))) return;
  const names = cells.filter((cell) => cell !== value && cell.quoted && NAME.test(cell.value.value));
  for (const [index, name] of names.entries()) {
    const keyRange = name.value.range;
    const key = name.value.value.replaceAll('/', '.');
    yield { key, keyRange, value: value.value };
    if (isMailTable(table)) yield { key: `${table}.${key}`, keyRange, value: value.value };
    const next = names[index + 1];
    if (next) yield { key: `${key}.${next.value.value.replaceAll('/', '.')}`, keyRange, value: value.value };
  }
}

/** All rows of INSERT, REPLACE, UPDATE and COPY that can say something of mail. */
export function* tableRows(content: string): Generator<Row> {
  yield* inserted(content);
  yield* updated(content);
  yield* copied(content);
}

/** T-SQL may leave `INTO` out: https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql */
const INTO = String.raw`(?:(?:insert\s+(?:ignore\s+|or\s+\w{1,10}\s+)?|replace\s+)into|insert)\s+${TABLE}`;
const INSERT = new RegExp(
  String.raw`\b${INTO}\s*(?:\((?<columns>[^()]{1,4000})\)\s*)?(?:overriding\s+\w+\s+value\s+)?values\s*(?=\()`,
  'gi',
);
const SET = new RegExp(
  String.raw`\b(?:${INTO}|update\s+(?:only\s+)?${TABLE.replace('table', 'updated')})\s+set\s+`,
  'gi',
);

const isOfInterest = (table: string, columns: readonly string[]): boolean =>
  holdsRelays(table) ||
  columns.some((name) => MAIL_COLUMN.test(name)) ||
  columns.some((name) => VALUE_COLUMN.test(name));

/** `INSERT INTO t (smtp_host, smtp_port) VALUES ('h', 25), …`; without columns, those of the table's definition. */
function* inserted(content: string): Generator<Row> {
  let created: ReadonlyMap<string, readonly string[]> | undefined;
  for (const found of content.matchAll(INSERT)) {
    const table = bareName(found.groups?.table ?? '');
    const named = found.groups?.columns?.split(',').map(bareName);
    if (!named) created ??= createdTables(content);
    const columns = named ?? created?.get(table) ?? [];
    if (!isOfInterest(table, columns)) continue;
    yield* kept(table, columns, rowsAt(content, found.index + found[0].length, columns));
  }
}

/** Of a table with one setting a row those that speak of mail, of others the first ones. */
function* kept(table: string, columns: readonly string[], rows: Iterable<readonly Cell[]>): Generator<Row> {
  const isMail = holdsRelays(table) || columns.some((name) => MAIL_COLUMN.test(name));
  let count = 0;
  for (const cells of rows) {
    if (!isMail && !speaksOfMail(cells)) continue;
    count += 1;
    if (count > MAX_ROWS) return;
    yield { table, cells };
  }
}

/** `UPDATE settings SET value = 'h' WHERE name = 'smtp_host'`, MySQL's `INSERT INTO t SET a = 'x'`. */
function* updated(content: string): Generator<Row> {
  for (const found of content.matchAll(SET)) {
    const table = bareName(found.groups?.table ?? found.groups?.updated ?? '');
    const { cells, end, where } = assignmentsAt(content, found.index + found[0].length);
    const compared = where && cells.some(({ column }) => VALUE_COLUMN.test(column)) ? comparedAt(content, end) : [];
    if (
      isOfInterest(
        table,
        cells.map(({ column }) => column),
      )
    )
      yield { table, cells: [...compared, ...cells] };
  }
}

const COPY =
  /^COPY\s+(?<table>[\w."]{1,120})\s*\((?<columns>[^()]{1,4000})\)\s+FROM\s+stdin;\r?\n(?<rows>(?:(?!\\\.)[^\n]*\n)*)/gim;

/** pg_dump's rows, which tabs part: `COPY t (smtp_host, smtp_port) FROM stdin;`, `COPY settings (name, value) FROM stdin;`. */
function* copied(content: string): Generator<Row> {
  for (const found of content.matchAll(COPY)) {
    const table = bareName(found.groups?.table ?? '');
    const columns = (found.groups?.columns ?? '').split(',').map(bareName);
    if (!isOfInterest(table, columns)) continue;
    const rows = found.groups?.rows ?? '';
    yield* kept(table, columns, copiedRows(rows, found.index + found[0].length - rows.length, columns));
  }
}

function* copiedRows(rows: string, start: number, columns: readonly string[]): Generator<readonly Cell[]> {
  let at = start;
  for (const line of rows.split('\n')) {
    if (line !== '') yield copiedRow(line.replace(/\r$/, ''), at, columns);
    at += line.length + 1;
  }
}

function copiedRow(line: string, start: number, columns: readonly string[]): readonly Cell[] {
  let at = start;
  return line.split('\t').flatMap((value, index): readonly Cell[] => {
    const place = range(at, at + value.length);
    at += value.length + 1;
    const column = columns[index];
    return column === undefined || value === '\\N' ? [] : [{ column, value: text(value, place), quoted: true }];
  });
}
