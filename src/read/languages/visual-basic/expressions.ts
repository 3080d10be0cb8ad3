/** Expressions, as far as they say which text reaches which name or call. What is not known is passed over. */
import type { Expr } from '../../../model/expr.ts';
import { concat, conditional, member, orElse, ref } from '../../lower.ts';
import { range, text, unknown } from '../../reader.ts';
import { closingOf, DEEPEST, endOf, isNext, isSign, peek, skipped, startOf } from '../../token-cursor.ts';
import { stringOf } from '../plain/strings.ts';
import type { PlainToken } from '../plain/tokens.ts';
import { argumentsIn } from './arguments.ts';
import { type Context, isOver, keyword, wordAt } from './context.ts';
import { creation } from './creation.ts';
import { VISUAL_BASIC } from './tokens.ts';

/** Words between two values. */
const OPERATOR = /^(?:and|andalso|or|orelse|xor|is|isnot|like|mod)$/;
/** Words before a value that hand it on as it is. */
const PASSED = /^(?:await|byval|byref|addressof|iterator|async)$/;
/** `CType(value, Type)` is the value. https://learn.microsoft.com/dotnet/visual-basic/language-reference/functions/ctype-function */
const CAST = /^(?:ctype|directcast|trycast|cstr|cint|cobj|cshort|clng)$/;
/** What is asked for a key in parentheses, as a list is for its index. */
const KEYED = /^(?:AppSettings|ConnectionStrings|Item|_?config(?:uration)?)$/i;

/** An expression: an operand, or what operators make of several. */
export function expression(context: Context): Expr {
  const { cursor } = context;
  if (cursor.depth >= DEEPEST) return skipped(cursor);
  cursor.depth += 1;
  try {
    const start = startOf(cursor);
    const first = operand(context);
    const values = [first];
    let isText = true;
    while (isOperator(peek(cursor))) {
      if (!/^[&+]$/.test(peek(cursor)?.word ?? '')) isText = false;
      cursor.at += 1;
      values.push(operand(context));
    }
    if (values.length === 1) return first;
    const at = range(start, Math.max(start, endOf(cursor)));
    return isText ? concat(values, at) : unknown(at);
  } finally {
    cursor.depth -= 1;
  }
}

function isOperator(token: PlainToken | undefined): boolean {
  if (!token || isOver(token)) return false;
  return token.kind === 'name'
    ? OPERATOR.test(keyword(token))
    : token.kind === 'sign' && /^(?:[-&+*/\\^=<>]|<>|<=|>=)$/.test(token.word);
}

/** One value, with what follows it. */
export function operand(context: Context): Expr {
  const { cursor } = context;
  while (PASSED.test(wordAt(cursor))) cursor.at += 1;
  const token = peek(cursor);
  if (!token) return unknown(range(cursor.source.length, cursor.source.length));
  const { start } = token;
  if (token.kind === 'string') {
    cursor.at += 1;
    return afterwards(context, stringOf(cursor.source, token, VISUAL_BASIC), start);
  }
  if (token.kind === 'name') return named(context, token);
  if (token.word === '(') return afterwards(context, argumentsIn(context)[0]?.value ?? unknown(at(token)), start);
  if (token.word === '{')
    return { kind: 'list', items: argumentsIn(context).map(({ value }) => value), range: at(token) };
  const name = peek(cursor, 1);
  if (token.word === '.' && name?.kind === 'name' && context.subject) {
    cursor.at += 2;
    return afterwards(context, member(context.subject, text(name.word, at(name)), range(start, name.end)), start);
  }
  if (/^[)},]$/.test(token.word)) return unknown(range(start, start));
  cursor.at += 1;
  if (token.kind === 'number') return text(token.word, at(token));
  if (token.word === '$' && name?.kind === 'string') {
    cursor.at += 1;
    return afterwards(context, stringOf(cursor.source, name, { ...VISUAL_BASIC, holes: ['{'] }), start);
  }
  const value = operand(context);
  return token.word === '-' && value.kind === 'text' ? text(`-${value.value}`, range(start, value.range.end)) : value;
}

const at = ({ start, end }: PlainToken): Expr['range'] => range(start, end);

