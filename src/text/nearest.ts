/** The word that somebody who mistyped one probably meant. */

/** ` (did you mean X?)` for the nearest name, or nothing when none is near. */
export function suggestion(wrong: string, names: readonly string[], prefix = ''): string {
  const near = nearest(wrong, names);
  return near === undefined ? '' : ` (did you mean ${prefix}${near}?)`;
}

/** The nearest of the names, unless even that one is far. Longer texts than any name are never near. */
export function nearest(wrong: string, names: readonly string[]): string | undefined {
  if (wrong.length > 60) return undefined;
  const [near] = names
    .map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return near && near.distance <= Math.max(2, near.name.length / 3) && near.distance < near.name.length
    ? near.name
    : undefined;
}

/** Levenshtein's distance. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, substitute));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
