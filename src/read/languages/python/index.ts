/** Python. */
import { type Language, readProgram } from '../../lower.ts';
import type { Reader } from '../../reader.ts';
import { classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { functionExpressions, functions } from './functions.ts';
import { modules } from './modules.ts';
import { statements } from './statements.ts';

const python: Language = {
  format: 'python',
  grammar: 'python',
  expressions: { ...expressions, ...functionExpressions },
  statements: { ...statements, ...functions, ...classes, ...modules },
  // https://docs.python.org/3/reference/lexical_analysis.html#identifiers
  nameForm: 'NFKC',
};

/** Of the encodings that a program may say it is written in, those in which a letter of ASCII is not itself (PEP 263). */
const OTHER_LETTERS =
  /^(?:[^\r\n]*\r?\n)?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*["']?(?:u(?:tf)?[-_]?7|(?:raw[-_])?unicode[-_]escape|punycode|idna|rot[-_]?13|(?:cp|ibm)[-_]?(?:0?37|273|424|500|875|1026|1140))\b/i;

export const readPython: Reader = async (input) => {
  const facts = await readProgram(python, input);
  const head = input.source.text.slice(0, LONGEST_HEAD);
  if (!OTHER_LETTERS.test(head)) return facts;
  const problem = {
    message: 'it says that it is written in an encoding that is not read',
    offset: 0,
    unread: true,
  } as const;
  return { ...facts, problems: [...(facts.problems ?? []), problem] };
};

/** The encoding stands in one of the first two lines. */
const LONGEST_HEAD = 400;
