// A made-up myeloma patient with reduced filtration, of whom most rules have something to say: the server warms up on it.
import { DAY_MS, LOINC, type Example } from '../../src/authoring.ts';

const SUBJECT = { reference: 'Patient/example' };
const B2M = '1952-1';
const CREATININE = '2160-0';
const ALBUMIN = '1751-7';

/** @param asOf milliseconds since 1970; all dates are counted back from it */
export function example(asOf: number): Example {
  const day = (ago: number): string => new Date(asOf - ago * DAY_MS).toISOString();
  const result = (code: string, value: number, unit: string, ago: number): fhir4.Observation => ({
    resourceType: 'Observation',
    id: `${code}-${ago}`,
    status: 'final',
    code: loinc(code),
    subject: SUBJECT,
    effectiveDateTime: day(ago),
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  });
  const results = [1, 8, 40].flatMap((ago) => [
    result(B2M, 6.4 - ago / 40, 'mg/L', ago),
    result(CREATININE, 2.1, 'mg/dL', ago),
    result(ALBUMIN, 3.3, 'g/dL', ago),
  ]);
  const myeloma: fhir4.Condition = {
    resourceType: 'Condition',
    id: 'myeloma',
    subject: SUBJECT,
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '109989006' }] },
    onsetDateTime: day(5).slice(0, 10),
  };
  return {
    patient: { resourceType: 'Patient', id: 'example', gender: 'female', birthDate: '1955-05-05' },
    resources: [myeloma, ...results],
    draftOrders: [
      {
        resourceType: 'ServiceRequest',
        id: 'draft',
        status: 'draft',
        intent: 'order',
        subject: SUBJECT,
        code: loinc(B2M),
      },
    ],
  };
}

function loinc(code: string): fhir4.CodeableConcept {
  return { coding: [{ system: LOINC, code }] };
}
