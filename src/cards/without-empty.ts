// JSON as CDS Hooks wants it on the wire: no empty arrays, no empty objects.

/**
 * @param value JSON; also what is left empty by taking empty things out of it goes
 * @returns undefined when nothing is left of it
 * @source https://cds-hooks.hl7.org/#null-and-empty-json-elements
 */
export function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const members = Object.entries(value)
    .map(([name, member]) => [name, withoutEmpty(member)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
