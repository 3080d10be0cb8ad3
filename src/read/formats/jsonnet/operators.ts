/** What operators make of two values. */
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { concat } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { either, range, unknown } from '../../reader.ts';

const isTexts = ({ kind }: Expr): boolean => kind === 'text' || kind === 'join' || kind === 'env' || kind === 'member';

/** `left word right`; unknown where it is not followed. */
export function combined(left: Expr, word: string, right: Expr): Expr {
  const at = range(left.range.start, Math.max(left.range.end, right.range.end));
  if (word === '%' && left.kind === 'text') {
    const items = right.kind === 'list' ? right.items : [right];
    const named = (key: string): Expr | undefined =>
      right.kind === 'object' ? right.entries.findLast((one) => one.key === key)?.value : undefined;
    return printf(left, items, at, named) ?? unknown(at);
  }
  if (word === '|' || word === '&')
    return either(
      [left, right].filter(({ kind }) => kind !== 'unknown'),
      at,
    );
  if (word !== '+') return unknown(at);
  if (left.kind === 'object' || right.kind === 'object') return merged(left, right, at);
  if (left.kind === 'list' && right.kind === 'list')
    return { kind: 'list', items: [...left.items, ...right.items], range: at };
  return isTexts(left) && isTexts(right) ? concat([left, right], at) : unknown(at);
}

/** One object over another. */
export const merged = (left: Expr, right: Expr, at: Range): Expr => ({
  kind: 'object',
  entries: [left, right].map((value): Entry => ({ key: '', keyRange: value.range, value, spread: true })),
  deep: true,
  range: at,
});
