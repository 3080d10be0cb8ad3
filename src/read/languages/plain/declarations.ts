/** Statements that give a name its value, and all that is just an expression. */
import { chainOf, type Expr, type Range } from '../../../model/expr.ts';
import { concat, member, ref } from '../../lower.ts';
import { range, text } from '../../reader.ts';
import { endOf, isNext, isSign, passBrackets, peek, startOf, type TokenCursor, take } from '../../token-cursor.ts';
import { isOwnLevel, ownOrBare } from './classes.ts';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';
import { isBareFunction } from './functions.ts';
import { ADDED, HIGHEST } from './operators.ts';
import { constructedAs } from './postfix.ts';
import type { PlainToken } from './tokens.ts';

/** Tokens of a type between a name and its value. */
const MOST_OF_TYPE = 12;
const MOST_STREAMED = 200;

/** An expression, which may declare, assign or give back. */
export function valueHere(context: Context): void {
  const { builder, cursor, dialect } = context;
  if (dialect.hasMacros && isStreamed(cursor)) {
    streamed(context);
    return;
  }
  const start = startOf(cursor);
  const isReturn = take(cursor, 'return');
  const value = expression(context);
  context.last = isReturn ? undefined : value;
  if (isReturn) builder.returns(value, range(start, Math.max(start, value.range.end)));
  else if (peek(cursor)?.kind === 'name') declared(context, value);
  else typed(context, value);
}

/** https://en.cppreference.com/w/cpp/io/basic_ostringstream: nothing stands in it at first. */
const isStream = (type: Expr): boolean => /^o?stringstream$/.test(chainOf(type)?.at(-1) ?? '');

/** Streams that texts are put together in have a name of one part; `std::cout` has not. */
const isStreamed = ({ tokens, at }: TokenCursor<PlainToken>): boolean =>
  tokens[at]?.kind === 'name' && isShifted(tokens, at + 1);

/** `<<`, which the tokens have as two signs. */
const isShifted = (tokens: readonly PlainToken[], at: number): boolean =>
  isSign(tokens[at], '<') && isSign(tokens[at + 1], '<') && tokens[at]?.end === tokens[at + 1]?.start;

/** `url << "smtp://" << host`: what is put into a stream stands behind what is there. */
function streamed(context: Context): void {
  const { builder, cursor } = context;
  const start = startOf(cursor);
  const target = expression(context, HIGHEST);
  const parts = [target];
  while (isShifted(cursor.tokens, cursor.at) && parts.length < MOST_STREAMED) {
    cursor.at += 2;
    parts.push(expression(context, ADDED));
  }
  const at = range(start, Math.max(start, endOf(cursor)));
  if (target.kind === 'ref' || target.kind === 'member') builder.assign(target, concat(parts, at), at);
}

/** `SmtpClient client("h", 25);`, `SmtpClient client;`: a type, a name, and perhaps what it is made with. */
function declared(context: Context, type: Expr): void {
  const { builder, cursor, dialect } = context;
  const name = peek(cursor);
  if (!dialect.hasBareFunctions || !name || name.isFirst || (type.kind !== 'ref' && type.kind !== 'member')) return;
  const at = range(type.range.start, name.end);
  context.own?.locals?.add(name.word);
  const target = ownOrBare(context, name);
  if (isNext(cursor, ';', 1))
    builder.assign(target, isStream(type) ? text('', at) : { kind: 'instance', type, range: at }, at);
  else if (isNext(cursor, '(', 1) && isOwnLevel(context)) {
    // A function without its body: what follows says what kind it is.
    if (!isBareFunction(context))
      while (peek(cursor) && !isNext(cursor, ';') && !isNext(cursor, '}')) passBrackets(cursor);
  } else if (isNext(cursor, '(', 1) && !isBareFunction(context)) {
    cursor.at += 1;
    builder.assign(target, constructedAs(context, type), at);
  } else if (isNext(cursor, '{', 1) && isNext(cursor, '}', 3) && isNext(cursor, ';', 4)) {
    // `int port{25};`: https://en.cppreference.com/w/cpp/language/list_initialization
    cursor.at += 2;
    given(context, target, expression(context, HIGHEST), at);
  }
}

/** Gives a name of a class, or of the file, its value. */
function given(context: Context, target: Expr, value: Expr, at: Range): void {
  const { builder, cursor } = context;
  builder.assign(target, value, at);
  const { owner: around } = context;
  if (target.kind === 'ref' && around && cursor.depth === around.depth)
    builder.assign(member(ref(around.name, target.range), text(target.name, target.range), target.range), value, at);
}

/** `host: String = "x"`: a type between the name and its value. */
function typed(context: Context, name: Expr): void {
  const { builder, cursor, dialect } = context;
  if ((name.kind !== 'ref' && name.kind !== 'member') || !isNext(cursor, ':')) return;
  for (let ahead = 1; ahead < MOST_OF_TYPE; ahead += 1) {
    const token = peek(cursor, ahead);
    if (!token || token.isFirst) return;
    if (token.word === ';') {
      const type = expression({ ...context, cursor: { ...cursor, at: cursor.at + 1 } }, HIGHEST);
      builder.assign(name, { kind: 'instance', type, range: type.range }, name.range);
      return;
    }
    if (token.kind === 'sign' && dialect.assigning.includes(token.word)) {
      cursor.at += ahead + 1;
      const value = expression(context);
      builder.assign(name, value, range(name.range.start, value.range.end));
      return;
    }
    if (token.kind !== 'name' && !/^[?![\]<>.,]$/.test(token.word)) return;
  }
}
