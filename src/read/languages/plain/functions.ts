/** Functions: what begins them, what they take and what they give back. */
import type { Expr, Range, RefExpr } from '../../../model/expr.ts';
import { member, ref } from '../../lower.ts';
import { range, text, unknown } from '../../reader.ts';
import { closingOf, isNext, isOpening, peek, take } from '../../token-cursor.ts';
import { bodyBehind, initialised, namedInstance } from './classes.ts';
import type { Context, FunctionKind } from './context.ts';
import { expression } from './expressions.ts';
import { NO_PARAMETERS, parametersOf } from './parameters.ts';

/** What may stand between a function's parameters and its body. */
const BETWEEN = /^(?:async|throws|rethrows|const|noexcept|override|final|->|:|\*|&|\?|<|>|\.|sync)$/;
const MOST_BETWEEN = 12;

/** `int send(const char *host) {`: a name with its type before it, or a constructor, and a body behind its parameters. */
export function isBareFunction(context: Context): boolean {
  const { cursor } = context;
  if (!isNext(cursor, '(', 1)) return false;
  let ahead = closingOf(cursor, cursor.at + 1) - cursor.at + 1;
  for (const last = ahead + MOST_BETWEEN; ahead < last; ahead += 1) {
    const token = peek(cursor, ahead);
    if (token?.word === '{' || token?.word === '=>') return true;
    if (!token || (token.kind !== 'name' && !BETWEEN.test(token.word))) return false;
  }
  return false;
}

/** A function, from its name on. */
export function definition(context: Context): void {
  const { builder, cursor } = context;
  const name = peek(cursor);
  cursor.at += 1;
  while (peek(cursor)?.kind === 'name' || isNext(cursor, '.') || isNext(cursor, ':')) cursor.at += 1;
  if (!name || !isNext(cursor, '(')) return;
  const made = functionHere(context, name.start, name.word);
  if (made.kind !== 'function' || builder.inClass()) return;
  builder.assign(ref(name.word, range(name.start, name.end)), made, made.range, { declares: true });
}

/** A function from its parameters on; a value that is not known where its body has no braces. */
export function functionHere(context: Context, start: number, name?: string, kind: FunctionKind = 'function'): Expr {
  const { builder, cursor, dialect } = context;
  const open = cursor.at;
  const { params, fields, aliases } =
    kind === 'property' ? NO_PARAMETERS : parametersOf(context, closingOf(cursor, open));
  const from = cursor.at;
  if (kind === 'constructor' || kind === 'named') cursor.at = bodyBehind(cursor, open);
  else if (kind === 'function') toBody(context);
  if (!dialect.hasBraces) return unknown(range(start, start));
  const at = range(start, cursor.tokens[closingOf(cursor, cursor.at)]?.end ?? cursor.source.length);
  return builder.function({
    ...(name === undefined ? {} : { name }),
    params,
    range: at,
    body: () => {
      const outer = context.own;
      if (outer)
        context.own = {
          ...outer,
          locals: new Set([
            ...(outer.locals ?? []),
            ...params.map((one) => one.name),
            ...aliases.map(({ local }) => local.name),
          ]),
        };
      for (const { local, label } of aliases)
        builder.assign(ref(local.name, local.range), ref(label, local.range), local.range, { declares: true });
      if (kind === 'constructor' || kind === 'named') made(context, kind, fields, from, at);
      bodyHere(context, kind);
      context.own = outer;
    },
  });
}

/** Passes over what stands between parameters and a body. */
function toBody(context: Context): void {
  const { cursor, dialect } = context;
  for (let skipped = 0; skipped < MOST_BETWEEN && dialect.hasBraces; skipped += 1) {
    const token = peek(cursor);
    if (!token || isNext(cursor, '{') || isNext(cursor, '=>') || isNext(cursor, ';') || isOpening(token)) break;
    if (dialect.givesLastValue) break;
    cursor.at += 1;
  }
}

/** What a constructor makes of its parameters before its body; a named one gives that back. */
function made(context: Context, kind: FunctionKind, fields: readonly RefExpr[], from: number, at: Range): void {
  const { builder, cursor } = context;
  const until = cursor.at;
  cursor.at = from;
  const calls: Expr[] = [];
  const set = [
    ...fields.map((value) => ({ key: value.name, keyRange: value.range, value })),
    ...initialised(context, until, calls),
  ];
  cursor.at = until;
  if (kind === 'named') builder.returns(namedInstance(set, calls, at), at);
  else
    for (const { key, keyRange, value } of set)
      builder.assign(member(ref('this', keyRange), text(key, keyRange), keyRange), value, keyRange);
}

function bodyHere(context: Context, kind: FunctionKind): void {
  const { builder, cursor, dialect } = context;
  context.last = undefined;
  if (isNext(cursor, '{')) context.within(context.statementsUntil);
  else if (dialect.givesLastValue) context.last = expression(context);
  else if (take(cursor, '=>')) {
    const value = expression(context);
    builder.returns(value, value.range);
  }
  if ((dialect.givesLastValue || (dialect.givesOnlyValue && kind !== 'constructor')) && context.last)
    builder.returns(context.last, context.last.range);
  context.last = undefined;
}
