// Pregnancy status recorded as an Observation → contexts, beside those of the problem list.
import { codingsOf } from './listed.ts';
import { entryOf, statusProblem } from './observation.ts';
import { takenAt } from './specimen-date.ts';
import { systemOf } from './systems.ts';
import type { RecordedCode } from './condition-fact.ts';
import type { ConditionFact, Context, Sourced, UnreadReason } from './types.ts';

/** A possible pregnancy, or a positive test alone, is neither. @source clinical reference 7.8 */
const ANSWERS: ReadonlyMap<string, 'pregnancy' | 'pregnancy-ended' | 'neither'> = new Map([
  ['loinc|LA15173-0', 'pregnancy'],
  ['snomed-ct|77386006', 'pregnancy'],
  ['loinc|LA26683-5', 'pregnancy-ended'],
  ['snomed-ct|60001007', 'pregnancy-ended'],
  ['loinc|LA4489-6', 'neither'],
  ['snomed-ct|152231000119106', 'neither'],
  ['snomed-ct|146799005', 'neither'],
]);

export interface PregnancyStatus {
  readonly contexts: readonly ConditionFact<Context>[];
  /** Answers that were not read, or are of no known time. */
  readonly notRead: readonly { readonly reference: string; readonly why: UnreadReason }[];
}

/** What the record says of pregnancy, each with its date. */
export function readPregnancyStatus(
  observations: readonly Sourced<fhir4.Observation>[],
  localCodes: ReadonlyMap<string, string>,
): PregnancyStatus {
  const contexts: ConditionFact<Context>[] = [];
  const notRead: { reference: string; why: UnreadReason }[] = [];
  for (const { resource, reference } of observations) {
    const entry = entryOf(resource.code, localCodes)?.entry;
    if (!entry || !('pregnancyStatus' in entry)) continue;
    const { at, stated } = takenAt(resource);
    const answer = answerIn(resource);
    const said = answer?.said;
    const why = statusProblem(resource.status) ?? (said === undefined ? 'answer-not-read' : undefined);
    if (why !== undefined) notRead.push({ reference, why });
    else if (answer === undefined || said === undefined || said === 'neither') continue;
    else if (at === undefined) notRead.push({ reference, why: 'no-date' });
    else {
      contexts.push({
        kind: said,
        reference,
        certainty: 'confirmed',
        activity: 'active',
        at,
        since: stated,
        code: answer.code,
      });
    }
  }
  return { contexts, notRead };
}

interface Answer {
  readonly said: 'pregnancy' | 'pregnancy-ended' | 'neither';
  readonly code: RecordedCode;
}

/** What all its codes that we know say; undefined where they say different things, or none is known. */
function answerIn({ valueCodeableConcept }: fhir4.Observation): Answer | undefined {
  const found = codingsOf(valueCodeableConcept).flatMap(({ system = '', code }): readonly Answer[] => {
    if (typeof code !== 'string') return [];
    const said = ANSWERS.get(`${systemOf(system)}|${code.trim()}`);
    return said === undefined ? [] : [{ said, code: { system, code: code.trim() } }];
  });
  const [first, ...others] = found;
  return others.every(({ said }) => said === first?.said) ? first : undefined;
}
