// What is written into the record when a stage is accepted, field by field.
import { describe, expect, test } from '@jest/globals';
import { offerToRecord } from '../../cds-services/b2m-result/record-stage.ts';
import { READING } from '../../fixtures/published.ts';
import { AS_OF, albumin, b2m, condition, creatinine, daysAgo, fish, ldh, recordedStage } from '../support/chart.ts';
import { at, recordable, type Parts } from '../support/recordable.ts';

const order = { patientId: 'p1', encounterId: 'e1', userId: 'Practitioner/1', asOf: Date.parse(AS_OF) };
const NAMED: Parts = {
  myeloma: condition('myeloma', { since: daysAgo(6), id: 'm' }),
  b2m: b2m('6.1 mg/L', { at, id: 'b' }),
  albumin: albumin('3.9 g/dL', { at, id: 'a' }),
  creatinine: creatinine('0.9 mg/dL', { at, id: 'c' }),
  ldh: ldh('180 U/L', { at, id: 'l' }),
  del17p: fish('del17p', 'absent', { at, id: 'f1' }),
  t4_14: fish('t4-14', 'absent', { at, id: 'f2' }),
  t14_16: fish('t14-16', 'absent', { at, id: 'f3' }),
  t14_20: fish('t14-20', 'absent', { at, id: 'f4' }),
  gain1q: fish('gain1q', 'absent', { at, id: 'f5' }),
};
const decide = (system: 'ISS' | 'R-ISS', change: Parts = {}, context: Partial<typeof order> = {}) =>
  offerToRecord(system, {
    reading: recordable({ ...NAMED, ...change }),
    settings: READING.settings,
    order: { ...order, ...context },
  });
const offer = (...asked: Parameters<typeof decide>) => decide(...asked).suggestions;
const keptBack = (...asked: Parameters<typeof decide>) => decide(...asked).notForRecord;
const written = (...asked: Parameters<typeof offer>) =>
  offer(...asked).flatMap(({ actions }) => actions.map(({ resource }) => resource as fhir4.Observation));

describe('a stage that is offered', () => {
  const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl';
  const EVERY = {
    resourceType: 'Observation',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    focus: [{ reference: 'Condition/m' }],
    encounter: { reference: 'Encounter/e1' },
    effectiveDateTime: at,
    issued: new Date(AS_OF).toISOString(),
    performer: [{ reference: 'Practitioner/1' }],
  };

  test('as ISS: mCODE’s profile, from the B2M and the albumin', () => {
    expect(offer('ISS').map(({ label }) => label)).toEqual(['Record ISS III']);
    expect(written('ISS')).toEqual([
      {
        ...EVERY,
        meta: { profile: ['http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-myeloma-iss-stage'] },
        code: { coding: [{ system: NCIT, code: 'C139007' }], text: 'ISS stage of multiple myeloma' },
        valueCodeableConcept: {
          coding: [{ system: NCIT, code: 'C70660', display: 'ISS Stage III Plasma Cell Myeloma' }],
          text: 'ISS stage III',
        },
        method: { coding: [{ system: 'http://snomed.info/sct', code: '1149162008' }] },
        derivedFrom: [{ reference: 'Observation/b' }, { reference: 'Observation/a' }],
      },
    ]);
  });

  test('as R-ISS: from LDH and the FISH that it is made of, too', () => {
    expect(written('R-ISS')).toEqual([
      {
        ...EVERY,
        meta: { profile: ['http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-myeloma-riss-stage'] },
        code: { coding: [{ system: NCIT, code: 'C141392' }], text: 'R-ISS stage of multiple myeloma' },
        valueCodeableConcept: {
          coding: [{ system: NCIT, code: 'C141395' }],
          text: 'R-ISS stage II',
        },
        method: { coding: [{ system: 'http://snomed.info/sct', code: '1149163003' }] },
        derivedFrom: ['b', 'a', 'l', 'f1', 'f2', 'f3'].map((id) => ({ reference: `Observation/${id}` })),
      },
    ]);
  });

  test('names each report of several aberrations once', () => {
    const component = ['81746-0', '72726-3', '77033-9'].map((code) => ({
      code: { coding: [{ system: 'http://loinc.org', code }] },
      valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA9634-2' }] },
    }));
    const del17p = fish('del17p', 'absent', { at, id: 'f1', with: { component } });
    const [stage] = written('R-ISS', { del17p, t4_14: undefined, t14_16: undefined });
    expect(stage?.derivedFrom?.map((r) => r.reference)).toEqual(['b', 'a', 'l', 'f1'].map((id) => `Observation/${id}`));
  });
});

