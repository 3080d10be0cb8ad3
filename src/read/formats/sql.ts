/**
 * SQL dumps and seeds, narrowly. Statements are not parsed: a row of options has its name and its value side by side in every
 * dialect (`'smtp_host', 'mail.example'`), with JSON inside; a table with a column for each has the names in front of the
 * rows; an assignment (`SET smtp_host = 'h'`) and a column's default stand beside theirs.
 */
import type { Entry, Expr } from '../../model/expr.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { readHjson } from './json/hjson.ts';
import { isSerialized, readSerialized } from './php-serialized.ts';

/** Paths of Magento's core_config_data have slashes. */
const ROW = /'([A-Za-z][\w.:/-]{2,80})'\s*,\s*(?:\d+\s*,\s*)?(?='((?:[^'\\]|''|\\.)*)')/g;
const MAX_JSON = 100_000;

export const readSql: Reader = async ({ path, source }) => {
  const entries: Entry[] = [];
  for (const found of source.text.matchAll(ROW)) {
    const [whole, key = '', value = ''] = found;
    const keyAt = found.index + 1;
    const at = found.index + whole.length + 1;
    entries.push({
      key: key.replaceAll('/', '.'),
      keyRange: range(keyAt, keyAt + key.length),
      value: valueAt(source.text, value, at),
    });
  }
  entries.push(...assigned(source.text));
  const rows = [...inserted(source.text), ...copied(source.text)].map((row) =>
    object(row, range(0, source.text.length)),
  );
  const whole = object(entries, range(0, source.text.length));
  return { path, format: 'sql', source, documents: [whole, ...rows] };
};

/** A name that may hold a relay; the rows of other tables are not taken apart. */
const MAIL_COLUMN = /smtp|mail_?(?:server|host|relay)|smart_?host/i;

/** In a condition a name is compared, not set. */
const ASSIGNED =
  /(?<!\b(?:where|and|or|on|when|if|having)\s{1,20})(?<![\w.'"`])[@"`[]?(?<key>[A-Za-z][\w.]{2,80})["`\]]?\s*(?:=|\b(?:n?var)?char(?:acter varying)?\b[^,;\n']{0,80}?\bdefault)\s*N?'(?<value>(?:[^'\n]|''){0,300})'/dgi;

/** `SET smtp_host = 'h'`, `smtp_host varchar(255) DEFAULT 'h'` */
function* assigned(content: string): Generator<Entry> {
  for (const found of content.matchAll(ASSIGNED)) {
    const key = found.indices?.groups?.key;
    const value = found.indices?.groups?.value;
    if (!key || !value || !MAIL_COLUMN.test(found.groups?.key ?? '')) continue;
    yield {
      key: found.groups?.key ?? '',
      keyRange: range(key[0], key[1]),
      value: text(found.groups?.value ?? '', range(value[0], value[1])),
    };
  }
}

