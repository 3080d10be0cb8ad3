/** Dictionaries as Jinja writes them, one within the other. https://jinja.palletsprojects.com/en/stable/templates/#literals */
import type { Entry, Expr, ObjectExpr } from '../../model/expr.ts';
import { object, range } from '../reader.ts';

/** What a stretch of code comes to. */
type ValueAt = (content: string, start: number, end: number) => Expr;

interface Table {
  readonly value: ObjectExpr;
  /** Behind the brace that closes it. */
  readonly end: number;
}

/** Deeper is no table of people. */
const DEEPEST = 6;

const KEY = /\s*(?:,\s*)?(?:(?<quote>["'])(?<key>[\w.:-]+)\k<quote>)\s*:\s*/dy;
const CLOSED = /\s*(?:,\s*)?\}/y;

/** The dictionary that begins at an offset; undefined where it is none, or does not end before `last`. */
export function tableIn(content: string, start: number, last: number, valueAt: ValueAt, depth = 0): Table | undefined {
  if (content[start] !== '{' || depth > DEEPEST) return undefined;
  const entries: Entry[] = [];
  let at = start + 1;
  for (;;) {
    CLOSED.lastIndex = at;
    if (CLOSED.test(content)) return { value: object(entries, range(start, CLOSED.lastIndex)), end: CLOSED.lastIndex };
    KEY.lastIndex = at;
    const found = KEY.exec(content);
    const key = found?.indices?.groups?.key;
    if (!found || !key || KEY.lastIndex >= last) return undefined;
    const from = KEY.lastIndex;
    const inner = tableIn(content, from, last, valueAt, depth + 1);
    at = inner?.end ?? endOfValue(content, from, last);
    if (at < 0) return undefined;
    const end = from + content.slice(from, at).trimEnd().length;
    const value = inner?.value ?? valueAt(content, from, end);
    entries.push({ key: found.groups?.key ?? '', keyRange: range(...key), value });
  }
}

/** Where a value ends: at the comma or brace that is in no quotes and brackets; -1 when there is none. */
function endOfValue(content: string, start: number, last: number): number {
  let level = 0;
  let quote = '';
  for (let at = start; at < last; at += 1) {
    const sign = content[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '(' || sign === '[' || sign === '{') level += 1;
    else if (level === 0 && (sign === ',' || sign === '}')) return at;
    else if (sign === ')' || sign === ']' || sign === '}') level -= 1;
  }
  return -1;
}
