// Treatments of plasma-cell and lymphoid disease on record: which, when, whether it was given at all, and what for. Every code
// of a procedure stands here a second time.
import { describe, expect, test } from '@jest/globals';
import { isTherapy } from '../../../src/clinical/facts/therapy.ts';
import { therapiesNamed } from '../../../src/clinical/facts/therapy-names.ts';
import { chart, collect, condition, drug, given, patient, procedure, SNOMED } from '../../support/chart.ts';

const CPT = 'http://www.ama-assn.org/go/cpt';
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';
const SKS = 'urn:oid:1.2.208.176.2.4';
const CHOP = 'http://fhir.ch/CodeSystem/chop';
const ATC = 'http://www.whocc.no/atc';
const ICD10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10_GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
const LOINC = 'http://loinc.org';

const therapiesOf = (...resources: readonly fhir4.FhirResource[]) =>
  collect(chart([patient(), ...resources])).therapies;
const subject = { reference: 'Patient/p1' };
const coded = (system: string, code: string): fhir4.CodeableConcept => ({ coding: [{ system, code }] });

/** What it is read as, the system, and its codes. */
const PROCEDURES: readonly (readonly [name: string, system: string, codes: string])[] = [
  [
    'autologous transplant',
    SNOMED,
    '58776007 425983008 709115004 711429001 19944001 46280001 1172516002 108631000119101',
  ],
  ['autologous transplant', PCS, '30233G0 30243G0 30233Y0 30243Y0 30233X0 30243X0'],
  ['autologous transplant', CPT, '38241'],
  ['autologous transplant', OPS, '5-411.00 5-411.02 8-805.00 8-805.03'],
  ['autologous transplant', SKS, 'BOQF0'],
  ['autologous transplant', CHOP, 'Z41.0B.21'],
  [
    'stem-cell transplant',
    SNOMED,
    '58390007 425843001 234334004 234335003 445757003 446253009 234332000 234333005 426425001 427423003 442557006 234331007 23719005 234336002 278257006 737300001 2631000119108 152621000119105',
  ],
  ['stem-cell transplant', PCS, '30233G2 30233G4 30233Y3 30233U2 30233X4 30243G3 30243Y2 30243U4 30243X2'],
  ['stem-cell transplant', CPT, '38240 S2142'],
  ['stem-cell transplant', HCPCS, 'S2142 S2150'],
  ['stem-cell transplant', OPS, '5-411.2 5-411.30 5-411.4 5-411.5x 8-805.2 8-805.3 8-805.4 8-805.5'],
  ['stem-cell transplant', SKS, 'BOQF1'],
  ['stem-cell transplant', CHOP, 'Z41.0B.12 Z41.0B.13 Z41.0B.14 Z41.0B.15 Z41.0B.22'],
  ['stem-cell transplant', ICD10_CM, 'Z94.80 Z94.81 Z94.84'],
  ['CAR-T cells', SNOMED, '1156961008'],
  [
    'CAR-T cells',
    PCS,
    'XW033K7 XW043K7 XW033A7 XW043A7 XW033C7 XW043C7 XW033H7 XW043H7 XW033J7 XW043J7 XW033M7 XW043M7 XW033N7 XW043N7 XW033C3 XW043C3',
  ],
  ['CAR-T cells', CPT, '38228 0540T'],
  // HCPCS holds CPT as its first level
  ['CAR-T cells', HCPCS, '38228'],
  ['chemotherapy of unknown drugs', OPS, '8-541 8-542.11 8-543 8-544 8-545 8-546 8-547'],
  ['chemotherapy of unknown drugs', ICD10_CM, 'Z51.11 Z51.12'],
  ['chemotherapy of unknown drugs', ICD10_GM, 'Z51.1'],
];
const OTHERS: readonly (readonly [what: string, system: string, code: string])[] = [
  ['a catheter', SNOMED, '10848006'],
  ['a code of another system', CPT, '58776007'],
  ['the stem of ours within another code', OPS, '1-8-541'],
  ['radiotherapy', ICD10_CM, 'Z51.0'],
  ['another transplant', ICD10_CM, 'Z94.0'],
  ['no code', SNOMED, ''],
  ['a drug', ATC, '38241'],
  ['a list that ends alike, of another country', 'urn:oid:1.2.208.176.2.41', 'BOQF0'],
  ['a name with chop in it', 'http://example.org/chopin', 'Z41.0B.21'],
  ['a name that ends with chop', 'http://example.org/xchop', 'Z41.0B.21'],
];

