// Suggestion: record a determined baseline stage as an mCODE Observation.
import {
  createAction,
  determined,
  NCIT,
  STAGE_CODES,
  type Finding,
  type OrderContext,
  type Reading,
  type ReadingSettings,
  type Suggestion,
} from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';
import { unmet, type RecordedSystem } from './may-record.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
type Staged = Staging & { readonly b2m: NonNullable<Staging['b2m']> };
const SAY = EN.record;

/** @source https://hl7.org/fhir/us/mcode/STU4/ */
const PROFILE = {
  ISS: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-myeloma-iss-stage',
  'R-ISS': 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-myeloma-riss-stage',
} as const;
const METHOD = { ISS: '1149162008', 'R-ISS': '1149163003' } as const;

/**
 * The stage as a suggestion, where it may be recorded; else what keeps it back.
 *
 * @returns one of the two; neither where no one stage was read
 */
export function offerToRecord(
  system: RecordedSystem,
  { reading, settings, order }: Pick<ResultInput, 'reading' | 'order'> & { readonly settings: ReadingSettings },
): Required<Pick<Finding, 'suggestions' | 'notForRecord'>> {
  const { staging, facts } = reading;
  const b2m = staging?.b2m;
  const stage = staging && determined(system === 'ISS' ? staging.iss : staging.rIss);
  if (!stage || !b2m) return { suggestions: [], notForRecord: [] };
  const keptBackBy = unmet(system, reading, settings);
  if (keptBackBy.length > 0) return { suggestions: [], notForRecord: [{ system, unmet: keptBackBy }] };
  return { suggestions: [recordStage(system, stage, { ...staging, b2m }, order, facts.asOf)], notForRecord: [] };
}

/** The FISH results that R-ISS is made of. */
function fishOf({ fish }: Staging): readonly string[] {
  const used = fish.used.filter((r) => ['del17p', 't4-14', 't14-16'].includes(r.aberration));
  return [...new Set(used.flatMap((r) => r.references))];
}

/**
 * @param stage I, II or III, determined from baseline values
 * @returns an Observation with the results it was computed from in `derivedFrom`, for the clinician to accept
 */
function recordStage(
  system: RecordedSystem,
  stage: string,
  staging: Staged,
  order: OrderContext,
  asOf: number,
): Omit<Suggestion, 'uuid'> {
  const { observable, strata } = STAGE_CODES[system];
  const code = new Map(Object.entries(strata)).get(stage);
  const inputs = staging.inputs.filter(
    (m) =>
      m.analyte === 'b2m-serum' || m.analyte === 'albumin-serum' || (system === 'R-ISS' && m.analyte === 'ldh-serum'),
  );
  const resource: fhir4.Observation = {
    resourceType: 'Observation',
    meta: { profile: [PROFILE[system]] },
    status: 'final',
    code: { coding: [{ system: NCIT, code: observable }], text: SAY.codeText(system) },
    subject: { reference: `Patient/${order.patientId}` },
    ...(isReference(staging.diagnosis.reference) && { focus: [{ reference: staging.diagnosis.reference }] }),
    ...(order.encounterId && { encounter: { reference: `Encounter/${order.encounterId}` } }),
    effectiveDateTime: staging.b2m.effective,
    issued: new Date(asOf).toISOString(),
    ...(/^Practitioner(Role)?\//.test(order.userId) && { performer: [{ reference: order.userId }] }),
    valueCodeableConcept: {
      coding: [
        {
          system: NCIT,
          ...(code && { code }),
          ...(system === 'ISS' && { display: `ISS Stage ${stage} Plasma Cell Myeloma` }),
        },
      ],
      text: SAY.valueText(system, stage),
    },
    method: { coding: [{ system: 'http://snomed.info/sct', code: METHOD[system] }] },
    derivedFrom: [...inputs.map((m) => m.reference), ...(system === 'R-ISS' ? fishOf(staging) : [])]
      .filter(isReference)
      .map((reference) => ({ reference })),
  };
  if (resource.derivedFrom?.length === 0) delete resource.derivedFrom;
  return {
    label: SAY.label(system, stage),
    actions: createAction(SAY.action(system, stage), resource),
  };
}

/** A place inside the request is no reference that a FHIR server could resolve. */
function isReference(text: string): boolean {
  return /^(https?:\/\/.+\/)?[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(text);
}
