import type { Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';

/** Whether a file that stands within another begins in the lines of a stretch of that. */
export function isWithinLines(within: Facts, holder: Facts, { start, end }: Range): boolean {
  const { line } = within.source.position(0);
  return holder.source.position(start).line <= line && line <= holder.source.position(end).line;
}
