/** Groovy: programs, Gradle's and Grails' configuration, Jenkins' pipelines. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

/** A field with an annotation, which the grammar takes for the beginning of a method where nothing ends it. */
const ANNOTATED_FIELD =
  /@\w{1,60}\([^()\n]{0,300}\)[ \t]{0,20}\n?[ \t]{0,40}(?:(?:private|protected|public|static|final) )*[A-Za-z][\w.<>]{0,80} \w{1,80}(?=\n)/g;

/** The newline behind such a field as a semicolon, so that offsets stay. */
function withEndedFields(source: string): string {
  let ended = '';
  let from = 0;
  for (const { index, 0: field } of source.matchAll(ANNOTATED_FIELD)) {
    const end = index + field.length;
    ended += `${source.slice(from, end)};`;
    from = end + 1;
  }
  return ended + source.slice(from);
}

const groovy: Language = {
  format: 'groovy',
  grammar: 'groovy',
  expressions,
  statements,
  prepare: (source) => (source.includes('@') ? withEndedFields(source) : source),
  // The grammar is of Java with what Groovy adds most; its error recovery leaves the rest readable.
  forgives: () => true,
};

export const readGroovy: Reader = (input) => readProgram(groovy, input);
