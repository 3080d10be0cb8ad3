/** The items with the same one between each two of them: `['smtp', '.', 'corp']`. */
export const interspersed = <T>(items: readonly T[], separator: T): readonly T[] =>
  items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