describe('a procedure', () => {
  const rows = PROCEDURES.flatMap(([name, system, codes]) =>
    codes.split(' ').map((code) => [system, code, name] as const),
  );
  const at = (code: fhir4.CodeableConcept) => ({ ...procedure('', '2026-10-12'), code });

  test.each(rows)('%s|%s: %s', (system, code, name) => {
    expect(therapiesOf(at(coded(system, code)))).toMatchObject([
      { name, plasma: 'yes', lymphoid: 'yes', treats: [], how: 'given' },
    ]);
    expect(therapiesOf(at(coded(system, ` ${code.toLowerCase()} `))).map((t) => t.name)).toEqual([name]);
  });

  test.each(OTHERS)('%s is none (%s|%s)', (_, system, code) => {
    expect(therapiesOf(at(coded(system, code)))).toEqual([]);
  });

  test('that names its drug is that drug, too', () => {
    const both = { ...coded(OPS, '8-542.11'), text: 'Chemotherapie mit Bortezomib' };
    expect(therapiesOf(at(both)).map((t) => t.name)).toEqual(['bortezomib', 'chemotherapy of unknown drugs']);
    expect(therapiesOf(at({ text: 'VRd, Zyklus 1' })).map((t) => t.name)).toEqual(['VRd']);
  });

  test('is dated by its day, by the beginning of its period, or by what it is part of', () => {
    const transplant = at(coded(CPT, '38241'));
    const day = (resource: fhir4.Procedure) =>
      therapiesOf(resource).map(({ date }) => date && new Date(date.earliest).toISOString().slice(0, 10));
    expect(day(transplant)).toEqual(['2026-10-12']);
    const period = {
      performedDateTime: undefined,
      performedPeriod: { start: '2026-10-01', end: '2026-10-20' },
    };
    expect(day({ ...transplant, ...period })).toEqual(['2026-10-01']);
    expect(day({ ...transplant, performedDateTime: undefined })).toEqual([undefined]);
  });

  test.each(['entered-in-error', 'not-done', 'preparation', 'on-hold'] as const)('that is %s is none', (status) => {
    expect(therapiesOf({ ...at(coded(CPT, '38241')), status })).toEqual([]);
  });
});

describe('a problem-list entry', () => {
  const CODES = [
    ['Z94.84', 'stem-cell transplant', undefined],
    ['Z51.11', 'chemotherapy of unknown drugs', '2026-10-01'],
  ] as const;
  test.each(CODES)('%s is %s, dated %s: a status after it has not its date', (code, name, day) => {
    const [found, ...more] = therapiesOf(condition(code, { system: ICD10_CM, since: '2026-10-01' }));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ name, how: 'given', plasma: 'yes', lymphoid: 'yes' });
    expect(found?.possible).toBeUndefined();
    expect(found?.date && new Date(found.date.earliest).toISOString().slice(0, 10)).toBe(day);
  });

  test('whose date cannot be read has none; in words it is none', () => {
    const chemotherapy = condition('Z51.11', { system: ICD10_CM, with: { onsetDateTime: 'in spring' } });
    expect(therapiesOf(chemotherapy)).toEqual([
      {
        name: 'chemotherapy of unknown drugs',
        plasma: 'yes',
        lymphoid: 'yes',
        treats: [],
        how: 'given',
        reference: 'Condition/condition-2',
      },
    ]);
    expect(therapiesOf(condition('', { with: { code: { text: 'bortezomib' } } }))).toEqual([]);
  });
});

