// What is added to a chart is the resource an EHR would hold, at a place where it is read, and nothing else changes.
import { describe, expect, test } from '@jest/globals';
import { CATALOGUE, isAnalyte } from '../../../src/clinical/facts/catalogue.ts';
import { ADDABLE, hasPlaceFor, toResource, withAdded, type Addable } from '../../../src/web/console/additions.ts';
import { entriesIn } from '../../../src/web/console/entries.ts';
import { resultsIn, withEdits } from '../../../src/web/console/results.ts';

const named = (name: string): Addable => {
  const found = ADDABLE.find((a) => a.name === name);
  if (!found) throw new Error(`${name} cannot be added`);
  return found;
};
const added = (name: string, value = '', unit = '') =>
  toResource({ what: named(name), value, unit, date: '2026-10-20' }, 'p1', 'added-1');
const chart = () => ({
  resourceType: 'Bundle' as const,
  type: 'collection' as const,
  entry: [{ resource: { resourceType: 'Patient' as const, id: 'p1' } as fhir4.FhirResource }],
});

describe('what can be added', () => {
  test('each has a name of its own in its kind, and numbers come in a unit that is read', () => {
    expect(new Set(ADDABLE.map((a) => `${a.kind} ${a.name}`)).size).toBe(ADDABLE.length);
    for (const { kind, coding, unit } of ADDABLE.filter((a) => a.kind === 'Number' || a.kind === 'FISH')) {
      const entry = CATALOGUE.get(coding?.code ?? '');
      expect(entry).toBeDefined();
      if (kind === 'Number' && entry && isAnalyte(entry)) expect(Object.keys(entry.units.spellings)).toContain(unit);
    }
  });

  test('each shows in the tables of the chart', () => {
    for (const what of ADDABLE) {
      const resource = toResource({ what, value: '1', unit: what.unit ?? '', date: '2026-10-20' }, 'p1', 'added-1');
      const json = withAdded(chart(), [resource]);
      expect([what.name, resultsIn(json).length + entriesIn(json).length]).toEqual([what.name, 1]);
      expect(JSON.stringify(resource)).toContain('Patient/p1');
    }
  });

  test('a number with a decimal comma is the number; what is none is sent as the text it is', () => {
    expect(added('B2M, serum', '6,2', 'mg/L')).toMatchObject({ valueQuantity: { value: 6.2, code: 'mg/L' } });
    expect(added('B2M, serum', 'haemolysed', 'mg/L')).toMatchObject({ valueString: 'haemolysed' });
    expect(added('t(4;14)', 'absent')).toMatchObject({ valueCodeableConcept: { coding: [{ code: 'LA9634-2' }] } });
  });
});

describe('where it goes', () => {
  test('to the end of a Bundle, in a copy; an edit of it is made, too', () => {
    const before = chart();
    const after = withEdits(before, { 'added-1': { added: added('B2M, serum', '6.2', 'mg/L') } });
    expect(before.entry).toHaveLength(1);
    expect(after.entry).toHaveLength(2);
    const key = resultsIn(after)[0]?.key ?? '';
    const edits = { 'added-1': { added: added('B2M, serum', '6.2', 'mg/L') }, [key]: { value: '3.1' } };
    expect(resultsIn(withEdits(before, edits)).map((r) => r.value)).toEqual(['3.1']);
    expect(withEdits(before, { ...edits, [key]: { left: 'out' } }).entry).toHaveLength(1);
  });

  test('in a request to what was prefetched of its type, or to an empty list; without either nowhere', () => {
    const condition = added('Multiple myeloma');
    const searchset = (...resources: object[]) => ({
      resourceType: 'Bundle',
      entry: resources.map((resource) => ({ resource })),
    });
    const labs = searchset({ resourceType: 'Observation' });
    const to = (prefetch: object) => withAdded({ prefetch }, [condition]).prefetch;
    const conditions = searchset({ resourceType: 'Condition' });
    expect(to({ labs, conditions })).toEqual({ labs, conditions: searchset({ resourceType: 'Condition' }, condition) });
    expect(to({ labs, conditions: { resourceType: 'Bundle' } })).toEqual({ labs, conditions: searchset(condition) });
    expect(to({ labs })).toEqual({ labs });
    expect(hasPlaceFor({ prefetch: { labs } }, 'Condition')).toBe(false);
    expect(hasPlaceFor({ context: {} }, 'Condition')).toBe(false);
  });
});
