/** Puppet's expressions: texts with variables in them, lists, hashes, look-ups, selectors. https://www.puppet.com/docs/puppet/8/lang_expressions */
import { type Entry, type Expr, isNull } from '../../../model/expr.ts';
import { decoded, type Escapes } from '../../lower-text.ts';
import { either, join, object, range, text, unknown } from '../../reader.ts';
import { closingsOf, isSign, passBrackets, type TokenCursor } from '../../token-cursor.ts';
import { dedented } from '../../within/text-blocks.ts';
import { type PuppetToken, tokensOf } from './tokens.ts';

export interface Cursor extends TokenCursor<PuppetToken> {
  /** Tokens that may still be read twice, where what begins like a resource is none. */
  again: number;
  /** What other files know by the name of its class. */
  readonly root: Entry[];
}

/** A class or defined type: what its variables are. */
export interface Scope {
  readonly name: string;
  readonly parameters: Set<string>;
  readonly variables: Map<string, Expr[]>;
  inherits?: string;
}

/** Brackets within brackets within …: deeper ones are passed over. */
const DEEPEST = 60;

/** The value at the cursor, which is left behind it; undefined, and nothing read, where none begins. */
export function expressionAt(cursor: Cursor, scope: Scope): Expr | undefined {
  if (cursor.depth > DEEPEST) return undefined;
  cursor.depth += 1;
  const value = summed(cursor, scope);
  cursor.depth -= 1;
  return value;
}

/** What more is put together is not followed; each is nested within the next. */
const MOST_OPERANDS = 60;

const COMPARING = /^(?:==|!=|=~|!~|<|>|<=|>=|\*|\/|-|%)$/;

function summed(cursor: Cursor, scope: Scope): Expr | undefined {
  let value = withEndings(cursor, scope);
  if (!value) return undefined;
  for (let token = cursor.tokens[cursor.at], count = 0; token; token = cursor.tokens[cursor.at], count += 1) {
    const isWord = token.kind === 'name' && /^(?:and|or|in)$/.test(token.word);
    const isCompared = token.kind === 'sign' && COMPARING.test(token.word);
    if (!isSign(token, '+') && !isWord && !isCompared) break;
    cursor.at += 1;
    const right = withEndings(cursor, scope);
    if (!right) break;
    const at = range(value.range.start, right.range.end);
    value = isSign(token, '+') && count < MOST_OPERANDS ? together(value, right) : unknown(at);
  }
  return value;
}

/** Lists one behind the other, hashes one over the other. */
function together(left: Expr, right: Expr): Expr {
  const at = range(left.range.start, right.range.end);
  if (left.kind === 'list' && right.kind === 'list')
    return { kind: 'list', items: [...left.items, ...right.items], range: at };
  const spread = (value: Expr): Entry => ({ key: '', keyRange: value.range, value, spread: true });
  return object([spread(left), spread(right)], at);
}

/** A value with what is done to it: members, methods, a selector. */
function withEndings(cursor: Cursor, scope: Scope): Expr | undefined {
  let value = plain(cursor, scope);
  if (!value) return undefined;
  for (
    let token = cursor.tokens[cursor.at], count = 0;
    token?.kind === 'sign';
    token = cursor.tokens[cursor.at], count += 1
  ) {
    if (count === MOST_OPERANDS) value = unknown(value.range);
    if (token.word === '[' && token.start === cursor.tokens[cursor.at - 1]?.end) value = memberAt(cursor, scope, value);
    else if (token.word === '.' && cursor.tokens[cursor.at + 1]?.kind === 'name') value = methodAt(cursor, value);
    else if (token.word === '?') value = selectorAt(cursor, scope);
    else break;
  }
  return value;
}

function memberAt(cursor: Cursor, scope: Scope, of: Expr): Expr {
  cursor.at += 1;
  const key = expressionAt(cursor, scope);
  const end = passTo(cursor, ']');
  const at = range(of.range.start, end);
  if (!key) return unknown(at);
  const known = of.kind === 'env' && of.given?.length === 1 ? of.given[0] : of;
  const entry =
    known?.kind === 'object' && key.kind === 'text'
      ? known.entries.findLast((one) => one.key === key.value)
      : undefined;
  return entry?.value ?? { kind: 'member', of, key, range: at };
}

/** `$list.join(',')`, `$text.each |$x| { … }`: what it makes is not known. */
function methodAt(cursor: Cursor, of: Expr): Expr {
  cursor.at += 2;
  if (isSign(cursor.tokens[cursor.at], '(')) passBrackets(cursor);
  return unknown(range(of.range.start, cursor.tokens[cursor.at - 1]?.end ?? of.range.end));
}

