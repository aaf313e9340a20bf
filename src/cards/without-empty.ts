// JSON as CDS Hooks wants it on the wire: no empty arrays, no empty objects.

/**
 * @param value JSON; also what is left empty by taking empty things out of it goes
 * @returns undefined when nothing is left of it; what has nothing to take out is not made anew
 * @source https://cds-hooks.hl7.org/#null-and-empty-json-elements
 */
export function withoutEmpty(value: unknown): unknown {
  if (isFull(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const members = Object.entries(value)
    .map(([name, member]) => [name, withoutEmpty(member)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Nothing empty in it, and it is not empty itself; so is most of a card. */
function isFull(value: unknown): boolean {
  if (typeof value !== 'object') return value !== undefined;
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0 && value.every(isFull);
  let members = 0;
  for (const name in value) {
    if (!isFull((value as Readonly<Record<string, unknown>>)[name])) return false;
    members++;
  }
  return members > 0;
}
