// The evidence of a stage names the diagnosis that dates it and every therapy that may be its treatment.
import { expect, test } from '@jest/globals';
import { toEvidenceDating } from '../../src/cards/dating.ts';
import { toEvidenceInput } from '../../src/cards/evidence.ts';
import { albumin, b2m, chart, condition, daysAgo, drug, ldh, patient, read } from '../support/chart.ts';

const MYELOMA = condition('myeloma', { since: daysAgo(10).slice(0, 10) });

function datingOf(...resources: readonly fhir4.FhirResource[]) {
  const { staging } = read(chart([patient(), MYELOMA, b2m('6 mg/L'), albumin('3 g/dL'), ...resources]));
  if (!staging) throw new Error('not staged');
  return toEvidenceDating(staging.diagnosis, staging.treatment);
}

test('an ordered drug: its first dose lies within thirty days', () => {
  const { diagnosis, treatments } = datingOf(drug('bortezomib', { at: daysAgo(3) }));
  expect(diagnosis).toMatchObject({ disease: 'myeloma', source: 'onset' });
  expect(diagnosis.earliest).toBe(diagnosis.latest);
  const from = daysAgo(3).slice(0, 10);
  expect(treatments).toEqual([
    expect.objectContaining({
      name: 'bortezomib',
      how: 'ordered',
      counts: 'yes',
      because: 'alone',
      firstDoseFrom: from,
    }),
  ]);
});

test('without any therapy the list is empty', () => {
  expect(datingOf().treatments).toEqual([]);
});

test('a result carries the limits it was held against', () => {
  const { staging } = read(
    chart([patient(), MYELOMA, b2m('6 mg/L'), albumin('3 g/dL'), ldh('300 U/L', { high: '225 U/L' })]),
  );
  const input = staging?.ldh && toEvidenceInput(staging.ldh);
  expect(input?.range).toEqual({ high: 225 });
});
