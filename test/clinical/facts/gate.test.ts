// Which resources may be used at all, whatever their type; what is set aside is told with what was not understood.
import { describe, expect, test } from '@jest/globals';
import {
  b2m,
  chart,
  collect,
  condition,
  daysAgo,
  drug,
  fish,
  given,
  observation,
  patient,
  procedure,
} from '../../support/chart.ts';

const NEGATION = 'https://ehr.example/fhir/StructureDefinition/negation';
const modifierExtension = [{ url: NEGATION, valueBoolean: true }];
const factsOf = (...resources: readonly fhir4.FhirResource[]) => collect(chart([patient(), ...resources]));
const reasonOf = (...resources: readonly fhir4.FhirResource[]) => factsOf(...resources).setAside[0]?.reason;

describe('a modifier that is not understood', () => {
  const told = { why: 'modifier-not-understood', text: NEGATION };

  test('sets a result aside, and says by what', () => {
    const facts = factsOf(b2m('6.1 mg/L', { with: { modifierExtension } }));
    expect(facts.measurements).toEqual({});
    expect(facts.setAside).toMatchObject([{ analyte: 'b2m-serum', reason: 'modifier-not-understood', told: NEGATION }]);
    expect(facts.unread).toMatchObject([{ type: 'Observation', analyte: 'b2m-serum', ...told }]);
  });

  test.each<[what: string, extension: fhir4.Extension, told: string | undefined]>([
    ['with a code', { url: NEGATION, valueCoding: { system: 'urn:s', code: 'no' } }, `${NEGATION} urn:s|no`],
    ['with a concept', { url: NEGATION, valueCodeableConcept: { coding: [{ system: 'urn:s', code: 'no' }] } }, `${NEGATION} urn:s|no`],
    ['with a code of no system', { url: NEGATION, valueCoding: { code: 'no' } }, `${NEGATION} |no`],
    ['with a system and no code', { url: NEGATION, valueCoding: { system: 'urn:s' } }, `${NEGATION} urn:s|`],
    ['with a code and no URL', { valueCoding: { code: 'no' } } as fhir4.Extension, '|no'],
    ['without anything', {} as fhir4.Extension, undefined],
  ])('%s is told by URL and code', (_, extension, text) => {
    const [aside] = factsOf(b2m('6.1 mg/L', { with: { modifierExtension: [extension] } })).setAside;
    expect(aside?.reason).toBe('modifier-not-understood');
    expect(aside !== undefined && 'told' in aside ? aside.told : undefined).toBe(text);
  }); // prettier-ignore

  test('of a problem leaves the count of those that were read', () => {
    const facts = factsOf({ ...condition('myeloma', { id: 'a' }), modifierExtension }, condition('lupus', { id: 'b' }));
    expect(facts.conditionsRead).toBe(1);
  });

  test.each([
    ['a problem', { ...condition('myeloma'), modifierExtension }],
    ['a drug', { ...drug('bortezomib'), modifierExtension }],
    ['a procedure', { ...procedure('302497006', '2026-10-30'), modifierExtension }],
    ['a FISH result', fish('del17p', 'present', { with: { modifierExtension } })],
    ['the patient', { ...patient(), modifierExtension }],
  ])('sets %s aside', (_, resource) => {
    const facts = collect(chart([resource]));
    expect(facts).toMatchObject({
      diseases: [],
      treatments: [],
      dialysisSessions: [],
      aberrations: [],
      patient: { deceased: false },
    });
    expect(facts.patient.birthDate).toBeUndefined();
    expect(facts.unread).toMatchObject([{ type: resource.resourceType, ...told }]);
  });

  test('sets aside one component alone', () => {
    const part = (code: string, value: number, more = {}) => ({
      code: { coding: [{ system: 'http://loinc.org', code }] },
      valueQuantity: { value, unit: 'g/dL' },
      ...more,
    });
    const panel = observation('24323-8', undefined, {
      with: { component: [part('1751-7', 3.9, { modifierExtension }), part('718-7', 12)] },
    });
    const facts = factsOf(panel);
    expect(Object.keys(facts.measurements)).toEqual(['hemoglobin']);
    expect(facts.setAside.map((s) => `${s.analyte} ${s.reason}`)).toContain('albumin-serum modifier-not-understood');
  });

  test.each([[{ reference: 'Patient/other' }], [[null]], ['Patient/p1'], [[{ reference: 'Patient/p1' }, null]]])(
    'a focus that cannot be read (%j) may be another',
    (focus) => {
      expect(reasonOf(b2m('6.1 mg/L', { with: { focus: focus as unknown as fhir4.Reference[] } }))).toBe(
        'not-about-the-patient',
      );
    },
  );

  test('no focus is none', () => {
    for (const focus of [null, []] as unknown as fhir4.Reference[][]) {
      expect(reasonOf(b2m('6.1 mg/L', { with: { focus } }))).toBeUndefined();
    }
  });

  test.each([
    ['24h-Sammelurin', 'b2m-serum', '1952-1', 'mg/L'],
    ['Líquido cefalorraquídeo', 'b2m-serum', '1952-1', 'mg/L'],
    ['Liquide céphalo-rachidien', 'b2m-serum', '1952-1', 'mg/L'],
    ['Urine', 'free-kappa', '36916-5', 'mg/L'],
    ['Urine', 'free-lambda', '33944-0', 'mg/L'],
    ['Urine', 'free-light-chain-ratio', '48378-4', '1'],
    ['Urine', 'calcium-serum', '17861-6', 'mg/dL'],
  ])('a specimen of %s overrules the serum of %s', (text, analyte, code, unit) => {
    const specimen: fhir4.Specimen = { resourceType: 'Specimen', id: 's', type: { text } };
    const facts = factsOf(
      observation(code, `9 ${unit}`, { with: { specimen: { reference: 'Specimen/s' } } }),
      specimen,
    );
    expect(facts.setAside).toMatchObject([{ analyte, reason: 'contradictory-specimen' }]);
  });

  test('an empty list of them says nothing', () => {
    expect(reasonOf(b2m('6.1 mg/L', { with: { modifierExtension: [] } }))).toBeUndefined();
  });

  test('of a drug leads nowhere', () => {
    const { medicationCodeableConcept: _, ...rest } = drug('');
    const pointing = { ...rest, medicationReference: { reference: 'Medication/m' } };
    const medication = {
      resourceType: 'Medication' as const,
      id: 'm',
      code: { text: 'bortezomib' },
      modifierExtension,
    };
    const facts = factsOf(pointing, medication);
    expect(facts.treatments).toEqual([]);
    expect(facts.unread).toMatchObject([{ type: 'MedicationRequest', ...told }]);
  });
});

