// Hook calls of a chosen size: one synthetic patient with as many Observations as wanted.
import { randomUUID } from 'node:crypto';

const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
const DAY_MS = 86_400_000;
const PATIENT = 'bench';

/** What a myeloma clinic's laboratory sends at each visit. */
const PANEL = [
  ['1952-1', 'Beta-2-Microglobulin [Mass/volume] in Serum or Plasma', 6.1, 'mg/L'],
  ['2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 1.4, 'mg/dL'],
  ['1751-7', 'Albumin [Mass/volume] in Serum or Plasma', 3.6, 'g/dL'],
  ['2532-0', 'Lactate dehydrogenase [Enzymatic activity/volume] in Serum or Plasma', 210, 'U/L'],
];

/**
 * @param {readonly { prefetch?: Record<string, string> }[]} services entries of discovery whose keys are to be filled
 * @param {number} observations
 * @param {number} now milliseconds since 1970
 */
export function hookCall(services, observations, now) {
  const keys = new Set(services.flatMap((s) => Object.keys(s.prefetch ?? {})));
  const prefetch = Object.fromEntries([...keys].map((key) => [key, bundle([])]));
  for (const key of keys) {
    const template = services.find((s) => s.prefetch?.[key])?.prefetch?.[key] ?? '';
    if (template.startsWith('Patient/')) prefetch[key] = patient();
    else if (template.startsWith('Condition')) prefetch[key] = bundle([myeloma(now)]);
  }
  const labs = [...keys].find((key) => services.some((s) => s.prefetch?.[key]?.includes('1952-1')));
  prefetch[labs ?? 'labs'] = bundle(Array.from({ length: observations }, (_, i) => observation(i, now)));
  return {
    hook: 'patient-view',
    hookInstance: randomUUID(),
    context: { patientId: PATIENT, userId: 'Practitioner/bench' },
    prefetch,
  };
}

function patient() {
  return {
    resourceType: 'Patient',
    id: PATIENT,
    gender: 'female',
    birthDate: '1958-03-02',
    name: [{ family: 'Bench' }],
  };
}

/** @param {number} now */
function myeloma(now) {
  return {
    resourceType: 'Condition',
    id: 'mm',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    verificationStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
    },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '109989006', display: 'Multiple myeloma' }] },
    subject: { reference: `Patient/${PATIENT}` },
    onsetDateTime: new Date(now - 20 * DAY_MS).toISOString().slice(0, 10),
  };
}

/**
 * @param {number} i
 * @param {number} now
 */
function observation(i, now) {
  const [code, display, value, unit] = PANEL[i % PANEL.length] ?? PANEL[0];
  return {
    resourceType: 'Observation',
    id: `o${i}`,
    meta: { versionId: '1', lastUpdated: new Date(now - DAY_MS).toISOString() },
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: LOINC, code, display }], text: display },
    subject: { reference: `Patient/${PATIENT}` },
    effectiveDateTime: new Date(now - (1 + Math.floor(i / PANEL.length)) * DAY_MS).toISOString(),
    issued: new Date(now - Math.floor(i / PANEL.length) * DAY_MS).toISOString(),
    valueQuantity: { value, unit, system: UCUM, code: unit },
    referenceRange: [{ low: { value: 0.1, unit, system: UCUM, code: unit }, text: 'see laboratory' }],
  };
}

/** @param {readonly { resourceType: string, id: string }[]} resources */
function bundle(resources) {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    entry: resources.map((resource) => ({
      fullUrl: `https://ehr.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  };
}
