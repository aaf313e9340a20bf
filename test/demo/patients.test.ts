// In the demonstration the stories happened recently, and nothing in them has changed but the dates.
import { describe, expect, test } from '@jest/globals';
import { loadDemoData, shiftDates } from '../../src/demo/patients.ts';

function times(resources: readonly fhir4.FhirResource[]): readonly number[] {
  return resources.flatMap((r) =>
    r.resourceType === 'Observation' && r.effectiveDateTime && !r.id?.startsWith('mm-future-date')
      ? [Date.parse(r.effectiveDateTime)]
      : [],
  );
}

describe('loadDemoData', () => {
  test.each(['2026-11-01T09:00:00Z', '2026-11-22T03:00:00Z', '2028-02-29T23:59:00Z', '2026-10-01T00:00:00Z'])(
    'at %s the newest result is less than two days old and none lies in the future',
    (now) => {
      const newest = Math.max(...times(loadDemoData(Date.parse(now)).resources));
      expect(newest).toBeLessThanOrEqual(Date.parse(now));
      expect(newest).toBeGreaterThan(Date.parse(now) - 2 * 86_400_000);
    },
  );

  test('knows the story of every patient it serves', () => {
    const { patients, resources } = loadDemoData(Date.parse('2026-11-01T09:00:00Z'));
    const ids = resources.flatMap((r) => (r.resourceType === 'Patient' ? [r.id] : []));
    expect(patients.map(({ id }) => id)).toEqual(ids);
    expect(patients.find(({ id }) => id === 'mm-iss3-egfr20')).toMatchObject({
      story: expect.stringContaining('ISS III'),
      hooks: ['result-view', 'patient-view'],
    });
  });
});

describe('shiftDates', () => {
  test('keeps precision, time of day and offset, and leaves everything else alone', () => {
    const resource = {
      id: '2026-01-01',
      birthDate: '1950-12-31',
      onsetDateTime: '2014',
      recordedDate: '2026-03',
      effectiveDateTime: '2026-12-31T23:30:00+12:00',
      performedPeriod: { start: '2026-02-28', end: '2026-03-01T10:00:00.5Z' },
      valueString: '2026-05-05',
    };
    expect(shiftDates(resource, 1)).toEqual({
      id: '2026-01-01',
      birthDate: '1951-01-01',
      onsetDateTime: '2014',
      recordedDate: '2026-03',
      effectiveDateTime: '2027-01-01T23:30:00+12:00',
      performedPeriod: { start: '2026-03-01', end: '2026-03-02T10:00:00.5Z' },
      valueString: '2026-05-05',
    });
    expect(shiftDates(resource, 0)).toEqual(resource);
  });
});
