// Draft orders as EHRs really send them: drugs by name, by reference, by a contained resource; and orders that are none.
import { describe, expect, test } from '@jest/globals';
import { readDrafts } from '../../cds-services/b2m-order/drafts.ts';
import { nephrotoxinsAmong } from '../../cds-services/b2m-order/nephrotoxins.ts';

const gentamicin = { text: 'gentamicin 80 mg injection' };
const prescription = (further: object): fhir4.MedicationRequest => ({
  resourceType: 'MedicationRequest',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  ...further,
});
const drugsIn = (...orders: readonly fhir4.FhirResource[]): readonly string[] => {
  const located = orders.map((resource, i) => ({ resource, reference: `draft-${i}`, from: 'context.draftOrders' }));
  return nephrotoxinsAmong(readDrafts(located, new Map()), ['sitemycin']).map((n) => n.name);
};

describe('a nephrotoxic drug among the drafts', () => {
  test.each([
    ['by its name', { medicationCodeableConcept: gentamicin }],
    [
      'by the name shown with a reference',
      { medicationReference: { reference: 'Medication/9', display: 'Gentamicin' } },
    ],
    [
      'by the Medication contained in the order',
      {
        medicationReference: { reference: '#m' },
        contained: [{ resourceType: 'Medication', id: 'm', code: gentamicin }],
      },
    ],
  ])('is found %s', (_, how) => {
    expect(drugsIn(prescription(how))).toEqual(['gentamicin']);
  });

  test.each([
    ['is not to be given', { doNotPerform: true }],
    ['was cancelled', { status: 'cancelled' }],
    ['was entered in error', { status: 'entered-in-error' }],
  ])('is none when it %s', (_, why) => {
    expect(drugsIn(prescription({ medicationCodeableConcept: gentamicin, ...why }))).toEqual([]);
  });

  test('is none when only a reference without a name is there', () => {
    expect(drugsIn(prescription({ medicationReference: { reference: 'Medication/9' } }))).toEqual([]);
  });
});

test('a drug that a selected request refers to is found among the other drafts', () => {
  const all = [
    { resourceType: 'Medication', id: '9', code: gentamicin } as const,
    prescription({ id: '1', medicationReference: { reference: 'Medication/9' } }),
  ].map((resource) => ({
    resource,
    reference: `${resource.resourceType}/${resource.id}`,
    from: 'context.draftOrders',
  }));
  const named = (orders: readonly (typeof all)[number][]): readonly string[] =>
    nephrotoxinsAmong(readDrafts(orders, new Map(), all), []).map((n) => n.name);
  expect(named(all.slice(1))).toEqual(['gentamicin']);
  expect(named(all.slice(0, 1))).toEqual([]);
});

describe('a drafted B2M', () => {
  const order = (code: string, further: object = {}): fhir4.ServiceRequest => ({
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
    code: { coding: [{ system: 'http://loinc.org', code }] },
    ...further,
  });
  const read = (...resources: readonly fhir4.FhirResource[]) =>
    readDrafts(
      resources.map((resource, i) => ({ resource, reference: `draft-${i}`, from: 'context.draftOrders' })),
      new Map(),
    );
  const NONE = { serumB2m: false, urineB2m: false, timedUrine: false, reasons: [], prescriptions: [] };

  test.each([
    ['in serum', '1952-1', [true, false]],
    ['in urine', '1953-9', [false, true]],
    ['in arbitrary units, from which nothing can be read', '83076-0', [false, false]],
    ['in cerebrospinal fluid', '1951-3', [false, false]],
    ['there is none where creatinine is ordered', '2160-0', [false, false]],
    ['there is none where LOINC has no such code', '0000-0', [false, false]],
  ])('%s', (_, code, [serum, urine]) => {
    expect(read(order(code))).toMatchObject({ serumB2m: serum, urineB2m: urine, codes: new Set([code]) });
  });

  test.each(['54356-1', '50824-2', '10873-8', '56662-0', '44303-6', '93729-2'])(
    'in a urine that is collected over 24 hours: %s',
    (code) => {
      expect(read(order(code))).toMatchObject({ serumB2m: false, urineB2m: true, timedUrine: true });
    },
  );

  test.each(['1953-9', '13485-8'])('in a spot urine: %s', (code) => {
    expect(read(order(code))).toMatchObject({ urineB2m: true, timedUrine: false });
  });

  test.each(['revoked', 'entered-in-error', 'cancelled', 'stopped'])('is none when it is %s', (status) => {
    expect(read(order('1952-1', { status }))).toEqual({ ...NONE, codes: new Set() });
    expect(read(prescription({ medicationCodeableConcept: gentamicin, status }))).toEqual({
      ...NONE,
      codes: new Set(),
    });
  });

  test('is none where something else than an order is drafted', () => {
    const result = { ...order('1952-1'), resourceType: 'Observation', status: 'final' } as unknown as fhir4.Observation;
    expect(read(result)).toEqual({ ...NONE, codes: new Set() });
  });

  test('all that is ordered with it is known by its codes', () => {
    const { codes } = read(order('1952-1'), order('2160-0'), order('1952-1'));
    expect([...codes]).toEqual(['1952-1', '2160-0']);
  });

  describe('has its reason', () => {
    const myeloma = { text: 'myeloma' };
    const weakness = { text: 'weakness' };

    test.each(['1952-1', '1953-9', '1951-3'])('whatever its specimen: %s', (code) => {
      expect(read(order(code, { reasonCode: [myeloma, weakness] })).reasons).toEqual([myeloma, weakness]);
    });

    test('where one order holds several tests', () => {
      const coding = ['2160-0', '1952-1'].map((code) => ({ system: 'http://loinc.org', code }));
      expect(read(order('', { code: { coding }, reasonCode: [myeloma] })).reasons).toEqual([myeloma]);
    });

    test('which the other orders have not', () => {
      const other = order('2160-0', { reasonCode: [weakness] });
      expect(read(order('1952-1', { reasonCode: [myeloma] }), other).reasons).toEqual([myeloma]);
    });

    test.each([
      ['one object', myeloma, [myeloma]],
      ['a text', 'myeloma', []],
      ['null', null, []],
      ['nothing', undefined, []],
    ])('sent as %s', (_, reasonCode, expected) => {
      expect(read(order('1952-1', { reasonCode })).reasons).toEqual(expected);
    });
  });
});
