// FISH and variant results: what is plain counts, and whatever is not plain is unknown.
import { describe, expect, test } from '@jest/globals';
import type { AberrationFact } from '../../../src/clinical/facts/types.ts';
import { isPresent } from '../../../src/clinical/reading/fish.ts';
import { chart, collect, daysAgo, fish, LOINC, observation, patient, SNOMED } from '../../support/chart.ts';

const factsOf = (...observations: readonly fhir4.Observation[]) => collect(chart([patient(), ...observations]));
const found = (o: fhir4.Observation): AberrationFact | undefined => factsOf(o).aberrations[0];
const HL7 = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const worded = (value: Partial<fhir4.Observation>, loinc = '81746-0') =>
  observation(loinc, undefined, { id: 'f', with: value });
const coded = (system: string, code: string, text?: string): Partial<fhir4.Observation> => ({
  valueCodeableConcept: { coding: [{ system, code }], ...(text && { text }) },
});

describe('which aberration', () => {
  test.each([
    ['81746-0', 'del17p'],
    ['72726-3', 't4-14'],
    ['77033-9', 't14-16'],
    ['90043-1', 't14-20'],
    ['81752-8', 'gain1q'],
  ])('LOINC %s is %s', (loinc, aberration) => {
    expect(found(worded({ valueString: 'Detected' }, loinc))).toMatchObject({ aberration, present: true });
  });

  test.each(['77037-0', '72725-5', '93800-1', '78221-9', '34478-8'])('LOINC %s plays no part', (loinc) => {
    const facts = factsOf(worded({ valueString: 'Detected' }, loinc));
    expect([facts.aberrations, facts.cytogeneticsAsText]).toEqual([[], []]);
  });
});

describe('coded answers', () => {
  test.each([
    ['LOINC present', coded(LOINC, 'LA9633-4'), true],
    ['LOINC absent', coded(LOINC, 'LA9634-2'), false],
    ['SNOMED positive', coded(SNOMED, '10828004'), true],
    ['SNOMED negative', coded(SNOMED, '260385009'), false],
    ['LOINC detected', coded(LOINC, 'LA11882-0'), true],
    ['LOINC not detected', coded(LOINC, 'LA11883-8'), false],
    ['LOINC positive', coded(LOINC, 'LA6576-8'), true],
    ['LOINC negative', coded(LOINC, 'LA6577-6'), false],
    ['SNOMED detected', coded(SNOMED, '260373001'), true],
    ['SNOMED not detected', coded(SNOMED, '260415000'), false],
    ['SNOMED present', coded(SNOMED, '52101004'), true],
    ['SNOMED absent', coded(SNOMED, '2667000'), false],
    ['SNOMED definitely not present', coded(SNOMED, '410594000'), false],
    ['SNOMED with its edition', coded(`${SNOMED}/900000000000207008`, '10828004'), true],
    ['LOINC under its OID', coded('urn:oid:2.16.840.1.113883.6.1', 'LA9633-4'), true],
    ['SNOMED by https', coded('https://snomed.info/sct/', '2667000'), false],
    ['HL7 POS', coded(HL7, 'POS'), true],
    ['HL7 NEG of STU3', coded('http://hl7.org/fhir/v3/ObservationInterpretation', 'NEG'), false],
    ['HL7 POS by OID', coded('urn:oid:2.16.840.1.113883.5.83', 'POS'), true],
    ['HL7 NEG', coded(HL7, 'NEG'), false],
    ['a boolean', { valueBoolean: true }, true],
    ['a boolean no', { valueBoolean: false }, false],
    ['a code beside prose', coded(LOINC, 'LA9633-4', 'Deletion of 17p13 in the sample'), true],
    ['a code and the same in a word', coded(LOINC, 'LA9634-2', 'Not detected'), false],
  ])('%s', (_, value, present) => {
    expect(found(worded(value))?.present).toBe(present);
  });

  test.each([
    ['an unknown code', coded(LOINC, 'LA6626-1')],
    ['equivocal', coded(SNOMED, '42425007')],
    ['equivocal, whatever the words', coded(SNOMED, '42425007', 'Detected')],
    ['a code of another system', coded('urn:lab', 'LA9633-4')],
    ['a code without a system', { valueCodeableConcept: { coding: [{ code: 'LA9633-4' }] } }],
    [
      'two codes that contradict each other',
      {
        valueCodeableConcept: {
          coding: [
            { system: LOINC, code: 'LA9633-4' },
            { system: LOINC, code: 'LA9634-2' },
          ],
        },
      },
    ],
    ['a code and a word that contradict each other', coded(LOINC, 'LA9633-4', 'Not detected')],
    ['no value', {}],
  ])('%s: unknown', (_, value) => {
    expect(found(worded(value))).toBeUndefined();
  });

  test.each([
    ['an unknown code', coded(LOINC, 'LA6626-1')],
    ['no value', {}],
    ['a number without per cent where present or absent is asked for', { valueQuantity: { value: 35, code: '1' } }],
  ])('%s: unknown, and there is no text to read', (_, value) => {
    const facts = factsOf(worded(value));
    expect([facts.aberrations, facts.cytogeneticsAsText]).toEqual([[], []]);
  });
});

