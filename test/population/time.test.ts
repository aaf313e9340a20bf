// What was known at a moment, and nothing later: per resource type, by the dates inside.
import { describe, expect, test } from '@jest/globals';
import type { Located } from '../../src/contracts/service.ts';
import { place, thenOf, wasKnown } from '../../src/population/time/place.ts';

type Draft = { readonly resourceType: fhir4.FhirResource['resourceType'] } & Readonly<Record<string, unknown>>;
const located = (resource: Draft): Located => ({
  // the shape is what is being tested
  resource: resource as unknown as fhir4.FhirResource,
  reference: `${resource.resourceType}/1`,
  from: 'export',
});
const around = { birthDate: '1950-06-15', doneAt: new Map([['ServiceRequest/1', Date.parse('2025-03-01T10:00:00Z')]]) };
const known = (resource: Draft, at: string) => wasKnown(place(located(resource), around), Date.parse(at));
const then = (resource: Draft, at: string) => thenOf(place(located(resource), around), Date.parse(at), around);
const clinical = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});
const MID_2024 = '2024-07-01T12:00:00Z';

describe('since when it was on record', () => {
  test.each<[string, Draft, boolean | 'unknown']>([
    ['dialysis of 2025', { resourceType: 'Procedure', performedDateTime: '2025-02-01' }, false],
    ['dialysis begun in 2025', { resourceType: 'Procedure', performedPeriod: { start: '2025-02-01' } }, false],
    [
      'dialysis begun before',
      { resourceType: 'Procedure', performedPeriod: { start: '2024-02-01', end: '2025-02-01' } },
      true,
    ],
    ['a procedure without a date', { resourceType: 'Procedure' }, 'unknown'],
    ['onset later, not recorded', { resourceType: 'Condition', onsetDateTime: '2025-01-01' }, false],
    ['onset before, not recorded', { resourceType: 'Condition', onsetDateTime: '2023-01-01' }, true],
    [
      'onset before, recorded later',
      { resourceType: 'Condition', onsetDateTime: '2023-01-01', recordedDate: '2025-01-01' },
      false,
    ],
    ['onset in the year', { resourceType: 'Condition', onsetDateTime: '2024' }, 'unknown'],
    ['onset at an age', { resourceType: 'Condition', onsetAge: { value: 80, code: 'a' } }, false],
    ['a condition without a date', { resourceType: 'Condition' }, 'unknown'],
    ['recorded that day', { resourceType: 'Condition', recordedDate: '2024-07-01' }, true],
    [
      'asserted later',
      {
        resourceType: 'Condition',
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate', valueDateTime: '2024-08-01' },
        ],
      },
      false,
    ],
    [
      'a result of a period that ends later',
      { resourceType: 'Observation', effectivePeriod: { start: '2024-06-30', end: '2024-07-03' } },
      false,
    ],
    [
      'a result of a period, issued',
      { resourceType: 'Observation', effectivePeriod: { start: '2024-06-30' }, issued: '2024-07-01T09:00:00Z' },
      true,
    ],
    [
      'drawn before, issued later',
      { resourceType: 'Observation', status: 'final', effectiveDateTime: '2024-06-30', issued: '2024-07-02T09:00:00Z' },
      false,
    ],
    [
      'drawn before, corrected later',
      {
        resourceType: 'Observation',
        status: 'corrected',
        effectiveDateTime: '2024-06-30',
        issued: '2024-07-02T09:00:00Z',
      },
      'unknown',
    ],
    [
      'a report issued later',
      {
        resourceType: 'DiagnosticReport',
        status: 'final',
        effectiveDateTime: '2024-06-30',
        issued: '2024-07-02T09:00:00Z',
      },
      false,
    ],
    ['an order of later', { resourceType: 'MedicationRequest', authoredOn: '2024-09-01' }, false],
    ['an order without a date', { resourceType: 'MedicationRequest' }, 'unknown'],
    ['a dose of later', { resourceType: 'MedicationAdministration', effectivePeriod: { start: '2024-09-01' } }, false],
    [
      'asserted later, taken before',
      { resourceType: 'MedicationStatement', dateAsserted: '2024-09-01', effectiveDateTime: '2024-01-01' },
      false,
    ],
    ['dispensed before', { resourceType: 'MedicationDispense', whenHandedOver: '2024-05-01' }, true],
    ['the patient', { resourceType: 'Patient', meta: { lastUpdated: '2026-01-01T00:00:00Z' } }, true],
    [
      'what was loaded later',
      { resourceType: 'Observation', meta: { lastUpdated: '2026-01-01T00:00:00Z' }, issued: '2024-01-01T00:00:00Z' },
      true,
    ],
    [
      'what was loaded before',
      { resourceType: 'Condition', meta: { lastUpdated: '2020-01-01T00:00:00Z' }, recordedDate: '2025-01-01' },
      false,
    ],
  ])('%s', (_name, resource, answer) => {
    expect(known(resource, MID_2024)).toBe(answer);
  });
});

