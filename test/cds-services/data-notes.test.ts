// What a card says of the data behind it: what was not used and why, and what is said elsewhere on the card and so is not a note.
import { describe, expect, test } from '@jest/globals';
import { dataNotes, linksOf } from '../../cds-services/b2m-result/cards.ts';
import {
  albumin,
  b2m,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  egfr,
  given,
  ldh,
  patient,
  procedure,
} from '../support/chart.ts';
import { resultInput, type InputOptions } from '../support/result-input.ts';
import type { ResultInput } from '../../cds-services/b2m-result/input.ts';

interface Asked extends InputOptions {
  readonly hook?: 'result-view' | 'patient-view';
  readonly pending?: readonly string[];
}
function notes(resources: readonly fhir4.FhirResource[], { hook, pending, ...options }: Asked = {}): readonly string[] {
  const input = resultInput(resources, options);
  const asked: ResultInput = {
    ...input,
    ...(pending && { pending }),
    ...(hook && { situation: { ...input.situation, hook } }),
  };
  return dataNotes(asked, new Set(), false);
}
const opened = (...resources: readonly fhir4.FhirResource[]) => notes(resources, { hook: 'patient-view' });

const MYELOMA = condition('myeloma', { since: daysAgo(6) });
const B2M = b2m('6.1 mg/L', { high: '2.4 mg/L' });
const FILTRATION = creatinine('0.9 mg/dL');
const OTHER = { subject: { reference: 'Patient/other' } };

describe('the record itself', () => {
  test('nothing is said where all was read', () => {
    expect(notes([MYELOMA, B2M, FILTRATION, albumin('3.9 g/dL')])).toEqual([]);
  });

  test('replaced by another', () => {
    const replaced = patient({ with: { link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] } });
    expect(notes([replaced, B2M, FILTRATION])).toEqual(['This record was replaced by another one: nothing is staged.']);
  });

  test('dated by its issue', () => {
    const issued = b2m('6.1 mg/L', { issued: daysAgo(0), with: { effectiveDateTime: undefined } });
    expect(notes([issued, FILTRATION])).toEqual(['The specimen is undated; the date of issue stands in for it.']);
  });

  test('results of another patient, where results were opened', () => {
    const elsewhere = creatinine('4.0 mg/dL', { with: OTHER });
    const said = ['Results of another patient came with the request and were not used.'];
    expect(notes([B2M, FILTRATION, elsewhere])).toEqual(said);
    expect(opened(B2M, FILTRATION, elsewhere)).toEqual([]);
    expect(notes([B2M, FILTRATION, creatinine('4.0', { at: daysAgo(3) })])).not.toContain(said[0]);
  });

  test('a preliminary B2M, unless the table has a row for it', () => {
    const pending = ['a B2M of 2026-11-01'];
    expect(notes([B2M, FILTRATION], { pending })).toEqual([
      'Pending: a B2M of 2026-11-01 is preliminary and was not used.',
    ]);
    expect(notes([B2M, FILTRATION])).toEqual([]);
    expect(notes([MYELOMA, albumin('3.9 g/dL'), FILTRATION], { pending })).toEqual([]);
  });
});

describe('two methods of one draw', () => {
  const by = (method: string) => ({ with: { method: { text: method } } });
  const ALBUMINS = [albumin('3.4 g/dL', by('A')), albumin('3.6 g/dL', by('B'))];
  const B2MS = [b2m('5.4 mg/L', by('A')), b2m('5.6 mg/L', by('B'))];

  test('of a stage are rows: only that they differ is said', () => {
    expect(notes([MYELOMA, B2M, FILTRATION, ...ALBUMINS])).toEqual([
      'Methods differ; ask the laboratory which albumin counts.',
    ]);
    expect(notes([MYELOMA, ...B2MS, FILTRATION, albumin('3.9 g/dL')])).toEqual([
      'Methods differ; ask the laboratory which result counts.',
    ]);
  });

  test('of no stage are named with their values', () => {
    const both = /^B2M of one draw by two methods: 5\.[46] mg\/L \([AB], LOINC 1952-1\), 5\.[46] mg\/L/;
    expect(notes([...B2MS, FILTRATION])).toEqual([expect.stringMatching(both)]);
    const treated = given('bortezomib', daysAgo(3));
    expect(notes([MYELOMA, treated, ...B2MS, FILTRATION])).toEqual([expect.stringMatching(both)]);
    expect(notes([MYELOMA, treated, B2M, FILTRATION, ...ALBUMINS])).toEqual([
      expect.stringMatching(/^Albumin of one draw by two methods: 3\.[46] g\/dL \([AB], LOINC 1751-7\)/),
    ]);
  });
});

