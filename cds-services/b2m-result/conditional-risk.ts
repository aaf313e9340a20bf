// High risk by IMS/IMWG 2025 where it is open whether the values are of diagnosis: told under the "if" of the stage, as information.
import type { Finding, Reading, Silence } from '../../src/authoring.ts';
import { conditionOf } from './dating.ts';
import { highRiskBecause } from './genomics.ts';
import { CRITERION_4_LIMITS, criterion4Values, highRiskEvidence, metCriteria } from './high-risk.ts';
import { EN } from './phrases.en.ts';
import { REASONS } from './phrases/reasons.en.ts';

const WHY = REASONS.highRisk;

const SAY = EN.highRisk;
type Staging = NonNullable<Reading['staging']>;

/**
 * What would make it high risk, if the values are those of the untreated disease.
 *
 * @param low a filtration that makes a renal share of the B2M likely, in words: `eGFR 51`
 */
export function conditionalRisk(staging: Staging, low: string | undefined, weight: number): Finding | Silence {
  const met = metCriteria(staging);
  const by4 = met.includes(4) && staging.steady;
  const genomic = highRiskBecause(staging);
  const reasons = [...(by4 ? [criterion4Values(staging)] : []), ...genomic];
  if (reasons.length === 0) return { silent: WHY.noneIfBaseline };
  const condition = conditionOf(staging);
  const share = by4 && low !== undefined ? SAY.renalShare(low) : '';
  return {
    ...highRiskEvidence(staging),
    because: WHY.metIfBaseline(met.filter((c) => c !== 4 || by4)),
    indicator: 'info',
    weight,
    summary: SAY.conditional(condition, reasons, share),
    told: `${SAY.conditional(condition, [...(by4 ? [SAY.byValues] : []), ...genomic], share)}.`,
    ...(by4 && { limits: CRITERION_4_LIMITS }),
    lines: [],
  };
}
