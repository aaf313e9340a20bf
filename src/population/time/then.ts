// What a resource said at a moment, as far as the dates in it tell.

export interface Then {
  /** As it was; absent where it was as it is. */
  readonly resource?: fhir4.FhirResource;
  /** No date tells what its status was. */
  readonly unknown?: typeof NOT_TOLD;
}

export const NOT_TOLD = 'status';

export const AS_IT_IS: Then = Object.freeze({});