const INSERT = /\binsert\s+(?:ignore\s+)?into\s+[\w."`[\]]{1,120}\s*\((?<columns>[^()]{1,4000})\)\s*values\s*/gi;
const VALUE = /\s*(?:N?'(?<text>(?:[^'\\]|''|\\.)*)'|(?<other>[^',()]{1,200}(?:\([^()]{0,200}\))?))\s*(?<end>[,)])/dy;
const NEXT_ROW = /\s*,?\s*\(/y;
const MAX_ROWS = 200;

/** The rows of `INSERT INTO t (smtp_host, smtp_port) VALUES ('h', 25), …`, each with its columns' names. */
function* inserted(content: string): Generator<Entry[]> {
  for (const found of content.matchAll(INSERT)) {
    const columns = (found.groups?.columns ?? '').split(',').map((name) => name.trim().replace(/^[[`"]|[\]`"]$/g, ''));
    if (!columns.some((name) => MAIL_COLUMN.test(name))) continue;
    let at = found.index + found[0].length;
    for (let count = 0; count < MAX_ROWS; count += 1) {
      NEXT_ROW.lastIndex = at;
      if (!NEXT_ROW.test(content)) break;
      const row = rowAt(content, NEXT_ROW.lastIndex, columns);
      if (!row) break;
      yield row.entries;
      at = row.end;
    }
  }
}

function rowAt(
  content: string,
  start: number,
  columns: readonly string[],
): { entries: Entry[]; end: number } | undefined {
  const entries: Entry[] = [];
  let at = start;
  for (const column of columns) {
    VALUE.lastIndex = at;
    const found = VALUE.exec(content);
    if (!found) return undefined;
    at = VALUE.lastIndex;
    const place = found.indices?.groups?.text ?? found.indices?.groups?.other;
    const value = found.groups?.text ?? found.groups?.other?.trim();
    if (place && value !== undefined)
      entries.push({ key: column, keyRange: range(place[0], place[1]), value: text(value, range(place[0], place[1])) });
    if (found.groups?.end === ')') return { entries, end: at };
  }
  return undefined;
}

const COPY =
  /^COPY\s+[\w."]{1,120}\s*\((?<columns>[^()]{1,4000})\)\s+FROM\s+stdin;\r?\n(?<rows>(?:(?!\\\.)[^\n]*\n)*)/gim;
/** Tables of one setting a row, by what its columns are called. */
const NAME_COLUMN = /^(?:name|key|option_name|property|path|variable|setting|config_key)$/i;

/** pg_dump's rows, which tabs part: `COPY t (smtp_host, smtp_port) FROM stdin;`, `COPY settings (name, value) FROM stdin;`. */
function* copied(content: string): Generator<Entry[]> {
  for (const found of content.matchAll(COPY)) {
    const columns = (found.groups?.columns ?? '').split(',').map((name) => name.trim().replaceAll('"', ''));
    const isOwn = columns.some((name) => MAIL_COLUMN.test(name));
    if (!isOwn && !columns.some((name) => NAME_COLUMN.test(name))) continue;
    const rows = found.groups?.rows ?? '';
    let at = found.index + found[0].length - rows.length;
    let count = 0;
    for (const line of rows.split('\n')) {
      if ((isOwn || MAIL_COLUMN.test(line)) && line !== '' && count < MAX_ROWS) {
        count += 1;
        yield copiedRow(line.replace(/\r$/, ''), at, columns);
      }
      at += line.length + 1;
    }
  }
}

function copiedRow(line: string, start: number, columns: readonly string[]): Entry[] {
  let at = start;
  return line.split('\t').flatMap((value, index): Entry[] => {
    const place = range(at, at + value.length);
    at += value.length + 1;
    const column = columns[index];
    return column === undefined || value === '\\N' ? [] : [{ key: column, keyRange: place, value: text(value, place) }];
  });
}

/** JSON is read where it stands: the rest of the file is blanked, so that its offsets hold. */
function valueAt(content: string, value: string, at: number): Expr {
  const literal = text(value, range(at, at + value.length));
  if (isSerialized(value) && value.length <= MAX_JSON) return readSerialized(content, at, at + value.length);
  if (!/^\s*[[{]/.test(value) || value.length > MAX_JSON || at > 5_000_000 || value.includes("''")) return literal;
  const [read] = readHjson(content.slice(at, at + value.length));
  return read ? shifted(read, at) : literal;
}

/** The expression with every range moved. */
function shifted(expr: Expr, by: number): Expr {
  const at = range(expr.range.start + by, expr.range.end + by);
  if (expr.kind === 'object') {
    return object(
      expr.entries.map((entry) => ({
        ...entry,
        keyRange: range(entry.keyRange.start + by, entry.keyRange.end + by),
        value: shifted(entry.value, by),
      })),
      at,
    );
  }
  if (expr.kind === 'list') return { ...expr, items: expr.items.map((item) => shifted(item, by)), range: at };
  if (expr.kind === 'text') return { kind: 'text', value: expr.value, range: at };
  return { kind: 'unknown', range: at };
}
