// FISH, TP53 and criterion 4 in words: what makes a myeloma high risk, what does not count and why, what alone is open.
import { describe, expect, test } from '@jest/globals';
import { conditionalRisk } from '../../cds-services/b2m-result/conditional-risk.ts';
import {
  contradictionOf,
  hangsOnShare,
  highRiskBecause,
  isShareOpen,
  remarkLines,
  remarks,
} from '../../cds-services/b2m-result/genomics.ts';
import { criterion4Values, highRiskLead, openInCriterion4 } from '../../cds-services/b2m-result/high-risk.ts';
import {
  albumin,
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  fish,
  LOINC,
  observation,
  patient,
  read,
} from '../support/chart.ts';
import { toCall, type Given } from './situation.ts';

const USUAL: Given = { problems: ['myeloma, 5 days ago'] };
const LABS = [b2m('3.0 mg/L'), albumin('3.9 g/dL'), creatinine('0.9 mg/dL')];
type Answers = NonNullable<Given['fish']>;

function staged(answers: Answers, more: readonly fhir4.FhirResource[] = LABS) {
  const { chart: told } = toCall(USUAL, { fish: answers }, 'result-view');
  const { staging } = read([...told.resources, ...chart(more.map((r, i) => ({ ...r, id: r.id ?? `lab${i}` })))]);
  if (!staging) throw new Error('not staged');
  return staging;
}

describe('what makes it high risk', () => {
  test.each<[string, Answers, readonly string[]]>([
    ['nothing', {}, []],
    ['del(17p) in more than 20%', { 'del(17p)': '20.1 %' }, ['del(17p) in 20.1% of cells']],
    ['not in 20%', { 'del(17p)': '20 %' }, []],
    ['TP53 alone', { 'del(17p)': '15 %', 'TP53 mutation': 'present, pathogenic' }, ['TP53 mutation']],
    ['t(4;14) with 1q+', { 't(4;14)': 'present', '1q+': 'present' }, ['t(4;14) with 1q+']],
    ['t(4;14) with del(1p32)', { 't(4;14)': 'present', 'del(1p32)': 'present' }, ['t(4;14) with del(1p32)']],
    ['t(4;14) alone', { 't(4;14)': 'present', '1q+': 'absent', 'del(1p32)': 'absent' }, []],
    [
      'two translocations with both, and the share',
      { 't(4;14)': 'present', 't(14;16)': 'present', '1q+': 'present', 'del(1p32)': 'present, 45 %' },
      ['t(4;14) and t(14;16) with 1q+ and del(1p32) in 45% of cells'],
    ],
    ['del(1p32) with 1q+', { 'del(1p32)': 'present', '1q+': 'present' }, ['del(1p32) with 1q+']],
  ])('%s', (_, answers, because) => {
    expect(highRiskBecause(staged(answers))).toEqual(because);
  });

  test('del(1p32) of both alleles', () => {
    const both = observation('103667-2', undefined, {
      with: { valueCodeableConcept: { coding: [{ system: LOINC, code: 'LA9633-4' }], text: 'Biallelic deletion' } },
    });
    expect(highRiskBecause(staged({}, [...LABS, both]))).toEqual(['biallelic del(1p32)']);
  });
});

describe('a share of cells', () => {
  test.each<[string, Answers, boolean]>([
    ['none of them', { 'del(17p)': 'absent' }, false],
    ['too low though present', { 't(4;14)': 'present, 8 %' }, true],
    ['low in cells that were not selected', { 't(4;14)': '8 %' }, true],
    ['low in selected cells', { 't(4;14)': '8 % of selected cells' }, false],
    ['high though absent', { 't(4;14)': 'absent, 45 %' }, true],
    ['one of two', { 't(4;14)': 'present, 8 %', 'del(17p)': 'absent' }, true],
    ['del(17p) without one', { 'del(17p)': 'present' }, true],
    ['del(17p) with one', { 'del(17p)': '45 %' }, false],
  ])('is open: %s', (_, answers, isOpen) => {
    expect(isShareOpen(staged(answers))).toBe(isOpen);
  });

  test.each<[string, Answers, boolean]>([
    ['del(17p) without a share', { 'del(17p)': 'present' }, true],
    ['with it', { 'del(17p)': '45 %' }, false],
    ['high risk already', { 'del(17p)': 'present', 't(4;14)': 'present', '1q+': 'present' }, false],
    ['standard risk but for it', { 'del(17p)': 'present', 't(4;14)': 'absent', 't(14;16)': 'absent', 't(14;20)': 'absent', '1q+': 'absent', 'del(1p32)': 'absent', 'TP53 mutation': 'absent' }, true],
    ['del(17p) found and not found', { 'del(17p)': ['present', 'absent'] }, false],
    ['absent', { 'del(17p)': 'absent' }, false],
  ])('high risk hangs on it: %s', (_, answers, hangs) => {
    expect(hangsOnShare(staged(answers))).toBe(hangs);
  }); // prettier-ignore
});

