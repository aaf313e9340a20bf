// The problem list → the diseases and contexts that decide how a B2M is read.
import { describe, expect, test } from '@jest/globals';
import { chart, collect, condition, patient, read, SNOMED, b2m, albumin, daysAgo } from '../../support/chart.ts';

const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
const ICD10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10_GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';

function kindsOf(...conditions: readonly fhir4.Condition[]): readonly string[] {
  const { diseases, contexts } = collect(chart([patient(), ...conditions]));
  return [...diseases, ...contexts].map((c) => c.kind);
}
const oneOf = (c: fhir4.Condition) => {
  const { diseases, contexts } = collect(chart([patient(), c]));
  return [...diseases, ...contexts][0];
};
const codings = (...pairs: readonly (readonly [string, string])[]): Partial<fhir4.Condition> => ({
  code: { coding: pairs.map(([system, code]) => ({ system, code })) },
});

describe('codes', () => {
  test.each([SNOMED, ICD10, ICD10_CM, ICD10_GM])('an empty code of %s means nothing', (system) => {
    for (const code of ['', ' ', '.']) {
      expect(kindsOf({ ...condition('lupus'), code: { coding: [{ system, code }] } })).toEqual([]);
    }
  });

  test.each([
    ['109989006', 'myeloma'],
    ['277579002', 'myeloma'],
    ['277580004', 'myeloma'],
    ['94704006', 'myeloma'],
    ['452291000124109', 'myeloma'],
    ['415112005', 'plasmacytoma'],
    ['413587002', 'smouldering-myeloma'],
    ['440422002', 'smouldering-myeloma'],
    ['441313008', 'smouldering-myeloma'],
    ['277577000', 'mgus'],
    ['277473004', 'cll'],
    ['92814006', 'cll'],
    ['302841002', 'cll'],
    ['190818004', 'waldenstrom'],
    ['308121000', 'follicular-lymphoma'],
    ['109969005', 'dlbcl'],
    ['443487006', 'mantle-cell-lymphoma'],
    ['23132008', 'al-amyloidosis'],
    ['237865009', 'al-amyloidosis'],
    ['402453006', 'al-amyloidosis'],
    ['91857003', 'all'],
    ['127225006', 'cmml'],
    ['307651005', 'myelofibrosis'],
    ['709044004', 'ckd'],
    ['433144002', 'ckd-3'],
    ['431857002', 'ckd-4-5'],
    ['433146000', 'ckd-4-5'],
    ['46177005', 'esrd'],
    ['236435004', 'dialysis'],
    ['105502003', 'dialysis'],
    ['737295003', 'kidney-transplant'],
    ['161665007', 'kidney-transplant'],
    ['69896004', 'rheumatoid-arthritis'],
    ['55464009', 'lupus'],
    ['83901003', 'sjogren'],
    ['86406008', 'hiv'],
    ['28944009', 'cmv'],
    ['66071002', 'hepatitis'],
    ['19943007', 'cirrhosis'],
    ['34000006', 'inflammatory-bowel-disease'],
    ['56717001', 'tuberculosis'],
    ['24700007', 'multiple-sclerosis'],
    ['32278006', 'myeloma-kidney'],
  ])('SNOMED CT %s is %s', (code, kind) => {
    expect(kindsOf(condition(code))).toEqual([kind]);
  });

  test.each([
    ['C90.00', 'myeloma', 'active'],
    ['C90.0', 'myeloma', 'active'],
    ['C9000', 'myeloma', 'active'],
    ['c90.00', 'myeloma', 'active'],
    ['C90.01', 'myeloma', 'remission'],
    ['C90.02', 'myeloma', 'relapse'],
    ['C90.10', 'plasma-cell-leukaemia', 'active'],
    ['C90.20', 'plasmacytoma', 'active'],
    ['C90.30', 'plasmacytoma', 'active'],
    ['D47.2', 'mgus', 'active'],
    ['C91.10', 'cll', 'active'],
    ['C91.11', 'cll', 'remission'],
    ['C91.12', 'cll', 'relapse'],
    ['C83.00', 'lymphoma', 'active'],
    ['C83.09', 'lymphoma', 'active'],
    ['C88.0', 'waldenstrom', 'active'],
    ['C82.00', 'follicular-lymphoma', 'active'],
    ['C82.99', 'follicular-lymphoma', 'active'],
    ['C83.31', 'dlbcl', 'active'],
    ['C83.19', 'mantle-cell-lymphoma', 'active'],
    ['E85.81', 'al-amyloidosis', 'active'],
    ['C91.00', 'all', 'active'],
    ['C91.01', 'all', 'remission'],
    ['C93.10', 'cmml', 'active'],
    ['D47.4', 'myelofibrosis', 'active'],
    ['D75.81', 'myelofibrosis', 'active'],
    ['N18.1', 'ckd', 'active'],
    ['N18.31', 'ckd-3', 'active'],
    ['N18.4', 'ckd-4-5', 'active'],
    ['N18.5', 'ckd-4-5', 'active'],
    ['N18.6', 'esrd', 'active'],
    ['N18.9', 'ckd', 'active'],
    ['I12.9', 'ckd', 'active'],
    ['Z99.2', 'dialysis', 'active'],
    ['N17.9', 'aki', 'active'],
    ['Z94.0', 'kidney-transplant', 'active'],
    ['T86.11', 'kidney-transplant', 'active'],
    ['M05.79', 'rheumatoid-arthritis', 'active'],
    ['M32.10', 'lupus', 'active'],
    ['M35.04', 'sjogren', 'active'],
    ['B20', 'hiv', 'active'],
    ['Z21', 'hiv', 'active'],
    ['B27.11', 'cmv', 'active'],
    ['B18.2', 'hepatitis', 'active'],
    ['K74.60', 'cirrhosis', 'active'],
    ['K50.90', 'inflammatory-bowel-disease', 'active'],
    ['T56.3X2A', 'heavy-metal', 'active'],
    ['N25.89', 'tubular-disorder', 'active'],
    ['G35', 'multiple-sclerosis', 'active'],
    ['E85.3', 'dialysis-amyloidosis', 'active'],
  ])('ICD-10-CM %s is %s, %s', (code, kind, activity) => {
    const found = oneOf(condition(code, { system: ICD10_CM, with: { clinicalStatus: {} } }));
    expect([found?.kind, found?.activity]).toEqual([kind, activity]);
  });

  test.each(['C90', 'D47', 'D47.0', 'E85', 'E85.0', 'N19', 'C9', '', 'K76.0'])('%j is none of them', (code) => {
    expect(kindsOf(condition(code, { system: ICD10_CM }))).toEqual([]);
  });

  test.each([
    [ICD10, 'myeloma'],
    [ICD10_CM, 'myeloma'],
    [ICD10_GM, 'myeloma'],
    ['http://hl7.org/fhir/sid/icd-10-gm', 'myeloma'],
    ['http://hl7.org/fhir/sid/icd-10-am', 'myeloma'],
    ['https://www.iqwig.example/icd10', 'myeloma'],
    ['urn:oid:2.16.840.1.113883.6.3', 'myeloma'],
    ['urn:oid:2.16.840.1.113883.6.90', 'myeloma'],
    ['http://hl7.org/fhir/sid/icd-10-pcs', undefined],
    ['http://www.cms.gov/Medicare/Coding/ICD10PCS', undefined],
    ['urn:oid:2.16.840.1.113883.6.4', undefined],
    ['urn:oid:2.16.840.1.113883.6.31', undefined],
    ['urn:local:urn:oid:2.16.840.1.113883.6.3', undefined],
    ['http://hl7.org/fhir/sid/icd-9-cm', undefined],
    [SNOMED, undefined],
    ['urn:local', undefined],
  ])('C90.00 under %s: %s', (system, kind) => {
    expect(kindsOf(condition('C90.00', { system }))).toEqual(kind ? [kind] : []);
  });

  test('a SNOMED CT code counts under its own system only', () => {
    for (const system of [
      'http://snomed.info/sct/900000000000207008',
      'http://snomed.info/sct/900000000000207008/version/20260101',
      'https://snomed.info/sct/',
      'urn:oid:2.16.840.1.113883.6.96',
    ]) {
      expect(kindsOf(condition('109989006', { system }))).toEqual(['myeloma']);
    }
    expect(kindsOf(condition('109989006', { system: 'http://snomed.info/scta' }))).toEqual([]);
    expect(kindsOf(condition('109989006', { with: codings(['', '109989006']) }))).toEqual([]);
  });

  test('amyloidosis not further specified only suggests AL', () => {
    expect(oneOf(condition('E85.9', { system: ICD10_CM }))).toMatchObject({
      kind: 'al-amyloidosis',
      certainty: 'suspected',
    });
  });

  test('the more exact of two codings of an entry counts, in either order', () => {
    const both = [
      [ICD10_CM, 'E85.9'],
      [SNOMED, '23132008'],
    ] as const;
    for (const pairs of [both, both.toReversed()]) {
      expect(oneOf(condition('', { with: codings(...pairs) }))).toMatchObject({ certainty: 'confirmed' });
    }
    const remission = [
      [ICD10_CM, 'C90.00'],
      [SNOMED, '94704006'],
    ] as const;
    for (const pairs of [remission, remission.toReversed()]) {
      expect(oneOf(condition('', { with: codings(...pairs) }))).toMatchObject({ activity: 'remission' });
      expect(kindsOf(condition('', { with: codings(...pairs) }))).toEqual(['myeloma']);
    }
  });

  describe('that an entry was read by is carried', () => {
    const codeOf = (...pairs: readonly (readonly [string, string])[]) =>
      oneOf(condition('', { with: codings(...pairs) }))?.code;

    test('of the first coding that tells, without blanks', () => {
      const cm = [ICD10_CM, ' C90.00 '] as const;
      const snomed = [SNOMED, '109989006'] as const;
      expect(codeOf(cm, snomed)).toEqual({ system: ICD10_CM, code: 'C90.00' });
      expect(codeOf(['urn:own', '1'], snomed, cm)).toEqual({ system: SNOMED, code: '109989006' });
    });

    test('where both are written as such', () => {
      const [own, marked] = ['urn:x:ICD-10-AM_2', 'urn:x:icd-10<b>'] as const;
      expect(codeOf([own, 'C90.0+'])).toEqual({ system: own, code: 'C90.0+' });
      expect(oneOf(condition('', { with: codings([marked, 'C90.0']) }))?.kind).toBe('myeloma');
      expect(codeOf([marked, 'C90.0'])).toBeUndefined();
      expect(codeOf([own, 'C90.0\n'.repeat(2)])).toBeUndefined();
    });

    test('up to 100 characters with its system; of a longer one, the next', () => {
      const version = (length: number) => `${SNOMED}/`.padEnd(length - '109989006'.length, '1');
      const cm = [ICD10_CM, 'C90.00'] as const;
      expect(codeOf([version(100), '109989006'])?.system).toHaveLength(91);
      expect(codeOf([version(101), '109989006'])).toBeUndefined();
      expect(codeOf([version(101), '109989006'], cm)).toEqual({ system: ICD10_CM, code: 'C90.00' });
    });
  });

  test.each([
    ['refuted', undefined],
    ['provisional', 'suspected'],
    ['confirmed', 'suspected'],
    ['perhaps', 'unknown'],
  ])('a code that only suggests it, whose verification is %s: %s', (verification, certainty) => {
    expect(oneOf(condition('E85.9', { system: ICD10_CM, verification }))?.certainty).toBe(certainty);
  });

  test.each<[words: string, coding: readonly (readonly [string, string])[], kinds: readonly string[]]>([
    ['MGRS', [], ['mgrs']],
    ['Monoclonal gammopathy of renal significance', [[ICD10_CM, 'D47.2']], ['mgrs']],
    ['Chronic kidney disease in MGRS', [[ICD10_CM, 'N18.31']], ['mgrs', 'ckd-3']],
    ['Multiple myeloma, formerly MGRS', [[SNOMED, '109989006']], ['myeloma']],
    ['Light chain deposition disease (MGRS)', [[SNOMED, '373604002']], ['mgrs']],
    ['Amgrs', [], []],
  ])('%s, coded %j: %j', (text, coding, kinds) => {
    const code = { text, coding: coding.map(([system, c]) => ({ system, code: c })) };
    expect(kindsOf(condition('', { with: { code } }))).toEqual(kinds);
  });

  test('a problem in words alone says nothing', () => {
    expect(kindsOf(condition('', { with: { code: { text: 'Multiple myeloma' } } }))).toEqual([]);
  });
});

