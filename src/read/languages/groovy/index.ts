/** Groovy: programs, Gradle's and Grails' configuration, Jenkins' pipelines. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

const groovy: Language = {
  format: 'groovy',
  grammar: 'groovy',
  expressions,
  statements,
  // The grammar is of Java with what Groovy adds most; its error recovery leaves the rest readable.
  forgives: () => true,
};

export const readGroovy: Reader = (input) => readProgram(groovy, input);
