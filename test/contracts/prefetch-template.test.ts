// Templates → queries.
import { describe, expect, test } from '@jest/globals';
import { compileTemplate, resolveTemplate } from '../../src/contracts/prefetch-template.ts';

const VALUES = { patientId: 'p-1', userId: 'PractitionerRole/r 1', now: Date.parse('2026-03-01T23:30:00Z') };

function resolve(template: string, further: object = {}): string | undefined {
  return resolveTemplate(compileTemplate(template), { ...VALUES, ...further });
}

describe('a prefetch template', () => {
  test.each([
    ['Patient/{{context.patientId}}', 'Patient/p-1'],
    [
      'Observation?patient={{context.patientId}}&code=http://loinc.org|1952-1&_count=20',
      'Observation?patient=p-1&code=http://loinc.org|1952-1&_count=20',
    ],
    ['{{context.userId}}', 'PractitionerRole/r%201'],
    ['PractitionerRole/{{userPractitionerRoleId}}', 'PractitionerRole/r%201'],
    ['X?date=ge{{today()}}', 'X?date=ge2026-03-01'],
    ['X?date=ge{{today() - 90 days}}', 'X?date=ge2025-12-01'],
    ['X?date=le{{ today() + 1 day }}', 'X?date=le2026-03-02'],
    ['Metadata', 'Metadata'],
  ])('%s becomes %s', (template, query) => {
    expect(resolve(template)).toBe(query);
  });

  test('whose token has no value in this call gives no query', () => {
    expect(resolve('Practitioner/{{userPractitionerId}}')).toBeUndefined();
    expect(resolve('Encounter/{{context.encounterId}}')).toBeUndefined();
    expect(resolve('Encounter/{{context.encounterId}}', { encounterId: 'e1' })).toBe('Encounter/e1');
  });

  test('with a token that older clients cannot resolve does not compile', () => {
    expect(() => compileTemplate('X?{{context.draftOrders.ofType(ServiceRequest).id}}')).toThrow(
      'not one that every client',
    );
    expect(() => compileTemplate('X?date=ge{{today() - 3 months}}')).toThrow('today() - 3 months');
  });
});