describe('verification status', () => {
  test.each([
    ['confirmed', 'confirmed'],
    ['provisional', 'suspected'],
    ['differential', 'suspected'],
    ['unconfirmed', 'suspected'],
  ])('%s: %s', (verification, certainty) => {
    expect(oneOf(condition('myeloma', { verification }))).toMatchObject({ certainty });
  });

  test.each(['refuted', 'entered-in-error'])('%s: as if it were not there', (verification) => {
    expect(kindsOf(condition('myeloma', { verification }))).toEqual([]);
  });

  test('none at all: taken as it stands', () => {
    expect(oneOf(condition('myeloma', { with: { verificationStatus: {} } }))).toMatchObject({ certainty: 'confirmed' });
  });

  test("HL7's status is found behind the EHR's own", () => {
    const verificationStatus = { coding: [{ system: 'urn:ehr', code: '7' }, { code: 'refuted' }] };
    expect(kindsOf(condition('myeloma', { with: { verificationStatus } }))).toEqual([]);
    const clinicalStatus = { coding: [{ system: 'urn:ehr', code: 'X' }, { code: 'resolved' }] };
    expect(oneOf(condition('myeloma', { with: { clinicalStatus } }))).toMatchObject({ activity: 'inactive' });
  });
});

describe('clinical status', () => {
  test.each([
    ['active', 'active'],
    ['recurrence', 'relapse'],
    ['relapse', 'relapse'],
    ['remission', 'remission'],
    ['inactive', 'inactive'],
    ['resolved', 'inactive'],
  ])('%s: %s', (clinical, activity) => {
    expect(oneOf(condition('myeloma', { clinical }))).toMatchObject({ activity });
  });

  test('what is stated outranks what the code implies; "active" on the list does not undo a remission', () => {
    const remission = { system: ICD10_CM };
    expect(oneOf(condition('C90.01', { ...remission, clinical: 'relapse' }))).toMatchObject({ activity: 'relapse' });
    expect(oneOf(condition('C90.01', { ...remission, clinical: 'active' }))).toMatchObject({ activity: 'remission' });
  });

  test('an end date without a status is the end; beside "active" it is a contradiction', () => {
    const ended = { abatementDateTime: '2020-01-01' };
    expect(oneOf(condition('lupus', { with: { ...ended, clinicalStatus: {} } }))).toMatchObject({
      activity: 'inactive',
    });
    expect(oneOf(condition('lupus', { with: ended }))).toMatchObject({ activity: 'active', certainty: 'unknown' });
  });

  test('a status without a code is no status', () => {
    const clinicalStatus = { coding: [{ display: 'Unclear' }] };
    const ended = condition('lupus', { with: { clinicalStatus, abatementDateTime: '2020-01-01' } });
    expect(oneOf(ended)).toMatchObject({ activity: 'inactive' });
  });
});