describe('when', () => {
  const DAY = 86_400_000;
  const spanOf = (resource: fhir4.FhirResource) =>
    therapiesOf(resource).map(({ date, how, timed, possible }) => ({
      how,
      date: date && [date.earliest, date.latest],
      ...(timed && { timed }),
      ...(possible && { possible }),
    }));
  const of = (day: string) => [Date.parse(day), Date.parse(day) + DAY - 1];
  const noon = (day: string) => [Date.parse(`${day}T12:00:00Z`), Date.parse(`${day}T12:00:00Z`)];
  const span = (text: string) => spanOf(drug('bortezomib', { at: text }))[0]?.date;
  const statement = (parts: Partial<fhir4.MedicationStatement>): fhir4.MedicationStatement => ({
    resourceType: 'MedicationStatement',
    status: 'completed',
    subject,
    medicationCodeableConcept: { text: 'bortezomib' },
    ...parts,
  });
  const dispense = (parts: Partial<fhir4.MedicationDispense>): fhir4.MedicationDispense => ({
    resourceType: 'MedicationDispense',
    status: 'completed',
    subject,
    medicationCodeableConcept: { text: 'bortezomib' },
    ...parts,
  });

  test('a day has no time of day, a moment has', () => {
    expect([of('2026-10-12'), noon('2026-10-12')]).toContainEqual(span('2026-10-12'));
    expect(spanOf(given('bortezomib', '2026-10-12'))[0]).not.toHaveProperty('timed');
    expect(spanOf(given('bortezomib', '2026-10-12T08:00:00Z'))).toEqual([
      {
        how: 'given',
        date: [Date.parse('2026-10-12T08:00:00Z'), Date.parse('2026-10-12T08:00:00Z')],
        timed: true,
      },
    ]);
    expect(spanOf(given('bortezomib', 'T08:00:00 on some day'))).toEqual([{ how: 'given', date: undefined }]);
  });

  test.each([
    [given('bortezomib', '2026-10-12'), 'given'],
    [dispense({ whenHandedOver: '2026-10-12', whenPrepared: '2026-10-01' }), 'given'],
    [dispense({ whenPrepared: '2026-10-12' }), 'given'],
    [statement({ effectiveDateTime: '2026-10-12', dateAsserted: '2026-10-20' }), 'given'],
    [statement({ effectivePeriod: { start: '2026-10-12' }, dateAsserted: '2026-10-20' }), 'given'],
    [drug('bortezomib', { at: '2026-10-12' }), 'ordered'],
  ])('%j: on that day', (resource, how) => {
    expect(spanOf(resource)).toEqual([{ how, date: span('2026-10-12') }]);
  });

  test('a statement that only says when it was made says that it was before', () => {
    const [, latest] = span('2026-10-20') ?? [];
    expect(spanOf(statement({ dateAsserted: '2026-10-20' }))).toEqual([{ how: 'given', date: [-Infinity, latest] }]);
    expect(spanOf(statement({}))).toEqual([{ how: 'given', date: undefined }]);
    expect(spanOf(statement({ dateAsserted: 'lately' }))).toEqual([{ how: 'given', date: undefined }]);
  });

  test.each<[what: string, dosage: readonly unknown[], day: string]>([
    ['the beginning of its bounds', [{ timing: { repeat: { boundsPeriod: { start: '2026-10-15' } } } }], '2026-10-15'],
    ['its first event', [{ timing: { event: ['2026-10-16', '2026-10-23'] } }], '2026-10-16'],
    [
      'the earliest of several',
      [{ timing: { event: ['2026-10-16'] } }, { timing: { repeat: { boundsPeriod: { start: '2026-10-14' } } } }],
      '2026-10-14',
    ],
    ['when it was written, where none can be read', [{ timing: { event: ['soon'] } }, {}, null], '2026-10-12'],
    ['when it was written, where the event is no list', [{ timing: { event: '2026-10-16' } }], '2026-10-12'],
    ['when it was written, where the event is no text', [{ timing: { event: [20_261_016] } }], '2026-10-12'],
  ])('an order is for %s', (_, dosageInstruction, day) => {
    const order = { ...drug('bortezomib', { at: '2026-10-12' }), dosageInstruction } as fhir4.MedicationRequest;
    expect(spanOf(order)).toEqual([{ how: 'ordered', date: span(day) }]);
  });

  test.each([
    ['order', undefined],
    ['original-order', undefined],
    ['reflex-order', undefined],
    ['filler-order', undefined],
    ['instance-order', undefined],
    ['sent', true],
    [undefined, true],
  ])('an order of the intent %s is only possible: %s', (intent, possible) => {
    const order = { ...drug('bortezomib'), intent } as unknown as fhir4.MedicationRequest;
    expect(therapiesOf(order).map((t) => t.possible)).toEqual([possible]);
  });

  test.each(['active', 'in-progress', 'completed', 'stopped'])('what is %s was begun at least', (status) => {
    const dose = { ...given('bortezomib', '2026-10-12'), status } as fhir4.MedicationAdministration;
    expect(therapiesOf(dose).map((t) => t.possible)).toEqual([undefined]);
  });

  test('those without a date come first, then by date, by reference, by name', () => {
    const doses = [
      given('carfilzomib', '2026-10-12', { id: 'b' }),
      given('VRd', '2026-10-11', { id: 'c' }),
      given('lenalidomide and bortezomib', '2026-10-12', { id: 'a' }),
      given('daratumumab', 'some day', { id: 'z' }),
      given('pomalidomide', 'some day', { id: 'y' }),
    ];
    const order = ['pomalidomide', 'daratumumab', 'VRd', 'bortezomib', 'lenalidomide', 'carfilzomib'];
    for (const some of [doses, doses.toReversed()]) expect(therapiesOf(...some).map((t) => t.name)).toEqual(order);
  });
});

