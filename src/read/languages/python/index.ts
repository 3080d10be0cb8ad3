/** Python. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { functionExpressions, functions } from './functions.ts';
import { modules } from './modules.ts';
import { statements } from './statements.ts';

const python: Language = {
  format: 'python',
  grammar: 'python',
  expressions: { ...expressions, ...functionExpressions },
  statements: { ...statements, ...functions, ...classes, ...modules },
};

export const readPython: Reader = (input) => readProgram(python, input);
