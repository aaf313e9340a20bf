// What an order asks for: LOINC, the site's codes, CPT; every CPT number stands here a second time.
import { describe, expect, test } from '@jest/globals';
import { codesOrdered } from '../../../src/clinical/facts/order-codes.ts';

const CPT = 'http://www.ama-assn.org/go/cpt';
const order = (code: unknown): fhir4.ServiceRequest =>
  ({ resourceType: 'ServiceRequest', status: 'draft', intent: 'order', subject: {}, code }) as fhir4.ServiceRequest;
const codes = (code: unknown): readonly string[] => codesOrdered(order(code), new Map([['urn:lab|B2', '1952-1']]));
const coded = (system: string, code: string, text?: string): unknown => ({ coding: [{ system, code }], text });

describe('a CPT code', () => {
  test.each([
    ['basic metabolic with ionised calcium', '80047', '24321-2'],
    ['basic metabolic', '80048', '24321-2'],
    ['comprehensive metabolic', '80053', '24323-8'],
    ['renal function', '80069', '24362-6'],
    ['hepatic function', '80076', '24325-3'],
    ['B2M', '82232', '1952-1'],
    ['urine creatinine', '82570', '2161-8'],
    ['creatinine clearance', '82575', '34555-3'],
    ['free light chains', '83521', '104533-5'],
    ['free light chains, older', '83883', '104533-5'],
    ['urine protein', '84156', '2889-4'],
    ['serum protein electrophoresis', '84165', '24351-9'],
    ['urine protein electrophoresis', '84166', '81231-3'],
    ['serum immunofixation', '86334', '25700-6'],
  ])('of %s: %s', (_, cpt, loinc) => {
    expect(codes(coded(CPT, cpt))).toEqual([loinc]);
    expect(codes(coded('urn:oid:2.16.840.1.113883.6.12', cpt))).toEqual([loinc]);
  });

  test('of B2M is a urine B2M where the words say so', () => {
    expect(codes(coded(CPT, '82232', 'Beta-2 microglobulin, urine'))).toEqual(['1953-9']);
    expect(codes(coded(CPT, '82232', 'Beta-2 microglobulin, serum'))).toEqual(['1952-1']);
    expect(codes({ coding: [{ system: CPT, code: '82232', display: 'B2M, urine' }] })).toEqual(['1953-9']);
    expect(codes({ coding: { system: CPT, code: '82232', display: 'B2M, urine' } })).toEqual(['1953-9']);
  });

  test('counts under its own system only', () => {
    expect(codes(coded('http://loinc.org.example', '80048'))).toEqual([]);
    expect(codes(coded('urn:oid:2.16.840.1.113883.6.121', '80048'))).toEqual([]);
    expect(codes(coded(CPT, '99213'))).toEqual([]);
  });
});

test('LOINC and the site’s own codes, one coding or a list, and the details of a panel', () => {
  expect(codes(coded('http://loinc.org', '2532-0'))).toEqual(['2532-0']);
  expect(codes({ coding: { system: 'urn:lab', code: 'B2' } })).toEqual(['1952-1']);
  const detail = { ...order({ text: 'panel' }), orderDetail: [coded('http://loinc.org', '2160-0')] };
  expect(codesOrdered(detail as fhir4.ServiceRequest, new Map())).toEqual(['2160-0']);
});

test.each([[undefined], [null], ['80048'], [{}], [{ coding: null }], [{ coding: [null, 7, {}] }]])(
  'nothing is read from %j',
  (code) => {
    expect(codes(code)).toEqual([]);
  },
);
