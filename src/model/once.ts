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
