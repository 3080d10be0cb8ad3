/** Operators of all these languages together. */
/** Operators by how tightly they bind; what puts texts together binds tightest. */
const LEVELS: Readonly<Record<string, number>> = {
  '?': 2,
  '||': 3,
  or: 3,
  '??': 3,
  '?:': 3,
  '&&': 4,
  and: 4,
  '==': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '<>': 5,
  '->': 6,
  '|': 6,
  '+': 7,
  '-': 7,
  '*': 7,
  '/': 7,
  '%': 7,
  '&': 7,
  '..': 7,
  '~': 7,
  '^': 7,
};
/** What hands a value to a function. */
export const PIPE = 2;
/** An assignment, which binds least. */
export const ASSIGNING = 1;
/** What takes the right operand where the left one is empty, and where it is not. */
export const OR = 3;
export const AND = 4;
/** What adds and multiplies. */
export const ADDED = 7;
/** No operator binds so tightly. */
export const HIGHEST = 9;

/** How tightly an operator binds; 0 when it is none. */
export const levelOf = (word: string): number => (Object.hasOwn(LEVELS, word) ? (LEVELS[word] ?? 0) : 0);
