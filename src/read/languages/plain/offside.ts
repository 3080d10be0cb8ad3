/** Functions whose bodies are indented: https://learn.microsoft.com/dotnet/fsharp/language-reference/functions/ */
import type { Expr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { conditional, member, ref } from '../../lower.ts';
import { range, text, unknown } from '../../reader.ts';
import {
  closingOf,
  DEEPEST,
  endOf,
  isNext,
  isSign,
  peek,
  startOf,
  type TokenCursor,
  take,
} from '../../token-cursor.ts';
import type { Context } from './context.ts';
import { ADDED, ASSIGNING } from './operators.ts';
import type { PlainToken } from './tokens.ts';

/** Words before the name of a function. */
const BINDS = /^(?:let|and|member|override|default|static|private|internal|public|inline|rec|mutable|abstract)$/;
const MOST_BEFORE = 6;
const MOST_PARAMETERS = 40;

/** How far in the line of a token begins. */
export function columnOf({ source, tokens }: TokenCursor<PlainToken>, at: number): number {
  let first = at;
  while (first > 0 && !tokens[first]?.isFirst) first -= 1;
  const start = tokens[first]?.start ?? 0;
  return start - (source.lastIndexOf('\n', start - 1) + 1);
}

/** The index of the first token that stands no further in than a line. */
function endOfBody(cursor: TokenCursor<PlainToken>, from: number, column: number): number {
  for (let at = from; at < cursor.tokens.length; at += 1) {
    const token = cursor.tokens[at];
    if (token?.isFirst && columnOf(cursor, at) <= column) return at;
  }
  return cursor.tokens.length;
}

/** A function with parameters, if one is defined here: `let send host (message: MailMessage) = …`, `member this.Send(message) = …`. */
export function indentedFunction(context: Context): boolean {
  const { cursor, builder } = context;
  const { tokens } = cursor;
  if (!BINDS.test(peek(cursor)?.word ?? '') || cursor.depth >= DEEPEST) return false;
  const from = cursor.at;
  let at = from;
  while (at < from + MOST_BEFORE && BINDS.test(tokens[at]?.word ?? '')) at += 1;
  if (isSign(tokens[at + 1], '.') && tokens[at + 2]?.kind === 'name') at += 2;
  const name = tokens[at];
  if (name?.kind !== 'name' || name.word === 'val') return false;
  const head = headAt(cursor, at + 1);
  if (!head) return false;
  const column = columnOf(cursor, from);
  const end = endOfBody(cursor, head.body, column);
  const start = startOf(cursor);
  cursor.at = head.body;
  const made = builder.function({
    name: name.word,
    params: head.params,
    range: range(start, tokens[end - 1]?.end ?? start),
    body: () => bodyUntil(context, end),
  });
  const nameAt = range(name.start, name.end);
  builder.assign(ref(name.word, nameAt), made, made.range, { declares: true });
  const { owner } = context;
  if (owner && cursor.depth === owner.depth)
    builder.assign(member(ref(owner.name, nameAt), text(name.word, nameAt), nameAt), made, made.range, {
      declares: true,
    });
  return true;
}

/** `type Letters(config: IConfiguration) =`, `module Relays =`: what is declared in its lines is its own, and known in the file. */
export function indentedOwner(context: Context): boolean {
  const { cursor, builder, owner: outer } = context;
  const { tokens } = cursor;
  const from = cursor.at;
  const name = tokens[from + 1];
  const open = isSign(tokens[from + 2], '(') ? from + 2 : undefined;
  const equals = open === undefined ? from + 2 : closingOf(cursor, open) + 1;
  if (name?.kind !== 'name' || !isSign(tokens[equals], '=') || cursor.depth >= DEEPEST) return false;
  for (const { name: given, type } of open === undefined ? [] : namesWithin(tokens, open, equals - 1))
    if (type) builder.assign(ref(given, type.range), { kind: 'instance', type, range: type.range }, type.range);
  // A record's or a union's own line declares no values.
  if (!tokens[equals + 1]?.isFirst) return false;
  const end = endOfBody(cursor, equals + 1, columnOf(cursor, from));
  cursor.at = equals + 1;
  builder.declare(name.word);
  cursor.depth += 1;
  context.owner = { name: name.word, depth: cursor.depth, column: columnOf(cursor, cursor.at) };
  context.statementsUntil(end);
  context.owner = outer;
  cursor.depth -= 1;
  return true;
}

/** The parameters between a name and `=`, and where the body begins; nothing for a plain value. */
function headAt(
  { tokens, closings }: TokenCursor<PlainToken>,
  from: number,
): { readonly params: readonly Parameter[]; readonly body: number } | undefined {
  const params: Parameter[] = [];
  let hasAny = false;
  for (let at = from; at < from + MOST_PARAMETERS; at += 1) {
    const token = tokens[at];
    if (!token || (token.isFirst && token.word !== '(')) return undefined;
    if (isSign(token, '=')) return hasAny ? { params, body: at + 1 } : undefined;
    // The type of what it gives
    if (isSign(token, ':') && hasAny) {
      const equals = tokens.findIndex((one, index) => index > at && index < at + MOST_PARAMETERS && isSign(one, '='));
      return equals < 0 ? undefined : { params, body: equals + 1 };
    }
    if (token.kind === 'name') params.push({ name: token.word });
    else if (isSign(token, '(')) {
      const close = closings[at] ?? tokens.length;
      params.push(...namesWithin(tokens, at, close));
      at = close;
    } else return undefined;
    hasAny = true;
  }
  return undefined;
}

/** `(host: string, port)`: the first name of each part. */
function namesWithin(tokens: readonly PlainToken[], open: number, close: number): Parameter[] {
  const found: Parameter[] = [];
  let isKnown = false;
  for (let at = open + 1; at < Math.min(close, open + MOST_PARAMETERS * 4); at += 1) {
    const token = tokens[at];
    if (isSign(token, ',')) isKnown = false;
    else if (token?.kind === 'name' && !isKnown) {
      const type = isSign(tokens[at + 1], ':') ? tokens[at + 2] : undefined;
      const isClass = type?.kind === 'name' && /^[A-Z]/.test(type.word);
      found.push({ name: token.word, ...(isClass ? { type: ref(type.word, range(type.start, type.end)) } : {}) });
      isKnown = true;
    }
  }
  return found;
}

/** The statements of a body; what the last gives, or the last of each arm, is given back. */
function bodyUntil(context: Context, end: number): void {
  const { cursor, builder } = context;
  const outer = context.arms;
  const arms: Expr[] = [];
  context.arms = arms;
  context.last = undefined;
  cursor.depth += 1;
  context.statementsUntil(end);
  cursor.depth -= 1;
  cursor.at = Math.max(cursor.at, end);
  const values = [...arms, ...(context.last ? [context.last] : [])];
  for (const [index, value] of values.entries())
    builder.branch(value.range.start, values.length > 1 ? index : 0, () => builder.returns(value, value.range));
  context.last = undefined;
  context.arms = outer;
}

/** `if a then b else c` as a value. */
export function chosenValue(context: Context, start: number): Expr {
  const { cursor } = context;
  const asked = context.expression(ASSIGNING + 1);
  if (!take(cursor, 'then')) return unknown(range(start, Math.max(start, endOf(cursor))));
  const yes = context.expression(ASSIGNING + 1);
  const at = cursor.at;
  const isElse = take(cursor, 'else');
  if (!isElse && !isNext(cursor, 'elif')) {
    cursor.at = at;
    return yes;
  }
  if (!isElse) cursor.at += 1;
  const no = isElse ? context.expression(ASSIGNING + 1) : chosenValue(context, startOf(cursor));
  return conditional(asked, asked.range, yes, no, range(start, Math.max(start, endOf(cursor))));
}

/** `match x with | A -> b | _ -> c` as a value: any of what its arms give. */
export function matchedValue(context: Context, start: number): Expr {
  const { cursor } = context;
  const options: Expr[] = [];
  context.expression(ASSIGNING + 1);
  if (!take(cursor, 'with')) return unknown(range(start, Math.max(start, endOf(cursor))));
  while (isNext(cursor, '|') || (options.length === 0 && peek(cursor) && !isNext(cursor, ')'))) {
    while (peek(cursor) && !isNext(cursor, '->'))
      cursor.at = isNext(cursor, '(') ? closingOf(cursor, cursor.at) + 1 : cursor.at + 1;
    if (!take(cursor, '->')) break;
    options.push(context.expression(ADDED));
  }
  return { kind: 'either', options, range: range(start, Math.max(start, endOf(cursor))) };
}
