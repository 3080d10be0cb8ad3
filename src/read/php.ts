/** PHP, also with HTML around it. */
import { type Language, readProgram } from './lower.ts';
import { classes } from './php/classes.ts';
import { expressions } from './php/expressions.ts';
import { functionExpressions, functions } from './php/functions.ts';
import { isFinalComma, moduleExpressions, modules } from './php/modules.ts';
import { statements } from './php/statements.ts';
import type { Reader } from './reader.ts';

const php: Language = {
  format: 'php',
  grammar: 'php',
  expressions: { ...expressions, ...functionExpressions, ...moduleExpressions },
  statements: { ...statements, ...functions, ...classes, ...modules },
  forgives: isFinalComma,
};

export const readPhp: Reader = (input) => readProgram(php, input);
