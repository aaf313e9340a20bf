// Charts that are full of one thing: pairs of analytes, contained results, panels, problems, drugs, procedures.
import { CATALOGUE } from '../../src/clinical/facts/catalogue.ts';
import { DAY_MS } from '../../src/clinical/quantities/time.ts';

export const NOW = Date.parse('2026-11-27T12:00:00Z');
const PATIENT = { reference: 'Patient/p1' };
const UCUM = 'http://unitsofmeasure.org';
const LOINC = 'http://loinc.org';

/** So many of it, beside a myeloma of three weeks and, where the thing is no result, two B2M and two creatinines. */
export type Chart = (n: number) => readonly object[];

/** One code of each analyte, with a unit and a value that are believed. */
const ANALYTES = new Map(
  [...CATALOGUE]
    .toReversed()
    .flatMap(([code, entry]) =>
      'units' in entry
        ? [[entry.analyte, { code, unit: entry.units.unit, plausible: entry.plausible ?? [1, 2] }] as const]
        : [],
    ),
);

export const ANALYTE_NAMES: readonly string[] = [...ANALYTES.keys()];

/** Spread over two years, newest first; another value each month, so that twice as many say the same. */
function result(analyte: string, i: number, n: number): object {
  const found = [...ANALYTES].find(([name]) => name === analyte);
  if (!found) throw new Error(`no code for ${analyte}`);
  const [, { code, unit, plausible }] = found;
  const [low, high] = plausible;
  const age = (i * 730) / n;
  const value = Number(((low + (high - low) / 8) * (1 + (Math.floor(age / 30) % 7) / 20)).toPrecision(3));
  return {
    resourceType: 'Observation',
    id: `${analyte}-${i}`,
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    subject: PATIENT,
    effectiveDateTime: new Date(NOW - DAY_MS - age * DAY_MS).toISOString(),
    valueQuantity: { value, unit, system: UCUM, code: unit },
  };
}

const MYELOMA = {
  resourceType: 'Condition',
  id: 'mm',
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '109989006' }] },
  subject: PATIENT,
  onsetDateTime: '2026-11-06',
};

const times = <T>(n: number, make: (i: number) => T): readonly T[] => Array.from({ length: n }, (_, i) => make(i));
const day = (i: number): string => new Date(NOW - (1 + i) * DAY_MS).toISOString().slice(0, 10);

/** The two by turns. */
export function half(one: string, other: string): Chart {
  return (n) => [MYELOMA, ...times(n, (i) => result(i % 2 === 0 ? one : other, i, n))];
}

function beside(make: (i: number) => object): Chart {
  return (n) => [
    ...half('b2m-serum', 'creatinine-serum')(4),
    ...times(n, (i) => ({ subject: PATIENT, id: `x${i}`, ...make(i) })),
  ];
}

export const OTHERS: Readonly<Record<string, Chart>> = {
  'contained results': (n) => [
    MYELOMA,
    { ...result('b2m-serum', 0, 1), contained: times(n, (i) => result('creatinine-serum', i, n)) },
  ],
  'panels and their members': (n) => [
    MYELOMA,
    ...times(n, (i) => result('b2m-serum', i, n)),
    ...times(n, (i) => ({
      ...result('b2m-serum', i, n),
      id: `panel-${i}`,
      code: { coding: [{ system: LOINC, code: '24323-8' }] },
      valueQuantity: undefined,
      hasMember: [{ reference: `Observation/b2m-serum-${i}` }],
    })),
  ],
  'components of one result': (n) => [
    MYELOMA,
    { ...result('b2m-serum', 0, 1), component: times(n, (i) => result('creatinine-serum', i, n)) },
  ],
  conditions: beside((i) => ({ ...MYELOMA, id: `x${i}`, onsetDateTime: day(i) })),
  medications: beside((i) => ({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: {
      coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '342369' }],
      text: 'lenalidomide',
    },
    authoredOn: day(i),
  })),
  procedures: beside((i) => ({
    resourceType: 'Procedure',
    status: 'completed',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '302497006' }], text: 'Hemodialysis' },
    performedDateTime: day(i),
  })),
  'drugs that count with a second one': beside((i) => ({
    resourceType: 'MedicationRequest',
    status: 'completed',
    intent: 'order',
    medicationCodeableConcept: { text: 'cyclophosphamide' },
    authoredOn: day(i % 20),
  })),
  'parts of one whole that is part of as many': (n) => [
    ...half('b2m-serum', 'creatinine-serum')(4),
    ...times(n, (i) => procedure(`event-${i}`)),
    { ...procedure('whole'), partOf: times(n, (i) => ({ reference: `Procedure/event-${i}` })) },
    ...times(n, (i) => ({ ...procedure(`part-${i}`), partOf: [{ reference: 'Procedure/whole' }] })),
  ],
};

/** A dialysis without a date. */
function procedure(id: string): object {
  return {
    resourceType: 'Procedure',
    id,
    status: 'completed',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '302497006' }] },
    subject: PATIENT,
  };
}
