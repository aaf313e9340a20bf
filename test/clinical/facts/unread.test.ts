// What was read and what was not: by system, by words, by where a reference leads.
import { describe, expect, test } from '@jest/globals';
import { systemOf } from '../../../src/clinical/facts/systems.ts';
import { chart, collect, condition, drug, observation, patient, procedure } from '../../support/chart.ts';

const unreadOf = (...resources: readonly fhir4.FhirResource[]) =>
  collect(chart([patient(), ...resources])).unread.map((u) => u.why);
const problem = (code: fhir4.CodeableConcept) => ({ ...condition('lupus'), code });

describe('a code', () => {
  test.each([
    ['http://snomed.info/sct', '109989006 |Multiple myeloma|'],
    ['http://snomed.info/sct', '64572001:363698007=71854001'],
    ['http://hl7.org/fhir/sid/icd-10-cm', '?'],
    ['http://loinc.org', 'B2M'],
  ])('that its system does not have (%s|%s) is not read', (system, code) => {
    expect(unreadOf(problem({ coding: [{ system, code }] }))).toEqual(['unknown-code-system']);
  });

  test('with blanks around it is the code', () => {
    const padded = (system: string, code: string) => ({ coding: [{ system, code: ` ${code} ` }] });
    const facts = collect(
      chart([
        patient(),
        { ...condition('myeloma'), code: padded('http://snomed.info/sct', '109989006') },
        { ...condition('cll'), code: padded('http://hl7.org/fhir/sid/icd-10-cm', 'C91.10') },
        observation('', '6.1 mg/L', { with: { code: padded('http://loinc.org', '1952-1') } }),
      ]),
    );
    expect(facts.diseases.map((d) => d.kind).sort()).toEqual(['cll', 'myeloma']);
    expect(facts.measurements['b2m-serum']).toHaveLength(1);
    expect(facts.unread).toEqual([]);
  });

  test('of a group of drugs is none of a drug', () => {
    const atc = (code: string) => ({
      ...drug(''),
      medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code }] },
    });
    expect(unreadOf(atc('L01F'), atc('L01FX'), atc('C09AA05'))).toEqual(['unknown-code-system', 'unknown-code-system']);
  });
});

describe('a drug behind a reference', () => {
  const { medicationCodeableConcept: _, ...rest } = drug('', { id: 'm' });
  const order: fhir4.MedicationRequest = { ...rest, medicationReference: { reference: 'Medication/x' } };
  const medication = (parts: object) => ({ resourceType: 'Medication', id: 'x', ...parts }) as fhir4.Medication;
  const named = (...resources: readonly fhir4.FhirResource[]) =>
    collect(chart([patient(), ...resources])).therapies.map((t) => t.name);

  test('that says nothing is told as that, one that may not be used as that', () => {
    expect(unreadOf(order, medication({}))).toEqual(['no-code']);
    expect(unreadOf(order, medication({ code: { text: 'x' }, modifierExtension: [{ url: 'urn:n' }] }))).toEqual([
      'modifier-not-understood',
    ]);
    expect(unreadOf(order)).toEqual(['reference-not-found']);
    expect(unreadOf({ ...order, status: 'on-hold' })).toEqual([]);
  });

  test('is read by its ingredients', () => {
    const bortezomib = { text: 'Bortezomib' };
    expect(named(order, medication({ ingredient: [{ itemCodeableConcept: bortezomib }] }))).toEqual(['bortezomib']);
    const own = { coding: [{ system: 'http://fhir.de/CodeSystem/ifa/pzn', code: '1' }] };
    const pointing = { ingredient: [{ itemReference: { reference: 'Medication/y' } }] };
    const held = { resourceType: 'Medication' as const, id: 'y', code: bortezomib };
    expect(named(order, medication({ code: own, ...pointing }), held)).toEqual(['bortezomib']);
    expect(named(order, medication({ ingredient: [{ itemReference: { display: 'Bortezomib' } }] }))).toEqual([
      'bortezomib',
    ]);
    expect(named(order, medication({ ingredient: [{ isActive: false, itemCodeableConcept: bortezomib }] }))).toEqual(
      [],
    );
  });

  test('is read beside a code of the record itself, and under an id that is written as a reference', () => {
    const both = { ...order, medicationCodeableConcept: { text: 'aspirin' } };
    expect(named(both, medication({ code: { text: 'Bortezomib' } }))).toEqual(['bortezomib']);
    const contained = {
      ...order,
      medicationReference: { reference: '#x' },
      contained: [{ ...medication({ code: { text: 'Bortezomib' } }), id: '#x' }],
    };
    expect(named(contained)).toEqual(['bortezomib']);
  });
});

