// A rise of B2M where its course matters: in which disease, what filtration does of it, and what is said and offered.
import { describe, expect, test } from '@jest/globals';
import { riseOf, tellRise } from '../../cds-services/b2m-result/rise.ts';
import { b2m, condition, creatinine, daysAgo, given } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

const course = (...values: readonly (readonly [string, number])[]) =>
  values.map(([value, days]) => b2m(value, { at: daysAgo(days), id: `b${days}` }));
const RISEN = course(['3.0 mg/L', 90], ['6.0 mg/L', 0]);
const STEADY = [90, 0].map((days) => creatinine('1.0 mg/dL', { at: daysAgo(days), id: `c${days}` }));
const TREATED = [condition('myeloma', { since: daysAgo(700) }), given('lenalidomide', daysAgo(690))];
const MGUS = condition('mgus', { since: daysAgo(900) });

const rise = (...resources: readonly fhir4.FhirResource[]) => riseOf(resultInput(resources).reading);
function told(...resources: readonly fhir4.FhirResource[]) {
  const input = resultInput(resources);
  const found = riseOf(input.reading);
  if (!found) throw new Error('no rise');
  return tellRise(input, found, 1);
}

describe('a rise', () => {
  test('in treated disease is told whatever filtration does of it', () => {
    expect(rise(...TREATED, ...RISEN, ...STEADY)).toMatchObject({ in: 'treated', filtration: 'part' });
    const fall = [creatinine('1.03 mg/dL', { at: daysAgo(90) }), creatinine('1.45 mg/dL')];
    const explained = course(['3.0 mg/L', 90], ['4.1 mg/L', 0]);
    expect(rise(...TREATED, ...explained, ...fall)).toMatchObject({ in: 'treated', filtration: 'all' });
    expect(rise(...TREATED, ...RISEN)).toMatchObject({ in: 'treated', filtration: 'open' });
    const nadir = course(['8.0 mg/L', 300], ['2.4 mg/L', 90], ['3.4 mg/L', 0]);
    expect(rise(...TREATED, ...nadir, ...STEADY, creatinine('1.0 mg/dL', { at: daysAgo(300) }))).toMatchObject({
      filtration: 'part',
    });
  });

  test('in MGUS only beyond filtration', () => {
    expect(rise(MGUS, ...RISEN, ...STEADY)).toMatchObject({ in: 'watched', filtration: 'part', words: 'MGUS' });
    expect(rise(MGUS, ...RISEN)).toBeUndefined();
  });

  test('in no disease, in an untreated one, or of a course that does not rise is none', () => {
    expect(rise(...RISEN, ...STEADY)).toBeUndefined();
    expect(rise(condition('cll', { since: daysAgo(700) }), ...RISEN, ...STEADY)).toBeUndefined();
    expect(rise(...TREATED, ...course(['3.0 mg/L', 90], ['3.2 mg/L', 0]), ...STEADY)).toBeUndefined();
  });
});

describe('of it is said', () => {
  const summary = (...resources: readonly fhir4.FhirResource[]) => told(...resources).summary;

  test('the factor, at least that where a limit sign stands', () => {
    expect(summary(...TREATED, ...RISEN, ...STEADY)).toContain('3.0 → 6.0 mg/L (×2.00)');
    const [least] = [summary(...TREATED, ...course(['<3.0 mg/L', 90], ['6.0 mg/L', 0]), ...STEADY)];
    expect(least).toMatch(/at least ×2\.00|≥ ?×?2\.00|more than/);
  });

  test('no share of filtration where it is open', () => {
    const open = summary(...TREATED, ...RISEN);
    const known = summary(...TREATED, ...RISEN, ...STEADY);
    expect(open).not.toBe(known);
    expect(known).toContain('eGFR');
    expect(told(...TREATED, ...RISEN).rows).toHaveLength(1);
    expect(told(...TREATED, ...RISEN, ...STEADY).rows).toHaveLength(2);
  });

  test('the B2M it is made of, with the creatinine beside', () => {
    const { inputs, besides } = told(...TREATED, ...RISEN, ...STEADY);
    expect(inputs?.map((m) => m.analyte)).toEqual(['b2m-serum', 'b2m-serum']);
    expect(besides?.map((m) => m.analyte)).toContain('creatinine-serum');
  });

  test('the tests of a plasma-cell disease, where there is one that is not over; none where filtration explains it', () => {
    const offered = (...resources: readonly fhir4.FhirResource[]) => told(...resources).suggestions?.length;
    const cll = [condition('cll', { since: daysAgo(700) }), given('ibrutinib', daysAgo(690))];
    expect(offered(...TREATED, ...RISEN, ...STEADY)).toBe(2);
    expect(offered(...cll, ...RISEN, ...STEADY)).toBe(0);
    expect(offered(...cll, MGUS, ...RISEN, ...STEADY)).toBe(2);
    const over = condition('mgus', { since: daysAgo(900), clinical: 'resolved' });
    expect(offered(...cll, over, ...RISEN, ...STEADY)).toBe(0);
    expect(offered(MGUS, ...RISEN, ...STEADY)).toBe(4);
    const fall = [creatinine('1.03 mg/dL', { at: daysAgo(90) }), creatinine('1.45 mg/dL')];
    expect(offered(...TREATED, ...course(['3.0 mg/L', 90], ['4.1 mg/L', 0]), ...fall)).toBe(0);
  });
});
