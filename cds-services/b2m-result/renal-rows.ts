// The eGFR, the creatinine and the clearance as rows of the table: the eGFR with the B2M that filtration alone predicts.
import {
  GFR_VALIDITY,
  IMWG_CRCL_CUT,
  IMWG_CREATININE_CUT,
  REDUCED_GFR,
  shown,
  shownAsReported,
  shownDate,
  STATED_WEIGHT,
  type CardRow,
  type Reading,
} from '../../src/authoring.ts';
import { EN } from './phrases.en.ts';
import { criterionBy } from './renal-lines.ts';
import { egfrValues, expectedValues } from './words.ts';
import { steadyLimit } from '../shared/steady-limit.ts';

type Renal = Reading['renal'];

/** `eGFR, reported | 20 mL/min/1.73 m² | B2M expected: 6.3 mg/L`; none where no eGFR is given. */
export function egfrRow(renal: Renal): readonly CardRow[] {
  const { egfr, derived, inputs } = renal;
  const [first] = egfr;
  if (!first) return [];
  const isComputed = derived.some(({ name }) => name === 'egfr');
  const from = isComputed ? ['creatinine-serum', 'cystatin-c'] : ['egfr'];
  const dated = inputs.find(({ analyte }) => from.includes(analyte));
  return [
    {
      result: EN.renal.egfrRow(isComputed),
      value: EN.renal.egfrValue(egfrValues(renal), first.comparator),
      date: dated && shownDate(dated.at),
      limit: egfr.every(isInRange)
        ? EN.renal.expectedLimit(expectedValues(renal), first.comparator)
        : EN.renal.outOfRange(...GFR_VALIDITY),
      replaces: 'egfr',
    },
  ];
}

/** Of the equation. A limit sign says on which side of its number the eGFR lies. */
function isInRange({ value, comparator }: Renal['egfr'][number]): boolean {
  const [low, high] = GFR_VALIDITY;
  return value >= low && value <= high && !(comparator?.startsWith('<') && value <= low);
}

/**
 * What the eGFR is made of: `Creatinine | 2.6 mg/dL | steady: 2.5 on 2026-08-03`, cystatin C where it was used, and the
 * clearance where that alone meets the IMWG renal criterion.
 */
export function besideEgfr(reading: Reading): readonly CardRow[] {
  const { renal } = reading;
  return [
    ...creatinineRow(renal),
    ...cystatinRow(renal),
    ...(criterionBy(reading) === 'clearance' ? clearanceRow(renal) : []),
  ];
}

function creatinineRow(renal: Renal): readonly CardRow[] {
  const { creatinine } = renal;
  const limit = steadyLimit(renal);
  if (!creatinine || limit === undefined) return [];
  return [
    {
      result: EN.renal.creatinine,
      value: shownAsReported(creatinine, [IMWG_CREATININE_CUT['mg/dL']]),
      date: shownDate(creatinine.at),
      limit,
      replaces: 'creatinine-serum',
      isSpare: true,
    },
  ];
}

function cystatinRow({ inputs, creatinine }: Renal): readonly CardRow[] {
  const cystatin = inputs.find(({ analyte }) => analyte === 'cystatin-c');
  if (!cystatin) return [];
  const [result, value, date] = [EN.renal.cystatinC, shownAsReported(cystatin), shownDate(cystatin.at)];
  return [{ result, value, date, limit: EN.renal.byCystatin(creatinine !== undefined), replaces: 'cystatin-c' }];
}

/** `Creatinine | 3.1 mg/dL | not steady`. */
export function unsteadyRow({ steadiness, creatinine }: Renal): readonly CardRow[] {
  const now = steadiness.course?.now.measurement ?? creatinine;
  if (!now) return [];
  const result = EN.renal.creatinine;
  const limit = EN.renal.notSteady(steadiness.unsteady ?? 'unknown');
  return [{ result, value: shownAsReported(now), date: shownDate(now.at), limit, replaces: 'creatinine-serum' }];
}

/** `Clearance, calculated | 32 mL/min | IMWG renal: below 40`. */
export function clearanceRow({ clearance, measuredClearance, weight }: Renal): readonly CardRow[] {
  if (!clearance) return [];
  return [
    {
      result: EN.renal.clearanceRow(measuredClearance !== undefined, weight?.code === STATED_WEIGHT),
      value: shown(clearance, [REDUCED_GFR, IMWG_CRCL_CUT]),
      limit: EN.renal.clearanceLimit(IMWG_CRCL_CUT),
      replaces: 'creatinine-clearance',
    },
  ];
}