describe('a pregnancy status', () => {
  const status = (parts: object) => observation('82810-3', undefined, { with: parts });
  const answer = (...codes: readonly string[]) => ({
    valueCodeableConcept: { coding: codes.map((code) => ({ system: 'http://loinc.org', code })) },
  });

  test.each([
    ['in words', { valueString: 'pregnant' }, ['answer-not-read']],
    [
      'of another system',
      { valueCodeableConcept: { coding: [{ system: 'urn:own', code: '1' }] } },
      ['answer-not-read'],
    ],
    ['that says both', answer('LA15173-0', 'LA26683-5'), ['answer-not-read']],
    ['without a value', {}, ['answer-not-read']],
    ['of no known time', { ...answer('LA15173-0'), effectiveDateTime: undefined }, ['no-date']],
    ['that is preliminary', { ...answer('LA15173-0'), status: 'preliminary' }, ['preliminary']],
    ['pregnant', answer('LA15173-0'), []],
    ['unknown', answer('LA4489-6'), []],
  ])('%s: %j is unread: %j', (_, parts, why) => {
    expect(unreadOf(status(parts))).toEqual(why);
  });
});

describe('the members of a panel or report', () => {
  const report = (status: string) =>
    ({
      resourceType: 'DiagnosticReport',
      status,
      code: { text: 'x' },
      result: [{ reference: 'Observation/b' }],
    }) as fhir4.DiagnosticReport;
  const b = observation('1952-1', '6.1 mg/L', { id: 'b' });

  test('that were gathered are found, used or not; of a withdrawn one nobody misses them', () => {
    expect(unreadOf(report('final'), b)).toEqual([]);
    expect(unreadOf(report('final'), { ...b, modifierExtension: [{ url: 'urn:n' }] })).toEqual([
      'modifier-not-understood',
    ]);
    expect(unreadOf(report('entered-in-error'), b)).toEqual(['entered-in-error']);
    expect(unreadOf(report('cancelled'))).toEqual([]);
    expect(unreadOf(report('final'))).toEqual(['reference-not-found']);
  });
});

describe('a problem in words', () => {
  test.each([
    'Multiple myeloma',
    'Multiples Myelom',
    'Mieloma múltiple',
    'Myélome multiple',
    'Plasmozytom',
    'Plasmocytome',
    'Plasma cell disorder',
    'Plasmazellerkrankung',
    'Gammopathie',
    'Paraproteinaemia',
    'MGUS',
    'SMM',
    'Lymphom',
    'Linfoma',
    'Lymphome',
    'Leukemia',
    'Leukämie',
    'Leucémie',
    'Waldenström',
    'Amyloidose',
    'Amiloidosis',
    'Dialysis',
    'Diálisis',
    'Kidney transplant',
    'Transplante renal',
    'Greffe de rein',
  ])('%s is not read', (text) => {
    expect(unreadOf(problem({ text }))).toEqual(['named-in-words-only']);
    expect(unreadOf(problem({ coding: [{ system: 'urn:own', code: '1', display: text.toUpperCase() }] }))).toEqual([
      'named-in-words-only',
    ]);
  });

  test.each(['Hypertension', 'Diabetes mellitus', 'Rheumatoid arthritis', 'Niereninsuffizienz'])(
    '%s is read',
    (text) => {
      expect(unreadOf(problem({ text }))).toEqual([]);
    },
  );

  test('coded outside our lists: read, unless its words name what decides', () => {
    const icd = (code: string, display: string) =>
      problem({ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code, display }] });
    expect(unreadOf(icd('I10', 'Essential hypertension'))).toEqual([]);
    expect(unreadOf(icd('Z80.7', 'Family history of lymphoma'))).toEqual(['named-in-words-only']);
  });

  test('coded in our lists is read, whatever it says', () => {
    expect(unreadOf({ ...condition('myeloma'), code: { ...condition('myeloma').code, text: 'Myeloma' } })).toEqual([]);
  });

  test.each([
    [{}, 'no-code'],
    [{ coding: [{ system: 'urn:own', code: '4711' }] }, 'unknown-code-system'],
  ])('without words and without a known code: %j', (code, why) => {
    expect(unreadOf(problem(code))).toEqual([why]);
  });

  test('refuted, it is no concern of ours', () => {
    expect(
      unreadOf({ ...problem({ text: 'Myeloma' }), verificationStatus: { coding: [{ code: 'refuted' }] } }),
    ).toEqual([]);
  });
});

