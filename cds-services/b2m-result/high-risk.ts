// What the findings on high risk by IMS/IMWG 2025 share: the criteria that are met, the values of criterion 4, their limits.
import { CGS_B2M_CUT, CGS_CREATININE_CUT, shown, type Finding, type Reading } from '../../src/authoring.ts';
import { TOPIC } from './input.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
const { limits, values } = EN.highRisk;

/** Numbers of the criteria that are met, 1 to 4. */
export function metCriteria({ criteria }: Staging): readonly number[] {
  return criteria.filter((c) => c.met === true).map((c) => c.criterion);
}

/** `B2M 6.1 mg/L with creatinine 0.98 mg/dL`. */
export function criterion4Values({ b2m, creatinine }: Staging): string {
  return values(
    b2m ? shown(b2m.quantity, [CGS_B2M_CUT]) : '',
    creatinine ? shown(creatinine.quantity, [CGS_CREATININE_CUT]) : '',
  );
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