describe('a specimen that is modified', () => {
  const specimen = { resourceType: 'Specimen' as const, id: 's' };
  const sampled = b2m('6.1 mg/L', { with: { specimen: { reference: 'Specimen/s' } } });

  test('in a way that is not understood sets its results aside', () => {
    expect(reasonOf(sampled, { ...specimen, modifierExtension })).toBe('modifier-not-understood');
    expect(reasonOf(sampled, specimen)).toBeUndefined();
  });
});

describe('a focus', () => {
  const about = (reference: string, ...others: readonly fhir4.FhirResource[]) =>
    reasonOf(b2m('6.1 mg/L', { with: { focus: [{ reference }] } }), ...others);
  const donor = { resourceType: 'RelatedPerson' as const, id: 'd', patient: { reference: 'Patient/p1' } };

  test.each(['Patient/p1', 'https://ehr.example/fhir/Patient/p1', 'Condition/c', 'Condition/c/_history/2'])(
    'on %s is about him',
    (reference) => {
      expect(about(reference)).toBeUndefined();
    },
  );

  test.each(['Patient/p2', 'RelatedPerson/d', 'Device/pump', '#donor', 'urn:uuid:4'])('on %s is not', (reference) => {
    expect(about(reference, donor)).toBe('not-about-the-patient');
  });

  test('on what was gathered goes by what that is', () => {
    expect(about('Condition/c', condition('myeloma', { id: 'c' }))).toBeUndefined();
    expect(about('Condition/abc/_history/12')).toBeUndefined();
    expect(about('RelatedPerson/p1', { ...donor, id: 'p1' })).toBe('not-about-the-patient');
    expect(about('Patient/p2', patient({ id: 'p2' }))).toBe('not-about-the-patient');
  });

  test('on him needs no Patient in the record', () => {
    const focus = [{ reference: 'Patient/p1' }];
    const facts = collect(chart([b2m('6.1 mg/L', { with: { focus } })]));
    expect(facts.measurements['b2m-serum']).toHaveLength(1);
  });

  test.each(['Condition/c/note', 'Condition/', 'Condition/c/_history/', 'ACondition/c'])(
    'on %s, which is no Condition, is not about him',
    (reference) => {
      expect(about(reference)).toBe('not-about-the-patient');
    },
  );

  test('on another is told', () => {
    const focus = [{ reference: 'Patient/p2' }];
    expect(factsOf(b2m('6.1 mg/L', { with: { focus } })).setAside[0]).toMatchObject({ told: 'Patient/p2' });
  });

  test('that names nobody by reference is not', () => {
    expect(reasonOf(b2m('6.1 mg/L', { with: { focus: [{ display: 'fetus' }] } }))).toBe('not-about-the-patient');
  });

  test('on him and on another is not about him', () => {
    const focus = [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }];
    expect(reasonOf(b2m('6.1 mg/L', { with: { focus } }))).toBe('not-about-the-patient');
  });
});

