// Which drafted drugs can injure the kidney: by name in several languages, ATC or RxNorm; on the skin, in the eye or inhaled none does.
import { describe, expect, test } from '@jest/globals';
import { readDrafts } from '../../cds-services/b2m-order/drafts.ts';
import { nephrotoxinsAmong } from '../../cds-services/b2m-order/nephrotoxins.ts';

const ATC = 'http://www.whocc.no/atc';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
type Drug = fhir4.CodeableConcept;
const found = (drugs: readonly Drug[], further: object = {}) => {
  const located = drugs.map((medicationCodeableConcept, i) => ({
    resource: {
      resourceType: 'MedicationRequest' as const,
      status: 'draft' as const,
      intent: 'order' as const,
      subject: { reference: 'Patient/p1' },
      medicationCodeableConcept,
      ...further,
    },
    reference: `draft-${i}`,
    from: 'context.draftOrders',
  }));
  return nephrotoxinsAmong(readDrafts(located, new Map()), ['sitemycin']);
};
const namesOf = (...drugs: readonly Drug[]): readonly string[] => found(drugs).map((n) => n.name);
const inWords = (...texts: readonly string[]): readonly string[] => namesOf(...texts.map((text) => ({ text })));
const coded = (system: string, code: string): readonly string[] => namesOf({ coding: [{ system, code }] });

/** Name, group, whether urine B2M rises with it, and how it is written. */
const DRUGS: readonly (readonly [string, string, boolean, readonly string[]])[] = [
  ['ibuprofen', 'nsaid', false, ['Ibuprofeno 600 mg comprimidos', 'Dexibuprofen 400 mg', 'Ibuprofène']],
  ['naproxen', 'nsaid', false, ['Naproxen 500 mg', 'Naproxeno', 'Naproxène']],
  ['diclofenac', 'nsaid', false, ['Diclofenac 75 mg Tabl.', 'Diclofenaco']],
  ['indomethacin', 'nsaid', false, ['indomethacin 25 mg', 'Indometacin 50', 'indometacina']],
  ['ketorolac', 'nsaid', false, ['Ketorolac 30 mg/mL', 'ketorolaco']],
  ['meloxicam', 'nsaid', false, ['Meloxicam 15 mg']],
  ['celecoxib', 'nsaid', false, ['Celecoxib 200 mg']],
  ['ketoprofen', 'nsaid', false, ['ketoprofen 100 mg', 'Dexketoprofeno 25 mg']],
  ['piroxicam', 'nsaid', false, ['Piroxicam 20 mg']],
  ['etodolac', 'nsaid', false, ['etodolac 400 mg']],
  ['nabumetone', 'nsaid', false, ['nabumetone 750 mg', 'Nabumeton']],
  ['sulindac', 'nsaid', false, ['Sulindac 200 mg', 'sulindaco']],
  ['flurbiprofen', 'nsaid', false, ['Flurbiprofen 100 mg', 'flurbiprofène']],
  ['tenoxicam', 'nsaid', false, ['tenoxicam 20 mg']],
  ['etoricoxib', 'nsaid', false, ['Etoricoxib 90 mg']],
  ['parecoxib', 'nsaid', false, ['parecoxib 40 mg i.v.']],
  ['mefenamic acid', 'nsaid', false, ['Mefenamic acid 500 mg', 'Mefenaminsäure 500 mg']],
  [
    'zoledronate',
    'other',
    false,
    [
      'Zoledronsäure 4 mg Infusion',
      'zoledronic acid 4 mg/5 mL',
      'zoledronate',
      'Ácido zoledrónico',
      'acide zolédronique',
    ],
  ],
  [
    'pamidronate',
    'other',
    false,
    ['Pamidronsäure 90 mg', 'pamidronic acid', 'Pamidronat', 'ácido pamidrónico', 'acide pamidronique'],
  ],
  ['ifosfamide', 'other', false, ['Ifosfamid 1 g', 'ifosfamide', 'ifosphamide', 'ifosfamida']],
  ['cisplatin', 'other', true, ['Cisplatin 50 mg', 'cisplatino']],
  [
    'colistin',
    'other',
    false,
    ['colistimethate sodium 1 MIU injection', 'Colistin 1 Mio. IE', 'colistina', 'Colistimethat-Natrium'],
  ],
  ['polymyxin B', 'other', false, ['polymyxin B 500,000 units', 'polimixina B']],
  ['amphotericin B', 'other', false, ['liposomal amphotericin B', 'amfotericin B', 'amfotericina B']],
  ['gentamicin', 'aminoglycoside', true, ['Gentamicina 80 mg', 'gentamicin', 'Gentamizin']],
  ['tobramycin', 'aminoglycoside', true, ['tobramycin 80 mg injection', 'tobramicina', 'Tobramyzin']],
  ['amikacin', 'aminoglycoside', true, ['amikacin 500 mg', 'amikacina']],
  ['streptomycin', 'aminoglycoside', true, ['streptomycin 1 g', 'Streptomicin']],
  ['kanamycin', 'aminoglycoside', true, ['kanamycin 1 g', 'kanamicina']],
  ['neomycin', 'aminoglycoside', true, ['neomycin 1 g injection', 'neomicina']],
  ['netilmicin', 'aminoglycoside', true, ['netilmicin 150 mg', 'netilmicina']],
  ['plazomicin', 'aminoglycoside', true, ['plazomicin 500 mg']],
  ['vancomycin', 'other', false, ['vancomycin 1 g', 'Vancomicina', 'Vancomyzin']],
  ['cidofovir', 'other', false, ['cidofovir 375 mg']],
  ['foscarnet', 'other', false, ['foscarnet 6 g', 'Foscarneto']],
  ['tenofovir', 'other', true, ['tenofovir disoproxil 245 mg', 'Tenofovir']],
  ['iohexol', 'contrast', true, ['Iohexol 350 mg I/mL']],
  ['iopamidol', 'contrast', true, ['iopamidol 300']],
  ['iodixanol', 'contrast', true, ['iodixanol 320']],
  ['iopromide', 'contrast', true, ['iopromide 370', 'Iopromid']],
  ['ioversol', 'contrast', true, ['ioversol 320']],
  ['diatrizoate', 'contrast', true, ['diatrizoate', 'Amidotrizoat']],
  ['iobitridol', 'contrast', true, ['iobitridol 350']],
  ['iomeprol', 'contrast', true, ['iomeprol 400']],
  [
    'iodinated contrast',
    'contrast',
    true,
    ['iodinated contrast', 'Iodinated contrast media IV', 'iodinated contrast medium', 'iodinated contrast agent'],
  ],
  ['sitemycin', 'other', true, ['sitemycin 1 g']],
];

