// Resources as they come, and whose they are.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { collect } from '../../src/protocol/collection.ts';
import { bundle, observation } from '../support/requests.ts';

function collected(value: unknown): { own: string[]; foreign: readonly string[]; failures: number } {
  const { resources, foreign, failures } = collect(value, {
    place: 'prefetch.labs',
    from: 'labs',
    patient: { id: 'p1' },
  });
  return { own: resources.map((r) => r.reference), foreign, failures };
}

function about(reference: unknown, further: object = {}): object {
  return observation('o1', { subject: { reference }, ...further });
}

describe('a resource belongs to the patient', () => {
  test.each([
    'Patient/p1',
    'https://ehr.example/fhir/Patient/p1',
    'Patient/p1/_history/3',
    'https://ehr.example/fhir/Patient/p1/_history/3',
    'p1',
  ])('whose reference is %s', (reference) => {
    expect(collected(about(reference))).toMatchObject({ own: ['Observation/o1'], foreign: [] });
  });

  test('that names nobody: it came by a query for this patient', () => {
    expect(collected(observation('o1', { subject: undefined })).own).toEqual(['Observation/o1']);
    expect(collected(observation('o1', { subject: { display: 'Ada' } })).own).toEqual(['Observation/o1']);
  });

  test('that is named by the entry of the patient in the same Bundle', () => {
    const entry = (id: string) => ({
      resourceType: 'Bundle',
      entry: [
        { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', id } },
        { fullUrl: 'urn:uuid:2', resource: about('urn:uuid:1') },
      ],
    });
    expect(collected(entry('p1')).own).toEqual(['Patient/p1', 'Observation/o1']);
    expect(collected(entry('p2'))).toMatchObject({ own: [], foreign: ['Patient/p2', 'Observation/o1'] });
  });
});

describe('a resource is set aside and listed', () => {
  test.each([
    'Patient/p2',
    'https://ehr.example/fhir/Patient/p2',
    'Patient/P1',
    'Patient/p1x',
    'Group/p1',
    'Device/p1',
    'urn:uuid:nobody',
    '#somebody',
    '',
  ])('whose reference is "%s"', (reference) => {
    expect(collected(about(reference))).toMatchObject({ own: [], foreign: ['Observation/o1'] });
  });

  test.each([[['Patient/p2']], [[{ reference: 'Patient/p1' }]], ['Patient/p1'], [7], [true], [{ reference: 7 }]])(
    'whose subject cannot be read: %j',
    (subject) => {
      expect(collected(observation('o1', { subject }))).toMatchObject({ own: [], foreign: ['Observation/o1'] });
    },
  );

  test('that names another patient in `patient` instead of `subject`', () => {
    const allergy = { resourceType: 'AllergyIntolerance', id: 'a', patient: { reference: 'Patient/p2' } };
    expect(collected(allergy).foreign).toEqual(['AllergyIntolerance/a']);
  });

  test('with everything it contains', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'r',
      subject: { reference: 'Patient/p2' },
      contained: [observation('o1')],
    };
    expect(collected(report)).toMatchObject({ own: [], foreign: ['DiagnosticReport/r'] });
  });
});

describe('resources are found', () => {
  test('alone, in an array, in a Bundle, in a Bundle in a Bundle', () => {
    expect(collected(observation('a')).own).toEqual(['Observation/a']);
    expect(collected([observation('a'), bundle(observation('b'))]).own).toEqual(['Observation/a', 'Observation/b']);
    expect(collected(bundle(observation('a'), bundle(observation('b')))).own).toEqual([
      'Observation/a',
      'Observation/b',
    ]);
  });

  test('contained in a report, unless the contained one is somebody else’s', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'r',
      subject: { reference: 'Patient/p1' },
      contained: [observation('1', { subject: undefined }), about('Patient/p2'), { resourceType: 'Observation' }],
    };
    expect(collected(report)).toMatchObject({
      own: ['DiagnosticReport/r', 'DiagnosticReport/r#1', 'DiagnosticReport/r.contained[2]'],
      foreign: ['DiagnosticReport/r#o1'],
    });
  });

  test('without an id, under their place in the request', () => {
    const nameless = observation('', { id: undefined });
    expect(collected(nameless).own).toEqual(['prefetch.labs']);
    expect(collected(bundle(nameless, nameless)).own).toEqual(['prefetch.labs.entry[0]', 'prefetch.labs.entry[1]']);
  });

  test('among entries that are null, empty, or no resources', () => {
    const odd = {
      resourceType: 'Bundle',
      entry: [null, {}, { resource: null }, { resource: 'x' }, 7, { resource: observation('a') }],
    };
    expect(collected(odd).own).toEqual(['Observation/a']);
    expect(collected({ resourceType: 'Bundle', entry: 'x' }).own).toEqual([]);
  });
});

describe('an OperationOutcome', () => {
  const outcome = (severity: string) => ({ resourceType: 'OperationOutcome', issue: [{ severity, code: 'x' }] });
  test('is never data, and only an error is a failure', () => {
    expect(collected(outcome('error'))).toEqual({ own: [], foreign: [], failures: 1 });
    expect(collected(bundle(outcome('warning'), observation('a')))).toEqual({
      own: ['Observation/a'],
      foreign: [],
      failures: 0,
    });
  });
});

test('whatever JSON it is given, it neither throws nor invents resources', () => {
  const json = fc.jsonValue({ maxDepth: 6 });
  const nested = fc.letrec((tie) => ({
    value: fc.oneof(json, tie('bundle'), tie('resource')),
    resource: fc.record(
      {
        resourceType: fc.constantFrom('Observation', 'Patient', 'Bundle'),
        id: json,
        subject: json,
        contained: fc.oneof(json, fc.array(tie('value'))),
      },
      { requiredKeys: [] },
    ),
    bundle: fc.record({
      resourceType: fc.constant('Bundle'),
      entry: fc.oneof(json, fc.array(fc.record({ fullUrl: json, resource: tie('value') }, { requiredKeys: [] }))),
    }),
  })).value;
  fc.assert(
    fc.property(nested, (value) => {
      const into = collect(value, { place: 'x', from: 'x', patient: { id: 'p1' } });
      return into.resources.every((r) => typeof r.resource.resourceType === 'string');
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});

describe('a resource whose id is no id', () => {
  test.each([
    '<script>alert(1)</script>',
    '[l](javascript:1)',
    'https://evil.example/x',
    '\ud800',
    'x'.repeat(256),
    '',
    7,
  ])('is named by its place: %j', (id) => {
    expect(collected({ ...observation('o1'), id }).own).toEqual(['prefetch.labs']);
    const parent = { ...observation('o1'), contained: [{ resourceType: 'Specimen', id }] };
    expect(collected(parent).own).toEqual(['Observation/o1', 'Observation/o1.contained[0]']);
  });

  test.each(['eXYZ.123-4', 'a_b', '12:34', 'a~b', 'aGk=', '%2F'])('as some servers make them, is kept: %s', (id) => {
    expect(collected({ ...observation('o1'), id }).own).toEqual([`Observation/${id}`]);
  });
});
