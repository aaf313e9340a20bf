// Many things under one key.

/** Adds to the list that a key leads to, which is made with the first; in place, so that n of them cost n. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
