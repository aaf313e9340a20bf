// High-risk myeloma by the IMS/IMWG 2025 consensus; above all the B2M criterion that hides behind a normal creatinine.
import {
  andList,
  CGS_B2M_CUT,
  CGS_CREATININE_CUT,
  exceeds,
  shown,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { egfrValues } from '../words.ts';

type Staging = NonNullable<Reading['staging']>;

export const imsImwg2025 = defineResultRule({
  id: 'ims-imwg-2025',
  hooks: BOTH,
  evaluate({ reading }) {
    const { staging, focus, kidney } = reading;
    if (!staging?.b2m) return { silent: 'no myeloma that could be assessed', over: ['conditions', 'b2m-serum'] };
    if (staging.basis === 'if-baseline')
      return { silent: 'for newly diagnosed myeloma only; whether these are baseline values is open' };
    if (staging.basis !== 'baseline') return { silent: 'for newly diagnosed myeloma only' };
    if (focus && focus.at > staging.b2m.at) {
      return { silent: 'the B2M looked at is later than the baseline' };
    }
    if (kidney.dialysis) return { silent: 'on dialysis: see the dialysis rule' };
    const met = staging.criteria.filter((c) => c.met === true).map((c) => c.criterion);
    if (met.includes(4)) return criterion4(reading, staging, staging.b2m, met);
    if (met.length > 0) {
      return {
        ...shared(staging),
        because: `criterion ${met.join(', ')} met`,
        indicator: 'info',
        weight: WEIGHTS['ims-imwg-2025: genomic criteria'],
        summary: `IMS/IMWG 2025: high-risk myeloma by ${met.length > 1 ? 'criteria' : 'criterion'} ${andList(met.map(String))} (genomic)`,
        lines: staging.imsImwg.notes ?? [],
      };
    }
    return isolatedB2m(staging, staging.b2m);
  },
});

function criterion4({ renal }: Reading, staging: Staging, b2m: Measurement, met: readonly number[]): Finding {
  const creatinine = staging.creatinine ? shown(staging.creatinine.quantity, [CGS_CREATININE_CUT]) : '';
  const egfr = egfrValues(renal).join(' or ');
  const hidden = renal.mayBeReduced;
  const clearance = renal.clearance ? `, creatinine clearance ${shown(renal.clearance)}` : '';
  return {
    ...shared(staging),
    because: `B2M at or above ${CGS_B2M_CUT} mg/L with creatinine below ${CGS_CREATININE_CUT} mg/dL`,
    indicator: 'warning',
    weight: WEIGHTS['ims-imwg-2025: criterion 4'],
    summary: `B2M ${shown(b2m.quantity, [CGS_B2M_CUT])} with creatinine ${creatinine}: meets IMS/IMWG 2025 high-risk criterion 4${hidden ? `, but eGFR is ${egfr}` : ''}`,
    lines: [
      ...(hidden
        ? [
            `Creatinine may understate renal impairment (eGFR ${egfr}${clearance}): lower confidence. In a cohort of 250, clearance of 60 or more in place of creatinine separated survival; creatinine did not.`,
          ]
        : [
            renal.withheld === 'steadiness-unknown'
              ? 'Whether creatinine is steady is not known, since it was not read in full: lower confidence.'
              : `Not explained by creatinine${egfr ? ` (eGFR ${egfr}${clearance})` : ''}.`,
          ]),
      genomic(staging, met),
    ],
    inputs: staging.inputs.filter((m) => m.analyte !== 'ldh-serum'),
    derived: renal.derived,
    citations: ['avet-loiseau-2025', 'thai-cohort-2026'],
  };
}

/** What FISH and TP53 say of criteria 1 to 3. */
function genomic({ criteria }: Staging, met: readonly number[]): string {
  if (met.length > 1) return `Criteria ${andList(met.map(String))} met.`;
  return criteria.some((c) => c.met === undefined)
    ? 'Criteria 1 to 3 (genomic) are open: FISH or TP53 is incomplete.'
    : 'Criteria 1 to 3 (genomic) are not met.';
}

/** The card no calculator gives: a high B2M that does not count, because creatinine is raised. */
function isolatedB2m(staging: Staging, b2m: Measurement): Finding | Silence {
  const { creatinine } = staging;
  const high = exceeds(b2m.quantity, CGS_B2M_CUT, 'at-or-above') === true;
  const raised = creatinine && exceeds(creatinine.quantity, CGS_CREATININE_CUT, 'at-or-above') === true;
  if (!high || !raised)
    return { silent: 'no criterion met on the data at hand', over: ['cytogenetics', 'creatinine-serum'] };
  return {
    ...shared(staging),
    because: `B2M at or above ${CGS_B2M_CUT} mg/L, but creatinine is not below ${CGS_CREATININE_CUT} mg/dL`,
    indicator: 'info',
    weight: WEIGHTS['ims-imwg-2025: criterion 4 not met'],
    summary: `IMS/IMWG 2025 criterion 4 not met: B2M is ${CGS_B2M_CUT} or more, but creatinine (${shown(creatinine.quantity, [CGS_CREATININE_CUT])}) is not below ${CGS_CREATININE_CUT}`,
    lines: [],
  };
}

function shared(staging: Staging): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'citations'> {
  return {
    topic: TOPIC.b2m,
    assessments: [staging.imsImwg],
    inputs: staging.inputs.filter((m) => m.analyte === 'b2m-serum' || m.analyte === 'creatinine-serum'),
    citations: ['avet-loiseau-2025'],
  };
}
