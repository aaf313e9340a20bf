// What else on record decides: each entry with whether it counts, in agreement with what is read, and never many.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { careCircumstances } from '../../../src/clinical/reading/care-circumstances.ts';
import { newestOfEach, type Bearing, type Circumstance } from '../../../src/clinical/reading/circumstances.ts';
import { kidneyCircumstances, kidneyCircumstancesOf } from '../../../src/clinical/reading/kidney-circumstances.ts';
import { comparedStages } from '../../../src/clinical/reading/recorded-stages.ts';
import { wholeOf } from '../../../src/clinical/reading/whole.ts';
import {
  albumin,
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  patient,
  procedure,
  read,
  recordedStage,
  transplantation,
} from '../../support/chart.ts';

const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const PREGNANCY = '77386006';
const PALLIATIVE = '103735009';
const HOSPICE = '385763009';
const AKI = '14669001';
/** Two that agree, 14 days apart, the later with an eGFR well above 15. */
const OWN_FUNCTION = [creatinine('1.4 mg/dL', { at: daysAgo(20) }), creatinine('1.5 mg/dL', { at: daysAgo(6) })];

function undatedSession(): fhir4.Procedure {
  const { performedDateTime: _, ...rest } = dialysisSession();
  return rest;
}

const readingOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources]));
const of = (bears: Bearing, ...resources: readonly fhir4.FhirResource[]) =>
  kidneyCircumstances(readingOf(...resources)).filter((c) => c.bears === bears);
const standing = (bears: Bearing, ...resources: readonly fhir4.FhirResource[]) =>
  of(bears, ...resources).map(({ kind, counts, because }) => [kind, counts, ...(because ? [because] : [])].join(' '));

describe('of dialysis', () => {
  const transplanted = transplantation(daysAgo(100));

  test.each([
    ['a session', [dialysisSession(daysAgo(3))], ['dialysis-session yes']],
    ['dependence', [condition('dialysis')], ['dialysis yes']],
    ['dependence that is resolved', [condition('dialysis', { clinical: 'resolved' })], ['dialysis no inactive']],
    ['one that is suspected', [condition('dialysis', { verification: 'provisional' })], ['dialysis no suspected']],
    [
      'one of a status of no known word',
      [condition('dialysis', { verification: 'maybe' })],
      ['dialysis open status-not-understood'],
    ],
    ['care without a session', [condition('Z49.31', { system: ICD10CM, since: daysAgo(9) })], ['dialysis-care yes']],
    [
      'a session before a transplant',
      [dialysisSession(daysAgo(101)), transplanted],
      ['dialysis-session no before-the-transplant'],
    ],
    ['one of its day', [dialysisSession(daysAgo(100)), transplanted], ['dialysis-session yes']],
    [
      'dependence before it',
      [condition('dialysis', { since: daysAgo(900) }), transplanted],
      ['dialysis no before-the-transplant'],
    ],
    [
      'a session that two creatinines ended',
      [dialysisSession(daysAgo(40)), ...OWN_FUNCTION],
      ['dialysis-session no came-off-dialysis'],
    ],
    ['care as a procedure', [procedure('3257008', daysAgo(3))], ['dialysis-care yes']],
    ['one without a date', [undatedSession()], ['dialysis-session open undated']],
    [
      'one that may not have taken place',
      [{ ...dialysisSession(daysAgo(3)), status: 'unknown' as const }],
      ['dialysis-session open not-known-to-have-taken-place'],
    ],
    [
      'one before a transplant that may not have taken place',
      [{ ...dialysisSession(daysAgo(101)), status: 'unknown' as const }, transplanted],
      ['dialysis-session no before-the-transplant'],
    ],
    [
      'one that may not have taken place, and two creatinines since',
      [{ ...dialysisSession(daysAgo(40)), status: 'unknown' as const }, ...OWN_FUNCTION],
      ['dialysis-session no came-off-dialysis'],
    ],
    [
      'a course that began before a transplant and goes on after it',
      [{ ...undatedSession(), performedPeriod: { start: daysAgo(400), end: daysAgo(1) } }, transplanted],
      ['dialysis-session yes'],
    ],
    [
      'dependence of a status of no known word that is resolved',
      [condition('dialysis', { verification: 'maybe', clinical: 'resolved' })],
      ['dialysis no inactive'],
    ],
    ['neither', [condition('ckd')], []],
  ] as const)('%s', (_, resources, expected) => {
    expect(standing('dialysis', ...resources)).toEqual(expected);
  });

  test('the newest session, with the others and the first of them', () => {
    const sessions = Array.from({ length: 400 }, (__, i) => dialysisSession(daysAgo(2 + i * 2)));
    expect(of('dialysis', ...sessions)).toEqual([
      expect.objectContaining({
        counts: 'yes',
        latest: Date.parse(daysAgo(2)),
        others: { count: 399, earliest: Date.parse(daysAgo(800)) },
      }),
    ]);
  });

  test('one course is one entry, from its beginning to its end', () => {
    const course = { ...undatedSession(), performedPeriod: { start: daysAgo(400), end: daysAgo(1) } };
    const [entry, ...more] = of('dialysis', course);
    expect(entry).toMatchObject({ earliest: Date.parse(daysAgo(400)), latest: Date.parse(daysAgo(1)) });
    expect(entry?.others).toBeUndefined();
    expect(more).toEqual([]);
  });
});

