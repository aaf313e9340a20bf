// Medication and procedure records → when treatment began, what harms the tubules, when dialysis took place.
import { describe, expect, test } from '@jest/globals';
import { indexReferences } from '../../../src/clinical/facts/references.ts';
import { medicationIn } from '../../../src/clinical/facts/treatment.ts';
import {
  AS_OF,
  chart,
  collect,
  daysAgo,
  dialysisSession,
  drug,
  patient,
  procedure,
  SNOMED,
} from '../../support/chart.ts';

const treatmentsOf = (...resources: readonly fhir4.FhirResource[]) =>
  collect(chart([patient(), ...resources])).treatments;
const ingredientOf = (resource: fhir4.FhirResource) => treatmentsOf(resource)[0]?.ingredient;
const request = (parts: Partial<fhir4.MedicationRequest>) => ({ ...drug('Bortezomib 3.5 mg'), ...parts });
const subject = { reference: 'Patient/p1' };

describe('the drug', () => {
  test.each([
    ['Bortezomib 3.5 mg powder for injection', 'bortezomib'],
    ['VELCADE (bortezomib)', 'bortezomib'],
    ['lenalidomide/dexamethasone', 'lenalidomide'],
    ['daratumumab and hyaluronidase-fihj', 'daratumumab'],
    ['teclistamab-cqyv 10 mg/mL', 'teclistamab'],
    ['isatuximab-irfc', 'isatuximab'],
    ['gentamicin 240 mg i.v.', 'gentamicin'],
    ['gentamicin-sulfate', 'gentamicin'],
    ['Tenofovir disoproxil 245 mg', 'tenofovir'],
    ['lithium carbonate 300 mg', 'lithium'],
    ['carboplatin AUC 5', 'carboplatin'],
    ['methotrexate', undefined],
    ['ibrutinibide', undefined],
    ['dexamethasone 4 mg', 'dexamethasone'],
    ['', undefined],
  ])('%j: %s', (name, ingredient) => {
    expect(ingredientOf(drug(name))).toBe(ingredient);
  });

  test('is found in the display of a coding', () => {
    const concept = { coding: [{ display: 'other' }, { display: 'Carfilzomib 60 MG Injection' }] };
    expect(ingredientOf(request({ medicationCodeableConcept: concept }))).toBe('carfilzomib');
    const beside = { text: 'in saline', coding: [{ display: 'gentamicin' }, { display: '240 mg' }] };
    expect(ingredientOf(request({ medicationCodeableConcept: beside }))).toBe('gentamicin');
  });

  test('is found where only a reference stands: by the name shown with it, or contained', () => {
    const referenced = (parts: Partial<fhir4.MedicationRequest>): fhir4.MedicationRequest => {
      const { medicationCodeableConcept: _, ...rest } = drug('');
      return { ...rest, ...parts };
    };
    const shown = referenced({ medicationReference: { reference: 'Medication/9', display: 'bortezomib 3.5 mg SC' } });
    const inside = referenced({
      medicationReference: { reference: '#m' },
      contained: [
        { resourceType: 'Medication', id: 'other', code: { text: 'gentamicin' } } as fhir4.Medication,
        { resourceType: 'Medication', id: 'm', code: { text: 'Melphalan 140 mg/m2' } } as fhir4.Medication,
      ],
    });
    expect(ingredientOf(shown)).toBe('bortezomib');
    expect(ingredientOf(inside)).toBe('melphalan');
    const gathered = { resourceType: 'Medication', id: '9', code: { text: 'Carfilzomib' } } as fhir4.Medication;
    const pointing = referenced({ medicationReference: { reference: 'Medication/9' } });
    expect(treatmentsOf(pointing, gathered)[0]?.ingredient).toBe('carfilzomib');
    expect(collect(chart([patient(), pointing]))).toMatchObject({
      treatments: [],
      unread: [{ type: 'MedicationRequest', why: 'reference-not-found', text: 'Medication/9' }],
    });
  });

  describe('and what its reference leads to', () => {
    const at = (parts: object, ...beside: readonly object[]) => {
      const resources = beside as readonly fhir4.FhirResource[];
      const { medicationCodeableConcept: _, ...rest } = drug('');
      const order = { ...rest, ...parts } as fhir4.MedicationRequest;
      return medicationIn(order, 'MedicationRequest/m', indexReferences(chart(resources)));
    };
    const medication = (parts: object, id = 'x') => ({ resourceType: 'Medication', id, ...parts }) as fhir4.Medication;
    const pointer = { reference: 'Medication/x' };
    const coding = [{ system: 'urn:own', code: '1' }];

    test('are one: what stands there, the Medication, or what is shown where that has no name', () => {
      expect(at({})).toBeUndefined();
      expect(at({ medicationReference: pointer })).toBeUndefined();
      expect(at({ medicationReference: { ...pointer, display: 'Shown' } })).toEqual({ text: 'Shown' });
      expect(at({ medicationReference: { ...pointer, display: 5 } })).toBeUndefined();
      const shown = { medicationReference: { ...pointer, display: 'Shown' } };
      expect(at(shown, medication({ code: { text: 'Named' } }))).toEqual({ text: 'Named' });
      expect(at(shown, medication({ code: { coding } }))).toEqual({ coding, text: 'Shown' });
      expect(at(shown, medication({}))).toEqual({ text: 'Shown' });
      const own = { ...shown, medicationCodeableConcept: { coding, text: 'Own' } };
      expect(at(own, medication({ code: { text: 'Named' } }))).toEqual({ coding, text: 'Own; Named' });
      expect(at({ medicationReference: pointer }, { ...medication({}), resourceType: 'Device' })).toBeUndefined();
      const coded = { medicationReference: pointer, medicationCodeableConcept: { coding } };
      expect(at(coded, medication({ code: { coding } }))).toEqual({ coding: [...coding, ...coding] });
    });

    test('are its ingredients, too, but those that are inactive', () => {
      const of = (...ingredient: readonly object[]) => {
        const beside = [
          { resourceType: 'Medication', id: 'y', code: { text: 'Y' } },
          { resourceType: 'Substance', id: 'z', code: { text: 'Z' } },
          { resourceType: 'Device', id: 'd', code: { text: 'D' } },
        ];
        return at({ medicationReference: pointer }, medication({ code: { text: 'X' }, ingredient }), ...beside)?.text;
      };
      expect(of({ itemCodeableConcept: { text: 'A' } }, { isActive: true, itemCodeableConcept: { text: 'B' } })).toBe(
        'X; A; B',
      );
      expect(of({ isActive: false, itemCodeableConcept: { text: 'A' } })).toBe('X');
      expect(
        of({ itemReference: { reference: 'Medication/y' } }, { itemReference: { reference: 'Substance/z' } }),
      ).toBe('X; Y; Z');
      expect(of({ itemReference: { reference: 'Device/d' } })).toBe('X');
      expect(of({ itemReference: { reference: 'Medication/none', display: 'Shown' } })).toBe('X; Shown');
      expect(of({ itemReference: { display: 5 } }, {})).toBe('X');
    });
  });

  test('may harm the tubules and the tumour alike', () => {
    expect(treatmentsOf(drug('carboplatin')).map((t) => t.kind)).toEqual(['nephrotoxic']);
    expect(treatmentsOf(drug('bortezomib')).map((t) => t.kind)).toEqual(['anti-neoplastic']);
  });
});