describe('a result, a procedure', () => {
  const coded = (code: fhir4.CodeableConcept) => observation('', '1 mg/L', { with: { code } });
  test.each([
    [{ coding: [{ system: 'http://loinc.org', code: '2951-2' }] }, []],
    [{ coding: [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '2951-2' }] }, []],
    [{ coding: [{ system: 'urn:own', code: 'NA' }] }, ['unknown-code-system']],
    [{ coding: [{ code: '2951-2' }] }, ['unknown-code-system']],
    [{ text: 'Sodium' }, ['text-only']],
    [{}, ['no-code']],
  ])('coded %j: %j', (code, why) => {
    expect(unreadOf(coded(code))).toEqual(why);
    expect(unreadOf({ ...procedure('1', '2026-10-01'), code })).toEqual(why);
  });

  test('a panel is what its members are; a member that was not gathered is told', () => {
    const panel = (member: string) =>
      observation('', undefined, { with: { code: { text: 'Panel' }, hasMember: [{ reference: member }] } });
    const sodium = observation('2951-2', '140 mmol/L', { id: 'na' });
    expect(unreadOf(panel('Observation/na'), sodium)).toEqual([]);
    expect(unreadOf(panel('Observation/k'), sodium)).toEqual(['reference-not-found']);
  });
});

describe('a procedure', () => {
  const { performedDateTime: _, ...undated } = procedure('302497006', '');

  test('that matters and has no date is not read; one that does not matter is', () => {
    expect(unreadOf(undated)).toEqual(['no-date']);
    expect(unreadOf({ ...undated, performedDateTime: 'last year' })).toEqual(['no-date']);
    expect(unreadOf({ ...undated, code: procedure('80146002', '').code })).toEqual([]);
  });

  test.each(['not-done', 'entered-in-error', 'preparation'] as const)('that is %s is no concern of ours', (status) => {
    expect(unreadOf({ ...undated, code: { text: 'something' }, status })).toEqual([]);
  });
});

describe('a report', () => {
  test('whose results were not gathered is told', () => {
    const report: fhir4.DiagnosticReport = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { text: 'Chemistry' },
      result: [{ reference: 'Observation/gone' }],
    };
    expect(unreadOf(report)).toEqual(['reference-not-found']);
  });
});

describe('a drug', () => {
  const coded = (code: fhir4.CodeableConcept) => ({ ...drug(''), medicationCodeableConcept: code });
  test.each([
    [{ text: 'Metformin' }, []],
    [{ coding: [{ system: 'urn:own', code: '1', display: 'Metformin' }] }, []],
    [{ coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '6809' }] }, []],
    [{ coding: [{ system: 'http://www.whocc.no/atc', code: 'A10BA02' }] }, []],
    [{ coding: [{ system: 'urn:own', code: '1' }] }, ['unknown-code-system']],
    [{}, ['no-code']],
  ])('%j: %j', (code, why) => {
    expect(unreadOf(coded(code))).toEqual(why);
  });

  test('that was cancelled is no concern of ours', () => {
    expect(unreadOf({ ...coded({}), status: 'cancelled' })).toEqual([]);
  });

  test('against the disease without a date is not read', () => {
    expect(collect(chart([patient(), { ...drug('bortezomib'), authoredOn: 'soon' }]))).toMatchObject({
      treatments: [],
      therapies: [{ name: 'bortezomib', reference: 'MedicationRequest/medicationrequest-2' }],
      unread: [{ why: 'no-date' }],
    });
  });
});

describe('a code system', () => {
  test.each([
    'http://loinc.org',
    'https://loinc.org/',
    'http://snomed.info/sct',
    'http://snomed.info/sct/900000000000207008/version/20240101',
    'http://hl7.org/fhir/sid/icd-10-cm',
    'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
    'http://fhir.de/CodeSystem/bfarm/ops',
    'http://www.ama-assn.org/go/cpt',
    'urn:oid:2.16.840.1.113883.6.88',
    'http://whocc.no/atc',
    'https://nlm.nih.gov/research/umls/rxnorm/',
    'https://bluebutton.cms.gov/resources/codesystem/hcpcs',
  ])('%s is known', (system) => {
    expect(systemOf(system)).toBeDefined();
  });

  test.each([
    'urn:own',
    'http://loinc.org.example',
    'urn:oid:1.2.3',
    'http://fhir.de/CodeSystem/ifa/pzn',
    '',
    5,
    undefined,
  ])('%p is not', (system) => {
    expect(systemOf(system)).toBeUndefined();
  });
});