describe('what it is given for', () => {
  const reasonOf = (concept: unknown) =>
    therapiesOf(given('cyclophosphamide', '2026-10-12', { reasonCode: [concept as fhir4.CodeableConcept] }))[0]?.reason;

  test.each<[reason: 'plasma' | 'lymphoid' | 'other' | undefined, concept: fhir4.CodeableConcept]>([
    ['plasma', { text: 'Multiple myeloma' }],
    ['plasma', { text: 'Mieloma múltiple' }],
    ['plasma', { text: 'Myélome multiple' }],
    ['plasma', { text: 'Plasma cell neoplasm' }],
    ['plasma', { text: 'Plasmazellneoplasie' }],
    ['plasma', { text: 'Plasmozytom' }],
    ['plasma', { text: 'plasmacytoma' }],
    ['plasma', { text: 'plasmocytome' }],
    ['plasma', coded(SNOMED, '109989006')],
    ['plasma', coded(SNOMED, '413587002')],
    ['plasma', coded(ICD10_CM, 'C90.10')],
    ['plasma', coded(ICD10_CM, 'C90.30')],
    ['plasma', coded(SNOMED, '23132008')],
    ['plasma', { text: 'VRd' }],
    ['lymphoid', { text: 'Lymphoma' }],
    ['lymphoid', { text: 'Linfoma' }],
    ['lymphoid', { text: 'Lymfom' }],
    ['lymphoid', { text: 'Waldenström' }],
    ['lymphoid', { text: 'CLL' }],
    ['lymphoid', { text: 'chronic lymphocytic leukaemia' }],
    ['lymphoid', { text: 'lymfocytic leukaemia' }],
    ['lymphoid', { text: 'chronische lymphatische Leukämie' }],
    ['lymphoid', { text: 'Leucemia linfocítica crónica' }],
    ['lymphoid', { text: 'Leucémie lymphoïde chronique' }],
    ['lymphoid', { text: 'LEUCEMIA LINFATICA CRONICA' }],
    ['other', { text: 'Leucemia mieloide' }],
    ['lymphoid', coded(SNOMED, '92814006')],
    ['lymphoid', coded(SNOMED, '190818004')],
    ['lymphoid', coded(ICD10_CM, 'C83.00')],
    ['lymphoid', coded(SNOMED, '308121000')],
    ['lymphoid', coded(SNOMED, '109969005')],
    ['lymphoid', coded(SNOMED, '443487006')],
    ['lymphoid', coded(SNOMED, '91857003')],
    ['lymphoid', { text: 'R-CHOP' }],
    ['other', { text: 'Breast cancer' }],
    ['other', coded(ICD10_CM, 'C50.911')],
    ['other', coded(SNOMED, '69896004')],
    // gammopathies without symptoms are not treated
    ['other', coded(ICD10_CM, 'D47.2')],
    ['other', { text: 'bortezomib' }],
    // that it is chemotherapy tells nothing of what for
    [undefined, { text: 'Chemotherapy' }],
    [undefined, { text: 'Quimioterapia' }],
    [undefined, { text: 'chimiothérapie' }],
    [undefined, { text: 'antineoplastic treatment' }],
    [undefined, { text: 'Zytostatika' }],
    [undefined, coded(ICD10_CM, 'Z51.11')],
    // nothing that can be read
    [undefined, coded('urn:own', '1')],
    [undefined, coded(LOINC, '1952-1')],
    [undefined, coded(SNOMED, 5 as never)],
    [undefined, coded('http://unitsofmeasure.org', 'mg/L')],
    [undefined, coded('http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl', 'C1')],
    [undefined, coded('http://www.genenames.org', 'HGNC:1')],
    [undefined, {}],
  ])('%s: %j', (reason, concept) => {
    expect(reasonOf(concept)).toBe(reason);
  });

  test('of several the disease of ours counts, plasma-cell disease first', () => {
    const reasonBy = (...texts: readonly string[]) =>
      therapiesOf(given('cyclophosphamide', '2026-10-12', { reasonCode: texts.map((text) => ({ text })) }))[0]?.reason;
    expect(reasonBy('Breast cancer', 'Lymphoma', 'Myeloma')).toBe('plasma');
    expect(reasonBy('Breast cancer', 'Lymphoma')).toBe('lymphoid');
    expect(reasonBy('Chemotherapy', 'Breast cancer')).toBe('other');
  });

  test('is found behind a reference, else in what is shown with it', () => {
    const dose = (...reasonReference: readonly fhir4.Reference[]) =>
      given('cyclophosphamide', '2026-10-12', { reasonReference: [...reasonReference] });
    const myeloma = condition('myeloma', { id: 'm' });
    const reason = (...resources: readonly fhir4.FhirResource[]) => therapiesOf(...resources)[0]?.reason;
    expect(reason(dose({ reference: 'Condition/m' }), myeloma)).toBe('plasma');
    expect(reason(dose({ reference: 'Condition/m', display: 'Breast cancer' }), myeloma)).toBe('plasma');
    expect(reason(dose({ reference: 'Condition/m', display: 'Lymphoma' }))).toBe('lymphoid');
    expect(reason(dose({ reference: 'Condition/m' }))).toBeUndefined();
    expect(reason(dose({ reference: 'Condition/m', display: 5 as never }))).toBeUndefined();
    const observation = {
      resourceType: 'Observation',
      id: 'm',
      status: 'final',
      code: coded(SNOMED, '109989006'),
    } as const;
    expect(reason(dose({ reference: 'Observation/m' }), { ...observation, subject })).toBeUndefined();
  });

  test('stands with orders, statements and procedures, too; a dispense has no reason of FHIR’s', () => {
    const reasonCode = [{ text: 'Myeloma' }];
    const statement: fhir4.MedicationStatement = {
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      medicationCodeableConcept: { text: 'bortezomib' },
    };
    const dispense: fhir4.MedicationDispense = {
      ...statement,
      resourceType: 'MedicationDispense',
      status: 'completed',
    };
    const transplant = procedure('58776007', '2026-10-12');
    const reasons = [drug('bortezomib'), statement, transplant, dispense].map(
      (resource) => therapiesOf({ ...resource, reasonCode } as fhir4.FhirResource)[0]?.reason,
    );
    expect(reasons).toEqual(['plasma', 'plasma', 'plasma', undefined]);
  });
});

