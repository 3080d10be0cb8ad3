/** C#. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { isVisualBasic, readVisualBasic } from '../visual-basic/index.ts';
import { classExpressions, classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { isRazor, razorBlocks } from './razor.ts';
import { statements } from './statements.ts';

const csharp: Language = {
  format: 'csharp',
  grammar: 'csharp',
  expressions: { ...expressions, ...classExpressions },
  statements: { ...statements, ...classes },
};

const pages: Language = { ...csharp, prepare: razorBlocks, forgives: () => true };

export const readCsharp: Reader = (input) =>
  isVisualBasic(input.path) ? readVisualBasic(input) : readProgram(isRazor(input.path) ? pages : csharp, input);
