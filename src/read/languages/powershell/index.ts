/** PowerShell. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

const powershell: Language = {
  format: 'powershell',
  grammar: 'powershell',
  expressions,
  statements,
  // The grammar is of PowerShell 5, without `??` and `??=`, and knows the quotes and dashes of ASCII only. To PowerShell
  // typographic ones are the same: SpecialChars in System.Management.Automation/engine/parser/CharTraits.cs.
  prepare: (source) =>
    source
      .replace(/\?\?/g, '+ ')
      .replace(/\+ =/g, '+= ')
      .replace(/[\u201C-\u201E]/g, '"')
      .replace(/[\u2018-\u201B]/g, "'")
      .replace(/[\u2013-\u2015]/g, '-'),
  // It takes no `param()` on the line of other statements, and several other things that are good code.
  forgives: () => true,
};

export const readPowershell: Reader = (input) => readProgram(powershell, input);
