// What the rules of b2m-result read, from a chart in a few words.
import type { ResultInput } from '../../cds-services/b2m-result/input.ts';
import { ownSettings } from '../../cds-services/b2m-result/knowledge.ts';
import { lastDoneIn } from '../../cds-services/b2m-result/last-done.ts';
import { READING } from '../../fixtures/published.ts';
import { readPatient } from '../../src/clinical/reading/reading.ts';
import type { PartlyRead } from '../../src/clinical/facts/types.ts';
import { AS_OF, chart, collect, patient, PATIENT_ID, type ReadingOptions } from './chart.ts';

export interface InputOptions extends ReadingOptions {
  readonly partlyRead?: readonly PartlyRead[];
}

/** A patient's chart as `result-view` reads it; a woman of 66 unless the resources hold a Patient. */
export function resultInput(resources: readonly fhir4.FhirResource[], options: InputOptions = {}): ResultInput {
  const located = chart([...(resources.some((r) => r.resourceType === 'Patient') ? [] : [patient()]), ...resources]);
  const facts = { ...collect(located, options), partlyRead: options.partlyRead ?? [] };
  const lookedAt = new Set(options.lookedAt);
  const [patientId, userId] = [PATIENT_ID, 'Practitioner/1'];
  return {
    reading: readPatient(facts, READING.settings, lookedAt),
    situation: { hook: 'result-view', patientId, userId, results: [], draftOrders: [], selected: [] },
    settings: { ...READING.settings, ...ownSettings },
    order: { patientId, userId, asOf: Date.parse(AS_OF) },
    lookedAt,
    lastDone: lastDoneIn({ resources: located, unavailable: new Map() }, new Map()),
    pending: [],
  };
}
