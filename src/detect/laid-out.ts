/** A value as one text, in which holes have a sign, and the way back to where its parts stand. */
import type { TextValue } from '../evaluate/value.ts';
import { type Range, rangeIn, type TextExpr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { HOLE } from '../text/hole.ts';

export interface LaidOut {
  readonly text: string;
  /** Where a stretch of the text stands; the whole expression when several texts make it. */
  at(from: number, to: number): { readonly facts: Facts; readonly range: Range };
  /** The literal that holds the whole stretch, and at which index of the text it begins. */
  literalAt(
    from: number,
    to: number,
  ): { readonly text: TextExpr; readonly facts: Facts; readonly from: number } | undefined;
}

/** The text with holes marked, and the way back from its indices to a range in some file. */
export function laidOut(value: TextValue): LaidOut {
  let text = '';
  const starts: number[] = [];
  for (const segment of value.segments) {
    starts.push(text.length);
    text += segment.kind === 'literal' ? segment.text.value : HOLE;
  }
  const literalAt: LaidOut['literalAt'] = (from, to) => {
    for (const [index, segment] of value.segments.entries()) {
      const start = starts[index] ?? 0;
      if (segment.kind !== 'literal' || from < start || to > start + segment.text.value.length) continue;
      return { text: segment.text, facts: segment.facts, from: start };
    }
    return undefined;
  };
  return {
    text,
    literalAt,
    at(from, to) {
      const found = literalAt(from, to);
      if (found) return { facts: found.facts, range: rangeIn(found.text, from - found.from, to - found.from) };
      const covered = value.segments.filter((segment, index) => {
        const start = starts[index] ?? 0;
        return start < to && start + (segment.kind === 'literal' ? segment.text.value.length : 1) > from;
      });
      return covered[0]?.within?.find((one) => covered.every(({ within }) => within?.includes(one))) ?? value;
    },
  };
}