/** `$facts['site'] ? { 'a' => 'h1', default => 'h2' }`: any of them. https://www.puppet.com/docs/puppet/8/lang_conditional#lang_condition_selector */
function selectorAt(cursor: Cursor, scope: Scope): Expr {
  const start = cursor.tokens[cursor.at]?.start ?? 0;
  cursor.at += 1;
  const cases = isSign(cursor.tokens[cursor.at], '{') ? hashAt(cursor, scope) : undefined;
  const values = cases?.entries.map(({ value }) => value).filter((value) => !isNull(value)) ?? [];
  return either(values, range(start, cases?.range.end ?? start));
}

/** Up to behind a closing bracket; its end. */
function passTo(cursor: Cursor, sign: string): number {
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, sign); token = cursor.tokens[cursor.at]) {
    if (/^[{[(]$/.test(token.word) && token.kind === 'sign') passBrackets(cursor);
    else if (isSign(token, '}')) return token.start;
    else cursor.at += 1;
  }
  cursor.at += 1;
  return cursor.tokens[cursor.at - 1]?.end ?? cursor.source.length;
}

function plain(cursor: Cursor, scope: Scope): Expr | undefined {
  const token = cursor.tokens[cursor.at];
  if (!token) return undefined;
  const at = range(token.start, token.end);
  if (token.kind === 'sign') return bracketed(cursor, scope, token);
  cursor.at += 1;
  if (token.kind === 'variable') return variable(token.word, at, scope);
  if (token.kind === 'string') return stringOf(cursor, token, scope);
  if (token.kind === 'number') return text(token.word, at);
  if (token.kind === 'regex') return unknown(at, token.word);
  if (isSign(cursor.tokens[cursor.at], '(')) return callOf(cursor, scope, token);
  if (/^(?:undef|default)$/.test(token.word)) return unknown(at, 'null');
  return text(token.word, at);
}

function bracketed(cursor: Cursor, scope: Scope, token: PuppetToken): Expr | undefined {
  if (token.word === '{') return hashAt(cursor, scope);
  if (token.word === '[') return { kind: 'list', ...itemsAt(cursor, scope, ']') };
  if (token.word === '(') return itemsAt(cursor, scope, ')').items[0];
  if (token.word !== '-' && token.word !== '!' && token.word !== '*') return undefined;
  while (/^[-!*]$/.test(cursor.tokens[cursor.at]?.word ?? '')) cursor.at += 1;
  const value = withEndings(cursor, scope);
  return value && unknown(range(token.start, value.range.end));
}

function itemsAt(cursor: Cursor, scope: Scope, close: string): { items: readonly Expr[]; range: Expr['range'] } {
  const start = cursor.tokens[cursor.at]?.start ?? 0;
  const items: Expr[] = [];
  cursor.at += 1;
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, close); token = cursor.tokens[cursor.at]) {
    if (isSign(token, '}')) break;
    const item = expressionAt(cursor, scope);
    if (!item) cursor.at += 1;
    // `key => value` without braces is a hash as the last argument.
    else if (isSign(cursor.tokens[cursor.at], '=>')) {
      cursor.at += 1;
      expressionAt(cursor, scope);
    } else items.push(item);
  }
  const end = cursor.tokens[cursor.at]?.end ?? cursor.source.length;
  cursor.at += 1;
  return { items, range: range(start, end) };
}

/** `{ 'a' => 1, b => 2 }`, with the cursor left behind it. */
export function hashAt(cursor: Cursor, scope: Scope): Extract<Expr, { kind: 'object' }> {
  const start = cursor.tokens[cursor.at]?.start ?? 0;
  const entries: Entry[] = [];
  cursor.at += 1;
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, '}'); token = cursor.tokens[cursor.at]) {
    const key = expressionAt(cursor, scope);
    if (!key || !isSign(cursor.tokens[cursor.at], '=>')) {
      if (!key) cursor.at += 1;
      continue;
    }
    cursor.at += 1;
    const value = expressionAt(cursor, scope);
    if (value) entries.push(entryOf(key, value));
  }
  const end = cursor.tokens[cursor.at]?.end ?? cursor.source.length;
  cursor.at += 1;
  return object(entries, range(start, end));
}

/** An entry by a key that may be put together. */
export const entryOf = (key: Expr, value: Expr): Entry =>
  key.kind === 'text'
    ? { key: key.value, keyRange: key.range, value }
    : { key: '', keyRange: key.range, value, computed: key };

/** What is set outside: facts, what the server says of the node, a block's parameters. */
const GIVEN_ELSEWHERE = /^(?:(?:facts|trusted|server_facts|title|name)(?:::|$)|settings::)/;

/** `$relay`, `$mail::params::relay`: a parameter is what Hiera's data or the user of the class gives it. */
export function variable(written: string, at: Expr['range'], scope: Scope): Expr {
  const name = written.replace(/^\$?(?:::)?/, '');
  const given = scope.variables.get(name);
  if (given) return { kind: 'env', name, given, range: at };
  if (GIVEN_ELSEWHERE.test(name)) return unknown(at, `$${name}`);
  if (scope.parameters.has(name)) return { kind: 'env', name: `${scope.name}::${name}`, range: at };
  const isOfParent = scope.inherits !== undefined && !name.includes('::') && !/^\$?::/.test(written);
  return { kind: 'env', name: isOfParent ? `${scope.inherits}::${name}` : name, range: at };
}

