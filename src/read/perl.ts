/** Perl, by a parser of our own: see `perl/tokens.ts`. */
import { createParser } from './perl/parser.ts';
import { statements } from './perl/statements.ts';
import { createProgram } from './program-builder.ts';
import type { Reader } from './reader.ts';

export const readPerl: Reader = async ({ path, source }) => {
  const builder = createProgram();
  const parser = createParser(source.text, builder, (inner) => void statements(inner, true));
  while (parser.peek()) statements(parser, false);
  return { path, format: 'perl', source, documents: [], program: builder.finish() };
};
