/** Expressions, as far as they say which text reaches which name or call. What is not known is passed over. */
import type { Argument, Entry, Expr, TextExpr } from '../../../model/expr.ts';
import { andThen, concat, conditional, member, orElse, ref } from '../../lower.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { object, range, text, unknown } from '../../reader.ts';
import {
  closingOf,
  DEEPEST,
  endOf,
  isNext,
  isOpening,
  peek,
  startOf,
  type TokenCursor,
  take,
} from '../../token-cursor.ts';
import type { Dialect } from './dialects.ts';
import { stringOf } from './strings.ts';
import type { PlainToken } from './tokens.ts';

export interface Context {
  readonly cursor: TokenCursor<PlainToken>;
  readonly builder: ProgramBuilder;
  readonly dialect: Dialect;
  /** The class, enum or namespace whose own names stand here, and how deep. */
  owner?: { readonly name: string; readonly depth: number } | undefined;
  /** Reads a block in braces; the cursor stands on the first. */
  block(): void;
}

/** Words before a value that do not change it. */
const PASSED: ReadonlySet<string> = new Set(
  'await async try const constexpr final static let var val local mutable return throw yield inout late lazy auto use in of'.split(
    ' ',
  ),
);

/** No value at all. */
const NOTHING: ReadonlySet<string> = new Set(['nil', 'null', 'NULL', 'nullptr', 'Nothing', 'nothing', 'NA']);

/** The owner's own names are names of the file here. */
const OWN: ReadonlySet<string> = new Set(['this', 'self', 'Self', 'me']);

/** Operators by how tightly they bind; what puts texts together binds tightest. */
const LEVELS: Readonly<Record<string, number>> = {
  '?': 2,
  '||': 3,
  or: 3,
  '??': 3,
  '?:': 3,
  '&&': 4,
  and: 4,
  '==': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '<>': 5,
  '->': 6,
  '|': 6,
  '+': 7,
  '-': 7,
  '*': 7,
  '/': 7,
  '%': 7,
  '&': 7,
  '..': 7,
  '~': 7,
  '^': 7,
};
const ASSIGNING = 1;
/** No operator binds so tightly. */
const HIGHEST = 9;

/** An expression of operators that bind at least this tightly; an assignment gives its name the value. */
export function expression(context: Context, least = ASSIGNING): Expr {
  const { cursor } = context;
  if (cursor.depth >= DEEPEST) return skipped(cursor);
  cursor.depth += 1;
  try {
    let left = operand(context);
    for (let level = levelHere(context); level >= least; level = levelHere(context)) {
      const word = peek(cursor)?.word ?? '';
      cursor.at += 1;
      left = combined(context, left, word, level);
    }
    return left;
  } finally {
    cursor.depth -= 1;
  }
}

/** Passes over what is nested too deep. */
function skipped(cursor: TokenCursor): Expr {
  const start = startOf(cursor);
  const last = isOpening(peek(cursor)) ? closingOf(cursor, cursor.at) : cursor.at;
  cursor.at = Math.min(last + 1, cursor.tokens.length);
  return unknown(range(start, endOf(cursor)));
}

/** How tightly the operator here binds; 0 when there is none. */
function levelHere({ cursor, dialect }: Context): number {
  const token = peek(cursor);
  if (!token || (token.kind !== 'sign' && token.kind !== 'name')) return 0;
  const { word } = token;
  if (dialect.assigning.includes(word)) return ASSIGNING;
  return Object.hasOwn(LEVELS, word) ? (LEVELS[word] ?? 0) : 0;
}

function combined(context: Context, left: Expr, word: string, level: number): Expr {
  const { cursor, dialect, builder } = context;
  if (level === ASSIGNING) {
    const value = expression(context, ASSIGNING);
    const at = range(left.range.start, Math.max(left.range.end, value.range.end));
    const module = moduleOf(value);
    if (module && left.kind === 'ref') builder.import({ local: left.name, module: module.value, name: '*', range: at });
    else if (left.kind === 'ref' || left.kind === 'member') assigned(context, left, value, at);
    return value;
  }
  if (word === '?') {
    const yes = expression(context, ASSIGNING);
    take(cursor, ':');
    return conditional(left, yes, expression(context, ASSIGNING), range(left.range.start, endOf(cursor)));
  }
  const right = expression(context, level + 1);
  const at = range(left.range.start, Math.max(left.range.end, right.range.end));
  if (dialect.concat.includes(word)) return joined(context, [left, right], level);
  if (level === 3) return orElse(left, right, at);
  if (level === 4) return andThen(left, right);
  // `char *host = …`: a type before a name.
  const isNamed = right.kind === 'ref' && /^[*&]$/.test(word) && dialect.assigning.includes(peek(cursor)?.word ?? '');
  return isNamed ? right : unknown(at);
}