function named(context: Context, token: PlainToken): Expr {
  const { cursor } = context;
  const { start } = token;
  const word = keyword(token);
  if (word === 'new') return afterwards(context, creation(context), start);
  cursor.at += 1;
  if (/^(?:function|sub)$/.test(word) && isNext(cursor, '(')) return context.lambda(start);
  if (/^(?:true|false)$/.test(word)) return text(word, at(token));
  if (word === 'nothing') return unknown(at(token), 'null');
  if (/^(?:not|typeof|gettype)$/.test(word)) {
    operand(context);
    return unknown(range(start, endOf(cursor)));
  }
  if (word === 'if' && isNext(cursor, '(')) return chosen(context, start);
  if (CAST.test(word) && isNext(cursor, '('))
    return afterwards(context, argumentsIn(context)[0]?.value ?? unknown(at(token)), start);
  return afterwards(context, nameOf(context, token, word), start);
}

function nameOf({ own }: Context, token: PlainToken, word: string): Expr {
  if (word === 'me' || word === 'myclass') return ref('this', at(token));
  if (word === 'mybase') return ref('super', at(token));
  return own?.members.has(token.word) && !own.locals?.has(token.word) ? ownMember(token) : ref(token.word, at(token));
}

/** `this.<name>` */
export const ownMember = (token: PlainToken): Expr =>
  member(ref('this', at(token)), text(token.word, at(token)), at(token));

/** `If(value, standard)`, `If(condition, yes, no)`. https://learn.microsoft.com/dotnet/visual-basic/language-reference/operators/if-operator */
function chosen(context: Context, start: number): Expr {
  const [first, second, third] = argumentsIn(context).map(({ value }) => value);
  const whole = range(start, endOf(context.cursor));
  if (!first || !second) return unknown(whole);
  const value = third ? conditional(first, first.range, second, third, whole) : orElse(first, second, whole);
  return afterwards(context, value, start);
}

/** Members, calls and keys of what stands before. */
function afterwards(context: Context, of: Expr, start: number): Expr {
  const { cursor } = context;
  let value = of;
  for (;;) {
    const token = peek(cursor);
    const next = peek(cursor, 1);
    if (token?.kind !== 'sign' || token.isFirst) return value;
    if (token.word === '?' && isSign(next, '.')) cursor.at += 1;
    else if (/^(?:\.|\?\.)$/.test(token.word) && next?.kind === 'name') {
      cursor.at += 2;
      value = memberOf(value, next, start);
    } else if (token.word === '!' && next?.kind === 'name') {
      cursor.at += 2;
      value = member(value, text(next.word, at(next)), range(start, next.end));
    } else if (token.word !== '(') return value;
    else if (keyword(next) === 'of') cursor.at = Math.min(closingOf(cursor, cursor.at) + 1, cursor.tokens.length);
    else value = called(context, value, start);
  }
}

/** `My.Settings.Host` is a key of the application's settings. https://learn.microsoft.com/dotnet/visual-basic/developing-apps/programming/app-settings/ */
function memberOf(of: Expr, name: PlainToken, start: number): Expr {
  const whole = range(start, name.end);
  const isSetting =
    of.kind === 'member' &&
    of.key.kind === 'text' &&
    of.key.value === 'Settings' &&
    of.of.kind === 'ref' &&
    of.of.name === 'My';
  if (isSetting)
    return {
      kind: 'call',
      callee: ref('@DefaultSettingValue', at(name)),
      args: [{ value: text(name.word, at(name)) }],
      construct: false,
      range: whole,
    };
  // `MyBase.New(host)`
  if (of.kind === 'ref' && (of.name === 'super' || of.name === 'this') && keyword(name) === 'new')
    return member(of, text('constructor', at(name)), whole);
  return member(of, text(name.word, at(name)), whole);
}

function called(context: Context, callee: Expr, start: number): Expr {
  const args = argumentsIn(context);
  const whole = range(start, endOf(context.cursor));
  const [first, second] = args;
  const name =
    callee.kind === 'ref'
      ? callee.name
      : callee.kind === 'member' && callee.key.kind === 'text'
        ? callee.key.value
        : '';
  if (first && !second && KEYED.test(name)) return member(callee, first.value, whole);
  return context.builder.call({ kind: 'call', callee, args, construct: false, range: whole });
}