const ESCAPES: Escapes = {
  pattern: /\\(?:[nrt$"'\\s]|\r?\n)/g,
  value: ([found]) => ({ n: '\n', r: '\r', t: '\t', s: ' ', '\n': '', '\r': '' })[found[1] ?? ''] ?? found[1] ?? '',
};
const QUOTES: Escapes = { pattern: /\\['\\]/g, value: ([found]) => found.slice(1) };

/** What is filled in: `${relay}`, `${facts['fqdn']}`, `$relay`. */
const HOLE = /\$\{(?<code>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|\$(?<name>(?:::)?[a-z_]\w*(?:::[a-z_]\w*)*)/g;

function stringOf(cursor: Cursor, token: PuppetToken, scope: Scope): Expr {
  const { content } = token;
  if (!content) return text('', range(token.end, token.end));
  const isHeredoc = cursor.source[token.start] === '@';
  if (isHeredoc && !content.isFilledIn) {
    const { range: at, escapes } = dedented(cursor.source, content, undefined);
    return decoded(cursor.source, at, escapes);
  }
  if (!content.isFilledIn) return decoded(cursor.source, content, QUOTES);
  const parts: Expr[] = [];
  let last = content.start;
  const body = cursor.source.slice(content.start, content.end);
  const add = (end: number): void => {
    if (end > last) parts.push(decoded(cursor.source, range(last, end), ESCAPES));
  };
  for (const found of body.matchAll(HOLE)) {
    const at = range(content.start + found.index, content.start + found.index + found[0].length);
    if (isEscaped(body, found.index)) continue;
    add(at.start);
    parts.push(filledIn(cursor, found.groups?.code, found.groups?.name, at, scope));
    last = at.end;
  }
  add(content.end);
  return join(parts, range(content.start, content.end));
}

const isEscaped = (body: string, at: number): boolean => (/\\*$/.exec(body.slice(0, at))?.[0].length ?? 0) % 2 === 1;

/** A bare word in `${…}` is a variable, too. */
function filledIn(
  cursor: Cursor,
  code: string | undefined,
  name: string | undefined,
  at: Expr['range'],
  scope: Scope,
): Expr {
  if (name !== undefined) return variable(name, at, scope);
  const word = /^\s*(?:::)?[a-z_][\w:]*\s*$/.exec(code ?? '')?.[0];
  if (word !== undefined) return variable(word.trim(), at, scope);
  const tokens = tokensOf(cursor.source, at.start + 2, at.end - 1).map((token, index) =>
    index === 0 && token.kind === 'name' && cursor.source[token.end] === '['
      ? { ...token, kind: 'variable' as const }
      : token,
  );
  const inner: Cursor = { ...cursor, tokens, closings: closingsOf(tokens), at: 0 };
  return expressionAt(inner, scope) ?? unknown(at, code?.trim());
}

/** Functions that ask Hiera for a key, with the place of the default. https://www.puppet.com/docs/puppet/8/hiera_use_function */
const LOOKING_UP: readonly (readonly [RegExp, number])[] = [
  [/^lookup$/, 3],
  [/^(?:\w+::)?\w*hiera\w*$/, 1],
];

function callOf(cursor: Cursor, scope: Scope, token: PuppetToken): Expr {
  const { items, range: inner } = itemsAt(cursor, scope, ')');
  const at = range(token.start, inner.end);
  const [first] = items;
  const standard = LOOKING_UP.find(([name]) => name.test(token.word))?.[1];
  if (standard !== undefined && first?.kind === 'text') return lookedUp(first.value, items, standard, at);
  // https://forge.puppet.com/modules/puppetlabs/stdlib/reference#pick
  if (/^pick(?:_default)?$/.test(token.word))
    return either(
      items.filter((item) => !isNull(item)),
      at,
    );
  if (/^(?:Sensitive|String|unwrap|downcase|strip|chomp|Integer)$/.test(token.word) && first) return first;
  return {
    kind: 'call',
    callee: { kind: 'ref', name: token.word, range: range(token.start, token.end) },
    args: items.map((value) => ({ value })),
    construct: false,
    range: at,
  };
}

function lookedUp(name: string, items: readonly Expr[], standard: number, at: Expr['range']): Expr {
  const options = items.find((item) => item.kind === 'object');
  const said =
    options?.kind === 'object' ? options.entries.find(({ key }) => key === 'default_value')?.value : undefined;
  const fallback = said ?? items[standard];
  const isSaid = fallback && !isNull(fallback) && fallback.kind !== 'object';
  return { kind: 'env', name, ...(isSaid ? { fallback } : {}), range: at };
}
