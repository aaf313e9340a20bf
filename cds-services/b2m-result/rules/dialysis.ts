// A B2M on dialysis is read as what it is: clearance, not disease burden.
import {
  capital,
  daysSince,
  kidneyCircumstancesOf,
  shown,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mLimit } from '../iss-limits.ts';
import { EN } from '../phrases.en.ts';
import { b2mPhrase } from '../words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.dialysis;

const SAY = EN.dialysis;

export const dialysis = defineResultRule({
  id: 'dialysis',
  hooks: BOTH,
  beginsWith: ['b2m-serum', 'b2m-serum-postdialysis'],
  evaluate({ reading, settings, situation }) {
    const { kidney, focus, staging, facts, elevated } = reading;
    if (!kidney.dialysis) {
      return focus && elevated !== false ? besides(reading, focus) : NOT_ON_DIALYSIS;
    }
    const post = facts.measurements['b2m-serum-postdialysis']?.[0];
    if (!focus) {
      if (!post || situation.hook !== 'result-view') return { silent: WHY.nothingToRead, over: ['b2m-serum'] };
      return {
        ...shared,
        because: WHY.onlyAfter,
        summary: SAY.afterSession(shown(post.quantity)),
        lines: [SAY.needsPredialysis],
        inputs: [post],
        ...onKidneys(reading),
      };
    }
    if (elevated === false && !staging) return { silent: WHY.withinRange };
    // To a tenth of a year: what is dated to the day needs no more.
    const years = Math.round(daysSince(kidney.dialysisSince ?? Infinity, facts.asOf) / 36.525) / 10;
    return {
      ...shared,
      because: WHY.with(shown(focus.quantity)),
      summary: SAY.shows(b2mPhrase(reading), onDialysis(reading), staging && EN.iss.stage(staging.iss.possible)),
      lines: [
        SAY.nothingForRecord(kidney.lastSession !== undefined),
        ...(staging ? [EN.renal.diseaseBurden] : []),
        ...(years >= settings.amyloidVintageYears ? [SAY.years(Math.floor(years))] : []),
      ],
      asides: [SAY.amyloid],
      limits: { ...(staging?.b2m === focus && { 'b2m-serum': b2mLimit(focus.quantity) }) },
      rows:
        kidney.lastSession === undefined
          ? []
          : [
              {
                result: SAY.session,
                value: kidney.recently ? SAY.lastOnRecord : SAY.onRecord,
                date: shownDate(kidney.lastSession),
                limit: SAY.sampleBefore,
              },
            ],
      inputs: [focus, ...(staging?.ldh ? [staging.ldh] : [])],
      ...onKidneys(reading),
      assessments: [reading.renal.confounding, ...(staging ? [staging.iss] : [])],
    };
  },
});

const NOT_ON_DIALYSIS: Silence = { silent: WHY.not, over: ['conditions', 'procedures'] };

/** `on dialysis`, `recently on dialysis (last session 2026-06-01)`. */
function onDialysis({ kidney }: Reading): string {
  if (!kidney.recently) return SAY.on;
  return SAY.recently(kidney.lastSession === undefined ? undefined : shownDate(kidney.lastSession));
}

/** Not on dialysis as far as is known, but no filtration can be read: the stage stands, and why is said. */
function besides(reading: Reading, focus: Measurement): Finding | Silence {
  const { kidney, renal } = reading;
  if (renal.withheld !== 'end-stage' && renal.withheld !== 'dialysis-open') return NOT_ON_DIALYSIS;
  const why = kidney.endStage ? SAY.endStage : SAY.open[kidney.dialysisOpen ?? 'no-date'];
  return {
    ...shared,
    weight: WEIGHTS['dialysis: end-stage'],
    because: why,
    summary: SAY.besides(b2mPhrase(reading), why),
    told: SAY.besidesTold(capital(why)),
    lines: [],
    asides: [SAY.noRecord],
    inputs: [focus],
    ...onKidneys(reading),
    assessments: [renal.confounding],
  };
}

/** What says so; of dialysis without a date it says what is open. */
function onKidneys(reading: Reading): Pick<Finding, 'circumstances' | 'tells'> {
  return {
    circumstances: kidneyCircumstancesOf(reading, 'dialysis', 'end-stage', 'kidney-transplant'),
    tells: [{ references: reading.facts.openDialysis.map((d) => d.reference) }],
  };
}

const shared: Pick<Finding, 'indicator' | 'topic' | 'weight' | 'citations' | 'trend'> = {
  indicator: 'info',
  topic: TOPIC.b2m,
  weight: WEIGHTS.dialysis,
  citations: ['cheung-2006', 'kdoqi-bone'],
  trend: true,
};