describe('what does not count', () => {
  const said = (answers: Answers, more?: readonly fhir4.FhirResource[]) => remarks(staged(answers, more));
  const lines = (answers: Answers) => remarkLines(staged(answers));

  test('is not remarked where all counts', () => {
    expect(said({ 'del(17p)': '45 %', 't(4;14)': 'absent' })).toEqual([]);
  });

  test('exactly 20% is neither above nor below', () => {
    expect(lines({ 'del(17p)': '20 %' })).toHaveLength(1);
    for (const share of ['19.9 % of selected cells', '20.1 %']) expect(lines({ 'del(17p)': share })).toEqual([]);
  });

  test('what contradicts: of R-ISS in its own sentence, else with both days', () => {
    expect(lines({ 't(4;14)': ['present', 'absent'] })).toEqual([
      'The two FISH results cannot both be used; ask the laboratory which one counts.',
    ]);
    expect(lines({ '1q+': ['present', 'absent'] })).toEqual([
      '1q+ is present (2026-11-01) and absent (2026-11-01): ask the laboratory which one counts.',
    ]);
    const contradicted = staged({ '1q+': ['present', 'absent'], 't(4;14)': 'present, 8 %' }).fish;
    expect(contradictionOf(contradicted, ['gain1q'])).toMatchObject({ name: '1q+' });
    expect(contradictionOf(contradicted, ['del17p'])).toBeUndefined();
    expect(
      contradictionOf(staged({ '1q+': 'present', 't(4;14)': 'absent' }).fish, ['gain1q', 't4-14']),
    ).toBeUndefined();
    const low = staged({ 't(4;14)': ['present', '8 %'] }).fish;
    expect(contradictionOf(low, ['t4-14'])).toBeUndefined();
  });

  test('a low share has its row, and a word against its share a sentence', () => {
    expect(said({ 't(4;14)': 'present, 8 %' })).toEqual([{ text: expect.stringContaining('below'), isInTable: true }]);
    expect(lines({ 't(4;14)': 'present, 8 %' })).toEqual([]);
    expect(said({ 't(4;14)': 'absent, 45 %' })).toEqual([{ text: expect.stringContaining('ask the laboratory') }]);
  });

  test('a result that is not read has its row; one in free text is told with the others', () => {
    const unread = fish('t4-14', 'absent', {
      with: { valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA00000-0' }] } },
    });
    expect(said({}, [...LABS, unread])).toEqual([
      { text: 't(4;14) (2026-11-01) could not be read, not used.', isInTable: true },
    ]);
    const words = fish('t4-14', 'absent', { with: { valueCodeableConcept: undefined, valueString: 'see report' } });
    expect(said({}, [...LABS, words])).toEqual([]);
  });

  test('one of another time, unless there is one of the right time', () => {
    const old = 'absent, 100 days ago';
    expect(lines({ 't(4;14)': old, 't(14;16)': old })).toEqual([
      't(4;14) and t(14;16) (2026-07-24) tested more than 90 days before diagnosis: open at diagnosis.',
    ]);
    expect(lines({ 't(4;14)': [old, 'absent'] })).toEqual([]);
  });

  test('one of a time that is not known is said once for all of its day', () => {
    const month = { at: '2026-07' };
    const of = [fish('t4-14', 'absent', month), fish('t14-16', 'absent', month)];
    expect(said({}, [...LABS, ...of])).toEqual([
      { text: expect.stringMatching(/^FISH for t\(4;14\) and t\(14;16\) \(.*\): whether it shows the disease/) },
    ]);
  });
});

describe('criterion 4', () => {
  const open = (serum: string, value: string | undefined, more: readonly fhir4.FhirResource[] = []) =>
    openInCriterion4(
      staged({}, [b2m(serum), albumin('3.9 g/dL'), ...(value === undefined ? [] : [creatinine(value)]), ...more]),
    );

  test.each([
    ['5.5 mg/L', undefined, 'creatinine'],
    ['5.5 mg/L', '<1.5 mg/dL', 'creatinine'],
    ['>4 mg/L', '1.1 mg/dL', 'b2m'],
    ['>4 mg/L', '1.2 mg/dL', undefined],
    ['>4 mg/L', '<1.5 mg/dL', undefined],
    ['>4 mg/L', undefined, undefined],
    ['5.4 mg/L', undefined, undefined],
    ['5.5 mg/L', '1.1 mg/dL', undefined],
    ['5.5 mg/L', '1.2 mg/dL', undefined],
  ])('B2M %s with creatinine %s: %s alone is open', (serum, value, alone) => {
    expect(open(serum, value)).toBe(alone);
  });

  test('not where another criterion is met, nor of values that are not those of the diagnosis', () => {
    const high = [fish('t4-14', 'present'), fish('gain1q', 'present')];
    expect(open('5.5 mg/L', undefined, high)).toBeUndefined();
    const { staging } = read(chart([patient(), condition('myeloma'), b2m('5.5 mg/L'), albumin('3.9 g/dL')]));
    expect(staging && openInCriterion4(staging)).toBeUndefined();
  });

  test('is told with its two values, neither rounded onto its limit', () => {
    const values = criterion4Values(staged({}, [b2m('5.46 mg/L'), albumin('3.9 g/dL'), creatinine('1.196 mg/dL')]));
    expect(values).toContain('5.46 mg/L');
    expect(values).toContain('1.196 mg/dL');
  });
});

describe('high risk that is certain leads', () => {
  const lead = (myeloma: fhir4.Condition, ...resources: readonly fhir4.FhirResource[]) => {
    const reading = read(chart([patient(), myeloma, albumin('3.9 g/dL'), ...resources]));
    return reading.staging && highRiskLead(reading, reading.staging);
  };
  const MYELOMA = condition('myeloma', { since: daysAgo(5) });
  const GENES = [fish('t4-14', 'present'), fish('gain1q', 'present')];

  test('by criterion 4, with a renal share or without, else by genetics', () => {
    expect(lead(MYELOMA, b2m('6.1 mg/L'), creatinine('0.9 mg/dL'))).toBe('criterion-4');
    expect(lead(MYELOMA, b2m('6.1 mg/L'), creatinine('1.15 mg/dL'), ...GENES)).toBe('renal-share');
    expect(lead(MYELOMA, b2m('3.0 mg/L'), creatinine('0.9 mg/dL'), ...GENES)).toBe('genomic');
    const risen = [creatinine('0.5 mg/dL', { at: daysAgo(3) }), creatinine('0.9 mg/dL')];
    expect(lead(MYELOMA, b2m('6.1 mg/L'), ...risen, ...GENES)).toBe('genomic');
    expect(lead(MYELOMA, b2m('6.1 mg/L'), ...risen)).toBeUndefined();
    expect(lead(MYELOMA, b2m('3.0 mg/L'), creatinine('0.9 mg/dL'))).toBeUndefined();
  });

  test('only of the diagnosis', () => {
    expect(lead(condition('myeloma'), b2m('6.1 mg/L'), creatinine('0.9 mg/dL'), ...GENES)).toBeUndefined();
  });
});

describe('high risk under an if', () => {
  const told = (...resources: readonly fhir4.FhirResource[]) => {
    const { staging } = read(chart([patient(), condition('myeloma'), albumin('3.9 g/dL'), ...resources]));
    if (!staging) throw new Error('not staged');
    return conditionalRisk(staging, undefined, 1);
  };
  const high = [fish('t4-14', 'present'), fish('gain1q', 'present')];

  test('names the criteria that are met; criterion 4 only where creatinine is steady', () => {
    const steady = told(b2m('6.1 mg/L'), creatinine('0.9 mg/dL'), ...high);
    expect(steady).toMatchObject({ because: expect.stringMatching(/2 and 4|2, 4/), limits: {} });
    const risen = [creatinine('0.5 mg/dL', { at: daysAgo(3) }), creatinine('0.9 mg/dL')];
    const unsteady = told(b2m('6.1 mg/L'), ...risen, ...high);
    expect(unsteady).not.toHaveProperty('limits');
    expect(unsteady).toMatchObject({ because: expect.not.stringContaining('4'), lines: [] });
    expect(unsteady).toMatchObject({ because: expect.stringContaining('2') });
    expect(told(b2m('6.1 mg/L'), ...risen)).toHaveProperty('silent');
    expect(told(b2m('3.0 mg/L'), creatinine('0.9 mg/dL'))).toHaveProperty('silent');
  });
});
