/**
 * Perl, by a tolerant reader of its own: no package has a grammar for it that runs as wasm. What it does not know it passes
 * over, statement by statement.
 */

import { createProgram } from '../../program-builder.ts';
import type { Reader } from '../../reader.ts';
import { closingsOf } from './cursor.ts';
import { readStatements } from './statements.ts';
import { tokensOf } from './tokens.ts';

export const readPerl: Reader = async ({ path, source }) => {
  const builder = createProgram();
  const tokens = tokensOf(source.text);
  readStatements({ source: source.text, tokens, closings: closingsOf(tokens), at: 0, depth: 0 }, builder);
  return { path, format: 'perl', source, documents: [], program: builder.finish() };
};
