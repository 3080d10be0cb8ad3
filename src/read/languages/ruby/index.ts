/** Ruby. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { calls } from './calls.ts';
import { control } from './control.ts';
import { definitions } from './definitions.ts';
import { expressions } from './expressions.ts';

const ruby: Language = {
  format: 'ruby',
  grammar: 'ruby',
  expressions: { ...expressions, ...calls, ...control, ...definitions },
  statements: { heredoc_body: () => undefined, alias: () => undefined, undef: () => undefined },
};

export const readRuby: Reader = (input) => readProgram(ruby, input);
