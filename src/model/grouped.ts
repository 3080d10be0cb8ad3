/** The items by what they have in common, in their order. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Adds items to a group that grows with time. */
export function grow<K, T>(groups: Map<K, T[]>, key: K, items: readonly T[]): void {
  const group = groups.get(key);
  if (!group) groups.set(key, [...items]);
  else for (const item of items) group.push(item);
}
