// A situation and a chart → one reading: what the user looks at counts as data, and first.
import { describe, expect, test } from '@jest/globals';
import { covers } from '../../src/clinical/facts/coverage.ts';
import { readChart } from '../../src/decision/read-chart.ts';
import { queriesOf } from '../../src/decision/queries.ts';
import type { Chart, Located, Situation } from '../../src/contracts/service.ts';
import { READING } from '../../fixtures/published.ts';
import { AS_OF, b2m, chart, condition, daysAgo, patient } from '../support/chart.ts';

const OPTIONS = {
  settings: READING.settings,
  drugs: { antiNeoplastic: [], nephrotoxic: [], steroids: [] },
  localCodes: new Map([['urn:lab|B2M', '1952-1']]),
  comfortCare: { stop: new Set(['urn:site|HOSPICE']), soft: new Set<string>() },
  queries: queriesOf(
    { kidney: 'Observation?code=http://loinc.org|2160-0', conditions: 'Condition?patient=p1' },
    new Map(),
  ),
};
const situation = (results: readonly Located[] = [], parts: Partial<Situation> = {}): Situation => ({
  hook: 'result-view',
  patientId: 'p1',
  userId: 'Practitioner/x',
  results,
  draftOrders: [],
  selected: [],
  ...parts,
});
const charted = (resources: readonly fhir4.FhirResource[], unavailable: Chart['unavailable'] = new Map()): Chart => ({
  resources: chart(resources),
  unavailable,
});
const readAt = (s: Situation, c: Chart) => readChart(s, c, Date.parse(AS_OF), OPTIONS);

describe('the results of the hook', () => {
  const CHART = charted([patient(), b2m('3.0 mg/L', { id: 'known' })]);

  test('that are not on record yet are read and looked at', () => {
    const { reading, lookedAt } = readAt(situation(chart([b2m('4.0 mg/L', { id: 'new', at: daysAgo(9) })])), CHART);
    expect(reading.focus).toMatchObject({ reference: 'Observation/new', quantity: { value: 4 } });
    expect([...lookedAt]).toEqual(['Observation/new']);
  });

  test('outrank an older copy of the same result on the server', () => {
    const { reading } = readAt(situation(chart([b2m('3.3 mg/L', { id: 'known', status: 'corrected' })])), CHART);
    expect(reading.facts.measurements['b2m-serum']).toMatchObject([{ quantity: { value: 3.3 } }]);
  });

  test('of another patient are not looked at', () => {
    const others = b2m('9.9 mg/L', { id: 'x', with: { subject: { reference: 'Patient/p2' } } });
    expect(readAt(situation(chart([others])), CHART).reading.focus?.reference).toBe('Observation/known');
  });
});

test("the site's own codes and comfort-care codes are known", () => {
  const local = b2m('3.1 mg/L', { with: { code: { coding: [{ system: 'urn:lab', code: 'B2M' }] } } });
  expect(readAt(situation(), charted([patient(), local])).reading.focus?.quantity.value).toBe(3.1);
  const hospice = condition('HOSPICE', { system: 'urn:site' });
  expect(readAt(situation(), charted([patient(), hospice])).reading.outOfScope).toBe('comfort-care');
});

test('what could not be obtained is known to be missing', () => {
  const { reading } = readAt(situation(), charted([patient(), b2m('4 mg/L')], new Map([['conditions', '403']])));
  expect(reading.facts.unavailable).toEqual(['conditions']);
  expect(reading.renal.withheld).toBe('dialysis-unknown');
});

test('orders are for this patient, encounter and user, now', () => {
  expect(readAt(situation([], { encounterId: 'e1' }), charted([])).order).toEqual({
    patientId: 'p1',
    userId: 'Practitioner/x',
    encounterId: 'e1',
    asOf: Date.parse(AS_OF),
  });
  expect(readAt(situation(), charted([])).order.encounterId).toBeUndefined();
});

test('the facts can be told as JSON, measurements by analyte', () => {
  const { facts } = readAt(situation(), charted([patient(), b2m('4 mg/L', { id: 'b' })]));
  expect(JSON.parse(JSON.stringify(facts))).toMatchObject({
    asOf: Date.parse(AS_OF),
    patient: { sex: 'female' },
    measurements: { 'b2m-serum': [{ reference: 'Observation/b', quantity: { value: 4, unit: 'mg/L' } }] },
  });
});

describe('what was read in part', () => {
  const coverage = new Map([['kidney', [{ from: Date.parse('2026-09-01'), to: Infinity }]]]);
  const { reading, facts } = readAt(situation(), { ...charted([patient()]), coverage });

  test('is known by what its query asks for, and so is what could not be read at all', () => {
    expect(covers(reading.facts, 'creatinine-serum')).toBe(false);
    expect(covers(reading.facts, 'creatinine-serum', Date.parse('2026-09-01'))).toBe(true);
    expect(covers(reading.facts, 'conditions')).toBe(true);
    const lost = readAt(situation(), charted([patient()], new Map([['kidney', 'timeout']]))).reading.facts;
    expect(covers(lost, 'creatinine-serum', Date.parse(AS_OF))).toBe(false);
  });

  test('stands in the facts of explain, in words', () => {
    expect(JSON.parse(JSON.stringify(facts))).toMatchObject({
      partlyRead: [{ key: 'kidney', complete: ['from 2026-09-01 on'] }],
    });
  });
});

test('a query asks for codes of LOINC by the system or by the map of the site', () => {
  const local = new Map([['urn:lab|CREA', '2160-0']]);
  const queries = queriesOf(
    { labs: 'Observation?patient=x&code=urn:lab|CREA,http://loinc.org|1751-7,urn:x|9&_count=9' },
    local,
  );
  expect(queries.get('labs')).toEqual({ type: 'Observation', codes: new Set(['2160-0', '1751-7']) });
  expect(queriesOf({ patient: 'Patient/1' }, local).get('patient')).toEqual({ type: 'Patient' });
});
