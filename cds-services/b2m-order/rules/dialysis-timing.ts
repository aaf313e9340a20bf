// A serum B2M for a patient on dialysis: when to draw it, and what it cannot tell.
import { kidneyCircumstancesOf, shownDate } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineOrderRule } from '../input.ts';
import { DIALYSIS } from '../phrases.en.ts';
import { REASONS } from '../reasons.en.ts';

const WHY = REASONS.dialysis;

export const dialysisTiming = defineOrderRule({
  id: 'dialysis-timing',
  hooks: BOTH,
  evaluate({ drafts, reading }) {
    if (!drafts.serumB2m) return { silent: WHY.noB2m };
    if (!reading.kidney.dialysis) return { silent: WHY.not, over: ['conditions', 'procedures'] };
    const session = reading.kidney.lastSession;
    return {
      because: WHY.ordered,
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['dialysis-timing'],
      summary: DIALYSIS.summary,
      lines: [DIALYSIS.amyloid],
      rows:
        session === undefined
          ? []
          : [
              {
                result: DIALYSIS.session,
                value: DIALYSIS.onRecord,
                date: shownDate(session),
                limit: DIALYSIS.limit,
              },
            ],
      circumstances: kidneyCircumstancesOf(reading, 'dialysis', 'end-stage', 'kidney-transplant'),
      citations: ['cheung-2006', 'kdoqi-bone'],
    };
  },
});
