// Drugs that can injure the kidney, by name, ATC or RxNorm, where they reach it: not on the skin, in the eye or inhaled.
import { codingsOf, foldedWords, ingredientIn, systemOf, textsOf } from '../../src/authoring.ts';
import { asArray, type Drafts, type Prescription } from './drafts.ts';
import { NEPHROTOXIN_GROUPS } from './phrases.en.ts';

export type NephrotoxinGroup = 'nsaid' | 'aminoglycoside' | 'contrast' | 'other';

export interface Nephrotoxin {
  readonly name: string;
  readonly group: NephrotoxinGroup;
  /** Urine B2M rises with it. @source mayo-b2mu */
  readonly raisesUrineB2m: boolean;
}

interface Group {
  readonly group: NephrotoxinGroup;
  /** Called so where only a group's code tells. */
  readonly name: string;
  /** Beginnings of ATC codes, and those among them that are something else. */
  readonly atc: string;
  readonly notAtc?: string;
  /** By mouth it does not reach the kidney. */
  readonly notByMouth?: true;
  readonly raisesUrineB2m?: true;
  /** Name, stems of its name in several languages, RxNorm ingredients. */
  readonly drugs: readonly (readonly [name: string, words: string, rxnorm?: string])[];
}

/** @source clinical reference 7.14 */
const GROUPS: readonly Group[] = [
  {
    group: 'nsaid',
    name: NEPHROTOXIN_GROUPS.nsaid,
    atc: 'M01A',
    notAtc: 'M01AX05 M01AX12 M01AX14 M01AX21 M01AX25 M01AX26',
    drugs: [
      ['ibuprofen', '(?:dex)?ibuprofen', '5640'],
      ['naproxen', 'naproxen', '7258'],
      ['diclofenac', 'diclofenac', '3355'],
      ['indomethacin', 'indomet(?:h)?acin', '5781'],
      ['ketorolac', 'ketorolac', '35827'],
      ['meloxicam', 'meloxicam', '41493'],
      ['celecoxib', 'celecoxib', '140587'],
      ['ketoprofen', '(?:dex)?ketoprofen', '6142'],
      ['piroxicam', 'piroxicam', '8356'],
      ['etodolac', 'etodolac', '24605'],
      ['nabumetone', 'nabumeton', '31448'],
      ['sulindac', 'sulindac', '10237'],
      ['flurbiprofen', 'flurbiprofen', '4502'],
      ['tenoxicam', 'tenoxicam', '37790'],
      ['etoricoxib', 'etoricoxib'],
      ['parecoxib', 'parecoxib'],
      ['mefenamic acid', 'mefenamic acid|mefenaminsaure'],
    ],
  },
  {
    group: 'other',
    name: NEPHROTOXIN_GROUPS.bisphosphonate,
    atc: 'M05BA08 M05BA03',
    drugs: [
      ['zoledronate', 'zoledron(?:ic acid|at|sau?re)|acido zoledronico|acide zoledronique', '77655'],
      ['pamidronate', 'pamidron(?:ic acid|at|sau?re)|acido pamidronico|acide pamidronique', '11473'],
    ],
  },
  { group: 'other', name: 'ifosfamide', atc: 'L01AA06', drugs: [['ifosfamide', 'ifos(?:f|ph)amid', '5657']] },
  {
    group: 'other',
    name: 'cisplatin',
    atc: 'L01XA01',
    raisesUrineB2m: true,
    drugs: [['cisplatin', 'cisplatin', '2555']],
  },
  {
    group: 'other',
    name: NEPHROTOXIN_GROUPS.polymyxin,
    atc: 'J01XB01 J01XB02',
    notByMouth: true,
    drugs: [
      ['colistin', 'colisti(?:n|na|methate|methat)', '2709'],
      ['polymyxin B', 'pol[iy]m[iy]xin(?:a|e)? b', '8536'],
    ],
  },
  {
    group: 'other',
    name: 'amphotericin B',
    atc: 'J02AA01',
    notByMouth: true,
    drugs: [['amphotericin B', 'am(?:ph|f)otericin(?:a|e)? b', '732']],
  },
  {
    group: 'aminoglycoside',
    name: NEPHROTOXIN_GROUPS.aminoglycoside,
    atc: 'J01G',
    notByMouth: true,
    raisesUrineB2m: true,
    drugs: [
      ['gentamicin', 'gentami[cz]in', '1596450'],
      ['tobramycin', 'tobram[iy][cz]in', '10627'],
      ['amikacin', 'amika[cz]in', '641'],
      ['streptomycin', 'streptom[iy][cz]in', '10109'],
      ['kanamycin', 'kanam[iy][cz]in', '6099'],
      ['neomycin', 'neom[iy][cz]in', '7299'],
      ['netilmicin', 'netilmi[cz]in', '7337'],
      ['plazomicin', 'plazomi[cz]in', '2049549'],
    ],
  },
  {
    group: 'other',
    name: 'vancomycin',
    atc: 'J01XA01',
    notByMouth: true,
    drugs: [['vancomycin', 'vancom[iy][cz]in', '11124']],
  },
  {
    group: 'other',
    name: NEPHROTOXIN_GROUPS.antiviral,
    atc: 'J05AB12 J05AD01',
    drugs: [
      ['cidofovir', 'cidofovir'],
      ['foscarnet', 'foscarnet'],
    ],
  },
  {
    group: 'other',
    name: 'tenofovir disoproxil',
    atc: 'J05AF07 J05AR03 J05AR06 J05AR08 J05AR09 J05AR11 J05AR12 J05AR24 J05AR27',
    raisesUrineB2m: true,
    drugs: [['tenofovir', 'tenofovir', '300195 322248 117466']],
  },
  {
    group: 'contrast',
    name: NEPHROTOXIN_GROUPS.contrast,
    atc: 'V08A',
    notByMouth: true,
    raisesUrineB2m: true,
    drugs: [
      ['iohexol', 'iohexol', '5956'],
      ['iopamidol', 'iopamidol', '5966'],
      ['iodixanol', 'iodixanol', '27729'],
      ['iopromide', 'iopromid', '27781'],
      ['ioversol', 'ioversol', '27792'],
      ['diatrizoate', 'diatrizoat|amidotrizoat', '3319'],
      ['iobitridol', 'iobitridol'],
      ['iomeprol', 'iomeprol'],
      [NEPHROTOXIN_GROUPS.contrast, 'iodinated contrast(?: media| medium| agent)?'],
    ],
  },
];

