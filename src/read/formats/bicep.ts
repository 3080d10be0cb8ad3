/**
 * Azure's Bicep, as far as values go: parameters and variables are keys of the document, as resources and modules are; names
 * within values are looked up there. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
import type { Entry, Expr } from '../../model/expr.ts';
import { decoded, type Escapes, interpolated } from '../lower-text.ts';
import { either, join, object, type Reader, range, text, unknown } from '../reader.ts';

type Kind = 'name' | 'text' | 'number' | 'newline' | 'sign';

interface Token {
  readonly kind: Kind;
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

interface Cursor {
  readonly source: string;
  readonly tokens: readonly Token[];
  at: number;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<name>[A-Za-z_]\w*)|(?<text>'''[\s\S]*?(?:'''|$)|'(?:[^'\\\n$]|\\.|\$\{[^}\n]*\}|\$)*'?)|(?<number>\d+)|(?<newline>\n)|(?<sign>\?\?|[&|=!<>]=|&&|\|\||[^\s])/g;
const KINDS = ['name', 'text', 'number', 'newline', 'sign'] as const;

const tokensOf = (source: string): readonly Token[] =>
  [...source.matchAll(TOKEN)].flatMap(({ index, groups, 0: word }) => {
    const kind = KINDS.find((one) => groups?.[one] !== undefined);
    return kind ? [{ kind, word, start: index, end: index + word.length }] : [];
  });

/** Deeper is no template. */
const DEEPEST = 100;

export const readBicep: Reader = async ({ path, source }) => {
  const cursor: Cursor = { source: source.text, tokens: tokensOf(source.text), at: 0 };
  const entries: Entry[] = [];
  while (cursor.at < cursor.tokens.length) {
    const entry = statement(cursor);
    if (entry) entries.push(entry);
  }
  return { path, format: 'bicep', source, documents: [object(entries, range(0, source.text.length))] };
};

const DECLARING = /^(?:param|var|resource|module|output)$/;

/** `param relay string = 'h'`, `resource app 'type@version' = { … }`; the cursor is left behind its line. */
function statement(cursor: Cursor): Entry | undefined {
  const word = next(cursor);
  const name = cursor.tokens[cursor.at];
  if (!word || !DECLARING.test(word.word) || name?.kind !== 'name') return undefined;
  for (let token = name; token.kind !== 'newline' && token.word !== '='; ) {
    cursor.at += 1;
    const following = cursor.tokens[cursor.at];
    if (!following) return undefined;
    token = following;
  }
  if (cursor.tokens[cursor.at]?.word !== '=') return undefined;
  cursor.at += 1;
  return { key: name.word, keyRange: range(name.start, name.end), value: lowered(cursor, 0) };
}

function next(cursor: Cursor): Token | undefined {
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  return token;
}

const peek = ({ tokens, at }: Cursor): string => tokens[at]?.word ?? '';

/** A value up to the end of its line, or what closes the brackets around. */
function lowered(cursor: Cursor, depth: number): Expr {
  const first = operand(cursor, depth);
  if (peek(cursor) === '??') {
    cursor.at += 1;
    return either([first, lowered(cursor, depth + 1)], first.range);
  }
  const start = cursor.at;
  let value: Expr | undefined = first;
  for (;;) {
    if (goesOn(cursor)) skipLines(cursor);
    if (cursor.at >= cursor.tokens.length || /^[\n,)\]}:]$/.test(peek(cursor))) break;
    if (peek(cursor) === '?') {
      value = choice(cursor, depth);
      continue;
    }
    operand(cursor, depth);
    value = undefined;
  }
  return (
    value ?? unknown(range(first.range.start, cursor.tokens[Math.max(start, cursor.at) - 1]?.end ?? first.range.end))
  );
}

/** What is to be chosen may stand on the lines behind the condition. */
function goesOn({ tokens, at }: Cursor): boolean {
  let behind = at;
  while (tokens[behind]?.kind === 'newline') behind += 1;
  return behind > at && tokens[behind]?.word === '?';
}

/** `condition ? a : b`, from the sign on; what follows a line break belongs to it. */
function choice(cursor: Cursor, depth: number): Expr {
  cursor.at += 1;
  const yes = lowered(cursor, depth + 1);
  skipLines(cursor);
  if (peek(cursor) !== ':') return yes;
  cursor.at += 1;
  skipLines(cursor);
  const no = lowered(cursor, depth + 1);
  return either([yes, no], range(yes.range.start, no.range.end));
}

function skipLines(cursor: Cursor): void {
  while (peek(cursor) === '\n' || peek(cursor) === ',') cursor.at += 1;
}

/** A literal, an object, a list, or a name with what is behind it. */
function operand(cursor: Cursor, depth: number): Expr {
  const token = next(cursor);
  if (!token) return unknown(range(cursor.source.length, cursor.source.length));
  const at = range(token.start, token.end);
  if (depth > DEEPEST) return unknown(at, 'nested too deeply');
  if (token.kind === 'text') return textOf(cursor.source, token);
  if (token.kind === 'number') return text(token.word, at);
  if (token.word === '{') return objectFrom(cursor, token, depth);
  if (token.word === '[') return listFrom(cursor, token, depth);
  if (token.word === '(') return enclosed(cursor, depth)[0] ?? unknown(at);
  if (token.kind !== 'name') return unknown(at);
  if (token.word === 'null') return unknown(at, 'null');
  // `resource x 't' = if (condition) { … }`
  if (token.word === 'if' && peek(cursor) === '(') {
    operand(cursor, depth + 1);
    return operand(cursor, depth + 1);
  }
  if (peek(cursor) === '(') {
    cursor.at += 1;
    return chain(cursor, made(token.word, enclosed(cursor, depth), at), depth);
  }
  return chain(cursor, { kind: 'ref', name: token.word, range: at }, depth);
}

