/** Statements: packages, subs, constants, branches and their modifiers. https://perldoc.perl.org/perlsyn */
import type { Expr } from '../../model/expr.ts';
import type { Parameter } from '../../model/facts.ts';
import { anyItem, ref } from '../lower.ts';
import { assignment, expression, items, listed } from './expressions.ts';
import type { Parser } from './parser.ts';
import type { Token } from './tokens.ts';

/** Statements up to the bracket that closes the block, or to the end. The value is that of the last one. */
export function statements(parser: Parser, closed: boolean): Expr | undefined {
  let value: Expr | undefined;
  for (let token = parser.peek(); token; token = parser.peek()) {
    if (parser.take('}')) {
      if (closed) return value;
      continue;
    }
    if (parser.take(';')) continue;
    const given = parser.deeper(() => statement(token, parser), undefined);
    value = given ?? value;
    if (parser.peek() === token) parser.next();
  }
  return value;
}

function statement(token: Token, parser: Parser): Expr | undefined {
  if (token.kind === 'sign' && token.value === '{') {
    parser.next();
    parser.walkBlock(parser);
    return undefined;
  }
  const special = token.kind === 'word' ? SPECIAL[token.value] : undefined;
  if (special && parser.peek(1)?.value !== '=>') {
    parser.next();
    special(token, parser);
    return undefined;
  }
  return modified(token, parser);
}

/** `expression if condition;` */
function modified(token: Token, parser: Parser): Expr | undefined {
  let value: Expr | undefined;
  const walk = (): void => {
    if (parser.take('return')) {
      const start = parser.peek()?.range.start ?? token.range.end;
      if (parser.is(';', '}', 'if', 'unless')) return;
      const given = listed(items(parser, undefined), parser, start);
      parser.builder.returns(given, given.range);
    } else value = expression(parser);
  };
  if (hasModifier(parser)) parser.builder.branch(token.range.start, 0, walk);
  else walk();
  if (parser.take('if', 'unless', 'while', 'until', 'for', 'foreach')) {
    expression(parser);
    value = undefined;
  }
  return value;
}

const MODIFIER = /^(if|unless|while|until|for|foreach)$/;
/** A statement with more tokens before its modifier is none that people write. */
const FAR = 400;

function hasModifier(parser: Parser): boolean {
  let level = 0;
  for (let ahead = 0; ahead < FAR; ahead += 1) {
    const token = parser.peek(ahead);
    if (!token) return false;
    if (token.kind === 'word' && level === 0 && ahead > 0 && MODIFIER.test(token.value)) return true;
    if (token.kind !== 'sign') continue;
    if (/^[([{]$/.test(token.value)) level += 1;
    else if (/^[)\]}]$/.test(token.value)) {
      level -= 1;
      if (level < 0) return false;
    } else if (token.value === ';' && level === 0) return false;
  }
  return false;
}

const toSemicolon = (parser: Parser): void => {
  while (parser.peek() && !parser.is(';', '}')) parser.next();
};

type Special = (token: Token, parser: Parser) => void;

/** `package Acme::Mail;` up to the next one, `package Acme::Mail { … }`. */
const definePackage: Special = (token, parser) => {
  const name = parser.next();
  const closed = parser.take('{') !== undefined;
  const walk = (): void => {
    if (closed) {
      statements(parser, true);
      return;
    }
    while (parser.peek() && !parser.is('package')) {
      const before = parser.peek();
      if (before && !parser.take(';', '}')) parser.deeper(() => statement(before, parser), undefined);
      if (parser.peek() === before) parser.next();
    }
  };
  if (name?.value === 'main') walk();
  else {
    parser.builder.class({
      name: name?.value,
      bases: [],
      range: { start: token.range.start, end: token.range.end },
      body: walk,
    });
  }
};

const defineSub: Special = (token, parser) => {
  const name = parser.peek()?.kind === 'word' ? parser.next() : undefined;
  const params = parser.take('(') ? signature(parser) : [];
  if (!parser.take('{')) return;
  params.push(...arguments_(parser));
  const own = params.filter((param, index) => index > 0 || !/^(self|class|this|proto)$/.test(param.name));
  const value = parser.builder.function({
    name: name?.value === 'new' && parser.builder.inClass() ? 'constructor' : (name?.value ?? ''),
    params: own,
    range: parser.since(token.range.start),
    body: () => {
      const last = statements(parser, true);
      if (last) parser.builder.returns(last, last.range);
    },
  });
  if (name && !parser.builder.inClass())
    parser.builder.assign(ref(name.value, name.range), value, value.range, { declares: true });
};

