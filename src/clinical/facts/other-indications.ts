// Diseases outside our indices for which the same drugs are given: with one on record a drug alone tells less.
import { plainIcd10, statusOf } from './condition-status.ts';
import { codingsOf } from './listed.ts';
import { OTHER_INDICATIONS, type OtherIndication } from './therapy-codes.ts';
import { isIcd10 } from './systems.ts';
import { schemeOf } from './therapy-names.ts';
import type { Sourced } from './types.ts';

/** ICD-10 of any country by its first three or four characters. @source clinical reference 7.13 */
const STEMS: readonly (readonly [OtherIndication, RegExp])[] = [
  ['solid-tumour', /^C(?:[0-7]\d|80|97)/],
  ['lymphoma', /^C8[1-68]|^C911/],
  ['leukaemia', /^C9[1-5]/],
  ['mds', /^D46/],
  ['myelofibrosis', /^D474/],
  ['al-amyloidosis', /^E858/],
  ['autoimmune', /^M0[56]|^M32|^M350/],
  ['multiple-sclerosis', /^G35/],
  ['hepatitis', /^B1[68]/],
];

/** SNOMED CT. @source VSAC and SNOMED GPS value sets; clinical reference 7.13 */
const CONCEPTS: Readonly<Record<OtherIndication, string>> = {
  'solid-tumour': '363346000 128462008 372244006',
  lymphoma:
    '118600007 118601006 118599009 109978004 109977009 447100004 307623001 308121000 109969005 443487006 190818004 277473004 92814006 302841002',
  leukaemia: '93143009 91861009 92818009 91857003 118613001 277473004 92814006 302841002',
  mds: '109995007',
  myelofibrosis: '52967002 307651005',
  'al-amyloidosis': '23132008 237865009 402453006',
  autoimmune: '69896004 55464009 83901003',
  'multiple-sclerosis': '24700007',
  hepatitis: '66071002 50711007 61977001 128302006',
};

/** Resolved ones too: they may have been what a drug was given for. @returns in one order, each once */
export function otherIndicationsOf(conditions: readonly Sourced<fhir4.Condition>[]): readonly OtherIndication[] {
  const found = new Set<OtherIndication>();
  for (const { resource } of conditions) {
    const named = codingsOf(resource.code).flatMap(indicationsOf);
    if (named.length > 0 && statusOf(resource).certainty !== 'refuted') named.forEach((n) => found.add(n));
  }
  return OTHER_INDICATIONS.filter((o) => found.has(o));
}

function indicationsOf(coding: fhir4.Coding): readonly OtherIndication[] {
  const { code } = coding;
  if (typeof code !== 'string') return [];
  const scheme = schemeOf(coding);
  if (scheme === 'snomed-ct') return OTHER_INDICATIONS.filter((o) => CONCEPTS[o].split(' ').includes(code));
  if (!isIcd10(scheme)) return [];
  const plain = plainIcd10(code);
  return STEMS.filter(([, stem]) => stem.test(plain)).map(([name]) => name);
}
