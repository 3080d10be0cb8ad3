/** PowerShell. */
import { type Language, readProgram } from './lower.ts';
import { expressions } from './powershell/expressions.ts';
import { statements } from './powershell/statements.ts';
import type { Reader } from './reader.ts';

const powershell: Language = {
  format: 'powershell',
  grammar: 'powershell',
  expressions,
  statements,
  // The grammar is of PowerShell 5, without `??` and `??=`.
  prepare: (source) => source.replace(/\?\?/g, '+ ').replace(/\+ =/g, '+= '),
  // It takes no `param()` on the line of other statements, and several other things that are good code.
  forgives: () => true,
};

export const readPowershell: Reader = (input) => readProgram(powershell, input);
