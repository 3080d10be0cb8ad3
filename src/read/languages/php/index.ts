/** PHP, also with HTML around it. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { functionExpressions, functions } from './functions.ts';
import { isFinalComma, moduleExpressions, modules } from './modules.ts';
import { statements } from './statements.ts';

const php: Language = {
  format: 'php',
  grammar: 'php',
  expressions: { ...expressions, ...functionExpressions, ...moduleExpressions },
  statements: { ...statements, ...functions, ...classes, ...modules },
  forgives: isFinalComma,
};

export const readPhp: Reader = (input) => readProgram(php, input);