describe('names', () => {
  const named = (text: string) => therapiesOf(drug(text)).map((t) => t.name);

  test.each([
    ['VRd', ['VRd']],
    ['vrd', ['VRd']],
    ['V R d', ['VRd']],
    ['cycle 2 of VRd', ['VRd']],
    ['cycle 2 of vrd', ['VRd']],
    ['VRd-lite, cycle 2', ['VRd']],
    ['Dara-VTd, Zyklus 2', ['Dara-VTd']],
    ['Rd', ['Rd']],
    ['rd', ['Rd']],
    ['Zyklus 2: Rd', ['Rd']],
    ['3rd dose, RD Müller', []],
    ['aspirin-Rd', ['Rd']],
    ['BR', ['BR']],
    ['R-CHOP', ['R-CHOP']],
    ['RCHOP', ['R-CHOP']],
    ['BEAM', ['BEAM']],
    ['CyBorDation', []],
    ['---', []],
    ['melphalan flufenamide', ['melphalan flufenamide']],
    ['melphalan and melphalan flufenamide', ['melphalan flufenamide']],
    ['melphalan, bortezomib', ['bortezomib', 'melphalan']],
    ['bortezomibum', ['bortezomib']],
    ['thalidomidis', ['thalidomide']],
    ['interferon alfa-2b', ['interferon alfa']],
    ['axicabtagene ciloleucel', ['axi-cel']],
    ['lenalidomide, VRd', ['VRd', 'lenalidomide']],
  ])('%s: %j', (text, names) => {
    expect(named(text)).toEqual(names);
  });

  test('a regimen is treatment of its disease; those of few letters, or of either, only beside it', () => {
    const roleOf = (text: string) =>
      therapiesOf(drug(text)).map(({ plasma, lymphoid, treats }) => ({ plasma, lymphoid, treats }));
    for (const text of ['VRd', 'Mel200', 'Rd', 'BEAM'])
      expect(roleOf(text)).toEqual([{ plasma: 'yes', lymphoid: undefined, treats: [] }]);
    for (const text of ['FCR', 'FR'])
      expect(roleOf(text)).toEqual([{ plasma: undefined, lymphoid: 'yes', treats: [] }]);
  });

  test.each([
    ['bortezomib', 'yes', 'yes', []],
    ['ixazomib', 'yes', undefined, []],
    ['acalabrutinib', undefined, 'yes', []],
    ['lenalidomide', 'yes', 'reason', ['lymphoma', 'mds']],
    ['cyclophosphamide', 'reason', 'reason', ['solid-tumour', 'lymphoma', 'leukaemia', 'autoimmune']],
    ['ofatumumab', undefined, 'reason', ['multiple-sclerosis']],
    ['interferon alfa', 'reason', undefined, ['solid-tumour', 'leukaemia', 'hepatitis']],
    ['dexamethasone', 'no', 'no', []],
  ])('%s is treatment of plasma-cell disease: %s, of lymphoid: %s, and of %j', (name, plasma, lymphoid, treats) => {
    const [found] = therapiesOf(drug(name));
    expect([found?.plasma, found?.lymphoid, found?.treats]).toEqual([plasma, lymphoid, treats]);
  });

  test('what a site adds is treatment of either; what is known stays what it is', () => {
    const roles = (text: string, ...further: readonly string[]) =>
      therapiesNamed({ text }, further).map(({ name, plasma, lymphoid }) => [name, plasma, lymphoid]);
    expect(roles('Newdrug 5 mg', 'newdrug')).toEqual([['newdrug', 'yes', 'yes']]);
    expect(roles('Newdrug 5 mg', 'another')).toEqual([]);
    expect(roles('dexamethasone, newdrug', 'newdrug')).toEqual([
      ['dexamethasone', 'no', 'no'],
      ['newdrug', 'yes', 'yes'],
    ]);
    expect(roles('dexamethasone', 'dexamethasone')).toEqual([['dexamethasone', 'no', 'no']]);
    expect(roles('a new drug', 'new drug')).toEqual([['new drug', 'yes', 'yes']]);
  });

  test('a product for another disease is none, though its name or another code of it is', () => {
    const alemtuzumab = (system: string, code: string) => ({
      ...drug('Alemtuzumab'),
      medicationCodeableConcept: { text: 'Alemtuzumab', coding: [{ system, code }] },
    });
    for (const code of ['L04AG12', 'L04AA52', 'L04AA40']) expect(therapiesOf(alemtuzumab(ATC, code))).toEqual([]);
    for (const system of [HCPCS, CPT]) expect(therapiesOf(alemtuzumab(system, 'J0202'))).toEqual([]);
    expect(therapiesOf(alemtuzumab(HCPCS, 'J9010')).map((t) => t.name)).toEqual(['alemtuzumab']);
    expect(therapiesOf(alemtuzumab(SNOMED, 'J0202')).map((t) => t.name)).toEqual(['alemtuzumab']);
    expect(therapiesOf(alemtuzumab(SNOMED, 'L04AG12')).map((t) => t.name)).toEqual(['alemtuzumab']);
  });

  test('is read from ATC, RxNorm and HCPCS, with blanks and in small letters', () => {
    const by = (system: string, code: string) =>
      therapiesOf({ ...drug(''), medicationCodeableConcept: coded(system, code) }).map((t) => t.name);
    expect(by(ATC, ' l01xg01 ')).toEqual(['bortezomib']);
    expect(by(HCPCS, 'J9041')).toEqual(['bortezomib']);
    expect(by('http://www.nlm.nih.gov/research/umls/rxnorm', '358258')).toEqual(['bortezomib']);
    expect(by(CPT, 'J9041')).toEqual([]);
    expect(by(ATC, '')).toEqual([]);
    expect(by(HCPCS, '')).toEqual([]);
    expect(by('urn:own', 'L01XG01')).toEqual([]);
  });
});

test.each<[text: string, further: readonly string[], is: boolean]>([
  ['bortezomib', [], true],
  ['ibrutinib', [], true],
  ['cyclophosphamide', [], true],
  ['dexamethasone', [], false],
  ['aspirin', [], false],
  ['newdrug 5 mg', ['newdrug'], true],
  ['newdrugs', ['newdrug'], false],
])('%s, with %j added by the site, is against the disease: %s', (text, further, is) => {
  expect(isTherapy({ text }, further)).toBe(is);
});
