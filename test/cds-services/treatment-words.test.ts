// What the cards say of treatment: which drug leaves it open and why, and what does not count.
import { describe, expect, test } from '@jest/globals';
import {
  dateWords,
  doubtLine,
  notCountedLines,
  openTreatmentLine,
  therapyPhrase,
  undatedTreatment,
} from '../../cds-services/b2m-result/treatment-words.ts';
import { albumin, b2m, chart, condition, daysAgo, drug, given, patient, procedure, read } from '../support/chart.ts';

const DAY_MS = 86_400_000;
const UNNAMED = condition('Z51.11', { system: 'http://hl7.org/fhir/sid/icd-10-cm', since: daysAgo(9) });

function staged(...resources: readonly fhir4.FhirResource[]) {
  const myeloma = condition('myeloma', { since: '2026-10-01' });
  const { staging } = read(chart([patient(), myeloma, b2m('6.1 mg/L'), albumin('3.9 g/dL'), ...resources]));
  if (!staging?.b2m) throw new Error('not staged');
  return { ...staging, b2m: staging.b2m };
}
const undated = (name: string): fhir4.MedicationRequest => {
  const { authoredOn: _, ...rest } = drug(name);
  return rest;
};

describe('a treatment', () => {
  const phrases = (...resources: readonly fhir4.FhirResource[]) =>
    staged(...resources).treatment.therapies.map(therapyPhrase);

  test('is named with when it was given or ordered', () => {
    expect(phrases(given('bortezomib', '2026-10-20'))).toEqual(['bortezomib (2026-10-20)']);
    expect(phrases(drug('bortezomib', { at: '2026-10-20' }))).toEqual(['bortezomib (ordered 2026-10-20)']);
    expect(phrases(undated('bortezomib'))).toEqual(['bortezomib (without a date)']);
    expect(phrases(given('bortezomib', '2026-09'))).toEqual(['bortezomib (between 2026-09-01 and 2026-09-30)']);
    expect(phrases(procedure('425983008', '2026-10-20'))).toEqual([expect.stringContaining('transplant (2026-10-20)')]);
  });

  test('with an end alone was given by then', () => {
    const at = Date.parse('2026-10-20T12:00Z');
    expect(dateWords({ earliest: -Infinity, latest: at })).toBe('by 2026-10-20');
    expect(dateWords({ earliest: at - DAY_MS, latest: at })).toBe('between 2026-10-19 and 2026-10-20');
    expect(dateWords({ earliest: at - 1000, latest: at })).toBe('2026-10-20');
  });
});

describe('why it is open whether a B2M was drawn before treatment', () => {
  const line = (...resources: readonly fhir4.FhirResource[]) => openTreatmentLine(staged(...resources));

  test.each([
    ['nothing known', [], 'Whether it was drawn before the first dose is not known.'],
    [
      'an order: the first dose lies within 30 days',
      [drug('bortezomib', { at: '2026-10-20' })],
      'Bortezomib (ordered 2026-10-20): the first dose lies between 2026-10-20 and 2026-11-19.',
    ],
    [
      'a drug without a date',
      [undated('bortezomib')],
      'Bortezomib (without a date): whether this was drawn before treatment is not known.',
    ],
    [
      'several without a date, and none that has one or does not count',
      [
        undated('bortezomib'),
        undated('lenalidomide'),
        undated('dexamethasone'),
        drug('carfilzomib', { at: '2026-10-20' }),
      ],
      'Bortezomib (without a date) and lenalidomide (without a date): whether this was drawn before treatment is not known.',
    ],
    [
      'chemotherapy without its drug',
      [UNNAMED],
      'Chemotherapy is coded without its drug (2026-10-23): whether treatment has begun is open.',
    ],
    [
      'a drug of another disease on record, too',
      [given('cyclophosphamide', daysAgo(9)), condition('rheumatoid arthritis')],
      'Cyclophosphamide (2026-10-23) is also given for another disease on record: whether it treats the myeloma is open.',
    ],
    [
      'a dose that is not known to have been given',
      [given('bortezomib', daysAgo(9), { status: 'unknown' })],
      'Bortezomib (2026-10-23): whether it was treatment of the myeloma is open.',
    ],
  ])('%s', (_, resources, said) => {
    expect(line(...resources)).toBe(said);
  });

  test('what that line names and has no date is what could not be read in full', () => {
    const references = (...resources: readonly fhir4.FhirResource[]) => undatedTreatment(staged(...resources));
    const named = (name: string) => ({ ...undated(name), id: name });
    expect(
      references(
        named('bortezomib'),
        named('lenalidomide'),
        named('dexamethasone'),
        drug('carfilzomib', { at: '2026-10-20', id: 'dated' }),
      ),
    ).toEqual(['MedicationRequest/bortezomib', 'MedicationRequest/lenalidomide']);
    const four = ['bortezomib', 'lenalidomide', 'carfilzomib', 'pomalidomide'].map(named);
    expect(references(...four)).toHaveLength(3);
    expect(references()).toEqual([]);
    expect(references(drug('bortezomib', { at: '2026-10-20' }))).toEqual([]);
    const { onsetDateTime: _, ...unnamed } = UNNAMED;
    expect(references(unnamed)).toEqual([]);
  });

  test('chemotherapy without its drug and without a date', () => {
    const { onsetDateTime: _, ...rest } = UNNAMED;
    const found = staged(rest);
    expect(found.treatment.first?.why === 'drug-not-named' ? openTreatmentLine(found) : '').toMatch(
      /^$|\(without a date\): whether treatment has begun is open\.$/,
    );
  });
});

describe('what does not count', () => {
  const lines = (...resources: readonly fhir4.FhirResource[]) => {
    const staging = staged(...resources);
    return notCountedLines(staging, staging.b2m);
  };

  test('is named with why, each drug once', () => {
    expect(lines()).toEqual([]);
    expect(lines(given('dexamethasone', '2026-10-20'), given('dexamethasone', '2026-10-20', { id: 'again' }))).toEqual([
      'Before this B2M: dexamethasone (2026-10-20), by itself no treatment of myeloma.',
    ]);
    expect(lines(given('dexamethasone', '2026-11-02'))).toEqual([]);
    expect(lines(given('doxorubicin', '2019-01-03'))).toEqual([
      'Not counted as treatment of the myeloma: doxorubicin (2019-01-03), older than the diagnosis.',
    ]);
    const reason = { reasonCode: [{ text: 'breast cancer' }] };
    expect(lines(given('cyclophosphamide', '2026-10-20', reason))).toEqual([
      'Not counted as treatment of the myeloma: cyclophosphamide (2026-10-20), given for something else.',
    ]);
  });

  test('three are named of each at most', () => {
    const years = [2016, 2017, 2018, 2019].map((y) => given('doxorubicin', `${y}-01-03`, { id: `d${y}` }));
    const [line] = lines(...years);
    expect(line?.match(/doxorubicin/g)).toHaveLength(3);
    expect(line).toContain('doxorubicin (2016-01-03), doxorubicin (2017-01-03) and doxorubicin (2018-01-03)');
  });

  test('only what is older than the diagnosis, and hardly given for anything else, puts it in doubt', () => {
    const said =
      'Bortezomib (2025-01-03) is older than the diagnosis on record: the disease may have been diagnosed before.';
    const older = given('bortezomib', '2025-01-03');
    expect(doubtLine(staged(older))).toBe(said);
    expect(doubtLine(staged(older, given('doxorubicin', '2019-01-03'), undated('lenalidomide')))).toBe(said);
  });
});