describe('what counts as treatment', () => {
  test.each(['active', 'completed', 'stopped', 'unknown'] as const)('a prescription that is %s counts', (status) => {
    expect(treatmentsOf(request({ status }))).toHaveLength(1);
  });

  test.each(['entered-in-error', 'cancelled', 'draft', 'on-hold'] as const)('one that is %s does not', (status) => {
    expect(treatmentsOf(request({ status }))).toEqual([]);
  });

  test.each([
    ['a plan', { intent: 'plan' as const }],
    ['a proposal', { intent: 'proposal' as const }],
    ['an option', { intent: 'option' as const }],
    ['an order not to give it', { doNotPerform: true }],
    ['an undated order', { authoredOn: undefined as never }],
  ])('%s does not', (_, parts) => {
    expect(treatmentsOf(request(parts))).toEqual([]);
  });

  test('administrations and statements count from their start, not when not done or not taken', () => {
    const given = (parts: Partial<fhir4.MedicationAdministration>): fhir4.MedicationAdministration => ({
      resourceType: 'MedicationAdministration',
      status: 'completed',
      subject,
      medicationCodeableConcept: { text: 'bortezomib' },
      effectivePeriod: { start: '2026-10-02', end: '2026-10-03' },
      ...parts,
    });
    const taken = (parts: Partial<fhir4.MedicationStatement>): fhir4.MedicationStatement => ({
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      medicationCodeableConcept: { text: 'lenalidomide' },
      ...parts,
    });
    const day = (resource: fhir4.FhirResource) => {
      const [t] = treatmentsOf(resource);
      return t && new Date(t.at).toISOString().slice(0, 10);
    };
    expect(day(given({}))).toBe('2026-10-02');
    expect(day(given({ effectiveDateTime: '2026-10-05' }))).toBe('2026-10-05');
    expect(day(given({ status: 'not-done' }))).toBeUndefined();
    expect(day(taken({ effectivePeriod: { start: '2026-09' } }))).toBe('2026-09-01');
    expect(day(taken({ dateAsserted: '2026-09-20' }))).toBe('2026-09-20');
    expect(day(taken({ status: 'unknown', dateAsserted: '2026-09-20' }))).toBe('2026-09-20');
    expect(day(taken({ status: 'not-taken', dateAsserted: '2026-09-20' }))).toBeUndefined();
    expect(day(taken({ status: 'intended', dateAsserted: '2026-09-20' }))).toBeUndefined();
  });

  test('what is being given or taken is ongoing; what is finished or was given is not', () => {
    const tubules = { medicationCodeableConcept: { text: 'gentamicin' } };
    const given = (status: fhir4.MedicationAdministration['status']): fhir4.MedicationAdministration => ({
      resourceType: 'MedicationAdministration',
      status,
      subject,
      ...tubules,
      effectiveDateTime: '2026-10-02',
    });
    const ongoing = (resource: fhir4.FhirResource) => treatmentsOf(resource).map((t) => t.ongoing);
    expect(ongoing(request({ ...tubules, status: 'active' }))).toEqual([true]);
    expect(ongoing(request({ ...tubules, status: 'completed' }))).toEqual([undefined]);
    expect(ongoing(given('in-progress'))).toEqual([true]);
    expect(ongoing(given('completed'))).toEqual([undefined]);
  });

  const records = (status: string): readonly fhir4.FhirResource[] =>
    [
      { resourceType: 'MedicationRequest', intent: 'order', authoredOn: '2026-10-02' },
      { resourceType: 'MedicationAdministration', effectiveDateTime: '2026-10-02' },
      { resourceType: 'MedicationDispense', whenHandedOver: '2026-10-02' },
      { resourceType: 'MedicationStatement', effectiveDateTime: '2026-10-02' },
    ].map((r) => ({ ...r, status, subject, medicationCodeableConcept: { text: 'gentamicin' } }) as fhir4.FhirResource);

  test.each([
    ['entered-in-error', 0],
    ['cancelled', 0],
    ['declined', 0],
    ['draft', 0],
    ['not-done', 0],
    ['not-taken', 0],
    ['intended', 0],
    ['preparation', 0],
    // it may have been given before
    ['on-hold', 4],
    ['unknown', 4],
    ['stopped', 4],
  ])('a nephrotoxin in records that are %s counts %i times of 4', (status, times) => {
    expect(treatmentsOf(...records(status))).toHaveLength(times);
  });

  test('of a nephrotoxin dated to a month it is all of it; of a day, a moment', () => {
    const [from, to] = [Date.parse('2026-09-01'), Date.parse('2026-10-01') - 1];
    const entry = { kind: 'nephrotoxic', ingredient: 'gentamicin', reference: 'MedicationRequest/medicationrequest-2' };
    const of = (authoredOn: string) => treatmentsOf({ ...drug('gentamicin'), status: 'completed', authoredOn });
    expect(of('2026-09')).toEqual([{ ...entry, at: from, until: to }]);
    expect(of('2026-09-02T08:00:00Z')).toEqual([{ ...entry, at: Date.parse('2026-09-02T08:00:00Z') }]);
  });

  test('a steroid of unknown date may be taken now; a nephrotoxin of none does not count', () => {
    const undated = (name: string) => treatmentsOf({ ...drug(name), authoredOn: undefined as never });
    expect(undated('prednisone')).toEqual([
      {
        kind: 'steroid',
        ingredient: 'prednisone',
        at: -Infinity,
        reference: 'MedicationRequest/medicationrequest-2',
        ongoing: true,
      },
    ]);
    expect(undated('gentamicin')).toEqual([]);
  });

  test('of a treatment of the disease the whole time it may have begun in', () => {
    const at = (authoredOn: string) => treatmentsOf({ ...drug('bortezomib'), authoredOn });
    const entry = {
      kind: 'anti-neoplastic',
      ingredient: 'bortezomib',
      reference: 'MedicationRequest/medicationrequest-2',
    };
    expect(at('2026-09')).toEqual([{ ...entry, at: Date.parse('2026-09-01'), until: Date.parse('2026-10-01') - 1 }]);
    expect(at('2026-09-02T08:00:00Z')).toEqual([{ ...entry, at: Date.parse('2026-09-02T08:00:00Z') }]);
    const [asserted] = treatmentsOf({
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      medicationCodeableConcept: { text: 'bortezomib' },
      dateAsserted: '2026-09-02T08:00:00Z',
    });
    expect(asserted).toEqual({
      ...entry,
      reference: 'MedicationStatement/medicationstatement-2',
      at: Date.parse('2026-09-02T08:00:00Z'),
    });
  });

  test.each([
    ['treatment of plasma-cell disease alone', 'ixazomib', ['anti-neoplastic']],
    ['of lymphoma alone', 'acalabrutinib', ['anti-neoplastic']],
    ['with a reason only', 'fludarabine', ['anti-neoplastic']],
    ['a steroid', 'dexamethasone', ['steroid']],
  ])('%s (%s): %j', (_, name, kinds) => {
    expect(treatmentsOf(drug(name)).map((t) => t.kind)).toEqual(kinds);
  });

  test('the earliest comes first', () => {
    const all = treatmentsOf(drug('lenalidomide', { at: '2026-10-09' }), drug('bortezomib', { at: '2026-10-02' }));
    expect(all.map((t) => t.ingredient)).toEqual(['bortezomib', 'lenalidomide']);
  });
});

