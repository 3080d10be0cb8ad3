/**
 * Jsonnet and CUE as data: objects with what is merged into them, names that `local` and fields give a value, texts that are put
 * together. What a function makes is not followed. https://jsonnet.org/ref/language.html, https://cuelang.org/docs/
 */
import type { Entry, Expr } from '../../../model/expr.ts';
import { either, object, range, text, unknown } from '../../reader.ts';
import { closingsOf, endOf, isSign, passBrackets, peek, take } from '../../token-cursor.ts';
import { type Cursor, give, memberOf, reference } from './cursor.ts';
import { combined, merged } from './operators.ts';
import { textOf } from './strings.ts';
import { type DataToken, tokensOf } from './tokens.ts';

/** Brackets within brackets within …: deeper ones are passed over. */
const DEEPEST = 100;

/** The value of a file. */
export function readDataLanguage(source: string, isJsonnet: boolean): Expr {
  const tokens = tokensOf(source, isJsonnet);
  const cursor: Cursor = {
    source,
    isJsonnet,
    tokens,
    closings: closingsOf(tokens),
    at: 0,
    depth: 0,
    names: new Map(),
    open: [],
  };
  const whole = range(0, source.length);
  const value = isJsonnet ? valueAt(cursor) : object(fieldsAt(cursor, true), whole);
  give(cursor, '$', value);
  for (const one of cursor.open) {
    const given = cursor.names.get(one.name);
    if (given) one.given = given;
  }
  return value;
}

const isName = (token: DataToken | undefined, word: string): boolean => token?.kind === 'name' && token.word === word;

/** A value with the operators behind it. */
function valueAt(cursor: Cursor): Expr {
  const token = peek(cursor);
  if (!token || cursor.depth > DEEPEST) {
    passBrackets(cursor);
    return unknown(range(token?.start ?? 0, endOf(cursor)));
  }
  cursor.depth += 1;
  const value = operated(cursor);
  cursor.depth -= 1;
  return value;
}

/** What more is put together is not followed; each is nested within the next. */
const MOST_OPERANDS = 100;
const MOST_MEMBERS = 60;

const COMPARING = /^(?:==|!=|<=|>=|<|>|&&|\*|\/|-|in|in\s)$/;

function operated(cursor: Cursor): Expr {
  let left = operand(cursor);
  for (let token = peek(cursor), count = 0; token; token = peek(cursor), count += 1) {
    const { word } = token;
    if (token.kind !== 'sign' && word !== 'in') return left;
    if (!cursor.isJsonnet && token.isFirst && word !== '|' && word !== '&') return left;
    if (!/^[+%|&]$/.test(word) && !COMPARING.test(word)) return left;
    cursor.at += 1;
    const right = operand(cursor);
    left = count < MOST_OPERANDS ? combined(left, word, right) : unknown(range(left.range.start, right.range.end));
  }
  return left;
}

function operand(cursor: Cursor): Expr {
  const token = peek(cursor);
  if (!token) return unknown(range(cursor.source.length, cursor.source.length));
  const at = range(token.start, token.end);
  if (token.kind === 'sign') return bracketed(cursor, token);
  cursor.at += 1;
  if (token.kind === 'string') return textOf(cursor, token);
  if (token.kind === 'number') return text(token.word, at);
  return withMembers(cursor, named(cursor, token));
}

function bracketed(cursor: Cursor, token: DataToken): Expr {
  if (token.word === '{') return withMembers(cursor, objectAt(cursor));
  if (token.word === '[') return listAt(cursor);
  if (token.word === '(') {
    cursor.at += 1;
    const value = valueAt(cursor);
    passTo(cursor, ')');
    return withMembers(cursor, value);
  }
  // What ends a value is left to whoever reads around it.
  if (/^[}\]),;:]$/.test(token.word)) return unknown(range(token.start, token.start));
  while (isPrefix(peek(cursor))) cursor.at += 1;
  if (peek(cursor)?.kind === 'sign' && !/^[{[(]$/.test(peek(cursor)?.word ?? '')) {
    if (!/^[}\]),;:]$/.test(peek(cursor)?.word ?? '')) cursor.at += 1;
    return unknown(range(token.start, token.end));
  }
  const value = operand(cursor);
  // CUE marks the default of several.
  return token.word === '*' ? value : unknown(range(token.start, Math.max(token.end, value.range.end)));
}

const isPrefix = (token: DataToken | undefined): boolean => token?.kind === 'sign' && /^[-+!~*]$/.test(token.word);

