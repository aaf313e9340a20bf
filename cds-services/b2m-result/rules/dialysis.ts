// A B2M on dialysis is read as what it is: clearance, not tumour.
import {
  daysSince,
  orList,
  shown,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mPhrase, RENAL_LIGHT_CHAIN_RATIO } from '../words.ts';

export const dialysis = defineResultRule({
  id: 'dialysis',
  hooks: BOTH,
  evaluate({ reading, settings, situation }) {
    const { kidney, focus, staging, facts, elevated } = reading;
    if (!kidney.dialysis) {
      return focus && elevated !== false ? besides(reading, focus) : NOT_ON_DIALYSIS;
    }
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
    const byNumber = staging ? `; ISS ${orList(staging.iss.possible)} by number only` : '';
    // To a tenth of a year: what is dated to the day needs no more.
    const years = Math.round(daysSince(kidney.dialysisSince ?? Infinity, facts.asOf) / 36.525) / 10;
    const long = years >= settings.amyloidVintageYears;
    return {
      ...shared,
      because: `on dialysis with B2M ${shown(focus.quantity)}`,
      summary: `${b2mPhrase(reading)} ${onDialysis(reading)} shows clearance, not disease burden${byNumber}`,
      lines: [
        'No expected B2M and no stage for the record on dialysis; compare predialysis samples only.',
        ...(staging
          ? [`For disease burden look at LDH, FISH and the light chain ratio (renal range ${RENAL_LIGHT_CHAIN_RATIO}).`]
          : []),
        ...(long
          ? [
              `On dialysis for about ${Math.floor(years)} years: dialysis-related amyloidosis (carpal tunnel, joints, bone cysts) becomes likelier with vintage; the B2M level itself did not predict it in a registry of 166,237.`,
            ]
          : []),
        'Serum B2M is not advised as a screen for dialysis amyloid (KDOQI).',
      ],
      rows:
        kidney.lastSession === undefined
          ? []
          : [
              {
                result: 'Dialysis session',
                value: kidney.recently ? 'last on record' : 'on record',
                date: shownDate(kidney.lastSession),
                limit: 'sample before the session',
              },
            ],
      inputs: [focus],
      assessments: [reading.renal.confounding, ...(staging ? [staging.iss] : [])],
    };
  },
});

const NOT_ON_DIALYSIS: Silence = { silent: 'not on dialysis', over: ['conditions', 'procedures'] };

/** `on dialysis`, `recently on dialysis (last session 2026-06-01)`. */
function onDialysis({ kidney }: Reading): string {
  if (!kidney.recently) return 'on dialysis';
  return `recently on dialysis${kidney.lastSession === undefined ? '' : ` (last session ${shownDate(kidney.lastSession)})`}`;
}

/** Not on dialysis as far as is known, but no filtration can be read: the stage stands, and why is said. */
function besides(reading: Reading, focus: Measurement): Finding | Silence {
  const { kidney, renal } = reading;
  if (renal.withheld !== 'end-stage' && renal.withheld !== 'dialysis-open') return NOT_ON_DIALYSIS;
  const why = kidney.endStage
    ? 'end-stage kidney disease, dialysis not on record'
    : OPEN[kidney.dialysisOpen ?? 'no-date'];
  return {
    ...shared,
    weight: WEIGHTS['dialysis: end-stage'],
    because: why,
    summary: `${b2mPhrase(reading)}: ${why}; no eGFR and no expected B2M`,
    lines: ['No eGFR, no expected B2M and no stage for the record.'],
    inputs: [focus],
    assessments: [renal.confounding],
  };
}

const OPEN: Readonly<Record<NonNullable<Reading['kidney']['dialysisOpen']>, string>> = {
  'no-date': 'a dialysis procedure without a date is on record',
  'status-unknown': 'a dialysis procedure is on record, not known to have taken place',
};

const shared: Pick<Finding, 'indicator' | 'topic' | 'weight' | 'citations' | 'trend'> = {
  indicator: 'info',
  topic: TOPIC.b2m,
  weight: WEIGHTS.dialysis,
  citations: ['cheung-2006', 'kdoqi-bone'],
  trend: true,
};
