/** Expressions, by precedence. https://perldoc.perl.org/perlop */
import { type Argument, chainOf, type Entry, type Expr } from '../../model/expr.ts';
import { concat, itemOf, member, ref } from '../lower.ts';
import { either, object, text, unknown } from '../reader.ts';
import { nothing, type Parser, within } from './parser.ts';
import { stringValue } from './strings.ts';
import type { Token } from './tokens.ts';

/** Binary operators by how tightly they bind; of those that are not here the value is not followed. */
const BINDING: ReadonlyMap<string, number> = new Map(
  [
    ['..', '...'],
    ['||', '//'],
    ['&&'],
    ['|', '^', '&'],
    ['==', '!=', '<=>', 'eq', 'ne', 'cmp', '<', '>', '<=', '>=', 'lt', 'gt', 'le', 'ge'],
    ['+', '-', '.'],
    ['*', '/', '%', 'x'],
    ['=~', '!~'],
    ['**'],
  ].flatMap((operators, level) => operators.map((operator) => [operator, level] as const)),
);

/** Words that end an operand rather than begin one. */
const INFIX = /^(x|eq|ne|lt|gt|le|ge|cmp|and|or|xor|if|unless|while|until|for|foreach)$/;

/** Named operators take one operand: what follows it is not theirs. https://perldoc.perl.org/perlop#Named-Unary-Operators */
const UNARY = /^(defined|ref|scalar|exists|delete|lc|uc|lcfirst|ucfirst|length|chomp|chop|quotemeta|int|abs|require)$/;
const ADDITION = BINDING.get('+') ?? 0;

/** Names that `my` and its kin have just declared. */
const declared = new WeakSet<Expr>();

/** An expression down to `or` and `and`. */
export function expression(parser: Parser): Expr {
  let left = assignment(parser);
  while (parser.is('or', 'xor', 'and')) {
    const operator = parser.next()?.value;
    const right = assignment(parser);
    left = operator === 'or' ? either([left, right], span(left, right)) : right;
  }
  return left;
}

const span = (left: Expr, right: Expr) => ({ start: left.range.start, end: Math.max(left.range.end, right.range.end) });

export function assignment(parser: Parser): Expr {
  const left = parser.deeper(() => conditional(parser), nothing(parser));
  const operator = parser.take('=', '||=', '//=', '.=', '+=', '-=', '*=', '&&=')?.value;
  if (operator === undefined) return left;
  const right = assignment(parser);
  if (operator === '=') assign(parser, left, right);
  else if (operator === '||=' || operator === '//=') assign(parser, left, either([left, right], span(left, right)));
  else if (operator === '.=') assign(parser, left, concat([left, right], span(left, right)));
  return right;
}

function assign(parser: Parser, target: Expr, value: Expr): void {
  const range = span(target, value);
  if (target.kind === 'list') {
    target.items.forEach((item, index) => {
      assign(parser, item, itemOf(value, text(String(index), item.range)));
    });
  } else if (target.kind === 'env') parser.builder.assign(ref(target.name, target.range), value, range);
  else if (chainOf(target))
    parser.builder.assign(target, value, range, declared.has(target) ? { declares: true } : undefined);
}

function conditional(parser: Parser): Expr {
  const condition = binary(parser, 0);
  if (!parser.take('?')) return condition;
  const yes = assignment(parser);
  parser.take(':');
  const no = assignment(parser);
  return either([yes, no], span(condition, no));
}

function binary(parser: Parser, least: number): Expr {
  let left = operand(parser);
  for (;;) {
    const token = parser.peek();
    const level = token && (token.kind === 'sign' || token.kind === 'word') ? BINDING.get(token.value) : undefined;
    if (token === undefined || level === undefined || level < least) return left;
    parser.next();
    const right = parser.deeper(() => binary(parser, level + 1), nothing(parser));
    left = combined(token.value, left, right);
  }
}

function combined(operator: string, left: Expr, right: Expr): Expr {
  const range = span(left, right);
  if (operator === '||' || operator === '//') return either([left, right], range);
  if (operator === '&&') return right;
  return operator === '.' ? concat([left, right], range) : unknown(range);
}

