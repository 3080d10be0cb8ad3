/**
 * SQL dumps and seeds, narrowly: option rows (`'smtp_host', 'mail.example'`) and the JSON inside them. Statements are not
 * parsed; a settings row has its name and its value side by side in every dialect.
 */
import type { Entry, Expr } from '../model/expr.ts';
import { readHjson } from './hjson.ts';
import { object, type Reader, range, text } from './reader.ts';

const ROW = /'([A-Za-z][\w.:-]{2,80})'\s*,\s*(?:\d+\s*,\s*)?'((?:[^'\\]|''|\\.)*)'/g;
const MAX_JSON = 100_000;

export const readSql: Reader = async ({ path, source }) => {
  const entries: Entry[] = [];
  for (const found of source.text.matchAll(ROW)) {
    const [whole, key = '', value = ''] = found;
    const keyAt = found.index + 1;
    const at = found.index + whole.length - 1 - value.length;
    entries.push({ key, keyRange: range(keyAt, keyAt + key.length), value: valueAt(source.text, value, at) });
  }
  return { path, format: 'sql', source, documents: [object(entries, range(0, source.text.length))] };
};

/** JSON is read where it stands: the rest of the file is blanked, so that its offsets hold. */
function valueAt(content: string, value: string, at: number): Expr {
  const literal = text(value, range(at, at + value.length));
  if (!/^\s*[[{]/.test(value) || value.length > MAX_JSON || at > 5_000_000 || value.includes("''")) return literal;
  const read = readHjson(content.slice(at, at + value.length));
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
