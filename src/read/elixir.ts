/** Elixir. */
import { calls } from './elixir/calls.ts';
import { expressions } from './elixir/expressions.ts';
import { literals } from './elixir/literals.ts';
import { type Language, readProgram } from './lower.ts';
import type { Reader } from './reader.ts';

const elixir: Language = {
  format: 'elixir',
  grammar: 'elixir',
  expressions: { ...expressions, ...literals, ...calls },
  statements: {},
};

export const readElixir: Reader = (input) => readProgram(elixir, input);