test.each(DRUGS)('%s (%s, urine B2M rises: %p): %j', (name, group, raisesUrineB2m, texts) => {
  for (const text of texts) {
    expect([text, found([{ text }])]).toEqual([text, [{ name, group, raisesUrineB2m }]]);
  }
});

describe('nephrotoxic drugs by code', () => {
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

  test.each([
    ['M01AE52', 'an NSAID', 'nsaid'],
    ['M05BA08', 'a bisphosphonate', 'other'],
    ['J01XB01', 'a polymyxin', 'other'],
    ['J01GB12', 'an aminoglycoside', 'aminoglycoside'],
    ['J05AD01', 'an antiviral', 'other'],
    ['V08AB07', 'iodinated contrast', 'contrast'],
    ['L01AA06', 'ifosfamide', 'other'],
    ['L01XA01', 'cisplatin', 'other'],
    ['J02AA01', 'amphotericin B', 'other'],
    ['J01XA01', 'vancomycin', 'other'],
    ['J05AR03', 'tenofovir disoproxil', 'other'],
  ])('where ATC %s alone tells it is called %s', (code, name, group) => {
    expect(found([{ coding: [{ system: ATC, code }] }])).toMatchObject([{ name, group }]);
  });

  test('are read with blanks around them and in small letters, and another system has none', () => {
    expect(coded(ATC, ' j01gb03 ')).toHaveLength(1);
    expect(coded(RXNORM, ' 641 ')).toEqual(['amikacin']);
    expect(coded(ATC, '641')).toEqual([]);
    expect(coded(RXNORM, 'J01GB03')).toEqual([]);
    expect(coded('urn:our:codes', '641')).toEqual([]);
    expect(namesOf({ coding: [{ system: ATC }] })).toEqual([]);
  });

  test('what the entry is called otherwise does not hide the name', () => {
    expect(namesOf({ text: 'Refobacin', coding: [{ display: 'gentamicin' }, { display: '80 mg' }] })).toEqual([
      'gentamicin',
    ]);
  });

  test('the name tells which drug of its group it is', () => {
    expect(namesOf({ text: 'Tobramycin', coding: [{ system: ATC, code: 'J01GB01' }] })).toEqual(['tobramycin']);
    expect(
      namesOf({
        coding: [
          { system: ATC, code: 'J01GB06' },
          { system: RXNORM, code: '641' },
        ],
      }),
    ).toEqual(['amikacin']);
  });
});

