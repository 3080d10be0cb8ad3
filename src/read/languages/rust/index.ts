/** Rust. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { attributes } from './attributes.ts';
import { control } from './control.ts';
import { expressions } from './expressions.ts';
import { functionExpressions, functions } from './functions.ts';
import { literals } from './literals.ts';
import { macros } from './macros.ts';
import { modules } from './modules.ts';
import { statements } from './statements.ts';

const rust: Language = {
  format: 'rust',
  grammar: 'rust',
  expressions: { ...expressions, ...literals, ...macros, ...control, ...functionExpressions },
  statements: { ...statements, ...functions, ...attributes, ...modules },
};

export const readRust: Reader = (input) => readProgram(rust, input);
