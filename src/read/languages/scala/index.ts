/** Scala. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

const scala: Language = {
  format: 'scala',
  grammar: 'scala',
  expressions,
  statements,
  // Macros and the newest syntax of Scala 3 are beyond the grammar; what it knows is read all the same.
  forgives: () => true,
};

export const readScala: Reader = (input) => readProgram(scala, input);
