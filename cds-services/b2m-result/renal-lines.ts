// What a card on filtration shares: the evidence behind it, and the lines on the kidneys beside the B2M.
import {
  determined,
  IMWG_CRCL_CUT,
  IMWG_CREATININE_CUT,
  number,
  SEVERELY_REDUCED_GFR,
  shown,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';
import { TOPIC } from './input.ts';
import { ratioPhrase, RENAL_LIGHT_CHAIN_RATIO } from './words.ts';

export function common(
  { renal, staging }: Reading,
  focus: Measurement,
): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'derived' | 'citations' | 'trend'> {
  return {
    topic: TOPIC.b2m,
    assessments: [
      renal.confounding,
      ...(renal.withheld ? [] : [renal.category]),
      ...(staging ? [renal.imwgRenal] : []),
    ],
    inputs: [focus, ...renal.inputs],
    derived: renal.derived,
    citations: ['bianchi-2001', 'inker-2021', ...(staging ? ['dimopoulos-2012'] : [])],
    trend: true,
  };
}

/** Steady again, but not as good as it was. */
export function fellLine({ renal }: Reading): readonly string[] {
  const { course } = renal.steadiness;
  const fell = course?.fellFrom;
  if (!course || !fell || renal.withheld) return [];
  const how = fell.count === 1 ? 'one result' : `median of ${fell.count}`;
  return [
    `Kidney function fell: creatinine ${number(fell.value, 2)} (${how}, until ${shownDate(fell.latestAt)}) → ${number(course.now.value, 2)} mg/dL, steady again.`,
  ];
}

/** Where cystatin C says otherwise, in a disease that raises it. */
export function cystatinLine({ renal }: Reading): readonly string[] {
  const { egfrWithCystatin: other, egfr } = renal;
  const [own] = egfr;
  if (!other || !own) return [];
  return [
    `eGFR ${printedEgfr(own)} by creatinine, ${printedEgfr(other)} with cystatin C; creatinine is used in plasma-cell disease and under steroids.`,
  ];
}

export function rejectionLine({ kidney }: Reading): readonly string[] {
  return kidney.transplant ? ['Kidney transplant: think of rejection.'] : [];
}

export function transplantLine({ kidney }: Reading): readonly string[] {
  return kidney.transplant
    ? ['Kidney transplant: read at the actual eGFR; ciclosporin and lithium raise serum B2M.']
    : [];
}

export function nephrologyLine({ renal }: Reading): readonly string[] {
  return renal.severelyReduced ? [`eGFR below ${SEVERELY_REDUCED_GFR}: consider nephrology advice.`] : [];
}

/** Creatinine above 2 mg/dL or clearance below 40 mL/min. @source rajkumar-2014 */
export function renalCriterionLine({ staging, renal }: Reading): readonly string[] {
  if (!staging || determined(renal.imwgRenal) !== 'met') return [];
  const clearance = renal.clearance ? `, creatinine clearance ${shown(renal.clearance, [IMWG_CRCL_CUT])}` : '';
  const creatinine = renal.creatinine
    ? `creatinine ${shown(renal.creatinine.quantity, [IMWG_CREATININE_CUT['mg/dL']])}`
    : 'creatinine';
  return [
    `IMWG renal criterion met (${creatinine}${clearance}): B2M may overestimate tumour burden; look also at LDH, FISH and free light chains (renal range ${RENAL_LIGHT_CHAIN_RATIO}).`,
  ];
}

export function ratioOf({ renal }: Reading): string {
  return renal.ratio === undefined ? '' : ` is ${ratioPhrase(renal.ratio)}`;
}