describe('what it said then', () => {
  test('a condition that abated later was active; one that had abated says so', () => {
    const resolved: Draft = {
      resourceType: 'Condition',
      clinicalStatus: clinical('resolved'),
      abatementDateTime: '2025-05-01',
    };
    expect(then(resolved, MID_2024).resource).toEqual({
      resourceType: 'Condition',
      clinicalStatus: clinical('active'),
    });
    expect(then(resolved, '2025-06-01T00:00:00Z')).toEqual({});
  });

  test.each([['resolved'], ['inactive'], ['remission'], ['relapse'], ['recurrence']])(
    '%s without a date: what it said then is not known',
    (status) => {
      const answer = then({ resourceType: 'Condition', clinicalStatus: clinical(status) }, MID_2024);
      expect(answer.unknown).toBe('status');
      expect(answer.resource).toMatchObject({ clinicalStatus: { text: expect.any(String) } });
      expect(answer.resource).not.toHaveProperty('clinicalStatus.coding');
    },
  );

  test('an abatement in the year of the moment may have been before or after', () => {
    const answer = then(
      { resourceType: 'Condition', clinicalStatus: clinical('resolved'), abatementDateTime: '2024' },
      MID_2024,
    );
    expect(answer.unknown).toBe('status');
  });

  test('what is active now was active', () => {
    expect(then({ resourceType: 'Condition', clinicalStatus: clinical('active') }, MID_2024)).toEqual({});
    expect(then({ resourceType: 'Condition' }, MID_2024)).toEqual({});
  });

  test('refuted since: whether it was believed is not known', () => {
    const answer = then({ resourceType: 'Condition', verificationStatus: { coding: [{ code: 'refuted' }] } }, MID_2024);
    expect(answer).toMatchObject({ unknown: 'status', resource: { verificationStatus: { text: expect.any(String) } } });
  });

  test('a drug whose period ends later was current; one without an end is not known to have been', () => {
    const period = (end: string) => ({ dosageInstruction: [{ timing: { repeat: { boundsPeriod: { end } } } }] });
    const stopped: Draft = { resourceType: 'MedicationRequest', status: 'stopped' };
    expect(then({ ...stopped, ...period('2025-01-01') }, MID_2024).resource).toMatchObject({ status: 'active' });
    expect(then({ ...stopped, ...period('2024-01-01') }, MID_2024)).toEqual({});
    expect(then(stopped, MID_2024)).toMatchObject({ unknown: 'status', resource: { status: 'unknown' } });
    expect(then({ ...stopped, status: 'cancelled' }, MID_2024)).toEqual({});
    const statement: Draft = {
      resourceType: 'MedicationStatement',
      status: 'completed',
      effectivePeriod: { start: '2024-01-01', end: '2024-12-01' },
    };
    expect(then(statement, MID_2024).resource).toMatchObject({
      status: 'active',
      effectivePeriod: { start: '2024-01-01' },
    });
  });

  test('a procedure and an infusion that ended later were going on, and nobody knew until when', () => {
    const period = { start: '2024-06-01', end: '2024-08-01' };
    expect(
      then({ resourceType: 'Procedure', status: 'completed', performedPeriod: period }, MID_2024).resource,
    ).toEqual({
      resourceType: 'Procedure',
      status: 'in-progress',
      performedPeriod: { start: '2024-06-01' },
    });
    expect(
      then({ resourceType: 'MedicationAdministration', status: 'completed', effectivePeriod: period }, MID_2024)
        .resource,
    ).toEqual({
      resourceType: 'MedicationAdministration',
      status: 'in-progress',
      effectivePeriod: { start: '2024-06-01' },
    });
  });

  test('an order was open until a result was based on it', () => {
    const order: Draft = { resourceType: 'ServiceRequest', status: 'completed' };
    expect(then(order, MID_2024).resource).toMatchObject({ status: 'active' });
    expect(then(order, '2025-03-01T10:00:00Z')).toEqual({});
  });

  test('who died later was alive', () => {
    const patient: Draft = { resourceType: 'Patient', id: '1', deceasedDateTime: '2025-01-01' };
    expect(then(patient, MID_2024).resource).toEqual({ resourceType: 'Patient', id: '1' });
    expect(then(patient, '2025-02-01T00:00:00Z')).toEqual({});
    expect(then({ ...patient, deceasedDateTime: undefined, deceasedBoolean: true }, MID_2024).unknown).toBe('status');
  });
});
