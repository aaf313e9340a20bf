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
 * @param {number} analytes how many of the panel's are among them
 */
export function hookCall(services, observations, now, analytes = PANEL.length) {
  const keys = new Set(services.flatMap((s) => Object.keys(s.prefetch ?? {})));
  const prefetch = Object.fromEntries([...keys].map((key) => [key, bundle([])]));
  for (const key of keys) {
    const template = services.find((s) => s.prefetch?.[key])?.prefetch?.[key] ?? '';
    if (template.startsWith('Patient/')) prefetch[key] = patient();
    else if (template.startsWith('Condition')) prefetch[key] = bundle([myeloma(now)]);
  }
  const labs = [...keys].find((key) => services.some((s) => s.prefetch?.[key]?.includes('1952-1')));
  prefetch[labs ?? 'labs'] = bundle(Array.from({ length: observations }, (_, i) => observation(i, now, analytes)));
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
 * A call about a patient of whom nothing is said: no myeloma, no injury, no B2M; as most that are opened.
 *
 * @param {readonly { prefetch?: Record<string, string> }[]} services
 * @param {number} observations
 * @param {number} now
 */
export function silentCall(services, observations, now) {
  const call = hookCall(services, observations, now);
  for (const value of Object.values(call.prefetch)) {
    if (value.resourceType !== 'Bundle') continue;
    value.entry = value.entry.flatMap((/** @type {any} */ entry, /** @type {number} */ i) => {
      const { resource } = entry;
      if (resource.resourceType === 'Condition') return [{ ...entry, resource: { ...resource, ...HYPERTENSION } }];
      const [code, display, number, unit] = ORDINARY[i % ORDINARY.length] ?? ORDINARY[0];
      const coded = { coding: [{ system: LOINC, code, display }], text: display };
      return [
        {
          ...entry,
          resource: { ...resource, code: coded, valueQuantity: { value: number, unit, system: UCUM, code: unit } },
        },
      ];
    });
  }
  return call;
}

const HYPERTENSION = {
  id: 'htn',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' }] },
};

/** @type {readonly (readonly [string, string, number, string])[]} */
const ORDINARY = [
  ['718-7', 'Hemoglobin [Mass/volume] in Blood', 13.6, 'g/dL'],
  ['2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 0.8, 'mg/dL'],
  ['777-3', 'Platelets [#/volume] in Blood by Automated count', 250, '10*3/uL'],
  ['2532-0', 'Lactate dehydrogenase [Enzymatic activity/volume] in Serum or Plasma', 180, 'U/L'],
];

/**
 * @param {number} i
 * @param {number} now
 * @param {number} analytes
 */
function observation(i, now, analytes) {
  const [code, display, value, unit] = PANEL[i % analytes] ?? PANEL[0];
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
