/** Perl's expressions, as far as they say which value reaches which name or call. https://perldoc.perl.org/perlop */
import type { Expr } from '../../../model/expr.ts';
import { andThen, anyOf, concat, conditional } from '../../lower.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { range, text, unknown } from '../../reader.ts';
import { roleOfCondition } from '../../roles/conditions.ts';
import { assigned } from './assignments.ts';
import type { Context, Statements } from './context.ts';
import { type Cursor, DEEPEST, endOf, isNext, peek, skipped, startOf, take } from './cursor.ts';
import { bareKey, itemsUntil } from './items.ts';
import { ASSIGNING, levelOf } from './operators.ts';
import { postfix } from './postfix.ts';
import { primary } from './terms.ts';

/** Calls that never give a value back: `new(…) or die`. */
const LEAVING = /^(die|croak|confess|carp|warn|return|next|last|exit)$/;

/** The reader of a whole expression, for statements. */
export function createExpressions(cursor: Cursor, builder: ProgramBuilder, statements: Statements): () => Expr {
  const sigils = new WeakMap<Expr, string>();
  const context: Context = {
    cursor,
    builder,
    statements,
    sigils,
    declared: new WeakSet(),
    flat: new WeakSet(),
    parted: new WeakSet(),
    isHash: (value) => sigils.get(value) === '%',
    expression: () => expression(context),
    binary: (least) => binary(context, least),
    term: () => {
      const start = startOf(cursor);
      return postfix(context, primary(context), start);
    },
  };
  return context.expression;
}

/** A whole expression; commas at its own level make a list. */
function expression(context: Context): Expr {
  const { cursor } = context;
  const start = startOf(cursor);
  const first = bareKey(cursor) ?? binary(context, 0);
  if (!isNext(cursor, ',') && !isNext(cursor, '=>')) return first;
  const items = [first, ...itemsUntil(context, undefined).map(({ value }) => value)];
  return { kind: 'list', items, range: range(start, endOf(cursor)) };
}

function binary(context: Context, least: number): Expr {
  const { cursor } = context;
  if (cursor.depth >= DEEPEST) return skipped(cursor);
  cursor.depth += 1;
  try {
    let left = prefixed(context);
    for (let word = operator(cursor); word !== undefined && levelOf(word) >= least; word = operator(cursor)) {
      cursor.at += 1;
      left = combined(context, left, word);
    }
    return left;
  } finally {
    cursor.depth -= 1;
  }
}

function operator(cursor: Cursor): string | undefined {
  const token = peek(cursor);
  return token && (token.kind === 'sign' || token.kind === 'name') && levelOf(token.word) > 0 ? token.word : undefined;
}

/** The value of an operator behind `left`; the cursor stands behind the operator. */
function combined(context: Context, left: Expr, word: string): Expr {
  const { cursor } = context;
  const level = levelOf(word);
  if (level === ASSIGNING) return assigned(context, left, word, binary(context, ASSIGNING));
  if (word === '?') {
    const asked = range(left.range.start, cursor.tokens[cursor.at - 2]?.end ?? left.range.end);
    const yes = binary(context, ASSIGNING);
    const role = roleOfCondition(cursor.source.slice(asked.start, asked.end), cursor.source);
    if (role) context.builder.runsAs(yes.range, role);
    take(cursor, ':');
    return conditional(left, asked, yes, binary(context, ASSIGNING), range(left.range.start, endOf(cursor)));
  }
  const alike = ALIKE.find((words) => words.includes(word));
  if (alike) {
    const values = chain(context, left, alike);
    const at = range(
      left.range.start,
      values.reduce((end, value) => Math.max(end, value.range.end), left.range.end),
    );
    return word === '.' ? concat(values, at) : anyOf(values, at);
  }
  const right = binary(context, level + 1);
  if (word === '&&' || word === 'and') return andThen(left, right);
  return unknown(range(left.range.start, Math.max(left.range.end, right.range.end)));
}

/** Operators of which any number stand in a row: their values are put together once, at the end. */
const ALIKE: readonly (readonly string[])[] = [['.'], ['||', '//'], ['or']];

/** `left`, and what stands behind operators that are alike; the cursor stands behind the first of them. */
function chain(context: Context, left: Expr, words: readonly string[]): readonly Expr[] {
  const { cursor } = context;
  const level = levelOf(words[0] ?? '') + 1;
  const values = [left];
  for (;;) {
    const leaves = LEAVING.test(peek(cursor)?.word ?? '');
    const value = binary(context, level);
    if (!leaves) values.push(value);
    const next = operator(cursor);
    if (next === undefined || !words.includes(next)) return values;
    cursor.at += 1;
  }
}

function prefixed(context: Context): Expr {
  const { cursor } = context;
  const token = peek(cursor);
  const start = startOf(cursor);
  if (token?.kind === 'sign' && /^(!|\\|\+|-|~|\+\+|--|&|\$|@|%)$/.test(token.word)) return signed(context, token.word);
  // A named unary operator binds closer than comparisons and ?: (perlop).
  if (token?.kind === 'name' && token.word === 'defined' && peek(cursor, 1)?.word !== '(') {
    cursor.at += 1;
    return unknown(range(start, binary(context, levelOf('+')).range.end));
  }
  if (token?.kind === 'name' && token.word === 'not') {
    cursor.at += 1;
    return unknown(range(start, binary(context, ASSIGNING).range.end));
  }
  return context.term();
}

/** What a sign stands before: references hand their value on, `-name` is a text. */
function signed(context: Context, sign: string): Expr {
  const { cursor } = context;
  const start = startOf(cursor);
  cursor.at += 1;
  if (/^[$@%]$/.test(sign) && isNext(cursor, '{')) {
    const value = dereferenced(context);
    // `new(%{ $conf->{exit} })`: the hash that is referred to, as one of a name.
    if (sign === '%') context.sigils.set(value, '%');
    return postfix(context, value, start);
  }
  const name = peek(cursor);
  if (sign === '-' && name?.kind === 'name') {
    cursor.at += 1;
    return text(`-${name.word}`, range(start, name.end));
  }
  const value = binary(context, levelOf('**'));
  // A reference to a hash is one item of a list, the hash itself is spread into it.
  if (sign === '\\') return value.kind === 'ref' ? { ...value } : value;
  return /^[+&]$/.test(sign) ? value : unknown(range(start, value.range.end));
}

/** `@{ … }`: what is referred to. */
function dereferenced(context: Context): Expr {
  const { cursor } = context;
  cursor.at += 1;
  const value = expression(context);
  take(cursor, '}');
  return value;
}
