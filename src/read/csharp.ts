/** C#. */
import { classExpressions, classes } from './csharp/classes.ts';
import { expressions } from './csharp/expressions.ts';
import { statements } from './csharp/statements.ts';
import { type Language, readProgram } from './lower.ts';
import type { Reader } from './reader.ts';

const csharp: Language = {
  format: 'csharp',
  grammar: 'csharp',
  expressions: { ...expressions, ...classExpressions },
  statements: { ...statements, ...classes },
};

export const readCsharp: Reader = (input) => readProgram(csharp, input);
