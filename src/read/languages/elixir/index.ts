/** Elixir. */

import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { calls } from './calls.ts';
import { expressions } from './expressions.ts';
import { literals } from './literals.ts';

const elixir: Language = {
  format: 'elixir',
  grammar: 'elixir',
  expressions: { ...expressions, ...literals, ...calls },
  statements: {},
};

export const readElixir: Reader = (input) => readProgram(elixir, input);
