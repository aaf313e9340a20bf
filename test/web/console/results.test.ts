// Results are found wherever they stand in the JSON, and edited in a copy.
import { describe, expect, test } from '@jest/globals';
import { entriesIn } from '../../../src/web/console/entries.ts';
import { resultsIn, withEdits } from '../../../src/web/console/results.ts';

const b2m: fhir4.Observation = {
  resourceType: 'Observation',
  id: 'b2m',
  status: 'final',
  code: {
    coding: [{ system: 'http://loinc.org', code: '1952-1' }],
    text: 'Beta-2-Microglobulin [Mass/volume] in Serum',
  },
  effectiveDateTime: '2026-10-30T07:30:00Z',
  issued: '2026-10-30T12:00:00Z',
  valueQuantity: { value: 0.2, comparator: '<', unit: 'mg/L', system: 'http://unitsofmeasure.org', code: 'mg/L' },
};
const note: fhir4.Observation = { ...b2m, id: 'note', code: { text: 'Lab note' }, valueString: 'haemolysed' };
delete note.valueQuantity;
const request = {
  hook: 'result-view',
  context: { results: { resourceType: 'Bundle', entry: [{ resource: b2m }] } },
  prefetch: { labs: { resourceType: 'Bundle', entry: [{ resource: note }] } },
};
const [inContext] = resultsIn({ context: request.context });
const key = inContext?.key ?? '';
const edited = (edit: Parameters<typeof withEdits>[1][string]) =>
  withEdits(request, { [key]: edit }).context.results.entry[0]?.resource;

describe('results in a request', () => {
  test('are found in context and in prefetch, under short names, with comparator and day', () => {
    expect(resultsIn(request).map(({ name, value, unit, date }) => [name, value, unit, date])).toEqual([
      ['B2M, serum', '<0.2', 'mg/L', '2026-10-30'],
      ['Lab note', 'haemolysed', '', '2026-10-30'],
    ]);
  });

  test.each([0, 2])('a whole number (%d) is a result like others, and no finding', (value) => {
    const ecog: fhir4.Observation = {
      resourceType: 'Observation',
      id: 'ecog',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '89247-1' }] },
      effectiveDateTime: '2026-10-30',
      valueInteger: value,
    };
    const bundle = { resourceType: 'Bundle', entry: [{ resource: ecog }] };
    const [found] = resultsIn(bundle);
    expect(found).toMatchObject({ name: 'ECOG', value: String(value) });
    expect(entriesIn(bundle)).toEqual([]);
    const { valueInteger, valueQuantity } = withEdits(bundle, { [found?.key ?? '']: { value: '1' } }).entry[0]!
      .resource;
    expect([valueInteger, valueQuantity]).toEqual([undefined, { value: 1 }]);
  });

  test('are edited in a copy: the original stays as it came', () => {
    const before = JSON.stringify(request);
    expect(edited({ value: '4.2' })?.valueQuantity).toEqual({
      ...b2m.valueQuantity,
      value: 4.2,
      comparator: undefined,
    });
    expect(JSON.stringify(request)).toBe(before);
  });

  test('keep a limit sign that is typed, and read a comma as a decimal point', () => {
    expect(edited({ value: '>= 20' })?.valueQuantity).toMatchObject({ value: 20, comparator: '>=' });
    expect(edited({ value: '3,5' })?.valueQuantity?.value).toBe(3.5);
  });

  test('that are no number are sent as the text they are', () => {
    expect(edited({ value: 'haemolysed' })).toMatchObject({ valueString: 'haemolysed' });
    expect(edited({ value: 'haemolysed' })).not.toHaveProperty('valueQuantity');
  });

  test('change unit in display and code alike, and day without the time of day', () => {
    const changed = edited({ unit: 'nmol/L', date: '2026-05-01' });
    expect(changed?.valueQuantity).toMatchObject({ unit: 'nmol/L', code: 'nmol/L' });
    expect(changed?.effectiveDateTime).toBe('2026-05-01T07:30:00Z');
  });

  test('that are left out go with their entry', () => {
    expect(withEdits(request, { [key]: { left: 'out' } }).context.results.entry).toEqual([]);
  });
});