describe('answers in words', () => {
  test.each(['Detected', 'detected.', ' POSITIVE ', 'Present'])('%j is present', (valueString) => {
    expect(found(worded({ valueString }))?.present).toBe(true);
  });

  test.each(['Not detected', 'NEGATIVE', 'absent.', 'Not Detected'])('%j is absent', (valueString) => {
    expect(found(worded({ valueString }))?.present).toBe(false);
  });

  test.each([
    'No evidence of del(17p)',
    'del(17p) detected',
    'Not detected in 200 nuclei',
    'positive for t(4;14), negative for del(17p)',
    'cannot exclude del(17p)',
    'Detected?',
    'Not. Detected',
    'indeterminate',
    '',
    '17p13.1 x1',
  ])('%j is prose: nothing is concluded, and it is said that there is text', (valueString) => {
    const facts = factsOf(worded({ valueString }));
    expect([facts.aberrations, facts.cytogeneticsAsText]).toEqual([[], ['Observation/f']]);
  });

  test('words where the answer is coded are text too', () => {
    const facts = factsOf(worded({ valueCodeableConcept: { text: 'cannot exclude del(17p)' } }));
    expect([facts.aberrations, facts.cytogeneticsAsText]).toEqual([[], ['Observation/f']]);
  });

  test('one word beside prose: unknown', () => {
    const value = { valueString: 'Detected', valueCodeableConcept: { text: 'in 1 of 200 nuclei, within background' } };
    expect(found(worded(value))).toBeUndefined();
  });

  test('two words that contradict each other: unknown', () => {
    const value = { valueString: 'Detected', valueCodeableConcept: { text: 'Not detected' } };
    expect(found(worded(value))).toBeUndefined();
  });

  test.each(['81751-0', '95069-1', '50659-2'])('a narrative report (%s) is only known to exist', (loinc) => {
    const facts = factsOf(worded({ valueString: 'Detected' }, loinc));
    expect([facts.aberrations, facts.cytogeneticsAsText]).toEqual([[], ['Observation/f']]);
  });
});

describe('share of cells', () => {
  test.each([
    ['0 %', undefined, 0, undefined],
    ['1 %', undefined, 1, undefined],
    ['20 %', undefined, 20, undefined],
    ['20.1 %', undefined, 20.1, true],
    ['21 %', undefined, 21, true],
    ['100 %', undefined, 100, true],
    ['0.2 1', undefined, 20, undefined],
    ['0.21 {ratio}', undefined, 21, true],
    ['0.29 1', undefined, 29, true],
  ])('del(17p) in %s: said to be present %p, fraction %p, read as present %p', (value, present, fraction, read) => {
    const fact = found(observation('84916-6', value));
    expect(fact).toMatchObject({ aberration: 'del17p' });
    expect(fact?.present).toBe(present);
    expect(fact?.clonalFraction).toEqual(fraction === undefined ? undefined : { value: fraction, unit: '%' });
    expect(isPresent(fact ? [fact] : [], 'del17p')).toBe(read);
  });

  test.each([
    ['text only', { value: 35, unit: '%' }],
    ['code only', { value: 35, code: '%' }],
    ['a code beside words', { value: 35, unit: 'percent of cells', code: '%' }],
  ])('the percent sign as %s is read', (_, valueQuantity) => {
    expect(found(worded({ valueQuantity }, '84916-6'))).toMatchObject({ clonalFraction: { value: 35 } });
  });

  test.each([['35'], [null], [NaN], [Infinity], [true], [undefined]])(
    'a share of %p is no number: unknown',
    (value) => {
      const valueQuantity = { value: value as number, unit: '%', code: '%' };
      expect(found(worded({ valueQuantity }, '84916-6'))).toBeUndefined();
    },
  );

  test.each(['101 %', '-1 %', '<20 %', '>20 %', '21', '0.21', '21 mg/L', '0.21 mg/L', '1.5 1'])(
    '%s: unknown',
    (value) => {
      expect(found(observation('84916-6', value))).toBeUndefined();
    },
  );

  test.each([
    ['103667-2', 'del1p32'],
    ['81746-0', 'del17p'],
    ['72726-3', 't4-14'],
  ])('a share of cells under %s is one of %s, whatever the code asks for', (loinc, aberration) => {
    const share = { aberration, present: undefined, clonalFraction: { value: 35, unit: '%' } };
    expect(found(observation(loinc, '35 %'))).toMatchObject(share);
  });
});

