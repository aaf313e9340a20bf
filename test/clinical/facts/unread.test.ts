// What was read and what was not: by system, by words, by where a reference leads.
import { describe, expect, test } from '@jest/globals';
import { gateOf } from '../../../src/clinical/facts/gate.ts';
import { indexReferences } from '../../../src/clinical/facts/references.ts';
import { systemOf } from '../../../src/clinical/facts/systems.ts';
import { asUnread, unreadOrder } from '../../../src/clinical/facts/unread.ts';
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

  const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
  const ATC = 'http://www.whocc.no/atc';
  test.each([
    [
      'http://loinc.org',
      ['1-8', '2951-2', '1234567-8', 'LA15173-0', 'la15173-0', 'LP1-2', 'LG3-4'],
      ['12345678-9', '1-23', 'x2951-2', '2951', 'LB1-2', 'L1-2', '-2'],
    ],
    ['http://snomed.info/sct', ['12345', '123456789012345678'], ['1234', '1234567890123456789', 'x12345', '12345x']],
    [RXNORM, ['1', '6809'], ['x1', '1x']],
    [
      ATC,
      ['A10BA02', 'a10ba02'],
      ['A10BA0', 'A10BA021', 'xA10BA02', '110BA02', 'AX0BA02', 'A1XBA02', 'A101A02', 'A10BAX2'],
    ],
    ['http://hl7.org/fhir/sid/icd-10', ['I1', 'i10', 'I10.9'], ['I', '1I', 'xI10']],
    ['http://hl7.org/fhir/sid/icd-10-cm', ['I10', 'i10'], ['I', '1I', 'xI10']],
    ['http://fhir.de/CodeSystem/bfarm/icd-10-gm', ['I10', 'i10'], ['I', '1I', 'xI10']],
    ['http://www.ama-assn.org/go/cpt', ['99213', 'anything'], ['', ' ']],
  ])('of %s has its form', (system, codes, others) => {
    const why = (code: string) =>
      unreadOf(observation('', '1 mg/L', { with: { code: { coding: [{ system, code }] } } }));
    for (const code of codes) expect([code, why(code)]).toEqual([code, []]);
    for (const code of others) expect([code, why(code)]).toEqual([code, ['unknown-code-system']]);
  });

  test("of the site's own is read by the site's map alone", () => {
    const own = chart([
      patient(),
      observation('', '1 mg/L', { with: { code: { coding: [{ system: 'urn:lab', code: 'X' }] } } }),
    ]);
    expect(collect(own).unread).toHaveLength(1);
    expect(collect(own, { localCodes: new Map([['urn:lab|X', '2951-2']]) }).unread).toEqual([]);
    expect(collect(own, { localCodes: new Map([['urn:lab|Y', '2951-2']]) }).unread).toHaveLength(1);
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
    'Plasmazytom',
    'Plasmacytoma',
    'Plasmocytome',
    'Plasma cell disorder',
    'Plasmazellerkrankung',
    'Gammopathie',
    'Gammapatía monoclonal',
    'Gamopatia monoclonal',
    'Neoplasia de células plasmáticas',
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
    'Macroglobulinaemia',
    'Morbus Hodgkin',
    'CLL',
    'B-CLL, Rai 0',
    'SLL',
    'DLBCL',
    'Amyloidose',
    'Amiloidosis',
    'Amylose AL',
    'Dialysis',
    'Diálisis',
    'Kidney transplant',
    'Transplante renal',
    'Trasplante renal',
    'Trapianto di rene',
    'Greffe de rein',
  ])('%s is not read', (text) => {
    expect(unreadOf(problem({ text }))).toEqual(['named-in-words-only']);
    expect(unreadOf(problem({ coding: [{ system: 'urn:own', code: '1', display: text.toUpperCase() }] }))).toEqual([
      'named-in-words-only',
    ]);
  });

  test.each(['Hypertension', 'Diabetes mellitus', 'Rheumatoid arthritis', 'Niereninsuffizienz', 'Sclls', 'Xcll'])(
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

  test.each([
    ['final', ['text-only']],
    ['unknown', ['text-only']],
    ['entered-in-error', []],
    ['cancelled', []],
  ] as const)('that is not read and is %s: %j', (status, why) => {
    expect(unreadOf({ ...coded({ text: 'Sodium' }), status })).toEqual(why);
  });

  test('a panel is what its components are', () => {
    const component = (code: fhir4.CodeableConcept) =>
      observation('', undefined, { with: { code: { text: 'Panel' }, component: [{ code: { text: 'x' } }, { code }] } });
    expect(unreadOf(component({ coding: [{ system: 'http://loinc.org', code: '2951-2' }] }))).toEqual([]);
    expect(unreadOf(component({ text: 'y' }))).toEqual(['text-only']);
  });

  test.each([
    [{ reference: 'Observation/k', display: 'Potassium' }, 'Potassium'],
    [{ reference: 'Observation/k' }, 'Observation/k'],
    [{ reference: 5 }, ''],
  ])('a member that was not gathered (%j) is told as %j', (member, text) => {
    const panel = observation('24323-8', undefined, { with: { hasMember: [member as fhir4.Reference] } });
    expect(collect(chart([patient(), panel])).unread).toMatchObject([{ why: 'reference-not-found', text }]);
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

describe('what is told of an entry', () => {
  const told = (code: unknown) =>
    collect(chart([patient(), { ...procedure('', '2026-10-01'), code: code as fhir4.CodeableConcept }])).unread;
  const entry = { reference: 'Procedure/procedure-2', type: 'Procedure' };

  test('is its first coding and its words, else the display of that coding', () => {
    const coding = [
      { system: 'urn:own', code: '1', display: 'One' },
      { system: 'urn:own', code: '2' },
    ];
    const why = 'unknown-code-system';
    expect(told({ coding, text: 'First' })).toEqual([{ ...entry, coding: coding[0], text: 'First', why }]);
    expect(told({ coding })).toEqual([{ ...entry, coding: coding[0], text: 'One', why }]);
    expect(told({ coding: coding.slice(1) })).toEqual([{ ...entry, coding: coding[1], why }]);
    expect(told({ text: 'First' })).toEqual([{ ...entry, text: 'First', why: 'text-only' }]);
    expect(told({ text: '' })).toEqual([{ ...entry, why: 'no-code' }]);
  });

  test('is only what is text', () => {
    expect(told({ coding: [{ system: 1, code: 2, display: 3 }], text: 4 })).toEqual([
      { ...entry, coding: {}, why: 'no-code' },
    ]);
  });

  test('of a drug is how it is coded there', () => {
    const code = { coding: [{ system: 'urn:own', code: '1' }] };
    const { unread } = collect(chart([patient(), { ...drug(''), medicationCodeableConcept: code }]));
    expect(unread).toMatchObject([{ type: 'MedicationRequest', coding: code.coding[0] }]);
  });
});

describe('a report', () => {
  test('is told by its own code', () => {
    const report: fhir4.DiagnosticReport = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '24323-8' }], text: 'Chemistry' },
      result: [{ reference: 'Observation/gone' }],
    };
    expect(collect(chart([patient(), report])).unread).toMatchObject([
      { type: 'DiagnosticReport', coding: { system: 'http://loinc.org', code: '24323-8' }, text: 'Observation/gone' },
    ]);
  });

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
    ' http://loinc.org ',
    'HTTP://LOINC.ORG//',
    'http://snomed.info/xsct',
    'http://snomed.info/xsct/900000000000207008',
  ])('%s is known', (system) => {
    expect(systemOf(system)).toBeDefined();
  });

  test.each([
    'urn:own',
    'http://loinc.org.example',
    'urn:http://loinc.org',
    'urn:http://snomed.info/sct/1',
    'http://urn:oid:loinc.org',
    'http://snomed.info/scta',
    'urn:oid:1.2.3',
    'http://fhir.de/CodeSystem/ifa/pzn',
    '',
    5,
    undefined,
  ])('%p is not', (system) => {
    expect(systemOf(system)).toBeUndefined();
  });
});