const compiled = GROUPS.map((group) => ({
  ...group,
  atcBegins: group.atc.split(' '),
  atcExcepted: group.notAtc?.split(' '),
  named: group.drugs.map(([name, words, rxnorm]) => ({
    name,
    pattern: new RegExp(` (?:${words})(?:e|a|o|um)? `),
    rxnorm: rxnorm?.split(' '),
  })),
}));

/** Tenofovir alafenamide is another drug. */
const ALAFENAMIDE = / (?:alafenamid(?:e|a|o)?|taf) /;
const ALAFENAMIDE_CODES = new Set('J05AF13 J05AR17 J05AR18 J05AR19 J05AR20 J05AR22 J05AR29 1721603'.split(' '));
/** ATC of forms for skin, eye, ear and gut. */
const LOCAL_ATC = /^(?:M02AA|S0[123]|D0[16]|A07AA|A01A|R0[12])/;
const LOCAL =
  / (?:topical|cutaneous|dermal|transdermal|kutan|gel|cream|creme|ointment|salbe|pomada|ophthalmic|ophthalmologic|eye|augen\w*|collyre|colirio|conjunctival|otic|auricular|ear|ohren\w*|inhal\w*|nebuli[sz]\w*|verneb\w*|respiratory tract|lozenge|mouthwash|plaster|patch|vaginal|nasal) /;
const BY_MOUTH = / (?:oral|orally|per os|po|by mouth|tablet\w*|capsul\w*|kapsel\w*|comprimid\w*|gastric|nasogastric) /;

/**
 * @param drug what the prescription names
 * @param further ingredients the site's list holds besides, lower case
 */
function nephrotoxinOf(
  { resource }: Prescription,
  drug: fhir4.CodeableConcept,
  further: readonly string[],
): Nephrotoxin | undefined {
  const words = foldedWords(textsOf(drug).join(' '));
  const codings = codingsOf(drug).map((c) => ({
    system: systemOf(c.system),
    code: (c.code ?? '').trim().toUpperCase(),
  }));
  const atc = codings.filter((c) => c.system === 'atc').map((c) => c.code);
  const rxnorm = codings.filter((c) => c.system === 'rxnorm').map((c) => c.code);
  if (ALAFENAMIDE.test(words) || [...atc, ...rxnorm].some((code) => ALAFENAMIDE_CODES.has(code))) return undefined;
  const way = words + wayOf(resource);
  if (LOCAL.test(way) || atc.some((code) => LOCAL_ATC.test(code))) return undefined;
  for (const group of compiled) {
    const named =
      group.named.find(({ pattern }) => pattern.test(words)) ??
      group.named.find((d) => d.rxnorm?.some((code) => rxnorm.includes(code)));
    const coded = atc.some(
      (code) =>
        code.length === 7 &&
        group.atcBegins.some((begin) => code.startsWith(begin)) &&
        !group.atcExcepted?.includes(code),
    );
    if (!named && !coded) continue;
    if (group.notByMouth && BY_MOUTH.test(way)) return undefined;
    return { name: named?.name ?? group.name, group: group.group, raisesUrineB2m: group.raisesUrineB2m === true };
  }
  const listed = ingredientIn(drug, further);
  return listed === undefined ? undefined : { name: listed, group: 'other', raisesUrineB2m: true };
}

/** The route in words. */
function wayOf({ dosageInstruction }: fhir4.MedicationRequest): string {
  return foldedWords(
    asArray(dosageInstruction)
      .flatMap((d) => textsOf(d?.route))
      .join(' '),
  );
}

/** Nephrotoxic drugs among the drafts, each once. @param further ingredients of the site's list, lower case */
export function nephrotoxinsAmong({ prescriptions }: Drafts, further: readonly string[]): readonly Nephrotoxin[] {
  const found = prescriptions.flatMap((p) => (p.drug && nephrotoxinOf(p, p.drug, further)) ?? []);
  return [...new Map(found.map((n) => [n.name, n])).values()];
}
