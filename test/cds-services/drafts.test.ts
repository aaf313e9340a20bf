// Draft orders as EHRs really send them: drugs by name, by reference, by a contained resource; and orders that are none.
import { describe, expect, test } from '@jest/globals';
import { readDrafts } from '../../cds-services/b2m-order/drafts.ts';
import { nephrotoxinsAmong } from '../../cds-services/b2m-order/nephrotoxins.ts';

const gentamicin = { text: 'gentamicin 80 mg injection' };
const prescription = (further: object): fhir4.MedicationRequest => ({
  resourceType: 'MedicationRequest',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  ...further,
});
const drugsIn = (...orders: readonly fhir4.FhirResource[]): readonly string[] => {
  const located = orders.map((resource, i) => ({ resource, reference: `draft-${i}`, from: 'context.draftOrders' }));
  return nephrotoxinsAmong(readDrafts(located, new Map()), ['sitemycin']).map((n) => n.name);
};

describe('a nephrotoxic drug among the drafts', () => {
  test.each([
    ['by its name', { medicationCodeableConcept: gentamicin }],
    [
      'by the name shown with a reference',
      { medicationReference: { reference: 'Medication/9', display: 'Gentamicin' } },
    ],
    [
      'by the Medication contained in the order',
      {
        medicationReference: { reference: '#m' },
        contained: [{ resourceType: 'Medication', id: 'm', code: gentamicin }],
      },
    ],
  ])('is found %s', (_, how) => {
    expect(drugsIn(prescription(how))).toEqual(['gentamicin']);
  });

  test.each([
    ['is not to be given', { doNotPerform: true }],
    ['was cancelled', { status: 'cancelled' }],
    ['was entered in error', { status: 'entered-in-error' }],
  ])('is none when it %s', (_, why) => {
    expect(drugsIn(prescription({ medicationCodeableConcept: gentamicin, ...why }))).toEqual([]);
  });

  test('is none when only a reference without a name is there', () => {
    expect(drugsIn(prescription({ medicationReference: { reference: 'Medication/9' } }))).toEqual([]);
  });
});

test('a drug that a selected request refers to is found among the other drafts', () => {
  const all = [
    { resourceType: 'Medication', id: '9', code: gentamicin } as const,
    prescription({ id: '1', medicationReference: { reference: 'Medication/9' } }),
  ].map((resource) => ({
    resource,
    reference: `${resource.resourceType}/${resource.id}`,
    from: 'context.draftOrders',
  }));
  const named = (orders: readonly (typeof all)[number][]): readonly string[] =>
    nephrotoxinsAmong(readDrafts(orders, new Map(), all), []).map((n) => n.name);
  expect(named(all.slice(1))).toEqual(['gentamicin']);
  expect(named(all.slice(0, 1))).toEqual([]);
});

