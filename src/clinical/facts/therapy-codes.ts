// The treatments of plasma-cell and lymphoid disease: names, brands, codes, and what each means alone. Data, read by therapy.ts.

/** Diseases outside an index for which some of these drugs are given as well. */
export const OTHER_INDICATIONS = [
  'solid-tumour',
  'lymphoma',
  'leukaemia',
  'mds',
  'myelofibrosis',
  'al-amyloidosis',
  'autoimmune',
  'multiple-sclerosis',
  'hepatitis',
] as const;
export type OtherIndication = (typeof OTHER_INDICATIONS)[number];

const ALONE = ['yes', 'reason', 'no'] as const;
/**
 * `yes`: on record it is treatment of the disease; `reason`: only with a reason that names the disease, a regimen or a
 * second drug, or where nothing else on record is treated by it; `no`: never by itself.
 */
export type Alone = (typeof ALONE)[number];

export interface Therapy {
  /** As cards name it. */
  readonly name: string;
  /** In plasma-cell disease; absent where it is no treatment of it. */
  readonly plasma?: Alone;
  /** In lymphoma, CLL and Waldenström; absent where it is no treatment of them. */
  readonly lymphoid?: Alone;
  /** What else it treats; with one of these on record a `yes` in plasma-cell disease is only a `reason`. */
  readonly treats: readonly OtherIndication[];
}

export interface Drug extends Therapy {
  /** Whole words, lower case without accents, endings of the languages cut; `|` between spellings and brands. */
  readonly words: string;
  /** Codes, blank between them: ATC (new and old), RxNorm (ingredients, salts, brands, products), HCPCS and CPT. */
  readonly atc: string;
  readonly rxnorm: string;
  readonly hcpcs: string;
}

/**
 * A drug on each line: name ; words ; ATC, new and old ; RxNorm (ingredient, salt, brand, product) ; HCPCS ; alone in
 * plasma-cell disease ; alone in CLL, Waldenström and lymphoma ; what else it treats.
 *
 * @source WHO ATC/DDD (files of 2021 and 2026), EMA and RxNorm product tables, VSAC value sets, HCPCS 2020, Danish DAMYDA
 *   and CLL registers, HemOnc regimens (what else a drug treats); clinical reference 7.13
 */