/** Of FHIR's own system. */
const categories = (...codes: readonly string[]): Partial<fhir4.Condition> => ({
  category: codes.map((code) => ({ coding: [{ code }] })),
});

test.each([
  [[], undefined],
  [['encounter-diagnosis'], true],
  [['problem-list-item'], undefined],
  [['encounter-diagnosis', 'problem-list-item'], undefined],
])('categories %j: of an encounter alone: %s', (codes, encounter) => {
  expect(oneOf(condition('myeloma', { with: categories(...codes) }))?.encounter).toBe(encounter);
});

describe('since when', () => {
  test.each([
    [{ onsetDateTime: '2026-10-01', recordedDate: '2026-10-09' }, '2026-10-01'],
    [{ onsetPeriod: { start: '2026-10-02' }, recordedDate: '2026-10-09' }, '2026-10-02'],
    [{ recordedDate: '2026-10-09' }, '2026-10-09'],
    [{ onsetDateTime: '2026-10' }, '2026-10'],
    [{ onsetDateTime: '2026' }, '2026'],
    [{ onsetString: 'last autumn' }, undefined],
    [{ onsetDateTime: 'soon' }, undefined],
  ])('%j: %s', (parts, since) => {
    expect(oneOf(condition('myeloma', { with: parts }))?.since).toBe(since);
  });
});