describe('of the kidneys besides', () => {
  test.each<readonly [string, Bearing, readonly fhir4.FhirResource[], readonly string[]]>([
    ['end-stage disease', 'end-stage', [condition('esrd')], ['esrd yes']],
    [
      'of a status of no known word',
      'end-stage',
      [condition('esrd', { verification: 'maybe' })],
      ['esrd open status-not-understood'],
    ],
    [
      'with a transplant',
      'end-stage',
      [condition('esrd'), condition('kidney transplant')],
      ['esrd no before-the-transplant'],
    ],
    [
      'with a filtration of its own it counts all the same',
      'end-stage',
      [condition('esrd'), creatinine('1.5 mg/dL')],
      ['esrd yes'],
    ],
    ['stage 5 or end-stage', 'end-stage', [condition('I12.0', { system: ICD10CM })], ['ckd-5-or-esrd yes']],
    [
      'of a status of no known word it is passed over',
      'end-stage',
      [condition('I12.0', { system: ICD10CM, verification: 'maybe' })],
      ['ckd-5-or-esrd no status-not-understood'],
    ],
    [
      'with a filtration of its own',
      'end-stage',
      [condition('I12.0', { system: ICD10CM }), creatinine('1.5 mg/dL')],
      ['ckd-5-or-esrd no own-filtration'],
    ],
    ['a transplant', 'kidney-transplant', [condition('kidney transplant')], ['kidney-transplant yes']],
    [
      'one of a status of no known word',
      'kidney-transplant',
      [condition('kidney transplant', { verification: 'maybe' })],
      ['kidney-transplant no status-not-understood'],
    ],
    ['one that is refuted', 'kidney-transplant', [condition('kidney transplant', { verification: 'refuted' })], []],
    ['a coded injury', 'acute-kidney-injury', [condition(AKI, { since: daysAgo(3) }), b2m('5 mg/L')], ['aki yes']],
    ['of 31 days ago', 'acute-kidney-injury', [condition(AKI, { since: daysAgo(31) }), b2m('5 mg/L')], ['aki no over']],
    [
      'that is suspected',
      'acute-kidney-injury',
      [condition(AKI, { verification: 'provisional' })],
      ['aki no suspected'],
    ],
    [
      'that is resolved',
      'acute-kidney-injury',
      [condition(AKI, { clinical: 'resolved', since: daysAgo(3) })],
      ['aki no inactive'],
    ],
    [
      'a pregnancy that is suspected',
      'pregnancy',
      [condition(PREGNANCY, { since: daysAgo(60), verification: 'provisional' })],
      ['pregnancy no suspected'],
    ],
    [
      'that is resolved',
      'pregnancy',
      [condition(PREGNANCY, { since: daysAgo(60), clinical: 'resolved' })],
      ['pregnancy no inactive'],
    ],
    ['pregnancy', 'pregnancy', [condition(PREGNANCY, { since: daysAgo(60) })], ['pregnancy yes']],
    ['of 295 days ago', 'pregnancy', [condition(PREGNANCY, { since: daysAgo(295) })], ['pregnancy no another-time']],
    [
      'that has ended',
      'pregnancy',
      [condition(PREGNANCY, { since: daysAgo(60) }), condition('O80', { system: ICD10CM, since: daysAgo(9) })],
      ['pregnancy no another-time'],
    ],
  ])('%s', (_, bears, resources, expected) => {
    expect(standing(bears, ...resources)).toEqual(expected);
  });

  test('an entry is named by its code, status and days', () => {
    expect(of('acute-kidney-injury', condition('N17.9', { id: 'a', system: ICD10CM, since: '2026-10' }))).toEqual([
      expect.objectContaining({
        reference: 'Condition/a',
        certainty: 'confirmed',
        activity: 'active',
        code: { system: ICD10CM, code: 'N17.9' },
        earliest: Date.UTC(2026, 9, 1),
      }),
    ]);
    const long = condition(`N17.9${'0'.repeat(200)}`, { system: ICD10CM });
    expect(of('acute-kidney-injury', long).map((c) => c.code)).toEqual([undefined]);
  });

  test('those that bear on one thing, or on some, without the others', () => {
    const reading = readingOf(condition('esrd'), condition('dialysis'), condition('kidney transplant'));
    expect(kidneyCircumstancesOf(reading, 'dialysis').map((c) => c.kind)).toEqual(['dialysis']);
    expect(kidneyCircumstancesOf(reading, 'end-stage', 'kidney-transplant').map((c) => c.bears)).toEqual([
      'kidney-transplant',
      'end-stage',
    ]);
    expect(kidneyCircumstancesOf(reading, 'pregnancy')).toEqual([]);
  });

  test('nothing of a child, and with its whole reading none', () => {
    const child = read(chart([patient({ birthDate: '2015-01-01' }), condition('dialysis'), condition(HOSPICE)]));
    expect([kidneyCircumstances(child), careCircumstances(child)]).toEqual([[], []]);
    expect(wholeOf(child).circumstances).toEqual([]);
  });

  test('stand in the whole reading, before comfort and palliative care', () => {
    const { circumstances } = wholeOf(readingOf(condition(PALLIATIVE), condition('esrd')));
    expect(circumstances.map((c) => c.kind)).toEqual(['esrd', 'palliative-care']);
  });
});