describe('what is none', () => {
  test.each([
    'aspirin 100 mg',
    'paracetamol 1 g',
    'gentamicinoid',
    'xibuprofen',
    'mefenamic',
    'iodinated',
    'polymyxin E',
  ])('%s', (text) => {
    expect(inWords(text)).toEqual([]);
  });

  test.each([
    'tenofovir alafenamide 25 mg',
    'Tenofovir-Alafenamid',
    'tenofovir alafenamida',
    'emtricitabine/tenofovir (TAF)',
  ])('tenofovir alafenamide as %s', (text) => {
    expect(inWords(text)).toEqual([]);
  });

  test.each(['J05AF13', 'J05AR17', 'J05AR18', 'J05AR19', 'J05AR20', 'J05AR22', 'J05AR29'])(
    'tenofovir alafenamide of ATC %s where the words leave it open',
    (code) => {
      expect(namesOf({ text: 'tenofovir 25 mg', coding: [{ system: ATC, code }] })).toEqual([]);
    },
  );

  test('nor by RxNorm', () => {
    expect(namesOf({ text: 'tenofovir 25 mg', coding: [{ system: RXNORM, code: '1721603' }] })).toEqual([]);
  });

  test.each(
    `topical|cutaneous|dermal|transdermal|kutan|gel|cream|creme|ointment|Salbe|pomada|ophthalmic|ophthalmologic|eye|
    Augentropfen|collyre|colirio|conjunctival|otic|auricular|ear|Ohrentropfen|inhaled|inhalation|nebulised|nebulizer|
    zum Vernebler|vernebelt|respiratory tract|lozenge|mouthwash|plaster|patch|vaginal|nasal`
      .split('|')
      .map((way) => way.trim()),
  )('on the skin, in the eye, ear, nose or airways: %s', (way) => {
    expect(inWords(`diclofenac ${way}`, `gentamicin ${way} 0.3%`)).toEqual([]);
  });

  test.each([
    ['diclofenac', 'M02AA15'],
    ['diclofenac', 'S01BC03'],
    ['tobramycin', 'S01AA12'],
    ['neomycin', 'S02AA07'],
    ['gentamicin', 'S03AA06'],
    ['amphotericin B', 'D01AA02'],
    ['gentamicin', 'D06AX07'],
    ['vancomycin', 'A07AA09'],
    ['neomycin', 'A01AB08'],
    ['neomycin', 'R01AX08'],
    ['flurbiprofen', 'R02AX01'],
  ])('%s of a form that ATC %s tells', (text, code) => {
    expect(namesOf({ text, coding: [{ system: ATC, code }] })).toEqual([]);
    expect(namesOf({ text, coding: [{ system: RXNORM, code }] })).toEqual([text]);
  });

  test.each([
    ['ibuprofen', 'M01AE01'],
    ['ibuprofen', 'C01EB16'],
  ])('but not %s of ATC %s', (text, code) => {
    expect(namesOf({ text, coding: [{ system: ATC, code }] })).toEqual([text]);
  });

  test.each(
    `oral|orally|per os|po|by mouth|tablet|tablets|Tabletten|capsule|capsules|Kapsel|Kapseln|comprimidos|gastric tube|
    nasogastric`
      .split('|')
      .map((way) => way.trim()),
  )('what by mouth does not reach the kidney: %s', (way) => {
    const notByMouth = ['colistin', 'amphotericin B', 'neomycin', 'vancomycin', 'iohexol'];
    expect(inWords(...notByMouth.map((name) => `${name} ${way}`))).toEqual([]);
    expect(inWords(`ibuprofen ${way}`, `tenofovir ${way}`)).toEqual(['ibuprofen', 'tenofovir']);
  });
});

test('the route tells where the name does not', () => {
  const by = (...dosageInstruction: readonly unknown[]): readonly string[] =>
    found([{ text: 'amikacin 500 mg' }], { dosageInstruction }).map((n) => n.name);
  const route = (text: string) => ({ route: { text } });
  expect(by(route('Intravenous route'))).toEqual(['amikacin']);
  expect(by(route('Respiratory tract route'))).toEqual([]);
  expect(by(route('Oral route'))).toEqual([]);
  expect(by({ route: { coding: [{ display: 'Oral route' }] } })).toEqual([]);
  expect(by({}, route('Oral route'))).toEqual([]);
  expect(by(route('oral'), route('daily'))).toEqual([]);
  // as EHRs really send it
  expect(by(null, { route: null }, { route: 'Oral route' })).toEqual(['amikacin']);
  expect(found([{ text: 'amikacin' }], { dosageInstruction: route('Oral route') })).toEqual([]);
  expect(found([{ text: 'amikacin' }], { dosageInstruction: 'Oral route' })).toHaveLength(1);
});

test('each drug is told once, in the order of the drafts', () => {
  expect(inWords('vancomycin 1 g', 'gentamicin 80 mg', 'aspirin', 'Vancomycin 500 mg')).toEqual([
    'vancomycin',
    'gentamicin',
  ]);
});