describe('one plasma-cell disease at a time', () => {
  const icd = (code: string, options = {}) => condition(code, { system: ICD10_CM, ...options });
  const active = (since: string) => {
    const code = { text: 'Active multiple myeloma', coding: [{ system: SNOMED, code: '109989006' }] };
    return condition('myeloma', { since, with: { code } });
  };

  test.each([
    ['myeloma and MGUS without dates: smouldering', [condition('myeloma'), condition('mgus')], ['smouldering-myeloma']],
    [
      'myeloma and MGUS of one day: smouldering',
      [condition('myeloma', { since: '2026-03-02' }), condition('mgus', { since: '2026-03-02' })],
      ['smouldering-myeloma'],
    ],
    [
      'myeloma the day after MGUS: progression',
      [condition('myeloma', { since: '2026-03-03' }), condition('mgus', { since: '2026-03-02' })],
      ['myeloma'],
    ],
    [
      'myeloma with a date, MGUS without: progression',
      [condition('myeloma', { since: '2026-03-03' }), condition('mgus')],
      ['myeloma'],
    ],
    [
      'C90.00 the day after D47.2: progression',
      [icd('C90.00', { since: '2026-03-03' }), icd('D47.2', { since: '2026-03-02' })],
      ['myeloma'],
    ],
    [
      'myeloma and smouldering without dates: smouldering',
      [condition('smouldering myeloma'), condition('myeloma')],
      ['smouldering-myeloma'],
    ],
    [
      'myeloma the day after smouldering: progression',
      [condition('smouldering myeloma', { since: '2026-03-02' }), condition('myeloma', { since: '2026-03-03' })],
      ['myeloma'],
    ],
    [
      'myeloma of the day of smouldering: smouldering',
      [condition('smouldering myeloma', { since: '2026-03-02' }), condition('myeloma', { since: '2026-03-02' })],
      ['smouldering-myeloma'],
    ],
    [
      'smouldering after myeloma: smouldering',
      [condition('smouldering myeloma', { since: '2026-03-03' }), condition('myeloma', { since: '2026-03-02' })],
      ['smouldering-myeloma'],
    ],
    [
      'smouldering after a myeloma that says active in words: myeloma',
      [condition('smouldering myeloma', { since: '2026-03-03' }), active('2026-03-02')],
      ['myeloma'],
    ],
    [
      'myeloma in the year of smouldering, which may be before it: smouldering',
      [condition('smouldering myeloma', { since: '2026' }), condition('myeloma', { since: '2026-03-03' })],
      ['smouldering-myeloma'],
    ],
    [
      'C90.00 beside a smouldering entry is the smouldering kind',
      [icd('C90.00'), condition('smouldering myeloma')],
      ['smouldering-myeloma'],
    ],
    [
      'C90.00, smouldering and MGUS: smouldering',
      [icd('C90.00'), condition('smouldering myeloma'), icd('D47.2')],
      ['smouldering-myeloma'],
    ],
    ['C90.02, a relapse, never smouldered', [icd('C90.02'), condition('smouldering myeloma')], ['myeloma']],
    [
      'C90.00 with the status of a relapse has left smouldering behind',
      [icd('C90.00', { clinical: 'relapse' }), condition('smouldering myeloma')],
      ['myeloma'],
    ],
    [
      'C90.00 with a SNOMED CT code for myeloma in the same entry is the smouldering kind beside one, too',
      [condition('', { with: codings([ICD10_CM, 'C90.00'], [SNOMED, '109989006']) }), condition('smouldering myeloma')],
      ['smouldering-myeloma'],
    ],
    [
      'C90.00 beside a smouldering entry that is over',
      [icd('C90.00'), condition('smouldering myeloma', { clinical: 'resolved' })],
      ['myeloma'],
    ],
    [
      'C90.00 beside a smouldering entry that was refuted',
      [icd('C90.00'), condition('smouldering myeloma', { verification: 'refuted' })],
      ['myeloma'],
    ],
    [
      'suspected myeloma leaves smouldering as it is',
      [condition('smouldering myeloma'), condition('myeloma', { verification: 'provisional' })],
      ['smouldering-myeloma', 'myeloma'],
    ],
    [
      'myeloma that is over leaves MGUS as it is',
      [condition('mgus'), condition('myeloma', { clinical: 'resolved' })],
      ['mgus', 'myeloma'],
    ],
    [
      'a relapse beside an active entry, too, has left smouldering behind',
      [icd('C90.00'), icd('C90.02'), condition('smouldering myeloma')],
      ['myeloma', 'myeloma'],
    ],
    [
      'myeloma between two smouldering entries: smouldering',
      [
        condition('smouldering myeloma', { since: '2026-03-02' }),
        condition('myeloma', { since: '2026-04-01' }),
        condition('smouldering myeloma', { since: '2026-05-01' }),
      ],
      ['smouldering-myeloma', 'smouldering-myeloma'],
    ],
    [
      'myeloma that says active in words between two smouldering entries: it came after one and stands against the other',
      [
        condition('smouldering myeloma', { since: '2026-03-02' }),
        active('2026-04-01'),
        condition('smouldering myeloma', { since: '2026-05-01' }),
      ],
      ['myeloma'],
    ],
    [
      'myeloma that says active in words on the day of smouldering: smouldering',
      [condition('smouldering myeloma', { since: '2026-03-02' }), active('2026-03-02')],
      ['smouldering-myeloma'],
    ],
    [
      'MGUS of years ago and of the day of myeloma: smouldering',
      [
        condition('mgus', { since: '2020-03-02' }),
        condition('mgus', { since: '2026-03-02' }),
        condition('myeloma', { since: '2026-03-02' }),
      ],
      ['smouldering-myeloma'],
    ],
    [
      'a second myeloma entry after the day of MGUS: progression',
      [
        condition('mgus', { since: '2026-03-02' }),
        condition('myeloma', { since: '2026-03-02' }),
        condition('myeloma', { since: '2026-03-09' }),
      ],
      ['myeloma', 'myeloma'],
    ],
  ])('%s', (_, conditions, kinds) => {
    expect(kindsOf(...conditions)).toEqual(kinds);
  });

  test.each([
    [
      'after smouldering, not the one before it',
      [condition('myeloma', { since: '2025-01-01' }), condition('smouldering myeloma', { since: '2025-06-01' })],
      condition('myeloma', { since: '2026-03-02' }),
    ],
    [
      'that says active in words, not the other, which smouldering came after',
      [condition('myeloma', { since: '2026-02-01' }), condition('smouldering myeloma', { since: '2026-04-01' })],
      active('2026-03-02'),
    ],
  ])('of two myeloma entries the one counts %s', (_, others, one) => {
    const { diseases } = collect(chart([patient(), ...others, one]));
    expect(diseases.map((d) => [d.kind, d.since])).toEqual([['myeloma', '2026-03-02']]);
  });

  test('one entry coded C90.00 and smouldering is smouldering, in either order, and is not staged', () => {
    const pairs = [
      [ICD10_CM, 'C90.00'],
      [SNOMED, '413587002'],
    ] as const;
    for (const order of [pairs, pairs.toReversed()]) {
      const entry = condition('', { since: daysAgo(1), with: codings(...order) });
      expect(kindsOf(entry)).toEqual(['smouldering-myeloma']);
      const reading = read(chart([patient(), entry, b2m('6 mg/L'), albumin('3 g/dL')]));
      expect([reading.staging, reading.myeloma]).toEqual([undefined, undefined]);
    }
  });

  test.each([
    ['C90.00', [ICD10_CM, 'C90.00']],
    ['myeloma by SNOMED CT', [SNOMED, '109989006']],
    ['MGUS', [ICD10_CM, 'D47.2']],
  ] as const)('one entry coded %s and smouldering is smouldering, suspected or confirmed', (_, other) => {
    const both = [other, [SNOMED, '413587002'] as const, [SNOMED, '23132008'] as const];
    for (const verification of ['confirmed', 'provisional']) {
      expect(kindsOf(condition('', { verification, with: codings(...both) }))).toEqual([
        'smouldering-myeloma',
        'al-amyloidosis',
      ]);
    }
  });
});