describe('a B2M that cannot be used', () => {
  const bad = (days: number, value = '5.1') => b2m(value, { at: daysAgo(days), id: `bad${days}` });
  const inWords = (days: number) =>
    b2m('5.1 mg/L', { at: daysAgo(days), id: `words${days}`, with: { valueQuantity: undefined, valueString: '5.1' } });

  test('is named where it is not older than the one that is read', () => {
    expect(opened(B2M, FILTRATION, bad(0))).toEqual(['Serum B2M of 2026-11-01 not used: no unit.']);
    expect(opened(b2m('6.1 mg/L', { at: daysAgo(2) }), FILTRATION, bad(3))).toEqual([]);
    expect(opened(B2M, FILTRATION, b2m('5.1', { with: { effectiveDateTime: '2026-02-31' } }))).toEqual([
      'Serum B2M not used: a date that cannot be read.',
    ]);
  });

  test('of a current value is named, however old', () => {
    const treated = [MYELOMA, given('bortezomib', daysAgo(5)), b2m('6.1 mg/L', { at: daysAgo(1) }), FILTRATION];
    expect(opened(...treated, bad(20))).toEqual(['Serum B2M of 2026-10-12 not used: no unit.']);
  });

  test('opened, the first is told by the unit check; what is in words is not', () => {
    expect(notes([B2M, FILTRATION, bad(0)])).toEqual([]);
    expect(notes([B2M, FILTRATION, inWords(0)])).toEqual(['Serum B2M of 2026-11-01 not used: text, no number.']);
    const awaited = [MYELOMA, albumin('3.9 g/dL'), FILTRATION];
    expect(opened(...awaited, bad(0))).toEqual([]);
    expect(opened(...awaited, bad(0), bad(1))).toHaveLength(1);
    const earlier = { ...inWords(1), id: 'a' };
    expect(notes([...awaited, bad(0), earlier])).toEqual(['Serum B2M of 2026-10-31 not used: text, no number.']);
    expect(notes([B2M, FILTRATION, bad(0), { ...bad(0), id: 'second' }])).toHaveLength(1);
    expect(notes([...awaited, bad(0), inWords(1)])).toEqual(['Serum B2M of 2026-10-31 not used: text, no number.']);
  });

  test('preliminary is said as pending; of another result that it is not used', () => {
    expect(opened(B2M, FILTRATION, b2m('5.0 mg/L', { status: 'preliminary' }))).toEqual([]);
    expect(opened(B2M, creatinine('0.9 mg/dL', { status: 'preliminary' }))).toEqual([]);
    const low = b2m('2.0 mg/L', { high: '2.4 mg/L' });
    expect(opened(low, creatinine('0.9 mg/dL', { status: 'preliminary' }))).toEqual([
      'Creatinine of 2026-11-01 not used: preliminary.',
    ]);
  });

  test('four are named at most', () => {
    const [line] = opened(b2m('6.1 mg/L', { at: daysAgo(9) }), FILTRATION, ...[0, 1, 2, 3, 4].map((days) => bad(days)));
    expect(line?.split('; ')).toHaveLength(4);
  });

  test('of a month, read as the B2M of the stage or of the card, is not said to be unused', () => {
    const month = b2m('6.1 mg/L', { at: '2026-10' });
    expect(opened(month, FILTRATION)).toEqual([]);
  });
});