describe('del(1p32) on one or both alleles', () => {
  test.each([
    ['Biallelic deletion', true],
    ['biallelic', true],
    [' biallelic ', true],
    ['Monoallelic', false],
    [' monoallelic ', false],
    ['Monoallelic loss.', false],
    ['Not biallelic', undefined],
    ['Not monoallelic', undefined],
    ['Biallelic deletion not excluded', undefined],
    ['Monoallelic loss not excluded', undefined],
    ['Monoallelic, no biallelic deletion', undefined],
    ['Deletion of CDKN2C', undefined],
  ])('present, %j: biallelic %p', (text, biallelic) => {
    const fact = found(worded(coded(LOINC, 'LA9633-4', text), '103667-2'));
    expect(fact).toMatchObject({ aberration: 'del1p32', present: true });
    expect(fact?.biallelic).toBe(biallelic);
  });

  test.each([
    ['Biallelic deletion', true],
    ['Monoallelic deletion', false],
  ])('%j is found in either of two texts', (text, biallelic) => {
    const value = { ...coded(LOINC, 'LA9633-4', text), valueString: 'Detected' };
    expect(found(worded(value, '103667-2'))?.biallelic).toBe(biallelic);
  });

  test('absent is on neither', () => {
    expect(found(worded(coded(LOINC, 'LA9634-2', 'biallelic'), '103667-2'))).not.toHaveProperty('biallelic');
  });
});

describe('a variant result', () => {
  const variant = (gene: fhir4.CodeableConcept | undefined, answer = 'LA9633-4') =>
    observation('69548-6', undefined, {
      with: {
        valueCodeableConcept: { coding: [{ system: LOINC, code: answer }] },
        component: [
          { code: { coding: [{ system: LOINC, code: '81252-9' }] }, valueCodeableConcept: { text: 'TP53' } },
          {
            code: {
              coding: [
                { system: 'urn:lab', code: 'GENE' },
                { system: LOINC, code: '48018-6' },
              ],
            },
            ...(gene && { valueCodeableConcept: gene }),
          },
        ],
      },
    });

  test('of TP53 that is present is a TP53 mutation, and one that is absent none', () => {
    const gene = { coding: [{ system: 'http://www.genenames.org', code: 'HGNC:11998', display: 'TP53' }] };
    expect(found(variant(gene))).toMatchObject({ aberration: 'tp53', present: true });
    expect(found(variant(gene, 'LA9634-2'))).toMatchObject({ aberration: 'tp53', present: false });
    expect(found(variant({ text: 'TP53' }))).toMatchObject({ present: true });
  });

  test('is no other result that names the gene: a deletion of 17p takes TP53 with it', () => {
    const { component = [] } = variant({ text: 'TP53' });
    const facts = factsOf(fish('del17p', 'present', { with: { component } }));
    expect(facts.aberrations.map((a) => a.aberration)).toEqual(['del17p']);
  });

  test('of another gene, of none, or without a plain answer says nothing', () => {
    expect(found(variant({ text: 'TP53BP1' }))).toBeUndefined();
    expect(found(variant({ text: 'KRAS' }))).toBeUndefined();
    expect(found(variant(undefined))).toBeUndefined();
    expect(found(variant({ text: 'TP53' }, 'LA18198-4'))).toBeUndefined();
  });
});

