// High risk by IMS/IMWG 2025 where it is open whether the values are of diagnosis: told under the "if" of the stage, as information.
import {
  CGS_B2M_CUT,
  CGS_CREATININE_CUT,
  shown,
  type Finding,
  type Reading,
  type Silence,
} from '../../src/authoring.ts';
import { conditionOf } from './dating.ts';
import { highRiskBecause } from './genomics.ts';
import { EN } from './phrases.en.ts';
import { TOPIC } from './input.ts';

const SAY = EN.highRisk;
type Staging = NonNullable<Reading['staging']>;

/**
 * What would make it high risk, if the values are those of the untreated disease.
 *
 * @param low a filtration that makes a renal share of the B2M likely, in words: `eGFR 51`
 */
export function conditionalRisk(staging: Staging, low: string | undefined, weight: number): Finding | Silence {
  const met = staging.criteria.filter((c) => c.met === true).map((c) => c.criterion);
  const by4 = met.includes(4) && staging.steady;
  const reasons = [...(by4 ? [valuesOf(staging)] : []), ...highRiskBecause(staging)];
  if (reasons.length === 0)
    return { silent: 'no criterion met on the data at hand; whether these are baseline values is open' };
  const condition = conditionOf(staging);
  const share = by4 && low !== undefined ? SAY.renalShare(low) : '';
  return {
    because: `criterion ${met.filter((c) => c !== 4 || by4).join(', ')} met, if these are baseline values`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight,
    summary: SAY.conditional(condition, reasons, share),
    told: `${SAY.conditional(condition, [...(by4 ? [SAY.byValues] : []), ...highRiskBecause(staging)], share)}.`,
    ...(by4 && {
      limits: {
        'b2m-serum': SAY.limits.b2m(CGS_B2M_CUT),
        'creatinine-serum': SAY.limits.creatinine(CGS_CREATININE_CUT),
      },
    }),
    lines: [],
    assessments: [staging.imsImwg],
    inputs: staging.inputs.filter((m) => m.analyte === 'b2m-serum' || m.analyte === 'creatinine-serum'),
    cytogenetics: staging.fish.used,
    citations: ['avet-loiseau-2025'],
  };
}

function valuesOf({ b2m, creatinine }: Staging): string {
  return SAY.values(
    b2m ? shown(b2m.quantity, [CGS_B2M_CUT]) : '',
    creatinine ? shown(creatinine.quantity, [CGS_CREATININE_CUT]) : '',
  );
}
