/** Members, calls and subscripts of what stands before. */
import { type Argument, chainOf, type Expr, type Range } from '../../../model/expr.ts';
import { member } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { range, text, unknown } from '../../reader.ts';
import { endOf, isNext, isSign, peek, take } from '../../token-cursor.ts';
import { argumentsIn, bracketed, closingTypes, holdsEntries, subscripted } from './brackets.ts';
import type { Context } from './context.ts';
import { argumentsBeside, isKeyword, known } from './juxtaposed.ts';
import { ASSIGNING, HIGHEST } from './operators.ts';
import { texts } from './strings.ts';
import type { PlainToken } from './tokens.ts';

/** What follows a value: members, calls, subscripts. Brackets count on the same line only. */
export function afterwards(context: Context, of: Expr, start: number): Expr {
  const { cursor, dialect } = context;
  let value = of;
  for (;;) {
    const token = peek(cursor);
    if (dialect.isIndented && !context.isBeside && !(value.kind === 'call')) {
      const beside = isFunction(value) ? argumentsBeside(context) : [];
      if (beside.length > 0) {
        value = called(context, value, spread(beside), start);
        continue;
      }
    }
    if (!token || token.kind === 'name') return value;
    if (token.kind === 'number') return typedNumber(context, value, token);
    const next = peek(cursor, 1);
    // `config.["key"]`
    if (dialect.isIndented && token.word === '.' && isSign(next, '[')) {
      cursor.at += 1;
      value = subscripted(context, value, start);
      continue;
    }
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
    else if (token.word === '<' && closingTypes(cursor, dialect) > 0) value = withTypes(context, value);
    else if (token.word === '!' && !token.isFirst && token.start === endOf(cursor)) cursor.at += 1;
    else if (token.isFirst) return value;
    else if (token.word === '(' && context.isBeside && token.start > endOf(cursor)) return value;
    else if (token.word === '(') value = called(context, value, argumentsIn(context), start);
    else if (token.word === '[') value = subscripted(context, value, start);
    else if (token.word === '{' && holdsEntries(context) && (value.kind === 'ref' || value.kind === 'member'))
      value = called(context, value, [{ value: bracketed(context) }], start);
    else return value;
  }
}

const isFunction = (value: Expr): boolean =>
  (value.kind === 'ref' && !isKeyword(value.name)) || value.kind === 'member';

/** `send (host, 25)`: what stands in the only parentheses are the arguments. */
function spread(args: readonly Argument[]): readonly Argument[] {
  const [only, second] = args;
  return only?.value.kind === 'list' && !second ? only.value.items.map((value) => ({ value })) : args;
}

/** https://en.cppreference.com/w/cpp/memory/unique_ptr/make_unique; other libraries have their own of the same name. */
const MAKES = /^make_(?:unique|shared)$/;

/** Types behind a name are passed over, except where they say what is made: `std::make_unique<Client>("h", 25)`. */
function withTypes(context: Context, value: Expr): Expr {
  const { cursor } = context;
  const close = closingTypes(cursor, context.dialect);
  const isMaker = MAKES.test(chainOf(value)?.at(-1) ?? '');
  cursor.at += 1;
  const type = isMaker ? context.expression(HIGHEST) : value;
  cursor.at = close + 1;
  return isMaker && isNext(cursor, '(') ? constructedAs(context, type) : value;
}

/** Nim's `Port 25`: a type before a number. */
function typedNumber({ cursor, dialect }: Context, value: Expr, token: PlainToken): Expr {
  if (!dialect.callsWithoutParentheses || token.isFirst || value.kind !== 'ref') return value;
  cursor.at += 1;
  return text(token.word, range(token.start, token.end));
}

/** Where the format stands among the arguments of functions that write to their first one. https://en.cppreference.com/w/c/io/fprintf */
const FORMATS: Readonly<Record<string, number>> = { sprintf: 1, snprintf: 2, asprintf: 1 };

/** `snprintf(url, sizeof(url), "smtp://%s:%d", host, port)` */
function printed({ builder }: Context, name: string, args: readonly Argument[], at: Range): void {
  const index = Object.hasOwn(FORMATS, name) ? (FORMATS[name] ?? 0) : 0;
  const target = args[0]?.value;
  const format = index > 0 ? args[index]?.value : undefined;
  if (format?.kind !== 'text' || (target?.kind !== 'ref' && target?.kind !== 'member')) return;
  const values = args.slice(index + 1).map(({ value }) => value);
  builder.assign(target, printf(format, values, at) ?? unknown(at), at);
}

function called(context: Context, callee: Expr, args: readonly Argument[], start: number): Expr {
  const { cursor, dialect, builder } = context;
  if (dialect.hasMacros && callee.kind === 'ref') printed(context, callee.name, args, range(start, endOf(cursor)));
  // `stream.str()` is what was put into the stream, `text.c_str()` the text.
  if (dialect.hasMacros && args.length === 0 && callee.kind === 'member' && callee.key.kind === 'text')
    if (/^(?:str|c_str)$/.test(callee.key.value)) return callee.of;
  const file = args[0]?.value;
  if (callee.kind === 'ref' && callee.name === dialect.runsFile && file?.kind === 'text')
    builder.import({ local: '*', module: file.value, name: '*', all: true, range: file.range });
  const at = range(start, endOf(cursor));
  return (
    (dialect.isIndented && known(callee, args, at)) ||
    builder.call({ kind: 'call', callee, args, construct: false, range: at })
  );
}

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
    const value = context.expression(ASSIGNING + 1);
    builder.assign(target, value, range(name.start, value.range.end));
  }
}
