/** What a bundle has to hold for the end of a key path to stand in it: it has all words of most paths somewhere. */
import { escaped } from '../select/literals.ts';
import { fold, isBundle, type Question } from '../select/needs.ts';

/** As far as a key may stand behind its parent's. */
const FARTHEST = 3000;

/** A key in any spelling: `host_name`, `hostName`. */
const inAnySpelling = (key: string): string => [...fold(key)].map(escaped).join('[-_]?');

/** Asks, of a bundle alone, whether the last of the keys stands behind its parent's. One key may stand anywhere. */
export function nearInBundle(keys: readonly string[]): readonly Question[] {
  const [parent = '', last] = keys.slice(-2);
  if (last === undefined) return [];
  const either = new RegExp(`(${inAnySpelling(last)})|${inAnySpelling(parent)}`, 'gi');
  const isParentToo = fold(last).includes(fold(parent));
  return [
    (text, format) => {
      if (!isBundle(format, text)) return true;
      let open = Number.NEGATIVE_INFINITY;
      for (const { index, 1: key } of text.matchAll(either)) {
        if (key !== undefined && index - open <= FARTHEST) return true;
        if (key === undefined || isParentToo) open = index;
      }
      return false;
    },
  ];
}
