// Dialysis and kidney transplantation among procedures, in every code system that records them.
import { describe, expect, test } from '@jest/globals';
import { readProcedures } from '../../../src/clinical/facts/procedures.ts';
import { indexReferences } from '../../../src/clinical/facts/references.ts';
import { renalProcedureOf } from '../../../src/clinical/facts/renal-procedures.ts';
import { chart, collect, dialysisSession, patient, transplantation } from '../../support/chart.ts';

const SNOMED = 'http://snomed.info/sct';
const CPT = 'http://www.ama-assn.org/go/cpt';
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';
const of = (system: string, code: string) => renalProcedureOf({ coding: [{ system, code }] });

describe('codes', () => {
  test.each([
    [SNOMED, '302497006', 'dialysis'],
    [SNOMED, '233578004', 'dialysis'],
    ['http://snomed.info/sct/900000000000207008', '714749008', 'dialysis'],
    ['urn:oid:2.16.840.1.113883.6.96', '302497006', 'dialysis'],
    [SNOMED, ' 302497006 ', 'dialysis'],
    [SNOMED, '3257008', 'dialysis-care'],
    [SNOMED, '70536003', 'kidney-transplant'],
    [SNOMED, '765478004', 'kidney-transplant'],
    [CPT, '90935', 'dialysis'],
    [CPT, '90951', 'dialysis'],
    [CPT, '90970', 'dialysis'],
    [CPT, '50360', 'kidney-transplant'],
    [HCPCS, 'G0491', 'dialysis'],
    [HCPCS, 'g0491', 'dialysis'],
    [HCPCS, 'S2065', 'kidney-transplant'],
    [PCS, '5A1D70Z', 'dialysis'],
    [PCS, '0TY00Z0', 'kidney-transplant'],
    [OPS, '8-854.2', 'dialysis'],
    ['http://fhir.de/CodeSystem/dimdi/ops', '8-857.0', 'dialysis'],
  ])('%s|%s is %s', (system, code, kind) => {
    expect(of(system, code)).toBe(kind);
  });

  test.each([
    ['removal of a catheter', SNOMED, '10848006'],
    ['flushing of a catheter', SNOMED, '238317004'],
    ['liver dialysis', SNOMED, '427053002'],
    ['an autotransplant', SNOMED, '175899003'],
    ['history', SNOMED, '161693006'],
    ['training', CPT, '90993'],
    ['between the lists', CPT, '90971'],
    ['autotransplant in CPT', CPT, '50380'],
    ['vessel mapping', HCPCS, 'G0365'],
    ['plasma exchange', OPS, '8-820'],
    ['haemoperfusion', OPS, '8-856'],
    ['the number in another system', 'http://example.org/local', '90935'],
    ['the number without a system', '', '302497006'],
    ['no number', SNOMED, ''],
  ])('%s is none', (_, system, code) => {
    expect(of(system, code)).toBeUndefined();
  });

  test('the coding that tells counts, wherever it stands', () => {
    const coding = [{ system: 'http://example.org/local', code: 'HD' }, { code: '1' }, { system: CPT, code: '90937' }];
    expect(renalProcedureOf({ coding })).toBe('dialysis');
    expect(renalProcedureOf(undefined)).toBeUndefined();
  });
});

describe('dates', () => {
  const asOf = Date.parse('2026-11-01T09:00:00Z');
  const session = (parts: object) => ({ ...dialysisSession(), ...parts }) as fhir4.Procedure;
  const read = (parts: object) =>
    readProcedures([{ resource: session(parts), reference: 'Procedure/1' }], asOf, indexReferences([]));

  test.each([
    ['without any', { performedDateTime: undefined }, [], 1],
    ['that is none', { performedDateTime: 'last week' }, [], 1],
    ['in words only', { performedDateTime: undefined, performedString: 'since spring' }, [], 1],
    ['of a year', { performedDateTime: '2026' }, ['2026-01-01'], 0],
    ['not done', { status: 'not-done' }, [], 0],
    ['planned, undated', { status: 'preparation', performedDateTime: undefined }, [], 0],
    ['begun and going on', { status: 'in-progress', performedDateTime: undefined, performedPeriod: { start: '2026-10-01' } }, ['2026-11-01', '2026-10-01'], 0],
    ['begun, with an end that cannot be read', { status: 'in-progress', performedDateTime: undefined, performedPeriod: { start: '2026-10-01', end: 'soon' } }, ['2026-10-01'], 1],
    ['over, with an end that cannot be read', { performedDateTime: undefined, performedPeriod: { start: '2026-10-01', end: 'soon' } }, ['2026-10-01'], 1],
    ['begun, with an end that is stated', { status: 'in-progress', performedDateTime: undefined, performedPeriod: { start: '2026-10-01', end: '2026-10-20' } }, ['2026-10-20', '2026-10-01'], 0],
    ['in progress on a day', { status: 'in-progress', performedDateTime: '2026-10-01' }, ['2026-10-01'], 0],
  ])('%s', (_, parts, days, undated) => {
    const { dialysis, openDialysis } = read(parts);
    expect(dialysis.map((d) => new Date(d.at).toISOString().slice(0, 10))).toEqual(days);
    expect(openDialysis).toHaveLength(undated);
  }); // prettier-ignore

  test('of a moment is that moment, of a month all of it', () => {
    const at = '2026-10-30T10:00:00Z';
    expect(read({ performedDateTime: at }).dialysis).toEqual([{ at: Date.parse(at), reference: 'Procedure/1' }]);
    expect(read({ performedDateTime: '2026-09' }).dialysis).toEqual([
      { at: Date.parse('2026-09-01'), until: Date.parse('2026-10-01') - 1, reference: 'Procedure/1' },
    ]);
  });

  test('with an end that cannot be read may be of any time since: it is told', () => {
    const { open, openDialysis } = read({
      performedDateTime: undefined,
      performedPeriod: { start: '2024-03-01', end: 'soon' },
    });
    expect([[...open], openDialysis]).toEqual([
      [['Procedure/1', 'no-date']],
      [{ reference: 'Procedure/1', why: 'no-date' }],
    ]);
  });

  test('of a transplantation that are not known leave it open, and are no dialysis', () => {
    const transplant = { ...transplantation(''), performedDateTime: undefined };
    const { open, openDialysis, transplants } = read(transplant);
    expect([[...open], openDialysis, transplants]).toEqual([[['Procedure/1', 'no-date']], [], []]);
  });
});

test('what may not be used as it stands is dialysis that may have been; a transplantation is not', () => {
  const modifierExtension = [{ url: 'https://ehr.example/not-known', valueBoolean: true }];
  const openOf = (procedure: fhir4.Procedure) =>
    collect(chart([patient(), { ...procedure, id: 'it', modifierExtension }])).openDialysis;
  expect(openOf(dialysisSession())).toEqual([{ reference: 'Procedure/it', why: 'status-unknown' }]);
  expect(openOf(transplantation('2020-01-01'))).toEqual([]);
});
