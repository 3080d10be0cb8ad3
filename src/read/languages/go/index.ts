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

const go: Language = {
  format: 'go',
  grammar: 'go',
  expressions: { ...expressions, ...literals, ...calls, ...functionExpressions },
  statements: { ...statements, ...functions, ...structs, ...modules },
};

export const readGo: Reader = (input) => readProgram(go, input);
