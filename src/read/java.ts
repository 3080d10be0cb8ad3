/** Java, and the Java of Jakarta Server Pages. */
import { classExpressions, classes } from './java/classes.ts';
import { expressions } from './java/expressions.ts';
import { isPage, scriptlets } from './java/scriptlets.ts';
import { statements } from './java/statements.ts';
import { type Language, readProgram } from './lower.ts';
import type { Reader } from './reader.ts';

const java: Language = {
  format: 'java',
  grammar: 'java',
  expressions: { ...expressions, ...classExpressions },
  statements: { ...statements, ...classes },
};

/** Statements that markup stands between need not be whole. */
const pages: Language = { ...java, prepare: scriptlets, forgives: () => true };

export const readJava: Reader = (input) => readProgram(isPage(input.path) ? pages : java, input);
