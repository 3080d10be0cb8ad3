/**
 * Languages without a grammar at hand: C, C++, Dart, Swift, Lua, R, Julia, Nim, F#, Pascal and their like, by one tolerant
 * reader that knows how each writes comments, texts, assignments and arguments. What it does not know it passes over.
 */
import { createProgram } from '../../program-builder.ts';
import type { Reader } from '../../reader.ts';
import { closingsOf } from '../../token-cursor.ts';
import { dialectOf } from './dialects.ts';
import { readStatements } from './statements.ts';
import { tokensOf } from './tokens.ts';

export const readPlain: Reader = async ({ path, source }) => {
  const dialect = dialectOf(path);
  const builder = createProgram();
  const tokens = tokensOf(source.text, dialect);
  const cursor = { source: source.text, tokens, closings: closingsOf(tokens), at: 0, depth: 0 };
  readStatements(cursor, builder, dialect);
  return { path, format: 'plain', source, documents: [], program: builder.finish() };
};