const DRUG_TABLE = `
# bortezomib to cilta-cel: hardly used but in plasma-cell disease
bortezomib ; bortezomib|velcade ; L01XG01 L01XX32 ; 358258 356733 ; J9041 J9044 ; yes ; yes ;
carfilzomib ; carfilzomib|kyprolis ; L01XG02 L01XX45 ; 1302966 1302971 ; J9047 ; yes ; yes ;
ixazomib ; ixazomib|ninlaro ; L01XG03 ; 1723735 1723734 1723758 ; ; yes ; ;
lenalidomide ; lenalidomid|revlimid ; L04AX04 ; 342369 337535 ; ; yes ; reason ; mds lymphoma
thalidomide ; th?alidomid|thalomid ; L04AX02 ; 10432 220239 ; ; yes ; ;
pomalidomide ; pomalidomid|imnovid|pomalyst ; L04AX06 ; 1369713 ; ; yes ; ;
daratumumab ; daratumumab|darzalex ; L01FC01 L01XC24 ; 1721947 1721952 ; J9145 ; yes ; ;
isatuximab ; isatuximab|sarclisa ; L01FC02 L01XC38 ; 2282018 2282023 2282028 2282031 2282032 ; ; yes ; ;
elotuzumab ; elotuzumab|empliciti ; L01FX08 L01XC23 ; 1726104 1726111 1726110 1726115 1726117 1726119 ; J9176 ; yes ; ;
melphalan flufenamide ; mel(?:ph|f)alan flufenamid|pepaxti ; L01AA10 ; ; ; yes ; ;
melphalan ; mel(?:ph|f)alan|alkeran|evomela|phelinun ; L01AA03 ; 6718 235857 151325 1745086 ; J9245 J8600 ; yes ; ; lymphoma al-amyloidosis
panobinostat ; panobinostat|farydak ; L01XH03 ; 1603361 1603365 1603369 ; ; yes ; ;
selinexor ; selinexor|nexpovio|xpovio ; L01XX66 ; 2178395 ; ; yes ; ;
belantamab mafodotin ; belantamab|blenrep ; L01FX15 L01XC39 ; 2387843 ; ; yes ; ;
teclistamab ; teclistamab|tecvayli ; L01FX24 ; 2619438 2619444 2619432 2619441 ; ; yes ; ;
elranatamab ; elranatamab|elrexfio ; L01FX32 ; 2644888 ; ; yes ; ;
talquetamab ; talquetamab|talvey ; L01FX29 ; 2644458 2644464 ; ; yes ; ;
linvoseltamab ; linvoseltamab|lynozyfic ; L01FX37 ; ; ; yes ; ;
ide-cel ; idecabtagen(?: vicleucel)?|ide cel|abecma ; L01XL07 ; 2536437 ; Q2055 ; yes ; ;
cilta-cel ; ciltacabtagen(?: autoleucel)?|cilta cel|carvykti ; L01XL05 ; 2594792 ; Q2056 ; yes ; ;
# given for much else besides
cyclophosphamide ; c[iy][ck]lo(?:ph|f)os(?:ph|f)amid|cytoxan|endoxan ; L01AA01 ; 3002 202589 ; J9070 J8530 ; reason ; reason ; solid-tumour lymphoma leukaemia autoimmune
bendamustine ; bendamustin|treanda|bendeka ; L01AA09 ; 134547 1114693 741098 1726098 ; J9033 J9034 J9036 ; reason ; yes ; lymphoma al-amyloidosis
doxorubicin ; doxorr?ubicin|caelyx|myocet|zolsketil|celdoxome ; L01DB01 ; 3639 ; J9000 Q2050 ; reason ; reason ; solid-tumour lymphoma leukaemia
vincristine ; vincristin ; L01CA02 ; 11202 ; J9370 J9371 ; reason ; reason ; solid-tumour lymphoma leukaemia
venetoclax ; venetoclax|venclyxto|venclexta ; L01XX52 ; 1747556 1747561 1747572 1747574 ; ; reason ; yes ; lymphoma leukaemia
etoposide ; etoposid ; L01CB01 ; 4179 ; ; reason ; reason ; solid-tumour lymphoma
cisplatin ; cisplatin ; L01XA01 ; 2555 ; ; reason ; reason ; solid-tumour lymphoma
carmustine ; carmustin ; L01AD01 ; 2105 ; ; reason ; reason ; solid-tumour lymphoma
thiotepa ; thiotepa ; L01AC01 ; 10473 ; ; reason ; reason ; solid-tumour lymphoma leukaemia
busulfan ; busulfan ; L01AB01 ; 1828 ; ; reason ; reason ; lymphoma leukaemia
interferon alfa ; interferon al(?:f|ph)a(?: 2[ab])? ; L03AB04 L03AB05 ; 5879 5880 ; ; reason ; ; hepatitis leukaemia solid-tumour
# CLL, Waldenström and lymphoma
ibrutinib ; ibrutinib|imbruvica ; L01EL01 ; 1442981 1442987 ; ; ; yes ;
acalabrutinib ; acalabrutinib|calquence ; L01EL02 ; 1986808 ; ; ; yes ;
zanubrutinib ; zanubrutinib|brukinsa ; L01EL03 ; 2262435 ; ; ; yes ;
orelabrutinib ; orelabrutinib ; L01EL04 ; ; ; ; yes ;
pirtobrutinib ; pirtobrutinib|jaypirca ; L01EL05 ; 2629338 2629349 2629353 ; ; ; yes ;
tirabrutinib ; tirabrutinib ; L01EL06 ; ; ; ; yes ;
rituximab ; rituximab|mabthera|rixathon|riximyo|truxima|blitzima|ruxience|ituxredi|rituxan ; L01FA01 L01XC02 ; 121191 226754 ; J9312 J9310 J9311 ; ; reason ; autoimmune
obinutuzumab ; obinutuzumab|gazyvaro|gazyva ; L01FA03 L01XC15 ; 974779 1442694 ; J9301 ; ; yes ;
ofatumumab ; ofatumumab|arzerra ; L01FA02 L01XC10 ; 712566 ; J9302 ; ; reason ; multiple-sclerosis
chlorambucil ; ch?lorambucil ; L01AA02 ; 2346 ; ; ; yes ;
fludarabine ; fludarabin ; L01BB05 ; 24698 ; J9185 J8562 ; ; reason ; leukaemia
cladribine ; cladribin|litak ; L01BB04 ; 44157 ; ; ; reason ; leukaemia multiple-sclerosis
pentostatin ; pentostatin ; L01XX08 ; 8011 ; ; ; reason ; leukaemia
idelalisib ; idelalisib|zydelig ; L01EM01 L01XX47 ; 1544460 ; ; ; yes ;
duvelisib ; duvelisib|copiktra ; L01EM04 ; 2058509 ; ; ; yes ;
alemtuzumab ; alemtuzumab ; L04AG06 L04AA34 L01XC04 ; 117055 ; J9010 ; ; reason ; multiple-sclerosis
axi-cel ; axicabtagen(?: ciloleucel)?|axi cel|yescarta ; L01XL03 L01XX70 ; ; ; ; yes ;
tisa-cel ; tisagenlecleucel|tisa cel|kymriah ; L01XL04 L01XX71 ; ; ; ; yes ;
brexu-cel ; brexucabtagen(?: autoleucel)?|brexu cel|tecartus ; L01XL06 ; 2572005 ; Q2053 ; ; yes ;
liso-cel ; lisocabtagen(?: maraleucel)?|liso cel|breyanzi ; L01XL08 ; 2479145 ; Q2054 ; ; yes ;
obe-cel ; obecabtagen(?: autoleucel)?|obe cel|aucatzyl ; L01XL12 ; ; ; ; yes ;
mosunetuzumab ; mosunetuzumab ; L01FX25 ; ; ; ; yes ;
epcoritamab ; epcoritamab ; L01FX27 ; ; ; ; yes ;
glofitamab ; glofitamab ; L01FX28 ; ; ; ; yes ;
# never treatment by themselves
dexamethasone ; dexamet(?:h)?ason|dexametason|desametason ; H02AB02 ; 3264 ; ; no ; no ;
prednisone ; prednison ; H02AB07 ; 8640 ; ; no ; no ;
prednisolone ; prednisolon ; H02AB06 ; 8638 ; ; no ; no ;
methylprednisolone ; methylprednisolon ; H02AB04 ; 6902 ; ; no ; no ;
`;

