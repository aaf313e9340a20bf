// What a card on filtration shares: the evidence behind it, and the lines on the kidneys beside the B2M.
import {
  asReported,
  determined,
  exceeds,
  IMWG_CRCL_CUT,
  IMWG_CREATININE_CUT,
  kidneyCircumstances,
  number,
  SEVERELY_REDUCED_GFR,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';
import { TOPIC } from './input.ts';
import { EN } from './phrases.en.ts';
import { ratioPhrase } from './words.ts';

const SAY = EN.renal;

export function common(
  reading: Reading,
  focus: Measurement,
): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'besides' | 'derived' | 'circumstances' | 'citations' | 'trend'> {
  const { renal, staging } = reading;
  return {
    topic: TOPIC.b2m,
    assessments: [
      renal.confounding,
      ...(renal.withheld ? [] : [renal.category]),
      ...(staging ? [renal.imwgRenal] : []),
    ],
    inputs: [focus, ...renal.inputs],
    besides: cystatinBeside(reading),
    derived: renal.derived,
    circumstances: kidneyCircumstances(reading),
    citations: ['bianchi-2001', 'inker-2021', ...(staging ? ['dimopoulos-2012'] : [])],
    trend: true,
  };
}

/** Steady again, but not as good as it was. */
export function fellLine({ renal }: Reading): readonly string[] {
  const { course } = renal.steadiness;
  const fell = course?.fellFrom;
  if (!fell || renal.withheld) return [];
  const how = fell.count === 1 ? SAY.oneResult : SAY.medianOf(fell.count);
  return [SAY.fell(number(fell.value, 2), how, shownDate(fell.until))];
}

/** Where cystatin C says otherwise, in a disease that raises it. */
export function cystatinLine({ renal }: Reading): readonly string[] {
  const { egfrWithCystatin: other, egfr } = renal;
  const [own] = egfr;
  return other && own ? [SAY.cystatin(printedEgfr(own), printedEgfr(other.egfr))] : [];
}

/** What that line rests on, for the evidence. */
export function cystatinBeside({ renal }: Reading): readonly Measurement[] {
  return renal.egfrWithCystatin ? [renal.egfrWithCystatin.of] : [];
}

export function rejectionLine({ kidney }: Reading): readonly string[] {
  return kidney.transplant ? [SAY.rejection] : [];
}

export function transplantLine({ kidney }: Reading): readonly string[] {
  return kidney.transplant ? [SAY.transplant] : [];
}

export function nephrologyLine({ renal }: Reading): readonly string[] {
  return renal.severelyReduced ? [SAY.nephrology(SEVERELY_REDUCED_GFR)] : [];
}

/** What meets the IMWG renal criterion, creatinine above 2 mg/dL before clearance below 40 mL/min. @source rajkumar-2014 */
export function criterionBy({ staging, renal }: Reading): 'creatinine' | 'clearance' | undefined {
  if (!staging || determined(renal.imwgRenal) !== 'met') return undefined;
  const { creatinine } = renal;
  // As the instrument reads it: 177 µmol/L in its own unit.
  const read = creatinine && asReported(creatinine);
  return read && exceeds(read, IMWG_CREATININE_CUT[read.unit], 'above') === true ? 'creatinine' : 'clearance';
}

export function renalCriterionLine(reading: Reading): readonly string[] {
  const by = criterionBy(reading);
  if (by === undefined) return [];
  return [SAY.criterion(by, String(by === 'creatinine' ? IMWG_CREATININE_CUT['mg/dL'] : IMWG_CRCL_CUT))];
}

/** For `explain`. */
export function ratioOf({ renal }: Reading): string | undefined {
  return renal.ratio === undefined ? undefined : ratioPhrase(renal.ratio);
}
