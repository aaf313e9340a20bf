// What a FHIR query, or a prefetch template, asks for.

/** The resource type of `Patient/1` and of `Observation?patient=1`; empty for what begins with none. */
export function resourceTypeOf(query: string): string {
  return /^[A-Za-z]+/.exec(query)?.[0] ?? '';
}