/** `sub send ($host, $port = 25)`; a prototype has no names. */
function signature(parser: Parser): Parameter[] {
  const params: Parameter[] = [];
  while (parser.peek() && !parser.take(')')) {
    const token = parser.next();
    if (token?.kind !== 'scalar') continue;
    const fallback = parser.take('=', '//=', '||=') ? assignment(parser) : undefined;
    params.push({ name: token.value, ...(fallback ? { fallback } : {}) });
  }
  return params;
}

/** `my ($self, $host) = @_;` and `my $host = shift || 'h';` at the start of a sub are its parameters. */
function arguments_(parser: Parser): Parameter[] {
  const params: Parameter[] = [];
  for (;;) {
    const names = namesOfArguments(parser);
    if (!names) return params;
    for (let count = 0; count < names.tokens; count += 1) parser.next();
    const fallback = names.shifted && parser.take('||', '//') ? assignment(parser) : undefined;
    params.push(...names.names.map((name) => ({ name, ...(fallback ? { fallback } : {}) })));
    toSemicolon(parser);
    parser.take(';');
    if (!names.shifted) return params;
  }
}

function namesOfArguments(parser: Parser): { names: string[]; tokens: number; shifted: boolean } | undefined {
  if (!parser.is('my')) return undefined;
  const first = parser.peek(1);
  if (first?.kind === 'scalar') {
    const shifted = parser.peek(2)?.value === '=' && parser.peek(3)?.value === 'shift';
    return shifted ? { names: [first.value], tokens: 4, shifted } : undefined;
  }
  if (first?.value !== '(') return undefined;
  const names: string[] = [];
  for (let ahead = 2; ahead < 60; ahead += 1) {
    const token = parser.peek(ahead);
    if (token?.kind === 'scalar') names.push(token.value);
    else if (token?.value === ')') {
      const given = parser.peek(ahead + 1)?.value === '=' && parser.peek(ahead + 2);
      return given && given.kind === 'array' && given.value === '_'
        ? { names, tokens: ahead + 3, shifted: false }
        : undefined;
    } else if (token?.value !== ',') return undefined;
  }
  return undefined;
}

/** `use constant HOST => 'h';`, `use constant { HOST => 'h' };` */
const use: Special = (_, parser) => {
  if (!parser.take('constant')) {
    toSemicolon(parser);
    return;
  }
  const found = items(parser, undefined);
  const set = (name: string, value: Expr): void =>
    parser.builder.assign(ref(name, value.range), value, value.range, { declares: true });
  for (const { name, value } of found) {
    if (name !== undefined) set(name, value);
    else if (value.kind === 'object') for (const entry of value.entries) set(entry.key, entry.value);
  }
};

/** `if (…) { … } elsif (…) { … } else { … }` */
const conditional: Special = (token, parser) => {
  const offset = token.range.start;
  let arm = 0;
  const arms = (): void => {
    if (parser.take('(')) items(parser, ')');
    if (parser.take('{')) parser.builder.branch(offset, arm, () => statements(parser, true));
    arm += 1;
  };
  arms();
  while (parser.take('elsif')) arms();
  if (parser.take('else')) {
    if (parser.take('{')) parser.builder.branch(offset, arm, () => statements(parser, true));
    parser.builder.exhaustive(offset, arm + 1);
  }
};

/** `foreach my $host (@hosts) { … }`, `while (…) { … }` */
const loop: Special = (token, parser) => {
  parser.take('my', 'our');
  const variable = parser.peek()?.kind === 'scalar' ? parser.next() : undefined;
  const start = parser.peek()?.range.start ?? token.range.end;
  if (parser.take('(')) {
    const values = listed(loopItems(parser), parser, start);
    if (variable) parser.builder.assign(ref(variable.value, variable.range), anyItem(values), variable.range);
  }
  if (parser.take('{')) parser.builder.branch(token.range.start, 0, () => statements(parser, true));
};

/** The parts of `for (my $i = 0; …; …)` are divided by semicolons. */
function loopItems(parser: Parser) {
  const found = items(parser, undefined);
  while (parser.take(';')) items(parser, undefined);
  if (!parser.take(')')) parser.skipTo(')');
  return found;
}

const SPECIAL: Readonly<Record<string, Special | undefined>> = {
  package: definePackage,
  sub: defineSub,
  use,
  no: (_, parser) => toSemicolon(parser),
  require: (_, parser) => toSemicolon(parser),
  if: conditional,
  unless: conditional,
  while: loop,
  until: loop,
  for: loop,
  foreach: loop,
};
