// Codes of conditions beside kidney, plasma-cell and indexed diseases that raise serum B2M: data, read by conditions.ts.
import type { Context, Disease } from './types.ts';

export type Cause = Extract<
  Context | Disease,
  | 'solid-tumour'
  | 'hodgkin-lymphoma'
  | 'lymphoma'
  | 'lymphoproliferative-disease'
  | 'myeloid-malignancy'
  | 'blood-malignancy'
  | 'mds-or-mpn'
  | 'sarcoidosis'
  | 'hiv'
  | 'hepatitis'
  | 'liver-disease'
  | 'cirrhosis'
  | 'rheumatoid-arthritis'
  | 'lupus'
  | 'sjogren'
  | 'sepsis'
  | 'organ-transplant'
>;

/** @source clinical reference 5 (international SNOMED CT subset, VSAC, NHS and OHDSI lists) */
const SNOMED: readonly (readonly [Cause, string])[] = [
  ['solid-tumour', '363346000 128462008 372244006'],
  ['hodgkin-lymphoma', '118599009'],
  [
    'lymphoma',
    `118600007 118601006 109978004 109977009 400122007 118618005 413537009 447100004 726721002 445269007
    404140004 307623001 1255270006`,
  ],
  ['lymphoproliferative-disease', '118613001 277568007'],
  ['myeloid-malignancy', '91861009 92818009'],
  ['blood-malignancy', '93143009'],
  ['mds-or-mpn', '109995007 425333006 109993000 109992005 109994006'],
  ['sarcoidosis', '31541009 24369008'],
  ['hiv', '165816005 62479008'],
  ['hepatitis', '61977001 128302006 76783007'],
  ['cirrhosis', '420054005 716203000'],
  ['sepsis', '91302008 10001005'],
  ['organ-transplant', '161666008 161671001 161672008 737297006 702777009'],
];

/**
 * ICD-10 stems without their dot, from–to by the first three characters. C44 (skin), D47.2 (MGUS), D47.0 (mast cells) and
 * Z94.5 to .7 (skin, bone, cornea) are no causes. @source clinical reference 5
 */
const ICD10: readonly (readonly [Cause, string])[] = [
  ['solid-tumour', 'C00-C43 C45-C80 C97'],
  ['hodgkin-lymphoma', 'C81'],
  ['lymphoma', 'C82-C86'],
  ['lymphoproliferative-disease', 'C88 C91 D47Z1 D47Z2'],
  ['myeloid-malignancy', 'C92-C94'],
  ['blood-malignancy', 'C95 C96'],
  ['mds-or-mpn', 'D45 D46 D471 D473'],
  ['sarcoidosis', 'D86'],
  ['hiv', 'B20-B24 Z21'],
  ['hepatitis', 'B16 B171 B18 B191 B192'],
  ['liver-disease', 'K70-K74'],
  ['rheumatoid-arthritis', 'M05 M06'],
  ['lupus', 'M32'],
  ['sjogren', 'M350'],
  ['sepsis', 'A40 A41'],
  ['organ-transplant', 'Z941 Z942 Z943 Z944 Z948'],
];

const bySnomed: ReadonlyMap<string, Cause> = new Map(
  SNOMED.flatMap(([cause, codes]) => codes.split(/\s+/).map((code) => [code, cause] as const)),
);

const byStem = ICD10.flatMap(([cause, stems]) =>
  stems.split(' ').map((stem) => {
    const [from = '', to = from] = stem.split('-');
    return { cause, from, to };
  }),
);

/** The cause that a SNOMED CT code names. */
export function causeBySnomed(code: string): Cause | undefined {
  return bySnomed.get(code);
}

/** @param plain an ICD-10 code in capitals, without its dot */
export function causeByIcd10(plain: string): Cause | undefined {
  return byStem.find(({ from, to }) => {
    const start = plain.slice(0, from.length);
    return start >= from && start <= to;
  })?.cause;
}
