// What is said once is said again when what it rests on is another; what is urgent is said until it is answered.
import { expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import type { Once } from '../../src/cards/types.ts';
import { AS_OF } from '../support/chart.ts';
import { toCall, type Given } from './situation.ts';
import type { RESULTS } from './vocabulary.ts';

type Chart = Given & Readonly<Partial<Record<keyof typeof RESULTS, string | readonly string[]>>>;

/** What the card of a rule is remembered by; undefined where it is not said once. */
function onceOf(rule: string, given: Chart): Once | undefined {
  const call = toCall({ sex: 'male', age: 66, problems: ['myeloma, 5 days ago'] }, given, 'result-view');
  const cards = services.flatMap((s) => s.evaluate(call.situation, call.chart, Date.parse(AS_OF)).cards);
  const card = cards.find((c) => c.extension['org.clearstage.evidence'].rules[0]?.id === rule);
  if (!card) throw new Error(`${rule} leads no card`);
  return card.once;
}

const remembered = (rule: string, given: Chart): string | undefined => onceOf(rule, given)?.what;

const BEFORE = '1.0 mg/dL, 12 days ago';
const CODED = ['myeloma, 5 days ago', 'acute kidney injury, 1 days ago'];
const SMM = { problems: ['smouldering myeloma, 500 days ago'], b2m: '3.0 mg/L (limit 2.34)' };
const KIDNEY = { creatinine: ['1.0 mg/dL, 92 days ago', '1.0 mg/dL'] };
const TREATED = { ...KIDNEY, problems: ['myeloma, 400 days ago'], treatment: ['lenalidomide, 380 days ago'] };
const RELAPSED = { ...TREATED, problems: ['myeloma, relapsed, 400 days ago'] };
const FREE = { problems: ['mgus, 900 days ago'], freeLambda: '5 mg/L' };

test.each<[what: string, rule: string, first: Chart, second: Chart]>([
  [
    'a newer creatinine',
    'acute-kidney-injury',
    { creatinine: [BEFORE, '1.5 mg/dL, 1 days ago'] },
    { creatinine: [BEFORE, '1.5 mg/dL, 1 days ago', '1.5 mg/dL'] },
  ],
  [
    'a corrected creatinine',
    'acute-kidney-injury',
    { creatinine: [BEFORE, '1.5 mg/dL'] },
    { creatinine: [BEFORE, '1.6 mg/dL'] },
  ],
  [
    'an injury that somebody coded meanwhile',
    'acute-kidney-injury',
    { creatinine: '2.3 mg/dL' },
    { creatinine: '2.3 mg/dL', problems: CODED },
  ],
  [
    'a creatinine where there was none',
    'acute-kidney-injury',
    { problems: CODED },
    { problems: CODED, creatinine: '2.3 mg/dL' },
  ],
  [
    'a haemoglobin of another day',
    'defining-events',
    { ...SMM, haemoglobin: '9.4 g/dL' },
    { ...SMM, haemoglobin: ['12.0 g/dL, 40 days ago', '9.4 g/dL'] },
  ],
  [
    'calcium beside the haemoglobin',
    'defining-events',
    { ...SMM, haemoglobin: '9.4 g/dL' },
    { ...SMM, haemoglobin: '9.4 g/dL', calcium: '11.6 mg/dL' },
  ],
  [
    'another measured clearance',
    'defining-events',
    { ...SMM, creatinineClearance: '39 mL/min' },
    { ...SMM, creatinineClearance: '36 mL/min' },
  ],
  [
    'a value of relapse after one of treatment',
    'follow-up',
    { ...TREATED, b2m: '3.9 mg/L' },
    { ...RELAPSED, b2m: '3.9 mg/L' },
  ],
  [
    'a value of relapse, once a treatment is on record',
    'follow-up',
    { ...RELAPSED, treatment: [], b2m: '3.9 mg/L' },
    { ...RELAPSED, b2m: '3.9 mg/L' },
  ],
  ['another free light chain', 'light-chains', { ...FREE, freeKappa: '700 mg/L' }, { ...FREE, freeKappa: '800 mg/L' }],
])('%s is told again', (_, rule, first, second) => {
  expect(remembered(rule, first)).toBeDefined();
  expect(remembered(rule, second)).not.toBe(remembered(rule, first));
  expect(remembered(rule, { ...first, weight: '70 kg' })).toBe(remembered(rule, first));
});

test('an urgent injury is told until it is answered', () => {
  expect(remembered('acute-kidney-injury', { creatinine: ['1.0 mg/dL, 6 days ago', '2.0 mg/dL'] })).toBeUndefined();
});

test('that a value is no stage is said once of a patient, whatever the next value of its kind', () => {
  const first = onceOf('follow-up', { ...TREATED, b2m: '3.9 mg/L' });
  expect(first).toMatchObject({ ofPatient: true });
  expect(onceOf('follow-up', { ...TREATED, b2m: '4.2 mg/L' })).toEqual(first);
});

test('beside a baseline on record it is said of each value', () => {
  const given = { ...TREATED, b2m: ['6.1 mg/L, 398 days ago', '3.9 mg/L'] };
  expect(onceOf('follow-up', given)).toBeUndefined();
});
