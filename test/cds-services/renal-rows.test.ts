// The kidneys in rows and lines: the eGFR with what it predicts, what it was made of, and what else is said beside the B2M.
import { describe, expect, test } from '@jest/globals';
import {
  criterionBy,
  cystatinBeside,
  cystatinLine,
  fellLine,
  nephrologyLine,
  rejectionLine,
  renalCriterionLine,
} from '../../cds-services/b2m-result/renal-lines.ts';
import { besideEgfr, clearanceRow, egfrRow, unsteadyRow } from '../../cds-services/b2m-result/renal-rows.ts';
import { gfrPhrase, timesPhrase } from '../../cds-services/b2m-result/words.ts';
import {
  b2m,
  condition,
  creatinine,
  cystatinC,
  daysAgo,
  egfr,
  observation,
  patient,
  transplantation,
  weight,
} from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

const UNIT = 'mL/min/{1.73_m2}';
const B2M = b2m('6.0 mg/L', { high: '2.4 mg/L' });
const reading = (...resources: readonly fhir4.FhirResource[]) => resultInput([B2M, ...resources]).reading;
const renal = (...resources: readonly fhir4.FhirResource[]) => reading(...resources).renal;

describe('the eGFR', () => {
  test.each([
    ['38', 'B2M expected: 3.7 mg/L'],
    ['10', 'B2M expected: 11.0 mg/L'],
    ['9.9', 'B2M expected: only from 10 to 130'],
    ['130', 'B2M expected: 1.4 mg/L'],
    ['131', 'B2M expected: only from 10 to 130'],
    ['<10', 'B2M expected: only from 10 to 130'],
    ['<=10', 'B2M expected: only from 10 to 130'],
    ['<11', 'B2M expected: above'],
    ['>10', 'B2M expected: below'],
  ])('of %s: %s', (value, limit) => {
    expect(egfrRow(renal(egfr(`${value} ${UNIT}`)))[0]?.limit).toContain(limit);
  });

  test('of an unknown sex is in range where both are', () => {
    const unknown = patient({ gender: undefined });
    const limit = (value: string) => egfrRow(resultInput([unknown, B2M, creatinine(value)]).reading.renal)[0]?.limit;
    expect(limit('0.9 mg/dL')).not.toContain('only');
    // 131 for a man, 117 for a woman
    expect(limit('0.3 mg/dL')).toContain('only from 10 to 130');
  });

  test('has the day of what it is made of', () => {
    const later = weight('70 kg', { at: daysAgo(9) });
    const day = (...resources: readonly fhir4.FhirResource[]) => egfrRow(renal(later, ...resources)).map((r) => r.date);
    expect(day(egfr(`38 ${UNIT}`, { at: daysAgo(3) }))).toEqual(['2026-10-29']);
    expect(day(egfr(`38 ${UNIT}`), creatinine('1.8 mg/dL', { at: daysAgo(5) }))).toEqual(['2026-11-01']);
    expect(day(creatinine('1.8 mg/dL', { at: daysAgo(5) }))).toEqual(['2026-10-27']);
    expect(day(cystatinC('1.9 mg/L', { at: daysAgo(6) }))).toEqual(['2026-10-26']);
    expect(day()).toEqual([]);
  });
});

describe('beside it', () => {
  const names = (...resources: readonly fhir4.FhirResource[]) =>
    besideEgfr(reading(...resources)).map(({ result, limit }) => `${result}: ${limit}`);

  test('the creatinine that was compared, and cystatin C with or without one', () => {
    const both = names(creatinine('1.2 mg/dL', { at: daysAgo(40) }), creatinine('1.2 mg/dL'), cystatinC('1.5 mg/L'));
    expect(both).toEqual([expect.stringMatching(/^Creatinine: steady/), expect.stringMatching(/^Cystatin C: /)]);
    const [alone] = names(cystatinC('1.5 mg/L'));
    expect(alone).toMatch(/^Cystatin C: /);
    expect(both[1]).not.toBe(alone);
    expect(names(egfr(`38 ${UNIT}`))).toEqual([]);
    // compared, and no earlier one agrees
    expect(names(creatinine('1.0 mg/dL', { at: daysAgo(40) }), creatinine('1.3 mg/dL'))).toEqual([]);
  });

  test('a creatinine that is not steady: the one that decides, else the one it is read with', () => {
    const risen = [creatinine('1.0 mg/dL', { at: daysAgo(4) }), creatinine('3.1 mg/dL')];
    expect(unsteadyRow(renal(...risen))).toMatchObject([{ value: '3.1 mg/dL', date: '2026-11-01' }]);
    const coded = condition('N17.9', { system: 'http://hl7.org/fhir/sid/icd-10-cm', since: daysAgo(3) });
    expect(unsteadyRow(renal(coded, creatinine('1.8 mg/dL', { at: daysAgo(20) })))).toMatchObject([
      { value: '1.8 mg/dL', date: '2026-10-12' },
    ]);
    expect(unsteadyRow(renal(coded))).toEqual([]);
    // of a limit sign there is no course
    expect(unsteadyRow(renal(coded, creatinine('<0.6 mg/dL')))).toMatchObject([{ date: '2026-11-01' }]);
  });

  test('the clearance, by which weight, never rounded onto its limit', () => {
    const of = (loinc: string, kilograms: string) =>
      clearanceRow(renal(creatinine('1.5 mg/dL'), observation(loinc, kilograms)))[0]?.result;
    const [weighed, stated] = [of('29463-7', '60 kg'), of('3142-7', '60 kg')];
    expect(weighed).toContain('calculated');
    expect(stated).not.toBe(weighed);
    const measured = observation('2164-2', '39.97 mL/min');
    expect(clearanceRow(renal(creatinine('1.5 mg/dL'), measured))).toMatchObject([{ value: '39.97 mL/min' }]);
    expect(clearanceRow(renal())).toEqual([]);
  });
});

