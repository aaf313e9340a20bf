// Reduced, severely reduced, beyond filtration, acid, unit in doubt: what rules ask of a reading, limit signs included.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Comparator } from '../../../src/clinical/quantities/quantity.ts';
import {
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  egfr,
  patient,
  read,
  urineB2m,
  urinePh,
} from '../../support/chart.ts';

const of = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources]));
const at = (gfr: string) => of(b2m('4.2 mg/L'), egfr(`${gfr} mL/min/{1.73_m2}`)).renal;

describe('filtration', () => {
  test.each([
    // eGFR, reduced, may be reduced, severely reduced
    ['60', false, false, false],
    ['59.9', true, true, false],
    ['30', true, true, false],
    ['29.9', true, true, true],
    ['>60', false, false, false],
    ['<60', true, true, false],
    ['<70', false, false, false],
    ['>45', false, false, false],
    ['<30', true, true, true],
    ['>15', false, false, false],
  ])('at eGFR %s: reduced %p, may be %p, severely %p', (gfr, reduced, mayBeReduced, severelyReduced) => {
    expect(at(gfr)).toMatchObject({ reduced, mayBeReduced, severelyReduced });
  });

  test('with two values, as the sex is not on record, one may be reduced without both being', () => {
    const who = patient({ gender: 'unknown', birthDate: '1960-06-15' });
    const { renal } = read(chart([who, b2m('4.2 mg/L'), creatinine('1.2 mg/dL')]));
    expect(renal).toMatchObject({ reduced: false, mayBeReduced: true, severelyReduced: false });
  });

  test('without an eGFR nothing is said to be reduced', () => {
    expect(of(b2m('4.2 mg/L')).renal).toMatchObject({ reduced: false, mayBeReduced: false, severelyReduced: false });
  });

  test('a filtration is reduced, or severely so, exactly when every KDIGO category still possible is', () => {
    const signs = fc.constantFrom<Comparator | ''>('', '<', '<=', '>=', '>');
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 1300 }), signs, (tenths, sign) => {
        const { reduced, severelyReduced, category } = at(`${sign}${tenths / 10}`);
        expect(reduced).toBe(!category.possible.some((c) => c === 'G1' || c === 'G2'));
        expect(severelyReduced).toBe(category.possible.every((c) => c === 'G4' || c === 'G5'));
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  test.each([
    // Expected at 30 is 4.5 mg/L.
    ['6.73', undefined],
    ['6.8', 'partly'],
    ['8.97', 'partly'],
    ['9.1', 'well'],
    ['>6.8', 'at least partly'],
    ['<9.1', undefined],
  ])('B2M %s mg/L at eGFR 30 is beyond filtration: %p', (value, beyond) => {
    expect(of(b2m(`${value} mg/L`), egfr('30 mL/min/{1.73_m2}')).renal.beyondFiltration).toBe(beyond);
  });
});

describe('the unit of a B2M', () => {
  test.each([
    ['20', false],
    ['20.1', true],
    ['>20', true],
    ['>=20', false],
    ['<25', false],
    ['>15', false],
  ])('%s mg/L with normal filtration: in doubt %p', (value, doubt) => {
    expect(of(b2m(`${value} mg/L`), creatinine('0.9 mg/dL')).unitInDoubt).toBe(doubt);
  });

  test('is not in doubt in advanced kidney disease, on record or by any eGFR the data allow', () => {
    const high = b2m('25 mg/L');
    expect(of(high).unitInDoubt).toBe(true);
    expect(of(high, condition('ckd stage 5')).unitInDoubt).toBe(false);
    // Stage 5 where its code may mean end-stage disease too, the last filtration on record not of this time.
    const stage5 = condition('N18.5', { system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm' });
    expect(of(high, stage5, egfr('18 mL/min/{1.73_m2}', { at: daysAgo(200) })).unitInDoubt).toBe(false);
    expect(of(high, egfr('<30 mL/min/{1.73_m2}')).unitInDoubt).toBe(false);
    expect(of(high, egfr('>15 mL/min/{1.73_m2}')).unitInDoubt).toBe(true);
  });
});

describe('the pH of urine', () => {
  test.each([
    // pH, acid, too acid
    ['6.0', false, false],
    ['5.9', true, false],
    ['5.5', true, false],
    ['5.4', true, true],
    ['<6', true, false],
    ['<6.5', undefined, false],
    ['>5', undefined, false],
    ['<5.5', true, true],
  ])('%s: acid %p, so acid that a low value is invalid %p', (ph, acid, tooAcid) => {
    expect(of(urineB2m('120 ug/L'), urinePh(ph)).urine).toMatchObject({ tooAcid, ...(acid !== undefined && { acid }) });
    if (acid === undefined) expect(of(urineB2m('120 ug/L'), urinePh(ph)).urine?.acid).toBeUndefined();
  });
});
