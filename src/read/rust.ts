/** Rust. */
import { type Language, readProgram } from './lower.ts';
import type { Reader } from './reader.ts';
import { attributes } from './rust/attributes.ts';
import { control } from './rust/control.ts';
import { expressions } from './rust/expressions.ts';
import { functionExpressions, functions } from './rust/functions.ts';
import { literals } from './rust/literals.ts';
import { macros } from './rust/macros.ts';
import { modules } from './rust/modules.ts';
import { statements } from './rust/statements.ts';

const rust: Language = {
  format: 'rust',
  grammar: 'rust',
  expressions: { ...expressions, ...literals, ...macros, ...control, ...functionExpressions },
  statements: { ...statements, ...functions, ...attributes, ...modules },
};

export const readRust: Reader = (input) => readProgram(rust, input);
