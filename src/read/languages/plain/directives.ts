/** What other files are named by, and what the preprocessor replaces. */
import { chainOf } from '../../../model/expr.ts';
import { ref } from '../../lower.ts';
import { range } from '../../reader.ts';
import { isNext, peek } from '../../token-cursor.ts';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';
import { HIGHEST } from './operators.ts';

/** `#define RELAY "x"`, `#include "relay.h"`; of the others of the preprocessor only their lines are passed over. */
export function directive(context: Context): void {
  const { cursor } = context;
  const name = peek(cursor, 1)?.word;
  cursor.at += 2;
  if (name === 'define') macro(context);
  else if (name === 'include') included(context);
  while (peek(cursor) && !peek(cursor)?.isFirst) cursor.at += 1;
}

/** A file of the program's own stands in quotes; what it defines is known by its name. */
function included(context: Context): void {
  const { builder, cursor } = context;
  const file = peek(cursor);
  if (!file?.content || file.isFirst) return;
  const module = cursor.source.slice(file.content.start, file.content.end);
  builder.import({ local: '*', module, name: '*', all: true, range: file.content });
}

function macro(context: Context): void {
  const { builder, cursor } = context;
  const name = peek(cursor);
  cursor.at += 1;
  const value = peek(cursor);
  if (name?.kind !== 'name' || !value || value.isFirst || isNext(cursor, '(')) return;
  const given = expression(context);
  builder.assign(ref(name.word, range(name.start, name.end)), given, range(name.start, given.range.end));
}

/** `open Acme.Config`: what the module holds is known by its name. */
export function opened(context: Context): void {
  const { builder, cursor } = context;
  cursor.at += 1;
  const start = peek(cursor);
  const module = start && !start.isFirst ? chainOf(expression(context, HIGHEST)) : undefined;
  if (start && module)
    builder.import({
      local: '*',
      module: module.join('.'),
      name: '*',
      all: true,
      range: range(start.start, start.end),
    });
}
