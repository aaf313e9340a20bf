// Whatever JSON a server sends in place of a resource, the facts are read without harm: each field spoilt in turn, and at random.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Located } from '../../../src/contracts/service.ts';
import { readPatient } from '../../../src/clinical/reading/reading.ts';
import { READING } from '../../../fixtures/published.ts';
import {
  b2m,
  chart,
  collect,
  condition,
  daysAgo,
  dialysisSession,
  drug,
  fish,
  ldh,
  LOINC,
  observation,
  patient,
  recordedStage,
} from '../../support/chart.ts';
import { mutate, mutations } from '../../support/mutate.ts';

const coded = (code: string) => ({ coding: [{ system: LOINC, code, display: 'TP53' }], text: 'Not detected' });

/** One of everything we read, with every field that we look at. */
const FULL: readonly fhir4.FhirResource[] = [
  patient({ with: { deceasedBoolean: false } }),
  b2m('<6.1 mg/L', { issued: daysAgo(0), low: '0.8 mg/L', high: '2.34 mg/L', interpretation: 'H' }),
  ldh('210 U/L', {
    with: {
      referenceRange: [
        { high: { value: 225, unit: 'U/L' }, type: coded('normal'), appliesTo: [coded('x')] },
        { high: { value: 225, unit: 'U/L', code: 'U/L' }, type: coded('normal') },
      ],
      effectiveDateTime: undefined,
      effectivePeriod: { start: daysAgo(2), end: daysAgo(1) },
    },
  }),
  observation('24351-9', undefined, {
    with: {
      component: [
        {
          code: coded('1751-7'),
          valueQuantity: { value: 3.4, unit: 'g/dL' },
          referenceRange: [{ low: { value: 3.5 } }],
        },
        { code: coded('81746-0'), valueCodeableConcept: coded('LA9634-2') },
      ],
      contained: [b2m('4 mg/L', { id: 'inner' })],
    },
  }),
  fish('del17p', 'present', { with: { valueString: 'Detected' } }),
  observation('84916-6', '21 %'),
  observation('69548-6', undefined, {
    with: {
      valueCodeableConcept: coded('LA9633-4'),
      component: [{ code: coded('48018-6'), valueCodeableConcept: coded('HGNC:11998') }],
    },
  }),
  observation('11042-9', '7 mg/dL'),
  recordedStage('ISS', 'II', { issued: daysAgo(0) }),
  condition('myeloma', { since: daysAgo(3), with: { onsetPeriod: { start: daysAgo(4) }, recordedDate: daysAgo(3) } }),
  condition('C90.00', { system: 'http://hl7.org/fhir/sid/icd-10-cm', with: { abatementDateTime: daysAgo(1) } }),
  drug('bortezomib'),
  {
    ...drug(''),
    medicationCodeableConcept: undefined as never,
    medicationReference: { reference: '#m', display: 'Bortezomib 3.5 mg' },
    contained: [
      { resourceType: 'Medication', id: 'm', code: { coding: [{ display: 'bortezomib' }] } } as fhir4.Medication,
    ],
  },
  {
    resourceType: 'MedicationAdministration',
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    medicationCodeableConcept: { coding: [{ display: 'gentamicin' }] },
    effectivePeriod: { start: daysAgo(3) },
  },
  dialysisSession(),
  { ...dialysisSession(), status: 'in-progress', performedPeriod: { start: daysAgo(400) } },
];

const ODD: readonly unknown[] = [
  null, true, 0, -1, 1e308, Infinity, '', 'x', 'x'.repeat(5000), [], {}, [null], [[]], [{}], [undefined], { coding: null },
  { coding: [null] }, { coding: {} }, { reference: 5 }, { value: '5', unit: 5, code: 5 }, { toString: 5 }, 'constructor', '__proto__',
]; // prettier-ignore

type Path = readonly (string | number)[];

function pathsOf(value: unknown, here: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...here, key]))];
}

function withOdd(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  if (key === undefined) return odd;
  const copy: Record<string, unknown> = (Array.isArray(value) ? [...value] : { ...(value as object) }) as never;
  copy[key] = withOdd(copy[key], rest, odd);
  return copy;
}

function readAll(located: readonly Located[]): void {
  const facts = collect(located, { localCodes: new Map([['x|y', '1952-1']]) });
  readPatient(facts, READING.settings, new Set());
}

describe('a field of the wrong kind', () => {
  test.each(chart(FULL).map((located) => [located.reference, located] as const))('in %s', (_, located) => {
    const thrown: string[] = [];
    for (const path of pathsOf(located.resource).filter((p) => p.length > 0)) {
      for (const odd of ODD) {
        const spoilt = { ...located, resource: withOdd(located.resource, path, odd) as fhir4.FhirResource };
        try {
          readAll([...chart([patient()]), spoilt]);
        } catch (error) {
          thrown.push(`${path.join('.')} = ${JSON.stringify(odd)}: ${String(error)}`);
        }
      }
    }
    expect(thrown).toEqual([]);
  });
});

describe('anything in place of a resource', () => {
  test.each([null, undefined, 5, 'Observation', [], {}, { resourceType: null }, { resourceType: 'Observation' }])(
    '%j',
    (resource) => {
      readAll([{ resource: resource as never, reference: 'x', from: 'prefetch' }]);
    },
  );

  test('observations within observations, without end', () => {
    let inner: unknown = b2m('5 mg/L', { id: 'o' });
    for (let i = 0; i < 50_000; i++) inner = { resourceType: 'Observation', id: 'o', contained: [inner] };
    readAll(chart([inner as fhir4.Observation]));
  });
});

test('real charts, spoilt in several places at once', () => {
  const folder = join(import.meta.dirname, '../../../fixtures/patients');
  const charts = readdirSync(folder)
    .filter((f) => f.endsWith('.bundle.json'))
    .map((f) => JSON.parse(readFileSync(join(folder, f), 'utf8')) as fhir4.Bundle)
    .map((bundle) => (bundle.entry ?? []).flatMap((e) => e.resource ?? []));
  fc.assert(
    fc.property(fc.constantFrom(...charts), mutations, (resources, changes) => {
      const spoilt = mutate(resources, changes);
      const id = resources[0]?.id ?? '';
      const located = (Array.isArray(spoilt) ? spoilt : [spoilt]).map((resource: unknown, i) => ({
        resource: JSON.parse(JSON.stringify(resource).replaceAll(`Patient/${id}`, 'Patient/p1')) as fhir4.FhirResource,
        reference: `r/${i}`,
        from: 'prefetch',
      }));
      readAll(located);
    }),
    { seed: 21, numRuns: 500 },
  );
});