/** Signs and words before a value that hand it on as it is: `&address`, `*pointer`, `await`. */
function pass({ cursor }: Context): void {
  for (let token = peek(cursor); token; token = peek(cursor)) {
    const next = peek(cursor, 1);
    const isWord = token.kind === 'name' && PASSED.has(token.word) && next !== undefined && next.kind !== 'sign';
    // `.host = "x"` among the values of a structure
    const isField = token.word === '.' && next?.kind === 'name';
    if (!isWord && !isField && !(token.kind === 'sign' && /^[&*@^]$/.test(token.word))) return;
    cursor.at += 1;
  }
}

/** A whole chain of texts that are put together: generated code has thousands of parts. */
function joined(context: Context, parts: Expr[], level: number): Expr {
  const { cursor, dialect } = context;
  const start = parts[0]?.range.start ?? 0;
  while (peek(cursor)?.kind === 'sign' && dialect.concat.includes(peek(cursor)?.word ?? '')) {
    cursor.at += 1;
    parts.push(expression(context, level + 1));
  }
  return concat(parts, range(start, Math.max(start, endOf(cursor))));
}

/** Gives the value to the name; a name of a class has its own name before it elsewhere: `Relay.host`. */
function assigned({ builder, cursor, owner }: Context, target: Expr, value: Expr, at: Expr['range']): void {
  builder.assign(target, value, at);
  // The expression itself is one step deeper than the class.
  if (target.kind !== 'ref' || !owner || cursor.depth !== owner.depth + 1) return;
  builder.assign(member(ref(owner.name, target.range), text(target.name, target.range), target.range), value, at);
}

/** `require("socket.smtp")`: what is loaded, by its name. */
function moduleOf(value: Expr): TextExpr | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'ref' || value.callee.name !== 'require') return undefined;
  const [module] = value.args;
  return module?.value.kind === 'text' ? module.value : undefined;
}

function operand(context: Context): Expr {
  const { cursor } = context;
  pass(context);
  const token = peek(cursor);
  if (!token) return unknown(range(cursor.source.length, cursor.source.length));
  const { start } = token;
  if (token.kind === 'name') return named(context, token);
  if (token.kind === 'string') return afterwards(context, texts(context), start);
  cursor.at += 1;
  if (token.kind === 'number') return text(token.word, range(start, token.end));
  if (isOpening(token)) {
    cursor.at -= 1;
    return afterwards(context, bracketed(context), start);
  }
  if (/^[-+!~#]$/.test(token.word)) {
    const value = expression(context, HIGHEST);
    const at = range(start, value.range.end);
    return token.word === '-' && value.kind === 'text' ? text(`-${value.value}`, at) : unknown(at);
  }
  // What ends an expression is left to whoever reads around it.
  if (/^[;,)\]}:]$/.test(token.word)) cursor.at -= 1;
  return unknown(range(start, start));
}

function named(context: Context, token: PlainToken): Expr {
  const { cursor } = context;
  const { start } = token;
  const at = range(start, token.end);
  cursor.at += 1;
  const next = peek(cursor);
  if (token.word === 'new' && next?.kind === 'name') return constructed(expression(context, HIGHEST));
  if (/^(?:true|false|TRUE|FALSE|True|False)$/.test(token.word)) return text(token.word.toLowerCase(), at);
  if (NOTHING.has(token.word)) return unknown(at, 'null');
  if (OWN.has(token.word) && (take(cursor, '.') || take(cursor, '->')) && peek(cursor)?.kind === 'name')
    return expression(context, HIGHEST);
  return afterwards(context, ref(token.word, at), start);
}

const constructed = (made: Expr): Expr => (made.kind === 'call' ? { ...made, construct: true } : made);

