// The resources inside a Bundle or a hook request, wherever they stand.
import { isObject } from '../../contracts/json.ts';

/** Where a resource stands in the JSON: `['entry', 3, 'resource']`. */
export type Path = readonly (string | number)[];

/** Every resource but Bundles, each with its place; what a resource contains is not gone into. */
export function* resourcesIn(json: unknown, path: Path = []): Generator<[Path, fhir4.FhirResource]> {
  if (Array.isArray(json)) {
    for (const [i, item] of json.entries()) yield* resourcesIn(item, [...path, i]);
  } else if (isObject(json)) {
    const type = json['resourceType'];
    if (typeof type === 'string' && type !== 'Bundle') yield [path, json as unknown as fhir4.FhirResource];
    else for (const [key, item] of Object.entries(json)) yield* resourcesIn(item, [...path, key]);
  }
}
