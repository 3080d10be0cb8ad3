/** Fields and local variables. */
import { ref } from '../../lower.ts';
import { withType } from '../../members.ts';
import { range } from '../../reader.ts';
import { endOf, isNext, passBrackets, peek, take } from '../../token-cursor.ts';
import { type Context, isOver, wordAt } from './context.ts';
import { creation, give, typeHere } from './creation.ts';
import { expression, ownMember } from './expressions.ts';

/** `host As String = "x", client As New SmtpClient(host)`; of a class they are its members. */
export function variables(context: Context, isMember: boolean): void {
  const { cursor } = context;
  while (peek(cursor)?.kind === 'name') {
    variable(context, isMember);
    if (isOver(peek(cursor)) || !take(cursor, ',')) return;
  }
}

function variable(context: Context, isMember: boolean): void {
  const { cursor, own } = context;
  const name = peek(cursor);
  if (!name) return;
  cursor.at += 1;
  if (isNext(cursor, '(')) passBrackets(cursor);
  const value = valueHere(context);
  if (!isMember) own?.locals?.add(name.word);
  const target = isMember ? ownMember(name) : ref(name.word, range(name.start, name.end));
  if (value) give(context, target, value, range(name.start, Math.max(name.end, endOf(cursor))), true);
}

/** `As Type = value`, `As New Type(…)`. */
export function valueHere(context: Context) {
  const { cursor } = context;
  let type: ReturnType<typeof typeHere>;
  if (!isOver(peek(cursor)) && wordAt(cursor) === 'as') {
    cursor.at += 1;
    if (wordAt(cursor) === 'new') return creation(context);
    type = typeHere(context);
  }
  const instance = type && { kind: 'instance' as const, type, range: type.range };
  if (isOver(peek(cursor)) || !take(cursor, '=')) return instance;
  return withType(expression(context), instance);
}
