// What of all findings is told when a chart is opened: by the state of the disease, how new the results are, and whether it was told.
import { describe, expect, test } from '@jest/globals';
import { atChartOpening } from '../../cds-services/b2m-result/chart-opening.ts';
import { b2m, chart, condition, daysAgo, fish, given, patient, read } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

type Said = Parameters<typeof atChartOpening>[0];
type Finding = Said['findings'][number];

const EXEMPT = new Set(['acute-kidney-injury']);
const FRESH = b2m('6.1 mg/L', { id: 'new', at: daysAgo(30) });
const OLD = b2m('<5.5 mg/L', { id: 'old', at: daysAgo(31) });
const measured = (...resources: readonly fhir4.FhirResource[]) =>
  Object.values(read(chart([patient(), ...resources])).facts.measurements).flat();
const finding = (rule: string, parts: Partial<Finding> = {}): Finding =>
  ({ rule, topic: 'b2m', indicator: 'warning', because: 'it is so', inputs: measured(FRESH), ...parts }) as Finding;

/** What is left of findings in a patient with some problems, and why of the others. */
function opening(problems: readonly fhir4.FhirResource[], ...findings: readonly Finding[]) {
  const { reading, settings } = resultInput(problems);
  const outcomes = findings.map(({ rule }) => ({ id: rule, fired: true, because: 'it is so' }));
  const { findings: told, outcomes: why } = atChartOpening({ findings, outcomes }, reading, settings, EXEMPT);
  return { told, why, rules: told.map((f) => f.rule), indicators: told.map((f) => f.indicator) };
}
const since = (days: number, clinical = 'active') =>
  condition('myeloma', { since: daysAgo(days).slice(0, 10), clinical });

describe('when a chart is opened', () => {
  test('the course is never told, whatever the state', () => {
    const { rules, why } = opening([since(6)], finding('follow-up'), finding('light-chains'), finding('iss-stage'));
    expect(rules).toEqual(['iss-stage']);
    expect(why.map(({ fired }) => fired)).toEqual([false, false, true]);
    expect(why[0]?.because).toContain('it is so');
    expect(why[2]?.because).toBe('it is so');
  });

  test('what is urgent is told as it is', () => {
    const urgent = finding('acute-kidney-injury', { inputs: measured(OLD) });
    expect(opening([], urgent).told).toEqual([urgent]);
  });

  test('an index is not told in treated disease', () => {
    const cll = (clinical: string) => condition('cll', { since: daysAgo(800).slice(0, 10), clinical });
    const treated = given('ibrutinib', daysAgo(200));
    const of = (...problems: readonly fhir4.FhirResource[]) =>
      opening(problems, finding('prognostic-index'), finding('iss-stage')).rules;
    expect(of(cll('active'))).toEqual(['prognostic-index', 'iss-stage']);
    expect(of(cll('active'), treated)).toEqual(['iss-stage']);
    for (const state of ['remission', 'relapse']) expect(of(cll(state))).toEqual(['iss-stage']);
    // one of several diseases is enough
    expect(of(cll('active'), treated, since(6))).toEqual(['iss-stage']);
  });
});

describe('of a new disease', () => {
  const old = finding('iss-stage', { inputs: measured(OLD) });

  test('all is told, warnings as such, up to 90 days after the diagnosis', () => {
    expect(opening([since(90)], old)).toMatchObject({ rules: ['iss-stage'], indicators: ['warning'] });
    expect(opening([since(91)], old).rules).toEqual([]);
  });

  test.each([
    ['treated', [since(20), given('bortezomib', daysAgo(3))]],
    ['without a date', [condition('myeloma')]],
    ['in remission', [since(20), since(5, 'remission')]],
    ['none', []],
  ])('not where it is %s: only what is new, and as information', (_, problems) => {
    expect(opening(problems, old).rules).toEqual([]);
    expect(opening(problems, finding('iss-stage'))).toMatchObject({ rules: ['iss-stage'], indicators: ['info'] });
  });

  test('one new disease beside an old one is enough', () => {
    expect(opening([since(20), condition('cll', { since: '2020-01-01' })], old).rules).toEqual(['iss-stage']);
  });
});

describe('of an older one', () => {
  const told = (parts: Partial<Finding>) => opening([since(400)], finding('renal-confounding', parts));

  test('what rests on a result of the last 30 days is told, one of them being enough', () => {
    expect(told({ inputs: measured(FRESH, OLD) }).rules).toHaveLength(1);
    expect(told({ inputs: measured(OLD) }).rules).toEqual([]);
    expect(told({ inputs: [] }).rules).toEqual([]);
    expect(told({ inputs: measured(OLD) }).why[0]?.because).toContain('30 days');
  });

  test('a warning becomes information; what is critical stays', () => {
    const indicators = (['info', 'warning', 'critical'] as const).flatMap(
      (indicator) => told({ indicator }).indicators,
    );
    expect(indicators).toEqual(['info', 'info', 'critical']);
  });
});

describe('the same is told once', () => {
  const key = (...findings: readonly Finding[]) => opening([since(6)], ...findings).told.map((f) => f.once);
  const stained = fish('del17p', 'present', { id: 'f', at: daysAgo(5) });
  const results = read(chart([patient(), since(6), stained])).staging?.fish.used ?? [];

  test('a set of results within 7 days, by their values and limit signs, in one order', () => {
    const what = 'Observation/new 6.1|Observation/old <5.5';
    for (const inputs of [measured(FRESH, OLD), measured(FRESH, OLD).toReversed()]) {
      expect(key(finding('iss-stage', { inputs }))).toEqual([{ what, days: 7 }]);
    }
  });

  test('with its genetics; of all findings of its card; each result once', () => {
    const [both] = key(finding('iss-stage'), finding('ims-imwg-2025', { cytogenetics: results }));
    expect(both?.what).toBe('Observation/f|Observation/new 6.1');
  });

  test('not of another card', () => {
    const urine = finding('urine-localisation', { topic: 'urine', inputs: measured(OLD) });
    expect(key(finding('iss-stage'), urine).map((o) => o?.what)).toEqual([
      'Observation/new 6.1',
      'Observation/old <5.5',
    ]);
  });

  test('nor of what was kept silent', () => {
    const [stage] = key(finding('iss-stage'), finding('follow-up', { inputs: measured(OLD) }));
    expect(stage?.what).toBe('Observation/new 6.1');
  });
});