export const DRUGS: readonly Drug[] = DRUG_TABLE.split('\n').flatMap(toDrug);

function toDrug(line: string): readonly Drug[] {
  if (line === '' || line.startsWith('#')) return [];
  const [name = '', words = '', atc = '', rxnorm = '', hcpcs = '', plasma, lymphoid, treats = ''] = line
    .split(';')
    .map((cell) => cell.trim());
  const roles = { ...aloneAs('plasma', plasma), ...aloneAs('lymphoid', lymphoid) };
  return [
    {
      name,
      words,
      atc,
      rxnorm,
      hcpcs,
      ...roles,
      treats: OTHER_INDICATIONS.filter((o) => treats.split(' ').includes(o)),
    },
  ];
}

function aloneAs(family: 'plasma' | 'lymphoid', text: string | undefined): Pick<Therapy, 'plasma' | 'lymphoid'> {
  const alone = ALONE.find((a) => a === text);
  return alone ? { [family]: alone } : {};
}

/** Not these, though a word or code of theirs looks like it. @source WHO ATC: products for multiple sclerosis; L04AX07 is dimethyl fumarate */
export const OTHER_PRODUCTS = { atc: 'L04AG12 L04AA52 L04AA40', hcpcs: 'J0202' } as const;

/**
 * Abbreviations, compared without case, blanks and hyphens, as a whole text or a whole word. @source HemOnc regimens
 *   (ARTEMIS), ctomop lines of therapy, PMC5223450 table 8
 */
