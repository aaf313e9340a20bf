// Diseases outside our indices for which the same drugs are given: with one on record a drug alone tells less.
import { plainIcd10, statusOf } from './condition-status.ts';
import { codingsOf } from './listed.ts';
import { OTHER_INDICATIONS, type OtherIndication } from './therapy-codes.ts';
import { isIcd10 } from './systems.ts';
import { codeOf, schemeOf } from './therapy-names.ts';
import type { Sourced } from './types.ts';

/** ICD-10 of any country by its first characters. @source clinical reference 7.13 */
const STEMS: Readonly<Record<OtherIndication, string>> = {
  'solid-tumour': 'C0 C1 C2 C3 C4 C5 C6 C7 C80 C97',
  lymphoma: 'C81 C82 C83 C84 C85 C86 C88 C911',
  leukaemia: 'C91 C92 C93 C94 C95',
  mds: 'D46',
  myelofibrosis: 'D474',
  'al-amyloidosis': 'E858',
  autoimmune: 'M05 M06 M32 M350',
  'multiple-sclerosis': 'G35',
  hepatitis: 'B16 B18',
};

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
  const found = new Set(
    conditions.flatMap(({ resource }) =>
      statusOf(resource).certainty === 'refuted' ? [] : codingsOf(resource.code).flatMap(indicationsOf),
    ),
  );
  return OTHER_INDICATIONS.filter((o) => found.has(o));
}

function indicationsOf(coding: fhir4.Coding): readonly OtherIndication[] {
  const code = codeOf(coding);
  const scheme = schemeOf(coding);
  if (scheme === 'snomed-ct') return OTHER_INDICATIONS.filter((o) => CONCEPTS[o].split(' ').includes(code));
  if (!isIcd10(scheme)) return [];
  const plain = plainIcd10(code);
  return OTHER_INDICATIONS.filter((o) => STEMS[o].split(' ').some((stem) => plain.startsWith(stem)));
}
