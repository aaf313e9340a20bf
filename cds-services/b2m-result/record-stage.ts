// Suggestion: record a determined baseline stage as an mCODE Observation.
import {
  covers,
  coversAround,
  createAction,
  NCIT,
  STAGE_CODES,
  WITHDRAWN,
  type OrderContext,
  type Reading,
  type ReadingSettings,
  type Suggestion,
  type Unread,
} from '../../src/authoring.ts';

type Staging = NonNullable<Reading['staging']>;

/** @source https://hl7.org/fhir/us/mcode/STU4/ */
const PROFILE = {
  ISS: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-myeloma-iss-stage',
  'R-ISS': 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-myeloma-riss-stage',
} as const;
const METHOD = { ISS: '1149162008', 'R-ISS': '1149163003' } as const;

/** An unread result of another kind leaves an ISS as it is; an unread diagnosis, drug or procedure may not. */
const RESULTS: ReadonlySet<string> = new Set(['Observation', 'DiagnosticReport']);

/** A stage is offered for the record only when nothing about its ground is in doubt or unread. */
export function mayRecord(reading: Reading, { dialysisDays, pairingDays }: ReadingSettings): boolean {
  const { facts, renal, staging } = reading;
  const at = staging?.b2m?.at ?? facts.asOf;
  const read =
    covers(facts, 'medications') &&
    covers(facts, 'conditions') &&
    coversAround(facts, 'procedures', facts.asOf, dialysisDays, 0) &&
    // another result of that time might be the one to stage by
    (['b2m-serum', 'albumin-serum'] as const).every((a) => coversAround(facts, a, at, pairingDays)) &&
    facts.unread.every(({ type }) => RESULTS.has(type));
  return (
    staging?.forRecord === true &&
    staging.steady &&
    reading.steadyNow &&
    !renal.withheld &&
    read &&
    !reading.unitInDoubt &&
    !reading.focus?.flags.includes('unit-suspect')
  );
}

/**
 * R-ISS in addition only where LDH and FISH of that time were read, and nothing unread could change it: another result
 * that no one has recognised may be either.
 */
export function mayRecordRiss(reading: Reading, settings: ReadingSettings): boolean {
  const { facts, staging } = reading;
  const open =
    facts.unread.some((u) => RESULTS.has(u.type) && !WITHDRAWN.has(u.why) && mayChangeRiss(u)) ||
    !covers(facts, 'cytogenetics') ||
    !coversAround(facts, 'ldh-serum', staging?.b2m?.at ?? facts.asOf, settings.pairingDays);
  return mayRecord(reading, settings) && staging?.ldhHigh !== undefined && staging.fishRead && !open;
}

/** The FISH results that R-ISS is made of. */
function fishOf({ fish }: Staging): readonly string[] {
  const used = fish.used.filter((r) => ['del17p', 't4-14', 't14-16'].includes(r.aberration));
  return [...new Set(used.flatMap((r) => r.references))];
}

/** A variant of TP53 is no part of R-ISS. */
function mayChangeRiss({ analyte, why }: Unread): boolean {
  return (analyte === undefined && !why.startsWith('variant-')) || analyte === 'ldh-serum';
}

/**
 * @param stage I, II or III, determined from baseline values
 * @returns an Observation with the results it was computed from in `derivedFrom`, for the clinician to accept
 */
export function recordStage(
  system: 'ISS' | 'R-ISS',
  stage: string,
  staging: Staging,
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
    code: { coding: [{ system: NCIT, code: observable }], text: `${system} stage of multiple myeloma` },
    subject: { reference: `Patient/${order.patientId}` },
    ...(isReference(staging.diagnosis.reference) && { focus: [{ reference: staging.diagnosis.reference }] }),
    ...(order.encounterId && { encounter: { reference: `Encounter/${order.encounterId}` } }),
    effectiveDateTime: staging.b2m?.effective ?? new Date(asOf).toISOString(),
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
      text: `${system} stage ${stage}`,
    },
    method: { coding: [{ system: 'http://snomed.info/sct', code: METHOD[system] }] },
    derivedFrom: [...inputs.map((m) => m.reference), ...(system === 'R-ISS' ? fishOf(staging) : [])]
      .filter(isReference)
      .map((reference) => ({ reference })),
  };
  if (resource.derivedFrom?.length === 0) delete resource.derivedFrom;
  return {
    label: `Record ${system} stage ${stage}`,
    actions: createAction(`Record ${system} stage ${stage} at baseline as an mCODE stage observation`, resource),
  };
}

/** A place inside the request is no reference that a FHIR server could resolve. */
function isReference(text: string): boolean {
  return /^(https?:\/\/.+\/)?[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(text);
}