describe('of comfort and palliative care', () => {
  const careOf = (...resources: readonly fhir4.FhirResource[]) =>
    careCircumstances(readingOf(...resources)).map((c) => [c.kind, c.counts, c.because ?? ''].join(' ').trim());

  test.each<readonly [string, readonly fhir4.FhirResource[], readonly string[]]>([
    ['hospice', [condition(HOSPICE, { since: daysAgo(9) })], ['comfort-care yes']],
    [
      'that is suspected',
      [condition(HOSPICE, { since: daysAgo(9), verification: 'provisional' })],
      ['comfort-care open suspected'],
    ],
    ['palliative care', [condition(PALLIATIVE)], ['palliative-care yes']],
    ['that is resolved', [condition(PALLIATIVE, { clinical: 'resolved' })], []],
    ['hospice as a service of long ago', [procedure(HOSPICE, daysAgo(400))], ['comfort-care no over']],
    [
      'hospice, and discharged from it since',
      [
        condition(HOSPICE, { since: daysAgo(9) }),
        { ...procedure('', daysAgo(3)), code: { text: 'Discharge from hospice' } },
      ],
      ['comfort-care no over'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(careOf(...resources)).toEqual(expected);
  });
});

describe('stages on record', () => {
  const MYELOMA = [condition('myeloma', { since: daysAgo(5) }), b2m('6 mg/L'), albumin('3.0 g/dL')];
  const stages = (...resources: readonly fhir4.FhirResource[]) =>
    comparedStages(readingOf(...resources)).map(({ recorded, compared, others }) => [
      recorded.system,
      recorded.stage,
      compared,
      others,
    ]);

  test.each([
    ['the same', [recordedStage('ISS', 'III'), ...MYELOMA], [['ISS', 'III', 'same', 0]]],
    ['another', [recordedStage('ISS', 'II'), ...MYELOMA], [['ISS', 'II', 'differs', 0]]],
    ['where none can be read', [recordedStage('ISS', 'II')], [['ISS', 'II', undefined, 0]]],
    [
      'one that cannot be read',
      [recordedStage('ISS', 'III', { status: 'preliminary' }), ...MYELOMA],
      [['ISS', undefined, undefined, 0]],
    ],
    ['of an index that is open', [recordedStage('R-ISS', 'II'), ...MYELOMA], [['R-ISS', 'II', undefined, 0]]],
  ] as const)('%s', (_, resources, expected) => {
    expect(stages(...resources)).toEqual(expected);
  });

  test('of several the newest is compared', () => {
    const [old, now] = [
      recordedStage('ISS', 'I', { at: daysAgo(30) }),
      recordedStage('ISS', 'III', { at: daysAgo(2) }),
    ];
    expect(stages(old, now, ...MYELOMA)).toEqual([['ISS', 'III', 'same', 1]]);
  });
});

describe('whatever stands on record', () => {
  const at = fc.option(fc.integer({ min: 0, max: 400 }).map(daysAgo), { nil: undefined });
  const status = fc.constantFrom('active', 'resolved', 'remission', 'nonsense');
  const sure = fc.constantFrom('confirmed', 'provisional', 'refuted', 'nonsense');
  const problem = fc.constantFrom('dialysis', 'esrd', 'kidney transplant', AKI, PREGNANCY, PALLIATIVE, HOSPICE);
  const entry = fc.oneof(
    fc
      .record({ problem, since: at, clinical: status, verification: sure })
      .map(({ problem: p, since, ...rest }) => condition(p, { ...(since !== undefined && { since }), ...rest })),
    at.map((day) => (day === undefined ? undatedSession() : dialysisSession(day))),
    at.map((day) => transplantation(day ?? daysAgo(200))),
    fc
      .tuple(fc.integer({ min: 6, max: 40 }), at)
      .map(([v, day]) => creatinine(`${v / 10} mg/dL`, { at: day ?? daysAgo(1) })),
  );
  const entries = fc
    .array(entry, { maxLength: 12 })
    .map((all) => all.map((resource, i): fhir4.FhirResource => ({ ...resource, id: `r${i}` })));

  test('something counts exactly where it is read so', () => {
    fc.assert(
      fc.property(entries, (resources) => {
        const reading = readingOf(b2m('5 mg/L', { id: 'b' }), ...resources);
        const care = careCircumstances(reading).filter((c) => c.counts !== 'no');
        if (reading.outOfScope === undefined) {
          const all = kidneyCircumstances(reading);
          const counts = (bears: Bearing) => all.some((c) => c.bears === bears && c.counts === 'yes');
          const { kidney, renal } = reading;
          expect(counts('dialysis')).toBe(kidney.dialysis);
          expect(counts('end-stage') && !kidney.dialysis).toBe(kidney.endStage);
          expect(counts('kidney-transplant')).toBe(kidney.transplant);
          expect(counts('acute-kidney-injury')).toBe((renal.steadiness.coded ?? reading.injury?.coded) !== undefined);
          if (renal.withheld === 'pregnancy') expect(counts('pregnancy')).toBe(true);
          if (renal.withheld === 'dialysis-open')
            expect(all.some((c) => c.bears === 'dialysis' && c.counts === 'open')).toBe(true);
          expect(care.length > 0).toBe(reading.palliative);
        } else expect(care.some((c) => c.kind === 'comfort-care' && c.counts === 'yes')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('the same in whatever order, and each reference once for what it bears on', () => {
    fc.assert(
      fc.property(entries, (resources) => {
        const told = kidneyCircumstances(readingOf(...resources));
        expect(kidneyCircumstances(readingOf(...resources.toReversed()))).toEqual(told);
        expect(new Set(told.map((c) => `${c.bears} ${c.reference}`)).size).toBe(told.length);
      }),
    );
  });

  test('what counts comes first, then what is open, whichever is newer', () => {
    const of3 = (['no', 'open', 'yes'] as const).map((counts, i): Circumstance => ({
      bears: 'dialysis',
      kind: 'dialysis',
      reference: `r${i}`,
      counts,
      latest: -i,
    }));
    for (const all of [of3, of3.toReversed(), of3.map((e, i) => ({ ...e, latest: i }))])
      expect(newestOfEach(all).map((e) => e.counts)).toEqual(['yes', 'open', 'no']);
  });

  test('of others without a date no first one is told', () => {
    const undated = [1, 2].map((i): Circumstance => ({
      bears: 'dialysis',
      kind: 'dialysis',
      reference: `r${i}`,
      counts: 'open',
    }));
    expect(newestOfEach(undated).map((e) => e.others)).toEqual([{ count: 1 }]);
  });

  test('no more than kinds and reasons, and none is lost', () => {
    const kind = fc.constantFrom('a', 'b');
    const one = fc.record({
      kind,
      counts: fc.constantFrom('yes' as const, 'no' as const),
      latest: fc.option(fc.nat(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 200 }), (all) => {
        const made = all.map((e, i): Circumstance => ({ ...e, bears: 'dialysis', reference: `Condition/${i}` }));
        const told = newestOfEach(made);
        expect(told.length).toBeLessThanOrEqual(4);
        expect(told.reduce((sum, { others }) => sum + 1 + (others?.count ?? 0), 0)).toBe(all.length);
        for (const { kind: k, counts, latest } of told) {
          const same = all.filter((e) => e.kind === k && e.counts === counts).map((e) => e.latest ?? -1);
          expect(latest ?? -1).toBe(Math.max(...same));
        }
      }),
    );
  });
});