/** `.name`, `.?name`, `[key]` behind a value. */
function chain(cursor: Cursor, of: Expr, depth: number): Expr {
  let value = of;
  for (;;) {
    const sign = peek(cursor);
    if (sign !== '.' && sign !== '[' && sign !== '!') return asVariable(value);
    cursor.at += 1;
    if (sign === '!') continue;
    if (sign === '.' && peek(cursor) === '?') cursor.at += 1;
    const key = sign === '.' ? nameOf(next(cursor)) : enclosed(cursor, depth)[0];
    if (!key) return value;
    const holder = key.kind === 'text' ? value : asVariable(value);
    value = {
      kind: 'member',
      of: holder,
      key,
      range: range(of.range.start, cursor.tokens[cursor.at - 1]?.end ?? key.range.end),
    };
    if (peek(cursor) !== '(') continue;
    cursor.at += 1;
    enclosed(cursor, depth);
    value = unknown(value.range);
  }
}

/** A name alone, or one whose entry is chosen by what is not known here, is a variable or parameter as a whole. */
const asVariable = (value: Expr): Expr =>
  value.kind === 'ref' ? { kind: 'env', name: value.name, range: value.range } : value;

const nameOf = (token: Token | undefined): Expr | undefined =>
  token?.kind === 'name' ? text(token.word, range(token.start, token.end)) : undefined;

/** The values up to the closing bracket, with the cursor left behind it. */
function enclosed(cursor: Cursor, depth: number): Expr[] {
  const values: Expr[] = [];
  for (skipLines(cursor); cursor.at < cursor.tokens.length && !/^[)\]}]$/.test(peek(cursor)); skipLines(cursor)) {
    const before = cursor.at;
    values.push(lowered(cursor, depth + 1));
    if (cursor.at === before || peek(cursor) === ':') cursor.at += 1;
  }
  cursor.at += 1;
  return values;
}

function objectFrom(cursor: Cursor, open: Token, depth: number): Expr {
  const entries: Entry[] = [];
  for (skipLines(cursor); cursor.at < cursor.tokens.length && peek(cursor) !== '}'; skipLines(cursor)) {
    const key = next(cursor);
    if (!key || peek(cursor) !== ':') continue;
    cursor.at += 1;
    const quoted = key.kind === 'text' ? 1 : 0;
    const keyRange = range(key.start + quoted, key.end - quoted);
    entries.push({
      key: cursor.source.slice(keyRange.start, keyRange.end),
      keyRange,
      value: lowered(cursor, depth + 1),
    });
  }
  const end = next(cursor)?.end ?? cursor.source.length;
  return object(entries, range(open.start, end));
}

/** A list; of `[for item in list: value]` the value alone. */
function listFrom(cursor: Cursor, open: Token, depth: number): Expr {
  const values = peek(cursor) === 'for' ? loop(cursor, depth) : enclosed(cursor, depth);
  return { kind: 'list', items: values, range: range(open.start, cursor.tokens[cursor.at - 1]?.end ?? open.end) };
}

function loop(cursor: Cursor, depth: number): Expr[] {
  while (cursor.at < cursor.tokens.length && !/^[:\]\n]$/.test(peek(cursor))) cursor.at += 1;
  if (peek(cursor) === ':') cursor.at += 1;
  return enclosed(cursor, depth);
}

/** Functions whose result is (part of) what they are given. */
function made(name: string, args: readonly Expr[], at: Expr['range']): Expr {
  if (/^(?:toLower|string|any|trim|json)$/.test(name)) return args[0] ?? unknown(at);
  if (name === 'concat') return join(args, at);
  if (name === 'coalesce') return either(args, at);
  if (name === 'union') return object(args.map(spread), at);
  // https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files
  if (!/^load(?:Json|Yaml)Content$/.test(name)) return unknown(at, `${name}()`);
  const given = args.map((value) => ({ value }));
  return { kind: 'call', callee: { kind: 'ref', name, range: at }, args: given, construct: false, range: at };
}

const spread = (value: Expr): Entry => ({ key: '', keyRange: value.range, value, spread: true });

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
const ESCAPES: Escapes = {
  pattern: /\\(?:u\{[\da-fA-F]+\}|[\s\S])/g,
  value: ([found]) => ({ n: '\n', r: '\r', t: '\t' })[found.slice(1)] ?? found.slice(1),
};

function textOf(source: string, { word, start, end }: Token): Expr {
  if (word.startsWith("'''"))
    return text(source.slice(start + 3, Math.max(start + 3, end - 3)), range(start + 3, end - 3));
  const within = range(start + 1, word.length > 1 && word.endsWith("'") ? end - 1 : end);
  const holes = [...source.slice(within.start, within.end).matchAll(/(?<!\\)\$\{([^}\n]*)\}/g)].map((found) => {
    const from = within.start + found.index;
    const at = range(from, from + found[0].length);
    return { range: at, value: named(found[1] ?? '', from + 2) };
  });
  return interpolated(within, holes, (at) => decoded(source, at, ESCAPES));
}

/** What is put into a text, where it is a name with members. */
function named(code: string, start: number): Expr {
  const tokens = tokensOf(code).map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
  return /^[\w.\s]+$/.test(code)
    ? operand({ source: '', tokens, at: 0 }, 0)
    : unknown(range(start, start + code.length), code.trim());
}