describe('nephrotoxic drugs by code', () => {
  const ATC = 'http://www.whocc.no/atc';
  const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
  const coded = (system: string, code: string): readonly string[] =>
    drugsIn(prescription({ medicationCodeableConcept: { coding: [{ system, code }] } }));

  test.each([
    ['ibuprofen', 'M01AE01', '5640'],
    ['naproxen', 'M01AE02', '7258'],
    ['diclofenac', 'M01AB05', '3355'],
    ['indomethacin', 'M01AB01', '5781'],
    ['ketorolac', 'M01AB15', '35827'],
    ['meloxicam', 'M01AC06', '41493'],
    ['celecoxib', 'M01AH01', '140587'],
    ['ketoprofen', 'M01AE03', '6142'],
    ['piroxicam', 'M01AC01', '8356'],
    ['etodolac', 'M01AB08', '24605'],
    ['nabumetone', 'M01AX01', '31448'],
    ['sulindac', 'M01AB02', '10237'],
    ['flurbiprofen', 'M01AE09', '4502'],
    ['tenoxicam', 'M01AC02', '37790'],
    ['zoledronate', 'M05BA08', '77655'],
    ['pamidronate', 'M05BA03', '11473'],
    ['ifosfamide', 'L01AA06', '5657'],
    ['cisplatin', 'L01XA01', '2555'],
    ['colistin', 'J01XB01', '2709'],
    ['polymyxin B', 'J01XB02', '8536'],
    ['amphotericin B', 'J02AA01', '732'],
    ['streptomycin', 'J01GA01', '10109'],
    ['tobramycin', 'J01GB01', '10627'],
    ['gentamicin', 'J01GB03', '1596450'],
    ['kanamycin', 'J01GB04', '6099'],
    ['neomycin', 'J01GB05', '7299'],
    ['amikacin', 'J01GB06', '641'],
    ['netilmicin', 'J01GB07', '7337'],
    ['plazomicin', 'J01GB14', '2049549'],
    ['vancomycin', 'J01XA01', '11124'],
    ['tenofovir', 'J05AF07', '300195'],
    ['tenofovir', 'J05AR03', '322248'],
    ['tenofovir', 'J05AR27', '117466'],
    ['iohexol', 'V08AB02', '5956'],
    ['iopamidol', 'V08AB04', '5966'],
    ['iodixanol', 'V08AB09', '27729'],
    ['iopromide', 'V08AB05', '27781'],
    ['ioversol', 'V08AB07', '27792'],
    ['diatrizoate', 'V08AA01', '3319'],
  ])('%s: ATC %s, RxNorm %s', (name, atc, rxnorm) => {
    expect(coded(ATC, atc)).toHaveLength(1);
    expect(coded(RXNORM, rxnorm)).toEqual([name]);
  });

  test.each(['J05AB12', 'J05AD01', 'J05AR06', 'J05AR08', 'J05AR09', 'J05AR11', 'J05AR12', 'J05AR24'])(
    'ATC %s',
    (atc) => {
      expect(coded(ATC, atc)).toHaveLength(1);
    },
  );

  test.each(
    `M01AX05 M01AX12 M01AX14 M01AX21 M01AX25 M01AX26 M02AA15 S01BC03 B01AC06 N02BA01 A07AA10 A07AA07 A07AA01 A07AA09 S01AA11
    D06AX07 J05AF13 J05AR17 J05AR18 J05AR19 J05AR20 J05AR22 J05AR29 V08BA01 V08CA01 V08DA01 M01A J01G`.split(/\s+/),
  )('ATC %s is none', (atc) => {
    expect(coded(ATC, atc)).toEqual([]);
  });

  test.each(['1721603', '1191'])('RxNorm %s is none', (rxnorm) => {
    expect(coded(RXNORM, rxnorm)).toEqual([]);
  });
});

describe('nephrotoxic drugs in words', () => {
  test.each([
    ['Ibuprofeno 600 mg comprimidos', 'ibuprofen'],
    ['Diclofenac 75 mg Tabl.', 'diclofenac'],
    ['Zoledronsäure 4 mg Infusion', 'zoledronate'],
    ['zoledronic acid 4 mg/5 mL', 'zoledronate'],
    ['Ifosfamid 1 g', 'ifosfamide'],
    ['colistimethate sodium 1 MIU injection', 'colistin'],
    ['Gentamicina 80 mg', 'gentamicin'],
    ['tenofovir disoproxil 245 mg', 'tenofovir'],
    ['Iohexol 350 mg I/mL', 'iohexol'],
    ['sitemycin 1 g', 'sitemycin'],
  ])('%s', (text, name) => {
    expect(drugsIn(prescription({ medicationCodeableConcept: { text } }))).toEqual([name]);
  });

  test.each([
    'aspirin 100 mg',
    'tenofovir alafenamide 25 mg',
    'diclofenac 1% gel',
    'ketorolac 0.5% eye drops',
    'tobramycin 300 mg inhalation solution',
    'vancomycin 125 mg oral capsule',
    'neomycin 500 mg tablets',
    'paracetamol 1 g',
  ])('%s is none', (text) => {
    expect(drugsIn(prescription({ medicationCodeableConcept: { text } }))).toEqual([]);
  });

  test('the route tells where the name does not', () => {
    const by = (route: string): readonly string[] =>
      drugsIn(
        prescription({
          medicationCodeableConcept: { text: 'amikacin 500 mg' },
          dosageInstruction: [{ route: { text: route } }],
        }),
      );
    expect(['Intravenous route', 'Respiratory tract route', 'Oral route'].map(by)).toEqual([['amikacin'], [], []]);
  });
});

describe('a drafted B2M', () => {
  const order = (code: string): fhir4.ServiceRequest => ({
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
    code: { coding: [{ system: 'http://loinc.org', code }] },
  });
  const read = (code: string) =>
    readDrafts([{ resource: order(code), reference: 'draft-0', from: 'context.draftOrders' }], new Map());

  test.each([
    ['in serum', '1952-1', [true, false]],
    ['in urine', '1953-9', [false, true]],
    ['in arbitrary units, from which nothing can be read', '83076-0', [false, false]],
    ['in cerebrospinal fluid', '1951-3', [false, false]],
  ])('%s', (_, code, [serum, urine]) => {
    expect(read(code)).toMatchObject({ serumB2m: serum, urineB2m: urine });
  });
});