describe('what was not read of one entry', () => {
  const LOINC = 'http://loinc.org';
  const part = (code: string, unit?: string): fhir4.ObservationComponent => ({
    code: { coding: [{ system: LOINC, code }] },
    valueQuantity: { value: 5, ...(unit && { unit, system: 'http://unitsofmeasure.org', code: unit }) },
  });
  const told = (...resources: readonly fhir4.FhirResource[]) =>
    collect(chart([patient(), ...resources])).unread.map((u) => [u.why, u.coding?.code, u.text]);

  test('stands in one order: by why, then by code, then by its words', () => {
    const component = [part('2160-0'), part('1952-1'), part('83076-0', "[arb'U]/mL"), part('1751-7')];
    const hasMember = ['Observation/b', 'Observation/a'].map((reference) => ({ reference }));
    const order = [
      ['arbitrary-unit', '83076-0', undefined],
      ['no-unit', '1751-7', undefined],
      ['no-unit', '1952-1', undefined],
      ['no-unit', '2160-0', undefined],
      ['reference-not-found', '24351-9', 'Observation/a'],
      ['reference-not-found', '24351-9', 'Observation/b'],
    ];
    for (const reversed of [false, true]) {
      const [parts, members] = reversed ? [component.toReversed(), hasMember.toReversed()] : [component, hasMember];
      const panel = observation('24351-9', undefined, { with: { component: parts, hasMember: members } });
      expect(told(panel)).toEqual(order);
    }
  });

  test('and may not be used is told once: as its analyte, itself or in a component, or as what it is', () => {
    const modifierExtension = [{ url: 'urn:n' }];
    const why = 'modifier-not-understood';
    expect(told(observation('1952-1', '5 mg/L', { with: { modifierExtension } }))).toEqual([[why, '1952-1', 'urn:n']]);
    const panel = { modifierExtension, component: [part('1952-1', 'mg/L'), part('2951-2', 'mmol/L')] };
    expect(told(observation('24351-9', undefined, { with: panel }))).toEqual([[why, '1952-1', 'urn:n']]);
    expect(told(observation('2951-2', '140 mmol/L', { with: { modifierExtension } }))).toEqual([
      [why, '2951-2', 'urn:n'],
    ]);
    expect(told(observation('81746-0', undefined, { with: { modifierExtension } }))).toEqual([
      [why, '81746-0', 'urn:n'],
    ]);
  });
});

