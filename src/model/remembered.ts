/** As many answers as are kept of each question; a tree in which more is asked asks some of them again. */
const MOST_KEPT = 100_000;

/** A function of a text that remembers what it has said. */
export function remembered<T>(make: (of: string) => T): (of: string) => T {
  const known = new Map<string, T>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    if (known.size >= MOST_KEPT) known.clear();
    const made = make(of);
    known.set(of, made);
    return made;
  };
}

/** The same for a function of a root and a path below it, for as long as the object that stands for the root is there. */
export function rememberedIn<R extends object, T>(make: (root: R, path: string) => T): (root: R, path: string) => T {
  const roots = new WeakMap<R, (path: string) => T>();
  return (root, path) => {
    const known = roots.get(root) ?? remembered((one) => make(root, one));
    roots.set(root, known);
    return known(path);
  };
}
