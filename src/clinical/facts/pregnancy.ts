// Pregnancy status recorded as an Observation → contexts, beside those of the problem list.
import { codingsOf } from './listed.ts';
import { entryOf, statusProblem } from './observation.ts';
import { takenAt } from './specimen-date.ts';
import { systemOf } from './systems.ts';
import type { ConditionFact, Context, Sourced } from './types.ts';

/** A possible pregnancy, or a positive test alone, is neither. @source clinical reference 7.8 */
const ANSWERS: ReadonlyMap<string, 'pregnancy' | 'pregnancy-ended'> = new Map([
  ['loinc|LA15173-0', 'pregnancy'],
  ['snomed-ct|77386006', 'pregnancy'],
  ['loinc|LA26683-5', 'pregnancy-ended'],
  ['snomed-ct|60001007', 'pregnancy-ended'],
]);

/** What the record says of pregnancy, each with its date; answers without a date that can be read are left out. */
export function readPregnancyStatus(
  observations: readonly Sourced<fhir4.Observation>[],
  localCodes: ReadonlyMap<string, string>,
): readonly ConditionFact<Context>[] {
  return observations.flatMap(({ resource, reference }) => {
    const entry = entryOf(resource.code, localCodes)?.entry;
    if (!entry || !('pregnancyStatus' in entry) || statusProblem(resource.status)) return [];
    const { at, stated } = takenAt(resource);
    const kind = codingsOf(resource.valueCodeableConcept)
      .map((c) => ANSWERS.get(`${systemOf(c.system)}|${c.code}`))
      .find((k) => k !== undefined);
    if (!kind || at === undefined) return [];
    return [{ kind, reference, certainty: 'confirmed' as const, activity: 'active' as const, at, since: stated }];
  });
}