describe('a companion that cannot be used', () => {
  const ALBUMIN = albumin('3.9');
  const LDH = ldh('180', { high: '225' });

  test('of a stage has its row', () => {
    expect(opened(MYELOMA, B2M, FILTRATION, ALBUMIN, LDH)).toEqual([]);
  });

  test('without a stage is a note: of a current value, of an ISS without any R-ISS, on dialysis', () => {
    const said = ['Albumin of 2026-11-01 not used: no unit; LDH of 2026-11-01 not used: no unit.'];
    expect(opened(MYELOMA, given('bortezomib', daysAgo(5)), B2M, FILTRATION, ALBUMIN, LDH)).toEqual(said);
    expect(opened(MYELOMA, B2M, dialysisSession(), FILTRATION, ALBUMIN, LDH)).toEqual(said);
    expect(opened(MYELOMA, b2m('>3 mg/L'), FILTRATION, ALBUMIN, LDH)).toEqual(said);
  });

  test('beside one that is used is none; nor without myeloma', () => {
    const treated = [MYELOMA, given('bortezomib', daysAgo(5)), B2M, FILTRATION];
    expect(opened(...treated, ALBUMIN, albumin('3.9 g/dL', { id: 'good' }), ldh('180 U/L', { id: 'l' }), LDH)).toEqual(
      [],
    );
    expect(opened(B2M, FILTRATION, ALBUMIN, LDH)).toEqual([]);
  });

  test('within 30 days of the B2M, not of today', () => {
    const old = condition('myeloma', { since: daysAgo(100) });
    const treated = [old, given('bortezomib', daysAgo(80)), b2m('6.1 mg/L', { at: daysAgo(40) }), FILTRATION];
    const at = (days: number) => albumin('3.9', { at: daysAgo(days) });
    expect([opened(...treated, at(70)), opened(...treated, at(71))]).toEqual([
      ['Albumin of 2026-08-23 not used: no unit.'],
      [],
    ]);
    expect(opened(...treated, at(9))).toEqual([]);
  });

  test('opened, the unit check tells what has no unit, and a note what is not a number', () => {
    const treated = [MYELOMA, given('bortezomib', daysAgo(5)), B2M, FILTRATION];
    const words = albumin('3.9 g/dL', { with: { valueQuantity: undefined, valueString: 'low' } });
    expect(notes([...treated, ALBUMIN, LDH])).toEqual([]);
    expect(notes([...treated, words])).toEqual(['Albumin of 2026-11-01 not used: text, no number.']);
  });
});

describe('a creatinine that cannot be used', () => {
  const UNUSED = creatinine('0.9', { id: 'unused' });
  const SAID = ['Creatinine of 2026-11-01 not used: no unit.'];

  test('is told with what it leaves open of a raised B2M, and not again', () => {
    expect(opened(B2M, UNUSED)).toEqual([]);
    expect(opened(B2M, UNUSED, FILTRATION)).toEqual([]);
  });

  test('is a note where nothing says so: B2M not raised, none at all, on dialysis, by a reported eGFR', () => {
    expect(opened(b2m('2.0 mg/L', { high: '2.4 mg/L' }), UNUSED)).toEqual(SAID);
    expect(opened(UNUSED)).toEqual(SAID);
    expect(opened(B2M, dialysisSession(), UNUSED)).toEqual(SAID);
    expect(opened(b2m('4.6 mg/L', { high: '2.4 mg/L' }), egfr('>60 mL/min/{1.73_m2}'), UNUSED)).toEqual(SAID);
    expect(opened(B2M, egfr('90 mL/min/{1.73_m2}'), UNUSED)).toEqual(SAID);
    expect(opened(b2m('2.6 mg/L', { high: '2.4 mg/L' }), egfr('70 mL/min/{1.73_m2}'), UNUSED)).toEqual(SAID);
  });
});

describe('entries that could not be read', () => {
  const DRUG = { ...given('', daysAgo(3)), medicationCodeableConcept: { coding: [{ system: 'urn:own', code: '1' }] } };
  const PROCEDURE = procedure('', daysAgo(3));

  test('drugs and procedures are told with a stage only', () => {
    expect(opened(B2M, FILTRATION, DRUG, PROCEDURE)).toEqual([]);
    expect(opened(MYELOMA, B2M, FILTRATION, DRUG, PROCEDURE)).toEqual([
      expect.stringContaining('medication could not be read: whether treatment has begun is open'),
      expect.stringContaining('procedure could not be read: treatment and dialysis are open in so far'),
    ]);
    const { performedDateTime: _, ...undated } = dialysisSession();
    expect(opened(MYELOMA, B2M, FILTRATION, undated)).toEqual([
      expect.stringContaining('whether dialysis goes on is open'),
    ]);
    expect(opened(MYELOMA, B2M, FILTRATION, undated, PROCEDURE)).toEqual([
      expect.stringContaining('treatment and dialysis are open in so far'),
    ]);
  });
});

test('the trend is linked from a card that tells one, with two days of B2M', () => {
  const links = (resources: readonly fhir4.FhirResource[], ...trends: readonly boolean[]) => {
    const findings = trends.map((trend) => ({ rule: 'r', trend, citations: [] }));
    return linksOf(resultInput(resources))({ findings } as never).filter((l) => l.type === 'smart');
  };
  const two = [b2m('3.0 mg/L', { at: daysAgo(9) }), B2M];
  expect(links(two, true)).toEqual([
    { label: 'B2M over time', url: '/smart/launch', type: 'smart', appContext: 'view=trend' },
  ]);
  expect(links(two, false, true)).toHaveLength(1);
  expect(links(two, false)).toEqual([]);
  expect(links([b2m('3.0 mg/L', { at: daysAgo(0.02), id: 'x' }), B2M], true)).toEqual([]);
});