test.each([
  ['C83.0A', 'http://hl7.org/fhir/sid/icd-10-cm', 'remission'],
  ['C83.3A', 'http://hl7.org/fhir/sid/icd-10-cm', 'remission'],
  ['C82.9A', 'http://hl7.org/fhir/sid/icd-10-cm', 'remission'],
  ['C83.30', 'http://hl7.org/fhir/sid/icd-10-cm', 'active'],
  ['C88.01', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'remission'],
  ['C88.00', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'active'],
  ['C81.9A', ICD10_CM, 'remission'],
  ['C81.9A', ICD10, 'active'],
  ['C84.4A', ICD10_CM, 'remission'],
  ['C84.7A', ICD10_CM, 'active'],
  ['C84.A0', ICD10_CM, 'active'],
  ['C85.9A', ICD10_CM, 'remission'],
  ['C86.0A', ICD10_CM, 'remission'],
  ['C88.21', ICD10_CM, 'remission'],
  ['C88.20', ICD10_CM, 'active'],
  ['C91.10', ICD10_CM, 'active'],
  ['C80.1', ICD10_CM, 'active'],
])('%s under %s: %s', (code, system, activity) => {
  expect(oneOf(condition(code, { system, with: { clinicalStatus: {} } }))?.activity).toBe(activity);
});

test.each([
  ['Z35.8', ICD10, ['pregnancy']],
  ['Z35.8', ICD10_GM, ['pregnancy']],
  ['Z35.8', ICD10_CM, []],
  ['Z3A.20', ICD10_CM, ['pregnancy']],
  ['Z33.2', ICD10_CM, ['pregnancy-ended']],
  ['Z33.1', ICD10_CM, ['pregnancy']],
  ['Z33', ICD10_GM, ['pregnancy']],
])('%s under %s: %j', (code, system, kinds) => {
  expect(kindsOf(condition(code, { system }))).toEqual(kinds);
});
