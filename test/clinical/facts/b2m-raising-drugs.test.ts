// Lithium and ciclosporin on the medication list, by code and by name.
import { describe, expect, test } from '@jest/globals';
import { chart, collect, daysAgo, drug, given, patient } from '../../support/chart.ts';

const ATC = 'http://www.whocc.no/atc';
const RXNORM = 'urn:oid:2.16.840.1.113883.6.88';

const raising = (resource: fhir4.FhirResource) => collect(chart([patient(), resource])).raisingDrugs;
const coded = (system: string, code: string): fhir4.MedicationRequest => ({
  ...drug('x'),
  medicationCodeableConcept: { coding: [{ system, code }] },
});

describe('by code', () => {
  test.each([
    [ATC, 'N05AN01', 'lithium'],
    [RXNORM, '6448', 'lithium'],
    [RXNORM, '42351', 'lithium'],
    [RXNORM, '52105', 'lithium'],
    [ATC, 'L04AD01', 'ciclosporin'],
    [RXNORM, '3008', 'ciclosporin'],
  ])('%s %s: %s', (system, code, ingredient) => {
    expect(raising(coded(system, code))).toMatchObject([{ ingredient, ongoing: true }]);
  });

  test.each([
    [ATC, 'S01XA18'],
    [ATC, 'L04AD02'],
    [RXNORM, 'N05AN01'],
    ['http://example.org', '6448'],
  ])('%s %s is neither', (system, code) => {
    expect(raising(coded(system, code))).toEqual([]);
  });

  test('beside a code that names neither', () => {
    const resource = coded(ATC, 'V03AX');
    resource.medicationCodeableConcept?.coding?.push({ system: RXNORM, code: '6448' });
    expect(raising(resource)).toMatchObject([{ ingredient: 'lithium' }]);
  });

  test('drops for the eye, though their name tells only of ciclosporin', () => {
    const resource = coded(ATC, 'S01XA18');
    expect(
      raising({
        ...resource,
        medicationCodeableConcept: { ...resource.medicationCodeableConcept, text: 'Ciclosporin 1 mg/ml' },
      }),
    ).toEqual([]);
  });
});

describe('by route', () => {
  const route = (...texts: readonly string[]) => ({ route: { coding: texts.map((display) => ({ display })) } });
  const ciclosporin = (...texts: readonly string[]): readonly fhir4.FhirResource[] => {
    const { medicationCodeableConcept, subject, ...order } = drug('ciclosporin 1 mg/ml');
    const dosage = route(...texts);
    const medication = { ...(medicationCodeableConcept && { medicationCodeableConcept }), subject };
    return [
      { ...order, ...medication, dosageInstruction: [dosage] },
      { resourceType: 'MedicationStatement', status: 'active', ...medication, dosage: [dosage] },
      given('ciclosporin 1 mg/ml', daysAgo(1), { dosage }),
    ];
  };

  test.each([0, 1, 2])('into the eye it is none, by mouth it is: order, statement and administration %#', (i) => {
    const [eye, second, oral] = [ciclosporin('Eye'), ciclosporin('Topical', 'Eye'), ciclosporin('Oral')].map(
      (all) => all[i],
    );
    expect(eye && raising(eye)).toEqual([]);
    expect(second && raising(second)).toEqual([]);
    expect(oral && raising(oral)).toMatchObject([{ ingredient: 'ciclosporin' }]);
  });
});

describe('by name', () => {
  test.each([
    ['lithium carbonate 400 mg', 'lithium'],
    ['Carbonato de litio 400 mg', 'lithium'],
    ['Ciclosporin 100 mg Kapseln', 'ciclosporin'],
    ['cyclosporine modified 25 mg capsule', 'ciclosporin'],
    ['Ciclosporina 50 mg', 'ciclosporin'],
  ])('%s: %s', (name, ingredient) => {
    expect(raising(drug(name))).toMatchObject([{ ingredient }]);
  });

  test.each(['ciclosporin 0.1% eye drops', 'Ciclosporin Augentropfen', 'lithiumfree salt', 'tacrolimus 1 mg'])(
    '%s is neither',
    (name) => {
      expect(raising(drug(name))).toEqual([]);
    },
  );
});

test('a draft, a plan and a mistaken record are not on the list; one that was stopped carries no "still taken"', () => {
  expect(raising({ ...drug('lithium'), status: 'draft' })).toEqual([]);
  expect(raising({ ...drug('lithium'), intent: 'plan' })).toEqual([]);
  expect(raising({ ...drug('lithium'), status: 'entered-in-error' })).toEqual([]);
  expect(raising({ ...drug('lithium'), status: 'stopped' })[0]?.ongoing).toBeUndefined();
});