export const REGIMENS = {
  /** Of myeloma and nothing else. */
  plasma:
    'VRd RVd VTd VCd CyBorD VMP MPV MPT MPR VMPT KRd KCd KPd KTd IRd ITd PVd PCd PAD VAD DCEP DT-PACE VTD-PACE KRD-PACE CTD RVDC Dara-VRd Dara-RVd DVRd Dara-Rd DRd DVd Dara-Pd DPd D-VTd Dara-VTd Dara-KRd Dara-VMP Isa-VRd Isa-KRd Isa-Pd Isa-Kd ELd ERd EPd SVd XVd ThalDex PomDex Mel200',
  /** Only beside a myeloma entry. */
  plasmaBeside: 'Rd Pd Kd Vd Td MP Sd Xd CRd BVd BEAM',
  /** Only beside an entry of CLL, Waldenström or lymphoma. */
  lymphoidBeside: 'FC FCR BR R-Benda R-CHOP R-CVP VenR VenO Ven-Obi IR DRC CaRD BDR RVR FR',
} as const;

/** Procedures that treat, and procedures and diagnoses that say chemotherapy without its drug. */
export interface ProcedureCodes {
  readonly 'snomed-ct'?: string;
  readonly 'icd-10-pcs'?: string;
  readonly cpt?: string;
  readonly hcpcs?: string;
  readonly ops?: string;
  readonly sks?: string;
  readonly chop?: string;
  /** ICD-10 of any country, without the dot, as stems. */
  readonly icd10?: string;
}

/** @source VSAC, SNOMED GPS, NHS lists, ICD-10-PCS and -CM FY2022, OPS and ICD-10-GM 2023, HCPCS 2020; clinical reference 7.13 */
export const PROCEDURES: Readonly<Record<'autologous' | 'transplant' | 'car-t' | 'unnamed', ProcedureCodes>> = {
  autologous: {
    'snomed-ct': '58776007 425983008 709115004 711429001 19944001 46280001 1172516002 108631000119101',
    'icd-10-pcs': '30233G0 30243G0 30233Y0 30243Y0 30233X0 30243X0',
    cpt: '38241',
    ops: '5-411.00 5-411.02 8-805.00 8-805.03',
    sks: 'BOQF0',
    chop: 'Z41.0B.21',
  },
  /** Allogeneic, or the donor is not stated. */
  transplant: {
    'snomed-ct':
      '58390007 425843001 234334004 234335003 445757003 446253009 234332000 234333005 426425001 427423003 442557006 234331007 23719005 234336002 278257006 737300001 2631000119108 152621000119105',
    'icd-10-pcs':
      '30233G2 30233G3 30233G4 30233Y2 30233Y3 30233Y4 30233U2 30233U3 30233U4 30233X2 30233X3 30233X4 30243G2 30243G3 30243G4 30243Y2 30243Y3 30243Y4 30243U2 30243U3 30243U4 30243X2 30243X3 30243X4',
    cpt: '38240',
    hcpcs: 'S2142 S2150',
    ops: '5-411.2 5-411.3 5-411.4 5-411.5 8-805.2 8-805.3 8-805.4 8-805.5',
    sks: 'BOQF1',
    chop: 'Z41.0B.12 Z41.0B.13 Z41.0B.14 Z41.0B.15 Z41.0B.22',
    // status after it: CM stem cells and marrow, GM haematopoietic stem cells
    icd10: 'Z9480 Z9481 Z9484',
  },
  'car-t': {
    'snomed-ct': '1156961008',
    'icd-10-pcs':
      'XW033K7 XW043K7 XW033A7 XW043A7 XW033C7 XW043C7 XW033H7 XW043H7 XW033J7 XW043J7 XW033M7 XW043M7 XW033N7 XW043N7 XW033C3 XW043C3',
    cpt: '38228 0540T',
  },
  unnamed: { ops: '8-541 8-542 8-543 8-544 8-545 8-546 8-547', icd10: 'Z511 Z512' },
};
