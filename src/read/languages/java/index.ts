/** Java, and the Java of Jakarta Server Pages. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { classExpressions, classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { isPage, scriptlets } from './scriptlets.ts';
import { statements } from './statements.ts';

const java: Language = {
  format: 'java',
  grammar: 'java',
  expressions: { ...expressions, ...classExpressions },
  statements: { ...statements, ...classes },
};

/** Statements that markup stands between need not be whole. */
const pages: Language = { ...java, prepare: scriptlets, forgives: () => true };

export const readJava: Reader = (input) => readProgram(isPage(input.path, input.source.text) ? pages : java, input);
