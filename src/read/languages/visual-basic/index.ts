/**
 * Visual Basic .NET. It shares its classes, its libraries and its settings with C#, so that what is read here is said in C#'s
 * terms. What the reader does not know it passes over.
 */
import { createProgram } from '../../program-builder.ts';
import type { Reader } from '../../reader.ts';
import { closingsOf, peek } from '../../token-cursor.ts';
import { lambda } from './classes.ts';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';
import { block, statement } from './statements.ts';
import { linesOf } from './tokens.ts';

export const isVisualBasic = (path: string): boolean => /\.vb$/i.test(path);

export const readVisualBasic: Reader = async ({ path, source }) => {
  const builder = createProgram();
  const tokens = linesOf(source.text);
  const cursor = { source: source.text, tokens, closings: closingsOf(tokens), at: 0, depth: 0 };
  const context: Context = {
    cursor,
    builder,
    expression: () => expression(context),
    block: () => block(context),
    statement: () => statement(context),
    lambda: (start) => lambda(context, start),
  };
  while (peek(cursor)) {
    const before = cursor.at;
    context.block();
    // A line that ends a block which does not begin here
    if (peek(cursor)) context.statement();
    if (cursor.at === before) cursor.at += 1;
  }
  return { path, format: 'csharp', source, documents: [], program: builder.finish() };
};
