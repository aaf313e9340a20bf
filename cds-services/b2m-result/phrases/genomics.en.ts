// What the cards say of high-risk myeloma by IMS/IMWG 2025, and of FISH and TP53 results that do not count.
import { andList } from '../../../src/authoring.ts';

interface Told {
  readonly name: string;
  readonly date: string;
  /** `del(17p) in 8% of cells (2026-11-25)`. */
  readonly low: string;
  readonly cut: string;
}

/** What is open would make it that. */
const BECOMES = 'high-risk myeloma (IMS/IMWG 2025)';

export const HIGH_RISK = {
  /** `because`: what the criteria are met by. */
  because: (because: string): string => `High-risk myeloma (IMS/IMWG 2025): ${because}`,
  /** `condition`: `if still untreated`. */
  conditional: (condition: string, reasons: readonly string[], share: string): string =>
    `High-risk myeloma (IMS/IMWG 2025) ${condition}: ${andList(reasons)}${share}`,
  byValues: 'B2M with creatinine',
  althoughIssOne: ', although ISS is I',
  understates: 'ISS I alone understates the risk: ISS does not contain genetics.',
  values: (b2m: string, creatinine: string, isShort: boolean): string =>
    `B2M ${b2m}${isShort ? ',' : ' with'} creatinine ${creatinine}`,
  renalShare: (filtration: string): string => `; ${filtration} makes a renal share likely`,
  clearance: (value: string): string => `clearance ${value}`,
  egfr: (value: string): string => `eGFR ${value}`,
  criteria: (met: readonly string[]): string =>
    met.length > 1 ? `Criteria ${andList(met)} of four are met` : `Criterion ${andList(met)} of four is met`,
  understatesRenal: (age: string, weight: string): string =>
    `Creatinine understates renal impairment here (${age} years, ${weight}).`,
  stays: 'High risk stays.',
  fishRow: 'FISH, TP53',
  series: 'In a series of 250, clearance separated survival and creatinine did not.',
  steadySince: (date: string): string => `creatinine is steady since ${date}`,
  notExplained: 'filtration does not explain the B2M',
  oneCreatinine: 'one creatinine only, not known to be steady',
  steadinessUnread: 'creatinine was not read in full, so whether it is steady is not known',
  noFiltration: 'filtration at the time of the B2M is not known',
  diseases: {
    cll: 'CLL',
    waldenstrom: 'Waldenström macroglobulinaemia',
    'follicular-lymphoma': 'follicular lymphoma',
    dlbcl: 'DLBCL',
    'mantle-cell-lymphoma': 'mantle cell lymphoma',
    all: 'ALL',
    cmml: 'CMML',
    myelofibrosis: 'myelofibrosis',
  },
  otherSources: (names: readonly string[]): string => `Other sources of B2M on record: ${andList(names)}.`,

  not: (stages: readonly string[]): string =>
    `${stages.join(', ')}; not high-risk myeloma (IMS/IMWG 2025), all four criteria assessed`,

  /** `isNamed`: it follows what was found. */
  ifShare: (percent: number, isNamed: boolean): string =>
    `high-risk myeloma if ${isNamed ? '' : 'del(17p) is '}in more than ${percent}% of cells`,
  ifShareLeads: (percent: number): string =>
    `High-risk myeloma (IMS/IMWG 2025) if del(17p) is in more than ${percent}% of cells; the share is not reported`,
  shareWouldMake: (percent: number): readonly [string, string] => [
    `del(17p) in more than ${percent}% of cells`,
    BECOMES,
  ],
  becomes: BECOMES,
  creatinineBelow: (limit: number): string => `creatinine below ${limit} mg/dL`,

  limits: {
    b2m: (limit: number): string => `high risk: ${limit} or more`,
    creatinine: (limit: number): string => `high risk: below ${limit}`,
    share: (percent: number): string => `high risk: more than ${percent}%`,
    alone: 'high risk',
    together: 'high risk together',
    criterion: (numbers: readonly string[]): string =>
      numbers.length > 1 ? `criteria ${andList(numbers)}` : `criterion ${andList(numbers)}`,
    firstThree: 'criteria 1 to 3',
  },
};

export const FISH = {
  inCells: (name: string, share: string): string => `${name} in ${share} of cells`,
  with: (found: readonly string[], partners: readonly string[]): string =>
    `${andList(found)} with ${andList(partners)}`,
  biallelic: (name: string): string => `biallelic ${name}`,
  tp53: 'TP53 mutation',
  exactly: (percent: number): string =>
    `del(17p) in exactly ${percent}% of cells: the limit is more than ${percent}%, and sources differ.`,
  contradiction: (name: string, present: string, absent: string): string =>
    `${name} is present (${present}) and absent (${absent}): ask the laboratory which one counts.`,
  askLaboratory: 'The two FISH results cannot both be used; ask the laboratory which one counts.',
  belowCut: (percent: number): string => `below the cut-off of ${percent}%`,
  lowShare: (name: string, share: string, date: string): string => `${name} in ${share} of cells (${date})`,
  notRead: (name: string, date: string): string => `${name} (${date}) could not be read, not used.`,
  unknownTime: (names: readonly string[], date: string): string =>
    `FISH for ${andList(names)} (${date}): whether it shows the disease at diagnosis is not known.`,
  remarks: {
    'below-cut': ({ low, cut }: Told): string =>
      `${low}, reported as present: ${cut}, so counted neither as found nor as excluded.`,
    'not-selected': ({ low, cut }: Told): string =>
      `${low}: ${cut}, and not stated to be of selected plasma cells, so counted neither as found nor as excluded.`,
    'word-and-share-differ': ({ low }: Told): string =>
      `${low}, reported as absent: ask the laboratory which one counts.`,
    'variant-benign': ({ date }: Told): string => `TP53 variant (${date}) benign, not counted.`,
    'variant-uncertain': ({ date }: Told): string => `TP53 variant (${date}) of uncertain significance, not counted.`,
    'variant-germline': ({ date }: Told): string => `TP53 variant (${date}) not known to be somatic, not counted.`,
    'variant-copy-number': ({ date }: Told): string =>
      `TP53 result (${date}) is a change of copy number and no mutation, not counted.`,
    'variant-several-genes': ({ date }: Told): string =>
      `Variant (${date}) with TP53 in a list of genes: which gene is meant cannot be seen, not counted.`,
  },
  otherTime: {
    'older-negative': 'more than 90 days before diagnosis',
    'after-window': 'more than 90 days after diagnosis',
    'after-treatment': 'after treatment began',
    'time-not-known': 'at a time not known',
  },
  tested: (date: string, when: string): string => `(${date}) tested ${when}`,
  openAtDiagnosis: (names: readonly string[], tested: string): string =>
    `${andList(names)} ${tested}: open at diagnosis.`,
};
