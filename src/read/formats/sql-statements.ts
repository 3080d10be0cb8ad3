/** The parts of SQL statements that give columns their values: lists of columns, rows of values, assignments, conditions. */
import type { Entry, TextExpr } from '../../model/expr.ts';
import { range, text } from '../reader.ts';

/** A column's text, or what stands there without quotes. */
export interface Cell {
  readonly column: string;
  readonly value: TextExpr;
  /** Whether it stands within quotes. */
  readonly quoted: boolean;
}

/** The cells of one row, and the table that they belong to. */
export interface Row {
  readonly table: string;
  readonly cells: readonly Cell[];
}

/** A name as it is known, without its quotes and without the schema before it: `[dbo].[settings]`, `"public"."settings"`. */
export const bareName = (name: string): string =>
  (name.trim().split('.').at(-1) ?? '').replace(/^[[`"]+|[\]`"]+$/g, '');

export const TABLE = String.raw`(?<table>[\w."\`[\]-]{1,120})`;

const STRING = String.raw`(?:[NEe]|_\w{1,12}\s?)?'(?<text>(?:[^'\\]|''|\\.)*)'(?:::\w{1,30})?`;
const VALUE = new RegExp(
  String.raw`\s*(?:${STRING}|(?<other>[^\s',()][^',()]{0,199}(?:\([^()]{0,200}\))?))\s*(?<end>[,)])`,
  'dy',
);
const NEXT_ROW = /\s*(?:,\s*)?\(/y;

const cellAt = (column: string, found: RegExpExecArray): Cell | undefined => {
  const groups = found.indices?.groups;
  const place = groups?.text ?? groups?.other;
  const value = found.groups?.text ?? found.groups?.other?.trim();
  if (!place || value === undefined) return undefined;
  const at = range(place[0], place[1]);
  return { column, value: text(value, at), quoted: groups?.text !== undefined };
};

/** The rows `(…), (…)` that stand from `start` on. */
export function* rowsAt(content: string, start: number, columns: readonly string[]): Generator<readonly Cell[]> {
  let at = start;
  for (;;) {
    NEXT_ROW.lastIndex = at;
    if (!NEXT_ROW.test(content)) return;
    const row = rowAt(content, NEXT_ROW.lastIndex, columns);
    if (!row) return;
    yield row.cells;
    at = row.end;
  }
}

function rowAt(
  content: string,
  start: number,
  columns: readonly string[],
): { readonly cells: readonly Cell[]; readonly end: number } | undefined {
  const cells: Cell[] = [];
  let at = start;
  for (const column of columns) {
    VALUE.lastIndex = at;
    const found = VALUE.exec(content);
    if (!found) return undefined;
    at = VALUE.lastIndex;
    const cell = cellAt(column, found);
    if (cell) cells.push(cell);
    if (found.groups?.end === ')') return { cells, end: at };
  }
  return undefined;
}

const ASSIGNMENT = new RegExp(
  String.raw`\s*(?:\w{1,80}\.)?["\`[]?(?<key>\w{1,80})["\`\]]?\s*=\s*(?:${STRING}|(?<other>[^',;\n]{0,200}?))\s*(?<end>,|\bwhere\b|;|\bon\b|$)`,
  'diy',
);
const MOST_ASSIGNMENTS = 60;

/** The assignments of `SET a = 'x', b = 2 WHERE`, from `start` on, and where they end. */
export function assignmentsAt(
  content: string,
  start: number,
): { readonly cells: readonly Cell[]; readonly end: number; readonly where: boolean } {
  const cells: Cell[] = [];
  let at = start;
  for (let count = 0; count < MOST_ASSIGNMENTS; count += 1) {
    ASSIGNMENT.lastIndex = at;
    const found = ASSIGNMENT.exec(content);
    if (!found) break;
    at = ASSIGNMENT.lastIndex;
    const cell = cellAt(found.groups?.key ?? '', found);
    if (cell) cells.push(cell);
    if (found.groups?.end !== ',') return { cells, end: at, where: /where/i.test(found.groups?.end ?? '') };
  }
  return { cells, end: at, where: false };
}

/** A condition is no longer. */
const LONGEST_CONDITION = 1_000;

/** What ends one: T-SQL's scripts have no signs between statements. https://learn.microsoft.com/sql/t-sql/language-elements/transact-sql-syntax-conventions-transact-sql */
const NEXT_STATEMENT =
  /;|\n[ \t]*(?:update|insert|delete|merge|go|exec(?:ute)?|declare|select|print|if|begin|end|commit)\b/i;

/** What a condition compares columns with: `WHERE section = 'mail' AND name = 'host'`. */
export function comparedAt(content: string, start: number): readonly Cell[] {
  const [condition = ''] = content.slice(start, start + LONGEST_CONDITION).split(NEXT_STATEMENT, 1);
  return [...condition.matchAll(COMPARED)].flatMap((found): readonly Cell[] => {
    const at = found.indices?.groups?.text;
    return at
      ? [
          {
            column: found.groups?.key ?? '',
            value: text(found.groups?.text ?? '', range(start + at[0], start + at[1])),
            quoted: true,
          },
        ]
      : [];
  });
}

const COMPARED = new RegExp(String.raw`(?<key>\w{1,80})["\`\]]?\s*(?:=|\bi?like\b)\s*${STRING}`, 'dgi');

const CREATED = new RegExp(String.raw`\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?${TABLE}\s*\(`, 'gi');
/** What stands in a list of columns without being one. */
const NO_COLUMN = /^(?:primary|key|unique|constraint|index|foreign|check|fulltext|spatial|exclude|period|like)$/i;
/** A definition is no longer. */
const LONGEST_TABLE = 20_000;

/** The columns of each table that the file creates, for dumps whose rows do not name them. */
export function createdTables(content: string): ReadonlyMap<string, readonly string[]> {
  const created = [...content.matchAll(CREATED)];
  return new Map(
    created.map((found, index) => {
      const start = found.index + found[0].length;
      const end = Math.min(created[index + 1]?.index ?? content.length, start + LONGEST_TABLE);
      return [bareName(found.groups?.table ?? ''), columnsOf(content.slice(start, end))];
    }),
  );
}

/** The first word of each item of a list of definitions. */
function columnsOf(definitions: string): readonly string[] {
  const columns: string[] = [];
  let depth = 0;
  let isFirst = true;
  for (const found of definitions.matchAll(TOKEN)) {
    const [token] = found;
    if (token === '(') depth += 1;
    else if (token === ')') {
      depth -= 1;
      if (depth < 0) break;
    } else if (token === ',') isFirst = isFirst || depth === 0;
    else if (isFirst && depth === 0) {
      const name = bareName(token);
      if (!NO_COLUMN.test(name)) columns.push(name);
      isFirst = false;
    }
  }
  return columns;
}

const TOKEN = /--[^\n]*|'(?:[^']|'')*'|[`"[][\w ]{1,80}[`"\]]|[(),]|[^\s(),'`"[\]]+/g;

/** A cell under its own column's name. */
export const entryOf = ({ column, value }: Cell): Entry => ({ key: column, keyRange: value.range, value });
