// A B2M on dialysis is read as what it is: clearance, not tumour.
import { daysSince, orList, shown, type Finding } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mPhrase, RENAL_LIGHT_CHAIN_RATIO } from '../words.ts';

export const dialysis = defineResultRule({
  id: 'dialysis',
  hooks: BOTH,
  evaluate({ reading, settings, situation }) {
    const { kidney, focus, staging, facts, elevated } = reading;
    if (!kidney.dialysis) return { silent: 'not on dialysis', over: ['conditions', 'procedures'] };
    const post = facts.measurements['b2m-serum-postdialysis']?.[0];
    if (!focus) {
      if (!post || situation.hook !== 'result-view')
        return { silent: 'on dialysis, no predialysis B2M to read', over: ['b2m-serum'] };
      return {
        ...shared,
        because: 'only a post-dialysis B2M is on record',
        summary: `B2M ${shown(post.quantity)} was drawn after dialysis: not usable for staging or trend`,
        lines: ['Dialysis removes B2M; a predialysis sample is needed.'],
        inputs: [post],
      };
    }
    if (elevated === false && !staging) return { silent: 'on dialysis with a B2M within range' };
    // To a tenth of a year: what is dated to the day needs no more.
    const years = Math.round(daysSince(kidney.dialysisSince ?? Infinity, facts.asOf) / 36.525) / 10;
    const long = years >= settings.amyloidVintageYears;
    return {
      ...shared,
      because: `on dialysis with B2M ${shown(focus.quantity)}`,
      summary: `${b2mPhrase(reading)} on dialysis: not interpretable as tumour burden`,
      lines: [
        'The level reflects residual kidney function and clearance by dialysis; compare predialysis samples only.',
        ...(staging
          ? [
              `ISS is ${orList(staging.iss.possible)} by number only; rely on LDH, FISH and free light chains with the renal range (${RENAL_LIGHT_CHAIN_RATIO}).`,
            ]
          : []),
        ...(long
          ? [
              `On dialysis for about ${Math.floor(years)} years: dialysis-related amyloidosis (carpal tunnel, joints, bone cysts) becomes likelier with vintage; the B2M level itself did not predict it in a registry of 166,237.`,
            ]
          : []),
        'KDOQI advises against screening for dialysis amyloid by serum B2M.',
      ],
      inputs: [focus],
      assessments: [reading.renal.confounding, ...(staging ? [staging.iss] : [])],
    };
  },
});

const shared: Pick<Finding, 'indicator' | 'topic' | 'weight' | 'citations' | 'trend'> = {
  indicator: 'info',
  topic: TOPIC.b2m,
  weight: WEIGHTS.dialysis,
  citations: ['cheung-2006', 'kdoqi-bone'],
  trend: true,
};