describe('a report', () => {
  const report = (status: string, parts: Partial<fhir4.DiagnosticReport>): fhir4.DiagnosticReport => ({
    resourceType: 'DiagnosticReport',
    id: `report-${status}`,
    status: status as fhir4.DiagnosticReport['status'],
    code: { text: 'Chemistry' },
    ...parts,
  });
  const inside = (status: string) =>
    report(status, { contained: [b2m('6.1 mg/L', { id: 'in' })], result: [{ reference: '#in' }] });
  const names = (status: string) => report(status, { result: [{ reference: 'Observation/b' }] });

  test.each([
    ['entered-in-error', 'entered-in-error'],
    ['cancelled', 'cancelled'],
    ['preliminary', 'preliminary'],
    ['registered', 'preliminary'],
    ['final', undefined],
    ['amended', undefined],
    ['partial', undefined],
  ])('%s: its status counts for what it contains: %s', (status, reason) => {
    const facts = factsOf(inside(status));
    expect(facts.setAside[0]?.reason).toBe(reason);
    expect(facts.measurements['b2m-serum'] ?? []).toHaveLength(reason ? 0 : 1);
  });

  test('with a modifier that is not understood takes with it what it contains', () => {
    const [aside] = factsOf({ ...inside('final'), modifierExtension }).setAside;
    expect(aside).toMatchObject({ analyte: 'b2m-serum', reason: 'modifier-not-understood', told: NEGATION });
  });

  test.each([
    [['entered-in-error'], 'entered-in-error'],
    [['cancelled'], 'cancelled'],
    [['preliminary'], undefined],
    [['entered-in-error', 'final'], undefined],
    [['cancelled', 'entered-in-error'], 'cancelled'],
  ])('%j: for a member of it: %s', (statuses, reason) => {
    expect(reasonOf(b2m('6.1 mg/L', { id: 'b' }), ...statuses.map(names))).toBe(reason);
  });

  test('in error: for the members of its panels, too', () => {
    const panel = observation('24323-8', undefined, {
      id: 'panel',
      with: { hasMember: [{ reference: 'Observation/b' }] },
    });
    const mistaken = report('entered-in-error', { result: [{ reference: 'Observation/panel' }] });
    const { setAside } = factsOf(b2m('6.1 mg/L', { id: 'b' }), panel, mistaken);
    expect(setAside.find((s) => s.reference === 'Observation/b')?.reason).toBe('entered-in-error');
  });
});

test('panels nested ten thousand deep, or in a ring, end', () => {
  const panel = (id: number, member: number): fhir4.Observation =>
    observation('24323-8', undefined, { id: `o${id}`, with: { hasMember: [{ reference: `Observation/o${member}` }] } });
  const depth = 10_000;
  const chain = Array.from({ length: depth }, (_, i) => panel(i, (i + 1) % depth));
  const mistaken: fhir4.DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    status: 'entered-in-error',
    code: {},
    result: [{ reference: 'Observation/o0' }],
  };
  const { unread } = factsOf(mistaken, ...chain);
  expect(unread.filter((u) => u.why === 'entered-in-error')).toHaveLength(depth);
});

describe('an order not to do something', () => {
  test('is no order', () => {
    expect(factsOf({ ...drug('bortezomib'), doNotPerform: true })).toMatchObject({ treatments: [], unread: [] });
    const dose = { ...given('bortezomib', daysAgo(3)), doNotPerform: true } as fhir4.MedicationAdministration;
    expect(factsOf(dose)).toMatchObject({ treatments: [], unread: [] });
  });

  test.each(['true', 1, {}])('that may or may not be one (%p) is open', (doNotPerform) => {
    const facts = factsOf({ ...drug('bortezomib'), doNotPerform: doNotPerform as boolean });
    expect(facts).toMatchObject({ treatments: [], unread: [{ why: 'modifier-not-understood', text: 'doNotPerform' }] });
  });

  test('that is not set is one', () => {
    expect(factsOf({ ...drug('bortezomib'), doNotPerform: false }).treatments).toHaveLength(1);
  });
});