/** What stands between separators: values, `key => value`, hashes that are poured in. */
export function items(parser: Parser, close: string | undefined): Argument[] {
  const found: Argument[] = [];
  for (let token = parser.peek(); token; token = parser.peek()) {
    if (close !== undefined && parser.take(close)) break;
    if (close === undefined && endsList(token)) break;
    if (parser.take(',', '=>')) continue;
    const before = token.range.start;
    const isFat = parser.peek(1)?.value === '=>' && parser.peek(1)?.kind === 'sign';
    const spread = token.kind === 'hash' || (token.kind === 'sign' && token.value === '%');
    const value = isFat && token.kind === 'word' ? textOf(parser.next() ?? token) : assignment(parser);
    if (parser.take('=>')) {
      const given = assignment(parser);
      found.push(value.kind === 'text' ? { name: value.value, value: given } : { value: given });
    } else found.push(spread ? { value, spread: true } : { value });
    if (parser.peek()?.range.start === before) parser.next();
  }
  return found;
}

const endsList = (token: Token): boolean =>
  (token.kind === 'sign' && /^[;)}\]:]$/.test(token.value)) || (token.kind === 'word' && INFIX.test(token.value));

const textOf = ({ value, range }: Token): Expr => text(value, range);

/** A list with names is a hash, one with a single value that value. */
export function listed(found: readonly Argument[], parser: Parser, start: number): Expr {
  const range = parser.since(start);
  if (found.some((one) => one.name !== undefined || one.spread)) return object(found.map(entryOf), range);
  const [only] = found;
  return only && found.length === 1 ? only.value : { kind: 'list', items: found.map(({ value }) => value), range };
}

const entryOf = ({ name, value }: Argument): Entry => ({
  key: name ?? '',
  keyRange: value.range,
  value,
  ...(name === undefined ? { spread: true } : {}),
});

function operand(parser: Parser): Expr {
  const token = parser.next();
  if (!token) return nothing(parser);
  switch (token.kind) {
    case 'scalar':
      return subscripts(parser, scalar(token, parser), true);
    case 'array':
    case 'hash':
      return ref(token.value, token.range);
    case 'number':
      return text(token.value, token.range);
    case 'string':
      return subscripts(
        parser,
        stringValue(parser.source, token, (at) => expression(within(parser, at))),
        false,
      );
    case 'words':
      return words(token);
    case 'word':
      return subscripts(parser, word(token, parser), false);
    case 'sign':
      return subscripts(parser, signed(token, parser), false);
    default:
      return unknown(token.range);
  }
}

/** `$self` is the object that a method is called on. */
const scalar = (token: Token, parser: Parser): Expr =>
  token.value === 'ENV' && parser.is('{')
    ? ref('ENV', token.range)
    : ref(/^(self|this)$/.test(token.value) ? 'this' : token.value, token.range);

function words({ content, range, value }: Token): Expr {
  const start = content?.start ?? range.start;
  const found = [...value.matchAll(/\S+/g)].map((one) =>
    text(one[0], { start: start + one.index, end: start + one.index + one[0].length }),
  );
  return { kind: 'list', items: found, range };
}

/** `->method(…)`, `->{key}`, `->[0]`, and brackets that follow at once. */
function subscripts(parser: Parser, first: Expr, variable: boolean): Expr {
  let value = first;
  let direct = variable;
  for (;;) {
    const token = parser.peek();
    if (token?.kind !== 'sign') return value;
    const adjacent = direct && token.range.start === value.range.end;
    if (token.value === '->') {
      parser.next();
      value = parser.is('{', '[')
        ? element(parser, value)
        : parser.is('(')
          ? applied(parser, value)
          : method(parser, value);
      direct = true;
    } else if (adjacent && (token.value === '{' || token.value === '[')) value = element(parser, value);
    else if (token.value === '++' || token.value === '--') parser.next();
    else return value;
  }
}

function element(parser: Parser, of: Expr): Expr {
  const open = parser.next()?.value;
  const token = parser.peek();
  const bare = token?.kind === 'word' && parser.peek(1)?.value === '}';
  const key = bare && token ? textOf(parser.next() ?? token) : expression(parser);
  const close = open === '{' ? '}' : ']';
  if (!parser.take(close)) parser.skipTo(close);
  const range = parser.since(of.range.start);
  if (of.kind === 'ref' && of.name === 'ENV' && key.kind === 'text') return { kind: 'env', name: key.value, range };
  return member(of, key, range);
}

