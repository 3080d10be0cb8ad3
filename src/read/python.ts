/** Python. */
import { type Language, readProgram } from './lower.ts';
import { classes } from './python/classes.ts';
import { expressions } from './python/expressions.ts';
import { functionExpressions, functions } from './python/functions.ts';
import { modules } from './python/modules.ts';
import { statements } from './python/statements.ts';
import type { Reader } from './reader.ts';

const python: Language = {
  format: 'python',
  grammar: 'python',
  expressions: { ...expressions, ...functionExpressions },
  statements: { ...statements, ...functions, ...classes, ...modules },
};

export const readPython: Reader = (input) => readProgram(python, input);
