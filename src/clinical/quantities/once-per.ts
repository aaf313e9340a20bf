// What is computed of a thing at the first question, and kept as long as the thing is.

/** Asked again of the same thing (not of one like it), the answer is the one that was computed first. */
export function oncePer<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}
