// What else on record raises a B2M, by its state and its time, and the answer that M-protein or light chains give.
import { describe, expect, test } from '@jest/globals';
import { answerOf, askForCause, causesOf, causesOnRecord, isFarRaised } from '../../cds-services/b2m-result/causes.ts';
import { b2m, condition, creatinine, daysAgo, drug, egfr, given, mProtein, observation } from '../support/chart.ts';
import { resultInput, type InputOptions } from '../support/result-input.ts';

const CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const DRAWN = b2m('6.0 mg/L', { at: daysAgo(10), high: '2.4 mg/L', id: 'b' });
const reading = (resources: readonly fhir4.FhirResource[], options?: InputOptions) =>
  resultInput([DRAWN, ...resources], options).reading;
const causes = (...resources: readonly fhir4.FhirResource[]) => causesOf(reading(resources));
const undated = (name: string, status: 'active' | 'completed'): fhir4.MedicationRequest => {
  const { authoredOn: _, ...rest } = drug(name);
  return { ...rest, status };
};
const icd = (code: string, options: Parameters<typeof condition>[1] = {}) =>
  condition(code, { system: CM, ...options });

describe('a cause of a raised B2M', () => {
  test.each([
    ['lupus', [condition('lupus')], ['lupus'], []],
    ['one that is resolved', [condition('lupus', { clinical: 'resolved' })], [], []],
    ['one in remission', [condition('lupus', { clinical: 'remission' })], ['lupus'], []],
    ['a tumour', [icd('C50.911')], ['active malignancy'], []],
    ['a tumour in remission', [icd('C50.911', { clinical: 'remission' })], [], []],
    ['one that is suspected', [condition('lupus', { verification: 'provisional' })], [], ['lupus']],
    [
      'one both known and suspected',
      [condition('lupus'), condition('lupus', { verification: 'provisional' })],
      ['lupus'],
      [],
    ],
    [
      'one whose status is not understood',
      [condition('lupus', { with: { verificationStatus: { text: '?' } } })],
      [],
      [],
    ],
    ['sepsis of 30 days before', [icd('A41.9', { since: daysAgo(40) })], ['sepsis'], []],
    ['sepsis of 31 days before', [icd('A41.9', { since: daysAgo(41) })], [], []],
    ['sepsis without a date', [icd('A41.9')], [], ['sepsis']],
    ['what is no cause', [condition('ckd')], [], []],
    ['lithium of 90 days before', [given('lithium', daysAgo(100))], ['lithium'], []],
    ['lithium of 91 days before', [given('lithium', daysAgo(101))], [], []],
    ['lithium of its day', [given('lithium', daysAgo(10))], ['lithium'], []],
    ['lithium of the day after', [given('lithium', daysAgo(9))], [], []],
    ['lithium that is still taken', [drug('lithium', { at: daysAgo(900) })], ['lithium'], []],
    ['lithium that is taken since the day after', [drug('lithium', { at: daysAgo(9) })], [], []],
    ['lithium still taken, since nobody knows when', [undated('lithium', 'active')], ['lithium'], []],
    ['lithium of nobody knows when', [undated('lithium', 'completed')], [], []],
    [
      'several, in the order of their names',
      [condition('lupus'), given('lithium', daysAgo(12)), condition('hiv'), drug('ciclosporin', { at: daysAgo(99) })],
      ['HIV infection', 'ciclosporin', 'lithium', 'lupus'],
      [],
    ],
    [
      'several that are suspected',
      [condition('lupus', { verification: 'provisional' }), condition('hiv', { verification: 'provisional' })],
      [],
      ['HIV infection', 'lupus'],
    ],
  ])('%s', (_, resources, known, possible) => {
    expect(causes(...resources)).toEqual({ known, possible });
  });

  test('stands in the evidence with why it counts, and when a drug began', () => {
    const entries = causesOnRecord(
      reading([
        { ...drug('lithium', { at: daysAgo(900), id: 'l' }) },
        { ...given('ciclosporin', daysAgo(101)), id: 'c' },
        icd('A41.9', { since: daysAgo(41), id: 's' }),
        condition('hiv', { id: 'h', with: { verificationStatus: { text: '?' } } }),
        icd('C50.911', { id: 't', clinical: 'remission' }),
        condition('lupus', { id: 'u', clinical: 'resolved' }),
      ]),
    );
    const facts = Object.fromEntries(
      entries.map(({ reference, counts, because, ongoing, earliest }) => [
        reference.split('/')[1],
        [counts, because, ongoing, earliest === undefined ? undefined : new Date(earliest).toISOString().slice(0, 10)],
      ]),
    );
    expect(facts).toMatchObject({
      l: ['yes', undefined, true, daysAgo(900).slice(0, 10)],
      c: ['no', 'another-time', undefined, daysAgo(101).slice(0, 10)],
      s: ['no', 'another-time', undefined, daysAgo(41).slice(0, 10)],
      h: ['no', 'status-not-understood', undefined, undefined],
      t: ['no', 'in-remission', undefined, undefined],
      u: ['no', 'inactive', undefined, undefined],
    });
    const [first] = causesOnRecord(reading([undated('lithium', 'active')]));
    expect(first).not.toHaveProperty('earliest');
    expect(causesOnRecord(reading([given('lithium', daysAgo(12))]))[0]).not.toHaveProperty('ongoing');
  });
});