const applied = (parser: Parser, callee: Expr): Expr => {
  parser.next();
  const args = items(parser, ')');
  return parser.builder.call({ kind: 'call', callee, args, construct: false, range: parser.since(callee.range.start) });
};

function method(parser: Parser, of: Expr): Expr {
  const name = parser.next();
  if (!name || (name.kind !== 'word' && name.kind !== 'scalar')) return of;
  const callee = member(of, textOf(name), parser.since(of.range.start));
  const args = parser.take('(') ? items(parser, ')') : [];
  const construct = name.value === 'new' && of.kind === 'ref';
  return parser.builder.call({ kind: 'call', callee, args, construct, range: parser.since(of.range.start) });
}

function signed(token: Token, parser: Parser): Expr {
  const start = token.range.start;
  switch (token.value) {
    case '(':
      return listed(items(parser, ')'), parser, start);
    case '[': {
      const found = items(parser, ']');
      // Arguments that are kept for later: `[Host => 'h']`.
      if (found.length > 0 && found.every((one) => one.name !== undefined))
        return object(found.map(entryOf), parser.since(start));
      return { kind: 'list', items: found.map(({ value }) => value), range: parser.since(start) };
    }
    case '{':
      return object(items(parser, '}').map(entryOf), parser.since(start));
    case '\\':
    case '+':
      return operand(parser);
    case '@':
    case '%':
    case '$':
    case '$#': {
      if (!parser.take('{')) return operand(parser);
      const value = expression(parser);
      if (!parser.take('}')) parser.skipTo('}');
      return value;
    }
    case '-':
    case '!':
    case '~':
      operand(parser);
      return unknown(parser.since(start));
    case '<': {
      while (parser.peek() && !parser.is('>', ';')) parser.next();
      parser.take('>');
      return unknown(parser.since(start), 'input');
    }
    default:
      return unknown(token.range);
  }
}

const DECLARING = /^(my|our|local|state)$/;

function word(token: Token, parser: Parser): Expr {
  const { value, range } = token;
  if (DECLARING.test(value)) return declaration(parser);
  if (value === 'undef') {
    if (parser.take('(')) parser.skipTo(')');
    return unknown(range, 'null');
  }
  if (value === 'shift' || value === 'wantarray') {
    if (parser.take('(')) parser.skipTo(')');
    return unknown(range, 'an argument');
  }
  if (value === 'do' || value === 'eval' || value === 'sub') {
    const block = parser.take('{');
    if (block) parser.walkBlock(parser);
    return unknown(parser.since(range.start));
  }
  const next = parser.peek();
  if (value === 'new' && next?.kind === 'word' && !INFIX.test(next.value)) return indirect(token, parser);
  if (next?.kind === 'sign' && next.value === '->') return ref(value.replace(/::$/, ''), range);
  if (UNARY.test(value) && !parser.is('(')) return called(token, [{ value: binary(parser, ADDITION) }], parser);
  if (parser.take('(')) return called(token, items(parser, ')'), parser);
  return startsOperand(next) ? called(token, items(parser, undefined), parser) : ref(value, range);
}

/** `my $x`, `my ($x, $y)`. */
function declaration(parser: Parser): Expr {
  const value = operand(parser);
  for (const one of value.kind === 'list' ? value.items : [value]) declared.add(one);
  return value;
}

/** `new Net::SMTP('h', Port => 25)`, `new Mail::Sender { smtp => 'h' }` */
function indirect(token: Token, parser: Parser): Expr {
  const type = parser.next() ?? token;
  const args = parser.take('(') ? items(parser, ')') : parser.is('{') ? [{ value: operand(parser) }] : [];
  const callee = member(ref(type.value, type.range), textOf(token), { start: token.range.start, end: type.range.end });
  return parser.builder.call({ kind: 'call', callee, args, construct: true, range: parser.since(token.range.start) });
}

const called = ({ value, range }: Token, args: readonly Argument[], parser: Parser): Expr =>
  parser.builder.call({
    kind: 'call',
    callee: ref(value, range),
    args,
    construct: false,
    range: parser.since(range.start),
  });

/** Whether a word's arguments follow without parentheses. */
const startsOperand = (next: Token | undefined): boolean =>
  next !== undefined &&
  (next.kind === 'word' ? !INFIX.test(next.value) : next.kind !== 'sign' || next.value === '\\' || next.value === '[');
