// Values and lists as servers send them: sometimes absent, null, not a list, or with gaps.

/** The objects of a list; none when it is no list. */
export function listed<T extends object>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]).filter((v) => typeof v === 'object' && v !== null) : [];
}

/** The codings of a concept. */
export function codingsOf(concept: fhir4.CodeableConcept | undefined): readonly fhir4.Coding[] {
  return listed(concept?.coding);
}

/** Does something stand there? Servers write null for nothing. */
export function isStated<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}