describe('a drafted order', () => {
  const REQUEST = { resourceType: 'ServiceRequest', status: 'draft', intent: 'order', subject: {} } as const;
  const modifierExtension = [{ url: 'urn:n' }];
  const orderOf = (resource: unknown, ...beside: readonly fhir4.FhirResource[]) => {
    const [first, ...others] = chart([resource as fhir4.FhirResource, ...beside]);
    const references = indexReferences([first!, ...others]);
    const localCodes = new Map([['urn:lab|B2M', '1952-1']]);
    return unreadOrder(
      first!,
      references,
      localCodes,
      gateOf([first!], references, () => true),
    );
  };
  const why = (...resources: readonly [unknown, ...fhir4.FhirResource[]]) => orderOf(...resources)?.why;
  const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

  test.each([
    ['by LOINC', coded('http://loinc.org', '1952-1'), undefined],
    ["by the site's code", coded('urn:lab', 'B2M'), undefined],
    ['by another code', coded('urn:own', 'B2M'), 'unknown-code-system'],
    ['in words', { text: 'B2M' }, 'text-only'],
    ['without a code', {}, 'no-code'],
  ])('of a test %s: %s', (_, code, reason) => {
    expect(why({ ...REQUEST, code })).toBe(reason);
  });

  test.each([
    ['in words', { text: 'gentamicin' }, undefined],
    ['by a code we know', coded('http://www.whocc.no/atc', 'J01GB03'), undefined],
    ["by the site's code, which is one of tests", coded('urn:lab', 'B2M'), 'unknown-code-system'],
    ['without a name', {}, 'no-code'],
  ])('of a drug %s: %s', (_, medicationCodeableConcept, reason) => {
    expect(why({ ...drug(''), medicationCodeableConcept })).toBe(reason);
  });

  test('of a drug behind a reference that leads nowhere', () => {
    const { medicationCodeableConcept: _, ...rest } = drug('');
    expect(why({ ...rest, medicationReference: { reference: 'Medication/x' } })).toBe('reference-not-found');
  });

  test('that may not be used is told with what was not understood; one that says not to is no order', () => {
    const text = 'urn:n';
    expect(orderOf({ ...drug('gentamicin'), modifierExtension })).toMatchObject({
      why: 'modifier-not-understood',
      text,
    });
    const request = { ...REQUEST, code: coded('http://loinc.org', '1952-1'), modifierExtension };
    expect(orderOf(request)).toMatchObject({
      why: 'modifier-not-understood',
      text,
      coding: { system: 'http://loinc.org', code: '1952-1' },
    });
    expect(why({ ...REQUEST, code: { text: 'B2M' }, doNotPerform: true })).toBeUndefined();
    expect(why({ ...drug(''), doNotPerform: true })).toBeUndefined();
  });

  test('that is none is not told', () => {
    expect(why({ ...procedure('1', ''), modifierExtension })).toBeUndefined();
    expect(why({ ...procedure('1', ''), code: {} })).toBeUndefined();
  });
});

describe('a result that is set aside', () => {
  const aside = { reference: 'Observation/o', reason: 'no-unit' } as const;

  test('is told with its code, its analyte and what was not understood', () => {
    const more = { code: '1952-1', analyte: 'b2m-serum', told: 'x' } as const;
    expect(asUnread({ ...aside, ...more })).toEqual({
      reference: 'Observation/o',
      type: 'Observation',
      coding: { system: 'http://loinc.org', code: '1952-1' },
      text: 'x',
      analyte: 'b2m-serum',
      why: 'no-unit',
    });
    expect(asUnread(aside)).toEqual({ reference: 'Observation/o', type: 'Observation', why: 'no-unit' });
  });

  test.each(['another-patient', 'duplicate'] as const)('as %s leaves nothing open', (reason) => {
    expect(asUnread({ ...aside, reason })).toBeUndefined();
  });
});
