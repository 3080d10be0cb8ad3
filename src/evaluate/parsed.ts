/** Data in a text that a program reads: JSON, as expressions that all stand where the text is read. */
import type { Expr, Range } from '../model/expr.ts';

const MAX_CHARACTERS = 100_000;
const MAX_DEPTH = 20;

/** Undefined for what is no object or list of JSON. */
export function parsedJson(text: string, range: Range): Expr | undefined {
  if (text.length > MAX_CHARACTERS || !/^\s*[{[]/.test(text)) return undefined;
  try {
    return exprOf(JSON.parse(text), range, 0);
  } catch {
    return undefined;
  }
}

function exprOf(value: unknown, range: Range, depth: number): Expr {
  if (depth > MAX_DEPTH || value === null)
    return { kind: 'unknown', range, ...(value === null ? { note: 'null' } : {}) };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => exprOf(item, range, depth + 1)), range };
  if (typeof value !== 'object') return { kind: 'text', value: String(value), range, computed: true };
  const entries = Object.entries(value).map(([key, inner]) => ({
    key,
    keyRange: range,
    value: exprOf(inner, range, depth + 1),
  }));
  return { kind: 'object', entries, range };
}
