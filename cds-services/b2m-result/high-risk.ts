// What the findings on high risk by IMS/IMWG 2025 share: the criteria that are met, the values of criterion 4, their limits.
import {
  CGS_B2M_CUT,
  CGS_CREATININE_CUT,
  exceeds,
  IMWG_CRCL_CUT,
  orList,
  REDUCED_GFR,
  shown,
  type Finding,
  type Reading,
} from '../../src/authoring.ts';
import { ifThen } from '../shared/phrases.en.ts';
import { TOPIC } from './input.ts';
import { EN } from './phrases.en.ts';
import { egfrValues } from './words.ts';

type Staging = NonNullable<Reading['staging']>;
const { limits, values } = EN.highRisk;

/** Numbers of the criteria that are met, 1 to 4. */
export function metCriteria({ criteria }: Staging): readonly number[] {
  return criteria.filter((c) => c.met === true).map((c) => c.criterion);
}

/** High risk that is certain leads the card of its stage: by criterion 4, there with a renal share or not, or by genetics. */
export function highRiskLead(
  reading: Reading,
  staging: Staging,
): 'criterion-4' | 'renal-share' | 'genomic' | undefined {
  if (staging.basis !== 'baseline') return undefined;
  const met = metCriteria(staging);
  if (met.includes(4) && staging.steady) return lowFiltration(reading) === undefined ? 'criterion-4' : 'renal-share';
  return met.some((c) => c !== 4) ? 'genomic' : undefined;
}

/** `clearance 32 mL/min`, else `eGFR 51`, where it is below 60 or may be. */
export function lowFiltration({ renal }: Reading): string | undefined {
  const { clearance, mayBeReduced } = renal;
  if (clearance && exceeds(clearance, REDUCED_GFR, 'at-or-above') === false) {
    return EN.highRisk.clearance(shown(clearance, [REDUCED_GFR, IMWG_CRCL_CUT]));
  }
  return mayBeReduced ? EN.highRisk.egfr(orList(egfrValues(renal))) : undefined;
}

/** `B2M 6.1 mg/L with creatinine 0.98 mg/dL`; with a comma where more follows. */
export function criterion4Values({ b2m, creatinine }: Staging, isShort = false): string {
  return values(
    b2m ? shown(b2m.quantity, [CGS_B2M_CUT]) : '',
    creatinine ? shown(creatinine.quantity, [CGS_CREATININE_CUT]) : '',
    isShort,
  );
}

/** Which of B2M and creatinine is open, where it alone would make the risk high: no other criterion is met. */
export function openInCriterion4(staging: Staging): 'b2m' | 'creatinine' | undefined {
  const { b2m, creatinine, basis, steady, criteria } = staging;
  const isOpen = criteria.some((c) => c.criterion === 4 && c.met === undefined);
  if (!b2m || basis !== 'baseline' || !steady || !isOpen || metCriteria(staging).length > 0) return undefined;
  if (exceeds(b2m.quantity, CGS_B2M_CUT, 'at-or-above') === true) return 'creatinine';
  return exceeds(creatinine?.quantity, CGS_CREATININE_CUT, 'at-or-above') === false ? 'b2m' : undefined;
}

/** `creatinine below 1.2 mg/dL: high-risk myeloma (IMS/IMWG 2025)`. */
export function creatinineWouldMakeHighRisk(staging: Staging): readonly string[] {
  if (openInCriterion4(staging) !== 'creatinine') return [];
  return [ifThen(EN.highRisk.creatinineBelow(CGS_CREATININE_CUT), EN.highRisk.becomes)];
}

export const CRITERION_4_LIMITS: NonNullable<Finding['limits']> = {
  'b2m-serum': limits.b2m(CGS_B2M_CUT),
  'creatinine-serum': limits.creatinine(CGS_CREATININE_CUT),
};

export function highRiskEvidence(
  staging: Staging,
): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'cytogenetics' | 'citations'> {
  return {
    topic: TOPIC.b2m,
    assessments: [staging.imsImwg],
    inputs: staging.inputs.filter((m) => m.analyte === 'b2m-serum' || m.analyte === 'creatinine-serum'),
    cytogenetics: staging.fish.used,
    citations: ['avet-loiseau-2025'],
  };
}
