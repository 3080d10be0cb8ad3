/**
 * SQL dumps and seeds, narrowly. Statements are not parsed: a row of options has its name and its value side by side in every
 * dialect (`'smtp_host', 'mail.example'`), with JSON inside; a table with a column for each has the names in front of the
 * rows; an assignment (`SET smtp_host = 'h'`) and a column's default stand beside theirs.
 */
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { countWhile } from '../../model/sorted.ts';
import { object, type Reader, range, text } from '../reader.ts';
import { readHjson } from './json/hjson.ts';
import { isSerialized, readSerialized } from './php-serialized.ts';
import { joinedAt } from './sql-joined.ts';
import { MAIL_COLUMN, mailRow, namedSettings, tableRows } from './sql-tables.ts';

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
      value: joinedAt(source.text, at - 1) ?? valueAt(source.text, value, at),
    });
  }
  entries.push(...joinedRows(source.text));
  const known = new Set(entries.map(({ key, value }) => `${key} ${value.range.start}`));
  const all = range(0, source.text.length);
  const rows: Expr[] = [];
  const tables = new Map<string, Entry[]>();
  for (const row of tableRows(source.text)) {
    const settings = tables.get(row.table) ?? [];
    tables.set(row.table, settings);
    for (const { key, keyRange, value } of namedSettings(row)) {
      const at = value.range.start;
      if (!known.has(`${key} ${at}`)) settings.push({ key, keyRange, value: valueAt(source.text, value.value, at) });
    }
    rows.push(...Array.from(mailRow(row), (one) => object(one, all)));
  }
  entries.push(...assigned(source.text), ...assignedPairs(source.text), ...assignedPaths(source.text));
  const documents = [entries, ...tables.values()].map((settings) => object(settings, all));
  return { path, format: 'sql', source, documents: [...documents, ...rows] };
};

/** `'smtp_host', CONCAT('a', '.b')`, `SET smtp_host = CONCAT('a', '.b')` */
const JOINED =
  /(?:'(?<key>[A-Za-z][\w.:/-]{2,80})'\s{0,20},|(?<![\w.])(?<column>[A-Za-z]\w{2,80})["`\]]?\s{0,20}=)\s{0,20}(?=concat)/dgi;

function* joinedRows(content: string): Generator<Entry> {
  for (const found of content.matchAll(JOINED)) {
    const { key = '', column } = found.groups ?? {};
    const at = found.indices?.groups?.key ?? found.indices?.groups?.column;
    const value = joinedAt(content, found.index + found[0].length);
    if (!at || !value || (column !== undefined && !MAIL_COLUMN.test(column))) continue;
    yield { key: column ?? key.replaceAll('/', '.'), keyRange: range(at[0], at[1]), value };
  }
}

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

const ASSIGNED_PAIR =
  /\(\s*'(?<section>\w{1,60})'\s*,\s*'(?<key>\w{1,60})'\s*\)\s*=\s*'(?<value>(?:[^'\n]|''){0,300})'/dg;

/** SAP HANA: `ALTER SYSTEM ALTER CONFIGURATION (…) SET ('smtp', 'server') = 'h'`. */
function* assignedPairs(content: string): Generator<Entry> {
  for (const found of content.matchAll(ASSIGNED_PAIR)) {
    const key = found.indices?.groups?.key;
    const value = found.indices?.groups?.value;
    if (!key || !value) continue;
    yield {
      key: `${found.groups?.section}.${found.groups?.key}`,
      keyRange: range(key[0], key[1]),
      value: text(found.groups?.value ?? '', range(value[0], value[1])),
    };
  }
}

/**
 * A path within a column of JSON, and what is put there: PostgreSQL's `jsonb_set(data, '{smtp,host}', '"h"')`, MySQL's and
 * SQLite's `JSON_SET(data, '$.smtp.host', 'h')`, SQL Server's `JSON_MODIFY`.
 */
const ASSIGNED_PATH =
  /\b(?:jsonb?_(?:set|insert|replace|set_lax)|json_modify)\s{0,5}\(\s{0,5}[^(),']{1,100},\s{0,20}'(?:\{(?<labels>[\w ,]{1,100})\}|\$\.(?<steps>[\w.]{1,100}))'(?:::\w{1,20}\[\])?\s{0,5},\s{0,20}(?:to_jsonb\(\s{0,5})?'"?(?<value>[^'"\n]{1,300})"?'/dgi;

function* assignedPaths(content: string): Generator<Entry> {
  for (const { groups, indices } of content.matchAll(ASSIGNED_PATH)) {
    const { labels, steps = '', value = '' } = groups ?? {};
    const key = indices?.groups?.labels ?? indices?.groups?.steps;
    const at = indices?.groups?.value;
    if (!key || !at) continue;
    yield {
      key:
        labels
          ?.split(',')
          .map((label) => label.trim())
          .join('.') ?? steps,
      keyRange: range(key[0], key[1]),
      value: text(value, range(at[0], at[1])),
    };
  }
}

/** JSON is read where it stands; a backslash before a quote is the dump's. */
function valueAt(content: string, value: string, at: number): Expr {
  const literal = text(value, range(at, at + value.length));
  if (isSerialized(value) && value.length <= MAX_JSON) return readSerialized(content, at, at + value.length);
  if (!/^\s*[[{]/.test(value) || value.length > MAX_JSON || at > 5_000_000 || value.includes("''")) return literal;
  // Where, without them, each backslash would stand.
  const escapes = Array.from(value.matchAll(ESCAPE), ({ index }, count) => index - count);
  const [read] = readHjson(escapes.length > 0 ? value.replace(ESCAPE, '') : value);
  const start = (offset: number): number => at + offset + countWhile(escapes, (removed) => removed <= offset);
  const end = (offset: number): number => at + offset + countWhile(escapes, (removed) => removed < offset);
  return read ? moved(read, (own) => range(start(own.start), end(own.end))) : literal;
}

const ESCAPE = /\\(?=")/g;

/** The expression with every range moved. */
function moved(expr: Expr, to: (own: Range) => Range): Expr {
  const at = to(expr.range);
  if (expr.kind === 'object') {
    return object(
      expr.entries.map((entry) => ({
        ...entry,
        keyRange: to(entry.keyRange),
        value: moved(entry.value, to),
      })),
      at,
    );
  }
  if (expr.kind === 'list') return { ...expr, items: expr.items.map((item) => moved(item, to)), range: at };
  if (expr.kind === 'text') return { kind: 'text', value: expr.value, range: at };
  return { kind: 'unknown', range: at };
}
