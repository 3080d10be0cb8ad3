/**
 * Data in a text that a program reads: JSON, and variables line by line, as expressions. What stands in the literal as it is
 * keeps its place there; all else stands where the text is read.
 */
import type { Entry, Expr, ObjectExpr, Range, TextExpr } from '../model/expr.ts';
import { sliceOf } from '../read/within/templated.ts';

const MAX_CHARACTERS = 100_000;
const MAX_DEPTH = 20;
const MAX_LINES = 1_000;

/** Gives each text its place in a literal, one after the other. */
type Placing = (value: string) => TextExpr;

function placingIn(literal: TextExpr | undefined, range: Range): Placing {
  let from = 0;
  return (value) => {
    const at = literal && value !== '' ? literal.value.indexOf(value, from) : -1;
    if (!literal || at < 0) return { kind: 'text', value, range, computed: true };
    from = at + value.length;
    return sliceOf(literal, at, from);
  };
}

/** Undefined for what is no object or list of JSON. `literal` is where the text stands, if it is one. */
export function parsedJson(text: string, range: Range, literal?: TextExpr): Expr | undefined {
  if (text.length > MAX_CHARACTERS || !/^\s*[{[]/.test(text)) return undefined;
  try {
    return exprOf(JSON.parse(text), range, placingIn(literal, range), 0);
  } catch {
    return undefined;
  }
}

function exprOf(value: unknown, range: Range, placed: Placing, depth: number): Expr {
  if (depth > MAX_DEPTH || value === null)
    return { kind: 'unknown', range, ...(value === null ? { note: 'null' } : {}) };
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((item) => exprOf(item, range, placed, depth + 1)), range };
  if (typeof value !== 'object') return placed(String(value));
  const entries = Object.entries(value).map(([key, inner]) => ({
    keyRange: placed(key).range,
    key,
    value: exprOf(inner, range, placed, depth + 1),
  }));
  return { kind: 'object', entries, range };
}

const SECTION = /^[ \t]*\[([\w .:-]{1,100})\][ \t]*$/;
const VARIABLE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,100})[ \t]*=[ \t]*(.*)$/;
const VALUE = /^(?:"([^"]*)"|'([^']*)'|([^#;]*?))[ \t]*(?:[#;].*)?$/;

/** `NAME=value` line by line, as dotenv and PHP's `parse_ini_string` read them, in sections where these are marked. */
export function parsedVariables(text: string, range: Range, literal?: TextExpr): ObjectExpr | undefined {
  if (text.length > MAX_CHARACTERS) return undefined;
  const placed = placingIn(literal, range);
  const root: Entry[] = [];
  let entries = root;
  for (const line of text.split(/\r?\n/, MAX_LINES)) {
    const [, section] = SECTION.exec(line) ?? [];
    if (section !== undefined) {
      entries = [];
      root.push({ key: section, keyRange: range, value: { kind: 'object', entries, range } });
      continue;
    }
    const [, key, rest = ''] = VARIABLE.exec(line) ?? [];
    const found = VALUE.exec(rest);
    if (key === undefined || !found) continue;
    const keyRange = placed(key).range;
    entries.push({ key, keyRange, value: placed(found[1] ?? found[2] ?? found[3] ?? '') });
  }
  return root.length > 0 ? { kind: 'object', entries: root, range } : undefined;
}
