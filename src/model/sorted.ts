/**
 * How many of the first items hold something that no later one holds: in a sorted list, where a value would stand.
 * It looks at as many items as the length has binary digits, for a file may have very many.
 */
export function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
