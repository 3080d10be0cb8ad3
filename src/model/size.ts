/** How much the facts of a file take, counted in expressions: a list of digits has one for each two letters, a comment none. */
import type { Expr } from './expr.ts';
import type { Facts, Program } from './facts.ts';

/**
 * The expressions of a file, at most about `most`. What several places hold counts for each of them, as telling them apart
 * would take longer than reading them; but a call within another one only where it stands itself.
 */
export function sizeOf({ documents, program, embedded = [] }: Facts, most: number): number {
  let size = 0;
  for (const document of documents) size += sizeOfValue(document, most - size, true);
  for (const value of program ? valuesOf(program) : []) size += sizeOfValue(value, most - size, false);
  for (const inner of embedded) if (size < most) size += sizeOf(inner, most - size);
  return size;
}

/** What a program's own tables hold. */
const valuesOf = ({ assignments, calls, functions, exports, returns }: Program): readonly Expr[] => [
  ...assignments.flatMap(({ target, value }) => [target, value]),
  ...calls.flatMap(({ call }) => [call.callee, ...call.args.map(({ value }) => value)]),
  ...functions.flatMap(({ params, returns: given }) => [
    ...params.flatMap(({ fallback }) => fallback ?? []),
    ...given.map(({ value }) => value),
  ]),
  ...exports.map(({ value }) => value),
  ...returns,
];

function sizeOfValue(value: Expr, most: number, withCalls: boolean): number {
  const open: Expr[] = [value];
  let size = 0;
  for (let one = open.pop(); one && size < most; one = open.pop()) {
    size += 1;
    switch (one.kind) {
      case 'list':
        for (const item of one.items) open.push(item);
        break;
      case 'join':
        for (const part of one.parts) open.push(part);
        break;
      case 'either':
        for (const option of one.options) open.push(option);
        break;
      case 'object':
        for (const entry of one.entries) open.push(entry.value);
        break;
      case 'member':
        open.push(one.of, one.key);
        break;
      case 'env':
        if (one.fallback) open.push(one.fallback);
        break;
      case 'call':
        if (withCalls) {
          open.push(one.callee);
          for (const argument of one.args) open.push(argument.value);
        }
    }
  }
  return size;
}