describe('dialysis and transplantation', () => {
  const sessionsOf = (...procedures: readonly fhir4.Procedure[]) =>
    collect(chart([patient(), ...procedures])).dialysisSessions.map((s) => new Date(s.at).toISOString().slice(0, 10));

  test.each(['265764009', '302497006', '71192002', '108241001'])('SNOMED CT %s is dialysis', (code) => {
    expect(sessionsOf(procedure(code, '2026-10-30'))).toEqual(['2026-10-30']);
  });

  test('the removal of a dialysis catheter is not', () => {
    expect(sessionsOf(procedure('10848006', '2026-10-30'))).toEqual([]);
  });

  test("a session is found beside the site's own code, and by SNOMED CT only", () => {
    const coding = [
      { system: 'urn:site', code: 'HD' },
      { system: SNOMED, code: '302497006' },
    ];
    const session = procedure('', '2026-10-30');
    expect(sessionsOf({ ...session, code: { coding } })).toEqual(['2026-10-30']);
    expect(sessionsOf({ ...session, code: { coding: [{ system: 'urn:site', code: '302497006' }] } })).toEqual([]);
  });

  const openOf = (...procedures: readonly fhir4.Procedure[]) =>
    collect(chart([patient(), ...procedures])).openDialysis.map((s) => s.why);

  test.each(['preparation', 'not-done', 'on-hold', 'entered-in-error'] as const)(
    'a session that is %s did not take place',
    (status) => {
      expect(sessionsOf({ ...dialysisSession(), status })).toEqual([]);
      expect(openOf({ ...dialysisSession(), status })).toEqual([]);
    },
  );

  test('one that was stopped did; of one whose status says nothing it is open, and told', () => {
    expect(sessionsOf({ ...dialysisSession(), status: 'stopped' })).toEqual([daysAgo(1).slice(0, 10)]);
    for (const status of ['unknown', undefined, 'done', null, 1]) {
      const session = { ...dialysisSession(), status } as unknown as fhir4.Procedure;
      expect(sessionsOf(session)).toEqual([]);
      expect(openOf(session)).toEqual(['status-unknown']);
      const { unread } = collect(chart([patient(), session]));
      expect(unread).toMatchObject([{ type: 'Procedure', why: 'status-unknown' }]);
    }
  });

  test('one that may not be used may have taken place', () => {
    const modifierExtension = [{ url: 'urn:not-understood', valueBoolean: true }];
    expect(openOf({ ...dialysisSession(), modifierExtension })).toEqual(['status-unknown']);
    expect(openOf({ ...dialysisSession(), status: 'not-done', modifierExtension })).toEqual([]);
  });

  test('a transplantation of unknown status is told, and makes no transplant patient', () => {
    const facts = collect(chart([patient(), { ...procedure('70536003', daysAgo(900)), status: 'unknown' }]));
    expect(facts.contexts).toEqual([]);
    expect(facts.unread).toMatchObject([{ type: 'Procedure', why: 'status-unknown' }]);
  });

  test('of a treatment whose status says nothing it is open whether it was given', () => {
    const subject = { reference: 'Patient/p1' };
    const code = { medicationCodeableConcept: { text: 'bortezomib' }, subject };
    const records = [
      { resourceType: 'MedicationRequest', intent: 'order', authoredOn: '2026-10-02', ...code },
      { resourceType: 'MedicationAdministration', effectiveDateTime: '2026-10-02', ...code },
      { resourceType: 'MedicationDispense', whenHandedOver: '2026-10-02', ...code },
      { resourceType: 'MedicationStatement', effectiveDateTime: '2026-10-02', ...code },
      procedure('425983008', '2026-10-02'),
    ];
    for (const record of records) {
      const possible = (status: unknown) =>
        collect(chart([patient(), { ...record, status } as unknown as fhir4.FhirResource])).therapies.map(
          (t) => t.possible ?? false,
        );
      for (const status of ['unknown', undefined, 'given', null]) expect(possible(status)).toEqual([true]);
      for (const status of ['completed', 'stopped']) expect(possible(status)).toEqual([false]);
      for (const status of ['entered-in-error', 'on-hold']) expect(possible(status)).toEqual([]);
    }
    const intent = { ...drug('bortezomib'), intent: undefined } as unknown as fhir4.FhirResource;
    expect(collect(chart([patient(), intent])).therapies).toMatchObject([{ possible: true }]);
  });

  test('a course of dialysis begins and ends; one in progress takes place today', () => {
    const course = (status: fhir4.Procedure['status'], performedPeriod: fhir4.Period): fhir4.Procedure => {
      const { performedDateTime: _, ...rest } = dialysisSession();
      return { ...rest, status, performedPeriod };
    };
    expect(sessionsOf(course('completed', { start: '2014-05', end: '2026-10-30' }))).toEqual([
      '2026-10-30',
      '2014-05-01',
    ]);
    expect(sessionsOf(course('in-progress', { start: '2014-05' }))).toEqual([AS_OF.slice(0, 10), '2014-05-01']);
    expect(sessionsOf(course('in-progress', { start: '2014-05', end: '2026-10-30' }))).toEqual([
      '2026-10-30',
      '2014-05-01',
    ]);
    expect(sessionsOf(course('completed', {}))).toEqual([]);
  });

  test('a transplantation makes a transplant patient', () => {
    const facts = collect(chart([patient(), procedure('70536003', daysAgo(900))]));
    expect(facts.contexts).toMatchObject([{ kind: 'kidney-transplant', certainty: 'confirmed', activity: 'active' }]);
  });
});
