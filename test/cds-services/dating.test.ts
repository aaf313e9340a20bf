// What a card says of the dates a stage depends on: the diagnosis, the sample, and why nothing is offered for the record.
import { describe, expect, test } from '@jest/globals';
import { datingLines, diagnosisRow } from '../../cds-services/b2m-result/dating.ts';
import { albumin, b2m, condition, daysAgo, given } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

function lines(resources: readonly fhir4.FhirResource[], isOpen = false) {
  const input = resultInput([...resources, albumin('3.9 g/dL')]);
  const { staging } = input.reading;
  if (!staging?.b2m) throw new Error('not staged');
  return { lines: datingLines(staging, staging.b2m, isOpen), rows: diagnosisRow(staging, input) };
}
const B2M = b2m('6.1 mg/L');
const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const myeloma = (parts: Partial<fhir4.Condition>) => condition('myeloma', { with: parts });
const said = (...resources: readonly fhir4.FhirResource[]) => lines(resources).lines;

describe('of a baseline', () => {
  test('nothing is said', () => {
    expect(said(condition('myeloma', { since: daysAgo(6) }), B2M)).toEqual([]);
  });

  test('an onset beside the asserted date is named', () => {
    const extension = [{ url: ASSERTED, valueDateTime: '2026-10-27' }];
    expect(said(myeloma({ extension, onsetDateTime: '2025-10-20' }), B2M)).toEqual([
      'Diagnosed 2026-10-27 (asserted); the onset entered is 2025-10-20.',
    ]);
    const month = [{ url: ASSERTED, valueDateTime: '2026-10' }];
    expect(said(myeloma({ extension: month, onsetDateTime: '2025-10-20' }), B2M)).toEqual([
      'Diagnosed 2026-10 (asserted); the onset entered is 2025-10-20.',
    ]);
  });

  test('why it is not offered for the record', () => {
    expect(said(myeloma({ recordedDate: '2026-10-27' }), B2M)).toEqual([
      'The diagnosis is dated only by its entry (recorded 2026-10-27), so the stage is not offered for the record.',
    ]);
    const category = [{ coding: [{ code: 'encounter-diagnosis' }] }];
    expect(said(myeloma({ onsetDateTime: '2026-10-27', category }), B2M)).toEqual([
      'The diagnosis stands on an encounter only, so the stage is not offered for the record.',
    ]);
  });
});

describe('of a stage under an if', () => {
  test('the date of diagnosis is not there, or cannot be read in one of its entries', () => {
    const end = 'ISS is defined at diagnosis, before treatment.';
    expect(said(condition('myeloma'), B2M)).toEqual([`The date of diagnosis is not on record; ${end}`]);
    const words = myeloma({ onsetString: 'last autumn' });
    expect(said(words, B2M)).toEqual([`The date of diagnosis cannot be read; ${end}`]);
    expect(said(condition('myeloma', { since: daysAgo(6) }), words, B2M)).toEqual([
      `The date of diagnosis cannot be read; ${end}`,
    ]);
  });

  test('the diagnosis is dated to a year, and the B2M to a month', () => {
    expect(said(condition('myeloma', { since: '2026' }), B2M)).toEqual([
      'The date of diagnosis is known only as 2026 (2026-01-01 to 2026-12-31).',
    ]);
    const month = b2m('6.1 mg/L', { at: '2026-06' });
    expect(said(condition('myeloma', { since: '2026-04-15' }), month)).toEqual(['The B2M is dated only 2026-06.']);
  });

  test('a first dose, and a treatment older than the diagnosis, are named; no date of diagnosis with them', () => {
    const since = condition('myeloma', { since: '2026-10' });
    expect(said(since, B2M, given('bortezomib', '2025-01-03'))).toEqual([
      'Bortezomib (2025-01-03) is older than the diagnosis on record: the disease may have been diagnosed before.',
    ]);
  });

  test('still untreated: how long after diagnosis, in the sentence or in a row of its own', () => {
    const chart = [condition('myeloma', { since: daysAgo(100) }), B2M];
    expect(lines(chart, true).lines).toEqual(['Drawn 100 days after diagnosis; no treatment on record.']);
    expect(lines(chart)).toEqual({
      lines: ['Outside the window around diagnosis, so nothing is offered for the record.'],
      rows: [{ result: 'Diagnosis', value: '2026-07-24', limit: 'B2M within −90 to +60 days' }],
    });
    expect(lines([condition('myeloma', { since: '2026-06' }), B2M]).rows).toMatchObject([{ value: '2026-06' }]);
    expect(lines([condition('myeloma'), B2M]).rows).toEqual([]);
  });
});
