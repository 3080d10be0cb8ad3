/** Go. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { calls } from './calls.ts';
import { expressions } from './expressions.ts';
import { functionExpressions, functions } from './functions.ts';
import { literals } from './literals.ts';
import { modules } from './modules.ts';
import { statements } from './statements.ts';
import { structs } from './structs.ts';

/**
 * Since Go 1.26 `new` takes a value, too, where the grammar wants a type: what is surely a value (a literal, a call, a sum)
 * is read as the argument of any other function. https://go.dev/ref/spec#Allocation
 */
const NEW_OF_VALUE =
  /"(?:\\.|[^"\\\n])*"?|`[^`]*`?|'(?:\\.|[^'\\\n])*'?|\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|(?<![\w.])new(?=\(\s{0,40}(?:["'`\d&!-]|(?:true|false)\s{0,40}[,)]|(?!(?:func|struct|interface|map|chan)\b)[A-Za-z_][\w.]{0,200}(?:\[[^[\]\n]{0,200}\])?(?:[({]|\s{0,40}\+)))/g;
const prepare = (source: string): string => source.replace(NEW_OF_VALUE, (found) => (found === 'new' ? 'New' : found));

const go: Language = {
  format: 'go',
  grammar: 'go',
  prepare,
  expressions: { ...expressions, ...literals, ...calls, ...functionExpressions },
  statements: { ...statements, ...functions, ...structs, ...modules },
};

export const readGo: Reader = (input) => readProgram(go, input);
