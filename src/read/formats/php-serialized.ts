/**
 * PHP's serialised values, as WordPress, Drupal and others keep options in their tables. Lengths are left alone: dumps escape
 * quotes, and people edit hosts in them. https://www.php.net/manual/en/function.serialize.php
 */
import type { Entry, Expr } from '../../model/expr.ts';
import { object, range, text, unknown } from '../reader.ts';

/** Deeper values, and more members, are no settings. */
const DEEPEST = 20;
const MOST = 5_000;

interface Cursor {
  readonly content: string;
  readonly end: number;
  at: number;
  left: number;
}

const OPEN = /(?:a|O):\d+(?::\\?"[^"\n]{0,200}\\?":\d+)?:\{/y;
const STRING = /s:\d+:(\\?)"([\s\S]*?)\1";/y;
const OTHER = /(?:[idb]:[^;{}]{0,60}|N|[rR]:\d+);/y;

/** Whether a text begins as such a value. */
export const isSerialized = (value: string): boolean => /^(?:a|O):\d+:/.test(value);

/** The value that stands in `content` from `start` to `end`. */
export function readSerialized(content: string, start: number, end: number): Expr {
  return valueAt({ content, end, at: start, left: MOST }, 0);
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.content) ?? undefined;
  if (!found || found.index + found[0].length > cursor.end) return undefined;
  cursor.at += found[0].length;
  return found;
}

function valueAt(cursor: Cursor, depth: number): Expr {
  const start = cursor.at;
  cursor.left -= 1;
  if (depth > DEEPEST || cursor.left < 0) cursor.at = cursor.end;
  if (take(cursor, OPEN)) return membersAt(cursor, start, depth);
  const string = take(cursor, STRING);
  if (string) {
    const value = string[2] ?? '';
    const from = cursor.at - 2 - (string[1]?.length ?? 0) - value.length;
    return text(value, range(from, from + value.length));
  }
  const other = take(cursor, OTHER)?.[0];
  if (other === undefined) {
    cursor.at = cursor.end;
    return unknown(range(start, start), 'not serialised');
  }
  const value = other.slice(other.indexOf(':') + 1, -1);
  return other === 'N;'
    ? unknown(range(start, start + 1), 'null')
    : text(value, range(start + 2, start + 2 + value.length));
}

function membersAt(cursor: Cursor, start: number, depth: number): Expr {
  const entries: Entry[] = [];
  while (cursor.at < cursor.end && cursor.content[cursor.at] !== '}') {
    const key = valueAt(cursor, depth + 1);
    if (cursor.at >= cursor.end) break;
    const value = valueAt(cursor, depth + 1);
    if (key.kind === 'text') entries.push({ key: key.value, keyRange: key.range, value });
  }
  cursor.at = Math.min(cursor.at + 1, cursor.end);
  return object(entries, range(start, cursor.at));
}
