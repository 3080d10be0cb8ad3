/** Kotlin. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { calls } from './calls.ts';
import { classExpressions, classes } from './classes.ts';
import { control, statements } from './control.ts';
import { expressions } from './expressions.ts';
import { functionExpressions, functions } from './functions.ts';

/**
 * The grammar wants a line break or `;` between a declaration and the `}` after it, which Kotlin does not: a blank
 * there becomes a line break.
 */
const LAST_BLANK =
  /"""(?:[\s\S]*?"""|[\s\S]*)|"(?:\\.|[^"\\\n])*"?|\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|[ \t](?=\})/g;
const prepare = (source: string): string =>
  source.replace(LAST_BLANK, (found) => (found === ' ' || found === '\t' ? '\n' : found));

const kotlin: Language = {
  format: 'kotlin',
  grammar: 'kotlin',
  prepare,
  expressions: { ...expressions, ...calls, ...control, ...classExpressions, ...functionExpressions },
  statements: { ...statements, ...classes, ...functions },
};

export const readKotlin: Reader = (input) => readProgram(kotlin, input);
