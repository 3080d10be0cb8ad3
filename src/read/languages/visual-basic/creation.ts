/** `New`: objects with what their initialisers set, and the types that are named. */
import type { Argument, Expr, Range } from '../../../model/expr.ts';
import { member, ref } from '../../lower.ts';
import { object, range, text, unknown } from '../../reader.ts';
import { closingOf, endOf, isNext, peek, startOf, take, withinBrackets } from '../../token-cursor.ts';
import { argumentsIn } from './arguments.ts';
import { type Context, isOver, wordAt } from './context.ts';

interface Initial {
  readonly name: string;
  readonly at: Range;
  readonly value: Expr;
}

/** What the initialiser of a made object sets. */
const initials = new WeakMap<Expr, readonly Initial[]>();

/** Types that say nothing of what a value is. */
const PLAIN = /^(?:string|object|integer|boolean|short|long|double|single|byte|char|date|decimal|uinteger)$/;
/** Types that hold one value of their type argument. https://learn.microsoft.com/dotnet/core/extensions/options */
const HOLDER = /^(?:IOptions|IOptionsSnapshot|IOptionsMonitor|Lazy|Task)$/;

/** `New T(…) With { .Host = "x" }`: what is set counts as named arguments, too. */
export function creation(context: Context): Expr {
  const { cursor, builder } = context;
  const start = startOf(cursor);
  cursor.at += 1;
  const type = wordAt(cursor) === 'with' ? undefined : typeHere(context, true);
  const args = isNext(cursor, '(') && !isOver(peek(cursor)) ? argumentsIn(context) : [];
  const set = initialsHere(context);
  const at = range(start, Math.max(start, endOf(cursor)));
  if (!type)
    return set.length > 0
      ? object(
          set.map(({ name, at: keyRange, value }) => ({ key: name, keyRange, value })),
          at,
        )
      : unknown(at);
  const named = set.map(({ name, value }): Argument => ({ name, value }));
  const made = builder.call({ kind: 'call', callee: type, args: [...args, ...named], construct: true, range: at });
  initials.set(made, set);
  return made;
}

function initialsHere(context: Context): Initial[] {
  const { cursor } = context;
  const word = wordAt(cursor);
  if ((word !== 'with' && word !== 'from') || !isNext(cursor, '{', 1)) return [];
  const found: Initial[] = [];
  cursor.at += 1;
  withinBrackets(cursor, () => {
    const name = peek(cursor, 1);
    if (isNext(cursor, '.') && name?.kind === 'name' && isNext(cursor, '=', 2)) {
      cursor.at += 3;
      found.push({ name: name.word, at: range(name.start, name.end), value: context.expression() });
    } else if (!take(cursor, ',')) context.expression();
  });
  return found;
}

/** Gives a value to a target and, of a made object, what its initialiser sets to the target's members. */
export function give({ builder }: Context, target: Expr, value: Expr, at: Range, declares: boolean): void {
  builder.assign(target, value, at, declares ? { declares: true } : {});
  for (const { name, at: keyRange, value: set } of initials.get(value) ?? [])
    builder.assign(member(target, text(name, keyRange), keyRange), set, keyRange);
}

/** The class that a type names, without its type arguments; built-in ones and arrays are none. */
export function typeHere(context: Context, isMade = false): Expr | undefined {
  const { cursor } = context;
  let type: Expr | undefined;
  let isList = false;
  for (;;) {
    const token = peek(cursor);
    if (token?.kind !== 'name') break;
    const at = range(token.start, token.end);
    const name = token.word;
    cursor.at += 1;
    type = type ? member(type, text(name, at), range(type.range.start, token.end)) : ref(name, at);
    if (isNext(cursor, '(') && wordAt(cursor, 1) === 'of') type = ofArguments(context, name, type);
    if (!isNext(cursor, '.') || peek(cursor, 1)?.kind !== 'name') break;
    cursor.at += 1;
  }
  if (isNext(cursor, '?')) cursor.at += 1;
  // `String()`: a list, and behind `New` no arguments
  if (!isMade && isNext(cursor, '(') && isNext(cursor, ')', 1)) {
    isList = true;
    cursor.at += 2;
  }
  return isList || (type?.kind === 'ref' && PLAIN.test(type.name.toLowerCase())) ? undefined : type;
}

/** `IOptions(Of MailSettings)` holds one of these. */
function ofArguments(context: Context, name: string, type: Expr): Expr {
  const { cursor } = context;
  const close = closingOf(cursor, cursor.at);
  cursor.at += 2;
  const held = HOLDER.test(name) ? typeHere(context) : undefined;
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return held ?? type;
}