function passTo(cursor: Cursor, sign: string): void {
  for (let token = peek(cursor); token && !isSign(token, sign); token = peek(cursor)) {
    if (token.kind === 'sign' && /^[{[(]$/.test(token.word)) passBrackets(cursor);
    else if (token.kind === 'sign' && /^[}\])]$/.test(token.word)) return;
    else cursor.at += 1;
  }
  cursor.at += 1;
}

/** Types are no values. */
const TYPES = /^(?:string|int|bool|number|float|bytes|null|error)$/;

function named(cursor: Cursor, token: DataToken): Expr {
  const at = range(token.start, token.end);
  const { word } = token;
  if (word === 'local' && cursor.isJsonnet) return bound(cursor);
  if (word === 'if') return conditional(cursor);
  if ((word === 'import' || word === 'importstr') && peek(cursor)?.kind === 'string') return imported(cursor);
  if (word === 'function') {
    if (isSign(peek(cursor), '(')) passBrackets(cursor);
    return valueAt(cursor);
  }
  if (word === 'assert') {
    passTo(cursor, ';');
    return valueAt(cursor);
  }
  if (word === 'true' || word === 'false') return text(word, at);
  if (TYPES.test(word)) return unknown(at, word === 'null' ? 'null' : undefined);
  return reference(cursor, word, at);
}

/** `local a = 'h', f(x) = x; value` */
function bound(cursor: Cursor): Expr {
  bindings(cursor, true);
  take(cursor, ';');
  while (take(cursor, 'local')) {
    bindings(cursor, true);
    take(cursor, ';');
  }
  return valueAt(cursor);
}

/** Among the fields of an object each name has a `local` of its own. */
function bindings(cursor: Cursor, isSeveral: boolean): void {
  do {
    const name = peek(cursor);
    if (name?.kind !== 'name') return;
    cursor.at += 1;
    const isFunction = isSign(peek(cursor), '(');
    if (isFunction) passBrackets(cursor);
    if (!take(cursor, '=')) return;
    const value = valueAt(cursor);
    if (!isFunction) give(cursor, name.word, value);
  } while (isSeveral && isSign(peek(cursor), ',') && peek(cursor, 1)?.kind === 'name' && take(cursor, ','));
}

/** `if c then a else b` */
function conditional(cursor: Cursor): Expr {
  const start = endOf(cursor);
  valueAt(cursor);
  if (!take(cursor, 'then')) return unknown(range(start, endOf(cursor)));
  const options = [valueAt(cursor)];
  if (take(cursor, 'else')) options.push(valueAt(cursor));
  return either(options, range(start, endOf(cursor)));
}

/** `import 'site.libsonnet'`: the value of another file. */
function imported(cursor: Cursor): Expr {
  const token = peek(cursor);
  cursor.at += 1;
  const at = range(token?.start ?? 0, token?.end ?? 0);
  const content = token?.content ?? at;
  const path = text(cursor.source.slice(content.start, content.end), range(content.start, content.end));
  const callee: Expr = { kind: 'ref', name: 'require', range: at };
  return { kind: 'call', callee, args: [{ value: path }], construct: false, range: at };
}

/** `.member`, `['member']`, arguments, an object that is merged over. */
function withMembers(cursor: Cursor, of: Expr): Expr {
  let value = of;
  for (let token = peek(cursor), count = 0; token?.kind === 'sign'; token = peek(cursor), count += 1) {
    if (count === MOST_MEMBERS) value = unknown(value.range);
    const isBehind = token.start === endOf(cursor);
    const next = peek(cursor, 1);
    if (token.word === '.' && next?.kind === 'name') {
      cursor.at += 2;
      value = memberOf(cursor, value, text(next.word, range(next.start, next.end)));
    } else if (token.word === '[' && isBehind) {
      cursor.at += 1;
      const key = valueAt(cursor);
      passTo(cursor, ']');
      value = memberOf(cursor, value, key);
    } else if (token.word === '(' && isBehind) value = calledWith(cursor, value);
    else if (token.word === '{' && cursor.isJsonnet && value.kind !== 'text') {
      const over = objectAt(cursor);
      value = merged(value, over, range(value.range.start, over.range.end));
    } else return value;
  }
  return value;
}

/** Functions of the standard library that give what they are given, in another form. https://jsonnet.org/ref/stdlib.html */
const SAME =
  /^(?:manifest\w+|toString|prune|asciiLower|asciiUpper|stripChars|deepJoin|lines|base64|escapeString\w+|trim|native)$/;

