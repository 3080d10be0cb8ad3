/** Go. */
import { calls } from './go/calls.ts';
import { expressions } from './go/expressions.ts';
import { functionExpressions, functions } from './go/functions.ts';
import { literals } from './go/literals.ts';
import { modules } from './go/modules.ts';
import { statements } from './go/statements.ts';
import { structs } from './go/structs.ts';
import { type Language, readProgram } from './lower.ts';
import type { Reader } from './reader.ts';

const go: Language = {
  format: 'go',
  grammar: 'go',
  expressions: { ...expressions, ...literals, ...calls, ...functionExpressions },
  statements: { ...statements, ...functions, ...structs, ...modules },
};

export const readGo: Reader = (input) => readProgram(go, input);
