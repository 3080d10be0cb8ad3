/**
 * HJSON and JSON5, and JSON that a template tool fills in: unquoted keys and values, optional commas, all comments.
 * https://hjson.github.io/syntax.html https://spec.json5.org
 */
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { join, object, range, text, unknown } from '../../reader.ts';
import { templated } from '../../within/templated.ts';
import { jsonKey, jsonString } from './strings.ts';

const MAX_DEPTH = 150;

const BLANK = /(?:[\s,]|#[^\r\n]*|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
const STRING = /"((?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*)"|'((?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*)'/y;
const BARE_KEY = /[^\s:=,{}[\]"'#]+/y;
const SEPARATOR = /[ \t]*(?:[:=]|(?=\{))/y;
/** Up to the end of the line; longer lines are machine-made, and have quotes. */
const QUOTELESS = /[^\r\n]{0,4000}/y;
/** A template's control tag between the members. */
const TAG = /\{\{(?:[^}]|\}(?!\})){0,4000}\}\}|\{%(?:[^%]|%(?!\})){0,4000}%\}/y;
/** `'''` strings of HJSON. */
const MULTILINE = /'''[ \t]*(?:\r\n|\n)?([\s\S]*?)(?:(?:\r\n|\n)?[ \t]*'''|$)/y;

const SUBSTITUTION = /\$\{\??[\w.-]{1,200}\}/y;
/** What may follow a value on its line. */
const END = /(?=[ \t]*(?:[,}\]\r\n#]|\/\/|$))/y;
const MOST_PARTS = 20;

/** Where in the text the reader stands. */
interface Cursor {
  readonly content: string;
  at: number;
}

/** The values of the text, one behind the other; an object without braces is one too. None when nothing could be read. */
export function readHjson(content: string): readonly Expr[] {
  const cursor: Cursor = { content, at: 0 };
  const found: Expr[] = [];
  for (skip(cursor); cursor.at < content.length; skip(cursor)) {
    const first = content[cursor.at];
    const start = cursor.at;
    const isMarked = first === '{' || first === '[';
    const root = isMarked ? valueAt(cursor, 0) : membersAt(cursor, start, 0);
    const isEmpty = (root.kind === 'object' && root.entries.length === 0) || root.kind === 'unknown';
    if (!isEmpty || (first === '{' && found.length === 0)) found.push(root);
    cursor.at = Math.max(cursor.at, start + 1);
  }
  return found;
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.content) ?? undefined;
  if (found) cursor.at += found[0].length;
  return found;
}

const skip = (cursor: Cursor): void => void take(cursor, BLANK);

function valueAt(cursor: Cursor, depth: number): Expr {
  const { content, at: start } = cursor;
  if (depth > MAX_DEPTH) {
    cursor.at = content.length;
    return unknown(range(start, start), 'nested too deeply');
  }
  if (content[start] === '[') return itemsAt(cursor, depth);
  if (content[start] === '{' && content[start + 1] !== '{') {
    cursor.at += 1;
    return membersAt(cursor, start, depth);
  }
  if (content.startsWith("'''", start)) return multilineAt(cursor);
  const joined = concatenatedAt(cursor);
  if (joined) return joined;
  const string = take(cursor, STRING);
  return string ? jsonString(content, range(start + 1, cursor.at - 1)) : quotelessAt(cursor);
}

/** HOCON's `"smtp."${zone}`: texts and substitutions side by side. https://github.com/lightbend/config/blob/main/HOCON.md#string-value-concatenation */
function concatenatedAt(cursor: Cursor): Expr | undefined {
  const { content, at: start } = cursor;
  const parts: Expr[] = [];
  for (let from = start; from < content.length && parts.length < MOST_PARTS; from = cursor.at) {
    const isText = take(cursor, STRING) !== undefined;
    if (!isText && !take(cursor, SUBSTITUTION)) break;
    const at = range(from, cursor.at);
    parts.push(
      isText ? jsonString(content, range(from + 1, cursor.at - 1)) : templated(text(content.slice(from, at.end), at)),
    );
    // A text alone is looked at no further.
    if (parts.length === 1 && content[cursor.at] !== '$' && content[cursor.at] !== '"') break;
  }
  if (parts.length > 1 && take(cursor, END)) return join(parts, range(start, cursor.at));
  cursor.at = start;
  return undefined;
}