describe('in a line', () => {
  const MYELOMA = condition('myeloma', { since: daysAgo(5) });
  const WEIGHT = weight('80 kg');
  const twice = (value: string) => [creatinine(value, { at: daysAgo(40) }), creatinine(value)];

  test('what meets the IMWG renal criterion: creatinine before clearance', () => {
    const by = (...resources: readonly fhir4.FhirResource[]) => criterionBy(reading(...resources));
    const old = patient({ birthDate: '1940-06-15' });
    expect(by(MYELOMA, ...twice('2.1 mg/dL'), weight('150 kg'))).toBe('creatinine');
    expect(by(MYELOMA, ...twice('2.1 mg/dL'), WEIGHT)).toBe('creatinine');
    expect(by(old, MYELOMA, ...twice('1.1 mg/dL'), weight('45 kg'))).toBe('clearance');
    // 177.2 µmol/L is above 177, and 2.0 mg/dL as it is read
    expect(by(MYELOMA, ...twice('177.2 umol/L'), weight('150 kg'))).toBe('creatinine');
    // 176.9 is not, and is 2.001 mg/dL
    expect(by(old, MYELOMA, ...twice('176.9 umol/L'), weight('45 kg'))).toBe('clearance');
    expect(by(MYELOMA, ...twice('176.9 umol/L'), weight('150 kg'))).toBeUndefined();
    expect(by(MYELOMA, ...twice('0.9 mg/dL'), WEIGHT)).toBeUndefined();
    expect(by(...twice('2.1 mg/dL'), WEIGHT)).toBeUndefined();
    expect(renalCriterionLine(reading(MYELOMA, ...twice('2.1 mg/dL')))).toEqual([expect.stringContaining('2 mg/dL')]);
    expect(renalCriterionLine(reading(old, MYELOMA, ...twice('1.1 mg/dL'), weight('45 kg')))).toEqual([
      expect.stringContaining('40 mL/min'),
    ]);
    expect(renalCriterionLine(reading(...twice('2.1 mg/dL')))).toEqual([]);
  });

  test('steady again at a higher level: the median of those before, of several', () => {
    const line = (before: readonly number[], now: readonly number[]) =>
      fellLine(
        reading(
          ...before.map((days) => creatinine('1.0 mg/dL', { at: daysAgo(days) })),
          ...now.map((days) => creatinine('2.0 mg/dL', { at: daysAgo(days) })),
        ),
      );
    expect(line([150], [20, 0])).toEqual([]);
    expect(line([200, 150], [40, 20, 0])).toEqual([expect.stringContaining('median of 3')]);
    expect(line([], [40, 20, 0])).toEqual([]);
  });

  test('cystatin C where it differs, with its result for the evidence', () => {
    const differs = [condition('mgus'), creatinine('0.9 mg/dL'), cystatinC('1.9 mg/L', { id: 'cys' })];
    expect(cystatinLine(reading(...differs))).toHaveLength(1);
    expect(cystatinBeside(reading(...differs)).map((m) => m.reference)).toEqual(['Observation/cys']);
    const agrees = [condition('mgus'), creatinine('0.9 mg/dL'), cystatinC('0.8 mg/L')];
    expect([cystatinLine(reading(...agrees)), cystatinBeside(reading(...agrees))]).toEqual([[], []]);
  });

  test('rejection of a transplant, and nephrology below 30', () => {
    expect(rejectionLine(reading(transplantation(daysAgo(900)))).join()).toContain('ejection');
    expect(rejectionLine(reading())).toEqual([]);
    const at = (value: string) => nephrologyLine(reading(egfr(`${value} ${UNIT}`))).length;
    expect([at('29.9'), at('30')]).toEqual([1, 0]);
  });
});

describe('how many times expected', () => {
  const times = (value: string, filtration: string) =>
    timesPhrase(resultInput([b2m(value, { high: '2.4 mg/L' }), egfr(`${filtration} ${UNIT}`)]).reading);

  test.each([
    // At an eGFR of 30 4.5 mg/L are expected, above it less.
    ['9.0 mg/L', '30', '2.0'],
    ['>9.0 mg/L', '30', 'more than 2.0'],
    ['<9.0 mg/L', '30', 'less than 2.0'],
    ['9.0 mg/L', '>30', 'more than 2.0'],
    ['9.0 mg/L', '<30', 'less than 2.0'],
    ['>=9.0 mg/L', '30', 'more than 2.0'],
    ['<=9.0 mg/L', '30', 'less than 2.0'],
    ['9.0 mg/L', '<=30', 'less than 2.0'],
    ['>9.0 mg/L', '>30', 'more than 2.0'],
    ['<9.0 mg/L', '<30', 'less than 2.0'],
    ['>9.0 mg/L', '<30', undefined],
    ['<9.0 mg/L', '>30', undefined],
    ['9.06 mg/L', '30', '2.02'],
    ['6.80 mg/L', '30', '1.51'],
    ['6.73 mg/L', '30', '1.49'],
  ])('B2M %s at an eGFR of %s: %s', (value, filtration, said) => {
    expect(times(value, filtration)).toBe(said);
  });

  test('a B2M of so much is what a GFR of about so much gives; the more of it, the less that is', () => {
    const [plain, less, more] = [undefined, '>', '<'].map((comparator) =>
      gfrPhrase({ value: 4.5, unit: 'mg/L', ...(comparator && { comparator: comparator as '>' | '<' }) }),
    );
    expect([plain, less, more]).toEqual(['about 30', 'less than 30', 'more than 30']);
  });

  test('nothing without an eGFR', () => {
    expect(timesPhrase(reading())).toBeUndefined();
  });
});