/** Texts that stand beside each other. */
function texts({ cursor, dialect }: Context): Expr {
  const found: Expr[] = [];
  const start = startOf(cursor);
  for (let token = peek(cursor); token; token = peek(cursor)) {
    // `"smtp://" RELAY ":465"`
    const isMacro = dialect.hasMacros && token.kind === 'name' && /^[A-Z_\d]+$/.test(token.word) && !token.isFirst;
    if (token.kind !== 'string' && !isMacro) break;
    found.push(isMacro ? ref(token.word, range(token.start, token.end)) : stringOf(cursor.source, token, dialect));
    cursor.at += 1;
    if (!dialect.joinsNeighbours) break;
  }
  return found.length === 1 && found[0] ? found[0] : concat(found, range(start, endOf(cursor)));
}

/** What follows a value: members, calls, subscripts. Brackets count on the same line only. */
function afterwards(context: Context, of: Expr, start: number): Expr {
  const { cursor, dialect } = context;
  let value = of;
  for (;;) {
    const token = peek(cursor);
    if (!token || token.kind === 'name') return value;
    if (token.kind === 'number') return typedNumber(context, value, token);
    const next = peek(cursor, 1);
    if (token.kind === 'string') {
      if (!dialect.callsWithoutParentheses || token.isFirst || of.kind === 'text') return value;
      value = called(context, value, [{ value: texts(context) }], start);
    } else if (/^(?:\.|->|::|\?\.|!\.|\$)$/.test(token.word) && next?.kind === 'name' && !next.isFirst) {
      cursor.at += 2;
      value = member(value, text(next.word, range(next.start, next.end)), range(start, next.end));
    } else if (
      token.word === ':' &&
      next?.kind === 'name' &&
      /^[({]$/.test(peek(cursor, 2)?.word ?? '') &&
      dialect.callsWithoutParentheses
    ) {
      cursor.at += 2;
      value = member(value, text(next.word, range(next.start, next.end)), range(start, next.end));
    } else if (token.word === '..' && dialect.hasCascades && next?.kind === 'name') cascade(context, value, start);
    else if (token.word === '<' && isTypes(cursor)) cursor.at = closingTypes(cursor) + 1;
    else if (token.word === '!' && !token.isFirst && token.start === endOf(cursor)) cursor.at += 1;
    else if (token.isFirst) return value;
    else if (token.word === '(') value = called(context, value, argumentsIn(context), start);
    else if (token.word === '[') value = subscripted(context, value, start);
    else if (token.word === '{' && holdsEntries(context) && (value.kind === 'ref' || value.kind === 'member'))
      value = called(context, value, [{ value: bracketed(context) }], start);
    else return value;
  }
}

/** Nim's `Port 25`: a type before a number. */
function typedNumber({ cursor, dialect }: Context, value: Expr, token: PlainToken): Expr {
  if (!dialect.callsWithoutParentheses || token.isFirst || value.kind !== 'ref') return value;
  cursor.at += 1;
  return text(token.word, range(token.start, token.end));
}

const called = ({ cursor, builder }: Context, callee: Expr, args: readonly Argument[], start: number): Expr =>
  builder.call({ kind: 'call', callee, args, construct: false, range: range(start, endOf(cursor)) });

/** What a type makes of the arguments in parentheses that stand here. */
export function constructedAs(context: Context, type: Expr): Expr {
  const args = argumentsIn(context);
  const at = range(type.range.start, endOf(context.cursor));
  return context.builder.call({ kind: 'call', callee: type, args, construct: true, range: at });
}

/** `..host = "x"`, `..connect()`, on the value before. */
function cascade(context: Context, of: Expr, start: number): void {
  const { cursor, dialect, builder } = context;
  const name = peek(cursor, 1);
  cursor.at += 2;
  if (!name) return;
  const target = member(of, text(name.word, range(name.start, name.end)), range(start, name.end));
  if (isNext(cursor, '(')) called(context, target, argumentsIn(context), start);
  else if (dialect.assigning.some((word) => take(cursor, word))) {
    const value = expression(context, ASSIGNING + 1);
    builder.assign(target, value, range(name.start, value.range.end));
  }
}

/** Types between a name and what it is called with: `Map<String, int>(`. */
const isTypes = (cursor: TokenCursor<PlainToken>): boolean => closingTypes(cursor) > 0;

const MOST_TYPES = 30;

function closingTypes(cursor: TokenCursor<PlainToken>): number {
  let level = 0;
  for (let ahead = 0; ahead < MOST_TYPES; ahead += 1) {
    const token = peek(cursor, ahead);
    if (!token || (token.kind !== 'name' && !/^[<>,.?*&]$|^::$/.test(token.word))) return 0;
    if (token.word === '<') level += 1;
    if (token.word === '>') level -= 1;
    if (level === 0) return /^[({.]$|^::$/.test(peek(cursor, ahead + 1)?.word ?? '') ? cursor.at + ahead : 0;
  }
  return 0;
}

/** The arguments in parentheses; the cursor stands on the first. */
function argumentsIn(context: Context): Argument[] {
  const { cursor } = context;
  const close = closingOf(cursor, cursor.at);
  cursor.at += 1;
  const found: Argument[] = [];
  while (cursor.at < close) {
    const before = cursor.at;
    if (!take(cursor, ',') && !take(cursor, ';')) {
      const name = nameHere(context);
      if (name) cursor.at += 2;
      const value = expression(context, name ? ASSIGNING + 1 : ASSIGNING);
      // `String host`: the name behind a type, of a declaration.
      if (peek(cursor)?.kind !== 'name') found.push(name ? { name: name.word, value } : { value });
    }
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return found;
}

/** The name of an argument or the key of an entry that stands here, its sign behind it. */
function nameHere({ cursor, dialect }: Context): PlainToken | undefined {
  const name = peek(cursor);
  const sign = peek(cursor, 1);
  const isKey = name?.kind === 'name' || name?.kind === 'string';
  return isKey && sign?.kind === 'sign' && dialect.naming.includes(sign.word) ? name : undefined;
}

function subscripted(context: Context, of: Expr, start: number): Expr {
  const { cursor } = context;
  const close = closingOf(cursor, cursor.at);
  cursor.at += 1;
  const key = cursor.at < close ? expression(context) : unknown(range(start, start));
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return member(of, key, range(start, endOf(cursor)));
}

/** Whether the braces here hold keys with their values, and no statements. */
function holdsEntries(context: Context): boolean {
  const { cursor } = context;
  const inner: Context = { ...context, cursor: { ...cursor, at: cursor.at + 1 } };
  if (isNext(inner.cursor, '.') || isNext(inner.cursor, '[')) inner.cursor.at += 1;
  return nameHere(inner) !== undefined;
}

/** What stands in brackets: a value, a list, or keys with their values. Braces with statements are walked. */
function bracketed(context: Context): Expr {
  const { cursor } = context;
  const start = startOf(cursor);
  const open = peek(cursor)?.word;
  const close = closingOf(cursor, cursor.at);
  if (open === '{' && !holdsEntries(context) && !isList(cursor, close)) {
    context.block();
    return unknown(range(start, endOf(cursor)));
  }
  cursor.at += 1;
  const entries: Entry[] = [];
  const items: Expr[] = [];
  while (cursor.at < close) {
    const before = cursor.at;
    if (!take(cursor, ',') && !take(cursor, ';')) item(context, entries, items);
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  const at = range(start, endOf(cursor));
  if (entries.length > 0) return object(entries, at);
  const [only, second] = items;
  return open === '(' && only && !second ? only : { kind: 'list', items, range: at };
}

/** `{ "host", 25 }`: values without statements. */
function isList(cursor: TokenCursor<PlainToken>, close: number): boolean {
  const last = Math.min(close, cursor.at + 400);
  const within = cursor.tokens.slice(cursor.at + 1, last);
  return within.length > 0 && !within.some(({ word }) => word === ';' || word === '=' || word === '{');
}

function item(context: Context, entries: Entry[], items: Expr[]): void {
  const { cursor } = context;
  // `.host = "x"`, `["host"] = "x"`
  if (isNext(cursor, '.') && peek(cursor, 1)?.kind === 'name') cursor.at += 1;
  const isSubscript =
    isNext(cursor, '[') && isNext(cursor, ']', 2) && context.dialect.naming.includes(peek(cursor, 3)?.word ?? '');
  const key = isSubscript ? peek(cursor, 1) : nameHere(context);
  if (!key) {
    items.push(expression(context));
    return;
  }
  cursor.at += isSubscript ? 4 : 2;
  const keyRange = key.content ?? range(key.start, key.end);
  const value = expression(context, ASSIGNING + 1);
  entries.push({ key: cursor.source.slice(keyRange.start, keyRange.end), keyRange, value });
}