function multilineAt(cursor: Cursor): Expr {
  const found = take(cursor, MULTILINE);
  const value = found?.[1] ?? '';
  const start = found ? found.index + found[0].indexOf(value, 3) : cursor.at;
  return templated(text(value, range(start, start + value.length)));
}

/** A number or name ends at a comma or bracket, a quoteless string with its line. */
function quotelessAt(cursor: Cursor): Expr {
  const start = cursor.at;
  const line = take(cursor, QUOTELESS)?.[0] ?? '';
  const plain = /^(?:true|false|null|[-+]?(?:0x[\da-fA-F]+|[\d.][\w.+-]*))(?=\s*(?:[,}\]]|#|\/\/|\/\*|$))/.exec(
    line,
  )?.[0];
  const value = plain ?? quoteless(line);
  cursor.at = start + Math.max(1, value.length);
  const at: Range = range(start, start + value.length);
  return value === 'null' || value === '' ? unknown(at, 'null') : templated(text(value, at));
}

/** Without a comment, the next `, key:` on the same line, and brackets that were opened before it. */
function quoteless(whole: string): string {
  const tag = /^(?:[^\s{]*\{\{(?:[^}]|\}(?!\}))*\}\})+/.exec(whole)?.[0] ?? '';
  const line = whole.slice(tag.length);
  const next = /\s(?:#|\/\/|\/\*)|,\s*(?:"[^"]*"|'[^']*'|[\w.-]+)\s*[:=]|\s\}/.exec(line);
  const value = (next ? line.slice(0, next.index) : line).trimEnd();
  return tag + (/^[^[{]*[,\]}]$/.test(value) ? withoutClosers(value) : value.replace(/,$/, ''));
}

function withoutClosers(value: string): string {
  let end = value.length;
  while (end > 0 && /[\s,\]}]/.test(value[end - 1] ?? '')) end -= 1;
  return value.slice(0, end);
}

function itemsAt(cursor: Cursor, depth: number): Expr {
  const { content, at: start } = cursor;
  const items: Expr[] = [];
  cursor.at += 1;
  for (skip(cursor); cursor.at < content.length && content[cursor.at] !== ']'; skip(cursor)) {
    items.push(valueAt(cursor, depth + 1));
  }
  cursor.at = Math.min(cursor.at + 1, content.length);
  return { kind: 'list', items, range: range(start, cursor.at) };
}

/** The members of an object from behind its brace on. */
function membersAt(cursor: Cursor, start: number, depth: number): Expr {
  const { content } = cursor;
  const entries: Entry[] = [];
  for (skip(cursor); cursor.at < content.length && content[cursor.at] !== '}'; skip(cursor)) {
    if (take(cursor, TAG)) continue;
    const key = keyAt(cursor);
    if (key && take(cursor, SEPARATOR)) {
      skip(cursor);
      entries.push({ ...key, value: valueAt(cursor, depth + 1) });
    } else if (!key) {
      cursor.at += 1;
    }
  }
  cursor.at = Math.min(cursor.at + 1, content.length);
  return object(entries, range(start, cursor.at));
}

function keyAt(cursor: Cursor): { key: string; keyRange: Range } | undefined {
  const { content, at: start } = cursor;
  if (take(cursor, STRING)) {
    const keyRange = range(start + 1, cursor.at - 1);
    return { key: jsonKey(content, keyRange), keyRange };
  }
  const bare = take(cursor, BARE_KEY)?.[0];
  return bare === undefined ? undefined : { key: bare, keyRange: range(start, start + bare.length) };
}
