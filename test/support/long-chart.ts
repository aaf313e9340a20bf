// Five years of one man: more results than any page holds, his myeloma a week old, his newest draw complete.
import {
  albumin,
  AS_OF,
  b2m,
  condition,
  creatinine,
  daysAgo,
  drug,
  egfr,
  hemoglobin,
  ldh,
  observation,
  patient,
} from './chart.ts';

const YEARS = 5;
const EVERY_DAYS = 10;

/** @returns resources of one patient, oldest result first, as servers keep them */
export function longChart(): readonly fhir4.FhirResource[] {
  const draws = Array.from({ length: (YEARS * 365) / EVERY_DAYS }, (_, i) => YEARS * 365 - i * EVERY_DAYS).map(drawOf);
  return [
    patient({ gender: 'male', birthDate: '1955-03-02' }),
    condition('myeloma', { since: daysAgo(9).slice(0, 10), id: 'c1' }),
    drug('amlodipine', { id: 'm1', at: daysAgo(900) }),
    ...draws.flat(),
    ...newestDraw(),
  ];
}

function drawOf(days: number, i: number): readonly fhir4.Observation[] {
  const at = daysAgo(days);
  const named = (name: string): { readonly id: string; readonly at: string } => ({ id: `${name}-${i}`, at });
  return [
    creatinine(`${(0.88 + (i % 5) * 0.02).toFixed(2)} mg/dL`, named('creatinine')),
    egfr('86 mL/min/{1.73_m2}', named('egfr')),
    albumin('3.9 g/dL', named('albumin')),
    ldh('180 U/L', named('ldh')),
    hemoglobin('13.1 g/dL', named('hemoglobin')),
    observation('17861-6', '9.4 mg/dL', named('calcium')),
    ...(i % 9 === 0 ? [b2m('2.1 mg/L', named('b2m'))] : []),
  ];
}

/** Seven days ago: B2M above 5.5 mg/L with a normal creatinine. */
function newestDraw(): readonly fhir4.Observation[] {
  const at = daysAgo(7);
  return [
    b2m('6.1 mg/L', { id: 'b2m-newest', at }),
    creatinine('0.9 mg/dL', { id: 'creatinine-newest', at }),
    albumin('3.1 g/dL', { id: 'albumin-newest', at }),
    ldh('180 U/L', { id: 'ldh-newest', at }),
  ];
}

export const LONG_CHART_AS_OF = Date.parse(AS_OF);