function calledWith(cursor: Cursor, callee: Expr): Expr {
  const start = callee.range.start;
  const args = listAt(cursor).items;
  const at = range(start, endOf(cursor));
  const name = callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';
  const [first, second] = args;
  if (!first) return unknown(at);
  if (name === 'extVar' && first.kind === 'text') return { kind: 'env', name: first.value, range: at };
  if (name === 'format' && first.kind === 'text' && second) return combined(first, '%', second);
  if (name === 'mergePatch' && second) return merged(first, second, at);
  if (SAME.test(name)) return first;
  const plain = callee.kind === 'member' ? name : callee.kind === 'env' ? callee.name : '';
  return {
    kind: 'call',
    callee: { kind: 'ref', name: plain, range: callee.range },
    args: args.map((value) => ({ value })),
    construct: false,
    range: at,
  };
}

/** The items in brackets; of a comprehension the one value. */
function listAt(cursor: Cursor): Extract<Expr, { kind: 'list' }> {
  const start = peek(cursor)?.start ?? 0;
  const items: Expr[] = [];
  cursor.at += 1;
  for (
    let token = peek(cursor);
    token && !(token.kind === 'sign' && /^[}\])]$/.test(token.word));
    token = peek(cursor)
  ) {
    const before = cursor.at;
    if (isName(token, 'for')) {
      passTo(cursor, ']');
      cursor.at -= 1;
      break;
    }
    // The name of an argument.
    if (token.kind === 'name' && isSign(peek(cursor, 1), '=')) cursor.at += 2;
    if (!take(cursor, ',')) items.push(valueAt(cursor));
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at += 1;
  return { kind: 'list', items, range: range(start, endOf(cursor)) };
}

function objectAt(cursor: Cursor): Expr {
  const start = peek(cursor)?.start ?? 0;
  cursor.at += 1;
  const entries = fieldsAt(cursor, false);
  cursor.at += 1;
  return object(entries, range(start, endOf(cursor)));
}

/** Fields up to the brace that closes them. */
function fieldsAt(cursor: Cursor, isTop: boolean): Entry[] {
  const found: Entry[] = [];
  for (let token = peek(cursor); token && !(isSign(token, '}') && !isTop); token = peek(cursor)) {
    const before = cursor.at;
    const entry = fieldAt(cursor);
    if (entry && isTop) give(cursor, entry.key, entry.value);
    if (entry) found.push(entry);
    if (cursor.at === before) cursor.at += 1;
  }
  return found;
}

const SEPARATOR = /^\+?:{1,3}$/;

function fieldAt(cursor: Cursor): Entry | undefined {
  const token = peek(cursor);
  if (!token) return undefined;
  if (isName(token, cursor.isJsonnet ? 'local' : 'let')) {
    cursor.at += 1;
    bindings(cursor, false);
    return undefined;
  }
  if (!cursor.isJsonnet && /^(?:package|import)$/.test(token.word) && token.isFirst) {
    cursor.at += 1;
    if (isSign(peek(cursor), '(')) passBrackets(cursor);
    else cursor.at += 1;
    return undefined;
  }
  if (token.kind !== 'name' && token.kind !== 'string') return undefined;
  cursor.at += 1;
  // A method, an optional or a required field.
  if (isSign(peek(cursor), '(')) passBrackets(cursor);
  if (isSign(peek(cursor), '?') || isSign(peek(cursor), '!')) cursor.at += 1;
  const sign = peek(cursor);
  if (sign?.kind !== 'sign' || !SEPARATOR.test(sign.word)) return undefined;
  cursor.at += 1;
  const keyRange = token.content ? range(token.content.start, token.content.end) : range(token.start, token.end);
  const isNested = !cursor.isJsonnet && isKeyNext(cursor);
  cursor.depth += 1;
  const inner = isNested && cursor.depth < DEEPEST ? fieldAt(cursor) : undefined;
  cursor.depth -= 1;
  const value = inner ? object([inner], range(inner.keyRange.start, inner.value.range.end)) : valueAt(cursor);
  return { key: cursor.source.slice(keyRange.start, keyRange.end), keyRange, value };
}

/** `a: b: c: "h"` of CUE. */
const isKeyNext = (cursor: Cursor): boolean => {
  const token = peek(cursor);
  const sign = peek(cursor, 1);
  return (token?.kind === 'name' || token?.kind === 'string') && sign?.kind === 'sign' && SEPARATOR.test(sign.word);
};