describe('the answer on record', () => {
  const ratio = (value: string, at: string) => observation('48378-4', value, { at });
  const kappa = (value: string, at: string) => observation('36916-5', value, { at });
  const lambda = (value: string, at: string) => observation('33944-0', value, { at });
  const EGFR = egfr('95 mL/min/{1.73_m2}', { at: daysAgo(10) });
  const answer = (...resources: readonly fhir4.FhirResource[]) => {
    const found = answerOf(reading([EGFR, ...resources]));
    return found && [found.mProtein?.quantity.value, found.lightChains?.ratio, found.high];
  };

  test.each([
    ['none', [], undefined],
    ['M-protein', [mProtein('2.9 g/dL', { at: daysAgo(10) })], [2.9, undefined, false]],
    ['M-protein of 3 g/dL', [mProtein('3 g/dL', { at: daysAgo(10) })], [3, undefined, true]],
    ['M-protein of 90 days before', [mProtein('1 g/dL', { at: daysAgo(100) })], [1, undefined, false]],
    ['M-protein of 91 days before', [mProtein('1 g/dL', { at: daysAgo(101) })], undefined],
    ['M-protein of 10 days after', [mProtein('1 g/dL', { at: daysAgo(0) })], [1, undefined, false]],
    ['a ratio outside its range', [ratio('8', daysAgo(10))], [undefined, 8, false]],
    ['a ratio within its range', [ratio('1', daysAgo(10))], undefined],
    ['a ratio of 90 days before', [ratio('8', daysAgo(100))], [undefined, 8, false]],
    ['a ratio of 91 days before', [ratio('8', daysAgo(101))], undefined],
    ['a ratio of 10 days after', [ratio('8', daysAgo(0))], [undefined, 8, false]],
    [
      'light chains that define myeloma',
      [kappa('1500 mg/L', daysAgo(10)), lambda('10 mg/L', daysAgo(10))],
      [undefined, 150, true],
    ],
  ])('%s', (_, resources, found) => {
    expect(answer(...resources)).toEqual(found);
  });

  test('a ratio of more than 90 days after a B2M that is older is not of its time', () => {
    const old = b2m('6.0 mg/L', { at: daysAgo(200), high: '2.4 mg/L' });
    const of = (days: number) => answerOf(resultInput([old, ratio('8', daysAgo(days))]).reading)?.lightChains?.ratio;
    expect([of(110), of(109)]).toEqual([8, undefined]);
  });
});

describe('a cause is asked for', () => {
  const NORMAL = creatinine('0.9 mg/dL', { at: daysAgo(10) });
  const asked = (...resources: readonly fhir4.FhirResource[]) => askForCause(reading([NORMAL, ...resources]));

  test('where nothing explains it; not in a disease that does, known or suspected or not understood', () => {
    expect(asked()).toBe('unexplained');
    expect(asked(condition('lupus'))).toBe('known-cause');
    expect(asked(mProtein('1 g/dL', { at: daysAgo(10) }))).toBe('answer');
    expect(asked(condition('mgus'))).toBeUndefined();
    expect(asked(condition('mgus', { verification: 'provisional' }))).toBeUndefined();
    expect(asked(condition('mgus', { with: { verificationStatus: { text: '?' } } }))).toBeUndefined();
  });

  test('an answer high enough is told with a suspected disease, too, and where filtration explains it', () => {
    const high = mProtein('3.1 g/dL', { at: daysAgo(10) });
    expect(asked(high, condition('mgus', { verification: 'provisional' }))).toBe('answer');
    expect(asked(high, condition('mgus'))).toBeUndefined();
    expect(askForCause(reading([egfr('25 mL/min/{1.73_m2}', { at: daysAgo(10) }), high]))).toBe('answer');
    expect(askForCause(reading([high, condition('dialysis')]))).toBeUndefined();
  });

  test('up to twice expected only what is found is told', () => {
    const partly = (...resources: readonly fhir4.FhirResource[]) =>
      askForCause(
        resultInput([b2m('3.3 mg/L', { high: '2.4 mg/L' }), egfr('75 mL/min/{1.73_m2}'), ...resources]).reading,
      );
    expect(partly()).toBeUndefined();
    expect(partly(condition('lupus'))).toBe('known-cause');
  });

  test('not where the problem list was read in part', () => {
    const partlyRead = [{ key: 'conditions', type: 'Condition', spans: [] }];
    expect(askForCause(reading([NORMAL], { partlyRead }))).toBeUndefined();
    const high = mProtein('3.1 g/dL', { at: daysAgo(10) });
    expect(askForCause(reading([NORMAL, high], { partlyRead }))).toBeUndefined();
  });
});

test('it is far raised from 1.5 times its limit and more than twice expected', () => {
  const far = (value: string, limit: string, filtration: string) =>
    isFarRaised(resultInput([b2m(value, { high: limit }), egfr(filtration)]).reading);
  const [normal, reduced] = ['95 mL/min/{1.73_m2}', '40 mL/min/{1.73_m2}'];
  expect([far('3.9 mg/L', '2.6 mg/L', normal), far('3.89 mg/L', '2.6 mg/L', normal)]).toEqual([true, false]);
  expect(far('6.0 mg/L', '2.6 mg/L', reduced)).toBe(false);
  expect(isFarRaised(resultInput([]).reading)).toBe(false);
});
