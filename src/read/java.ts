/** Java. */
import { classExpressions, classes } from './java/classes.ts';
import { expressions } from './java/expressions.ts';
import { statements } from './java/statements.ts';
import { type Language, readProgram } from './lower.ts';
import type { Reader } from './reader.ts';

const java: Language = {
  format: 'java',
  grammar: 'java',
  expressions: { ...expressions, ...classExpressions },
  statements: { ...statements, ...classes },
};

export const readJava: Reader = (input) => readProgram(java, input);