describe('status, date and place', () => {
  test.each(['preliminary', 'entered-in-error', 'cancelled'] as const)('%s results do not count', (status) => {
    expect(found(fish('del17p', 'present', { status }))).toBeUndefined();
  });

  test('a month is a month, whatever the issue says; no date, or one to come, leaves the result out', () => {
    const issued = '2026-10-20T10:00:00Z';
    const rough = { at: Date.UTC(2026, 9, 1), until: Date.UTC(2026, 10, 1) - 1 };
    expect(found(fish('del17p', 'present', { at: '2026-10', issued }))).toMatchObject(rough);
    expect(found(fish('del17p', 'present', { at: 'autumn', issued }))).toBeUndefined();
    expect(found(fish('del17p', 'present', { at: daysAgo(-3) }))).toBeUndefined();
  });

  test('a day ahead, as time zones may put it, is not to come; a minute more is', () => {
    expect(found(fish('del17p', 'present', { at: '2026-11-02T09:00:00Z' }))?.present).toBe(true);
    expect(found(fish('del17p', 'present', { at: '2026-11-02T09:01:00Z' }))).toBeUndefined();
  });

  const part = (loinc: string, valueString: string) => ({
    code: { coding: [{ system: LOINC, code: loinc }] },
    valueString,
  });

  test('an answer among the components of a laboratory result is read', () => {
    const mProtein = observation('33358-3', '2.1 g/dL', { with: { component: [part('81746-0', 'Detected')] } });
    expect(found(mProtein)).toMatchObject({ aberration: 'del17p', present: true });
  });

  test('each component of a panel is an answer of its own', () => {
    const panel = observation('95069-1', undefined, {
      id: 'panel',
      with: { component: [part('81746-0', 'Detected'), part('72726-3', 'Not detected'), part('81752-8', 'see text')] },
    });
    const facts = factsOf(panel);
    expect(facts.aberrations.map((a) => [a.aberration, a.present])).toEqual([
      ['del17p', true],
      ['t4-14', false],
    ]);
    expect(facts.cytogeneticsAsText).toEqual(['Observation/panel']);
  });
});

describe('a result that says nothing plain', () => {
  const opened = (...observations: readonly fhir4.Observation[]) => factsOf(...observations).openAberrations;
  const without = (more: Partial<Record<keyof fhir4.Observation, unknown>>) =>
    observation('81746-0', undefined, { id: 'f', with: { valueString: 'siehe Befund', ...more } as never });

  test('is open by what it lacks', () => {
    expect(opened(observation('81746-0', undefined))).toMatchObject([{ aberration: 'del17p', why: 'answer-not-read' }]);
    expect(opened(without({}))).toMatchObject([{ why: 'free-text' }]);
    expect(opened(without({ effectiveDateTime: undefined }))).toMatchObject([{ why: 'no-date' }]);
    expect(opened(without({ effectiveDateTime: 'autumn' }))).toMatchObject([{ why: 'unreadable-date' }]);
  });

  test('of a day that cannot be read may be of any time up to now, and is not dated by its issue', () => {
    const undated = { at: -Infinity, until: Date.parse('2026-11-01T09:00:00Z') };
    expect(opened(without({ effectiveDateTime: 'autumn' }))).toMatchObject([undated]);
    const [unissued] = opened(without({ effectiveDateTime: undefined, issued: 'soon' }));
    expect(unissued).toMatchObject({ ...undated, why: 'unreadable-date' });
    expect(unissued).not.toHaveProperty('datedByIssue');
    const [issued] = opened(without({ effectiveDateTime: undefined, issued: daysAgo(3) }));
    expect(issued).toMatchObject({ at: Date.parse(daysAgo(3)), datedByIssue: true });
  });

  test('stands newest first, as the plain ones do, whatever their order in the record', () => {
    const days = [5, 1, 9, 3];
    const texts = days.map((d) =>
      observation('81746-0', undefined, { at: daysAgo(d), with: { valueString: 'see report' } }),
    );
    const plain = days.map((d) => fish('t4-14', 'absent', { at: daysAgo(d) }));
    const { openAberrations, aberrations } = factsOf(...texts, ...plain);
    const newestFirst = [1, 3, 5, 9].map((d) => Date.parse(daysAgo(d)));
    expect(openAberrations.map((a) => a.at)).toEqual(newestFirst);
    expect(aberrations.map((a) => a.at)).toEqual(newestFirst);
  });

  test('a narrative without a text is no report in words', () => {
    const empty = factsOf(observation('81751-0', undefined));
    expect([empty.cytogeneticsAsText, empty.unread]).toEqual([[], []]);
  });
});

test('a ratio is a share of cells only under a code of shares', () => {
  expect(found(observation('84916-6', '0.3 1'))).toMatchObject({ clonalFraction: { value: 30, unit: '%' } });
  expect(found(observation('84916-6', '0.3 {ratio}'))).toMatchObject({ clonalFraction: { value: 30, unit: '%' } });
  expect(found(observation('81746-0', '0.3 1'))).toBeUndefined();
  expect(found(observation('81746-0', '30 %'))).toMatchObject({ clonalFraction: { value: 30, unit: '%' } });
});