describe('what is left out of it', () => {
  test('an encounter where the call names none', () => {
    const { encounterId: _, ...without } = order;
    const { suggestions } = offerToRecord('ISS', {
      reading: recordable(NAMED),
      settings: READING.settings,
      order: without,
    });
    expect(suggestions[0]?.actions[0]?.resource).not.toHaveProperty('encounter');
  });

  test.each([
    ['Practitioner/1', true],
    ['PractitionerRole/1', true],
    ['Patient/1', false],
    ['RelatedPerson/1', false],
    ['https://ehr.example/Practitioner/1', false],
  ])('who performed it, by %s: named %p', (userId, isNamed) => {
    expect(written('ISS', {}, { userId })[0]?.performer).toEqual(isNamed ? [{ reference: userId }] : undefined);
  });

  test.each([
    ['Observation/b', true],
    ['https://ehr.example/fhir/Observation/b', true],
    ['http://ehr.example/fhir/Observation/b', true],
    [`Observation/${'x'.repeat(64)}`, true],
    [`Observation/${'x'.repeat(65)}`, false],
    ['Observation/b/_history/2', false],
    ['Observation/b_1', false],
    ['observation/b', false],
    ['urn:uuid:0f1e1d00-0000-4000-8000-000000000001', false],
    ['prefetch.labs.entry[3]', false],
    ['ftp://ehr.example/fhir/Observation/b', false],
    ['x Observation/b', false],
  ])('a result called %s: named %p', (reference, isNamed) => {
    const reading = recordable(NAMED);
    const { staging } = reading;
    if (!staging) throw new Error('no stage');
    const inputs = staging.inputs.map((m) => ({ ...m, reference }));
    const diagnosis = { ...staging.diagnosis, reference };
    const { suggestions } = offerToRecord('ISS', {
      reading: { ...reading, staging: { ...staging, inputs, diagnosis } },
      settings: READING.settings,
      order,
    });
    const made = suggestions.flatMap(({ actions }) => actions.map(({ resource }) => resource as fhir4.Observation));
    expect(made.map(({ derivedFrom, focus }) => ({ derivedFrom, focus }))).toEqual([
      isNamed ? { derivedFrom: [{ reference }, { reference }], focus: [{ reference }] } : {},
    ]);
  });
});

describe('a stage is not offered', () => {
  test('where one of its system is on record, read or not', () => {
    const inWords = { valueCodeableConcept: { text: 'Stadium III' } };
    for (const system of ['ISS', 'R-ISS'] as const) {
      const other = system === 'ISS' ? 'R-ISS' : 'ISS';
      expect(offer(system, { recorded: recordedStage(system, 'I') })).toEqual([]);
      expect(offer(system, { recorded: recordedStage(system, 'I', { with: inWords }) })).toEqual([]);
      expect(offer(system, { recorded: recordedStage(other, 'I') })).toHaveLength(1);
      expect(offer(system, { recorded: recordedStage(system, 'I', { status: 'entered-in-error' }) })).toHaveLength(1);
    }
  });

  test('where a condition is not met', () => {
    expect(offer('ISS', { albumin: undefined })).toEqual([]);
    expect(offer('R-ISS', { ldh: undefined })).toEqual([]);
  });

  test('and what keeps it back is named', () => {
    expect(keptBack('ISS', { albumin: undefined })).toEqual([{ system: 'ISS', unmet: ['both-values'] }]);
    expect(keptBack('ISS', { recorded: recordedStage('ISS', 'I') })).toEqual([
      { system: 'ISS', unmet: ['not-yet-recorded'] },
    ]);
  });

  test('nothing is named of one that is offered, nor where more than one is possible', () => {
    expect(keptBack('ISS')).toEqual([]);
    expect(offer('R-ISS', { del17p: undefined, ldh: undefined })).toEqual([]);
    expect(keptBack('R-ISS', { del17p: undefined, ldh: undefined })).toEqual([]);
  });
});
