/** C#. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { classExpressions, classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

const csharp: Language = {
  format: 'csharp',
  grammar: 'csharp',
  expressions: { ...expressions, ...classExpressions },
  statements: { ...statements, ...classes },
};

export const readCsharp: Reader = (input) => readProgram(csharp, input);
