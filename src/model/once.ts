/** A function whose answer is made once for each object that it is asked of, and forgotten with it. */
export function oncePer<K extends object, V extends object>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, V>();
  return (of) => {
    let value = made.get(of);
    if (!value) {
      value = make(of);
      made.set(of, value);
    }
    return value;
  };
}

/** The same for an object and a path of keys. */
export function oncePerPath<K extends object, V extends object>(
  make: (of: K, path: readonly string[]) => V,
): (of: K, path: readonly string[]) => V {
  const made = oncePer((_: K) => new Map<string, V>());
  return (of, path) => {
    const known = made(of);
    const id = path.join('.');
    const value = known.get(id) ?? make(of, path);
    known.set(id, value);
    return value;
  };
}
